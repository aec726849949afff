"""Open data of the Tweede Kamer, as saved answers (invented), become items and honest gaps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from verantwoord.model.writing import to_yaml
from verantwoord.register.checks import NO_KST, check_register
from verantwoord.register.files import RegisterFile
from verantwoord.register.history import KamerVerdict
from verantwoord.register.items import Commitment, Motion
from verantwoord.register.loading import load_register
from verantwoord.register.register import Register
from verantwoord.register.states import MotionState
from verantwoord.sources.tweedekamer.importing import Imported, import_open_data
from verantwoord.sources.tweedekamer.meanings import outcome
from verantwoord.sources.tweedekamer.odata import OpenDataError, from_values, read_files

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def found() -> Imported:
    files = [DATA / name for name in ("zaak.json", "los.json", "toezegging.json")]
    return import_open_data(read_files(files), "proef")


def motion(found: Imported, number: int) -> Motion:
    return next(m for m in found.motions if m.id == f"proef.motie-2099z0000{number}")


def commitment(found: Imported, number: int) -> Commitment:
    return next(c for c in found.commitments if c.id == f"proef.toezegging-tz209902-00{number}")


def test_only_motions_that_were_not_removed_are_taken(found: Imported) -> None:
    assert [m.zaak for m in found.motions] == [f"2099Z0000{n}" for n in range(1, 5)]


def test_a_motion_has_submitters_document_and_the_newest_vote(found: Imported) -> None:
    made = motion(found, 1)
    assert made.submitters == ("A. Aalbers", "B. Boersma")
    assert made.kst == "kst-99101-VII-7"
    assert made.appreciation == "Oordeel Kamer"
    assert [(str(s.to), str(s.on)) for s in made.steps] == [
        ("ingediend", "2099-02-01"),
        ("aangehouden", "2099-02-08"),
        ("aangenomen", "2099-02-15"),
    ]
    assert made.vote is not None
    assert (made.vote.votes_for, made.vote.votes_against, made.vote.not_voting) == (80, 65, 5)
    assert made.vote.on == dt.date(2099, 2, 15)


def test_a_roll_call_counts_persons_and_records_saved_apart_are_joined(found: Imported) -> None:
    made = motion(found, 3)
    assert made.vote is not None
    assert made.vote.by_name
    assert (made.vote.votes_for, made.vote.votes_against) == (1, 2)
    assert made.state is MotionState.REJECTED
    assert made.submitters == ("C. Cuperus",)
    assert made.kst == "kst-99102-12"
    assert made.steps[-1].on.unknown is not None  # the data give no day of the vote


def test_a_replaced_motion_points_at_its_successor(found: Imported) -> None:
    made = motion(found, 2)
    assert made.state is MotionState.REPLACED
    assert made.replaced_by == "proef.motie-2099z00003"


def test_what_a_decision_does_not_say_is_noted_and_never_guessed(found: Imported) -> None:
    made = motion(found, 4)
    assert made.state is MotionState.TABLED
    assert any(g.what == "uitslag van de stemming" for g in made.not_found)
    assert any(n.item == made.id and "Controversieel" in n.what.nl for n in found.notes)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Aangenomen.", MotionState.ADOPTED),
        ("Conform besluit: overeenkomstig.", MotionState.ADOPTED),
        ("Verworpen.", MotionState.REJECTED),
        ("Ingetrokken.", MotionState.WITHDRAWN),
        ("Uitgesteld.", MotionState.HELD),
        ("Overgenomen.", MotionState.TAKEN_OVER),
        ("Ter informatie.", None),
        ("Niet aangenomen.", None),
        ("Voor kennisgeving aangenomen.", None),
        ("Aangehouden motie; thans aangenomen.", None),
    ],
)
def test_the_words_of_a_decision(text: str, state: MotionState | None) -> None:
    assert outcome({"BesluitTekst": text})[0] is state


def test_a_met_commitment_is_closed_with_its_letter_and_the_kamer_says_so(
    found: Imported,
) -> None:
    made = commitment(found, 1)
    assert str(made.state) == "afgedaan"
    assert made.steps[-1].kst_ids == ("kst-99101-20",)
    assert made.judgement is not None
    assert made.judgement.verdict is KamerVerdict.ACCEPTED
    assert made.promised_to == ("Partij A",)
    assert made.deadlines == ()


def test_an_open_status_is_open_with_its_date_as_deadline(found: Imported) -> None:
    made = commitment(found, 2)
    assert str(made.state) == "openstaand"
    assert [str(d.due) for d in made.deadlines] == ["2099-12-31"]
    assert made.repeats == ("proef.toezegging-tz209902-001",)
    assert made.judgement is not None
    assert made.judgement.verdict is KamerVerdict.OPEN


def test_met_without_a_letter_is_found_by_the_checks(found: Imported) -> None:
    register = Register({m.id: m for m in found.motions}, {c.id: c for c in found.commitments})
    findings = check_register(register)
    assert [(f.code, f.items) for f in findings] == [(NO_KST, ("proef.toezegging-tz209902-003",))]


def test_what_was_imported_can_be_written_and_loaded_as_content(
    found: Imported, tmp_path: Path
) -> None:
    (tmp_path / "register").mkdir()
    text = to_yaml(RegisterFile(motions=found.motions, commitments=found.commitments))
    (tmp_path / "register" / "proef.yaml").write_text(text, "utf-8")
    loaded = load_register(tmp_path)
    assert tuple(loaded.motions.values()) == found.motions
    assert tuple(loaded.commitments.values()) == found.commitments


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "geen JSON"),
        ('{"value": 3}', "geen lijst 'value'"),
        ('[{"Id": "x", "Iets": 1}]', "een record dat geen Zaak"),
        ("[1, 2]", "geen lijst 'value'"),
        ("[" * 100_000, "geen JSON"),
    ],
)
def test_a_broken_answer_gives_a_clear_error(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "antwoord.json"
    path.write_text(content, "utf-8")
    with pytest.raises(OpenDataError) as caught:
        read_files([path])
    assert words in str(caught.value)
    assert "antwoord.json" in str(caught.value)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.json"
    path.write_text("[]   ", "utf-8")
    with pytest.raises(OpenDataError, match="in delen"):
        read_files([path], limit=3)


def test_one_bare_record_is_an_answer_too() -> None:
    data = from_values({"Id": "1", "Soort": "Motie", "GestartOp": None, "Onderwerp": "Motie"})
    (made,) = import_open_data(data, "proef").motions
    assert made.made_on.unknown
    assert made.submitters == ()
