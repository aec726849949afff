"""A release made with the oldest versions we allow is equal in content with those of today.

It is in `klein-2024.tar.xz`; `make kept` makes it anew (see make.sh). It says nothing about the
figures that only tests/golden does not say better; it says that an update breaks no verification.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from pathlib import Path

import pytest

from verantwoord.release.program import this_program
from verantwoord.release.verify import Conclusion
from verantwoord.site.whole import verify

KEPT = Path(__file__).parent / "klein-2024.tar.xz"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    with tarfile.open(KEPT) as archive:
        safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # from 3.11.4 on
        archive.extractall(tmp_path, **safe)
    return tmp_path / "klein-2024"


@pytest.mark.slow
def test_a_release_of_the_oldest_versions_is_equal_in_content(kept: Path) -> None:
    verdict = verify(kept)
    assert verdict.differences == () and verdict.problems == ()
    assert verdict.remade == (), "when the form of a release changed on purpose: make kept"
    libraries = json.loads((kept / "receipt.json").read_text("utf-8"))["program"]["libraries"]
    if libraries["pyarrow"] == this_program().libraries["pyarrow"]:
        assert verdict.conclusion in (Conclusion.EQUAL, Conclusion.SAME_CONTENT)
    else:
        assert verdict.conclusion is Conclusion.SAME_CONTENT
        assert "data/figures.parquet" in verdict.form


@pytest.mark.slow
def test_one_digit_in_it_is_still_a_difference(kept: Path) -> None:
    """Also when the hash in the receipt is changed along."""
    path = kept / "data/figures.csv"
    content = path.read_bytes().replace(b",3240.125,", b",3240.126,", 1)
    assert content != path.read_bytes()
    path.write_bytes(content)
    receipt = json.loads((kept / "receipt.json").read_text("utf-8"))
    receipt["files"]["data/figures.csv"] = hashlib.sha256(content).hexdigest()
    (kept / "receipt.json").write_text(json.dumps(receipt, ensure_ascii=False, indent=1) + "\n")
    verdict = verify(kept)
    assert verdict.conclusion is Conclusion.DIFFERENT
    assert verdict.differences[0].figure == "energie.verbruik@zilverland@2024"
