"""What of a release can still be recomputed by who does not have the files about people.

Those files are not public. Figures that rest on them, and files that say something of such figures,
can then only be held against the receipt; everything else is made again as always.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from verantwoord.model.indicator import Indicator
from verantwoord.model.pack import Pack
from verantwoord.release import paths
from verantwoord.release.material import is_confidential


def has_confidential(folder: Path) -> bool:
    """Say whether the folder with files about people is there at all."""
    return (folder / paths.CONFIDENTIAL).is_dir()


def resting_on_people(pack: Pack) -> set[str]:
    """Return the indicators of which a figure may rest on a file about people.

    Shape:    a pack -> ids; also of what is divided by such an indicator.
    """
    found = {i.id for i in pack.indicators.values() if _rests(pack, i)}
    while more := {
        i.id for i in pack.indicators.values() if i.apportion in found and i.id not in found
    }:
        found |= more
    return found


def _rests(pack: Pack, indicator: Indicator) -> bool:
    datasets = (pack.component(use.component)[0] for use in indicator.components.values())
    return any(is_confidential(pack, d.base or d.id) or d.people is not None for d in datasets)


def recomputable(pack: Pack, figures: Iterable[str]) -> Callable[[str], bool]:
    """Return which files of a release say nothing of files about people, by their names.

    Pages about everything (overviews, organisations, promises) do, so they are not among them.
    """
    resting = resting_on_people(pack)
    free = {i for i in pack.indicators if i not in resting}
    own = {paths.figure_page(f) for f in figures if f.partition("@")[0] in free}
    for indicator in free:
        own |= {
            paths.indicator_page(indicator),
            paths.comparison_page(indicator),
            paths.indicator_csv(indicator),
            paths.trace_file(indicator),
        }

    def is_so(name: str) -> bool:
        copied = name.startswith(("packs/", f"{paths.INPUTS}/"))
        return name in own or (copied and name != paths.DELIVERIES)

    return is_so
