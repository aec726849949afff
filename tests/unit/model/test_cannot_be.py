"""What a pack may not say because it could not be so, or would count twice, or would never be read.

Each is one small edit of the mini pack; beside it stands the nearest edit that is fine.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.unit.model.test_bad_packs import copied, edit, faults
from verantwoord.model.loading import load_pack

O, R, M = "organisations.yaml", "requests/fte.yaml", "datasets/meters.yaml"  # noqa: E741
V, U = "indicators/energie/verbruik.yaml", "datasets/uitstoot.yaml"
RATIO, GOAL = "indicators/energie/per-fte.yaml", "goals/energie/minder.yaml"
LINE = (
    "path: {line: afgesproken, baseline: {year: 2023, value: 24000}, "
    "target: {year: 2030, value: 0}}\nrisk-margin: 0.10"
)
EENHEID = "{name: eenheid, type: text"
VERBRUIK = "{name: verbruik, type: decimal"


class Wrong(NamedTuple):
    """An edit that is refused, where and in which words, and the nearest that is not."""

    file: str
    old: str
    by: str
    line: int
    nl: str
    en: str
    fine: str


TWICE = [
    Wrong(O, "members: [alfa, beta", "members: [alfa, beta, alfa", 12,
          "populations.1.members.3: 'alfa' staat er twee keer.", "'alfa' stands here twice.",
          "members: [beta, alfa"),
    Wrong(O, "gamma, delta]}", "gamma, delta], excluding: [land, land]}", 12,
          "populations.1.excluding.2: 'land' staat er twee keer.", "'land' stands here twice.",
          "gamma, delta], excluding: [land]}"),
    Wrong(O, "gamma, delta]}", "gamma, delta], excluding: [delta]}", 12,
          "'delta' hoort erbij en niet.", "'delta' is in it and is not.",
          "gamma], excluding: [delta]}"),
    Wrong(R, "organisations: [alfa, beta", "organisations: [alfa, beta, beta", 3,
          "organisations.3: 'beta' staat er twee keer.", "'beta' stands here twice.",
          "organisations: [beta, alfa"),
    Wrong(V, "periods: [jaar,", "periods: [jaar, jaar,", 8,
          "periods.2: 'jaar' staat er twee keer.", "'jaar' stands here twice.", "periods: [jaar,"),
    Wrong(V, "[jaar, kwartaal, maand]", "[als-geleverd, jaar]", 8,
          "periods: 'als-geleverd' staat naast een andere periode.",
          "'als-geleverd' stands beside another period.", "[als-geleverd]"),
    Wrong(V, "dimensions: [drager]", "dimensions: [drager, drager]", 13,
          "dimensions.2: 'drager' staat er twee keer.", "'drager' stands here twice.",
          "dimensions: []"),
    Wrong(M, "dimensions: [drager]", "dimensions: [drager, drager]", 10,
          "dimensions.2: 'drager' staat er twee keer.", "'drager' stands here twice.",
          "dimensions: [drager, organisatie]"),
    Wrong(M, "codes: [stroom, warmte]", "codes: [stroom, warmte, stroom]", 7,
          "columns.3.codes.3: 'stroom' staat er twee keer.", "'stroom' stands here twice.",
          "codes: [warmte, stroom]"),
    Wrong(RATIO, "mean: true", "months: [12, 12]", 11,
          "components.fte.months.2: '12' staat er twee keer.", "'12' stands here twice.",
          "months: [12]"),
    Wrong(M, EENHEID, "{name: soort, type: text, role: period, title: S, required: true}\n  - "
          + EENHEID, 9, "columns.5: 'soort' en 'maand' hebben beide role period.",
          "'soort' and 'maand' both have role period.",
          "{name: soort, type: text, title: S, required: true}\n  - " + EENHEID),
    Wrong(M, EENHEID, "{name: wie, type: organisation, role: organisation, title: S, "
          "required: true}\n  - " + EENHEID, 9,
          "columns.5: 'wie' en 'organisatie' hebben beide role organisation.",
          "'wie' and 'organisatie' both have role organisation.",
          "{name: wie, type: organisation, title: S, required: true}\n  - " + EENHEID),
]  # fmt: skip

NEVER = [
    Wrong(O, "until: 2024-07-01", "from: 2024-07-01, until: 2024-07-01", 4,
          "organisations.3.until: geldt tot 2024-07-01, en pas vanaf 2024-07-01.",
          "holds until 2024-07-01, and only from 2024-07-01.",
          "from: 2024-06-30, until: 2024-07-01"),
    Wrong(O, "until: 2024-07-01", "from: 2024-07-02, until: 2024-07-01", 4,
          "organisations.3.until: geldt tot 2024-07-01, en pas vanaf 2024-07-02.",
          "holds until 2024-07-01, and only from 2024-07-02.", "until: 2024-07-01"),
    Wrong(O, "short: BETA", "short: BETA, from: 2024-02-29, until: 2024-02-29", 4,
          "organisations.3.names.1.until: geldt tot 2024-02-29, en pas vanaf 2024-02-29.",
          "holds until 2024-02-29, and only from 2024-02-29.",
          "short: BETA, from: 2024-02-29, until: 2024-03-01"),
    Wrong(O, "[{organisation: alfa}]",
          "[{organisation: alfa, from: 2024-01-01, until: 2023-01-01}]", 7,
          "organisations.6.parents.1.until: geldt tot 2023-01-01, en pas vanaf 2024-01-01.",
          "holds until 2023-01-01, and only from 2024-01-01.",
          "[{organisation: alfa, from: 2023-01-01, until: 2024-01-01}]"),
    Wrong(O, "[{name: Ministerie van Beta,",
          "[{name: Nieuw, short: N, from: 2020-01-01}, {until: 2020-01-01, name: Oud,", 4,
          "organisations.3.names.2: 'Oud' staat na een naam die later begon.",
          "'Oud' stands after a name that began later.",
          "[{name: Oud, short: N, until: 2020-01-01}, {from: 2020-01-01, name: Nieuw,"),
    Wrong(O, "share: 0.6", "share: 0", 9, "successions.1.share: een aandeel van 0 kan niet.",
          "a share of 0 cannot be.", "share: 0.60"),
    Wrong(O, "share: 0.6", "share: -0.6", 9, "successions.1.share: een aandeel van -0.6 kan niet.",
          "a share of -0.6 cannot be.", "share: 0.60"),
    Wrong(O, "share: 0.6", "share: 1.4", 9, "successions.1.share: een aandeel van 1.4 kan niet.",
          "a share of 1.4 cannot be.", "share: 0.6"),
    Wrong(O, "share: 0.6", "share: 0.5999999999999999999999999999999999999999", 9,
          "de aandelen van 'beta' op 2024-07-01 zijn samen 0.9999999999999999999999999999999999999",
          "add up to 0.9999999999999999999999999999999999999999.",
          "share: 0.6000000000000000000000000000000000000000"),
    Wrong(O, "until: 2024-07-01", "until: 2024-07-02", 9,
          "'beta' wordt op 2024-07-01 opgevolgd, maar houdt dan niet op te bestaan.",
          "'beta' is succeeded on 2024-07-01, but does not end on that day.", "until: 2024-07-01"),
    Wrong(O, "from: 2024-07-01", "from: 2024-07-02", 9,
          "'gamma' volgt op 2024-07-01 op, maar bestaat dan niet.",
          "'gamma' succeeds on 2024-07-01, but does not exist then.", "from: 2024-06-30"),
    Wrong(M, EENHEID, EENHEID + ", from: 2024-01-01, until: 2024-01-01", 9,
          "columns.5.until: geldt tot 2024-01-01, en pas vanaf 2024-01-01.",
          "holds until 2024-01-01, and only from 2024-01-01.",
          EENHEID + ", from: 2024-01-01, until: 2024-01-02"),
    Wrong(M, "level: row", "until: 2024-01-01\n    from: 2024-01-02\n    level: row", 13,
          "rules.1.until: geldt tot 2024-01-01, en pas vanaf 2024-01-02.",
          "holds until 2024-01-01, and only from 2024-01-02.",
          "until: 2024-01-03\n    from: 2024-01-02\n    level: row"),
    Wrong(M, "bins: [0, 1000, 100]", "bins: [1000, 0, 100]", 26,
          "meters.spreiding: van 1000 tot en met 0 met stappen van 100 geeft geen hele bakken.",
          "meters.spreiding: from 1000 to 0 in steps of 100 gives no whole bins.",
          "bins: [-1000, 0, 100]"),
    Wrong(M, "bins: [0, 1000, 100]", "bins: [0, 1000, 0]", 26, "met stappen van 0 geeft geen",
          "in steps of 0 gives no whole bins", "bins: [0, 1000, 1]"),
    Wrong(M, "bins: [0, 1000, 100]", "bins: [0, 1000, -100]", 26, "met stappen van -100 geeft geen",
          "in steps of -100 gives no whole bins", "bins: [0, 1000, 1000]"),
    Wrong(M, "bins: [0, 1000, 100]", "bins: [0, 1000, 300]", 26, "met stappen van 300 geeft geen",
          "in steps of 300 gives no whole bins", "bins: [0, 900, 300]"),
    Wrong(M, "bins: [0, 1000, 100]", "bins: [5, 5, 5]", 26, "van 5 tot en met 5",
          "from 5 to 5 in steps of 5 gives no whole bins", "bins: [0, 5, 5]"),
    Wrong(R, "due-days: 20", "due-days: 36601", 7,
          "due-days: '36601' kan hier niet. Hoogstens 36600.",
          "'36601' cannot stand here. At most 36600.", "due-days: 36600"),
    Wrong("indicators/energie/tegen-vorig-jaar.yaml", "shift-years: -1", "shift-years: -51", 11,
          "components.toen.shift-years: '-51' kan hier niet. Minstens -50.",
          "'-51' cannot stand here. At least -50.", "shift-years: -50"),
]  # fmt: skip

UNREAD = [
    Wrong(M, EENHEID, f"{EENHEID}, {said}", 9, f"'{key}' hoort niet bij een kolom van type text.",
          f"'{key}' does not belong to a column of type text.", EENHEID)
    for key, said in {
        "unit": "unit: kwh",
        "unit-column": "unit-column: drager",
        "unit-codes": "unit-codes: {a: kwh}",
        "scale": "scale: 2",
        "codes": "codes: [a]",
        "means": "means: {a: b}",
        "undated": "undated: [geen]",
        "grain": "grain: maand",
    }.items()
]  # fmt: skip
UNREAD += [
    Wrong(M, VERBRUIK, f"{VERBRUIK}, {said}", 8,
          f"'{key}' hoort niet bij een kolom van type decimal. Haal het weg; het hoort bij {of}.",
          f"'{key}' does not belong to a column of type decimal. Remove it; it goes with {of}.",
          VERBRUIK)
    for key, said, of in [
        ("codes", "codes: [a]", "code"),
        ("dated", "dated: {relation: any, reason: R}", "date, timestamp"),
        ("undated", "undated: [geen]", "period"),
        ("grain", "grain: jaar", "period, date, timestamp"),
    ]
]  # fmt: skip
UNREAD += [
    Wrong("datasets/fte.yaml", "kind: geleverd", f"kind: geleverd\n{said}", 4,
          f"'{key}' hoort niet bij een dataset die geleverd is.",
          f"'{key}' does not belong to a dataset that is geleverd.", "kind: geleverd")
    for key, said in {
        "view": "view: views/uitstoot.sql",
        "base": "base: meters",
        "reference": "reference: {dragers: reference/dragers.csv}",
        "view-parameters": "view-parameters: {factor: energie.factor}",
    }.items()
]  # fmt: skip
UNREAD += [
    Wrong(V, "scope: both", "scope: both\napplies-reason: Nooit.", 13,
          "applies-reason vraagt ook applies-when.",
          "applies-reason needs applies-when too.",
          "scope: both\napplies-when: verbruik > 0\napplies-reason: Niets gebruikt."),
    Wrong("parameters/energie/factor.yaml", "dimension: drager\n", "", 5,
          "values.1: een waarde heeft een key als er een dimension is, en anders niet.",
          "a value has a key where there is a dimension, and else none.",
          "dimension: energiedrager\n"),
    Wrong("parameters/energie/factor.yaml", "from: 2024-01-01, key: stroom", "from: 2024-01-01", 7,
          "values.2: een waarde heeft een key als er een dimension is, en anders niet.",
          "a value has a key where there is a dimension, and else none.",
          "from: 2024-01-01, key: gas"),
    Wrong("parameters/energie/norm.yaml", "unit: kwh/fte", "unit: kwh/fte\ndimension: band", 6,
          "values.1: een waarde heeft een key als er een dimension is, en anders niet.",
          "a value has a key where there is a dimension, and else none.", "unit: kwh/fte"),
    Wrong(GOAL, LINE, "path: {table: {2030: 5}}\nrisk-margin: 0.10", 8,
          "risk-margin: heeft een marge zonder lijn", "has a margin without a line",
          "path: {table: {2030: 5}}"),
]  # fmt: skip

NONSENSE = [
    Wrong(GOAL, "risk-margin: 0.10", "risk-margin: -0.01", 8,
          "risk-margin: een marge van -0.01 is geen deel van de weg.",
          "a margin of -0.01 is no share of the way.", "risk-margin: 0"),
    Wrong(GOAL, "risk-margin: 0.10", "risk-margin: 10", 8,
          "risk-margin: een marge van 10 is geen deel van de weg. Noem een deel van 0 tot 1.",
          "a margin of 10 is no share of the way. Give a share from 0 to 1.", "risk-margin: 1"),
    Wrong(GOAL, LINE, "path: {table: {2029: 9, 2030: {low: 5, high: 10}}}", 7,
          "path.table.2030: noemt twee getallen, maar 'maximaal' vraagt er een.",
          "names two numbers, but 'maximaal' asks for one.",
          "path: {table: {2029: 9, 2030: {low: 10, high: 10}}}"),
    Wrong(GOAL, LINE, "path: {table: {2030: {low: 10, high: 9.99}}}", 7,
          "path.table.2030: geen getal is 10 of meer en 9.99 of minder.",
          "no number is 10 or more and 9.99 or less.",
          "path: {table: {2030: {low: 10, high: 10.00}}}"),
    Wrong(GOAL, "kind: maximaal", "kind: tussen", 4,
          "kind: een lijn heeft op elke dag een getal, en geen laagste en hoogste.",
          "a line has one number in each year, and no lowest and highest.", "kind: maximaal"),
    Wrong(GOAL, "year: 2030", "year: 30", 7, "path.target.year: '30' kan hier niet. Minstens 1900.",
          "path.target.year: '30' cannot stand here. At least 1900.", "year: 2031"),
    Wrong(GOAL, "year: 2023", "year: 12023", 7,
          "path.baseline.year: '12023' kan hier niet. Hoogstens 2199.",
          "path.baseline.year: '12023' cannot stand here. At most 2199.", "year: 1900"),
    Wrong(GOAL, "sources:", "reading-of: energie.weg\nsources:", 9,
          "noemt doel 'energie.weg', die er niet is.",
          "names goal 'energie.weg', which does not exist.", "note: Zo.\nsources:"),
    Wrong(GOAL, "sources:", "reading-of: energie.minder\nsources:", 9,
          "noemt doel 'energie.minder', die er niet is.",
          "names goal 'energie.minder', which does not exist.", "sources:"),
    Wrong(V, "scope: both", "scope: both\nbreaks: [{on: 2024-01-01, reason: R, source: {title: T}, "
          "organisations: [zeeland]}]", 13, "noemt organisatie 'zeeland', die er niet is.",
          "names organisation 'zeeland', which does not exist.",
          "scope: both\nbreaks: [{on: 2024-01-01, reason: R, source: {title: T}, "
          "organisations: [alfa]}]"),
    Wrong(V, "scope: both", "scope: both\nreplaced-by: energie.verbruik", 13,
          "wordt vervangen door zichzelf: energie.verbruik -> energie.verbruik.",
          "is replaced by itself: energie.verbruik -> energie.verbruik.",
          "scope: both\nreplaced-by: energie.uitstoot"),
    Wrong(V, "scope: both", "scope: both\napportion: energie.verbruik", 13,
          "noemt parameter 'energie.verbruik', die er niet is.",
          "names parameter 'energie.verbruik', which does not exist.",
          "scope: both\napportion: energie.uitstoot"),
    Wrong(V, "{verbruik: {of: meters.verbruik}}\nformula: verbruik",
          "{teller: {of: meters.verbruik}}\nformula: teller", 9,
          "components.teller: 'teller' betekent al iets.", "'teller' means something already.",
          "{geteld: {of: meters.verbruik}}\nformula: geteld"),
    Wrong(V, "{verbruik: {of: meters.verbruik}}\nformula: verbruik",
          "{maanden: {of: meters.verbruik}}\nformula: maanden", 9,
          "components.maanden: 'maanden' betekent al iets.", "'maanden' means something already.",
          "{maand: {of: meters.verbruik}}\nformula: maand"),
    Wrong(RATIO, "{norm: {of", "{noemer: {of", 12, "parameters.noemer: 'noemer' betekent al iets.",
          "'noemer' means something already.", "{grens: {of"),
    Wrong(RATIO, "formula: teller / noemer", "formula: verbruik / noemer", 15,
          "de formule gebruikt teller en noemer niet, die er wel naast staan.",
          "the formula does not use teller and noemer, which are shown beside it.",
          "formula: 2 * teller / noemer / 2"),
    Wrong(U, "base: meters", "base: uitstoot", 4, "'uitstoot' is zelf afgeleid",
          "'uitstoot' is derived itself", "base: meters"),
    Wrong(R, "dataset: fte", "dataset: uitstoot", 2, "vraagt uitstoot, maar die is afgeleid",
          "asks uitstoot, but that is afgeleid", "dataset: fte"),
    Wrong(R, "first: 2023-01", "first: 2023-01-02", 4,
          "2023-01-02 is niet het begin of einde van een maand",
          "2023-01-02 is not where one maand begins or ends", "first: 2023-01-01"),
    Wrong(R, "last: 2024-12", "last: 2024-12-30", 5,
          "2024-12-30 is niet het begin of einde van een maand",
          "2024-12-30 is not where one maand begins or ends", "last: 2024-12-31"),
    Wrong(M, EENHEID, EENHEID + ", was: [{name: verbruik, until: 2024-01-01}]", 1,
          "'verbruik' heet 'eenheid' van vroeger, en een andere kolom heet nog zo.",
          "'verbruik' is what 'eenheid' was called, and another column still is.",
          EENHEID + ", was: [{name: maat, until: 2024-01-01}]"),
]  # fmt: skip
ALL = [*TWICE, *NEVER, *UNREAD, *NONSENSE]


@pytest.mark.parametrize("case", ALL, ids=lambda w: f"{w.file}:{w.by[:50]!r}")
def test_it_is_refused_where_it_stands_and_its_neighbour_is_not(
    case: Wrong, tmp_path: Path
) -> None:
    found = faults(edit(copied(tmp_path), case.file, case.old, case.by))
    said = [f for f in found if case.nl in f.in_language("nl") and case.en in f.in_language("en")]
    assert [str(f.place) for f in said] == [f"{case.file}:{case.line}"], [str(f) for f in found]
    assert said[0].mend
    edit(tmp_path / "mini", case.file, case.by, case.fine)
    load_pack(tmp_path / "mini")


def said(folder: Path) -> list[tuple[str, str]]:
    return [(str(f.place), f.what.in_language("en")) for f in faults(folder)]


@pytest.mark.parametrize(("second", "refused"), [("b", False), ("a", True)])
def test_a_gap_of_a_theme_stands_there_once(second: str, refused: bool, tmp_path: Path) -> None:
    gap = "{id: %s, title: T, reason: R}"
    gaps = f"gaps: [{gap % 'a'}, {gap % second}]"
    theme = f"themes:\n  - id: energie\n    title: E\n    intro: I\n    {gaps}\n"
    folder = edit(copied(tmp_path), "themes.yaml", None, theme)
    if refused:
        assert said(folder) == [("themes.yaml:5", "themes.1.gaps.2: 'a' stands here twice.")]
    else:
        assert [g.id for g in load_pack(folder).themes["energie"].gaps] == ["a", "b"]


@pytest.mark.parametrize(
    ("who", "first", "last", "twice"),
    [
        ("alfa", "2023-01", "2024-12", True),
        ("alfa", "2024-12", "2025-06", True),  # one month of the two
        ("alfa", "2025-01", "2025-06", False),  # the month after
        ("alfa", "2022-01", "2022-12", False),  # the month before
        ("dienst-a", "2023-01", "2024-12", False),  # somebody else
    ],
)
def test_nothing_is_asked_twice(
    who: str, first: str, last: str, twice: bool, tmp_path: Path
) -> None:
    folder = copied(tmp_path)
    text = (folder / "requests" / "fte.yaml").read_text("utf-8")
    text = text.replace("id: fte", "id: meer").replace("[alfa, beta, gamma, delta]", f"[{who}]")
    text = text.replace("first: 2023-01", f"first: {first}")
    text = text.replace("last: 2024-12", f"last: {last}")
    (folder / "requests" / "meer.yaml").write_text(text, "utf-8")
    if twice:
        assert said(folder) == [
            ("requests/meer.yaml:3", "asks fte of 'alfa', which 'fte' does too.")
        ]
    else:
        pack = load_pack(folder)
        owed = [
            (e.dataset, e.organisation, e.period)
            for r in pack.requests.values()
            for e in r.expected(pack.organisations)
        ]
        assert len(owed) == len(set(owed))


def test_who_asks_for_no_whole_period_asks_for_nothing(tmp_path: Path) -> None:
    folder = edit(copied(tmp_path), R, "every: maand", "every: kwartaal")
    edit(folder, R, "first: 2023-01", "first: 2023-02")
    edit(folder, R, "last: 2024-12", "last: 2023-03")
    edit(folder, "datasets/fte.yaml", "kind: geleverd", "kind: geleverd\ngrain: {period: kwartaal}")
    assert [at for at, _ in said(folder)] == [f"{R}:4", f"{R}:5"]
    edit(folder, R, "first: 2023-02", "first: 2023-01")
    load_pack(folder)


def test_two_that_replace_each_other_are_both_said(tmp_path: Path) -> None:
    folder = edit(copied(tmp_path), V, "scope: both", "scope: both\nreplaced-by: energie.p90")
    load_pack(folder)
    p90 = "indicators/energie/p90.yaml"
    edit(folder, p90, "scope: both", "scope: both\nreplaced-by: energie.verbruik")
    assert said(folder) == [
        (f"{p90}:14", "is replaced by itself: energie.p90 -> energie.verbruik -> energie.p90."),
        (f"{V}:13", "is replaced by itself: energie.verbruik -> energie.p90 -> energie.verbruik."),
    ]


@pytest.mark.parametrize("name", ["._fte.yaml", ".git/x.yaml", ".fte.yaml.swp"])
def test_a_hidden_file_that_a_system_leaves_is_no_part_of_a_pack(name: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = load_pack(folder)
    path = folder / "datasets" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\x00\x05\x16\x07")
    after = load_pack(folder)
    assert (after.sha256, list(after.datasets)) == (before.sha256, list(before.datasets))


def test_a_view_beside_a_delivered_dataset_cannot_run(tmp_path: Path) -> None:
    """What `kind` says decides what is checked; SQL that nothing checked would be run."""
    folder = copied(tmp_path)
    (folder / "views" / "slim.sql").write_text("SELECT now() FROM read_csv('/etc/passwd')", "utf-8")
    edit(folder, "datasets/fte.yaml", "kind: geleverd", "kind: geleverd\nview: views/slim.sql")
    found = said(folder)
    assert (
        "datasets/fte.yaml:4",
        "view: 'view' does not belong to a dataset that is geleverd.",
    ) in found


def test_two_columns_may_have_one_role_after_each_other(tmp_path: Path) -> None:
    until = "name: maand, type: period, title: Maand, required: true, key: true, role: period"
    later = until.replace("maand,", "tijdvak,", 1)
    folder = edit(copied(tmp_path), M, until, f"{until}, until: 2024-01-01")
    edit(
        folder,
        M,
        "  - {name: drager",
        f"  - {{{later}, grain: maand, from: 2024-01-01}}\n  - {{name: drager",
    )
    load_pack(folder)
    edit(folder, M, "from: 2024-01-01}", "from: 2023-12-31}")
    assert said(folder) == [(f"{M}:7", "columns.3: 'tijdvak' and 'maand' both have role period.")]
