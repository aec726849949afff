"""A page with everything that has a page, by name, in plain HTML: it is found without a server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verantwoord.model.goal import Goal
from verantwoord.model.indicator import Indicator
from verantwoord.model.organisation import Organisation
from verantwoord.model.pack import Pack
from verantwoord.model.text import Source
from verantwoord.model.theme import Gap, Theme
from verantwoord.release import paths
from verantwoord.release.dossiers import FilledDossier
from verantwoord.release.material import Material
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.pages import refs
from verantwoord.site.pages.shell import Shell
from verantwoord.site.site_data import ItemPage


@dataclass(frozen=True)
class Findable:
    """Something a reader may look for."""

    title: str
    path: str
    also: str  # other words for it: the question, other names, numbers of documents, English


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the page to search."""
    yield shell.page("zoeken.html", "search.html", "Zoeken", groups=groups(shell))


def groups(shell: Shell) -> list[tuple[str, list[Findable]]]:
    """Return everything that can be found, by kind, each kind by name."""
    material = shell.material
    pack = material.pack
    found = {
        "Thema's": [_theme(t) for t in pack.themes.values()],
        "Cijfers": [_indicator(pack, i) for i in pack.indicators.values()],
        "Doelen": [_goal(material, g) for g in pack.goals.values()],
        "Hiaten": [_gap(t, gap) for t in pack.themes.values() for gap in t.gaps],
        "Moties, toezeggingen en acties": [_item(item) for item in shell.promises.pages()],
        "Programma's": [
            Findable(p.title.nl, refs.programme_page(p.id), _joined(p.title.en, p.id))
            for p in material.register.programmes.values()
        ],
        "Documenten": [
            Findable(d.title, refs.document_page(d.id), d.id) for d in material.documents
        ],
        "Organisaties": [_organisation(material, o) for o in material.organisations_shown],
        "Dossiers": [entry for one in shell.dossiers for entry in _dossier(material, one)],
        "Gegevens": [
            Findable(d.title.nl, paths.dataset_page(d.id), d.id) for d in pack.datasets.values()
        ],
    }
    return [(name, sorted(some, key=_by_name)) for name, some in found.items() if some]


def _by_name(entry: Findable) -> tuple[str, str]:
    return entry.title.casefold(), entry.path


def _theme(theme: Theme) -> Findable:
    return Findable(theme.title.nl, paths.theme_page(theme.id), theme.title.en or "")


def _indicator(pack: Pack, one: Indicator) -> Findable:
    theme = pack.themes[one.theme].title.nl
    also = _joined(theme, one.question.nl, one.title.en, *_numbers(one.sources), one.id)
    return Findable(one.title.nl, paths.indicator_page(one.id), also)


def _goal(material: Material, goal: Goal) -> Findable:
    also = _joined(material.name(goal.organisation), goal.title.en, *_numbers(goal.sources))
    return Findable(goal.title.nl, f"{paths.theme_page(goal.theme)}#doel-{goal.id}", also)


def _gap(theme: Theme, gap: Gap) -> Findable:
    path = f"{paths.theme_page(theme.id)}#hiaat-{gap.id}"
    return Findable(gap.title.nl, path, _joined(theme.title.nl, gap.title.en))


def _item(item: ItemPage) -> Findable:
    number = item.kst.title.nl if item.kst else ""
    also = _joined(refs.LABEL[item.ref.kind], number, item.made_on, item.ref.id)
    return Findable(item.title.nl, refs.promise_page(item.ref), also)


def _organisation(material: Material, one: Organisation) -> Findable:
    names = [word for name in one.names for word in (name.short, name.name)]
    return Findable(
        material.name(one.id), paths.organisation_page(one.id), _joined(*names, *one.aliases)
    )


def _dossier(material: Material, one: FilledDossier) -> Iterator[Findable]:
    """Yield the page of all, and that of each thing with what it is called where it is from."""
    title = one.dossier.title
    yield Findable(title.nl, paths.dossier_page(one.dossier.id), _joined(title.en, one.dossier.id))
    for subject in one.subjects:
        who = [material.short_name(o) for o in subject.organisations]
        path = paths.dossier_page(one.dossier.id, subject.id)
        yield Findable(subject.name, path, _joined(subject.id, title.nl, *who))


def _numbers(sources: tuple[Source, ...]) -> list[str]:
    return [s.title for s in sources if s.title.startswith("Kamerstuk")]


def _joined(*words: str | None) -> str:
    return ", ".join(dict.fromkeys(w for w in words if w))
