"""What auditors said: recommendations with answer and effect apart, and opinions."""

from __future__ import annotations

from collections.abc import Iterator

from verantwoord.model.figure import Figure
from verantwoord.register.audits import Opinion, Recommendation, Sight
from verantwoord.register.chain import Kind, Ref
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.item_lines import seen_by
from verantwoord.site.item_pages import AuditLine
from verantwoord.site.pages.shell import Shell
from verantwoord.wording.audits import (
    audited,
    opinion_sentence,
    opinions_sentence,
    recommendations_sentence,
)


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the page of what auditors said; nothing when the pack keeps none of it."""
    register = shell.material.register
    if not (register.recommendations or register.opinions):
        return
    lines = sorted(
        (_line(shell, item) for item in register.recommendations.values()),
        key=lambda line: (not line.is_open, line.made_on, str(line.link.ref)),
    )
    counts = (
        len(lines),
        sum(line.answered is not None for line in lines),
        sum(line.effect is not None for line in lines),
        sum(line.effect is not None and line.effect.seen is Sight.SEEN for line in lines),
    )
    yield shell.page(
        paths.AUDITS,
        "audits.html",
        "Wat controleurs zeiden",
        lines=lines,
        sentence=recommendations_sentence(*counts) if lines else "",
        english=recommendations_sentence(*counts, "en") if lines else "",
        opinions=[(o, opinion_sentence(o)) for o in known_opinions(shell.material)],
        figure_of=lambda identifier: figure_of(shell.material, identifier),
    )


def _line(shell: Shell, item: Recommendation) -> AuditLine:
    on, data = shell.material.stand, shell.promises
    ref = Ref(Kind.RECOMMENDATION, item.id)
    answer = item.answer_on(on)
    return AuditLine(
        link=data.link(ref),
        kind=str(item.kind),
        made_by=item.made_by,
        made_on=str(item.made_on),
        organisation=item.organisation,
        activity=item.activity,
        state=str(item.state_on(on) or "onbekend"),
        answered=None if answer is None else (str(answer.on), seen_by(answer)),
        effect=item.effect_on(on),
        figures=tuple(x for x in data.after(ref) if x.ref and x.ref.kind is Kind.INDICATOR),
        is_open=item.open_on(on),
        known=item.followed_on(on),
        age_days=item.age_days(on),
    )


def figure_of(material: Material, identifier: str) -> Figure | None:
    """Return a figure of this release by its id."""
    about = material.by_indicator.get(identifier.partition("@")[0], [])
    return next((f for f in about if f.id == identifier), None)


def known_opinions(material: Material) -> list[Opinion]:
    """Return the opinions that were given by the day of the release, by id."""
    opinions = material.register.opinions
    return [opinions[i] for i in sorted(opinions) if opinions[i].known_on(material.stand)]


def opinions_on(material: Material, figure: Figure) -> dict[str, str] | None:
    """Say whether a figure was audited; None when the pack keeps no word of auditors at all."""
    register = material.register
    if not (register.opinions or register.recommendations):
        return None
    about = [
        o
        for o in known_opinions(material)
        if o.about(figure.indicator, figure.organisation, figure.period)
    ]
    return {
        "audited": audited(about),
        "sentence": opinions_sentence(about),
        "english": f"{audited(about, 'en').capitalize()}. {opinions_sentence(about, 'en')}",
    }


def opinions_of(material: Material, organisation: str) -> list[str]:
    """Return what auditors said of an organisation by name, a sentence each."""
    about = [o for o in known_opinions(material) if organisation in o.organisations]
    return [opinion_sentence(o) for o in about]
