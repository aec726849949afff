"""What libyaml says of a file that is no YAML, in our words, so that a run speaks one language."""

from __future__ import annotations

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


def said_of(error: yaml.YAMLError) -> Text:
    """Return what is wrong with the layout; what we have no words for only says where it is."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", ""))
    mark = getattr(error, "problem_mark", None)
    column = mark.column + 1 if mark else 1
    where = Text(f"dat blijkt bij teken {column}", f"character {column} shows that")
    return next((said for words, said in _WORDS.items() if words in problem), where)
