"""Writes items as the YAML of `register/`, so that an import can be reviewed and kept as content.

What is written is read back as the same items; a property test holds the two together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import yaml

from verantwoord.model.text import Source, Text
from verantwoord.register.history import Deadline, Evidence, Judgement, NotFound, Step
from verantwoord.register.items import Commitment, Links, Motion, Promise, Vote
from verantwoord.register.lists import Document, ReportedList
from verantwoord.register.moment import Moment


class _Dumper(yaml.SafeDumper):
    """Never writes an anchor: the strict reader refuses those."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _Short(dict[str, Any]):
    """A small block that reads better on one line."""


def _short(dumper: yaml.SafeDumper, value: _Short) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


def _string(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    # quoted whenever the strict reader could take it for a number, a date or a word like true
    plain = value[:1].isalpha() and value not in ("true", "false", "null")
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, None if plain else '"')


_Dumper.add_representer(str, _string)
_Dumper.add_representer(_Short, _short)


def to_yaml(
    motions: Iterable[Motion] = (),
    commitments: Iterable[Commitment] = (),
    lists: Iterable[ReportedList] = (),
    documents: Iterable[Document] = (),
    note: str | None = None,
) -> str:
    """Write items as one file of `register/`.

    Shape:    items -> YAML text that `load_register` reads back as the same items.
    Unit:     none.
    Missing:  what is empty is left out.
    Rounding: none.
    Errors:   none.
    Source:   schemas/pack/v1/register.json.
    """
    blocks = {
        "note": note,
        "documents": [_short_block(vars_of_document(d)) for d in documents],
        "motions": [motion_block(m) for m in motions],
        "commitments": [commitment_block(c) for c in commitments],
        "lists": [list_block(x) for x in lists],
    }
    return yaml.dump(_drop(blocks), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def _drop(block: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in block.items() if v not in (None, [], {}, "")}


def _short_block(block: dict[str, Any]) -> _Short:
    return _Short(_drop(block))


def vars_of_document(document: Document) -> dict[str, Any]:
    """Return the block of a document."""
    return {"kst": document.kst, "published": document.published, "title": document.title}


def _text(text: Text | None) -> Any:
    if text is None:
        return None
    return text.nl if text.en is None else {"nl": text.nl, "en": text.en}


def _source(source: Source) -> dict[str, Any]:
    return _short_block(
        {
            "title": source.title,
            "url": source.url,
            "locator": source.locator,
            "published": source.published,
            "own-choice": source.own_choice or None,
            "note": source.note,
        }
    )


def _moment(moment: Moment) -> Any:
    if moment.unknown is not None or moment.first is None or moment.last is None:
        return {"unknown": moment.unknown or "onbekend"}
    bare = Moment(moment.first, moment.last)
    value: dt.date | str = moment.first if bare.exact else str(bare)
    if moment.words is None:
        return value
    return {"in": str(value), "words": moment.words}


def _evidence(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [
        _short_block(
            {
                "kst": e.kst,
                "url": e.url,
                "title": e.title,
                "published": e.published,
                "locator": e.locator,
            }
        )
        for e in evidence
    ]


def _step(step: Step) -> dict[str, Any]:
    return _drop(
        {
            "to": str(step.to),
            "on": _moment(step.on),
            "by": step.by,
            "why": _text(step.why),
            "role": str(step.role) if step.role else None,
            "prepared-by": step.prepared_by,
            "evidence": _evidence(step.evidence),
            "source": _source(step.source) if step.source else None,
        }
    )


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return _drop(
        {
            "due": _moment(deadline.due),
            "set-on": _moment(deadline.set_on),
            "decided-by": deadline.decided_by,
            "reason": _text(deadline.reason),
            "evidence": _evidence(deadline.evidence),
        }
    )


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return _drop(
        {
            "verdict": str(judgement.verdict),
            "on": _moment(judgement.on),
            "by": judgement.by,
            "evidence": _evidence(judgement.evidence),
            "why": _text(judgement.why),
        }
    )


def _not_found(gaps: Iterable[NotFound]) -> list[dict[str, str]]:
    return [{"what": g.what, "reason": g.reason} for g in gaps]


def _links(links: Links) -> dict[str, Any]:
    return _drop(
        {
            "motions": list(links.motions),
            "commitments": list(links.commitments),
            "actions": list(links.actions),
            "goals": list(links.goals),
            "indicators": list(links.indicators),
            "budget-articles": list(links.budget_articles),
            "announced": list(links.announced),
        }
    )


def _promise(item: Promise) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": _text(item.title),
        "text": item.text,
        "chamber": item.chamber,
        "made-on": _moment(item.made_on),
        "made-in": item.made_in,
        "kst": item.kst,
        "organisation": item.organisation,
        "policy-area": _text(item.policy_area),
        "history-starts": item.history_starts,
        "followed-until": item.followed_until,
        "not-followed": item.not_followed,
        "steps": [_step(s) for s in item.steps],
        "deadlines": [_deadline(d) for d in item.deadlines],
        "kamer": [_judgement(j) for j in item.judgements],
        "links": _links(item.links),
        "not-found": _not_found(item.not_found),
        "sources": [_source(s) for s in item.sources],
    }


def _vote(vote: Vote | None) -> dict[str, Any] | None:
    if vote is None:
        return None
    block = {
        "on": vote.on,
        "for": vote.votes_for,
        "against": vote.votes_against,
        "by-name": vote.by_name or None,
        "not-voting": vote.not_voting or None,
    }
    return {k: v for k, v in block.items() if v is not None}


def motion_block(motion: Motion) -> dict[str, Any]:
    """Return the block of a motion."""
    return _drop(
        {
            **_promise(motion),
            "submitters": list(motion.submitters),
            "appreciation": motion.appreciation,
            "vote": _vote(motion.vote),
            "zaak": motion.zaak,
            "replaced-by": motion.replaced_by,
        }
    )


def commitment_block(commitment: Commitment) -> dict[str, Any]:
    """Return the block of a commitment."""
    return _drop(
        {
            **_promise(commitment),
            "number": commitment.number,
            "promised-by": commitment.promised_by,
            "promised-to": list(commitment.promised_to),
            "repeats": list(commitment.repeats),
            "changes": list(commitment.changes),
            "supplements": list(commitment.supplements),
        }
    )


def list_block(listed: ReportedList) -> dict[str, Any]:
    """Return the block of a list; its entries are kept, also when there are none."""
    entries = [
        _short_block(
            {
                "item": e.item,
                "state": "gesloten" if e.closed else "open",
                "kst": e.kst,
                "words": e.words,
            }
        )
        for e in listed.entries
    ]
    return {
        **_drop(
            {
                "id": listed.id,
                "series": str(listed.series),
                "title": _text(listed.title),
                "owner": listed.owner,
                "from": listed.first,
                "from-unknown": listed.first_unknown,
                "until": listed.last,
                "published": listed.published,
                "kst": listed.kst,
                "kinds": list(listed.kinds),
                "themes": list(listed.themes),
                "complete": None if listed.complete else False,
                "sources": [_source(s) for s in listed.sources],
            }
        ),
        "entries": entries,
    }
