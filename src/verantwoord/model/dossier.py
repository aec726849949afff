"""A dossier: a page for each thing that rows are about, such as an activity or a plan.

Figures add rows up; a dossier shows the rows themselves, of one activity or one organisation, from
every dataset that says something of it, and all of them side by side. It computes nothing.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import DECLARED, Formula, Id, Once, ShortName, check_once, wrong
from verantwoord.model.text import Overrides, Source, Text


@dataclass(frozen=True, slots=True, config=DECLARED)
class CourseLine:
    """Which column is drawn along which one."""

    along: Annotated[ShortName, Field(description="The column with the day of a value.")]
    value: Annotated[ShortName, Field(description="The column with the value.")]


@dataclass(frozen=True, slots=True, config=DECLARED)
class SideBySide:
    """How the page of all sets the rows of everybody beside each other."""

    cell: Annotated[ShortName, Field(description="The column that fills the cells.")]
    by: Annotated[
        tuple[ShortName, ...], Once, Field(description="Columns of which each value has its row.")
    ] = ()
    columns_of: Annotated[
        ShortName | None,
        Field(
            description="The column whose values become columns, in their order; then each thing "
            "has rows of its own. Left out: each thing is a column."
        ),
    ] = None

    @model_validator(mode="after")
    def _has_rows(self) -> Self:
        if self.columns_of is None and not self.by:
            raise wrong(
                ("'by' of 'columns-of' ontbreekt.", "'by' or 'columns-of' is missing."),
                ("Zeg wat de rijen zijn.", "Say what the rows are."),
            )
        return self


@dataclass(frozen=True, slots=True, config=DECLARED)
class DossierTable:
    """The rows of one dataset in a dossier."""

    dataset: Annotated[Id, Field(description="Whose rows; not one about people.")]
    columns: Annotated[
        tuple[ShortName, ...], Once, Field(min_length=1, description="What is shown, in order.")
    ]
    title: Annotated[Text | None, Field(description="Its heading; else that of the dataset.")] = (
        None
    )
    where: Annotated[Formula | None, Field(description="Which rows; else all of them.")] = None
    periods: Annotated[
        Literal["last", "each"],
        Field(description="The rows about the last period only, or about each period."),
    ] = "last"
    listed: Annotated[
        tuple[ShortName, ...],
        Once,
        Field(description="Which columns stand on the page of all, in the row of each thing."),
    ] = ()
    line: Annotated[CourseLine | None, Field(description="What is drawn below the table.")] = None
    side_by_side: Annotated[
        SideBySide | None, Field(description="How it stands on the page of all; else not.")
    ] = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        check_once("columns", self.columns)
        return self


@dataclass(frozen=True, slots=True, config=DECLARED)
class Dossier:
    """A page for each thing of a kind, and one of all of them."""

    id: Annotated[Id, Field(description="The name of the file.")]
    title: Annotated[Text, Field(description="What the page of all is called.")]
    theme: Annotated[Id, Field(description="The theme whose page leads to it.")]
    intro: Annotated[Text, Field(description="What one finds there, and what not.")]
    tables: Annotated[
        tuple[DossierTable, ...],
        Field(min_length=1, description="The first names each thing, in one row a period."),
    ]
    about: Annotated[
        ShortName | None,
        Field(description="The column that says about which one; else each organisation is one."),
    ] = None
    name: Annotated[
        ShortName | None, Field(description="The column of the first table with its name.")
    ] = None
    sources: Annotated[tuple[Source, ...], Field(description="What it rests on.")] = ()
    overrides: Annotated[
        Overrides | None, Field(description="Which definition this one replaces.")
    ] = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        check_once("tables", (t.dataset for t in self.tables))
        if not any(t.listed for t in self.tables):
            raise wrong(
                ("geen tabel heeft 'listed'.", "no table has 'listed'."),
                (
                    "Noem de kolommen voor de bladzijde van alle.",
                    "Name the columns for the page of all.",
                ),
                at=("tables",),
            )
        if self.name is not None and self.about is None:
            raise wrong(
                ("'name' hoort bij 'about'.", "'name' belongs to 'about'."),
                ("Haal het weg: een organisatie heeft een naam.", "Remove it."),
                at=("name",),
            )
        return self
