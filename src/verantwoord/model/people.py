"""What a dataset about people must say, so that small numbers can be hidden; checked at load.

`people` of a dataset says how many people a row is about. Whoever publishes needs that number for
every published sum, so what cannot be traced back to rows that are counted is refused here.
"""

from __future__ import annotations

from collections.abc import Mapping

from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import parse
from verantwoord.formula.unit_rules import Kind, is_number
from verantwoord.model.column import ColumnType
from verantwoord.model.dataset import Aggregate, Dataset
from verantwoord.model.pack import Pack

K = "privacy.k"  # the parameter that says from how many people something is shown
_SPLITS = (ColumnType.CODE, ColumnType.BOOLEAN, ColumnType.ORGANISATION)
_SUMS = (Aggregate.SUM, Aggregate.COUNT)


def check_dimensions(dataset: Dataset) -> None:
    """Refuse a dimension whose values are not a closed list.

    Errors:   ExpressionError. Whatever somebody types in a text would become a published figure,
              with the text in its id; a number or a day would make a figure of every row.
    """
    for name in dataset.dimensions:
        if dataset.column(name).type not in _SPLITS:
            raise ExpressionError(
                f"kolom '{name}' kan geen dimensie zijn: uitsplitsen kan alleen naar een code, "
                "ja of nee, of een organisatie. Maak er een code met een lijst van",
                f"column '{name}' cannot be a dimension: splitting is by a code, "
                "yes or no, or an organisation only. Make it a code with a list",
            )


def check_people(pack: Pack, dataset: Dataset, kinds: Mapping[str, Kind]) -> None:
    """Refuse a dataset about people of which the people behind a sum could not be counted.

    Errors:   ExpressionError: no number of people a row, a lowest, highest or distribution (they
              show the row of one person), a view over people, or no agreed `privacy.k`.
    """
    base = pack.datasets.get(dataset.base or "")
    if base is not None and base.people is not None:
        raise ExpressionError(
            f"'{base.id}' gaat over mensen; een afgeleide dataset erover kan niet, want van haar "
            "rijen is niet na te gaan over hoeveel mensen ze gaan. Maak de bestanddelen in "
            f"'{base.id}'",
            f"'{base.id}' is about people; a derived dataset of it is not possible, because "
            "nobody can tell about how many people its rows are. Make the components in "
            f"'{base.id}'",
        )
    if dataset.people is None:
        return
    count = parse(dataset.people, set(kinds))
    if not is_number(count.unit_of(kinds)) or count.divides:
        raise ExpressionError(
            f"people: '{dataset.people}' is geen aantal", f"people: '{dataset.people}' is no number"
        )
    for component in dataset.components:
        if component.aggregate not in _SUMS:
            raise ExpressionError(
                f"{component.id} is een {component.aggregate}: van mensen worden alleen sommen en "
                "aantallen gemaakt, want een laagste, hoogste of verdeling toont rijen apart",
                f"{component.id} is a {component.aggregate}: of people only sums and counts are "
                "made, because a lowest, highest or distribution shows single rows",
            )
    known = pack.parameters[K].values if K in pack.parameters else ()
    if not any(value.value is not None for value in known):
        raise ExpressionError(
            f"gaat over mensen, maar {K} is niet afgesproken. Maak parameters/privacy/k.yaml",
            f"is about people, but {K} was not agreed. Make parameters/privacy/k.yaml",
        )
