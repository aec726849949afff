"""One way of writing a reference, which the parser reads back as the same document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verantwoord.documents.months import MONTHS


def normal_form(soort: str, read: Mapping[str, Any], year_read: str | None) -> str:
    """Return the reference as the Leidraad voor juridische auteurs would write it."""
    if soort == "kamerstuk":
        return _kamerstuk(read, year_read)
    if soort in ("handelingen", "aanhangsel"):
        return _proceedings(soort, read, year_read)
    if soort in ("stb", "stcrt", "trb"):
        return _journal(soort, read)
    return ""


def _heading(label: str, read: Mapping[str, Any], year_read: str | None) -> str:
    year = _short_year(read.get("vergaderjaar")) or year_read
    return " ".join(part for part in (label, read.get("kamer"), year) if part)


def _short_year(year: str | None) -> str | None:
    if year is None:
        return None
    return f"{year[:4]}/{year[5:] if year.endswith('00') else year[7:]}"


def _kamerstuk(read: Mapping[str, Any], year_read: str | None) -> str:
    label = "Kamerstukken" if read.get("kamer") or year_read else "Kamerstuk"
    head = _heading(label, read, year_read)
    dossier, part = read.get("dossier") or "", read.get("toevoeging")
    if part:
        dossier += f"-{part}" if part.isdigit() else f" {part}"
    if read.get("rijkswet"):
        dossier += f" ({read['rijkswet']})"
    parts = [f"{head}, {dossier}" if " " in head else f"{head} {dossier}"]
    if read.get("nummer"):
        number = read["nummer"]
        parts.append(f"nrs. {number}" if "-" in number else f"nr. {number}")
    if read.get("pagina"):
        parts.append(f"p. {read['pagina']}")
    text = ", ".join(parts)
    return f"Bijlage bij {text}" if read.get("bijlage") else text


def _proceedings(soort: str, read: Mapping[str, Any], year_read: str | None) -> str:
    label = "Handelingen" if soort == "handelingen" else "Aanhangsel Handelingen"
    parts = [_heading(label, read, year_read)]
    number = read.get("vergadering") or read.get("nummer")
    if number:
        parts.append(f"nr. {number}")
    if read.get("item"):
        parts.append(f"item {read['item']}")
    if read.get("pagina"):
        parts.append(f"p. {read['pagina']}")
    return ", ".join(parts)


_TITLES = {"stb": "Stb.", "stcrt": "Stcrt.", "trb": "Trb."}


def _journal(soort: str, read: Mapping[str, Any]) -> str:
    number = read.get("nummer") or read.get("editie")
    text = f"{_TITLES[soort]} " + ", ".join(part for part in (read.get("jaar"), number) if part)
    if read.get("kb_datum"):
        year, month, day = read["kb_datum"].split("-")
        text = f"KB van {int(day)} {MONTHS[int(month) - 1]} {year}, {text}"
    return text
