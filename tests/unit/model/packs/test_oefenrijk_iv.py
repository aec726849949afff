"""Plans, posts and security of Oefenrijk once more, from its files as they were sent.

Plain Python over the rows of the files; nothing here knows a component, a view or what counted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.unit.model.packs.test_oefenrijk_voetafdruk import Row, Sent
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import Computation, compute
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import FigureStatus
from verantwoord_oefenrijk.practice import FAULTS, Outcome, deliver_all
from verantwoord_oefenrijk.practice_ict import ICT
from verantwoord_oefenrijk.practice_iv import IV

pytestmark = pytest.mark.slow  # a hundred files are delivered
THEMES = (
    "iv-plannen", "cio-stelsel", "informatiebeveiliging", "informatiehuishouding", "i-vakmanschap",
    "ict-portfolio",
)  # fmt: skip
NOW = dt.date(2024, 12, 31)
BEFORE = ("alfa", "beta", "gamma", "ict-delta")
AFTER = ("alfa", "beta", "gamma", "ict-epsilon", "ict-zeta")
# K1 to K12 of the proposal; a change of weights is a change of this line too
WEIGHTS = (5, 5, 8, 8, 18, 12, 12, 10, 8, 4, 4, 6)
PUBLIC = ("reikwijdte_isms", "verklaring_van_toepasselijkheid")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Outcome]]:
    made = tmp_path_factory.mktemp("oefenrijk-iv")
    pack = REPOSITORY / "packs" / "oefenrijk"
    return made, deliver_all(
        made / "werk", made / "bestanden", pack, only=lambda label: label.split()[0] in IV | ICT
    )


@pytest.fixture(scope="module")
def folder(outcomes: tuple[Path, list[Outcome]]) -> Path:
    return outcomes[0]


@pytest.fixture(scope="module")
def found(folder: Path) -> Computation:
    work = Workspace.open(folder / "werk")
    return compute(
        work.pack,
        work.deliveries(),
        work.rows_path,
        indicators=[i for i in work.pack.indicators if i.split(".")[0] in THEMES],
        structure_on=NOW,
    )


def share(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    return 100 * Decimal(part) / Decimal(whole) if whole else None


def horizon(row: Row) -> int | None:
    first, last = row["periode_van"], row["periode_tot"]
    return int(last) - int(first) + 1 if first and last else None


def plans(sent: Sent) -> dict[str, Decimal | None]:
    """Of each plan whether it runs three to five years; what is unknown is a class of its own."""
    found = [horizon(row) for row in sent.rows("iv-plan")]
    rows = list(sent.rows("iv-plan"))
    return {
        "iv-plannen.plannen-binnen-norm": share(sum(h in (3, 4, 5) for h in found), len(found)),
        "iv-plannen.plannen-korter": share(sum(h is not None and h < 3 for h in found), len(found)),
        "iv-plannen.plannen-langer": share(sum(h is not None and h > 5 for h in found), len(found)),
        "iv-plannen.plannen-onbekend": share(found.count(None), len(found)),
        "iv-plannen.plannen-openbaar": share(sum(bool(r["openbaar_op"]) for r in rows), len(rows)),
    }


def inside(sent: Sent) -> dict[str, Decimal | None]:
    """Staff, systems and activities; a share is over what is known on both sides."""
    staff = list(sent.rows("iv-personeel"))
    known = [r for r in staff if r["extern"]]
    hired = sum(Decimal(r["extern"]) for r in known)
    everybody = sum(Decimal(r["bezette_fte"]) for r in known) + hired
    fte = sum(Decimal(r["bezette_fte"]) for r in staff)
    named = sum(Decimal(r["bezette_fte"]) for r in staff if r["profiel"] != "zonder-profiel")
    systems = [r for r in sent.rows("iv-systeem") if r["legacy"]]
    links = list(sent.rows("iv-koppeling"))
    both = sum(r["in_plan"] == "ja" and r["in_portefeuille"] == "ja" for r in links)
    return {
        "iv-plannen.aandeel-extern": share(hired, everybody),
        "iv-plannen.kwiv-dekking": share(named, fte),
        "i-vakmanschap.kwiv-dekking": share(named, fte),
        "iv-plannen.legacy": share(
            sum(int(r["legacy"]) for r in systems), sum(int(r["aantal"]) for r in systems)
        ),
        "iv-plannen.zelfde-set": share(both, len(links)),
    }


def costs(sent: Sent) -> dict[str, Decimal | None]:
    """The lines of costs; two systems are never added, and a total is no line."""
    lines = [r for r in sent.rows("iv-kosten") if r["categorie"] != "totaal"]
    known = [Decimal(r["bedrag"]) for r in lines if r["bedrag"]]
    one = len({r["stelsel"] for r in lines}) == 1
    return {"iv-plannen.kosten": sum(known, Decimal(0)) if known and one else None}


def days(row: Row, year: int) -> set[dt.date]:
    if not row["eerste_dag"]:
        return set()
    first = max(dt.date.fromisoformat(row["eerste_dag"]), dt.date(year, 1, 1))
    end = dt.date(year, 12, 31)
    last = min(dt.date.fromisoformat(row["laatste_dag"]), end) if row["laatste_dag"] else end
    return {first + dt.timedelta(i) for i in range((last - first).days + 1)}


def posts(sent: Sent) -> dict[str, Decimal | None]:
    """Of each day of the year whether somebody held a post, and of each holder under whom."""
    year, length = sent.year, (dt.date(sent.year + 1, 1, 1) - dt.date(sent.year, 1, 1)).days
    told: dict[str, Decimal | None] = {}
    held, whole, under = Counter[str](), Counter[str](), Counter[str]()
    unknown = Counter[str]()
    for who in sent.who:
        rows = list(Sent(sent.folder, (who,), year).rows("cio-functies"))
        for post in ("cio", "ciso"):
            mine = [r for r in rows if r["functie"] == post]
            held[post] += len(set().union(*(days(r, year) for r in mine)))
            whole[post] += length
            for row in mine:
                n = len(days(row, year))
                under[f"{post} {row['staat_onder']}"] += n
                under[f"{post} all"] += n
                if post == "cio":
                    under["board"] += n * (row["lid_bestuursraad"] == "ja")
                    under["acting"] += n * (row["waarneming"] == "ja")
                    unknown["board"] += n * (row["lid_bestuursraad"] in ("onbekend", ""))
    for post in ("cio", "ciso"):
        told[f"cio-stelsel.{post}-dagen-vervuld"] = share(held[post], whole[post])
        told[f"cio-stelsel.{post}-dagen-niemand"] = Decimal(whole[post] - held[post])
    told["cio-stelsel.cio-onder-sg"] = share(under["cio sg"], under["cio all"])
    told["cio-stelsel.ciso-onder-cio"] = share(under["ciso cio"], under["ciso all"])
    told["cio-stelsel.cio-waargenomen"] = share(under["acting"], under["cio all"])
    board = share(under["board"], under["cio all"])
    told["cio-stelsel.cio-in-bestuursraad"] = None if unknown["board"] else board
    return told


def security(sent: Sent) -> dict[str, Decimal | None]:
    """Papers that are there; where it is unknown of one, there is no share."""
    rows = list(sent.rows("beveiligingsverklaringen"))
    there = sum(r["aanwezig"] == "ja" for r in rows)
    unknown = sum(r["aanwezig"] == "onbekend" for r in rows)
    asked = [r for r in rows if r["soort"] in PUBLIC]
    dark = sum("onbekend" in (r["aanwezig"], r["openbaar"]) for r in asked)
    return {
        "informatiebeveiliging.stukken-aanwezig": None if unknown else share(there, len(rows)),
        "informatiebeveiliging.stukken-onbekend": Decimal(unknown),
        "informatiebeveiliging.openbaar": None
        if dark
        else share(sum(r["openbaar"] == "ja" for r in asked), len(asked)),
    }


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize("who", ["oefenrijk", *dict.fromkeys((*BEFORE, *AFTER))])
def test_every_figure_is_what_the_files_say(
    folder: Path, found: Computation, who: str, year: int
) -> None:
    all_of_them = BEFORE if year == 2023 else AFTER
    if who != "oefenrijk" and who not in all_of_them:
        assert f"iv-plannen.looptijd@{who}@{year}" not in found.figures
        return
    sent = Sent(folder / "bestanden", all_of_them if who == "oefenrijk" else (who,), year)
    wanted = plans(sent) | inside(sent) | costs(sent) | posts(sent) | security(sent)
    assert len(wanted) == 22
    for name, value in wanted.items():
        figure = found.figures[f"{name}@{who}@{year}"]
        if value is None:
            assert isinstance(figure.value, Absent), name
            continue
        assert isinstance(figure.value, Decimal), (name, figure.value)
        assert abs(figure.value - value) < Decimal("1e-20"), (name, figure.value, value)


@pytest.mark.parametrize(
    ("key", "assessor", "value"),
    [
        # 5x3 + 5x3 + 8x4 + 8x3 + 18x3 + 12x3 + 12x2 + 10x3 + 8x4 + 4x2 + 4x3 + 6x3 = 300 of 400
        ("alfa@2023", "zelf", "75"),
        # K5 of Beta in 2023 is 0 for the first and 1 for the second: no money in the plan
        ("beta@2023", "eerste", None),
    ],
)
def test_a_score_is_the_weighted_mean_of_the_levels_of_one_assessor(
    folder: Path, found: Computation, key: str, assessor: str, value: str | None
) -> None:
    who, _, year = key.partition("@")
    rows = Sent(folder / "bestanden", (who,), int(year)).rows("iv-beoordeling")
    levels = [int(r["niveau"]) for r in rows if r["beoordelaar"] == assessor]
    summed = Decimal(sum(w * n for w, n in zip(WEIGHTS, levels, strict=True)))
    figure = found.figures[f"iv-plannen.kwaliteit@{key}@beoordelaar={assessor}"]
    assert figure.value == summed / 4
    assert value is None or figure.value == Decimal(value)


def test_a_small_number_of_findings_is_nowhere_and_makes_the_sum_incomplete(
    folder: Path, found: Computation
) -> None:
    figure = found.figures["informatiebeveiliging.bevindingen-open@alfa@2024"]
    assert (figure.value, figure.status) == (14, FigureStatus.INCOMPLETE)
    for who in AFTER:
        for row in Sent(folder / "bestanden", (who,), 2024).rows("beveiligingsbevindingen"):
            assert row["aantal"] in ("", "0") or int(row["aantal"]) >= 5


def test_answers_on_another_scale_make_no_mean(found: Computation) -> None:
    """Beta used a list of five answers in 2024; a mean of four without Beta would be no total."""
    for who in ("beta", "oefenrijk"):
        assert isinstance(
            found.figures[f"informatiehuishouding.hoofddoel@{who}@2024"].value, Absent
        )
    assert found.figures["informatiehuishouding.andere-schaal@beta@2024"].value == 5
    assert found.figures["informatiehuishouding.hoofddoel@alfa@2024"].value == Decimal("2.45")


def test_what_was_wrong_on_purpose_was_refused(outcomes: tuple[Path, list[Outcome]]) -> None:
    planted = {f.id for f in FAULTS if f.delivery.split()[0] in IV}
    assert planted == {"twee-plannen", "plan-telt-niet-op", "geen-ciso", "klein-aantal"}
    refused = {o.sent.fault for o in outcomes[1] if o.delivery is None and o.sent.fault in planted}
    assert refused == planted


def test_a_plan_a_post_and_a_paper_are_not_divided_over_successors(found: Computation) -> None:
    """Six tenths of the plan of Delta are no plan of Epsilon; its costs can be divided."""
    later = {f.indicator for f in found.figures.values() if f.structure is not None}
    divided = {i for i in later if not i.startswith("ict-portfolio")}
    assert divided == {
        "iv-plannen.aandeel-beheer", "iv-plannen.aandeel-extern", "iv-plannen.kosten",
        "iv-plannen.kwiv-dekking", "iv-plannen.legacy", "iv-plannen.splitsing-geschat",
        "i-vakmanschap.kwiv-dekking",
    }  # fmt: skip
