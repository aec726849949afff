"""The ICT of Oefenrijk once more, from its files as they were sent and the sheet alone.

Plain Python over the rows of the files; nothing here knows a component, a view, a plan or what was
accepted. The ICT of Delta-zaken is split in between: what all have together may not change by it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.unit.model.packs.test_oefenrijk_voetafdruk import Row, Sent
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import Computation, compute
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import FigureStatus
from verantwoord_oefenrijk.practice import deliver_all
from verantwoord_oefenrijk.practice_ict import ICT

pytestmark = pytest.mark.slow  # fifty files are delivered
THEME = "ict-portfolio"
NOW = dt.date(2024, 12, 31)
BEFORE = ("alfa", "beta", "gamma", "ict-delta")
AFTER = ("alfa", "beta", "gamma", "ict-epsilon", "ict-zeta")
EURO = {"EUR": 1, "EUR duizend": 1000, "EUR miljoen": 1_000_000}
RUNNING = ("In uitvoering", "In heroriëntatie")
POSITIVE = ("positief", "positief-met-aanbevelingen")
OF_SUMS = (
    "portefeuille-stijging", "kostenverandering-eerste", "kostenverandering-herijking", "rest",
    "deel-besteed", "uitloop-aandeel", "uitloop-maanden", "oordeel-voor-start", "set-continuiteit",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("oefenrijk-ict")
    pack = REPOSITORY / "packs" / "oefenrijk"
    deliver_all(made / "werk", made / "bestanden", pack, only=lambda label: label.split()[0] in ICT)
    return made


@pytest.fixture(scope="module")
def found(folder: Path) -> Computation:
    work = Workspace.open(folder / "werk")
    return compute(
        work.pack,
        work.deliveries(),
        work.rows_path,
        indicators=[i for i in work.pack.indicators if i.startswith(f"{THEME}.")],
        structure_on=NOW,
    )


def euro(row: Row, column: str) -> Decimal | None:
    return Decimal(row[column]) * EURO[row["eenheid"]] if row[column] else None


def months(one: str, other: str) -> int:
    return (int(one[:4]) - int(other[:4])) * 12 + int(one[5:7]) - int(other[5:7])


def ratio(pairs: Iterable[tuple[Decimal, Decimal]], times: int = 100) -> Decimal | None:
    tops, bottoms = zip(*pairs, strict=True) if (pairs := list(pairs)) else ((), ())
    return times * Decimal(sum(tops)) / sum(bottoms) if sum(bottoms) else None


def recomputed(sent: Sent) -> dict[str, Decimal | None]:
    """I1 to I5, I7, I8 and I12 by the sheet: ratios of sums over what is known on both sides."""
    histories: dict[str, list[Row]] = defaultdict(list)
    for row in sent.rows("ict-entry"):
        if row["categorie"] == "totaal":
            histories[row["activiteit"]].append(row)
    one, rebased, running, spent, delays, counts = [], [], [], [], [], []
    for rows in histories.values():
        holds = {r["peildatum"]: r for r in sorted(rows, key=lambda r: r["vastgelegd_op"])}
        now = holds[max(holds)]
        estimate, used = euro(now, "schatting"), euro(now, "besteed")
        begin = next((r for r in rows if r["soort"] == "initieel"), None)
        first = euro(begin, "schatting") if begin else None
        again = [r["peildatum"] for r in rows if r["soort"] == "herijking"]
        if estimate is not None and first is not None:
            one.append((estimate - first, first))
            if now["status"] in RUNNING:
                running.append(one[-1])
        if estimate is not None and again:
            base = euro(holds[max(again)], "schatting")
            assert base is not None
            rebased.append((estimate - base, base))
        if estimate is not None and used is not None:
            spent.append((used, estimate))
        if begin and now["aard"] != "beheer-en-onderhoud":
            late = Decimal(months(now["einddatum"], begin["einddatum"]))
            delays.append((late, Decimal(months(begin["einddatum"], now["startdatum"]))))
            counts.append((late, Decimal(1)))
    return {
        "kostenverandering-eerste": ratio(one),
        "kostenverandering-herijking": ratio(rebased),
        "portefeuille-stijging": ratio(running),
        "deel-besteed": ratio(spent),
        "rest": sum((e - a for a, e in spent), Decimal(0)),
        "uitloop-aandeel": ratio(delays),
        "uitloop-maanden": ratio(counts, 1),
        "oordeel-voor-start": judged(sent),
        "set-continuiteit": declared(sent),
    }


def judged(sent: Sent) -> Decimal | None:
    good: dict[tuple[str, str], bool] = defaultdict(bool)
    for row in sent.rows("cio-oordeel"):
        start = row["startdatum"]
        in_time = row["oordeel"] in POSITIVE and row["datum"] <= start
        deviated = bool(row["sg_besluit_op"]) and row["sg_besluit_op"] <= start
        good[row["activiteit"], start] |= in_time or deviated
    return ratio([(Decimal(said), Decimal(1)) for said in good.values()])


def declared(sent: Sent) -> Decimal | None:
    before = [row for row in sent.rows("set-declaratie") if row["vorig_jaar"] == "ja"]
    return ratio([(Decimal(r["dit_jaar"] == "ja" or bool(r["reden"])), Decimal(1)) for r in before])


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize("who", ["oefenrijk", *dict.fromkeys((*BEFORE, *AFTER))])
def test_every_figure_is_what_the_files_say(
    folder: Path, found: Computation, who: str, year: int
) -> None:
    all_of_them = BEFORE if year == 2023 else AFTER
    if who != "oefenrijk" and who not in all_of_them:
        assert f"{THEME}.rest@{who}@{year}" not in found.figures
        return
    files = Sent(folder / "bestanden", all_of_them if who == "oefenrijk" else (who,), year)
    for name, value in recomputed(files).items():
        figure = found.figures[f"{THEME}.{name}@{who}@{year}"]
        if value is None:
            assert isinstance(figure.value, Absent), name
            continue
        assert isinstance(figure.value, Decimal), (name, figure.value)
        assert abs(figure.value - value) < Decimal("1e-20"), name
        assert figure.status is FigureStatus.MEASURED, name


def test_what_a_page_leads_with_is_known_by_heart(found: Computation) -> None:
    """Worked out once by hand, from the list of activities in the generator."""
    value = {n: found.figures[f"{THEME}.{n}"].value for n in (
        "portefeuille-stijging@beta@2024", "rest@oefenrijk@2024", "uitloop-maanden@gamma@2023",
    )}  # fmt: skip
    assert list(value.values()) == [110, 78_900_000, 4]


def test_an_activity_that_went_to_another_is_missed_no_more(found: Computation) -> None:
    """BE-03 went from Beta to Gamma: nothing is missing, and 1 of 2 ended activities counts."""
    figure = found.figures[f"{THEME}.baten-gemeten@oefenrijk@2024"]
    assert (figure.value, figure.status) == (50, FigureStatus.MEASURED)


def test_a_late_correction_changes_what_is_known_now_and_not_the_year_before(
    found: Computation, folder: Path
) -> None:
    """The bill of November came in April: in the file of 2024, not in that of 2023."""
    for year, wanted in ((2023, {"3.20"}), (2024, {"3.20", "3.60"})):
        rows = Sent(folder / "bestanden", ("alfa",), year).rows("ict-entry")
        told = {
            r["besteed"] for r in rows
            if (r["activiteit"], r["peildatum"]) == ("AL-02", "2023-12-31")
            and r["categorie"] == "totaal"
        }  # fmt: skip
        assert told == wanted


@pytest.mark.parametrize("name", OF_SUMS)
def test_a_split_changes_no_total_in_any_view(found: Computation, name: str) -> None:
    """As it was, and as it is now; a view with both shows these two beside each other."""
    for year in (2023, 2024):
        was = found.figures[f"{THEME}.{name}@oefenrijk@{year}"]
        now = found.figures.get(f"{THEME}.{name}@oefenrijk@{year}@structuur={NOW}", was)
        assert isinstance(was.value, Decimal)
        assert was.value == now.value


def test_what_the_two_have_of_the_year_before_is_what_the_one_had(found: Computation) -> None:
    whole = found.figures[f"{THEME}.rest@ict-delta@2023"].value
    parts = [
        found.figures[f"{THEME}.rest@{who}@2023@structuur={NOW}"].value
        for who in ("ict-epsilon", "ict-zeta")
    ]
    assert parts == [Decimal("23_220_000"), Decimal("15_480_000")]
    assert sum(p for p in parts if isinstance(p, Decimal)) == whole


def test_every_activity_of_the_year_before_is_there_once_or_says_where_it_went(
    folder: Path,
) -> None:
    """Whoever had it, it has the same number; nothing is in two sets."""
    ids = {}
    for year, who in ((2023, BEFORE), (2024, AFTER)):
        rows = list(Sent(folder / "bestanden", who, year).rows("set-declaratie"))
        ids[year] = [r["activiteit"] for r in rows if r["dit_jaar"] == "ja"]
        assert len(ids[year]) == len(set(ids[year]))
        moved = {r["activiteit"]: r["opvolger"] for r in rows if r["reden"] == "overgedragen"}
        assert moved == ({} if year == 2023 else {"BE-03": "gamma", "DE-05": "alfa"})
    assert set(ids[2023]) < set(ids[2024])
