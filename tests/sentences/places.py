"""The places where something is said of a figure: on pages, on the command line, in open data.

A place of a page is read from the page that the product draws, and in Dutch it must say what the
function behind it says; what pages say in Dutch only, that function says in English too.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TypeAlias
from unittest.mock import patch

from lxml import html

from tests.sentences.worlds import ID, WHOLE, YEAR, World
from verantwoord.engine.explain import explain
from verantwoord.language import speaking
from verantwoord.model.figure import FigureStatus
from verantwoord.model.standing import Standing
from verantwoord.release import paths, trace
from verantwoord.release.open_figures import figure_row
from verantwoord.release.promised import promised, tally
from verantwoord.release.publish import ReleaseFile
from verantwoord.release.taken_over import TakenOver
from verantwoord.release.trace_text import lines
from verantwoord.site import drawing
from verantwoord.site.pages import comparison, evidence, gaps, indicator, organisations, overview
from verantwoord.site.pages import figure as figure_page
from verantwoord.site.pages.rows import indicator_row
from verantwoord.site.pages.shell import Shell
from verantwoord.wording import coverage, goals, notation, sentences, shown, spread, standing
from verantwoord.wording import way as goals_way
from verantwoord.wording.tally import tally_sentence

Draw: TypeAlias = Callable[[Shell], Iterator[ReleaseFile]]


def clean(text: str) -> str:
    """Return a text with single plain spaces."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


class Pages:
    """The pages of a world, drawn once, when somebody asks."""

    def __init__(self, world: World) -> None:
        self.shell = Shell(world.material)
        self.drawn = cache(self._drawn)

    def _drawn(self, pages: Draw) -> dict[str, html.HtmlElement]:
        files = pages(self.shell)
        return {f.path: html.fromstring(b"".join(f.parts)) for f in files if ".html" in f.path}

    def read(self, pages: Draw, path: str) -> html.HtmlElement | None:
        """Return one page as a tree; None when the product does not draw it."""
        return self.drawn(pages).get(path)


@lru_cache(1)
def pages_of(world: World) -> Pages:
    """Return the pages of the world that is asked about now."""
    return Pages(world)


def text(tree: html.HtmlElement | None, path: str) -> str:
    """Return the words at a place of a page; empty when it is not there."""
    found = [] if tree is None else tree.xpath(path)
    return (
        clean(found[0] if isinstance(found[0], str) else found[0].text_content()) if found else ""
    )


def _standing(world: World) -> Standing:
    return world.material.standing(ID)


def headline(world: World, language: str) -> str:
    """What stands on top of the page of an indicator."""
    made, one = world.material, world.material.pack.indicators[ID]
    if language == "nl":
        tree = pages_of(world).read(indicator.pages, paths.indicator_page(ID))
        assert text(tree, "//*[@class='lead']") == clean(
            indicator.summary(made, one, _standing(world))
        )
        return text(tree, "//*[@class='lead']")
    tree = pages_of(world).read(indicator.pages, paths.indicator_page(ID))
    said = clean(indicator.english_story(made, one, _standing(world)))
    assert said in text(tree, "//details[@class='english']")
    return said


def evidence_sentence(world: World, language: str) -> str:
    """What one cites of a figure, and how it changed."""
    one = world.material.pack.indicators[ID]
    if world.figure is None:
        return ""
    said = sentences.value_sentence(world.figure, one, language)
    change = sentences.change_sentence(world.figure, world.before, one, language)
    if language == "nl":
        tree = pages_of(world).read(figure_page.pages, paths.figure_page(world.figure.id))
        assert clean(said) in text(tree, "//main")
        assert clean(change) in text(tree, "//*[@class='key-main']")
    return clean(f"{said} {change}")


def how_it_came(world: World, language: str) -> str:
    """How a figure came about and how much of what it needs is there."""
    if world.figure is None:
        return ""
    said = [shown.status_word(world.figure.status, language)]
    said.append(coverage.figure_words(world.figure, language))
    if language == "nl":
        tree = pages_of(world).read(figure_page.pages, paths.figure_page(world.figure.id))
        facts = text(tree, "//dl[@class='facts']")
        assert all(word in facts for word in said)
    return clean("; ".join(filter(None, said)))


def quality(world: World, language: str) -> str:
    """What is said of how the deliveries came in; on pages in Dutch, in a trace in both."""
    if world.figure is None:
        return ""
    if language == "nl":
        tree = pages_of(world).read(figure_page.pages, paths.figure_page(world.figure.id))
        parts = tree.xpath("//*[@class='facts plain']/div/dd") if tree is not None else []
        return clean("; ".join(clean(p.text_content()) for p in parts[1:3]))
    return next(line for line in traced(world, "en") if line.startswith("Quality"))


