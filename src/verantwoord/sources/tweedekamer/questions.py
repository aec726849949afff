"""The two questions that are asked of the open data: motions, and commitments."""

from __future__ import annotations

import datetime as dt

from verantwoord.sources.tweedekamer.odata import AMSTERDAM

WHAT = ("moties", "toezeggingen")
MOTION_PARTS = (
    "ZaakActor,Kamerstukdossier,VervangenDoor,"
    "Document($expand=HuidigeDocumentVersie,Kamerstukdossier),"
    "Besluit($expand=Stemming,Agendapunt($expand=Activiteit))"
)
COMMITMENT_PARTS = (
    "KamerbriefNakoming($expand=HuidigeDocumentVersie,Kamerstukdossier),"
    "ToegezegdAan($expand=Fractie,Persoon),IsHerhalingVan,IsWijzigingVan,IsAanvullingOp"
)


def options_of(
    what: str, since: dt.date | None = None, text_filter: str | None = None, top: int | None = None
) -> tuple[str, dict[str, str]]:
    """Return the entity and the OData options with everything that the import needs."""
    entity, expand, field = {
        "moties": ("Zaak", MOTION_PARTS, "GestartOp"),
        "toezeggingen": ("Toezegging", COMMITMENT_PARTS, "Aanmaakdatum"),
    }[what]
    conditions = ["Verwijderd eq false"]
    if what == "moties":
        conditions.insert(0, "Soort eq 'Motie'")
    if since is not None:
        begin = dt.datetime.combine(since, dt.time(), AMSTERDAM)  # the day as it is here
        conditions.append(f"{field} ge {begin.isoformat()}")
    if text_filter:
        conditions.append(f"({text_filter})")
    options = {"$filter": " and ".join(conditions), "$expand": expand, "$orderby": field}
    if top is not None:
        options["$top"] = str(top)
    return entity, options
