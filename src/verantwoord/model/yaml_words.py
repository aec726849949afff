"""What libyaml says of a file that is no YAML, in our words, so that a run speaks one language."""

from __future__ import annotations

import re
from typing import Any

import yaml

from verantwoord.model.text import Text

# words of libyaml -> ours
_WORDS = {
    "cannot start any token": Text(
        "hier begint iets met een teken dat dat niet mag, zoals een tab, @ of %",
        "something begins here with a character that may not, such as a tab, @ or %",
    ),
    "mapping values are not allowed": Text(
        "hier kan geen dubbele punt staan; verbeter het inspringen of zet de tekst tussen "
        "aanhalingstekens",
        "a colon cannot stand here; mend the indentation or put the text in quotes",
    ),
    "could not find expected ':'": Text(
        "na een woord hiervoor ontbreekt de dubbele punt",
        "the colon is missing after a word before this",
    ),
    "expected <block end>": Text("het inspringen klopt niet", "the indentation is wrong"),
    "expected key": Text("het inspringen klopt niet", "the indentation is wrong"),
    "expected '-' indicator": Text(
        "in een lijst begint elke regel met een streepje, even ver ingesprongen",
        "in a list every line begins with a dash, equally far indented",
    ),
    "block sequence entries are not allowed": Text(
        "hier kan geen streepje van een lijst staan", "a dash of a list cannot stand here"
    ),
    "expected ',' or": Text(
        "tussen haken ontbreekt een komma, of het haakje sluit niet",
        "between brackets a comma is missing, or the bracket is not closed",
    ),
    "expected node content": Text(
        "hier ontbreekt een waarde, of een haakje sluit niet",
        "a value is missing here, or a bracket is not closed",
    ),
    "unexpected end of stream": Text(
        "een aanhalingsteken of haakje sluit niet", "a quote or bracket is not closed"
    ),
    "unknown escape character": Text(
        "in een tekst tussen dubbele aanhalingstekens staat een \\ die niets betekent",
        "a text in double quotes holds a \\ that means nothing",
    ),
    "control characters": Text("er staat een stuurteken in", "it holds a control character"),
    "special characters": Text("er staat een stuurteken in", "it holds a control character"),
    "expected <document start>": Text(
        "er staat meer dan één document in, of het inspringen klopt niet",
        "it holds more than one document, or the indentation is wrong",
    ),
    "another document": Text(
        "er staat meer dan één document in", "it holds more than one document"
    ),
    "undefined alias": Text("hier staat een * van een anker", "a * of an anchor stands here"),
    "undefined tag": Text("hier staat een ! van een tag", "a ! of a tag stands here"),
}


_MEND = Text("Herstel de opmaak.", "Mend the layout.")
Said = tuple[int, Text, Text]  # line from 1, what is wrong, how to mend it
_OPENS = re.compile(r"\A\s*(?:- )?(?P<key>[\w-]+):(?P<rest>\S.*)")


def said_of(error: yaml.YAMLError, text: str) -> Said:
    """Return what is wrong with the layout of a text, at the line where somebody can mend it.

    What we have no words for only says where it is.
    """
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", ""))
    mark, context = (getattr(error, f"{m}_mark", None) for m in ("problem", "context"))
    if mark is None:
        return 1, Text("er staat een stuurteken in", "it holds a control character"), _MEND
    lines = [*text.split("\n"), ""]
    begun = context.line if context is not None else mark.line
    said = _typical(problem, lines, mark, begun, context.column if context else 0)
    if said is not None:
        return said
    column = mark.column + 1
    where = Text(f"dat blijkt bij teken {column}", f"character {column} shows that")
    known = next((said for words, said in _WORDS.items() if words in problem), where)
    return mark.line + 1, known, _MEND


