"""Whatever the open data hold: votes add up or are unknown, and what is written can be loaded."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from verantwoord.model.writing import to_yaml
from verantwoord.register.files import RegisterFile
from verantwoord.register.loading import load_with
from verantwoord.register.states import MotionState
from verantwoord.sources.tweedekamer.importing import Imported, import_open_data
from verantwoord.sources.tweedekamer.odata import (
    AMSTERDAM,
    FIRST_YEAR,
    LAST_YEAR,
    date_of,
    from_values,
)
from verantwoord.sources.tweedekamer.votes import SEATS, vote_of

CHOICES = ("Voor", "Tegen", "Niet deelgenomen")


@st.composite
def chambers(draw: st.DrawFn) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Draw a vote by show of hands with members apart, and how it really went."""
    rows: list[dict[str, Any]] = []
    real = dict.fromkeys(CHOICES, 0)
    for number in range(draw(st.integers(1, 12))):
        size = draw(st.integers(1, SEATS // 12))
        apart = draw(st.lists(st.sampled_from(CHOICES), max_size=min(size, 4)))
        head = {"FractieGrootte": size, "ActorFractie": f"F{number}", "Fractie_Id": f"f{number}"}
        rows += [head | {"Soort": c, "Persoon_Id": f"p{number}-{i}"} for i, c in enumerate(apart)]
        for choice in apart:
            real[choice] += 1
        if len(apart) < size:
            own = draw(st.sampled_from(CHOICES))
            rows.append(head | {"Soort": own, "Persoon_Id": None})
            real[own] += size - len(apart)
    shuffled = draw(st.permutations(rows))
    return [{"Id": f"s{n}"} | row for n, row in enumerate(shuffled)], real


def _vote(rows: list[dict[str, Any]], real: dict[str, int]) -> Any:
    state = MotionState.ADOPTED if real["Voor"] > real["Tegen"] else MotionState.REJECTED
    besluit = {"Id": "b", "StemmingsSoort": "Met handopsteken", "Stemming": rows}
    return vote_of(from_values(), besluit, state)


@given(chambers())
def test_every_member_counts_once(chamber: tuple[list[dict[str, Any]], dict[str, int]]) -> None:
    rows, real = chamber
    vote, note = _vote(rows, real)
    assert note is None
    assert (vote.votes_for, vote.votes_against, vote.not_voting) == tuple(real.values())


SPOILS: tuple[dict[str, Any], ...] = (
    {"Vergissing": True},
    {"Soort": "Blanco"},
    {"Soort": None},
    {"FractieGrootte": 500},
)


@given(chambers(), st.data(), st.sampled_from(SPOILS))
def test_one_spoilt_record_makes_the_whole_vote_unknown(
    chamber: tuple[list[dict[str, Any]], dict[str, int]], data: st.DataObject, spoil: dict[str, Any]
) -> None:
    rows, real = chamber
    index = data.draw(st.integers(0, len(rows) - 1))
    spoilt = [row | spoil if n == index else row for n, row in enumerate(rows)]
    vote, note = _vote(spoilt, real)
    assert vote is None
    assert note is not None


@given(st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)), st.integers(0, 23))
def test_a_moment_is_of_the_day_it_has_here_however_it_is_written(day: dt.date, hour: int) -> None:
    local = dt.datetime.combine(day, dt.time(hour, 30), AMSTERDAM)
    here = local.astimezone(dt.UTC).astimezone(AMSTERDAM).date()
    assert date_of(local.isoformat()) == here
    assert date_of(local.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")) == here


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**6),
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            " ",
            "Aangenomen.",
            "Besluit",
            "Voldaan",
            "9999-12-31",
            "0001-01-01T00:00:00Z",
            "2026-01-02",
        ]
    ),
)


def _record(*keys: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    fields = dict.fromkeys(keys, VALUES) | more
    return st.fixed_dictionaries({"Id": st.sampled_from("abcd")}, optional=fields)


def _some(one: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Any]:
    return st.one_of(one, st.lists(one, max_size=3), VALUES)


DOSSIER = _record("Nummer", "Toevoeging")
DOCUMENT = _record(
    "DocumentNummer", "Soort", "Datum", "Volgnummer", Kamerstukdossier=_some(DOSSIER)
)
DECISION = _record(
    "BesluitSoort",
    "BesluitTekst",
    "Status",
    "GewijzigdOp",
    "StemmingsSoort",
    Stemming=_some(_record("Soort", "FractieGrootte", "ActorFractie", "Persoon_Id", "Vergissing")),
)
CASE = _record(
    "Nummer",
    "Onderwerp",
    "Titel",
    "GestartOp",
    "Kabinetsappreciatie",
    "Volgnummer",
    Soort=st.just("Motie"),
    Besluit=_some(DECISION),
    Document=_some(DOCUMENT),
    ZaakActor=_some(_record("ActorNaam", Relatie=st.just("Indiener"))),
    VervangenDoor=_some(_record("Nummer")),
)
PROMISE = _record(
    "Nummer",
    "Tekst",
    "Status",
    "Aanmaakdatum",
    "DatumNakoming",
    "GewijzigdOp",
    "Naam",
    "Ministerie",
    "ActiviteitNummer",
    KamerbriefNakoming=_some(DOCUMENT),
    ToegezegdAan=_some(_record(Fractie=_some(_record("NaamNL")))),
    IsHerhalingVan=_some(_record("Nummer")),
)


def _answers(cases: list[Any], promises: list[Any]) -> Imported:
    contexts = (("Zaak", cases), ("Toezegging", promises))
    pages = [{"@odata.context": f"x#{name}", "value": rows} for name, rows in contexts]
    return import_open_data(from_values(*pages), "proef")


@given(st.lists(CASE, max_size=3), st.lists(PROMISE, max_size=3))
def test_what_is_imported_can_always_be_loaded(cases: list[Any], promises: list[Any]) -> None:
    found = _answers(cases, promises)
    made = RegisterFile(motions=found.motions, commitments=found.commitments)
    loaded = load_with(to_yaml(made), "proef.yaml", None)
    assert tuple(loaded.motions.values()) == found.motions
    assert tuple(loaded.commitments.values()) == found.commitments
