"""Names of pages: one id, one file, on every file system."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verantwoord.release import paths

IDS = st.builds(
    lambda who, period, value: f"thema.naam@{who}@{period}@soort={value}",
    st.sampled_from(["rijk", "bzk", "ez-2024"]),
    st.sampled_from(["2024", "2024-Q1", "2024-H1", "2024-01", "2022-08/2023-03"]),
    st.text(min_size=1, max_size=90),
)


@given(IDS, IDS)
def test_different_figures_never_share_a_page(one: str, other: str) -> None:
    a, b = paths.figure_page(one).casefold(), paths.figure_page(other).casefold()
    assert (a == b) is (one == other)


@given(IDS)
def test_a_page_has_a_name_that_every_file_system_takes(figure: str) -> None:
    name = paths.figure_page(figure).removeprefix("cijfer/")
    assert "/" not in name and len(name) < 200 and name.isascii()
    assert not set(name) & set('<>:"|?*\\ ')
