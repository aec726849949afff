"""What looks forgotten in a pack: the smallest pack in which each is remarked, and the nearest not.

A remark refuses nothing; `unused` of pack.yaml can say that it is meant so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.conftest import PACKS
from tests.unit.model.test_bad_packs import copied, edit
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.remarks import (
    Remark,
    figures_for,
    never_judged,
    undeclared,
    unread,
    without_case,
    without_figure,
)

Edit = tuple[str, str, str]
V, M, O = "indicators/energie/verbruik.yaml", "datasets/meters.yaml", "organisations.yaml"  # noqa: E741
GOAL, R = "goals/energie/minder.yaml", "requests/meters.yaml"


def made(tmp_path: Path, *edits: Edit) -> Pack:
    folder = copied(tmp_path)
    for file, old, new in edits:
        edit(folder, file, old, new)
    return load_pack(folder)


def said(remarks: Iterable[Remark]) -> list[str]:
    return [r.in_language("en") for r in remarks]


def test_an_indicator_without_a_case_is_remarked_where_it_stands(tmp_path: Path) -> None:
    pack = made(tmp_path)
    worked = set(pack.indicators) - {"energie.p90", "energie.verbruik"}
    for remark, name in zip(without_case(pack, worked), ("p90", "verbruik"), strict=True):
        path = f"indicators/energie/{name}"
        assert remark.in_language("en").startswith(
            f"{path}.yaml:1: 'energie.{name}' has no worked case (.cases.yaml)."
        )
        assert f"{path}.cases.yaml" in remark.in_language("en")
    assert said(without_case(pack, set(pack.indicators))) == []
    first = next(without_case(pack, worked))
    assert "'energie.p90' heeft geen uitgewerkt geval (.cases.yaml)." in first.in_language("nl")
    assert first.about == ()  # `unused` cannot explain that nobody worked it out


AS_DELIVERED = (V, "[jaar, kwartaal, maand]", "[als-geleverd]")


@pytest.mark.parametrize(
    ("edits", "needs"),
    [
        ((), True),
        ((AS_DELIVERED,), False),  # the value as it was published: nothing to work out
        ((AS_DELIVERED, (V, "formula: verbruik", "formula: verbruik * 1")), True),
        ((AS_DELIVERED, (V, "formula: verbruik", "formula: ( verbruik )")), True),
        (
            (AS_DELIVERED, (V, "{verbruik: {of: meters.verbruik}}",
              "{verbruik: {of: meters.verbruik}, stroom: {of: meters.stroom}}")), True,
        ),
    ],
)  # fmt: skip
def test_only_what_is_taken_over_as_it_is_needs_no_case(
    edits: tuple[Edit, ...], needs: bool, tmp_path: Path
) -> None:
    pack = made(tmp_path, *edits)
    remarked = {str(r.place) for r in without_case(pack, set())}
    assert (f"{V}:1" in remarked) is needs


def test_who_is_asked_nothing_has_no_figure(tmp_path: Path) -> None:
    assert said(without_figure(made(tmp_path), set())) == []
    (tmp_path / "mini" / "requests" / "meters.yaml").unlink()
    pack = load_pack(tmp_path / "mini")
    found = list(without_figure(pack, set()))
    assert [r.place.file for r in found] == [
        "indicators/energie/p90.yaml",
        "indicators/energie/per-fte.yaml",
        "indicators/energie/tegen-vorig-jaar.yaml",
        "indicators/energie/uitstoot.yaml",  # a view needs what is below it
        "indicators/energie/verbruik.yaml",
    ]
    assert (
        found[0]
        .in_language("en")
        .endswith("'energie.p90' can have no figure; asked of nobody and not taken over: meters.")
    )
    assert "aan niemand gevraagd en niet overgenomen: meters." in found[0].in_language("nl")
    assert found[0].about == ("indicator:energie.p90", "dataset:meters")
    assert said(without_figure(pack, {"meters"})) == []  # the pack holds published files of it


def test_what_a_figure_can_do_without_is_not_asked(tmp_path: Path) -> None:
    ratio = "indicators/energie/per-fte.yaml"
    pack = made(tmp_path, (ratio, "fte: {of: fte.stand, mean: true}",
                           "fte: {of: fte.stand, mean: true, expected: false}"))  # fmt: skip
    (tmp_path / "mini" / "requests" / "fte.yaml").unlink()
    assert said(without_figure(load_pack(tmp_path / "mini"), set())) == []
    assert pack.complete


def test_of_a_pack_without_organisations_nobody_knows_who_is_asked(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for name in ("organisations.yaml", "themes.yaml", GOAL, R, "requests/fte.yaml"):
        (folder / name).unlink()
    for path in (folder / "indicators").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("population: alle\n", ""), "utf-8")
    pack = load_pack(folder)
    assert not pack.complete
    assert said(without_figure(pack, set())) == []
    assert [i.population for i in pack.indicators.values()] == [""] * 5


UNREAD: list[tuple[tuple[Edit, ...], list[str]]] = [
    # what nothing in the mini pack reads, as it stands
    ((), ["component:meters.rijen", "component:meters.stroom", "component:meters.hoogste"]),
    # read after all
    (((V, "{verbruik: {of: meters.verbruik}}", "{verbruik: {of: meters.stroom}}"),),
     ["component:meters.hoogste", "component:meters.rijen"]),
    # a parameter that only the view read
    ((("datasets/uitstoot.yaml", "view-parameters: {factor: energie.factor}\n", ""),
      ("views/uitstoot.sql", "r.verbruik * f.waarde", "r.verbruik"),
      ("views/uitstoot.sql", "LEFT JOIN factor AS f\n  ON f.sleutel = r.drager\n", ""),
      ("views/uitstoot.sql", "  AND CAST(r._periode || '-01' AS DATE) >= f.vanaf\n", ""),
      ("views/uitstoot.sql", "  AND CAST(r._periode || '-01' AS DATE) < f.tot\n", "")),
     ["component:meters.hoogste", "component:meters.rijen", "component:meters.stroom",
      "parameter:energie.factor"]),
    (((O, "populations:\n", "populations:\n  - {id: geen, title: G, organisation: land, "
       "members: [alfa]}\n"),),
     ["component:meters.hoogste", "component:meters.rijen", "component:meters.stroom",
      "population:geen"]),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "keys"), UNREAD)
def test_what_nothing_reads_is_named_once(
    edits: tuple[Edit, ...], keys: list[str], tmp_path: Path
) -> None:
    remarks = list(unread(made(tmp_path, *edits), set()))
    assert sorted(k for r in remarks for k in r.about) == sorted(keys)
    for remark in remarks:
        (key,) = remark.about
        kind, _, name = key.partition(":")
        assert f"nothing reads {kind} '{name}'." in remark.in_language("en")
        assert f"niets leest {kind.replace('population', 'populatie')} '{name}'." in (
            remark.in_language("nl")
        )


def test_a_dataset_that_nothing_reads_is_named_and_not_its_components(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    text = (folder / "datasets" / "fte.yaml").read_text("utf-8")
    (folder / "datasets" / "los.yaml").write_text(text.replace("id: fte", "id: los"), "utf-8")
    keys = [k for r in unread(load_pack(folder), set()) for k in r.about]
    assert "dataset:los" in keys
    assert not any(k.startswith("component:los") for k in keys)


def test_a_parameter_that_the_register_reads_is_read(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    text = (folder / "parameters" / "energie" / "norm.yaml").read_text("utf-8")
    extra = folder / "parameters" / "energie" / "los.yaml"
    extra.write_text(text.replace("energie.norm", "energie.los"), "utf-8")
    pack = load_pack(folder)
    keys = {k for r in unread(pack, set()) for k in r.about}
    assert "parameter:energie.los" in keys
    assert "parameter:energie.los" not in {
        k for r in unread(pack, {"energie.los"}) for k in r.about
    }


@pytest.mark.parametrize(
    ("scope", "periods", "who"),
    [
        ("each", "[jaar]", {"alfa", "beta", "gamma", "delta"}),
        ("total", "[jaar]", {"land"}),
        ("both", "[jaar]", {"land", "alfa", "beta", "gamma", "delta"}),
        ("each", "[als-geleverd]", {"land", "alfa", "beta", "gamma", "delta", "dienst-a"}),
    ],
)
def test_of_whom_an_indicator_can_have_figures(
    scope: str, periods: str, who: set[str], tmp_path: Path
) -> None:
    pack = made(
        tmp_path, (V, "scope: both", f"scope: {scope}"), (V, "[jaar, kwartaal, maand]", periods)
    )
    assert figures_for(pack, pack.indicators["energie.verbruik"]) == who


@pytest.mark.parametrize(
    ("edits", "remarked"),
    [
        ((), False),
        (((GOAL, "organisation: land", "organisation: alfa"),), False),
        (((GOAL, "organisation: land", "organisation: dienst-a"),), True),
        (((V, "scope: both", "scope: each"),), True),
        (((V, "scope: both", "scope: total"),), False),
        (((V, "scope: both", "scope: each"), AS_DELIVERED), False),  # can be about anybody
        (((GOAL, "indicator: energie.verbruik", "gap: Niemand meet het."),), False),
    ],
)
def test_a_goal_that_is_never_judged_is_remarked(
    edits: tuple[Edit, ...], remarked: bool, tmp_path: Path
) -> None:
    found = list(never_judged(made(tmp_path, *edits)))
    assert [r.about for r in found] == [("goal:energie.minder",)] * remarked
    for one in found:
        assert "energie.verbruik never has a figure of that organisation." in one.in_language("en")
        assert "van die organisatie nooit een cijfer." in one.in_language("nl")


def every(pack: Pack) -> list[Remark]:
    """All kinds of remark that `unused` can explain."""
    kinds: tuple[Callable[[Pack], Iterable[Remark]], ...] = (
        lambda p: unread(p, set()),
        lambda p: without_figure(p, set()),
        never_judged,
    )
    return [r for kind in kinds for r in kind(pack)]


UNUSED = "fictional: true\nunused:\n  - what: [{}]\n    reason: Voor later."


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ("component:meters.rijen, component:meters.stroom, component:meters.hoogste", []),
        (
            "component:meters.rijen, component:meters.stroom",
            ["nothing reads component 'meters.hoogste'."],
        ),
        (
            "component:meters.rijen, component:meters.stroom, component:meters.hoogste, "
            "component:meters.verbruik",
            ["'component:meters.verbruik' stands under 'unused', but is used or is not there."],
        ),
        (
            "component:meters.rijen, component:meters.stroom, component:meters.hoogste, "
            "dataset:weg",
            ["'dataset:weg' stands under 'unused', but is used or is not there."],
        ),
    ],
)  # fmt: skip
def test_what_is_meant_so_is_said_once_and_must_be_so(
    keys: str, left: list[str], tmp_path: Path
) -> None:
    pack = made(tmp_path, ("pack.yaml", "fictional: true", UNUSED.format(keys)))
    found = list(undeclared(pack, every(pack)))
    assert [r.what.in_language("en") for r in found] == left
    for one in found:
        assert one.place.file in ("pack.yaml", M)
        assert one.place.line == (7 if one.place.file == "pack.yaml" else one.place.line)


def test_the_packs_of_the_mini_country_are_as_they_were(tmp_path: Path) -> None:
    assert load_pack(PACKS / "mini").sha256 == load_pack(copied(tmp_path)).sha256
