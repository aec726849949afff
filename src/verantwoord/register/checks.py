"""Checks over a whole register: what other people would stumble on, with where and why.

Each check is one function from a register to findings; `check_register` runs them all. What can
be judged from one item alone (a step that is not allowed, a moved date without a reason) is
refused when the register is loaded and does not come back here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import pairwise

from verantwoord.model.errors import Place
from verantwoord.model.kamerstuk import form_fault
from verantwoord.model.text import Text
from verantwoord.register.items import Motion, Promise
from verantwoord.register.lists import ReportedList
from verantwoord.register.register import Register
from verantwoord.register.states import CLOSED, is_open

WINDOW_GAP = "venster-gat"
WINDOW_OVERLAP = "venster-overlap"
DISAPPEARED = "item-verdwenen"
MOVED_TWICE = "termijn-vaker-verschoven"
NO_KST = "gesloten-zonder-kamerstuk"
TOO_EARLY = "stuk-ouder-dan-belofte"
LISTS_DIFFER = "lijsten-verschillen"
BAD_FORM = "kamerstuk-vorm"
NOT_KNOWN = "kamerstuk-onbekend"
# between two versions of a register; see `vanished`
VANISHED = "aanbeveling-verdwenen"
SHORTER = "geschiedenis-korter"

# code -> why it matters
WHY: dict[str, Text] = {
    WINDOW_GAP: Text(
        "Opeenvolgende lijsten moeten op elkaar aansluiten. Wat in het gat gebeurde, "
        "staat in geen enkele lijst.",
        "Successive lists must join up. What happened in the gap stands in no list.",
    ),
    WINDOW_OVERLAP: Text(
        "Opeenvolgende lijsten moeten op elkaar aansluiten. Wat in de overlap gebeurde, "
        "telt in twee lijsten mee.",
        "Successive lists must join up. What happened in the overlap counts in two lists.",
    ),
    DISAPPEARED: Text(
        "Een item verlaat de lijst alleen met een status en een reden. "
        "Anders lijkt het afgedaan zonder dat iemand dat zei.",
        "An item leaves the list only with a status and a reason.",
    ),
    MOVED_TWICE: Text(
        "Een termijn die vaker dan een keer verschuift, verdient een uitleg in het verslag.",
        "A deadline that moved more than once deserves an explanation in the report.",
    ),
    NO_KST: Text(
        "Gesloten betekent dat het resultaat de Kamer schriftelijk bereikte. "
        "Zonder Kamerstuk kan niemand dat nagaan.",
        "Closed means that the Kamer received the result in writing; without a document nobody "
        "can verify that.",
    ),
    TOO_EARLY: Text(
        "Een stuk van voor de belofte kan de uitvoering niet aantonen.",
        "A document from before the promise cannot show that it was kept.",
    ),
    LISTS_DIFFER: Text(
        "Model 3.42, de Verzamelbrief en het register van de Kamer gaan over dezelfde items. "
        "Op dezelfde dag moeten ze hetzelfde zeggen.",
        "Model 3.42, the collective letter and the register of the Kamer are about the same "
        "items and must agree on the same day.",
    ),
    BAD_FORM: Text(
        "Dit kenmerk kan geen Kamerstuk zijn; de verwijzing leidt nergens heen.",
        "This id cannot be a parliamentary paper; the citation leads nowhere.",
    ),
    NOT_KNOWN: Text(
        "Dit Kamerstuk staat niet in de lijst van bekende stukken.",
        "This parliamentary paper is not in the list of known documents.",
    ),
    VANISHED: Text(
        "Een aanbeveling verlaat de set alleen als 'vervallen', met een reden. "
        "Zet haar terug met die stap.",
        "A recommendation leaves the set only as 'vervallen', with a reason. "
        "Put it back with that step.",
    ),
    SHORTER: Text(
        "Een geschiedenis groeit alleen. Zet de stappen terug.",
        "A history only grows. Put the steps back.",
    ),
}


@dataclass(frozen=True, slots=True)
class RegisterFinding:
    """One thing that is wrong in the register or between lists."""

    code: str
    items: tuple[str, ...]  # ids it is about; sorted
    where: str  # file:line, or the id when it was not read from a file
    what: Text

    @property
    def why(self) -> Text:
        """Why it matters."""
        return WHY[self.code]


def check_register(
    register: Register, known: Container[str] | None = None
) -> tuple[RegisterFinding, ...]:
    """Run every check.

    Shape:    a register, and optionally the ids of all known documents -> findings, sorted.
    Unit:     none.
    Missing:  a date that is not known never makes a document too early; a list that was only
              partly read (`complete: false`) is not compared; without `known` the existence of a
              document is not judged.
    Rounding: none.
    Errors:   none.
    Source:   kamerstukken section 3.3, "Checks worth building".
    """
    found = [
        *windows(register),
        *disappeared(register),
        *moved_twice(register),
        *closed_without_kst(register),
        *too_early(register),
        *lists_differ(register),
        *bad_forms(register),
    ]
    if known is not None:
        found += not_known(register, known)
    return tuple(sorted(found, key=lambda f: (f.code, f.items, f.what.nl)))


def _where(item: Promise | ReportedList) -> str:
    return str(item.place) if item.place else item.id


def _series(register: Register) -> Iterator[list[ReportedList]]:
    groups: dict[tuple[str, ...], list[ReportedList]] = defaultdict(list)
    for listed in register.lists:
        key = (listed.series, listed.owner or "", *listed.kinds, "|", *listed.themes)
        groups[key].append(listed)
    for key in sorted(groups):
        yield sorted(groups[key], key=lambda x: (x.last, x.id))


def windows(register: Register) -> Iterator[RegisterFinding]:
    """Find gaps and overlaps between two successive lists of one series."""
    for group in _series(register):
        for before, after in pairwise(group):
            if after.first is None:
                continue
            expected = before.last + dt.timedelta(days=1)
            days = (after.first - expected).days
            if days == 0:
                continue
            code = WINDOW_GAP if days > 0 else WINDOW_OVERLAP
            word, en = ("gat", "gap") if days > 0 else ("overlap", "overlap")
            yield RegisterFinding(
                code,
                (after.id, before.id),
                _where(after),
                Text(
                    f"Tussen '{before.id}' (tot en met {before.last}) en '{after.id}' (vanaf "
                    f"{after.first}) is een {word} van {_days(days)}.",
                    f"There is a {en} of {abs(days)} day(s) between '{before.id}' (until "
                    f"{before.last}) and '{after.id}' (from {after.first}).",
                ),
            )


def _days(days: int) -> str:
    return "1 dag" if abs(days) == 1 else f"{abs(days)} dagen"


def disappeared(register: Register) -> Iterator[RegisterFinding]:
    """Find items that one list calls open and the next list does not name at all."""
    for group in _series(register):
        for before, after in pairwise(group):
            if not after.complete:
                continue
            named = after.open_items | after.closed_items
            for item in sorted(before.open_items - named):
                yield RegisterFinding(
                    DISAPPEARED,
                    (item,),
                    _where(after),
                    Text(
                        f"'{item}' stond open in '{before.id}' en staat niet meer in "
                        f"'{after.id}', ook niet als gesloten.",
                        f"'{item}' was open in '{before.id}' and is not in '{after.id}', not "
                        "even as closed.",
                    ),
                )


def moved_twice(register: Register) -> Iterator[RegisterFinding]:
    """Find items whose deadline moved more than once."""
    for item in register.promises:
        moves = [b for a, b in pairwise(item.deadlines) if a.due != b.due]
        if len(moves) > 1:
            path = " -> ".join(str(d.due) for d in item.deadlines)
            deciders = ", ".join(dict.fromkeys(d.decided_by for d in moves))
            yield RegisterFinding(
                MOVED_TWICE,
                (item.id,),
                _where(item),
                Text(
                    f"De termijn van '{item.id}' verschoof {len(moves)} keer ({path}); besloten "
                    f"door {deciders}.",
                    f"The deadline of '{item.id}' moved {len(moves)} times ({path}); decided by "
                    f"{deciders}.",
                ),
            )


def closed_without_kst(register: Register) -> Iterator[RegisterFinding]:
    """Find items that the government closed without citing a Kamerstuk."""
    for item in register.promises:
        closing = item.closing
        if closing is None or closing.to not in CLOSED or _cites(item):
            continue
        yield RegisterFinding(
            NO_KST,
            (item.id,),
            _where(item),
            Text(
                f"'{item.id}' is {closing.to} sinds {closing.on}, maar noemt geen Kamerstuk "
                "waarin dat staat.",
                f"'{item.id}' has been '{closing.to}' since {closing.on} without citing a "
                "document.",
            ),
        )


def _cites(item: Promise) -> bool:
    """Whether the closing, or the report that it closes, names a Kamerstuk."""
    last = [s for s in item.steps[-2:] if not is_open(s.to) or str(s.to) == "gerapporteerd"]
    return any(s.kst_ids for s in last)


def too_early(register: Register) -> Iterator[RegisterFinding]:
    """Find documents that are cited for an item and are older than the item."""
    for item in register.promises:
        made = item.made_on.first
        if made is None:
            continue
        for evidence in dict.fromkeys(e for s in item.steps[1:] for e in s.evidence):
            published = evidence.published or (
                register.published_on(evidence.kst) if evidence.kst else None
            )
            if published is not None and published < made:
                name = evidence.kst or evidence.url
                yield RegisterFinding(
                    TOO_EARLY,
                    (item.id,),
                    _where(item),
                    Text(
                        f"'{item.id}' is van {item.made_on}, maar beroept zich op {name} van "
                        f"{published}.",
                        f"'{item.id}' dates from {item.made_on} but relies on {name} of "
                        f"{published}.",
                    ),
                )


def lists_differ(register: Register) -> Iterator[RegisterFinding]:
    """Compare the lists of different series that have the same reference date and scope."""
    by_day: dict[dt.date, list[ReportedList]] = defaultdict(list)
    for listed in register.lists:
        if listed.complete:
            by_day[listed.last].append(listed)
    for day in sorted(by_day):
        lists = sorted(by_day[day], key=lambda x: x.id)
        for item_id in sorted({e.item for listed in lists for e in listed.entries}):
            item = register.promise(item_id)
            said = {listed: _says(listed, item_id) for listed in lists if _in_scope(listed, item)}
            if len({x.series for x in said}) < 2 or not _differ(set(said.values())):
                continue
            words = "; ".join(f"{x.id}: {s}" for x, s in said.items())
            yield RegisterFinding(
                LISTS_DIFFER,
                (item_id,),
                _where(lists[0]),
                Text(
                    f"Op {day} zeggen de lijsten iets anders over '{item_id}': {words}.",
                    f"On {day} the lists disagree about '{item_id}': {words}.",
                ),
            )


def _says(listed: ReportedList, item: str) -> str:
    if item in listed.open_items:
        return "open"
    return "gesloten" if item in listed.closed_items else "staat er niet in"


def _differ(said: set[str]) -> bool:
    """Closed and absent agree: a shorter window no longer names what was closed before it."""
    return "open" in said and len(said) > 1


def _in_scope(listed: ReportedList, item: Promise) -> bool:
    kind = "motie" if isinstance(item, Motion) else "toezegging"
    return kind in listed.kinds and (not listed.themes or item.theme in listed.themes)


def _cited(register: Register) -> Iterator[tuple[str, str, str]]:
    """Yield (id, where, kst) for every document that anything in the register cites, once."""
    cited: list[tuple[str, Place | None, list[str | None]]] = []
    for item in register.promises:
        cited.append((item.id, item.place, [item.kst, *(e.kst for e in item.evidence)]))
    for action in register.actions:
        parts = [e for s in action.steps for e in s.evidence]
        parts += [e for r in action.reports for e in r.evidence]
        cited.append((action.id, action.place, [e.kst for e in parts]))
    for listed in register.lists:
        named = [listed.kst, *(e.kst for e in listed.entries)]
        cited.append((listed.id, listed.place, named))
    cited += [(p.id, p.place, [p.report]) for p in register.paragraphs.values()]
    cited += [(a.id, a.place, [a.budget]) for a in register.announcements]
    for item_id, place, ids in cited:
        for kst in dict.fromkeys(k for k in ids if k):
            yield item_id, str(place) if place else item_id, kst


def bad_forms(register: Register) -> Iterator[RegisterFinding]:
    """Find cited ids that cannot exist."""
    for item, where, kst in _cited(register):
        fault = form_fault(kst)
        if fault:
            yield RegisterFinding(
                BAD_FORM,
                (item,),
                where,
                Text(
                    f"'{item}' verwijst naar '{kst}': dat {fault.nl}.",
                    f"'{item}' cites '{kst}': it {fault.en}.",
                ),
            )


def not_known(register: Register, known: Container[str]) -> Iterator[RegisterFinding]:
    """Find cited ids of a possible form that are not among the known documents."""
    for item, where, kst in _cited(register):
        if kst not in known and form_fault(kst) is None:
            yield RegisterFinding(
                NOT_KNOWN,
                (item,),
                where,
                Text(
                    f"'{item}' verwijst naar '{kst}', dat niet bekend is.",
                    f"'{item}' cites '{kst}', which is not known.",
                ),
            )
