"""It does not matter over how many packs the definitions are spread."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import PACKS
from tests.lanes import examples
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.parts import pack_sha256

MINI = PACKS / "mini"
KINDS = ("datasets", "parameters", "indicators", "goals", "requests")
FILES = sorted(
    path.relative_to(MINI).as_posix()
    for kind in KINDS
    for path in (MINI / kind).rglob("*.yaml")
    if not path.name.endswith(".cases.yaml")
)
NAMES = ("een", "twee", "mini")
SPREAD = st.fixed_dictionaries({file: st.sampled_from(NAMES) for file in FILES})


def spread_over(folder: Path, where: dict[str, str]) -> Pack:
    """Load the mini pack with its files over three packs, each building on the one before."""
    shutil.copytree(MINI, folder / "mini")
    yaml = (MINI / "pack.yaml").read_text("utf-8")
    for name, below in zip(NAMES, ((), ("een",), ("een", "twee")), strict=True):
        text = yaml.replace("id: mini", f"id: {name}")
        more = f"builds-on: [{', '.join(below)}]\n" if below else ""
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "pack.yaml").write_text(text + more, "utf-8")
    for file, name in where.items():
        if name != "mini":
            (folder / name / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(folder / "mini" / file, folder / name / file)
    for table in ("views/uitstoot.sql", "reference/dragers.csv"):
        if where["datasets/uitstoot.yaml"] != "mini":
            target = folder / where["datasets/uitstoot.yaml"] / table
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(folder / "mini" / table, target)
    return load_pack(folder / "mini")


@settings(max_examples=examples(40))
@given(where=SPREAD)
def test_spread_over_packs_it_is_the_same_whole(where: dict[str, str]) -> None:
    whole = load_pack(MINI)
    with TemporaryDirectory() as temporary:
        spread = spread_over(Path(temporary), where)
        assert spread.sha256 == pack_sha256(spread.folder)
        table = (spread.datasets["uitstoot"].reference or {})["dragers"]
        found = (spread.folder / table).read_bytes()
    assert found == (MINI / "reference/dragers.csv").read_bytes()
    for kind in (*KINDS, "themes"):
        there, here = getattr(spread, kind), getattr(whole, kind)
        assert list(there) == list(here)
        for identifier in here:
            if identifier == "uitstoot":  # its table is found by another way
                kept = here[identifier].reference
                assert replace(there[identifier], reference=kept) == here[identifier]
            else:
                assert there[identifier] == here[identifier]
    for file, name in where.items():
        kind = file.split("/")[0].removesuffix("s")
        identifier = file.removesuffix(".yaml").split("/", 1)[1].replace("/", ".")
        assert spread.origins[f"{kind}:{identifier}"] == name
        assert spread.file_of(kind, identifier) == f"{name}/{file}"
    assert spread.organisations == whole.organisations
