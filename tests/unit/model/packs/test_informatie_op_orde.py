"""Security, information management and craftsmanship: whether something is there, and numbers.

Every figure is worked out once more from the rows as sent, by the words of its definition.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tests.unit.model.packs.test_cio_stelsel import COUNTRY, PERIOD, RECEIVED, YEAR
from tests.unit.model.packs.test_weer import write
from verantwoord.deliveries.accept import check, deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import Computation, compute
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure, figure_id
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack

KINDS = (
    "icv", "auditplan", "beveiligingsbeleid", "risicobeeld", "reikwijdte_isms",
    "verklaring_van_toepasselijkheid",
)  # fmt: skip
WHO = ("noord", "zuid", "oost")
Rows = list[dict[str, object]]


def documents(there: str, unknown: str = "", public: str = "ja", units: str = "ja") -> Rows:
    """Documents by the number of their kind: what is there, and of what it is not known."""
    rows: Rows = []
    for n, kind in enumerate(KINDS):
        found = "ja" if str(n) in there else "onbekend" if str(n) in unknown else "nee"
        told = found == "ja"
        rows.append(
            {
                "jaar": YEAR, "soort": kind, "aanwezig": found,
                "van": "2027-02-01" if told else "", "openbaar": public if told else "",
                "alle_onderdelen": units if told else "",
            }
        )  # fmt: skip
    return rows


DOCUMENTS = {
    "noord": documents("012345"),
    "zuid": documents("04", unknown="5", units="nee"),
    "oost": documents("", unknown="012345"),
}
AGES = ("tot_1_jaar", "1_tot_2_jaar", "2_jaar_of_langer")


def findings(*numbers: int | None) -> Rows:
    """Findings of the own audit by age; None is one to four."""
    return [
        {"jaar": YEAR, "gevonden_door": "eigen_audit", "leeftijd": age,
         "aantal": "" if n is None else n, "klein": "ja" if n is None else "nee"}
        for age, n in zip(AGES, numbers, strict=True)
    ]  # fmt: skip


FINDINGS = {"noord": findings(10, 5, 5), "zuid": findings(7, None, 0), "oost": findings(0, 0, 0)}
MEANS = {  # of units: noord has one, zuid three of which one on another scale
    "noord": [("kern", "3.5", "1_tot_4")],
    "zuid": [("a", "1.25", "1_tot_4"), ("b", "2", "1_tot_4"), ("c", "5", "1_tot_5")],
    "oost": [("kern", "2.25", "1_tot_4")],
}
FTE = {"noord": ("100.00", "80.00"), "zuid": ("400.00", "100.00"), "oost": ("50.00", "0.00")}


def maturity(who: str) -> Rows:
    return [
        {"jaar": YEAR, "onderdeel": unit, "pijler": "hoofddoel", "schaal": scale,
         "vragenlijst": "2026", "gemiddelde": mean}
        for unit, mean, scale in MEANS[who]
    ]  # fmt: skip


def profiles(who: str) -> Rows:
    fte, with_profile = FTE[who]
    return [{"jaar": YEAR, "onderdeel": "kern", "iv_fte": fte, "met_profiel": with_profile}]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(COUNTRY)


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Computation:
    folder = tmp_path_factory.mktemp("op-orde")
    work = Workspace.create(folder / "werk", COUNTRY)
    for who in WHO:
        send = {
            "beveiligingsverklaringen": DOCUMENTS[who], "beveiligingsbevindingen": FINDINGS[who],
            "volwassenheid-informatiehuishouding": maturity(who), "kwiv-fte": profiles(who),
        }  # fmt: skip
        for dataset, rows in send.items():
            deliver(work, dataset, who, PERIOD, write(folder / f"{dataset}.csv", rows), RECEIVED)
    return compute(work.pack, work.deliveries(), work.rows_path)


def figure(computed: Computation, name: str, who: str) -> Figure:
    return computed.figures[figure_id(name, who, PERIOD)]


def test_a_document_of_which_nothing_is_known_is_not_said_to_be_missing(
    computed: Computation,
) -> None:
    name = "informatiebeveiliging.stukken-aanwezig"
    assert figure(computed, name, "noord").value == 100
    for who in ("zuid", "oost", "land"):  # of one, of six, and so of seven of eighteen
        assert isinstance(figure(computed, name, who).value, Absent)
    unknown = "informatiebeveiliging.stukken-onbekend"
    assert [figure(computed, unknown, who).value for who in WHO] == [0, 1, 6]


def test_a_statement_on_some_units_is_not_one_on_all(computed: Computation) -> None:
    name = "informatiebeveiliging.icv-alle-onderdelen"
    assert [figure(computed, name, who).value for who in ("noord", "zuid")] == [100, 0]
    # nobody knows whether oost has one, so nobody knows of how many of three
    assert isinstance(figure(computed, name, "land").value, Absent)


def test_a_small_number_is_neither_zero_nor_left_out_unseen(computed: Computation) -> None:
    name = "informatiebeveiliging.bevindingen-open"
    assert figure(computed, name, "noord").value == 20
    assert figure(computed, name, "oost").value == 0
    zuid = figure(computed, name, "zuid")
    assert zuid.value == 7 and zuid.status.value == "onvolledig"


def test_an_organisation_with_many_units_does_not_weigh_more(computed: Computation) -> None:
    """Of zuid (1.25 + 2) / 2; of all units together it would be 9 / 4."""
    name = "informatiehuishouding.hoofddoel"
    of = {who: [Fraction(m) for _, m, scale in MEANS[who] if scale == "1_tot_4"] for who in WHO}
    each = {who: sum(means) / len(means) for who, means in of.items()}
    for who in WHO:
        assert figure(computed, name, who).value == Decimal(float(each[who]))
    assert figure(computed, "informatiehuishouding.andere-schaal", "zuid").value == 1
    # three of six delivered, and a mean without the others is not the mean
    assert isinstance(figure(computed, name, "land").value, Absent)


def test_who_does_not_use_the_profiles_is_not_in_the_denominator(
    computed: Computation, pack: Pack
) -> None:
    found = figure(computed, "i-vakmanschap.kwiv-dekking", "land")
    assert (found.numerator, found.denominator) == (180, 550)
    assert pack.organisations.populations["kwiv"].excluding == ("berg",)  # readers see it
    assert figure_id("i-vakmanschap.kwiv-dekking", "berg", PERIOD) not in computed.figures


@pytest.mark.parametrize(
    ("dataset", "rows", "rule"),
    [
        ("beveiligingsverklaringen", documents("0")[:5], "alle-soorten"),
        ("beveiligingsverklaringen", [{**documents("0")[0], "van": ""}, *documents("0")[1:]],
         "dag"),
        ("beveiligingsverklaringen", [{**documents("0")[0], "openbaar": ""}, *documents("0")[1:]],
         "dekking"),
        ("beveiligingsbevindingen", findings(4, 0, 0), "klein"),
        ("beveiligingsbevindingen", [{**findings(0, 0, 0)[0], "aantal": ""}], "leeg"),
        ("volwassenheid-informatiehuishouding", [{**maturity("noord")[0], "gemiddelde": "4.5"}],
         "schaal"),
        ("volwassenheid-informatiehuishouding", [{**maturity("noord")[0], "gemiddelde": "0.5"}],
         "schaal"),
        ("kwiv-fte", [{**profiles("noord")[0], "met_profiel": "100.01"}], "deel"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(
    pack: Pack, tmp_path: Path, dataset: str, rows: Rows, rule: str
) -> None:
    found = check(write(tmp_path / "a.csv", rows), pack.datasets[dataset], pack, "noord", PERIOD)
    assert [f.rule for f in found.findings] == [f"{dataset}.{rule}"]


@pytest.mark.parametrize("column", ["omschrijving", "kenmerk", "systeem", "ip_adres"])
def test_nothing_that_says_where_a_weak_spot_is_can_be_delivered(
    pack: Pack, tmp_path: Path, column: str
) -> None:
    """A column for it does not exist, and one that is added is refused."""
    for dataset, rows in (("beveiligingsbevindingen", findings(10, 5, 5)),
                          ("beveiligingsverklaringen", DOCUMENTS["noord"])):  # fmt: skip
        texts = [c for c in pack.datasets[dataset].columns if c.type.value == "text"]
        assert not texts
        told: Rows = [{**r, column: "x"} for r in rows]
        file = write(tmp_path / "a.csv", told)
        assert check(file, pack.datasets[dataset], pack, "noord", PERIOD).blocked
