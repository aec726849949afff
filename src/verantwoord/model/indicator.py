"""What is measured: question, population, components, formula, and how it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import (
    DECLARED,
    Day,
    Flag,
    Formula,
    Id,
    Once,
    PathId,
    ShortName,
    Unit,
    Whole,
    Words,
    wrong,
)
from verantwoord.model.period import FIRST_YEAR, LAST_YEAR
from verantwoord.model.robustness import Robustness
from verantwoord.model.stated import Nature
from verantwoord.model.text import Overrides, Source, Text

RESERVED = ("maanden", "teller", "noemer")  # what a formula calls something else
OPEN = ""  # the population of an indicator that a pack leaves open for those that build on it

Month = Annotated[Whole, Field(ge=1, le=12)]
Years = Annotated[Whole, Field(ge=-50, le=50)]
AYear = Annotated[Whole, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


@dataclass(frozen=True, slots=True, config=DECLARED)
class ComponentUse:
    """A component under a short name in a formula, and which months of it are meant."""

    component: Annotated[Words, Field(alias="of", description="<dataset>.<name>.")]
    months: Annotated[
        tuple[Month, ...],
        Once,
        Field(description="Only these calendar months; a stock needs one of them, or `mean`."),
    ] = ()
    mean: Annotated[
        Flag, Field(description="A stock: sum over the months divided by the number of months.")
    ] = False
    shift_years: Annotated[Years, Field(description="-1: the same months a year earlier.")] = 0
    expected: Annotated[
        Flag, Field(description="False: its absence is no gap (a correction file, say).")
    ] = True
    absent_is_zero: Annotated[
        Flag,
        Field(
            description="A delivery without matching rows counts as zero; where nobody asked for "
            "one, nothing does."
        ),
    ] = False
    whole_population: Annotated[
        Flag,
        Field(description="The sum over the indicator's population, at each organisation."),
    ] = False


@dataclass(frozen=True, slots=True, config=DECLARED)
class ParameterUse:
    """A parameter under a short name in a formula, looked up on one day of the period."""

    parameter: Annotated[Words, Field(alias="of", description="Id of the parameter.")]
    shift_years: Annotated[Years, Field(description="-1: as it was a year earlier.")] = 0
    on: Annotated[
        Literal["whole", "start", "end"],
        Field(description="One value must hold all period; or its value at the start or end."),
    ] = "whole"
    key: Annotated[
        Words | None, Field(description="Of a parameter with a dimension: which one of it.")
    ] = None


@dataclass(frozen=True, slots=True, config=DECLARED)
class Term:
    """A formula that is worked out for each part of a figure apart; then the parts are added up.

    For what does not follow from the sums: the least of two numbers of each organisation, say, or a
    correction of each month. It may use components, parameters and terms that stand before it.
    """

    formula: Annotated[
        Formula, Field(alias="of", description="What is worked out for a part, and added up.")
    ]
    each: Annotated[
        tuple[Literal["organisation", "month", "year"], ...],
        Once,
        Field(
            min_length=1,
            description="What a part is: of the whole, each member of the population; each month "
            "of the period; the same period in each of `years`.",
        ),
    ]
    months: Annotated[
        tuple[Month, ...], Once, Field(description="Only these calendar months, with `month`.")
    ] = ()
    years: Annotated[
        tuple[AYear, AYear] | None,
        Field(description="The first and the last year, with `year`: a fixed period."),
    ] = None
    mean: Annotated[Flag, Field(description="The sum divided by the number of parts.")] = False

    def __post_init__(self) -> None:
        for key, given, part in (
            ("months", bool(self.months), "month"),
            ("years", self.years is not None, "year"),
        ):
            needed = key == "years" and part in self.each
            if (given and part not in self.each) or (needed and not given):
                raise wrong(
                    (
                        f"'{key}' en '{part}' in 'each' horen bij elkaar.",
                        f"'{key}' and '{part}' in 'each' belong together.",
                    ),
                    ("Noem ze allebei, of geen van beide.", "Give both, or neither."),
                    at=(key if given else "each",),
                )
        if self.years is not None and self.years[1] < self.years[0]:
            raise wrong(
                ("eindigt voor het begint.", "ends before it begins."),
                ("Noem eerst het eerste jaar.", "Give the first year first."),
                at=("years",),
            )

    def rule(self, language: str = "nl") -> str:
        """Write how it is made: the formula, for which parts, and that these are added up."""
        only = f" ({', '.join(map(str, self.months))})" if self.months else ""
        first, last = self.years or (0, 0)
        words = {
            "organisation": ("organisatie", "organisation"),
            "month": (f"maand{only}", f"month{only}"),
            "year": (f"jaar van {first} tot en met {last}", f"year from {first} to {last}"),
        }
        nl, en = (" en ".join(words[e][0] for e in self.each), [words[e][1] for e in self.each])
        if language == "nl":
            return f"{self.formula}, per {nl}, {'gemiddeld' if self.mean else 'opgeteld'}"
        how = "the mean of these" if self.mean else "added up"
        return f"{self.formula}, by {' and '.join(en)}, {how}"


@dataclass(frozen=True, slots=True, config=DECLARED)
class Publish:
    """How the figure is rounded when it is shown, and only then."""

    decimals: Annotated[Whole, Field(ge=0, le=9, description="Digits after the point.")]
    mode: Annotated[
        Literal["half-up", "half-even", "down", "floor"],
        Field(description="What happens to a half."),
    ] = "half-up"


@dataclass(frozen=True, slots=True, config=DECLARED)
class Break:
    """A day from which on something else is measured, or otherwise: a break in the series."""

    on: Annotated[
        Day, Field(description="Periods that begin on or after it are measured the new way.")
    ]
    reason: Annotated[Text, Field(description="What changed, as a sentence for readers.")]
    source: Annotated[Source, Field(description="Where that stands.")]
    organisations: Annotated[
        tuple[Id, ...], Once, Field(description="Whose figures; left out: everybody's.")
    ] = ()


@dataclass(frozen=True, slots=True, config=DECLARED)
class ChangeParts:
    """The two indicators that are, together and exactly, a change since the year before."""

    activity: Annotated[PathId, Field(description="By more or less of what was done.")]
    factor: Annotated[PathId, Field(description="By another factor.")]


@dataclass(frozen=True, slots=True, config=DECLARED)
class Indicator:
    """One question with the rule that answers it.

    `formula` may use the names of components and parameters, and `teller` and `noemer` where
    these are given. `applies_when` false makes the figure n.v.t. with `applies_reason`.
    """

    id: Annotated[PathId, Field(description="The path of the file: theme.name.")]
    title: Annotated[Text, Field(description="What readers see.")]
    question: Annotated[Text, Field(description="The question that the figure answers.")]
    unit: Annotated[Unit, Field(description="The unit of the figure.")]
    series: Annotated[Words, Field(description="Only indicators of one series may be compared.")]
    direction: Annotated[
        Literal["hoger", "lager", "neutraal"], Field(description="Which is better.")
    ]
    periods: Annotated[
        tuple[Literal["jaar", "kwartaal", "maand", "als-geleverd"], ...],
        Field(min_length=1, description="Over which periods; `als-geleverd` for publications."),
        Once,
    ]
    components: Annotated[
        Mapping[ShortName, ComponentUse], Field(description="What is added up, by short name.")
    ]
    formula: Annotated[Formula, Field(description="The figure; SQL scalar over short names.")]
    if_missing: Annotated[
        Literal["onvolledig", "onbekend"],
        Field(description="With a gap: the value of what is there, marked; or none."),
    ]
    publish: Annotated[Publish, Field(description="How it is rounded when it is shown.")]
    scope: Annotated[
        Literal["each", "total", "both"],
        Field(description="Figures of the members, of the population as a whole, or both."),
    ]
    sources: Annotated[
        tuple[Source, ...], Field(min_length=1, description="What the definition rests on.")
    ]
    population: Annotated[
        str,
        Field(
            pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$",
            description="Over which organisations; left out: for the pack above to fill in.",
        ),
    ] = OPEN
    parameters: Annotated[
        Mapping[ShortName, ParameterUse], Field(description="Constants, by short name.")
    ] = field(default_factory=dict)
    terms: Annotated[
        Mapping[ShortName, Term],
        Field(description="What is worked out for each part and added up, by short name."),
    ] = field(default_factory=dict)
    numerator: Annotated[
        Formula | None, Field(description="Of a ratio: what is divided; `teller` in the formula.")
    ] = None
    denominator: Annotated[
        Formula | None, Field(description="Of a ratio: by what; `noemer` in the formula.")
    ] = None
    dimensions: Annotated[
        tuple[Words, ...], Once, Field(description="Columns by which it is also shown.")
    ] = ()
    applies_when: Annotated[
        Formula | None, Field(description="False makes the figure 'n.v.t.'.")
    ] = None
    applies_reason: Annotated[Text | None, Field(description="Why it then does not apply.")] = None
    no_number: Annotated[
        Text | None,
        Field(
            description="Why the formula itself gives no number although all it uses is known: "
            "what a `case` without `else` leaves out."
        ),
    ] = None
    small_denominator: Annotated[
        Formula | None, Field(description="True: show the parts, not the ratio.")
    ] = None
    note: Annotated[Text | None, Field(description="What a reader must know about it.")] = None
    definition: Annotated[Text | None, Field(description="What is counted, in full.")] = None
    between: Annotated[
        tuple[ShortName, ShortName] | None,
        Field(
            description="Short names of two parameters: the lowest and highest value that is "
            "within the norm, for each organisation apart."
        ),
    ] = None
    found: Annotated[
        Text | None,
        Field(
            description="Of an indicator with a norm: what there is of an organisation about "
            "which there is a row, also one without a value or a period."
        ),
    ] = None
    beside: Annotated[
        tuple[PathId, ...],
        Once,
        Field(description="Of an indicator with a norm: what else of each can be compared."),
    ] = ()
    breaks: Annotated[
        tuple[Break, ...],
        Field(description="From when on figures may not be held against earlier ones."),
    ] = ()
    robust: Annotated[
        Robustness | None, Field(description="Of a weighted score: what it would be otherwise.")
    ] = None
    cumulative: Annotated[
        Flag,
        Field(description="Counts on from a fixed day: never said to be higher than before."),
    ] = False
    about: Annotated[
        Text | None,
        Field(
            description="Of a `cumulative` series that stands beside the months of another one: "
            "what time it is about, as the begin of a sentence, with {month} for the month."
        ),
    ] = None
    apart: Annotated[
        Text | None,
        Field(description="Why no two periods may be compared, as a sentence for readers."),
    ] = None
    headline: Annotated[
        Whole | None,
        Field(ge=1, le=5, description="Its place among the three to five that lead the theme."),
    ] = None
    nature: Annotated[
        Nature | None,
        Field(
            description="What kind of statement it is; left out: what its rows say, and of what "
            "was delivered a realisation."
        ),
    ] = None
    replaced_by: Annotated[PathId | None, Field(description="The indicator that took over.")] = None
    apportion: Annotated[
        Words | None, Field(description="Id of the total to which whole parts must add up.")
    ] = None
    divisible: Annotated[
        Flag,
        Field(
            description="False: it is about what cannot be divided over successors, such as a "
            "plan; of what an organisation was, nothing is then said in a later structure."
        ),
    ] = True
    adds_up: Annotated[
        tuple[PathId, ...],
        Once,
        Field(description="The indicators that are this one together: its sources, in its unit."),
    ] = ()
    change: Annotated[
        ChangeParts | None,
        Field(description="The two indicators that are its change since the year before."),
    ] = None
    overrides: Annotated[
        Overrides | None, Field(description="Which definition this one replaces.")
    ] = None

    def __post_init__(self) -> None:
        if "als-geleverd" in self.periods and len(self.periods) > 1:
            raise wrong(
                (
                    "'als-geleverd' staat naast een andere periode.",
                    "'als-geleverd' stands beside another period.",
                ),
                ("Noem het alleen, of laat het weg.", "Name it alone, or leave it out."),
                at=("periods",),
            )
        if self.about is not None:
            self._check_about(self.about)
        named: tuple[tuple[str, Mapping[str, object]], ...] = (
            ("components", self.components),
            ("parameters", self.parameters),
            ("terms", self.terms),
        )
        for key, names in named:
            for name in names:
                if name in RESERVED:
                    raise wrong(
                        (f"'{name}' betekent al iets.", f"'{name}' means something already."),
                        ("Kies een andere korte naam.", "Choose another short name."),
                        at=(key, name),
                    )
        if self.terms and (self.if_missing != "onbekend" or self.periods == ("als-geleverd",)):
            raise wrong(
                (
                    "rekent per onderdeel, en dat kan niet over een deel van de gegevens.",
                    "works by parts, and that cannot be done over a part of the data.",
                ),
                (
                    "Noem 'if-missing: onbekend', en een periode die geen 'als-geleverd' is.",
                    "Give 'if-missing: onbekend', and a period that is not 'als-geleverd'.",
                ),
                at=("terms",),
            )

    def _check_about(self, about: Text) -> None:
        if not self.cumulative or any(
            "{month}" not in words for words in (about.nl, about.en or "")
        ):
            raise wrong(
                (
                    "'about' hoort bij een reeks die optelt, in twee talen, met {month} erin.",
                    "'about' goes with a cumulative series, in two languages, with {month} in it.",
                ),
                (
                    "Schrijf 'cumulative: true' en zet {month} waar de maand komt.",
                    "Write 'cumulative: true' and put {month} where the month comes.",
                ),
                at=("about",),
            )

    @property
    def theme(self) -> str:
        """The theme: the first part of the id."""
        return self.id.partition(".")[0]
