"""Makes model objects from the plain values of pack files that passed their schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from verantwoord.model.dataset import (
    Aggregate,
    Column,
    ColumnType,
    Component,
    Dataset,
    Missing,
    Rule,
    RuleLevel,
    Severity,
    TimeKind,
)
from verantwoord.model.errors import PackError
from verantwoord.model.goal import Bound, Goal, GoalKind, Path, Revision
from verantwoord.model.indicator import OPEN, ComponentUse, Indicator, ParameterUse, Publish
from verantwoord.model.organisation import (
    BEGINNING,
    FOREVER,
    Name,
    Organisation,
    Organisations,
    Parent,
    Population,
    Succession,
)
from verantwoord.model.pack import BuildsOn, Fills, PackInfo
from verantwoord.model.parameter import Parameter, ParameterValue
from verantwoord.model.period import Grain, Period
from verantwoord.model.request import DataRequest
from verantwoord.model.strict_yaml import Document
from verantwoord.model.text import Source, Text
from verantwoord.model.theme import Gap, Theme

Block = Mapping[str, Any]


def text(value: Any) -> Text:
    """Make a Text from a string or an {nl, en} block."""
    return Text(value) if isinstance(value, str) else Text(value["nl"], value.get("en"))


def _text(value: Any) -> Text | None:
    return None if value is None else text(value)


def source(block: Block) -> Source:
    """Make a Source."""
    return Source(
        title=block["title"],
        url=block.get("url"),
        locator=block.get("locator"),
        published=block.get("published"),
        own_choice=block.get("own-choice", False),
        note=block.get("note"),
    )


def _source(block: Block | None) -> Source | None:
    return None if block is None else source(block)


def _sources(block: Block) -> tuple[Source, ...]:
    return tuple(source(s) for s in block.get("sources", ()))


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def pack_info(document: Document) -> PackInfo:
    """Make a PackInfo from pack.yaml."""
    b = document.value
    fills = b.get("fills", {})
    return PackInfo(
        b["id"],
        b["version"],
        text(b["title"]),
        b["owner"],
        b["fictional"],
        _text(b.get("notice")),
        tuple(_builds_on(base) for base in b.get("builds-on", ())),
        Fills(fills.get("populations", {}), fills.get("parameters", {})),
    )


def _builds_on(value: Any) -> BuildsOn:
    if isinstance(value, str):
        return BuildsOn(value)
    return BuildsOn(value["pack"], value.get("version"))


def themes(document: Document) -> dict[str, Theme]:
    """Make the themes, in the order of the file, which is that of the report."""
    return {
        b["id"]: Theme(
            b["id"],
            text(b["title"]),
            text(b["intro"]),
            tuple(
                Gap(
                    g["id"],
                    text(g["title"]),
                    text(g["reason"]),
                    g.get("claim"),
                    _source(g.get("source")),
                )
                for g in b.get("gaps", ())
            ),
            _sources(b),
        )
        for b in document.value["themes"]
    }


def organisations(document: Document) -> Organisations:
    """Make the organisations, successions and populations."""
    b = document.value
    by_id: dict[str, Organisation] = {}
    for i, block in enumerate(b["organisations"]):
        if block["id"] in by_id:
            raise PackError(
                document.place("organisations", i),
                f"organisatie '{block['id']}' staat er twee keer.",
                "Verwijder er een.",
            )
        by_id[block["id"]] = _organisation(block)
    return Organisations(
        by_id,
        tuple(
            Succession(
                s["on"],
                s["predecessor"],
                s["successor"],
                Decimal(s["share"]),
                source(s["source"]),
            )
            for s in b.get("successions", ())
        ),
        {
            p["id"]: Population(
                p["id"],
                text(p["title"]),
                p["organisation"],
                tuple(p["members"]),
                tuple(p.get("excluding", ())),
                _source(p.get("source")),
            )
            for p in b["populations"]
        },
    )


def _organisation(b: Block) -> Organisation:
    return Organisation(
        id=b["id"],
        kind=b["kind"],
        names=tuple(
            Name(n["name"], n["short"], n.get("from", BEGINNING), n.get("until", FOREVER))
            for n in b["names"]
        ),
        parents=tuple(
            Parent(p["organisation"], p.get("from", BEGINNING), p.get("until", FOREVER))
            for p in b.get("parents", ())
        ),
        uri=b.get("uri"),
        aliases=tuple(b.get("aliases", ())),
        exists_from=b.get("from", BEGINNING),
        exists_until=b.get("until", FOREVER),
        sources=_sources(b),
    )


def parameter(document: Document) -> Parameter:
    """Make a Parameter; a value holds until the next one of the same key, or its `until`."""
    b = document.value
    blocks: list[Block] = b.get("values", [])
    starts: dict[str | None, list[dt.date]] = {}
    for i, block in enumerate(blocks):
        days = starts.setdefault(block.get("key"), [])
        if days and block["from"] <= days[-1]:
            raise PackError(
                document.place("values", i),
                f"geldt vanaf {block['from']}, maar de vorige vanaf {days[-1]}.",
                "Zet de waarden op volgorde van datum.",
            )
        days.append(block["from"])
    values = []
    for i, block in enumerate(blocks):
        later = [d for d in starts[block.get("key")] if d > block["from"]]
        end = min([block.get("until", FOREVER), *later])
        if later and block.get("until", end) > later[0]:
            raise PackError(
                document.place("values", i), "overlapt de volgende waarde.", "Verkort 'until'."
            )
        values.append(
            ParameterValue(
                block["from"],
                end,
                _decimal(block.get("value")),
                block.get("unknown"),
                _source(block.get("source")),
                block.get("checked-on"),
                block.get("key"),
                document.place("values", i).line,
            )
        )
    return Parameter(
        b["id"],
        text(b["title"]),
        b["unit"],
        tuple(values),
        b.get("dimension"),
        _text(b.get("note")),
    )


def dataset(document: Document) -> Dataset:
    """Make a Dataset; the SQL of a view is put in by the loader."""
    b = document.value
    return Dataset(
        id=b["id"],
        title=text(b["title"]),
        kind=b["kind"],
        columns=tuple(_column(c) for c in b["columns"]),
        rules=tuple(_rule(r) for r in b.get("rules", ())),
        components=tuple(_component(b["id"], c) for c in b["components"]),
        dimensions=tuple(b.get("dimensions", ())),
        description=_text(b.get("description")),
        sources=_sources(b),
        base=b.get("base"),
        view_sql=b.get("view"),
        reference=b.get("reference"),
        view_parameters=b.get("view-parameters"),
        evidence_grade=b.get("evidence-grade"),
    )


def _column(b: Block) -> Column:
    return Column(
        name=b["name"],
        type=ColumnType(b["type"]),
        title=text(b["title"]),
        required=b["required"],
        key=b.get("key", False),
        unit=b.get("unit"),
        unit_column=b.get("unit-column"),
        unit_codes=b.get("unit-codes"),
        scale=b.get("scale"),
        codes=tuple(b.get("codes", ())),
        role=b.get("role"),
        grain=b.get("grain"),
        undated=tuple(b.get("undated", ())),
        null_texts=tuple(b.get("null-texts", ())),
    )


def _rule(b: Block) -> Rule:
    return Rule(
        id=b["id"],
        level=RuleLevel(b["level"]),
        severity=Severity(b["severity"]),
        category=b["category"],
        check=b["check"],
        missing=Missing(b["missing"]),
        expected=text(b["expected"]),
        action=text(b["action"]),
        passes=b["examples"]["passes"],
        fails=b["examples"]["fails"],
        source=_source(b.get("source")),
        parameters=b.get("parameters"),
        by=tuple(b.get("by", ())),
        measures=b.get("measures"),
        periods_back=b.get("periods-back", 1),
        when=b.get("when"),
    )


def _component(dataset_id: str, b: Block) -> Component:
    bins = b.get("bins")
    return Component(
        id=f"{dataset_id}.{b['name']}",
        aggregate=Aggregate(b["aggregate"]),
        column=b.get("column"),
        where=b.get("where"),
        unit=b["unit"],
        time=TimeKind(b["time"]),
        missing=b["missing"],
        bins=None if bins is None else (bins[0], bins[1], bins[2]),
        title=_text(b.get("title")),
    )


def request(document: Document) -> DataRequest:
    """Make a DataRequest."""
    b = document.value
    grains = {"maand": Grain.MONTH, "kwartaal": Grain.QUARTER, "jaar": Grain.YEAR}
    try:
        first, last = Period.parse(str(b["first"])), Period.parse(str(b["last"]))
    except ValueError as error:
        raise PackError(document.place("first"), f"{error}.", "Verbeter first of last.") from error
    return DataRequest(
        b["id"],
        b["dataset"],
        tuple(b["organisations"]),
        first,
        last,
        grains[b["every"]],
        b["due-days"],
        _source(b.get("source")),
    )


def indicator(document: Document) -> Indicator:
    """Make an Indicator."""
    b = document.value
    return Indicator(
        id=b["id"],
        title=text(b["title"]),
        question=text(b["question"]),
        theme=b["id"].partition(".")[0],
        population=b.get("population", OPEN),
        unit=b["unit"],
        series=b["series"],
        direction=b["direction"],
        periods=tuple(b["periods"]),
        components={alias: _use(u) for alias, u in b["components"].items()},
        parameters={
            alias: ParameterUse(
                u["of"], u.get("shift-years", 0), u.get("on", "whole"), u.get("key")
            )
            for alias, u in b.get("parameters", {}).items()
        },
        formula=b["formula"],
        numerator=b.get("numerator"),
        denominator=b.get("denominator"),
        if_missing=b["if-missing"],
        publish=Publish(b["publish"]["decimals"], b["publish"].get("mode", "half-up")),
        scope=b["scope"],
        sources=_sources(b),
        dimensions=tuple(b.get("dimensions", ())),
        applies_when=b.get("applies-when"),
        applies_reason=_text(b.get("applies-reason")),
        small_denominator=b.get("small-denominator"),
        note=_text(b.get("note")),
        definition=_text(b.get("definition")),
        replaced_by=b.get("replaced-by"),
        apportion=b.get("apportion"),
    )


def _use(b: Block) -> ComponentUse:
    return ComponentUse(
        component=b["of"],
        months=tuple(b.get("months", ())),
        mean=b.get("mean", False),
        shift_years=b.get("shift-years", 0),
        expected=b.get("expected", True),
        absent_is_zero=b.get("absent-is-zero", False),
        whole_population=b.get("whole-population", False),
    )


def goal(document: Document) -> Goal:
    """Make a Goal."""
    b = document.value
    return Goal(
        id=b["id"],
        title=text(b["title"]),
        theme=b["id"].partition(".")[0],
        organisation=b["organisation"],
        kind=GoalKind(b["kind"]),
        path=_path(b["path"]),
        judged=b["judged"],
        sources=_sources(b),
        indicator=b.get("indicator"),
        risk_margin=_decimal(b.get("risk-margin")),
        series=b.get("series"),
        unit=b.get("unit"),
        gap=_text(b.get("gap")),
        revisions=tuple(_revisions(b.get("revisions", ()))),
        note=_text(b.get("note")),
    )


def _path(b: Block) -> Path:
    if "table" in b:
        return Path({int(year): _bound(v) for year, v in b["table"].items()})
    base, target = b["baseline"], b["target"]
    return Path(
        table={},
        baseline_year=base.get("year"),
        baseline=_decimal(base.get("value")),
        target_year=target["year"],
        target=Decimal(target["value"]),
        unknown=base.get("unknown"),
    )


def _bound(value: Any) -> Bound:
    if isinstance(value, dict):
        return Bound(_decimal(value["low"]), _decimal(value["high"]))
    return Bound(Decimal(value), Decimal(value))


def _revisions(blocks: Iterable[Block]) -> Iterable[Revision]:
    for b in blocks:
        yield Revision(
            b["on"], text(b["reason"]), b["decided-by"], source(b["source"]), text(b["what"])
        )
