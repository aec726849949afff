"""References that are ids already: publication ids, BWB ids and JCI links."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from verantwoord.documents.citations.citation import Citation
from verantwoord.model import kamerstuk

LAW = "https://wetten.overheid.nl/"

_ID = re.compile(
    r"(?:https?://zoek\.officielebekendmakingen\.nl/)?"
    r"(?P<id>(?P<prefix>kst|blg|ah|h|kv|nds|ag|stb|stcrt|trb)-[0-9A-Za-z-]*[0-9A-Za-z])"
    r"(?P<file>\.(?:html|pdf|xml|odt))?"
)
_CHAMBERS = {"tk": "II", "ek": "I", "vv": "VV"}
_SESSION = re.compile(r"[12][0-9]{7}")
_PLAIN = re.compile(r"(?P<jaar>[0-9]{4})-(?P<nummer>[0-9A-Za-z-]+)")


def read_id(text: str, start: int) -> Citation | None:
    """Read a publication id, with or without the address of the site before it."""
    match = _ID.match(text, start)
    if match is None:
        return _dossier(text, start)
    identifier, prefix = match["id"], match["prefix"]
    read = _READERS[prefix](identifier)
    if read is None:
        return None
    soort, fields, flags = read
    return Citation(
        soort,
        match.span(),
        MappingProxyType(fields),
        identifier,
        f"{kamerstuk.SITE}{identifier}.html",
        identifier,
        flags=tuple(flags),
    )


_DOSSIER = re.compile(
    r"https?://zoek\.officielebekendmakingen\.nl/dossier/(?P<id>(?P<dossier>[0-9]{5})"
    r"(?:-(?P<toevoeging>[0-9A-Z]{1,6}))?)(?![0-9A-Za-z])"
)


def _dossier(text: str, start: int) -> Citation | None:
    """The page of a dossier, which is an address and no publication."""
    match = _DOSSIER.match(text, start)
    if match is None:
        return None
    fields = {key: match[key] for key in ("dossier", "toevoeging")}
    url = kamerstuk.dossier_url(match["dossier"], match["toevoeging"])
    return Citation("kamerstuk", match.span(), MappingProxyType(fields), None, url, url)


_Read = tuple[str, dict[str, Any], list[str]]


def _kst(identifier: str) -> _Read | None:
    parts = kamerstuk.parts_of(identifier)
    if parts is None:
        return "kamerstuk", {}, ["opaak-id"]
    fields: dict[str, Any] = {
        "dossier": parts.dossier,
        "toevoeging": parts.chapter,
        "nummer": parts.number,
    }
    if parts.session:
        fields["vergaderjaar"] = "{}-{}".format(*parts.session)
        fields["kamer"] = "I"  # only the Eerste Kamer has the session in its ids
    if "-b" in parts.suffix:
        fields["bijlage"] = True
    return "kamerstuk", fields, []


def _proceedings(identifier: str) -> _Read | None:
    parts = identifier.split("-")
    fields: dict[str, Any] = {"kamer": _CHAMBERS.get(parts[1])}
    if fields["kamer"] is None:  # ah-<number>, since 2025-2026
        ok = parts[0] == "ah" and len(parts) == 2 and parts[1].isdigit()
        return ("aanhangsel", {"nummer": parts[1]}, ["kamer-uit-metagegevens"]) if ok else None
    if len(parts) < 4 or not _SESSION.fullmatch(parts[2]):
        return None
    fields["vergaderjaar"] = f"{parts[2][:4]}-{parts[2][4:]}"
    if parts[0] == "ah":
        return "aanhangsel", {**fields, "nummer": parts[3]}, []
    if len(parts) < 5:
        return None
    year = int(parts[2][:4])
    if year >= 2010:
        return "handelingen", {**fields, "vergadering": parts[3], "item": parts[4]}, []
    if year == 2009:
        return "handelingen", fields, ["twee-vormen-in-2009-2010"]
    return "handelingen", {**fields, "pagina": _page_range(parts[3], parts[4])}, []


def _page_range(first: str, last: str) -> str:
    return first if first == last else f"{first}-{last}"


def _question(identifier: str) -> _Read | None:
    zaak = identifier.split("-")[-1]
    if not zaak[:4].isdigit() and not identifier.startswith("kv-"):
        return None
    return "kamervraag", {"zaak": zaak}, []


def _journal(identifier: str) -> _Read | None:
    prefix, rest = identifier.split("-", 1)
    match = _PLAIN.fullmatch(rest)
    if match is None:
        return None
    fields: dict[str, Any] = {"jaar": match["jaar"], "nummer": match["nummer"]}
    if prefix == "stcrt" and int(match["jaar"]) < 2009 and "-" in match["nummer"]:
        fields = {"jaar": match["jaar"], "editie": match["nummer"].split("-")[0]}
    return prefix, fields, []


def _numbered(soort: str, key: str) -> Any:
    def read(identifier: str) -> _Read | None:
        return soort, {key: identifier.split("-")[-1]}, []

    return read


def _agenda(identifier: str) -> _Read | None:
    match = re.fullmatch(r"ag-[te]k-([0-9]+(?:-[0-9]+)*)", identifier)
    return ("agenda", {"datum": match[1]}, []) if match else None


_READERS: dict[str, Any] = {
    "kst": _kst,
    "ah": _proceedings,
    "h": _proceedings,
    "kv": _question,
    "blg": _numbered("bijlage", "nummer"),
    "nds": _numbered("niet-dossierstuk", "nummer"),
    "ag": _agenda,
    "stb": _journal,
    "stcrt": _journal,
    "trb": _journal,
}

_BWB = re.compile(
    r"(?:https?://wetten\.overheid\.nl/(?:id/)?)?(?P<bwb>BWB[RV][0-9]{7})"
    r"(?P<path>/(?P<datum>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:/[0-9])?)?"
    r"(?P<anchor>#(?:[Aa]rtikel(?P<artikel>[0-9A-Za-z:._]*[0-9A-Za-z])|[A-Za-z0-9_.]*[A-Za-z0-9]))?"
)


def read_bwb(text: str, start: int) -> Citation | None:
    """Read the id of a law, with the date of its version when that is given."""
    match = _BWB.match(text, start)
    if match is None:
        return None
    fields = {k: match[k] for k in ("bwb", "datum", "artikel") if match[k]}
    url = LAW + match["bwb"] + (match["path"] or "") + (match["anchor"] or "")
    flags = () if match["datum"] else ("zonder-toestandsdatum",)
    shown = match["bwb"] + (match["path"] or "")
    return Citation(
        "bwb", match.span(), MappingProxyType(fields), match["bwb"], url, shown, flags=flags
    )


_JCI = re.compile(
    r"(?:https?://wetten\.overheid\.nl/)?(?:jci)?(?P<versie>[0-9]\.[0-9]{1,2}):(?P<type>[cv]):"
    r"(?P<bwb>BWB[RV][0-9]{7})(?P<params>(?:(?:&amp;|&)[A-Za-z_-]+=[^&\s\"'<>(){}\[\]]*)*)"
)


def read_jci(text: str, start: int) -> Citation | None:
    """Read a JCI link; `&amp;` and percent-encoding are undone, a key that stands twice flagged."""
    match = _JCI.match(text, start)
    if match is None:
        return None
    raw = match["params"].rstrip(".,;:!?")
    params: dict[str, str] = {}
    flags: list[str] = []
    for piece in re.split(r"&(?:amp;)?", raw)[1:]:
        key, _, value = piece.partition("=")
        if key in params:
            flags.append(f"sleutel-dubbel: {key}")
            continue
        params[key] = unquote(value)
    end = match.start("params") + len(raw)
    tail = "".join(f"&{key}={value}" for key, value in params.items())
    shown = f"jci{match['versie']}:{match['type']}:{match['bwb']}{tail}"
    fields: dict[str, Any] = {k: match[k] for k in ("versie", "type", "bwb")}
    fields["params"] = MappingProxyType(params)
    span = (match.start(), end)
    read = MappingProxyType(fields)
    return Citation("jci", span, read, match["bwb"], LAW + shown, shown, flags=tuple(flags))