def cell(world: World, language: str) -> str:
    """What stands in the cell of a table, with its mark."""
    if world.figure is None:
        return ""
    one = world.material.pack.indicators[ID]
    mark = shown.mark_of(world.figure, language)
    said = clean(f"{shown.show(world.figure, one, language).text} {mark}")
    if language == "nl":
        tree = pages_of(world).read(indicator.pages, paths.indicator_page(ID))
        at = paths.anchor(f"{world.figure.organisation}-{world.figure.period}")
        link = text(tree, f"//td[@id='{at}']/a")
        assert (
            clean(f"{link} {text(tree, f'//td[@id={at!r}]/span[@class={chr(34)}mark{chr(34)}]')}")
            == said
        )
    return said


def chart(world: World, language: str) -> str:
    """What a screen reader says of the chart of the indicator; charts are drawn in Dutch."""
    made, one = world.material, world.material.pack.indicators[ID]
    if not indicator.main_charts(made, one):
        return ""
    words = indicator.chart_words(made, one, made.all_leading(ID)[0], language)
    said = clean(drawing.described(words, language))
    if language == "nl":
        tree = pages_of(world).read(indicator.pages, paths.indicator_page(ID))
        assert text(tree, "//*[local-name()='desc']") == said
    return said


def comparison_line(world: World, language: str) -> str:
    """What stands above a comparison of organisations."""
    made, one = world.material, world.material.pack.indicators[ID]
    tree = pages_of(world).read(comparison.pages, paths.comparison_page(ID))
    period = comparison.chosen_period(made, one)
    if tree is None or period is None:
        return ""
    members = [f for f in made.plain_figures(ID) if f.period == period and f.organisation != WHOLE]
    said = clean(spread.spread_sentence(members, one, period, language))
    if language == "nl":
        assert text(tree, "//figcaption/strong") in ("", said)
    return said


def theme_line(world: World, language: str) -> str:
    """What stands behind an indicator in a list of a theme or of the first page."""
    made, one = world.material, world.material.pack.indicators[ID]
    row = indicator_row(made, one, made.leading(ID))
    value = ""
    if row.figure:
        mark = shown.mark_of(row.figure, language)
        value = clean(f"{shown.show(row.figure, one, language).text} {mark}")
    verdict = row.judgement.status if row.judgement else None
    word = shown.judgement_word(verdict, language) if verdict else ""
    if row.older:
        told = word if row.verdict else ""
        said = f"{standing.no_figure_about(YEAR, language)} "
        said += standing.older(row.standing, value, told, language)
    elif row.figure:
        said = f"{value} {word}"
        if str(row.figure.period) != str(YEAR):
            said += f" {notation.period(row.figure.period, language)}"
    else:
        said = standing.in_short(row.standing, language)
    if language == "nl":
        tree = pages_of(world).read(overview.pages, "index.html")
        line = f"//li[.//a[contains(@href, '{paths.indicator_page(ID)}')]]/span[@class='th-now']"
        assert text(tree, line) in ("", clean(said))
    return clean(said)


def organisation_line(world: World, language: str) -> str:
    """What stands on top of the page of an organisation."""
    made = world.material
    who = world.figure.organisation if world.figure else WHOLE
    found = [made.standing(ID, who)] if who in made.organisations_of(ID) else []
    said = standing.organisation_sentence(made.name(who), found, YEAR, language)
    if language == "nl":
        tree = pages_of(world).read(organisations.pages, paths.organisation_page(who))
        assert text(tree, "//*[@class='lead']") in ("", clean(said))
    return clean(said)


def first_page(world: World, language: str) -> str:
    """The sentence on the first page over all goals and promises."""
    said = tally_sentence(tally(promised(world.material)), YEAR, language)
    path = "index.html" if language == "nl" else "en/index.html"
    drawn = overview.pages if language == "nl" else evidence.pages
    assert text(pages_of(world).read(drawn, path), "//*[@class='lead']") == said
    return said


