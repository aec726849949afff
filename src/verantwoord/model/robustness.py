"""What shows how far a weighted score rests on its weights: as a pack declares it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import DECLARED, PathId


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class Robustness:
    """Of a weighted score: its levels, its weights, and by how much these are moved."""

    levels: Annotated[
        PathId,
        Field(
            description="The indicator of which each component is one level, under the key of its "
            "weight in small letters; it is the score with equal weights."
        ),
    ]
    weights: Annotated[PathId, Field(description="The parameter with a weight for each key.")]
    highest: Annotated[PathId, Field(description="The parameter with the highest level.")]
    swing: Annotated[
        PathId, Field(description="The parameter with the share by which weights are moved.")
    ]
