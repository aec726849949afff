"""Collects what does not fit between the files of a pack, each at its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field

from verantwoord.errors import nearest
from verantwoord.formula.errors import ExpressionError
from verantwoord.model.errors import Faults, PackError, Place
from verantwoord.model.pack import Pack
from verantwoord.model.text import Text

MOST_LISTED = 12
MEND = Text("Maak het of verbeter de naam.", "Make it or mend the name.")
# what a definition can name -> Dutch and English
_CALLED = {
    "dataset": ("dataset", "dataset"),
    "parameter": ("parameter", "parameter"),
    "indicator": ("indicator", "indicator"),
    "goal": ("doel", "goal"),
    "organisation": ("organisatie", "organisation"),
    "population": ("populatie", "population"),
    "theme": ("thema", "theme"),
    "column": ("kolom", "column"),
    "dimension": ("dimensie", "dimension"),
    "component": ("component", "component"),
    "key": ("sleutel", "key"),
}


def _instead(identifier: str, known: Collection[str]) -> Text:
    """Say which name was probably meant: one that looks alike, or that holds the last part."""
    near = nearest(identifier, known)
    alike = [near] if near else [k for k in known if identifier.split(".")[-1] in k][:5]
    if alike:
        names = ", ".join(alike)
        return Text(f"Bedoelt u {names}?", f"Do you mean {names}?")
    if 0 < len(known) <= MOST_LISTED:
        names = ", ".join(sorted(known))
        return Text(f"{MEND.nl} Er zijn: {names}.", f"{MEND.in_language('en')} There are: {names}.")
    return MEND


class Unread(Exception):
    """What a check needs could not be read; that was said already."""


@dataclass
class Checks:
    """A pack that is being checked: what was found wrong, and what could not be read."""

    pack: Pack
    unread: Set[str] = frozenset()  # 'dataset:<id>', or 'organisation:' for all of a kind
    faults: Faults = field(default_factory=Faults)
    wrong_datasets: set[str] = field(default_factory=set)  # what uses them need not say so again

    def place(self, key: str, *path: str | int) -> Place:
        """Return where a definition stands, or something in it."""
        document = self.pack.documents.get(key)
        if document is not None and path:
            return document.place(*path)
        return self.pack.places.get(key, Place("pack.yaml", 1))

    @contextmanager
    def at(self, key: str, *path: str | int) -> Iterator[None]:
        """Note what is wrong inside, at the line of a definition, and go on after it."""
        with self.faults.kept():
            try:
                yield
            except Unread:
                return
            except ExpressionError as error:
                nl, en = (error.in_language(x) for x in ("nl", "en"))
                stop = "" if nl.endswith("?") else "."
                raise PackError(
                    self.place(key, *path),
                    Text(f"{nl}{stop}", f"{en}{stop}"),
                    Text("Verbeter wat hier staat.", "Mend what stands here."),
                ) from error

    def known(
        self, key: str, kind: str, identifier: str, known: Collection[str], *path: str | int
    ) -> None:
        """Refuse a name that is not there; Unread if it is, but could not be read."""
        if identifier in known:
            return
        if f"{kind}:{identifier}" in self.unread or f"{kind}:" in self.unread:
            raise Unread
        nl, en = _CALLED[kind]
        raise PackError(
            self.place(key, *path),
            Text(
                f"noemt {nl} '{identifier}', die er niet is.",
                f"names {en} '{identifier}', which does not exist.",
            ),
            _instead(identifier, known),
        )

    def parameter(self, key: str, identifier: str, *path: str | int) -> None:
        """Refuse a parameter that is not there, or that nothing may compute with."""
        self.known(key, "parameter", identifier, self.pack.parameters, *path)
        if self.pack.parameters[identifier].context:
            raise PackError(
                self.place(key, *path),
                Text(
                    f"rekent met '{identifier}', die er alleen staat om mee te vergelijken.",
                    f"computes with '{identifier}', which is there for comparison only.",
                ),
                Text(
                    "Neem een parameter zonder 'context: true'.",
                    "Take a parameter without 'context: true'.",
                ),
            )

    def wrong(self, key: str, what: Text, mend: Text, *path: str | int) -> None:
        """Note one fault."""
        self.faults.add(self.place(key, *path), what, mend)
