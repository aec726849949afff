"""What every page has: templates, head and foot, links relative to the page, and icons."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cached_property
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from verantwoord import nouns
from verantwoord.model.text import Source
from verantwoord.register.chain import Kind, Ref
from verantwoord.release import paths
from verantwoord.release.dossiers import FilledDossier, filled
from verantwoord.release.material import Material
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.pages import refs
from verantwoord.site.site_data import SiteData
from verantwoord.wording import (
    coverage,
    goals,
    notation,
    sentences,
    shown,
    standing,
    statement,
)

# name -> path in a box of 16 by 16; every status has a form of its own, colour only repeats it
ICONS = {
    "gehaald": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.6 4.9-4.4 5a.8.8 0 0 1-1.2 0L4.1 8.8"
    "l1.2-1.1 1.3 1.5 3.8-4.4Z",
    "op-koers": "M2 12.6 9.6 5H5V3h8v8h-2V6.4L3.4 14Z",
    "risico": "M8 1.5 15.4 14.5H.6ZM7.1 6l.3 4.6h1.2L8.9 6Z"
    "m.9 5.5a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8Z",
    "niet-op-koers": "M2 3.4 9.6 11H5v2h8V5h-2v4.6L3.4 2Z",
    "niet-gehaald": "M2 2h12v12H2Zm3.2 1.9L3.9 5.2 6.7 8l-2.8 2.8 1.3 1.3L8 9.3l2.8 2.8 1.3-1.3"
    "L9.3 8l2.8-2.8-1.3-1.3L8 6.7Z",
    "geen-oordeel": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 "
    "8 2.6ZM4.5 7.2h7v1.6h-7Z",
    "gemeten": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z",
    "onvolledig": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.6v10.8A5.4 5.4 0 0 1 8 2.6Z",
    "geschat": "M1.5 9.2C3 5.6 5.4 5.4 8 7.3c2.2 1.6 3.6 1.5 4.9-1l1.6 1C12.7 11 10.3 11 7 8.8"
    "c-1.9-1.3-3-1.1-4 1.2Z",
    "gepubliceerd": "M3 1h6.5L13 4.5V15H3Zm1.6 1.6v10.8h6.8V5.6H8.4v-3ZM6 8h4v1.3H6Zm0 "
    "2.6h4v1.3H6Z",
    "berekend": "M2 2h12v12H2Zm1.6 1.6v8.8h8.8V3.6ZM7.2 4.6h1.6v1.5h1.5v1.6H8.8v1.5H7.2V7.7H5.7V6.1"
    "h1.5ZM5.7 10.3h4.6v1.5H5.7Z",
    "eigen-berekening": "M11.2 1.6 14.4 4.8 5.6 13.6 1.6 14.4 2.4 10.4ZM3.8 11.1 3.4 12.6l1.5-.4 "
    "7.2-7.4-1.1-1.1Z",
    "vraag": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM5.3 6.2C5.3 4.5 6.5 3.6 8 3.6s2.8.9 2.8 "
    "2.4c0 1.9-1.9 2-1.9 3.3H7.2c0-2.2 1.7-2.3 1.7-3.2 0-.5-.4-.8-.9-.8s-1 .3-1 .9Z"
    "M8 10.3a1 1 0 1 1 0 2.1 1 1 0 0 1 0-2.1Z",
    "streep": "M2 7.1h12v1.8H2Z",
    "wacht": "M3 1h10v1.8c0 2.5-1.5 3.6-3 5.2 1.5 1.6 3 2.7 3 5.2V15H3v-1.8c0-2.5 1.5-3.6 "
    "3-5.2-1.5-1.6-3-2.7-3-5.2Zm1.8 1.5c.1 1.7 1.3 2.6 3.2 4.4 1.9-1.8 3.1-2.7 "
    "3.2-4.4Z",
    "dicht": "M8 1a3.5 3.5 0 0 1 3.5 3.5V7H13v8H3V7h1.5V4.5A3.5 3.5 0 0 1 8 1Zm0 1.6"
    "c-1.1 0-1.9.8-1.9 1.9V7h3.8V4.5C9.9 3.4 9.1 2.6 8 2.6Z",
    "gat": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 8 2.8Z",
}
_SAME = shown.ICON_OF_KIND | {
    "ouder-cijfer": "wacht",
    "geen-cijfer": "vraag",
    "niet-gemeten": "gat",
    "deel-van-de-tijd": "onvolledig",
    "came-op-tijd": "gehaald",
    "came-te-laat": "wacht",
    "came-verbeterd": "op-koers",
    "came-ontbreekt": "gat",
}


class _Compiled(BytecodeCache):
    """Templates as this process compiled them: another release need not do so again.

    The library asks for each by its name and the hash of its text.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was kept; of another text it is thrown away by the library."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class Shell:
    """Makes pages of one release; templates are compiled once in a process."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._environment = Environment(
            loader=PackageLoader("verantwoord.site"),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            bytecode_cache=_COMPILED,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.filters["decimal"] = Decimal
        self._environment.filters["isoday"] = dt.date.fromisoformat
        self._environment.filters["moment"] = notation.moment
        self._environment.globals.update(
            m=material,
            dossiers=lambda: self.dossiers,
            nature_of=statement.NATURE,
            precision_of=statement.PRECISION,
            pack=material.pack,
            n=notation,
            p=paths,
            on_goals=goals,
            on_standing=standing,
            counted=coverage,
            nouns=nouns,
            shown=shown,
            show=shown.show,
            label=sentences.label,
            stated_text=statement.stated_text,
            icon=icon,
            hash_of=hash_of,
            source=source,
            status_of=shown.STATUS,
            absent_css=shown.KIND,
            goal_css=shown.GOAL,
            ref_page=lambda ref: refs.page_of(material, ref),
            ref_label=refs.LABEL,
            document_page=refs.document_page,
        )

    @cached_property
    def dossiers(self) -> list[FilledDossier]:
        """The dossiers of the pack of which something was delivered."""
        return filled(self.material)

    @cached_property
    def promises(self) -> SiteData:
        """Motions, commitments, actions and programmes of the pack, as known on the day."""
        pack = self.material.pack
        goal_to_indicator = [
            (Ref(Kind.GOAL, g.id), Ref(Kind.INDICATOR, g.indicator))
            for g in pack.goals.values()
            if g.indicator is not None
        ]
        titles = {Ref(Kind.GOAL, g.id): g.title for g in pack.goals.values()}
        titles |= {Ref(Kind.INDICATOR, i.id): i.title for i in pack.indicators.values()}
        tested = [d.coverage for d in self.material.documents]
        accounts = {name for c in tested for name in (c.kst, c.url) if name}
        material = self.material
        return SiteData(material.register, material.stand, goal_to_indicator, titles, accounts)

    def page(
        self,
        path: str,
        template: str,
        title: str,
        *,
        tab: str | None = None,
        language: str = "nl",
        **context: Any,
    ) -> ReleaseFile:
        """Return one page; `title` is its heading, and names its tab unless `tab` does."""
        root = "../" * path.count("/")
        html = self._environment.get_template(template).render(
            root=root, path=path, title=title, tab=tab, language=language, **context
        )
        return ReleaseFile(path, (html.strip() + "\n").encode())


def icon(name: str) -> Markup:
    """Return an icon that is only an ornament beside a word."""
    d = ICONS[_SAME.get(name, name)]
    return Markup(
        '<svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 16 16" width="16" '
        'height="16"><path fill-rule="evenodd" d="{}"/></svg>'
    ).format(Markup(d))


def hash_of(sha: str) -> Markup:
    """Return a fingerprint: its first digits, and the whole of it for who asks."""
    return Markup('<code class="hash" title="{}">{}</code>').format(sha, sha[:12])


def source(item: Source | None) -> Markup:
    """Return a source as a reader can find it; says so when a choice is our own."""
    if item is None:
        return Markup("geen bron opgegeven")
    name = (
        Markup('<a href="{}">{}</a>').format(item.url, item.title)
        if item.url
        else escape(item.title)
    )
    parts = [name]
    if item.locator:
        parts.append(escape(item.locator))
    if item.published:
        parts.append(escape(f"gepubliceerd {notation.day(item.published)}"))
    if item.note:
        parts.append(escape(item.note))
    words = Markup(", ").join(parts)
    if item.own_choice:
        words += Markup(' <span class="own">eigen keuze, geen bron gevonden</span>')
    return words
