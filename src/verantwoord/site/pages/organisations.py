"""A page for each organisation: what it must reach, its figures, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from verantwoord.model.theme import Theme
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.release.promised import promised
from verantwoord.release.publish import ReleaseFile
from verantwoord.release.support import wholes
from verantwoord.site.pages import support
from verantwoord.site.pages.audits import opinions_of
from verantwoord.site.pages.goals import goal_row
from verantwoord.site.pages.rows import IndicatorRow, indicator_row
from verantwoord.site.pages.shell import Shell
from verantwoord.wording.standing import organisation_sentence


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the page of every organisation that is shown."""
    for organisation in shell.material.organisations_shown:
        yield _page(shell, organisation.id)


def _page(shell: Shell, who: str) -> ReleaseFile:
    material = shell.material
    themes = _themes(material, who)
    owed = [one for one in material.owed if one.expected.organisation == who]
    standings = [row.standing for _, rows in themes for row in rows]
    goals = [p for p in promised(material) if p.goal and p.goal.organisation == who]
    return shell.page(
        paths.organisation_page(who),
        "organisation.html",
        material.name(who),
        organisation=material.pack.organisations.by_id[who],
        sentence=organisation_sentence(material.name(who), standings, material.reporting_year),
        themes=themes,
        supports=[i for i in wholes(material.pack) if who in support.organisations(material, i)],
        opinions=opinions_of(material, who),
        goals=[goal_row(material, p) for p in goals],
        n_owed=len(owed),
        n_complete=sum(one.came.complete for one in owed),
        missing=[one for one in owed if not one.came.complete],
        late=[one for one in owed if one.days_late],
        successions=[
            s
            for s in material.pack.organisations.successions
            if who in (s.predecessor, s.successor)
        ],
    )


def _themes(material: Material, who: str) -> list[tuple[Theme, list[IndicatorRow]]]:
    found = []
    for theme in material.pack.themes.values():
        rows = [
            indicator_row(material, i, who)
            for i in material.theme_indicators(theme.id)
            if who in material.organisations_of(i.id)
        ]
        if rows:
            found.append((theme, sorted(rows, key=lambda r: (r.goal is None, r.figure is None))))
    return found
