"""What the figures rest on: deliveries, datasets, receipt, open data, and how to read it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from verantwoord.deliveries.template_plan import TYPE_WORDS
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.release.promised import promised, tally
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.pages.goals import CSS
from verantwoord.site.pages.indicator import english_story
from verantwoord.site.pages.overview import theme_block
from verantwoord.site.pages.shell import Shell
from verantwoord.wording.tally import STAND_ENGLISH, tally_sentence


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the pages about datasets, words and accessibility, and the English list."""
    material = shell.material
    for dataset in material.pack.datasets.values():
        yield shell.page(
            paths.dataset_page(dataset.id),
            "dataset.html",
            dataset.title.nl,
            dataset=dataset,
            type_words=TYPE_WORDS,
            sql=material.sql.get(dataset.id),
            deliveries=[d for d in material.current if d.dataset == (dataset.base or dataset.id)],
            indicators=[
                i
                for i in material.pack.indicators.values()
                if any(u.component.rpartition(".")[0] == dataset.id for u in i.components.values())
            ],
        )
    yield shell.page(
        "uitleg.html",
        "words.html",
        "Uitleg van woorden en tekens",
        goal_words=GOAL_WORDS,
    )
    yield shell.page("toegankelijkheid.html", "accessibility.html", "Toegankelijkheid")
    yield shell.page(
        "en/index.html",
        "english.html",
        material.pack.info.title.en or material.pack.info.title.nl,
        language="en",
        **_english(material),
    )


def _english(material: Material) -> dict[str, Any]:
    """Return the page in English: the same themes and rows as in Dutch, in the same order."""
    counts = tally(promised(material))
    blocks = [theme_block(material, theme) for theme in material.pack.themes.values()]
    return {
        "sentence": tally_sentence(counts, material.reporting_year, "en"),
        "counts": counts,
        "css": CSS,
        "stand_english": STAND_ENGLISH,
        "by_theme": [
            (b, [(r, english_story(material, r.indicator, r.standing)) for r in b.all_rows])
            for b in blocks
        ],
    }


GOAL_WORDS = {
    "gehaald": "De waarde is zoals gevraagd.",
    "op koers": "Het eindjaar is nog niet bereikt; de waarde ligt op of voor het pad ernaartoe.",
    "risico": "De waarde ligt achter op het pad, maar binnen de afgesproken marge.",
    "niet op koers": "De waarde ligt achter op het pad.",
    "niet gehaald": "De waarde is niet zoals gevraagd.",
    "geen oordeel": "Er kan geen oordeel worden gegeven; de reden staat erbij.",
}


def receipt_page(shell: Shell, receipt: Mapping[str, Any]) -> ReleaseFile:
    """Return the receipt as a page; made last, because it names the hashes of the data files."""
    material = shell.material
    hashes: dict[str, str] = {**receipt["files"], **receipt["rows"]}
    return shell.page(
        "kwitantie.html",
        "receipt.html",
        "Kwitantie",
        receipt=receipt,
        data_files=[(p, sha) for p, sha in sorted(hashes.items()) if p.startswith("data/")],
        n_files=len(hashes),
        replaced={old for d in material.received for old in d.replaces},
    )


def data_page(shell: Shell, tables: list[dict[str, Any]]) -> ReleaseFile:
    """Return the page that lists the open data files with what is in them."""
    return shell.page("data/index.html", "data.html", "Open data", tables=tables)
