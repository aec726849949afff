"""The data request (uitvraag): who owes which dataset for which period, by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass as pydantic_dataclass

from verantwoord.model.declared import DECLARED, Id, Once, PeriodText, Whole, wrong
from verantwoord.model.organisation import Organisations
from verantwoord.model.period import FIRST_YEAR, LAST_YEAR, Grain, Period
from verantwoord.model.text import Overrides, Source

MOST_YEARS = 100  # every period of it is looked for; nobody asks the same for longer


@dataclass(frozen=True, slots=True)
class Expected:
    """One delivery that is owed."""

    dataset: str
    organisation: str
    period: Period
    due_on: dt.date


@pydantic_dataclass(frozen=True, slots=True, config=DECLARED)
class DataRequest:
    """Which organisations deliver a dataset, how often, from when until when."""

    id: Annotated[Id, Field(description="The name of the file.")]
    dataset: Annotated[Id, Field(description="What is to be delivered.")]
    organisations: Annotated[tuple[Id, ...], Field(min_length=1, description="Who owes it."), Once]
    first: Annotated[PeriodText, Field(description="The first period that is asked.")]
    last: Annotated[PeriodText, Field(description="The last period that is asked.")]
    every: Annotated[
        Literal[Grain.MONTH, Grain.QUARTER, Grain.YEAR], Field(description="How long a period is.")
    ]
    due_days: Annotated[
        Whole, Field(ge=0, le=36_600, description="How many days after the last day it is due.")
    ]
    source: Annotated[Source | None, Field(description="Where that was agreed.")] = None
    overrides: Annotated[
        Overrides | None, Field(description="Which definition this one replaces.")
    ] = None

    @model_validator(mode="after")
    def _has_periods(self) -> Self:
        for key, period in (("first", self.first), ("last", self.last)):
            if not period.is_sane:
                raise wrong(
                    (
                        f"{period} ligt niet tussen {FIRST_YEAR} en {LAST_YEAR}.",
                        f"{period} does not lie between {FIRST_YEAR} and {LAST_YEAR}.",
                    ),
                    ("Verbeter het jaar.", "Mend the year."),
                    at=(key,),
                )
        if self.last.end <= self.first.start:
            raise wrong(
                (
                    f"de laatste periode ({self.last}) ligt voor de eerste ({self.first}).",
                    f"the last period ({self.last}) lies before the first ({self.first}).",
                ),
                ("Verbeter 'first' of 'last'.", "Mend 'first' or 'last'."),
                at=("last",),
            )
        if self.last.end.year - self.first.start.year > MOST_YEARS:
            raise wrong(
                (
                    f"van {self.first} tot en met {self.last} is meer dan {MOST_YEARS} jaar.",
                    f"from {self.first} to {self.last} is more than {MOST_YEARS} years.",
                ),
                (
                    "Verbeter een jaartal, of maak voor later een nieuwe uitvraag.",
                    "Mend a year, or make a new request for later.",
                ),
                at=("last",),
            )
        return self

    def expected(self, organisations: Organisations) -> list[Expected]:
        """Return every delivery that is owed, by organisation and then by period.

        Shape:    one request -> list of Expected.
        Unit:     none.
        Missing:  an organisation owes nothing for a period in which it does not exist.
        Rounding: none.
        Errors:   none.
        Source:   requests/<id>.yaml.
        """
        return [
            Expected(self.dataset, who, period, period.last_day + dt.timedelta(self.due_days))
            for who in self.organisations
            for period in self.periods()
            if organisations.by_id[who].exists_on(period.start)
        ]

    def periods(self) -> list[Period]:
        """Return the periods from `first` to `last`, whether or not anybody exists in them."""
        span = Period(self.first.start, self.last.end, Grain.RANGE)
        if self.every is Grain.MONTH:
            return span.months()
        years = range(span.start.year, span.last_day.year + 1)
        if self.every is Grain.QUARTER:
            candidates = [Period.parse(f"{y}-Q{q}") for y in years for q in range(1, 5)]
        else:
            candidates = [Period.year(y) for y in years]
        return [p for p in candidates if span.contains(p)]
