"""What was published on single ICT activities; the values are typed over from the publications."""

from __future__ import annotations

from verantwoord.engine.compute import Computation
from verantwoord.formula.quantities import Absence, Absent
from verantwoord.model.figure import FigureStatus

THEME = "ict-en-informatiebeveiliging"
PUBLISHED = {
    ("activiteit-schatting", "2018-07"): ["29"],
    ("activiteit-besteed", "2017"): ["100"],
    ("activiteit-stijging", "2020-12-31"): ["6", "20"],
    ("activiteiten-belastingdienst", "2020-12-31"): ["13"],
    ("portefeuille-lopend", "2009-12-31"): ["2230"],
    ("portefeuille-lopend", "2010-12-31"): ["1942"],
}


def test_each_value_is_as_published(rijk_computed: Computation) -> None:
    for (name, period), wanted in PUBLISHED.items():
        found = [
            f
            for f in rijk_computed.figures.values()
            if f.indicator == f"{THEME}.{name}" and str(f.period) == period
        ]
        shown = sorted((str(f.value) for f in found if not isinstance(f.value, Absent)), key=float)
        assert [s.rstrip("0").rstrip(".") if "." in s else s for s in shown] == wanted, name
        assert {f.status for f in found} == {FigureStatus.PUBLISHED}, name


def test_costs_of_which_the_page_says_too_little_are_unknown(rijk_computed: Computation) -> None:
    """GCMK: neither zero nor left out."""
    (figure,) = (
        f
        for f in rijk_computed.figures.values()
        if f.indicator == f"{THEME}.activiteit-schatting" and str(f.period) == "2018-12-31"
    )
    assert isinstance(figure.value, Absent)
    assert figure.value.kind is Absence.UNKNOWN
