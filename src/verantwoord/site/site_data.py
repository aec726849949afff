"""What a page of the site says about one motion, commitment, action, indicator or passage.

Pure functions over a register and a day; they return plain values, with links as `Link`. Whoever
draws the site decides on file names: a `Link` names the thing (`ref`), its title and the address
outside the site, never a path inside it. `slug` gives a name that is safe in a path.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from verantwoord.model.text import Text
from verantwoord.register.audits import Recommendation
from verantwoord.register.chain import Chain, Kind, Ref, chain
from verantwoord.register.items import Commitment, Motion, Promise
from verantwoord.register.programme import (
    Action,
    Programme,
    ProgrammeItem,
    evidence_share,
)
from verantwoord.register.register import Register
from verantwoord.register.states import is_open
from verantwoord.site.item_lines import (
    deadline_lines,
    evidence_links,
    kst_link,
    seen_by,
    source_links,
    step_line,
)
from verantwoord.site.item_pages import (
    DeadlineLine,
    FateLine,
    IndexLine,
    ItemPage,
    Link,
    ProgrammePage,
    StepLine,
    TreeLine,
)

__all__ = [
    "DeadlineLine",
    "FateLine",
    "IndexLine",
    "ItemPage",
    "Link",
    "ProgrammePage",
    "SiteData",
    "StepLine",
    "TreeLine",
    "evidence_links",
    "link_to",
    "slug",
    "source_links",
]

NO_JUDGEMENT = "geen oordeel bekend"
UNKNOWN = "onbekend"


def slug(ref: Ref) -> str:
    """Return a name that is safe in a path and differs between any two things of one kind."""
    return re.sub(r"[^a-z0-9.-]", "_", ref.id)


def link_to(register: Register, ref: Ref, titles: Mapping[Ref, Text] | None = None) -> Link:
    """Return a link with the best title known; `titles` gives those of goals and indicators."""
    item = _find(register, ref)
    if item is not None:
        return Link(item, ref)
    return Link((titles or {}).get(ref, Text(ref.id)), ref)


def _find(register: Register, ref: Ref) -> Text | None:
    homes: Mapping[Kind, Mapping[str, Promise | ProgrammeItem]] = {
        Kind.RECOMMENDATION: dict(register.recommendations),
        Kind.MOTION: dict(register.motions),
        Kind.COMMITMENT: dict(register.commitments),
        Kind.ACTION: dict(register.programme_items),
    }
    if ref.kind is Kind.PARAGRAPH:
        passage = register.paragraphs.get(ref.id)
        return passage.title if passage else None
    found = homes.get(ref.kind, {}).get(ref.id)
    return found.title if found else None


class SiteData:
    """Pages of one register on one day; the chain is made once.

    `extra` are arrows that only the pack knows (goal -> indicator), `titles` the titles of goals
    and indicators, `accounts` the papers and addresses of the documents whose claims are tested.
    """

    def __init__(
        self,
        register: Register,
        on: dt.date,
        extra: Iterable[tuple[Ref, Ref]] = (),
        titles: Mapping[Ref, Text] | None = None,
        accounts: Collection[str] = (),
    ) -> None:
        self.register = register
        self.accounts = accounts
        self.on = on
        self.titles = titles or {}
        self.chain: Chain = chain(register, extra)

    def link(self, ref: Ref) -> Link:
        """Return a link to something in the chain."""
        return link_to(self.register, ref, self.titles)

    def before(self, ref: Ref) -> tuple[Link, ...]:
        """Return what lies behind something in the chain: from a figure back to the motion."""
        return tuple(self.link(r) for r in self.chain.reach(ref, back=True))

    def after(self, ref: Ref) -> tuple[Link, ...]:
        """Return what follows on something in the chain: from a motion to the figure."""
        return tuple(self.link(r) for r in self.chain.reach(ref))

    def motion(self, item_id: str) -> ItemPage:
        """Return the page of a motion; KeyError if there is none."""
        return self._promise(Kind.MOTION, self.register.motions[item_id])

    def commitment(self, item_id: str) -> ItemPage:
        """Return the page of a commitment; KeyError if there is none."""
        return self._promise(Kind.COMMITMENT, self.register.commitments[item_id])

    def recommendation(self, item_id: str) -> ItemPage:
        """Return the page of what an auditor said; KeyError if there is none."""
        item = self.register.recommendations[item_id]
        answer = item.answer_on(self.on)
        return replace(
            self._promise(Kind.RECOMMENDATION, item),
            answered=(str(answer.to), seen_by(answer), str(answer.on)) if answer else (),
            effects=tuple(e for e in item.effects if e.on <= self.on),
        )

    def action(self, item_id: str) -> ItemPage:
        """Return the page of an item of a programme; KeyError if there is none."""
        return self._item(self.register.programme_items[item_id])

    def pages(self) -> tuple[ItemPage, ...]:
        """Return the page of every motion, commitment, recommendation and programme item."""
        return (
            *(self.motion(i) for i in sorted(self.register.motions)),
            *(self.commitment(i) for i in sorted(self.register.commitments)),
            *(self.recommendation(i) for i in sorted(self.register.recommendations)),
            *(self.action(i) for i in sorted(self.register.programme_items)),
        )

    def index(self) -> tuple[IndexLine, ...]:
        """Return the overview: open items first, the oldest on top."""
        lines = [self._index_line(p) for p in self.register.promises]
        return tuple(
            sorted(lines, key=lambda x: (not x.is_open, -(x.age_days or 0), str(x.link.ref)))
        )

    def _index_line(self, item: Promise) -> IndexLine:
        kind = Kind.MOTION if isinstance(item, Motion) else Kind.COMMITMENT
        ref = Ref(kind, item.id)
        figures = [r for r in self.chain.reach(ref) if r.kind is Kind.INDICATOR]
        return IndexLine(
            self.link(ref),
            kind,
            item.theme,
            str(item.state_on(self.on) or UNKNOWN),
            _kamer(item, self.on),
            item.open_on(self.on),
            item.followed_on(self.on),
            item.age_days(self.on),
            item.overdue_days(self.on),
            len(figures),
        )

    def _promise(self, kind: Kind, item: Promise) -> ItemPage:
        ref = Ref(kind, item.id)
        due = item.due_on(self.on)
        return ItemPage(
            ref=ref,
            title=item.title,
            text=item.text,
            state=str(item.state_on(self.on) or UNKNOWN),
            state_note=_state_note(item, self.on),
            is_open=item.open_on(self.on),
            age_days=item.age_days(self.on),
            overdue_days=item.overdue_days(self.on),
            due=None if due is None else str(due),
            kamer=_kamer(item, self.on),
            progress=None,
            made_on=str(item.made_on),
            made_in=item.made_in,
            kst=None if item.kst is None else kst_link(item.kst),
            people=_people(item),
            steps=tuple(step_line(s) for s in item.steps),
            history_starts=item.history_starts,
            deadlines=deadline_lines(item.deadlines),
            not_found=item.not_found,
            sources=source_links(item.sources),
            targets=(),
            reports=(),
            before=self.before(ref),
            after=self.after(ref),
        )

    def _item(self, item: ProgrammeItem) -> ItemPage:
        ref = Ref(Kind.ACTION, item.id)
        page = ItemPage(
            ref=ref,
            title=item.title,
            text=item.note.nl if item.note else None,
            state=UNKNOWN,
            state_note=None,
            is_open=True,
            age_days=None,
            overdue_days=None,
            due=None,
            kamer=NO_JUDGEMENT,
            progress=None,
            made_on=None,
            made_in=None,
            kst=None,
            people=(),
            steps=(),
            history_starts=None,
            deadlines=(),
            not_found=item.not_found,
            sources=source_links(item.sources),
            targets=_targets(item),
            reports=(),
            before=self.before(ref),
            after=self.after(ref),
        )
        return self._acting(page, item) if isinstance(item, Action) else page

    def _acting(self, page: ItemPage, action: Action) -> ItemPage:
        state, due = action.state_on(self.on), action.due_on(self.on)
        owner = ((Text("Eigenaar", "Owner"), action.owner),) if action.owner else ()
        return replace(
            page,
            state=str(state or UNKNOWN),
            is_open=state is None or is_open(state),
            overdue_days=action.overdue_days(self.on),
            due=None if due is None else str(due),
            progress=str(action.progress_on(self.on, accounts=self.accounts)),
            made_on=None if action.start is None else str(action.start),
            people=owner,
            steps=tuple(step_line(s) for s in action.steps),
            history_starts=action.history_starts,
            deadlines=deadline_lines(action.deadlines),
            reports=action.reports,
        )

    def programme(self, programme_id: str) -> ProgrammePage:
        """Return the page of one version of a programme; KeyError if there is none."""
        made = self.register.programmes[programme_id]
        good, total = evidence_share(made.actions, self.on, self.accounts)
        return ProgrammePage(
            id=made.id,
            title=made.title,
            published=None if made.published is None else str(made.published),
            note=made.note,
            lines=tuple(self._tree(made)),
            replaces=made.replaces,
            became=self._fates(made),
            with_evidence=good,
            actions=total,
            not_found=made.not_found,
            sources=source_links(made.sources),
        )

    def _tree(self, made: Programme, parent: str | None = None, depth: int = 0) -> list[TreeLine]:
        lines = []
        for item in made.children(parent):
            lines.append(self._tree_line(item, depth))
            lines += self._tree(made, item.id, depth + 1)
        return lines

    def _tree_line(self, item: ProgrammeItem, depth: int) -> TreeLine:
        ref = Ref(Kind.ACTION, item.id)
        acting = isinstance(item, Action)
        state = item.state_on(self.on) if isinstance(item, Action) else None
        progress = None
        if isinstance(item, Action):
            progress = str(item.progress_on(self.on, accounts=self.accounts))
        return TreeLine(
            depth=depth,
            number=item.number,
            called=item.called or str(item.level),
            link=self.link(ref),
            state=str(state or UNKNOWN) if acting else None,
            progress=progress,
            targets=_targets(item),
            figures=tuple(x for x in self.after(ref) if x.ref and x.ref.kind is Kind.INDICATOR),
            not_found=item.not_found,
        )

    def _fates(self, made: Programme) -> tuple[FateLine, ...]:
        replaced = [
            FateLine(self.link(Ref(Kind.ACTION, old)), "vervangen", item.title)
            for item in made.items
            for old in item.replaces
        ]
        told = [
            FateLine(self.link(Ref(Kind.ACTION, b.item)), str(b.fate), b.reason)
            for b in made.became
        ]
        return (*replaced, *told)


def _targets(item: ProgrammeItem) -> tuple[Text, ...]:
    return tuple(
        t.value if t.by is None else Text(f"{t.value.nl} ({t.by})", _by(t.value.en, t.by))
        for t in item.targets
    )


def _by(text: str | None, year: str) -> str | None:
    return None if text is None else f"{text} ({year})"


def _state_note(item: Promise, on: dt.date) -> Text | None:
    if item.followed_on(on):
        return None
    return Text(
        f"Dit is de laatst bekende stand, van {item.followed_until}. {item.not_followed}.",
        f"This is the last known state, of {item.followed_until}. {item.not_followed}.",
    )


def _kamer(item: Promise, on: dt.date) -> str:
    said = [j for j in item.judgements if j.on.first is None or j.on.first <= on]
    if not said:
        return NO_JUDGEMENT
    last = said[-1]
    return f"{last.verdict} ({last.by}, {last.on})"


def _people(item: Promise) -> tuple[tuple[Text, str], ...]:
    found: list[tuple[Text, str | None]] = [(Text("Voor", "For"), item.organisation)]
    if isinstance(item, Recommendation):
        found.insert(0, (Text("Van", "By"), item.made_by))
        found.append((Text("Over activiteit", "On activity"), item.activity))
    if isinstance(item, Motion):
        found.append((Text("Ingediend door", "Tabled by"), ", ".join(item.submitters) or None))
        found.append((Text("Oordeel kabinet", "Cabinet's advice"), item.appreciation))
        if item.vote is not None:
            unit = "leden" if item.vote.by_name else "zetels"
            votes = f"{item.vote.votes_for} voor, {item.vote.votes_against} tegen ({unit})"
            found.append((Text("Stemming", "Vote"), votes))
    if isinstance(item, Commitment):
        found.append((Text("Toegezegd door", "Promised by"), item.promised_by))
        found.append((Text("Toegezegd aan", "Promised to"), ", ".join(item.promised_to) or None))
        found.append((Text("Nummer", "Number"), item.number))
    return tuple((label, value) for label, value in found if value)
