"""A small release for each situation: a few figures by hand, in a small invented country.

Every world is about banen.aandeel (a share) of all ministries in 2024, held against a goal of 2,5%.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tests.unit.release import factories
from verantwoord.disclosure.hiding import REASON
from verantwoord.engine.formulas import not_applicable, parameter_used
from verantwoord.engine.goals import judge, too_small
from verantwoord.engine.reasons import (
    lacking,
    mixed,
    no_mean,
    not_by,
    not_found,
    not_there,
    nothing_came,
)
from verantwoord.engine.stated import held_against
from verantwoord.engine.terms import together
from verantwoord.formula.functions import DIVIDED_BY_ZERO
from verantwoord.formula.quantities import Absence, Absent, unknown
from verantwoord.model.figure import (
    Coverage,
    Figure,
    FigureStatus,
    Quality,
    TermPart,
    figure_id,
)
from verantwoord.model.goal import Baseline, Bound, End, GoalKind, Path
from verantwoord.model.indicator import Break, ParameterUse, Term
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.parameter import ParameterValue
from verantwoord.model.period import Grain, Period
from verantwoord.model.stated import Nature, Origin, Precision, Stated
from verantwoord.model.text import Source, Text
from verantwoord.release.material import Material
from verantwoord.release.program import Program

PACK = load_pack(factories.PACK)
ID, WHOLE, YEAR = "banen.aandeel", "zilverland", 2024
TODAY = dt.date(2025, 6, 1)
FULL = Coverage(4, 4, cells=4, cells_expected=4, each=Grain.QUARTER, several=True)
PROGRAM = Program("proef", None, "proef", "proef", {})


@dataclass(frozen=True, eq=False)
class World:
    """What a release is made of, with the figure that the situation is about."""

    material: Material
    figure: Figure | None

    @property
    def before(self) -> Figure | None:
        """The figure one period earlier."""
        return self.material.before(self.figure) if self.figure else None


def figure(value: Any, year: int = YEAR, who: str = WHOLE, **said: Any) -> Figure:
    """Return a figure that was measured from all that was asked, unless `said` says otherwise."""
    period = said.pop("period", None) or Period.year(year)
    number = value if isinstance(value, Absent) else Decimal(value)
    made = Figure(
        id=figure_id(ID, who, period),
        indicator=ID,
        organisation=who,
        period=period,
        dimensions=(),
        structure=None,
        value=number,
        numerator=None,
        denominator=None,
        unit="percent",
        status=FigureStatus.MEASURED,
        coverage=FULL,
        components=(),
        parameters=(),
        judgements=(),
        quality=Quality(Text("proef", "test"), 0, 0, ()),
        known_on=None,
    )
    return judged(replace(made, **said))


def judged(one: Figure, pack: Pack = PACK) -> Figure:
    """Return a figure with what the goals of a pack say of it."""
    goals = [
        g for g in pack.goals.values() if g.indicator == ID and g.organisation == one.organisation
    ]
    said = (judge(g, one.value, one.period, one.coverage.complete) for g in goals)
    held = (held_against(g, j, one.value, one.stated) for g, j in zip(goals, said, strict=True))
    return replace(one, judgements=tuple(held))


def small(value: str, **said: Any) -> Figure:
    """Return a ratio of which only the parts are shown, as the engine judges it."""
    one = figure(value, **said)
    return replace(one, judgements=tuple(too_small(j) for j in one.judgements))


def stated(**said: Any) -> dict[str, Any]:
    """Return what a published value states, with the status that its origin gives."""
    origin = said.pop("origin", Origin.PUBLICATION)
    status = {
        Origin.PUBLICATION: FigureStatus.PUBLISHED,
        Origin.PUBLICATIONS: FigureStatus.FROM_PUBLISHED,
        Origin.MAKERS: FigureStatus.OWN_WORK,
    }[origin]
    return {"stated": Stated(origin=origin, **said), "status": status, "coverage": Coverage(0, 0)}


def absent(why: Absent, status: FigureStatus, coverage: Coverage = FULL) -> Figure:
    """Return a figure of 2024 without a number."""
    return figure(why, status=status, coverage=coverage)


def world(*figures: Figure, pack: Pack = PACK, at: int = 0) -> World:
    """Return a release of these figures; the first is the one that the situation is about."""
    material = Material(
        "proef-2024", pack, {f.id: f for f in figures}, (), (), {}, PROGRAM, known_on=TODAY
    )
    # what auditors say is the same sentence in every situation: see tests/unit/site/test_audits.py
    silent = replace(material.register, recommendations={}, opinions={})
    material.__dict__["register"] = silent  # as `cached_property` keeps it
    return World(material, figures[at] if figures else None)


def _asked(*figures: Figure, **said: Any) -> World:
    """Return a release that holds figures against another goal."""
    goal = replace(PACK.goals[ID], **said)
    pack = replace(PACK, goals={**PACK.goals, ID: goal})
    return world(*(judged(f, pack) for f in figures), pack=pack)


def _line(
    start: int | None = 2, first: int = 2023, end: int = 4, last: int = 2030, **said: Any
) -> Path:
    begin = Baseline(year=first, value=Decimal(start)) if start else Baseline(unknown=UNKNOWN)
    said.setdefault("line", "rekenlijn" if start else None)
    return Path(start=begin, end=End(last, Decimal(end)), **said)


def _way(value: str, **said: Any) -> World:
    """Return a release in which a value lies on the way from 2 to 4."""
    return _asked(figure(value), path=_line(**said), judged="eindjaar")


UNKNOWN = Text("er is geen begin bekend", "no beginning is known")


def _changed(**said: Any) -> Pack:
    indicator = replace(PACK.indicators[ID], **said)
    return replace(PACK, indicators={**PACK.indicators, ID: indicator})


LAST_YEAR = figure("2.30", 2023)
NONE = Coverage(0, 4, due=dt.date(2025, 1, 30), cells_expected=4, each=Grain.QUARTER, several=True)
SOON = replace(NONE, due=dt.date(2025, 7, 1))
NOTHING_ASKED = Coverage(0, 0)
UNASKED = Coverage(0, 0, unasked=12, each=Grain.MONTH)
NOT_ASKED = Absent(
    Absence.NOT_ASKED, "om deze gegevens is niet gevraagd", "nobody asked for these data"
)
ONE_LATE = Coverage(0, 1, due=dt.date(2025, 1, 30), cells_expected=12, each=Grain.MONTH)
THREE = Coverage(3, 4, cells=3, cells_expected=4, each=Grain.QUARTER, several=True)
HALF_YEAR = Period(dt.date(2024, 1, 1), dt.date(2024, 7, 1), Grain.RANGE)
OTHERWISE = Break(
    dt.date(2024, 1, 1),
    Text("Vanaf 2024 tellen stages mee.", "From 2024 on internships count."),
    Source("Verzonnen besluit"),
)


def _not_delivered() -> World:
    return world(absent(nothing_came(SOON, TODAY), FigureStatus.NOT_DELIVERED, SOON), LAST_YEAR)


def _late() -> World:
    return world(absent(nothing_came(NONE, TODAY), FigureStatus.LATE, NONE), LAST_YEAR)


def _never_requested() -> World:
    return world(absent(nothing_came(UNASKED, TODAY), FigureStatus.NOT_ASKED, UNASKED), LAST_YEAR)


def _missing_refused() -> World:
    why = lacking(THREE)
    return world(absent(unknown(why.nl, why.en or ""), FigureStatus.UNKNOWN, THREE), LAST_YEAR)


BOSBOUW = "Ministerie van Bosbouw"

NO_NUMBER = Text("Van een deel is dit onbekend", "Of a part this is unknown")
NO_ROWS = unknown("er zijn geen passende rijen geleverd", "no fitting rows were delivered")


def _unasked(why: Absent) -> Figure:
    return absent(why, FigureStatus.NOT_ASKED, NOTHING_ASKED)


def _lacking(coverage: Coverage) -> Absent:
    why = lacking(coverage)
    return unknown(why.nl, why.en or "")


def _in_a_part(why: Absent, month: int | None = None) -> Absent:
    """Return why a term has no value, when one of its parts has none."""
    span = Period.month(YEAR, month) if month else Period.year(YEAR)
    part = TermPart("bosbouw", span, why)
    value = together("rest", Term("a", ("organisation",)), [part], {"bosbouw": BOSBOUW})
    assert isinstance(value, Absent)
    return value


def _years(number: int) -> Coverage:
    return Coverage(0, 0, unasked=number, each=Grain.YEAR)


def _one_month_refused() -> World:
    found = Coverage(4, 4, cells=11, cells_expected=12, each=Grain.MONTH)
    why = lacking(found)
    return _asked(
        absent(unknown(why.nl, why.en or ""), FigureStatus.UNKNOWN, found),
        kind=GoalKind.CEILING,
        path=_table(2),
    )


def absent_of(who: str) -> Figure:
    """Return a figure of one organisation without a number."""
    return figure(
        unknown("de cellen zijn leeg", "the cells are empty"), who=who, status=FigureStatus.UNKNOWN
    )


def _suppressed() -> World:
    hidden = Absent(
        Absence.UNKNOWN,
        REASON,
        "this is about too few people to be shown, or it would betray so small a number",
    )
    return world(replace(absent(hidden, FigureStatus.SUPPRESSED), judgements=()), LAST_YEAR)


def _of(nature: Nature) -> World:
    said = stated(nature=nature)
    return world(figure("3", **said), figure("2.30", 2023, **said))


def _one(number: int) -> Bound:
    return Bound(Decimal(number), Decimal(number))


def _table(low: int, high: int | None = None, year: int = YEAR) -> Path:
    return Path(table={year: Bound(Decimal(low), Decimal(low if high is None else high))})


def _without_parameter(since: int) -> Figure:
    never = ParameterValue(dt.date(since, 1, 1), unknown=UNKNOWN)
    empty = replace(PACK.parameters["banen.kleinste-noemer"], values=(never,))
    used = parameter_used(empty, "grens", ParameterUse(empty.id), Period.year(YEAR))
    assert isinstance(used.value, Absent)
    return absent(used.value, FigureStatus.UNKNOWN)


TOO_SMALL = Text(
    "Deze organisatie is te klein. Dan geldt de vraag niet.",
    "This organisation is too small. Then the question does not hold.",
)


def _organisations() -> World:
    parts = [figure(v, who=o) for o, v in (("bosbouw", "2.1"), ("dijken", "3.4"), ("handel", "0"))]
    return world(figure("2.61"), *parts, LAST_YEAR)


def _one_partial() -> World:
    partial = figure("1.2", who="bosbouw", existed=HALF_YEAR)
    return world(
        partial,
        figure("2.4", 2023, "bosbouw"),
        figure("3.4", who="dijken"),
        figure("2.9", who="handel"),
    )


def _by_method() -> World:
    parts = [
        figure("2.1", who="bosbouw", methods=("badge",)),
        figure("3.4", who="dijken", methods=("telronde",)),
    ]
    return world(*parts, at=0)


def _one_ministry() -> World:
    """Return a release in which one ministry stands for the whole group."""
    return world(figure("2.61", who="bosbouw"), figure("2.30", 2023, "bosbouw"))


def _readings(end: int) -> World:
    """Return a release that holds a figure against two readings of one goal, each with a line."""
    goal = replace(PACK.goals[ID], path=_line(), judged="eindjaar")
    other = replace(goal, id="banen.andere-lezing", path=_line(end=end), reading_of=ID)
    pack = replace(PACK, goals={**PACK.goals, other.id: other, ID: goal})
    return world(judged(figure("2.61"), pack), pack=pack)


BESIDE = Text(
    "Gemiddeld in vijf eerdere jaren, van januari tot en met {month},",
    "On average in five earlier years, from January up to and including {month},",
)
BESIDE_MONTHS = (
    figure("2.61", period=Period.parse("2024-12")),
    figure("2.30", period=Period.parse("2024-11")),
)


SITUATIONS: Mapping[str, Callable[[], World]] = {
    "measured": lambda: world(figure("2.61"), LAST_YEAR),
    "first year": lambda: world(figure("2.61")),
    "lower": lambda: world(figure("2.04"), LAST_YEAR),
    "the same": lambda: world(figure("2.30"), LAST_YEAR),
    "almost the same": lambda: world(figure("2.31"), LAST_YEAR),
    "difference before rounding": lambda: world(figure("2.64"), figure("2.26", 2023)),
    "zero": lambda: world(figure("0"), LAST_YEAR),
    "negative": lambda: world(figure("-1.20"), LAST_YEAR),
    "a share with its parts": lambda: world(
        figure("2.61", numerator=Decimal("261"), denominator=Decimal("10000")), LAST_YEAR
    ),
    "parts only": lambda: world(
        small("50", numerator=Decimal(1), denominator=Decimal(2), show_parts_only=True), LAST_YEAR
    ),
    "missing": lambda: world(
        figure("2.61", status=FigureStatus.INCOMPLETE, coverage=THREE), LAST_YEAR
    ),
    "missing, so no number": _missing_refused,
    "not delivered yet": _not_delivered,
    "late": _late,
    "never requested": _never_requested,
    "not found": lambda: world(
        absent(
            not_found(PACK.indicators["banen.aantal"].title), FigureStatus.NOT_FOUND, NOTHING_ASKED
        ),
        LAST_YEAR,
    ),
    "delivered as unknown": lambda: world(
        absent(unknown("de cellen zijn leeg", "the cells are empty"), FigureStatus.UNKNOWN),
        LAST_YEAR,
    ),
    "a share of nothing": lambda: world(absent(DIVIDED_BY_ZERO, FigureStatus.UNKNOWN), LAST_YEAR),
    "did not exist": lambda: world(
        absent(
            not_there(Period.year(YEAR), before=False), FigureStatus.NOT_APPLICABLE, NOTHING_ASKED
        ),
        LAST_YEAR,
    ),
    "did not exist yet": lambda: world(
        absent(
            not_there(Period.parse("2024-12"), before=True),
            FigureStatus.NOT_APPLICABLE,
            NOTHING_ASKED,
        )
    ),
    "does not apply": lambda: world(
        absent(not_applicable(TOO_SMALL), FigureStatus.NOT_APPLICABLE), LAST_YEAR
    ),
    "one month never requested": lambda: world(
        absent(
            nothing_came(replace(UNASKED, unasked=1), TODAY),
            FigureStatus.NOT_ASKED,
            replace(UNASKED, unasked=1),
        )
    ),
    "no mean": lambda: world(absent(no_mean(THREE), FigureStatus.UNKNOWN, THREE), LAST_YEAR),
    "more than one method": lambda: _asked(
        absent(mixed(("badge", "sensor")), FigureStatus.UNKNOWN),
        kind=GoalKind.RANGE,
        path=_table(2, 3),
    ),
    "a fixed value that is not there": lambda: world(_without_parameter(2030), LAST_YEAR),
    "a fixed value that is unknown": lambda: world(_without_parameter(2020), LAST_YEAR),
    "another method": lambda: world(
        absent(not_by("badge"), FigureStatus.NOT_APPLICABLE), LAST_YEAR
    ),
    "suppressed": _suppressed,
    "an estimated share": lambda: world(
        figure(
            "2.61",
            status=FigureStatus.ESTIMATED,
            stated=Stated(Nature.ESTIMATE),
            numerator=Decimal("26.1"),
            denominator=Decimal(1000),
        ),
        LAST_YEAR,
    ),
    "estimated": lambda: world(figure("2.61", status=FigureStatus.ESTIMATED), LAST_YEAR),
    "restated": lambda: world(
        figure("2.61", quality=Quality(Text("proef", "test"), 0, 1, ())), LAST_YEAR
    ),
    "came late": lambda: world(
        figure("2.61", quality=Quality(Text("proef", "test"), 2, 0, ())), LAST_YEAR
    ),
    "partial year": _one_partial,
    "break": lambda: world(figure("2.61"), LAST_YEAR, pack=_changed(breaks=(OTHERWISE,))),
    "cumulative": lambda: world(figure("2.61"), LAST_YEAR, pack=_changed(cumulative=True)),
    "other length": lambda: world(
        figure("2.61", period=Period.parse("2024-01/2024-10")),
        figure("2.30", period=Period.parse("2023-08/2023-12")),
    ),
    "about a day": lambda: world(
        figure("2.61", period=Period.parse("2024-12-31")),
        figure("2.30", period=Period.parse("2023-12-31")),
    ),
    "about a quarter": lambda: world(
        figure("2.61", period=Period.parse("2024-Q3")),
        figure("2.30", period=Period.parse("2024-Q2")),
    ),
    "no number about a day": lambda: world(
        figure(
            unknown("de cellen zijn leeg", "the cells are empty"),
            period=Period.parse("2024-12-31"),
            status=FigureStatus.UNKNOWN,
        ),
    ),
    "the same target": lambda: world(
        figure("3", **stated(nature=Nature.TARGET)),
        figure("3", 2023, **stated(nature=Nature.TARGET)),
    ),
    "an agreement of at most": lambda: world(
        figure("3", **stated(nature=Nature.AGREED, precision=Precision.AT_MOST, high=Decimal(3))),
        figure("2", 2023, **stated(nature=Nature.AGREED)),
    ),
    "organisations in a publication": lambda: world(
        figure("2.1", who="bosbouw", **stated()),
        figure("3.4", who="dijken", **stated()),
    ),
    "a norm on a day": lambda: world(
        figure("3", period=Period.parse("2024-12-31"), **stated(nature=Nature.NORM)),
        figure("2.30", period=Period.parse("2023-12-31"), **stated(nature=Nature.NORM)),
    ),
    "approximate": lambda: world(figure("2.6", **stated(precision=Precision.ABOUT)), LAST_YEAR),
    "rounded": lambda: world(
        figure(
            "3",
            **stated(precision=Precision.ROUNDED, low=Decimal("2.5"), high=Decimal("3.5")),
        ),
        LAST_YEAR,
    ),
    "at most": lambda: world(
        figure("3", **stated(precision=Precision.AT_MOST, high=Decimal(3), words="bijna")),
        LAST_YEAR,
    ),
    "at least": lambda: world(
        figure("3", **stated(precision=Precision.AT_LEAST, low=Decimal(3))), LAST_YEAR
    ),
    "between": lambda: world(
        figure(
            "2.2",
            **stated(precision=Precision.BETWEEN, low=Decimal("2.2"), high=Decimal("2.9")),
        ),
        LAST_YEAR,
    ),
    "a target": lambda: _of(Nature.TARGET),
    "a norm": lambda: _of(Nature.NORM),
    "a forecast": lambda: _of(Nature.FORECAST),
    "an agreement": lambda: _of(Nature.AGREED),
    "an estimate of the source": lambda: _of(Nature.ESTIMATE),
    "a result after a target": lambda: world(
        figure("3", **stated()), figure("2.5", 2023, **stated(nature=Nature.TARGET))
    ),
    "taken over": lambda: world(figure("3", **stated()), LAST_YEAR),
    "computed from what was taken over": lambda: world(
        figure("2.61", **stated(origin=Origin.PUBLICATIONS)), LAST_YEAR
    ),
    "computed by the makers": lambda: world(
        figure("2.61", **stated(origin=Origin.MAKERS)), LAST_YEAR
    ),
    "at most is asked": lambda: _asked(figure("2.61"), kind=GoalKind.CEILING, path=_table(2)),
    "between is asked": lambda: _asked(figure("2.61"), kind=GoalKind.RANGE, path=_table(2, 3)),
    "a norm without a year": lambda: _asked(figure("2.61"), path=Path(norm=_one(2)), judged=None),
    "a norm that is a ceiling": lambda: _asked(
        figure("2.61"),
        kind=GoalKind.CEILING,
        path=Path(norm=_one(2)),
        judged=None,
    ),
    "above our own line": lambda: _asked(figure("2.61"), path=_line(), judged="eindjaar"),
    "below our own line": lambda: _asked(figure("2.01"), path=_line(), judged="eindjaar"),
    "on our own line": lambda: _asked(figure("2"), path=_line(end=2), judged="eindjaar"),
    "the year that is compared with": lambda: _asked(
        figure("2"), path=_line(first=2024), judged="eindjaar"
    ),
    "no baseline": lambda: _asked(
        figure("2"),
        path=_line(None),
        judged="eindjaar",
    ),
    "ahead of an agreed line": lambda: _asked(
        figure("2.61"), path=_line(line="afgesproken"), judged="eindjaar"
    ),
    "behind an agreed line": lambda: _asked(
        figure("2.01"), path=_line(line="afgesproken"), judged="eindjaar"
    ),
    "a little behind an agreed line": lambda: _asked(
        figure("2.2"),
        path=_line(line="afgesproken"),
        judged="eindjaar",
        risk_margin=Decimal("0.1"),
    ),
    "further from the target than at first": lambda: _way("1.9"),
    "no step on the way": lambda: _way("2"),
    "hardly a step on the way": lambda: _way("2.0001"),
    "almost the whole way": lambda: _way("3.9999"),
    "the whole way": lambda: _way("4"),
    "a line with the same part each year": lambda: _way("2.61", curve="exponentieel"),
    "down to a ceiling": lambda: _asked(
        figure("1.5"), kind=GoalKind.CEILING, path=_line(end=1), judged="eindjaar"
    ),
    "the last year of a line": lambda: _asked(
        figure("3"), path=_line(first=2020, last=YEAR), judged="eindjaar"
    ),
    "nothing asked in that year": lambda: _asked(figure("2.61"), path=_table(2, year=2030)),
    "lost in rounding": lambda: world(
        figure("3", **stated(precision=Precision.ROUNDED, low=Decimal("2.5"), high=Decimal("3.5"))),
        figure("2.6", 2023, **stated()),
    ),
    "cumulative, with its parts": lambda: world(
        figure("2.61", numerator=Decimal("261"), denominator=Decimal("10000")),
        LAST_YEAR,
        pack=_changed(cumulative=True),
    ),
    "a forecast with its parts": lambda: world(
        figure(
            "2.61",
            numerator=Decimal("261"),
            denominator=Decimal("10000"),
            **stated(nature=Nature.FORECAST, origin=Origin.MAKERS),
        )
    ),
    "an estimate between bounds": lambda: world(
        figure(
            "2.2",
            **stated(
                nature=Nature.ESTIMATE,
                precision=Precision.BETWEEN,
                low=Decimal("2.2"),
                high=Decimal("2.9"),
                origin=Origin.MAKERS,
            ),
        )
    ),
    "organisations of many sorts": lambda: world(
        figure("2.61"),
        figure("2.1", who="bosbouw", existed=HALF_YEAR),
        figure("3.4", who="dijken"),
        figure("3.41", who="handel"),
        figure(not_applicable(TOO_SMALL), who="tradities", status=FigureStatus.NOT_APPLICABLE),
    ),
    "most existed a part of the time": lambda: world(
        figure("2.61"),
        figure("2.1", who="bosbouw", existed=HALF_YEAR),
        figure("2.2", who="dijken", existed=HALF_YEAR),
        figure("3.4", who="handel"),
        figure("3.9", who="tradities"),
    ),
    "one organisation": lambda: world(figure("2.61"), figure("2.1", who="bosbouw")),
    "older": lambda: world(figure("2.61", 2022)),
    "older, while another has one": lambda: world(
        figure("2.61", 2022), figure("2.1", who="bosbouw")
    ),
    "older, while others have one": lambda: world(
        figure("2.61", 2022), figure("2.1", who="bosbouw"), figure("2.2", who="dijken")
    ),
    "later, while another has one": lambda: world(
        figure("2.61", 2025), figure("2.1", who="bosbouw")
    ),
    "only later years": lambda: world(figure("2.61", 2025)),
    "only other organisations": lambda: world(
        figure("2.1", who="bosbouw"), figure("3.4", who="dijken"), figure("2.9", who="handel")
    ),
    "other organisations": _organisations,
    "by method": _by_method,
    "one ministry leads": _one_ministry,
    "two readings, one outcome": lambda: _readings(5),
    "two readings that differ": lambda: _readings(9),
    "beside the months of another series": lambda: world(
        *BESIDE_MONTHS, pack=_changed(cumulative=True, about=BESIDE)
    ),
    "a part has no such rows": lambda: world(
        absent(_in_a_part(NO_ROWS), FigureStatus.UNKNOWN), LAST_YEAR
    ),
    "the rule gives no number": lambda: world(
        figure(
            unknown("de rekenregel geeft hier geen getal", "the rule gives no number here"),
            status=FigureStatus.UNKNOWN,
        ),
        LAST_YEAR,
    ),
    "the rule says why it gives no number": lambda: world(
        figure(unknown(NO_NUMBER.nl, NO_NUMBER.en or ""), status=FigureStatus.UNKNOWN), LAST_YEAR
    ),
    "of some of it nothing was asked": lambda: world(_unasked(NOT_ASKED), LAST_YEAR),
    "of a part nothing was asked": lambda: world(_unasked(_in_a_part(NOT_ASKED)), LAST_YEAR),
    "of a part no month was asked": lambda: world(
        _unasked(_in_a_part(nothing_came(UNASKED, TODAY))), LAST_YEAR
    ),
    "of a part the year was not asked": lambda: world(
        _unasked(_in_a_part(nothing_came(_years(1), TODAY))), LAST_YEAR
    ),
    "a part is late": lambda: world(
        absent(_in_a_part(nothing_came(ONE_LATE, TODAY), 3), FigureStatus.LATE, ONE_LATE)
    ),
    "a part of a part lacks a file": lambda: world(
        absent(_in_a_part(_in_a_part(_lacking(THREE))), FigureStatus.UNKNOWN, THREE), LAST_YEAR
    ),
    "the year was never asked": lambda: world(_unasked(nothing_came(_years(1), TODAY))),
    "none of some years was asked": lambda: world(_unasked(nothing_came(_years(3), TODAY))),
    "no row fits": lambda: world(
        absent(
            unknown("er zijn geen passende rijen geleverd", "no fitting rows were delivered"),
            FigureStatus.UNKNOWN,
        )
    ),
    "one delivery is late": lambda: world(
        absent(nothing_came(ONE_LATE, TODAY), FigureStatus.LATE, ONE_LATE)
    ),
    "one month is missing, so no number": _one_month_refused,
    "only one other organisation": lambda: world(figure("2.1", who="bosbouw"), absent_of("dijken")),
    "of some organisations a figure, all the same": lambda: world(
        figure("2.1", who="bosbouw"),
        figure("2.1", who="dijken"),
        absent_of("handel"),
        absent_of("tradities"),
    ),
    "of two organisations the same": lambda: world(
        figure("2.1", who="bosbouw"), figure("2.1", who="dijken")
    ),
    "nothing": world,
}
