"""Makes the objects of the register from the plain values of files that passed their schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from verantwoord.model.errors import PackError
from verantwoord.model.strict_yaml import Document as Yaml
from verantwoord.model.text import Source, Text
from verantwoord.register import moment
from verantwoord.register.history import (
    Deadline,
    Evidence,
    Judgement,
    NotFound,
    Step,
    StepRefused,
    Verdict,
    check_deadlines,
    check_history,
)
from verantwoord.register.items import Commitment, Links, Motion, Vote
from verantwoord.register.lists import (
    Announcement,
    Document,
    Entry,
    Fact,
    Paragraph,
    ReportedList,
    Series,
)
from verantwoord.register.states import CommitmentState, MotionState, Role, State

Block = Mapping[str, Any]
Path = tuple[str | int, ...]


def text(value: Any) -> Text:
    """Make a Text from a string or an {nl, en} block."""
    return Text(value) if isinstance(value, str) else Text(value["nl"], value.get("en"))


def source(block: Block) -> Source:
    """Make a Source."""
    return Source(**{k.replace("-", "_"): v for k, v in block.items()})


def maybe_text(value: Any) -> Text | None:
    """Make a Text, or None of nothing."""
    return None if value is None else text(value)


def sources(block: Block) -> tuple[Source, ...]:
    """Make the sources of a block."""
    return tuple(source(s) for s in block.get("sources", ()))


def evidence(blocks: Iterable[Block]) -> tuple[Evidence, ...]:
    """Make the documents that show something."""
    return tuple(
        Evidence(b.get("kst"), b.get("url"), b.get("title"), b.get("published"), b.get("locator"))
        for b in blocks
    )


def not_found(block: Block) -> tuple[NotFound, ...]:
    """Make the list of what was looked for and not found."""
    return tuple(NotFound(n["what"], n["reason"]) for n in block.get("not-found", ()))


def links(block: Block | None) -> Links:
    """Make the links of an item."""
    b = block or {}
    return Links(
        *(
            tuple(b.get(key, ()))
            for key in (
                "motions",
                "commitments",
                "actions",
                "goals",
                "indicators",
                "budget-articles",
                "announced",
            )
        )
    )


class Builder:
    """Builds from one file; remembers the file so that every refusal has its line."""

    def __init__(self, document: Yaml) -> None:
        self.document = document

    def moment(self, value: Any, *path: str | int) -> moment.Moment:
        """Make a moment; PackError with the line if it is none."""
        try:
            return moment.parse(value)
        except ValueError as error:
            raise PackError(
                self.document.place(*path), f"{error}.", "Schrijf JJJJ-MM-DD, JJJJ-MM of JJJJ."
            ) from error

    def steps(
        self, blocks: Iterable[Block], states: Callable[[str], State], *path: str | int
    ) -> tuple[Step, ...]:
        """Make the steps of a history."""
        return tuple(
            Step(
                to=states(b["to"]),
                on=self.moment(b["on"], *path, i, "on"),
                by=b["by"],
                why=text(b["why"]),
                role=Role(b["role"]) if "role" in b else None,
                prepared_by=b.get("prepared-by"),
                evidence=evidence(b.get("evidence", ())),
                source=source(b["source"]) if "source" in b else None,
            )
            for i, b in enumerate(blocks)
        )

    def history(
        self, block: Block, states: Callable[[str], State], *path: str | int
    ) -> tuple[Step, ...]:
        """Make and check the steps of an item."""
        steps = self.steps(block["steps"], states, *path, "steps")
        self._refuse(lambda: check_history(steps, block.get("history-starts")), *path, "steps")
        return steps

    def deadlines(self, block: Block, *path: str | int) -> tuple[Deadline, ...]:
        """Make and check the deadline history of an item."""
        made = tuple(
            Deadline(
                self.moment(b["due"], *path, "deadlines", i, "due"),
                self.moment(b["set-on"], *path, "deadlines", i, "set-on"),
                b["decided-by"],
                maybe_text(b.get("reason")),
                evidence(b.get("evidence", ())),
            )
            for i, b in enumerate(block.get("deadlines", ()))
        )
        self._refuse(lambda: check_deadlines(made), *path, "deadlines")
        return made

    def _refuse(self, check: Callable[[], None], *path: str | int) -> None:
        try:
            check()
        except StepRefused as error:
            raise PackError(self.document.place(*path), str(error), "") from error

    def judgements(self, block: Block, *path: str | int) -> tuple[Judgement, ...]:
        """Make what the Kamer said."""
        return tuple(
            Judgement(
                Verdict(b["verdict"]),
                self.moment(b["on"], *path, "kamer", i, "on"),
                b["by"],
                evidence(b.get("evidence", ())),
                maybe_text(b.get("why")),
            )
            for i, b in enumerate(block.get("kamer", ()))
        )

    def _common(self, b: Block, *path: str | int) -> dict[str, Any]:
        return {
            "id": b["id"],
            "title": text(b["title"]),
            "made_on": self.moment(b["made-on"], *path, "made-on"),
            "sources": sources(b),
            "text": b.get("text"),
            "chamber": b.get("chamber"),
            "kst": b.get("kst"),
            "made_in": b.get("made-in"),
            "organisation": b.get("organisation"),
            "policy_area": maybe_text(b.get("policy-area")),
            "history_starts": b.get("history-starts"),
            "followed_until": b.get("followed-until"),
            "not_followed": b.get("not-followed"),
            "deadlines": self.deadlines(b, *path),
            "judgements": self.judgements(b, *path),
            "links": links(b.get("links")),
            "not_found": not_found(b),
            "place": self.document.place(*path),
        }

    def motion(self, b: Block, *path: str | int) -> Motion:
        """Make a motion."""
        vote = b.get("vote")
        return Motion(
            **self._common(b, *path),
            steps=self.history(b, MotionState, *path),
            submitters=tuple(b.get("submitters", ())),
            appreciation=b.get("appreciation"),
            zaak=b.get("zaak"),
            replaced_by=b.get("replaced-by"),
            vote=None
            if vote is None
            else Vote(
                vote.get("on"),
                vote["for"],
                vote["against"],
                vote.get("by-name", False),
                vote.get("not-voting", 0),
            ),
        )

    def commitment(self, b: Block, *path: str | int) -> Commitment:
        """Make a commitment."""
        return Commitment(
            **self._common(b, *path),
            steps=self.history(b, CommitmentState, *path),
            number=b.get("number"),
            promised_by=b.get("promised-by"),
            promised_to=tuple(b.get("promised-to", ())),
            repeats=tuple(b.get("repeats", ())),
            changes=tuple(b.get("changes", ())),
            supplements=tuple(b.get("supplements", ())),
        )

    def reported_list(self, b: Block, *path: str | int) -> ReportedList:
        """Make a list; its window may not end before it begins."""
        if "from" in b and b["until"] < b["from"]:
            raise PackError(
                self.document.place(*path, "until"),
                f"het venster eindigt ({b['until']}) voor het begint ({b['from']}).",
                "Verbeter from of until.",
            )
        return ReportedList(
            id=b["id"],
            series=Series(b["series"]),
            title=text(b["title"]),
            first=b.get("from"),
            first_unknown=b.get("from-unknown"),
            last=b["until"],
            entries=tuple(
                Entry(e["item"], e["state"] == "gesloten", e.get("kst"), e.get("words"))
                for e in b["entries"]
            ),
            owner=b.get("owner"),
            published=b.get("published"),
            kst=b.get("kst"),
            kinds=tuple(b.get("kinds", ("motie", "toezegging"))),
            themes=tuple(b.get("themes", ())),
            complete=b.get("complete", True),
            sources=sources(b),
            place=self.document.place(*path),
        )

    def fact(self, b: Block, *path: str | int) -> Fact:
        """Make a fact."""
        return Fact(
            b["id"],
            text(b["title"]),
            self.moment(b["on"], *path, "on"),
            sources(b),
            evidence(b.get("evidence", ())),
            links(b.get("links")),
            not_found(b),
            self.document.place(*path),
        )

    def paragraph(self, b: Block, *path: str | int) -> Paragraph:
        """Make a passage of a report."""
        page = b.get("page")
        return Paragraph(
            b["id"],
            text(b["title"]),
            b["report"],
            b["year"],
            links(b["links"]),
            None if page is None else str(page),
            b.get("url"),
            b.get("quote"),
            self.document.place(*path),
        )

    def announcement(self, b: Block, *path: str | int) -> Announcement:
        """Make an announcement of a budget."""
        return Announcement(
            b["id"],
            text(b["title"]),
            b["kind"],
            b["budget"],
            b["year"],
            links(b.get("links")),
            sources(b),
            self.document.place(*path),
        )

    def known_document(self, b: Block, *path: str | int) -> Document:
        """Make a dated document."""
        del path
        return Document(b["kst"], b["published"], b.get("title"))
