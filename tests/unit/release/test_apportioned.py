"""Published parts of a target add up to the published target."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from tests.conftest import REPOSITORY
from tests.rows import Shelf
from verantwoord.formula.quantities import unknown
from verantwoord.model.figure import Figure, figure_id
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.release.apportioned import whole_parts
from verantwoord.wording.shown import show

INDICATOR = "energie.verbruik"


def group(shelf: Shelf, pack: Pack, values: dict[str, str]) -> dict[str, Figure]:
    shelf.deliver("meters", "alfa", "2024-01", [{"drager": "stroom", "verbruik": 1}])
    some = next(f for f in shelf.compute(indicators=[INDICATOR]).figures.values())
    period = Period.year(2024)
    figures = [
        replace(
            some,
            id=figure_id(INDICATOR, who, period),
            organisation=who,
            period=period,
            dimensions=(),
            structure=None,
            value=Decimal(value),
        )
        for who, value in values.items()
    ]
    return {f.id: f for f in figures}


def with_apportion(pack: Pack) -> Pack:
    indicator = replace(pack.indicators[INDICATOR], apportion="energie.norm")
    return replace(pack, indicators={INDICATOR: indicator})


def test_the_parts_of_the_domain_file_add_up_to_its_total(shelf: Shelf, mini: Pack) -> None:
    values = {"alfa": "2737.375", "beta": "1368.687", "gamma": "1037.938", "land": "5144"}
    after = whole_parts(group(shelf, mini, values), with_apportion(mini))
    shown = {f.organisation: f.published for f in after.values()}
    assert shown == {"alfa": 2737, "beta": 1369, "gamma": 1038, "land": None}
    indicator = with_apportion(mini).indicators[INDICATOR]
    beta = after[figure_id(INDICATOR, "beta", "2024")]
    assert show(beta, indicator).text.split() == ["1.369", "kWh"]
    assert beta.value == Decimal("1368.687")


def test_plain_rounding_would_not_have_added_up(shelf: Shelf, mini: Pack) -> None:
    values = {"alfa": "0.4", "beta": "0.4", "gamma": "0.2", "land": "1.0"}
    after = whole_parts(group(shelf, mini, values), with_apportion(mini))
    assert sum(f.published or 0 for f in after.values()) == 1


def test_with_an_unknown_part_nothing_is_apportioned(shelf: Shelf, mini: Pack) -> None:
    figures = group(shelf, mini, {"alfa": "0.4", "beta": "0.6", "land": "1.0"})
    first = next(iter(figures))
    figures[first] = replace(figures[first], value=unknown("weg"))
    after = whole_parts(figures, with_apportion(mini))
    assert all(f.published is None for f in after.values())


def test_restated_parts_share_what_the_others_leave_of_the_total(shelf: Shelf, mini: Pack) -> None:
    """Restated, 53, 36, 27, 0, 27 and 18 were 161 of a total of 160; Beta was 44."""
    day = dt.date(2024, 12, 31)
    then = group(shelf, mini, {"alfa": "115.590", "beta": "44.410", "land": "160"})
    values = {"gamma": "26.646", "delta": "17.764", "land": "160"}
    now = {
        figure_id(INDICATOR, who, "2024", structure=day): replace(
            f, id=figure_id(INDICATOR, who, "2024", structure=day), structure=day
        )
        for who, f in ((f.organisation, f) for f in group(shelf, mini, values).values())
    }
    shown = {i: f.published for i, f in whole_parts(then | now, with_apportion(mini)).items()}
    assert [shown[i] for i in then] == [116, 44, None]
    assert [shown[i] for i in now] == [26, 18, None]
    assert sum(n for n in (116, shown[next(iter(now))], 18) if n) == 160


def test_the_packs_ask_for_it_where_a_target_is_divided() -> None:
    from verantwoord.model.loading import load_pack

    for name in ("rijk", "oefenrijk"):
        pack = load_pack(REPOSITORY / "packs" / name)
        assert pack.indicators["banenafspraak.doel-verdeeld"].apportion is not None
