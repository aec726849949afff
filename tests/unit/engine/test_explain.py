"""What an indicator is, in plain words, from its definition alone."""

from __future__ import annotations

from dataclasses import replace

from verantwoord.engine.explain import explain
from verantwoord.model.indicator import Indicator
from verantwoord.model.pack import Pack
from verantwoord.model.text import Source, Text


def changed(pack: Pack, indicator: Indicator) -> Pack:
    return replace(pack, indicators={**pack.indicators, indicator.id: indicator})


def lines(pack: Pack, identifier: str) -> list[str]:
    return list(explain(pack, pack.indicators[identifier]).lines)


def test_a_ratio_is_explained_with_its_parts_and_when_it_applies(mini: Pack) -> None:
    found = lines(mini, "energie.per-fte")
    assert found[0] == "Verbruik per fte  [energie.per-fte]"
    for said in (
        "Vraag:      Hoeveel per fte?",
        "Reeks:      meter",
        "Teller:     verbruik",
        "Noemer:     fte",
        "Formule:    teller / noemer",
        "Geldt als:  fte >= 0 (anders: Geen personeel.)",
        "Afronding:  1 decimalen, half-up; alleen bij tonen",
        "  Verzonnen",
    ):
        assert said in found, said
    assert not any(line.startswith(("Betekenis:", "Doelen:")) for line in found)


def test_every_value_of_a_parameter_stands_there_with_its_time_and_source(mini: Pack) -> None:
    """The one that nobody knows too, with the reason why."""
    found = lines(mini, "energie.per-fte")
    first = next(i for i, line in enumerate(found) if line.startswith("  norm = energie.norm"))
    assert found[first + 1 : first + 4] == [
        "    vanaf 2023-01-01 tot 2024-01-01: 10 (Besluit 1)",
        "    vanaf 2024-01-01 tot 2025-01-01: 8 (Besluit 2)",
        "    vanaf 2025-01-01: onbekend: nog niet vastgesteld",
    ]


def test_only_the_key_that_is_used_is_shown(mini: Pack) -> None:
    indicator = mini.indicators["energie.per-fte"]
    (use,) = indicator.parameters.values()
    keyed = replace(use, parameter="energie.factor", key="warmte")
    made = replace(indicator, parameters={"norm": keyed})
    found = [line for line in lines(changed(mini, made), made.id) if line.startswith("    ")]
    assert "    vanaf 2023-01-01: 0.1 (Lijst 2023)" in found
    assert not any("0.4" in line for line in found)


def test_what_is_done_with_a_component_before_it_is_added_is_said(mini: Pack) -> None:
    indicator = mini.indicators["energie.per-fte"]
    use = replace(indicator.components["fte"], months=(1, 12), shift_years=-1)
    made = replace(indicator, components={**indicator.components, "fte": use})
    found = next(li for li in lines(changed(mini, made), made.id) if li.startswith("  fte = "))
    assert found.endswith(", maanden 1, 12, gemiddelde van de maanden, -1 jaar")
    plain = next(li for li in lines(mini, made.id) if li.startswith("  verbruik = "))
    assert "maanden" not in plain and "gemiddelde" not in plain and "jaar" not in plain


def test_goals_and_meaning_and_addresses_are_shown_where_they_are(mini: Pack) -> None:
    indicator = replace(
        mini.indicators["energie.verbruik"],
        definition=Text("Wat de meter meet."),
        sources=(Source("Lijst", "https://example.org/lijst"), Source("Boek")),
    )
    found = lines(changed(mini, indicator), indicator.id)
    assert "Betekenis:  Wat de meter meet." in found
    assert found[found.index("Doelen:") + 1] == "  energie.minder: Minder energie (maximaal)"
    at = found.index("Bronnen:")
    assert found[at + 1 : at + 3] == ["  Lijst, https://example.org/lijst", "  Boek"]


def test_what_is_explained_is_what_runs(mini: Pack) -> None:
    found = lines(mini, "energie.verbruik")
    at = found.index("SQL over meters:")
    assert "SUM" in found[at + 1].upper() and "verbruik" in found[at + 1]
