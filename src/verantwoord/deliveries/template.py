"""Writes a template to fill in, in the form that the name of the file asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.template_ods import ods_bytes
from verantwoord.deliveries.template_plan import TemplatePlan, csv_bytes, plan
from verantwoord.deliveries.template_xlsx import xlsx_bytes
from verantwoord.model.dataset import Dataset
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.scratch import write_whole


def write_template(
    dataset: Dataset,
    pack: Pack,
    out: Path,
    language: str = "nl",
    organisation: str | None = None,
    period: Period | None = None,
) -> None:
    """Write a template; the form follows from the name of the file.

    Shape:    one dataset, for whom and about when -> file .xlsx, .ods or .csv, with the columns,
              codes and names of that period. The example row is marked, and is never taken in.
    Unit:     stands in the explanation and the header comments.
    Missing:  without a period or organisation: the first that is asked.
    Errors:   NotDelivered for another extension or a dataset that nobody delivers.
    Source:   DESIGN 3.
    """
    writers: dict[str, Callable[[TemplatePlan], bytes]] = {
        ".xlsx": xlsx_bytes,
        ".ods": ods_bytes,
        ".csv": csv_bytes,
    }
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise NotDelivered(
            f"'{out.suffix}' kan niet; kies een naam op .xlsx, .ods of .csv.",
            f"'{out.suffix}' is not possible; choose a name in .xlsx, .ods or .csv.",
        )
    if dataset.kind == "afgeleid":
        raise NotDelivered(
            f"dataset '{dataset.id}' wordt berekend; niemand levert hem aan.",
            f"dataset '{dataset.id}' is computed; nobody delivers it.",
        )
    write_whole(out, writer(plan(dataset, pack, language, organisation, period)))
