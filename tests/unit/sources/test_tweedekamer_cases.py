"""Shapes of saved public records (contents invented) of which votes, days or states went wrong."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from verantwoord.cli.register import command
from verantwoord.language import speaking
from verantwoord.register.history import KamerVerdict
from verantwoord.register.items import Commitment, Motion, Vote
from verantwoord.register.loading import load_register
from verantwoord.register.states import CommitmentState, MotionState
from verantwoord.sources.tweedekamer.fetching import question
from verantwoord.sources.tweedekamer.importing import Imported, import_open_data
from verantwoord.sources.tweedekamer.odata import date_of, from_values, read_files
from verantwoord.sources.tweedekamer.questions import options_of

CASES = Path(__file__).parent / "data" / "tweedekamer"


def imported(case: str) -> Imported:
    return import_open_data(read_files([CASES / f"{case}.json"]), "proef")


def decided(
    votes: list[dict[str, Any]], soort: str | None = "Stemmen - aangenomen", **more: Any
) -> Imported:
    besluit = {"Id": "b", "BesluitSoort": soort, "BesluitTekst": "", "Status": "Besluit"} | more
    rows = [{"Id": f"s{n}"} | row for n, row in enumerate(votes)]
    zaak = {"Id": "z", "Nummer": "2099Z1", "Soort": "Motie", "Onderwerp": "Motie"}
    zaak |= {"GestartOp": "2099-01-01", "Besluit": [besluit | {"Stemming": rows}]}
    return import_open_data(from_values(zaak), "proef")


def group(name: str, size: Any, choice: str = "Voor", **more: Any) -> dict[str, Any]:
    row = {"Soort": choice, "FractieGrootte": size, "ActorFractie": name, "Persoon_Id": None}
    return row | more


def person(number: int, name: str, size: Any, choice: str = "Voor", **more: Any) -> dict[str, Any]:
    return group(name, size, choice) | {"Persoon_Id": f"p{number}"} | more


def vote(found: Imported) -> Vote | None:
    (motion,) = found.motions
    return motion.vote


def counted(found: Imported) -> tuple[int, int, int] | None:
    made = vote(found)
    return None if made is None else (made.votes_for, made.votes_against, made.not_voting)


def test_members_who_vote_apart_count_one_and_their_group_counts_without_them() -> None:
    found = imported("votes_members_apart")
    assert counted(found) == (25, 30, 0)
    assert found.motions[0].state is MotionState.REJECTED
    assert not found.notes


def test_a_roll_call_is_recognised_by_its_kind() -> None:
    found = imported("rollcall_stemmingssoort")
    made = vote(found)
    assert counted(found) == (20, 15, 5)
    assert made is not None
    assert made.by_name
    assert not found.notes


def test_a_group_of_which_only_names_are_known_is_the_same_group() -> None:
    rows = [
        group("A", 7, "Tegen", Fractie_Id="f"),
        person(1, "A", None, "Voor"),
        group("B", 20, "Voor", Fractie_Id="g"),
    ]
    assert counted(decided(rows)) == (21, 6, 0)


def test_a_group_that_fell_apart_wholly_needs_no_row_of_its_own() -> None:
    rows = [person(1, "A", 2, "Voor"), person(2, "A", 2, "Tegen"), group("B", 3, "Voor")]
    assert counted(decided(rows, StemmingsSoort="Met handopsteken")) == (4, 1, 0)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([group("A", None)], "grootte"),
        ([group("A", 0)], "grootte"),
        ([group("A", 10, "Onthouden")], "Onthouden"),
        ([group("A", 10, "")], "niets"),
        ([group("", 10)], "geen fractie"),
        ([group("A", 90), group("B", 61, "Tegen")], "151 stemmen voor 150 zetels"),
        ([group("A", 70), group("B", 80, "Tegen")], "past niet bij de uitslag"),
        ([group("A", 10, Vergissing=True), group("B", 5, "Tegen")], "vergissing"),
        ([group("A", 10), group("A", 10)], "twee keer"),
        ([group("A", 10), person(1, "A", 9, "Tegen")], "twee groottes"),
        ([group("A", 1), person(1, "A", 1), person(2, "A", 1)], "apart"),
        ([group("A", 5), person(1, "A", 5), person(1, "A", 5)], "twee keer"),
        ([group("B", 40), person(1, "A", 5)], "apart"),
    ],
)
def test_a_vote_that_cannot_be_added_up_is_unknown_with_a_note(rows: Any, words: str) -> None:
    found = decided(rows)
    assert vote(found) is None
    assert [words in n.what.nl and "niet bekend" in n.what.nl for n in found.notes] == [True]


def test_a_roll_call_with_a_row_of_a_group_is_unknown() -> None:
    rows = [person(1, "A", 9), group("B", 9, "Voor")]
    found = decided(rows, StemmingsSoort="Hoofdelijk")
    assert vote(found) is None
    assert "geen persoon" in found.notes[0].what.nl


def test_a_vote_that_was_put_off_has_no_outcome() -> None:
    found = decided([group("A", 80), group("B", 70, "Tegen")], "Stemmen - uitstellen")
    assert vote(found) is None
    assert found.motions[0].state is MotionState.HELD
    assert "aangehouden" in found.notes[0].what.nl


def test_the_kind_of_a_decision_goes_before_its_text() -> None:
    found = imported("decision_texts")
    states = {m.zaak: m.state for m in found.motions}
    assert [states[f"2026Z000{n}"] for n in range(10, 15)] == [
        MotionState.ADOPTED,  # "Aangehouden motie; thans aangenomen."
        MotionState.REJECTED,  # "Niet aangenomen."
        MotionState.ADOPTED,  # "..., tweede dictum is ingetrokken"
        MotionState.HELD,
        MotionState.ADOPTED,  # "niet ingetrokken en wordt aangenomen"
    ]
    noted = {n.item.removeprefix("proef.motie-2026z000") for n in found.notes}
    assert {"10", "11", "12"} <= noted
    assert "14" not in noted


@pytest.mark.parametrize(
    ("soort", "text", "state", "noted"),
    [
        ("Stemmen - aangenomen", "Aangenomen.", MotionState.ADOPTED, False),
        ("Stemmen - zonder stemming aannemen", "", MotionState.ADOPTED, False),
        ("Stemmen - verworpen", "Niet aangenomen.", MotionState.REJECTED, False),
        ("Stemmen - verworpen", "Aangenomen.", MotionState.REJECTED, True),
        ("Stemmen - aangenomen", "Niet aangenomen.", MotionState.ADOPTED, True),
        ("Stemmen - vervallen", "Vervallen.", MotionState.TABLED, True),
        ("Stemmen - gestaakt", "", MotionState.TABLED, True),
        ("Iets nieuws", "Ingetrokken.", MotionState.WITHDRAWN, True),
        ("Ingediend", "Ingediend.", MotionState.TABLED, False),
        (None, "Voor kennisgeving aangenomen.", MotionState.TABLED, True),
        (None, "Niet aangenomen.", MotionState.TABLED, True),
        (None, "", MotionState.TABLED, True),
    ],
)
def test_what_a_decision_says(soort: Any, text: str, state: MotionState, noted: bool) -> None:
    found = decided([], soort, BesluitTekst=text)
    assert found.motions[0].state is state
    assert bool(found.notes) is noted


def test_a_decision_with_an_unknown_status_does_not_count_and_is_noted() -> None:
    found = decided([], Status="Iets nieuws")
    assert found.motions[0].state is MotionState.TABLED
    assert "Iets nieuws" in found.notes[0].what.nl
    assert not decided([], Status="Voorstel").notes


def test_a_status_that_is_not_in_the_table_is_never_silently_open() -> None:
    found = imported("statuses")
    by = {c.number: c for c in found.commitments}
    made = {status: by[f"TZ202603-{n}"] for n, status in enumerate(STATUSES, 130)}
    assert {s: str(c.state) for s, c in made.items() if c.followed_until is None} == {
        "Openstaand": "openstaand",
        "Voldaan": "afgedaan",
        "Deels Afgedaan": "deels voldaan",
        "voldaan": "afgedaan",
    }
    noted = {n.item for n in found.notes}
    assert noted == {c.id for s, c in made.items() if s not in list(STATUSES)[:3]}
    for status in ("Vervallen", "Nagekomen", "Niet nagekomen", None):
        _stands_open(made[status])
    assert made["Deels Afgedaan"].judgements[0].verdict is KamerVerdict.PARTLY
    assert made["Deels Afgedaan"].commitment_state is CommitmentState.PARTLY


STATUSES = (
    "Openstaand",
    "Voldaan",
    "Deels Afgedaan",
    "Vervallen",
    "Nagekomen",
    "Niet nagekomen",
    "voldaan",
    None,
)


def _stands_open(made: Commitment) -> None:
    """Nobody can say how it stands: no deadline, no age, no word of the Kamer."""
    assert made.deadlines == ()
    assert made.judgements == ()
    assert made.age_days(dt.date(2026, 7, 1)) is None
    assert any(g.what == "stand" for g in made.not_found)


def test_days_are_days_of_here() -> None:
    (first, *_) = imported("statuses").commitments
    assert str(first.made_on) == "2026-01-01"  # 2025-12-31T23:30:00Z
    assert [str(d.due) for d in first.deadlines] == ["2026-07-01"]  # 2026-06-30T22:00:00Z


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2026-06-30", dt.date(2026, 6, 30)),
        ("2026-06-30T00:00:00", dt.date(2026, 6, 30)),
        ("2026-06-30T21:59:59Z", dt.date(2026, 6, 30)),
        ("2026-06-30T22:00:00Z", dt.date(2026, 7, 1)),
        ("2026-12-31T23:00:00.0000000Z", dt.date(2027, 1, 1)),
        ("2026-03-19T17:42:13.69+01:00", dt.date(2026, 3, 19)),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+01:00", None),
        ("1753-01-01", None),
        ("1900-01-01T00:00:00", None),
        ("9999-12-31T23:59:59Z", None),
        ("2026-02-30", None),
        ("2026-06-30x", None),
        ("30-06-2026", None),
        (20260630, None),
        (None, None),
    ],
)
def test_the_day_of_a_timestamp(given: Any, expected: dt.date | None) -> None:
    assert date_of(given) == expected


def test_a_deadline_in_the_year_one_is_no_deadline_and_the_pack_still_loads(tmp_path: Path) -> None:
    out = tmp_path / "register" / "proef.yaml"
    case = str(CASES / "datumnakoming_year1.json")
    done = run("import", "--theme", "proef", "--out", str(out), case)
    assert done.exit_code == 0
    (made,) = load_register(tmp_path).commitments.values()
    assert made.deadlines == ()
    assert any(g.what == "termijn" for g in made.not_found)


def test_a_day_that_cannot_be_meant_is_noted() -> None:
    record = {"Id": "t", "Aanmaakdatum": "2026-01-01", "Status": "Openstaand"}
    found = import_open_data(from_values(record | {"DatumNakoming": "1900-01-01"}), "proef")
    assert ["1900-01-01" in n.what.nl for n in found.notes] == [True]


def run(*given: str) -> Any:
    with speaking("nl"):
        return CliRunner().invoke(command, list(given), catch_exceptions=True)


def test_what_cannot_be_loaded_beside_the_pack_is_not_kept(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    case = str(CASES / "votes_members_apart.json")
    assert (
        run("import", "--theme", "proef", "--out", str(folder / "proef.yaml"), case).exit_code == 0
    )
    twice = run("import", "--theme", "proef", "--out", str(folder / "proef_nog.yaml"), case)
    assert twice.exit_code != 0
    assert not (folder / "proef_nog.yaml").exists()
    other = run("import", "--theme", "proef", "--out", str(folder / "anders.yaml"), case)
    assert other.exit_code != 0
    assert [p.name for p in folder.iterdir()] == ["proef.yaml"]


def test_notes_are_sentences(tmp_path: Path) -> None:
    done = run("import", "--theme", "proef", str(CASES / "statuses.json"))
    assert done.exit_code == 1
    assert "proef.toezegging-tz202603-133: de status 'Vervallen' kennen wij niet" in done.stderr


@pytest.mark.parametrize(
    ("since", "begin"),
    [
        (dt.date(2026, 8, 1), "2026-08-01T00:00:00%2B02:00"),
        (dt.date(2026, 1, 1), "2026-01-01T00:00:00%2B01:00"),
    ],
)
@pytest.mark.parametrize("what", ["moties", "toezeggingen"])
def test_since_takes_in_the_whole_first_day(what: str, since: dt.date, begin: str) -> None:
    assert begin in question(*options_of(what, since))


def test_a_motion_of_the_first_hour_of_the_day_is_of_that_day() -> None:
    rows = json.loads((CASES / "votes_members_apart.json").read_text("utf-8"))
    rows["value"][0]["Zaak"][0]["GestartOp"] = "2026-04-30T22:00:00Z"
    (motion,) = import_open_data(from_values(rows), "proef").motions
    assert isinstance(motion, Motion)
    assert str(motion.made_on) == "2026-05-01"
