"""Where in a text a reference may begin: one compiled scan over shapes that are rare in prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Character for character, so that a position in the prepared text is one in the original.
_BLANKS = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\ufeff\t\r\f\v"  # noqa: E501
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"

_DOSSIER = r"[0-9]{2}(?:[ .]|\s{1,3})?[0-9]{3}(?![0-9])"
_TOEVOEGING = r"(?:[- .]{0,2}(?:hoofdstuk\s)?[IVXA-Z]{1,5}(?![A-Za-z])|-[0-9]{2}(?![0-9]))"
# "-7", "-VII-6", "-(R2076)-1", "-07-1398", "-A": what stands behind a dossier in a list
_BARE = (
    r"-(?:(?:[IVX]{1,5}[AB]?|[A-Z]|[0-9]{2})-)?(?:\(R\s?[0-9]{4}\)-)?"
    r"(?:[0-9]{1,5}|[A-Z]{1,2})(?![0-9A-Za-z]|-[0-9])"
)
_NR = r"[Nn](?:rs?|ummers?|o)\.?\s{0,3}[0-9]"
_JAAR = r"(?:18|19|20)[0-9]{2}\s?(?:/-|[/-])\s?[0-9]{2,4}"

# First a cheap scan for how a reference can begin (every alternative starts with a letter or digit
# that the engine can reject at once), then the full shape only there: ten times faster than one
# pattern with all shapes, which is tried in full at every word.
_BEGINNING = re.compile(
    r"(?<![A-Za-z])(?:Kamer|kamer|KAMER|Kst|kst|Dossi|dossi|Bijla|bijla|Hand|hand|HAND|Aanh|aanh|AANH"
    r"|Stb|Stc|Trb|Staatsb|Staatsc|staatsb|staatsc|Tract|tract|KB van|K\.B|k\.b|Konink|konink"
    r"|Tweede |Eerste |TK|EK|T\.|E\.|I |I,|I\(|II |II,|Vergaderj|vergaderj|Zitting|zitting"
    r"|Nr|nr|No\.|no\.|Nummer|nummer|blg-|ah-|h-|kv-|nds-|ag-|stb-|stcrt-|trb-|http|jci|BWB"
    r"|[0-9](?:[0-9][ .\n]{0,3}[0-9]{3}|[0-9]{3} ?[/-]|\.[0-9]{1,2}:[cv]:))"
)
_TRIGGER = re.compile(
    rf"""
    (?P<kamerstukken>
        [Bb]ijlagen?\s(?:[0-9]{{1,2}}\s)?(?:bij|van)\s(?:de\s|het\s)?(?:[Kk]amer-?\s?stuk|[Kk]st)
      | [Kk]amer(?:-?\s{{0,2}}stuk|dossier|st\.) | KAMERSTUK | [Kk]st\.?\s
      | [Dd]ossier[a-z]{{0,6}}\.?:?\s{{1,2}}(?={_DOSSIER})
    )
  | (?P<handelingen>[Hh]andelingen | HANDELINGEN | Hand\.\s)
  | (?P<aanhangsel>[Aa]anhangsel | AANHANGSEL | Aanh\. | Kamervragen\s\([Aa]anh)
  | (?P<staatsblad>
        Stb | Stbl | Stc(?:r?t|our) | Trb | [Ss]taats(?:blad|courant)\s | [Tt]ractatenblad\s
      | (?:KB|K\.B\.|k\.b\.|[Kk]oninklijk\sbesluit)\svan\s[0-9]
    )
  | (?P<voettekst>(?:Tweede|Eerste)\sKamer,?\s{{1,2}}vergaderjaar)
  | (?P<kop>
        (?:TK|EK|T\.\s?K\.|E\.\s?K\.|(?:Tweede|Eerste)\s{{1,2}}Kamer|II?)[,\s(]{{1,3}}
        (?:(?:[Vv]ergaderjaar|[Zz]itting(?:sjaar)?)?\s?{_JAAR}[-,\s]{{1,4}})?{_DOSSIER}
      | (?:[Vv]ergaderjaar\s|[Zz]itting\s)?{_JAAR},?\s{{1,3}}{_DOSSIER}
        (?:{_TOEVOEGING})?[,\s]{{1,3}}(?:{_NR}|[A-Z](?![A-Za-z]))
    )
  | (?P<kaal>
        {_DOSSIER}(?:
            {_TOEVOEGING}?(?:\s?\(R\s?[0-9]{{4}}\))?[,\s]{{1,4}}{_NR}
          | -\s?[IVX]{{1,5}}[AB]?(?![A-Za-z0-9])
          | -[A-Z]-[0-9A-Z]{{1,3}}(?![A-Za-z0-9])
          | \s\(R\s?[0-9]{{4}}\)
          | \s[IVX]{{1,5}}[AB]?(?=\))
          | {_BARE}
        )
    )
  | (?P<omgekeerd>[Nn](?:r|ummer|o)\.?\s{{0,3}}[0-9]{{1,4}}[,\s]{{1,3}}
        \(?(?:[Kk]amerstuk\s)?{_DOSSIER})
  | (?<![^\W_])(?<!-)(?P<los>
        (?:https?://zoek\.officielebekendmakingen\.nl/)?
        (?:kst|blg|ah|h|kv|nds|ag|stb|stcrt|trb)-[0-9a-z][0-9A-Za-z-]*[0-9A-Za-z]
      | https?://zoek\.officielebekendmakingen\.nl/dossier/[0-9]{{5}}
    )
  | (?P<jci>(?:https?://wetten\.overheid\.nl/)?(?:jci)?[0-9]\.[0-9]{{1,2}}:[cv]:BWB)
  | (?P<bwb>(?:https?://wetten\.overheid\.nl/(?:id/)?)?BWB[RV][0-9]{{7}}(?![0-9]))
    """,
    re.VERBOSE,
)


# What the lines of a list of decisions, an agenda or a list of papers begin with.
_MARKER = (
    r"(?:Besluit|Noot|Zaak|Agendapunt|Agendering|Voorstel|Activiteit|Volgcommissie(?:\(s\))?|Stemming"
    r"|Uitslag|Stuk(?:ken)?|Bijlagen?)\s?:"
)
_IN_LIST = re.compile(
    rf"(?:^|\n|\s-\s|\s\*\s|[•·]\s)[^\S\n]*(?<![0-9])[0-9]{{5}}{_BARE}(?=\s*(?:\n|\Z)|\s+{_MARKER}|\s+[0-9]{{1,3}}\.\s)"
)
_MARKED = re.compile(rf"(?:^|\s){_MARKER}")
_DECIDED = re.compile(r"(?:^|\s)(?:Besluit|Voorstel)\s?:")
_POINTS = re.compile(r"(?:^|\s)(?:Agendapunt|Zaak)\s?:")
_FOLLOWED = re.compile(rf"\s+{_MARKER}")
_ENDED = re.compile(rf"\s*(?:\n|\Z|[,;).])|\s+(?:{_MARKER}|-\s|[0-9]{{1,3}}\.\s|en\s)|\s\(")
_LIST_LINES = 3  # so many bare numbers at the end of a line make a list; one does, beside a marker


def is_list(text: str) -> bool:
    """Say whether a prepared text is a list in which a bare `30569-7` can be nothing else."""
    if _DECIDED.search(text) and _POINTS.search(text):
        return True
    found = sum(1 for _ in _IN_LIST.finditer(text))
    return found >= _LIST_LINES or (found > 0 and _MARKED.search(text) is not None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a reference of this kind may begin."""

    kind: str
    start: int
    end: int  # of the trigger, from where the scan goes on when this was no reference


def prepare(text: str) -> str:
    """Make every blank a space and every dash a hyphen, without moving a character."""
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    for dash in _DASHES:
        text = text.replace(dash, "-")
    return text


def next_candidate(text: str, position: int, listed: bool = False) -> Candidate | None:
    """Return the first candidate at or after `position` of a prepared text.

    `listed`: the text is a list (`is_list`), in which bare numbers are references.
    """
    for beginning in _BEGINNING.finditer(text, position):
        match = _TRIGGER.match(text, beginning.start())
        if match is None:
            continue
        kind = match.lastgroup
        assert kind is not None  # every alternative is named
        if _may_begin(kind, text, match.start()) and _is_plausible(kind, text, match, listed):
            return Candidate(kind, match.start(), match.end())
    return None


_AMOUNT = re.compile(
    r"(?:[€$£%]|EUR|euro|[Tt]el\.?:?|[Tt]elefoon:?|[Ff]ax:?|IBAN|postbus|Postbus)\s?\Z"
)


def _may_begin(kind: str, text: str, start: int) -> bool:
    """Refuse what stands inside a longer word or number, or is money or a telephone number."""
    before = text[start - 1] if start else " "
    if kind in ("los", "jci", "bwb"):
        return not (before.isalnum() or before == "-")
    if kind in ("kaal", "omgekeerd", "kop"):
        if before.isalnum() or before in "-/.,€$+":
            return False
        return not (before == " " and _is_numeric_tail(text, start))
    return not before.isalpha() and before != "-"


def _is_plausible(kind: str, text: str, match: re.Match[str], listed: bool) -> bool:
    """A dossier without any word before it must be one of our time, and stand apart."""
    if kind != "kaal":
        return True
    shape = match.group()
    dossier = int(re.sub("[^0-9]", "", shape[:8])[:5])
    if not 14000 <= dossier <= 49999:
        return False
    before = text[max(0, match.start() - 3) : match.start()].rstrip()
    opened = not before or before[-1] in "(;,:"
    if re.search(_BARE + r"\Z", shape):
        closed = text[match.end() : match.end() + 1] == ")"
        if opened and closed:
            return True
        if re.search(r"-[IVX]{1,5}[AB]?(?:-[0-9]{1,5})?\Z|-[A-Z]-[0-9A-Z]{1,3}\Z", shape):
            return True  # a budget chapter can be nothing else
        if not listed:
            return before.endswith("-") and _FOLLOWED.match(text, match.end()) is not None
        return _ENDED.match(text, match.end()) is not None
    return opened or listed or "," in shape or "(" in shape or re.search("[A-Z]", shape) is not None


def _is_numeric_tail(text: str, start: int) -> bool:
    head = text[max(0, start - 12) : start]
    return bool(_AMOUNT.search(head)) or (len(head) > 1 and head[-2].isdigit() and head[-1] == " ")