def _typical(problem: str, lines: list[str], mark: Any, begun: int, opened: int) -> Said | None:
    """Return what to do about a mistake that people make often; None for another."""
    line = lines[mark.line] if mark.line < len(lines) else ""
    before, here = line[: mark.column], line[mark.column : mark.column + 1]
    if "\t" in before[: len(before) - len(before.lstrip())] + here:
        return mark.line + 1, *TAB
    if "unexpected end of stream" in problem:
        return begun + 1, *QUOTE
    if "cannot start any token" in problem and here:
        return mark.line + 1, *_begins_with(here, line[mark.column :])
    if "could not find expected ':'" in problem and _OPENS.match(lines[begun]):
        return _colon(lines, begun + 1, "")
    if "alphabetic or numeric" in problem or "comment or line break" in problem:
        return begun + 1, *_begins_with(lines[begun][opened : opened + 1], lines[begun][opened:])
    if "mapping values are not allowed" in problem:
        return _colon(lines, mark.line, before)
    if "expected ',' or" in problem:
        return _in_brackets(lines, mark.line, here, begun, opened)
    if "expected key" in problem or "<block end>" in problem:
        said = BEHIND_QUOTE if before.rstrip().endswith(("'", '"')) else INDENTED
        return mark.line + 1, *said
    return None


def _colon(lines: list[str], at: int, before: str) -> Said:
    """A colon where none can stand: in a text, behind a key without a space, or too far right."""
    above = next((i for i in range(at - 1, -1, -1) if lines[i].strip()), None)
    glued = _OPENS.match(lines[above]) if above is not None else None
    if above is not None and glued and not glued["rest"].startswith(("[", "{")):
        key, rest = glued["key"], _short(glued["rest"])
        return (
            above + 1,
            Text("na de dubbele punt ontbreekt een spatie", "a space is missing after the colon"),
            Text(f"Schrijf '{key}: {rest}'.", f"Write '{key}: {rest}'."),
        )
    key, colon, value = lines[at].partition(": ")
    if colon and len(key) < len(before):
        whole = _short(re.split(r"\s#", value)[0].strip())
        return (
            at + 1,
            Text("er staat een dubbele punt in een tekst", "a colon stands in a text"),
            Text(
                f'Zet de tekst tussen aanhalingstekens: "{whole}".',
                f'Put the text in quotes: "{whole}".',
            ),
        )
    return at + 1, *INDENTED


def _in_brackets(lines: list[str], at: int, here: str, begun: int, opened: int) -> Said:
    rest = lines[begun][opened:]
    if any(rest.count(quote) % 2 for quote in ("'", '"')):
        return begun + 1, *QUOTE
    if at != begun:
        return begun + 1, *BRACKET
    if here == ":":
        return at + 1, *SECOND_COLON
    return (
        at + 1,
        Text(
            "tussen haken ontbreekt een komma, of het haakje sluit niet",
            "between brackets a comma is missing, or the bracket is not closed",
        ),
        Text("Zet een komma tussen wat erin staat.", "Put a comma between what stands in it."),
    )


def _begins_with(sign: str, rest: str) -> tuple[Text, Text]:
    whole = _short(re.split(r"\s#", rest)[0].strip())
    return (
        Text(f"een tekst kan niet met {sign} beginnen", f"a text cannot begin with {sign}"),
        Text(
            f'Zet de tekst tussen aanhalingstekens: "{whole}".',
            f'Put the text in quotes: "{whole}".',
        ),
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


TAB = (
    Text("hier staat een tab", "a tab stands here"),
    Text("Spring in met spaties, twee per stap.", "Indent with spaces, two for each step."),
)
QUOTE = (
    Text("een aanhalingsteken dat hier opent, sluit niet", "a quote that opens here is not closed"),
    Text(
        "Zet er een achter. Staat er een ' in de tekst, zet haar dan tussen dubbele "
        "aanhalingstekens.",
        "Put one behind it. If there is a ' in the text, put it in double quotes.",
    ),
)
BEHIND_QUOTE = (
    Text("achter een aanhalingsteken staat nog tekst", "text stands behind a closing quote"),
    Text("Zet de hele tekst tussen aanhalingstekens.", "Put the whole text in quotes."),
)
INDENTED = (
    Text("het inspringen klopt niet", "the indentation is wrong"),
    Text(
        "Laat de regel even ver inspringen als die waar zij naast hoort.",
        "Indent the line as far as the one it belongs beside.",
    ),
)
BRACKET = (
    Text("een haakje dat hier opent, sluit niet", "a bracket that opens here is not closed"),
    Text("Zet het andere haakje erachter.", "Put the other bracket behind it."),
)
SECOND_COLON = (
    Text("tussen haken staat een dubbele punt te veel", "between brackets is one colon too many"),
    Text(
        "Zet een tekst met een dubbele punt tussen aanhalingstekens, of zet de komma erbij die "
        "ervoor ontbreekt.",
        "Put a text with a colon in quotes, or add the comma that is missing before it.",
    ),
)
