"""Makes the fictional register of Oefenrijk: 150 motions and commitments over three years.

Run `python -m verantwoord_oefenrijk.register` to write packs/oefenrijk/register again; a test
holds the committed files against what this module makes. Everything is invented. The faults are
planted
here, by hand, before any check runs; `planted` says which findings they must give, no more and no
less.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from verantwoord.model.text import Source, Text
from verantwoord.model.writing import to_yaml
from verantwoord.register.files import RegisterFile
from verantwoord.register.history import (
    Deadline,
    Evidence,
    KamerJudgement,
    KamerVerdict,
    Step,
    take,
)
from verantwoord.register.items import Commitment, Links, Motion, Promise, Vote
from verantwoord.register.lists import CitedDocument, ListEntry, ListSeries, ReportedList
from verantwoord.register.moment import day
from verantwoord.register.register import Register
from verantwoord.register.states import (
    CommitmentState,
    MotionState,
    Role,
    State,
    is_open,
    table_for,
)

SEED = 20241231
FOLDER = Path(__file__).parents[2] / "packs" / "oefenrijk" / "register"
NOTE = "Verzonnen, gemaakt door verantwoord_oefenrijk.register.py. Niet met de hand wijzigen."
PER_KIND = 15
ENDS = tuple(dt.date(y, m, d) for y in (2022, 2023, 2024) for m, d in ((6, 30), (12, 31)))
SOURCE = Source("Register van Oefenrijk (verzonnen)", "https://example.org/oefenrijk/register")

# theme -> what it is about, organisations, indicator that shows its effect, action
THEMES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "banenafspraak": (
        ("banen voor mensen met een arbeidsbeperking", "begeleiding op de werkplek", "jobcoaches"),
        "banenafspraak.realisatie-pct",
        "verslag.meer-banen",
    ),
    "energie": (
        ("stroomverbruik in de nacht", "gasloze gebouwen", "slimme meters"),
        "energie.elektriciteit-per-fte",
        "verslag.nachtverbruik",
    ),
    "kantoor": (
        ("drukte op dinsdag", "het aantal werkplekken", "vergaderruimten"),
        "kantoor.bezetting-piek",
        "verslag.werkplekken",
    ),
    "reizen": (
        ("vliegen op korte afstanden", "reizen met de trein", "dienstauto's"),
        "duurzame-bedrijfsvoering.voetafdruk-vluchten",
        "verslag.trein-eerst",
    ),
    "personeel": (
        ("de groei van de ministeries", "externe inhuur", "de leeftijdsopbouw"),
        "personeel.fte-gemiddeld",
        "verslag.vaste-banen",
    ),
}
DOSSIER = {theme: 99101 + i for i, theme in enumerate(THEMES)}  # no real dossier has this number
ORGANISATIONS = ("alfa", "beta", "gamma")
MEMBERS = ("Aalbers", "Boersma", "Cuperus", "Donker", "Evers", "Feenstra", "Goris", "Hamers")
WORKERS = ("j.bakker", "s.vos", "m.prins")
REVIEWERS = ("r.smit", "k.mulder")


@dataclass
class World:
    """What has been made so far."""

    random: random.Random
    motions: dict[str, Motion] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    documents: dict[str, CitedDocument] = field(default_factory=dict)
    lists: list[ReportedList] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)
    planted: Counter[tuple[str, tuple[str, ...]]] = field(default_factory=Counter)

    def paper(self, theme: str, on: dt.date, title: str) -> str:
        """Publish a document and return its id."""
        self.numbers[theme] += 1
        kst = f"kst-{DOSSIER[theme]}-{self.numbers[theme]}"
        self.documents[kst] = CitedDocument(kst, on, title)
        return kst

    def set(self, item: Promise) -> None:
        """Keep an item."""
        if isinstance(item, Motion):
            self.motions[item.id] = item
        elif isinstance(item, Commitment):
            self.commitments[item.id] = item

    def get(self, item_id: str) -> Promise:
        """Return an item."""
        return self.motions.get(item_id) or self.commitments[item_id]


def build() -> World:
    """Make everything: clean items, clean lists, and then the faults."""
    world = World(random.Random(SEED))
    for theme in THEMES:
        for number in range(1, PER_KIND + 1):
            _motion(world, theme, number)
            _commitment(world, theme, number)
    _faults_in_items(world)
    _lists(world)
    _faults_in_lists(world)
    return world


def _start(world: World, number: int) -> dt.date:
    """Spread over three years, and at least six weeks before the end of a half-year."""
    half = (number - 1) * len(ENDS) // PER_KIND
    year, second = 2022 + half // 2, half % 2
    first = dt.date(year, 7 if second else 1, 10)
    return first + dt.timedelta(days=world.random.randrange(100))


def _step(
    world: World, steps: tuple[Step, ...], to: State, on: dt.date, why: str, *kst: str
) -> tuple[Step, ...]:
    """Take a step as the workflow asks: right role, evidence, and a second person."""
    role = table_for(to)[(steps[-1].to, to)].role if steps else Role.COORDINATOR
    by = {
        Role.KAMER: "Kamer van Oefenrijk",
        Role.CONTRIBUTOR: world.random.choice(WORKERS),
        Role.REVIEWER: world.random.choice(REVIEWERS),
        Role.COORDINATOR: "c.jansen",
    }[role]
    prepared = world.random.choice(WORKERS) if role is Role.REVIEWER else None
    evidence = tuple(Evidence(k) for k in kst)
    return take(steps, Step(to, day(on), by, Text(why), role, prepared, evidence))


def _motion(world: World, theme: str, number: int) -> None:
    topics, indicator, action = THEMES[theme]
    rng = world.random
    made = _start(world, number)
    kst = world.paper(theme, made, "Motie")
    member = rng.choice(MEMBERS)
    steps = _step(world, (), MotionState.TABLED, made, "Ingediend bij een debat.", kst)
    voted = made + dt.timedelta(days=rng.choice((0, 7, 14)))
    if number % 7 == 0:
        steps = _step(world, steps, MotionState.HELD, made, "De indiener wacht op een brief.")
    rejected = number % 5 == 0
    outcome = MotionState.REJECTED if rejected else MotionState.ADOPTED
    steps = _step(world, steps, outcome, voted, "Stemming in de Kamer.")
    seats = rng.randrange(20, 70) if rejected else rng.randrange(76, 140)
    if not rejected:
        steps = _execute_motion(world, theme, number, voted, steps)
    world.set(
        Motion(
            id=f"{theme}.motie-{number:02d}",
            title=Text(f"Motie-{member} over {topics[number % len(topics)]}"),
            made_on=day(made),
            steps=steps,
            sources=(SOURCE,),
            text=f"De motie vraagt de regering om {topics[number % len(topics)]} te verbeteren.",
            chamber="II",
            kst=kst,
            made_in="Debat over de bedrijfsvoering",
            organisation=rng.choice(ORGANISATIONS),
            policy_area=Text(theme.capitalize()),
            deadlines=() if rejected else _deadlines(world, voted, moved=number % 4 == 0),
            judgements=_judgements(world, steps, number),
            links=_motion_links(theme, number, indicator, action),
            submitters=(member,),
            appreciation="Oordeel Kamer" if number % 2 else "Ontraden",
            vote=Vote(voted, seats, 150 - seats),
        )
    )


def _motion_links(theme: str, number: int, indicator: str, action: str) -> Links:
    if number % 3 == 0:
        return Links(commitments=(f"{theme}.toezegging-{number:02d}",))
    return Links(actions=(action,)) if number % 3 == 1 else Links(indicators=(indicator,))


def _execute_motion(
    world: World, theme: str, number: int, voted: dt.date, steps: tuple[Step, ...]
) -> tuple[Step, ...]:
    def later(days: int) -> dt.date:
        return voted + dt.timedelta(days=days)

    steps = _step(world, steps, MotionState.OPEN, later(1), "Toegewezen aan een ministerie.")
    if number % 6 == 1:
        return steps
    steps = _step(world, steps, MotionState.IN_PROGRESS, later(20), "Het werk is begonnen.")
    if number % 6 == 2 or later(200) > ENDS[-1]:
        return steps
    letter = world.paper(theme, later(180), "Brief over de uitvoering van een motie")
    if number % 6 == 4:
        return _step(
            world, steps, MotionState.NOT_DONE, later(190), "Te duur; gemotiveerd.", letter
        )
    steps = _step(world, steps, MotionState.REPORTED, later(180), "Brief aan de Kamer.", letter)
    return _step(world, steps, MotionState.DONE, later(200), "De brief beantwoordt alles.", letter)


def _commitment(world: World, theme: str, number: int) -> None:
    topics, indicator, action = THEMES[theme]
    rng = world.random
    made = _start(world, number)
    kst = world.paper(theme, made, "Verslag van een debat")
    by = f"minister van {rng.choice(('Alfa', 'Beta', 'Gamma'))}-zaken"
    steps = _step(world, (), CommitmentState.OPEN, made, "Toegezegd in het debat.", kst)

    def later(days: int) -> dt.date:
        return made + dt.timedelta(days=days)

    if number % 4:
        steps = _step(world, steps, CommitmentState.IN_PROGRESS, later(15), "In behandeling.")
    if number % 5 in (0, 1, 2) and later(150) <= ENDS[-1]:
        letter = world.paper(theme, later(150), "Brief over een toezegging")
        if number % 5 == 2:
            steps = _step(
                world, steps, CommitmentState.PARTLY, later(120), "Een deel is gemeld.", letter
            )
        to = CommitmentState.NOT_KEPT if number % 10 == 1 else CommitmentState.DONE
        steps = _step(world, steps, to, later(150), "Brief aan de Kamer.", letter)
    topic = topics[number % len(topics)]
    world.set(
        Commitment(
            id=f"{theme}.toezegging-{number:02d}",
            title=Text(f"Brief over {topic}"),
            made_on=day(made),
            steps=steps,
            sources=(SOURCE,),
            text=f"De minister zegt toe de Kamer te schrijven over {topic}.",
            chamber="I" if number % 8 == 0 else "II",
            kst=kst,
            made_in="Debat over de bedrijfsvoering",
            organisation=rng.choice(ORGANISATIONS),
            policy_area=Text(theme.capitalize()),
            deadlines=_deadlines(world, made, moved=number % 3 == 0),
            judgements=_judgements(world, steps, number),
            links=Links(actions=(action,)) if number % 2 else Links(indicators=(indicator,)),
            number=f"TZ{made:%Y%m}-{DOSSIER[theme] - 99100}{number:02d}",
            promised_by=by,
            promised_to=(rng.choice(MEMBERS),),
        )
    )


def _deadlines(world: World, start: dt.date, *, moved: bool) -> tuple[Deadline, ...]:
    first = Deadline(day(start + dt.timedelta(days=180)), day(start), "minister")
    if not moved:
        return (first,)
    on, due = start + dt.timedelta(days=170), start + dt.timedelta(days=270)
    reason = Text(world.random.choice(("Het onderzoek duurt langer.", "Overleg loopt nog.")))
    return (first, Deadline(day(due), day(on), "commissie Bedrijfsvoering", reason))


def _judgements(world: World, steps: tuple[Step, ...], number: int) -> tuple[KamerJudgement, ...]:
    last = steps[-1]
    if is_open(last.to) or number % 2 or last.on.last is None:
        return ()
    on = last.on.last + dt.timedelta(days=30)
    if on > ENDS[-1] or not last.kst_ids:
        return ()
    verdict = KamerVerdict.NOT_ACCEPTED if number % 10 == 6 else KamerVerdict.ACCEPTED
    return (KamerJudgement(verdict, day(on), "commissie Bedrijfsvoering", last.evidence),)


# ---- faults in items ----------------------------------------------------------------------


def _closed(world: World, kind: str, skip: int = 0) -> list[str]:
    """Return closed items of one kind that have a letter, in order, past the first `skip`."""
    store = world.motions if kind == "motie" else world.commitments
    done = (MotionState.DONE, CommitmentState.DONE)
    return [i for i, x in store.items() if x.state in done][skip:]


def _faults_in_items(world: World) -> None:
    motions, commitments = _closed(world, "motie"), _closed(world, "toezegging")
    _moved_twice(world, [*list(world.motions)[3:60:13], *list(world.commitments)[1:60:17]])
    _without_kst(world, [motions[0], motions[5], commitments[0], commitments[7]])
    _too_early(world, [motions[1], motions[6], commitments[1], commitments[8]])
    _bad_form(world, [motions[2], motions[7], commitments[2], commitments[9]])
    _not_known(world, [motions[3], commitments[3], commitments[10]])


def _moved_twice(world: World, ids: list[str]) -> None:
    for item_id in ids:
        item = world.get(item_id)
        start = item.made_on.last or dt.date.min
        deadlines = item.deadlines[:1] or _deadlines(world, start, moved=False)
        for times in (1, 2):
            due, on = start + dt.timedelta(days=200 + 90 * times), start + dt.timedelta(days=170)
            moved = Deadline(day(due), day(on), "minister", Text("Er is meer tijd nodig."))
            deadlines = (*deadlines, moved)
        world.set(replace(item, deadlines=deadlines))
        world.planted["termijn-vaker-verschoven", (item_id,)] += 1


def _with_letter(item: Promise, evidence: Evidence) -> Promise:
    """Let every step after the first that cites something cite this instead."""
    steps = (
        item.steps[0],
        *(replace(s, evidence=(evidence,)) if s.evidence else s for s in item.steps[1:]),
    )
    judgements = tuple(replace(j, evidence=()) for j in item.judgements)
    return replace(item, steps=steps, judgements=judgements)


def _without_kst(world: World, ids: list[str]) -> None:
    for item_id in ids:
        page = Evidence(url="https://example.org/oefenrijk/nieuwsbericht", title="Nieuwsbericht")
        world.set(_with_letter(world.get(item_id), page))
        world.planted["gesloten-zonder-kamerstuk", (item_id,)] += 1


def _too_early(world: World, ids: list[str]) -> None:
    for item_id in ids:
        item = world.get(item_id)
        before = (item.made_on.first or dt.date.max) - dt.timedelta(days=40)
        kst = world.paper(item.theme, before, "Oude brief")
        world.set(_with_letter(item, Evidence(kst)))
        world.planted["stuk-ouder-dan-belofte", (item_id,)] += 1


def _bad_form(world: World, ids: list[str]) -> None:
    forms = ("kst-99101", "kst-20222024-99101-C", "kst-99101-nr-5", "kst-20222023-99101-C")
    for item_id, kst in zip(ids, forms, strict=True):
        world.set(_with_letter(world.get(item_id), Evidence(kst)))
        world.planted["kamerstuk-vorm", (item_id,)] += 1


def _not_known(world: World, ids: list[str]) -> None:
    for number, item_id in enumerate(ids, 1):
        kst = f"kst-99199-{number}"  # possible, but nobody published it
        world.set(_with_letter(world.get(item_id), Evidence(kst)))
        world.planted["kamerstuk-onbekend", (item_id,)] += 1


# ---- lists and their faults ---------------------------------------------------------------


def _lists(world: World) -> None:
    names = {
        ListSeries.MODEL_342: "Bijlage moties en toezeggingen",
        ListSeries.LETTER: "Verzamelbrief",
        ListSeries.KAMER: "Register van de Kamer",
    }
    for series, title in names.items():
        slug = series.value.replace(".", "")
        for first, last in zip((dt.date(2022, 1, 1), *_next_days()), ENDS, strict=False):
            half = 1 if last.month == 6 else 2
            world.lists.append(
                ReportedList(
                    id=f"lijsten.{slug}-{last.year}-{half}",
                    series=series,
                    title=Text(f"{title}, {last.year} helft {half}"),
                    first=first,
                    last=last,
                    entries=tuple(_entries(world, first, last)),
                    published=last,
                    sources=(SOURCE,),
                )
            )


def _next_days() -> tuple[dt.date, ...]:
    return tuple(end + dt.timedelta(days=1) for end in ENDS)


def _entries(world: World, first: dt.date, last: dt.date) -> list[ListEntry]:
    entries = []
    for item in (*world.motions.values(), *world.commitments.values()):
        state = item.state_on(last)
        if state is None:
            continue
        if is_open(state):
            entries.append(ListEntry(item.id, closed=False))
        elif _closed_in(item, first, last):
            entries.append(ListEntry(item.id, closed=True))
    return entries


def _closed_in(item: Promise, first: dt.date, last: dt.date) -> bool:
    return any(
        not is_open(s.to) and s.on.first is not None and first <= s.on.first <= last
        for s in item.steps
    )


def _list(world: World, series: ListSeries, half: int) -> int:
    """Return where a list stands: `half` counts from 0."""
    found = [i for i, x in enumerate(world.lists) if x.series is series]
    return found[half]


def _faults_in_lists(world: World) -> None:
    _shift_window(world, ListSeries.LETTER, 2, 10, "venster-gat")
    _shift_window(world, ListSeries.MODEL_342, 4, 1, "venster-gat")
    _shift_window(world, ListSeries.KAMER, 4, -7, "venster-overlap")
    _shift_window(world, ListSeries.MODEL_342, 2, -1, "venster-overlap")
    faultless = [i for i in _always_open(world) if not any(i in ids for _, ids in world.planted)]
    for item_id, half in zip(faultless[:3], (5, 4, 5), strict=True):
        _disappear(world, item_id, half)
    for number, item_id in enumerate(faultless[3:8]):
        _disagree(world, item_id, tuple(ListSeries)[number % 3], 3 + number % 2)


def _shift_window(world: World, series: ListSeries, half: int, days: int, code: str) -> None:
    at = _list(world, series, half)
    listed, before = world.lists[at], world.lists[at - 1]
    assert listed.first is not None
    world.lists[at] = replace(listed, first=listed.first + dt.timedelta(days=days))
    world.planted[code, (listed.id, before.id)] += 1


def _always_open(world: World) -> list[str]:
    """Return what was open from before the third half-year to the end, never reopened."""
    items = (*world.commitments.values(), *world.motions.values())
    return [
        i.id
        for i in items
        if is_open(i.state) and i.made_on.last is not None and i.made_on.last < ENDS[2]
    ]


def _disappear(world: World, item_id: str, half: int) -> None:
    """Take an item out of all three lists, so that they still agree with each other."""
    for series in ListSeries:
        for later in range(half, len(ENDS)):
            at = _list(world, series, later)
            kept = tuple(e for e in world.lists[at].entries if e.item != item_id)
            world.lists[at] = replace(world.lists[at], entries=kept)
    world.planted["item-verdwenen", (item_id,)] += len(ListSeries)


def _disagree(world: World, item_id: str, series: ListSeries, half: int) -> None:
    """Let one of the three lists call an open item closed, once."""
    at = _list(world, series, half)
    entries = tuple(
        replace(e, closed=True) if e.item == item_id else e for e in world.lists[at].entries
    )
    world.lists[at] = replace(world.lists[at], entries=entries)
    world.planted["lijsten-verschillen", (item_id,)] += 1


# ---- files --------------------------------------------------------------------------------


def files(world: World) -> dict[str, str]:
    """Return the text of each file."""
    made = {}
    for theme in THEMES:
        made[f"{theme}.yaml"] = to_yaml(
            RegisterFile(
                note=Text(NOTE),
                documents=tuple(
                    d for d in world.documents.values() if f"-{DOSSIER[theme]}-" in d.kst
                ),
                motions=tuple(m for m in world.motions.values() if m.theme == theme),
                commitments=tuple(c for c in world.commitments.values() if c.theme == theme),
            )
        )
    lists = RegisterFile(note=Text(NOTE), lists=tuple(world.lists))
    made["lijsten.yaml"] = to_yaml(lists)
    return made


def as_register(world: World) -> Register:
    """Return the world as a register, without the files."""
    return Register(
        motions=world.motions,
        commitments=world.commitments,
        lists=tuple(world.lists),
        documents=world.documents,
    )


def main(folder: Path = FOLDER) -> None:
    """Write the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files(build()).items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