def gaps_line(world: World, language: str) -> str:
    """What the page of gaps says of the figure, or of why its goal has no judgement."""
    if world.figure is None or not hasattr(world.figure.value, "why"):
        said = standing.nothing_to_judge(_standing(world), language)
        if language == "nl" and said:
            assert said in text(pages_of(world).read(gaps.pages, "hiaten.html"), "//main")
        return clean(said)
    said = f"{shown.status_word(world.figure.status, language)} {world.figure.value.why(language)}"
    if language == "nl":
        row = text(
            pages_of(world).read(gaps.pages, "hiaten.html"),
            "//table[.//*[@id='tab-cijfers']]",
        )
        told = (str(world.figure.status), world.figure.value.why())
        applies = world.figure.status is not FigureStatus.NOT_APPLICABLE
        assert all((word.lower() in row.lower()) is applies for word in told)
    return clean(said)


def judgement(world: World, language: str) -> str:
    """What is said of the figure and its goal."""
    one = world.material.pack.indicators[ID]
    if world.figure is None:
        return ""
    name = world.material.short_name(world.figure.organisation)
    said = [
        goals.goal_sentence(world.material.pack.goals[j.goal], j, world.figure, one, name, language)
        for j in world.figure.judgements
    ]
    if language == "nl" and said:
        tree = pages_of(world).read(figure_page.pages, paths.figure_page(world.figure.id))
        assert clean(said[0]) in text(tree, "//main")
    return clean(" ".join(said))


def way(world: World, language: str) -> str:
    """How much of the way to the target was gone, and what must change each year."""
    one = world.material.pack.indicators[ID]
    if world.figure is None:
        return ""
    held = [world.material.pack.goals[j.goal] for j in world.figure.judgements]
    said = [goals_way.way_sentence(g, world.figure, one, language) for g in held]
    if said and said[0]:
        pages = pages_of(world)
        tree = pages.read(indicator.pages, paths.indicator_page(ID))
        where = "//section//p[@class='way']" if language == "nl" else "//details[@lang='en']"
        assert clean(said[0]) in text(tree, where)
        if language == "nl":
            tree = pages.read(figure_page.pages, paths.figure_page(world.figure.id))
            assert clean(said[0]) == text(tree, "//section//p[@class='way']")
    return clean(" ".join(filter(None, said)))


def traced(world: World, language: str) -> list[str]:
    """The lines of `verantwoord trace`, as it reads them back from the file of a release."""
    assert world.figure is not None
    one = world.material.pack.indicators[ID]
    record = trace.record(world.material, world.figure, one, TakenOver(world.material))
    with speaking(language):
        return [clean(line) for line in lines(json.loads(json.dumps(record)))]


def trace_lines(world: World, language: str) -> str:
    """What `verantwoord trace` says first: the figure, and how it came about."""
    return " | ".join(traced(world, language)[1:3]) if world.figure else ""


def figures_line(world: World, language: str) -> str:
    """The row of `verantwoord figures`."""
    from verantwoord.cli.figures import _print_table

    if world.figure is None:
        return ""
    out = io.StringIO()
    with (
        speaking(language),
        contextlib.redirect_stdout(out),
        patch.dict("os.environ", COLUMNS="400"),
    ):
        _print_table(world.material.pack, [world.figure])
    (row,) = (r for r in out.getvalue().splitlines() if world.figure.id in r)
    return clean(" | ".join(clean(part) for part in row.split("│")[2:-1]))


def explained(world: World, language: str) -> str:
    """What `verantwoord explain` says of comparing, where the definition says something."""
    with speaking(language):
        said = explain(world.material.pack, world.material.pack.indicators[ID]).lines
    words = ("Vergelijken:", "Comparing:", "Breuk:", "Break:")
    return clean(" ".join(line for line in said if line.startswith(words)))


def open_data(world: World, language: str) -> str:
    """The labels of the row in figures.csv."""
    if world.figure is None:
        return ""
    row = figure_row(world.material, world.figure, TakenOver(world.material))
    end = "_en" if language == "en" else ""
    keys = [f"{key}{end}" for key in ("status", "reason", "comparable_why")]
    keys += ["nature", "precision"] if end else ["nature_nl", "precision_nl"]
    return clean(" | ".join(row[k] for k in keys if row[k]))


PLACES: Mapping[str, Callable[[World, str], str]] = {
    "headline": headline,
    "evidence": evidence_sentence,
    "how": how_it_came,
    "quality": quality,
    "cell": cell,
    "chart": chart,
    "comparison": comparison_line,
    "theme": theme_line,
    "organisation": organisation_line,
    "first": first_page,
    "gaps": gaps_line,
    "judgement": judgement,
    "way": way,
    "trace": trace_lines,
    "figures": figures_line,
    "explain": explained,
    "open data": open_data,
}
