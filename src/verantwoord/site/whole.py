"""A whole release: what `release` freezes, with every page and file that `site` draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from verantwoord.deliveries.workspace import Workspace
from verantwoord.release import publish as publishing
from verantwoord.release import verify as verifying
from verantwoord.release.publish import Order, Progress, PublishResult, ReleaseFile
from verantwoord.release.verify import Verdict

if TYPE_CHECKING:
    from verantwoord.release.material import Material


def publish(
    workspace: Workspace,
    order: Order,
    out: Path,
    *,
    replace: bool = False,
    progress: Progress = lambda *_: None,
) -> PublishResult:
    """Make a release of a workspace in `out`; see `release.publish.publish`."""
    return publishing.publish(workspace, order, out, _draw, replace=replace, progress=progress)


def verify(
    folder: Path,
    progress: Callable[[str, int, int], None] = lambda *_: None,
    until_now: Callable[[Verdict], None] = lambda _: None,
) -> Verdict:
    """Recompute a release from its folder alone; see `release.verify.verify`.

    Of a release from a stranger see `site.apart`: this carries out what its pack says.
    """
    return verifying.verify(folder, _draw, progress, until_now)


def _draw(material: Material, copied: Mapping[str, str], key: str) -> Iterator[ReleaseFile]:
    from verantwoord.site.files import made_files  # the pages are loaded only when one is made

    return made_files(material, copied, key)
