"""The rows that were accepted are the rows that are counted, and looking costs little memory."""

from __future__ import annotations

import os
import tracemalloc
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from tests.rows import Shelf
from verantwoord.engine.errors import EngineError
from verantwoord.engine.intact import check_files

ROWS = [{"drager": "stroom", "verbruik": 1}]


def test_rows_that_were_changed_after_acceptance_are_refused(shelf: Shelf) -> None:
    delivery = shelf.deliver("meters", "alfa", "2024-01", ROWS)
    path = shelf.path(delivery)
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.write_bytes(content)
    with pytest.raises(EngineError, match="veranderd na ontvangst"):
        shelf.compute()


def test_the_published_hash_does_not_judge_the_bytes_of_the_file(shelf: Shelf) -> None:
    """The same rows in another container are the same facts; the log knows this machine's file."""
    delivery = shelf.deliver("meters", "alfa", "2024-01", ROWS)
    assert delivery.rows_sha256 != delivery.stored_sha256
    shelf.deliveries[:] = [replace(delivery, rows_sha256="0" * 64)]
    assert shelf.compute().figures


def test_a_file_is_not_read_into_memory_to_look_whether_it_is_whole(shelf: Shelf) -> None:
    delivery = shelf.deliver("meters", "alfa", "2024-01", ROWS)
    path = shelf.path(delivery)
    metadata = {b"random": os.urandom(8 << 20)}  # a file of 8 MB with one row
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata(metadata), path)
    tracemalloc.start()
    with pytest.raises(EngineError):
        check_files([delivery], shelf.path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 8 << 20 and peak < 1 << 20
