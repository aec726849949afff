"""Delivers what a pack took over from publications, as deliveries of kind `gepubliceerd`.

`published/leveringen.yaml` says which file is which delivery: dataset, who took it over, the period
it is about, when it was taken over, and the explanation of warnings that were accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model import strict_yaml
from verantwoord.model.delivery import Delivery
from verantwoord.model.period import Period


def deliver_published(workspace: Workspace) -> Iterator[Delivery]:
    """Deliver each file that `published/leveringen.yaml` of the pack names, in its order."""
    folder = workspace.pack.folder / "published"
    document = strict_yaml.load(folder / "leveringen.yaml", "published/leveringen.yaml")
    for block in document.value["leveringen"]:
        yield _deliver(workspace, folder, block)


def _deliver(workspace: Workspace, folder: Path, block: dict[str, Any]) -> Delivery:
    return deliver(
        workspace,
        block["dataset"],
        block["organisation"],
        Period.parse(str(block["period"])),
        folder / block["file"],
        block["received-on"],
        explanations=block.get("explanations", {}),
    )
