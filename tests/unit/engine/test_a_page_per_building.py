"""A page for each building from the quarter-hours of its meters, equal on every engine.

The same program makes the set of 70 million rows; see docs/scale.md.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from lxml import html

from tests.runners import PARAMS, runner_named
from verantwoord_bench.buildings import (
    Estate,
    deliveries,
    difference,
    figures_of,
    pages,
    write_pack,
)

SMALL = Estate(services=2, buildings=3, meters=2, months=2)


@pytest.mark.parametrize("name", PARAMS)
def test_every_building_has_a_page_and_every_engine_gives_its_digits(
    tmp_path: Path, name: str
) -> None:
    pack = write_pack(tmp_path / "pack", SMALL)
    sent = deliveries(tmp_path / "rows", SMALL)
    with runner_named("duckdb") as first, runner_named(name) as other:
        one = figures_of(pack, sent, tmp_path / "rows", first)
        assert difference(one, figures_of(pack, sent, tmp_path / "rows", other)) is None
    drawn = {page.path: b"".join(page.parts) for page in pages(pack, one)}
    assert len(drawn) == SMALL.services * SMALL.buildings
    rows = str(tmp_path / "rows" / "*.parquet")
    sums = dict(
        duckdb.execute(
            "SELECT gebouw, sum(kwh) FROM read_parquet(?) GROUP BY gebouw", [rows]
        ).fetchall()
    )
    assert sorted(sums) == sorted(SMALL.codes)
    for figure in one.figures.values():
        if figure.dimensions and isinstance(figure.value, Decimal):
            assert figure.value == sums[figure.dimensions[0][1]]
    texts = [html.fromstring(content).text_content() for content in drawn.values()]
    for building in SMALL.codes:
        assert sum(building in text for text in texts) == 1


def test_one_other_digit_is_seen(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", SMALL)
    sent = deliveries(tmp_path / "rows", SMALL)
    with runner_named("duckdb") as engine:
        one = figures_of(pack, sent, tmp_path / "rows", engine)
        less = figures_of(pack, sent[1:], tmp_path / "rows", engine)
    assert difference(one, one) is None
    assert (difference(one, less) or "").startswith("energie.verbruik-per-gebouw@dienst-000@2024")
