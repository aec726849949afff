"""Writes a template to fill in, in the form that the name of the file asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.template_ods import ods_bytes
from verantwoord.deliveries.template_plan import Plan, csv_bytes, plan
from verantwoord.deliveries.template_xlsx import xlsx_bytes
from verantwoord.deliveries.workspace import write_atomically
from verantwoord.model.dataset import Dataset
from verantwoord.model.pack import Pack


def write_template(dataset: Dataset, pack: Pack, out: Path, language: str = "nl") -> None:
    """Write a template; the form follows from the name of the file.

    Shape:    one dataset -> file .xlsx, .ods or .csv.
    Unit:     stands in the explanation and the header comments.
    Missing:  none.
    Rounding: none.
    Errors:   NotDelivered for another extension or a dataset that nobody delivers.
    Source:   DESIGN 3.
    """
    writers: dict[str, Callable[[Plan], bytes]] = {
        ".xlsx": xlsx_bytes,
        ".ods": ods_bytes,
        ".csv": csv_bytes,
    }
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise NotDelivered(f"'{out.suffix}' kan niet; kies een naam op .xlsx, .ods of .csv.")
    if dataset.kind == "afgeleid":
        raise NotDelivered(f"dataset '{dataset.id}' wordt berekend; niemand levert hem aan.")
    write_atomically(out, writer(plan(dataset, pack, language)))
