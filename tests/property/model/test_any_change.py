"""Whatever is changed in a pack, it is read, or refused at a line of the file."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import PACKS
from tests.lanes import examples
from verantwoord.model.errors import PackError, PackErrors
from verantwoord.model.loading import load_pack
from verantwoord.model.worked_cases import load_cases

MINI = PACKS / "mini"
FILES = sorted(p.relative_to(MINI).as_posix() for p in MINI.rglob("*.yaml"))
DOCUMENTS: dict[str, Any] = {
    f: yaml.load((MINI / f).read_text("utf-8"), yaml.BaseLoader) for f in FILES
}
Where = tuple[str | int, ...]


def places(value: Any, path: Where = ()) -> Iterator[Where]:
    """Every place in a file: of each key and each item."""
    yield path
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in pairs:
        yield from places(inner, (*path, key))


PLACES = [(f, p) for f in FILES for p in places(DOCUMENTS[f]) if p]
# words that mean something somewhere in a pack, and some that mean nothing anywhere
SCALARS = """
x a.b alfa energie.norm meters.verbruik ../x /etc/passwd ' -1 0 1.5 1e9 true null 2024 2024-01-01
9999-12-31 0001-01-01 2024-13 2024-Q9 kwh/ 1/0 jaar maand geleverd afgeleid gepubliceerd histogram
previous between
""".split()  # noqa: SIM905 - reads better than quotes around each
SCALARS += ["", "\u2028", "9" * 40, "kwh * (fte", "verbruik +", "percentile(x, 2)", "a: b"]
VALUES = st.one_of(
    st.sampled_from(SCALARS),
    st.sampled_from([[], {}, ["x"], [[]], {"x": "y"}, {"nl": "x"}, [{"x": "1"}], ["1", "1"]]),
)
CHANGES = st.tuples(
    st.sampled_from(PLACES), st.sampled_from(["set", "remove", "twice", "rename"]), VALUES
)


class _Plain(yaml.SafeDumper):
    """Writes each word as it stands, so that a number stays a number."""


def _word(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    quoted = not value or value.strip() != value or any(c in value for c in "\n'\u2028")
    style = '"' if quoted else None
    tag = "tag:yaml.org,2002:str" if quoted else yaml.SafeLoader("").resolve(
        yaml.ScalarNode, value, (True, False)
    )  # fmt: skip
    return dumper.represent_scalar(tag, value, style)


_Plain.add_representer(str, _word)


def changed(document: Any, path: Where, how: str, value: Any) -> Any:
    document = copy.deepcopy(document)
    inside = document
    for step in path[:-1]:
        inside = inside[step]
    last = path[-1]
    match how:
        case "set":
            inside[last] = value
        case "remove":
            del inside[last]
        case "twice" if isinstance(inside, list):
            inside.insert(last, copy.deepcopy(inside[last]))
        case "rename" if isinstance(inside, dict):
            inside[f"{last}-x"] = inside.pop(last)
        case _:
            inside[last] = [inside[last]]
    return document


@settings(max_examples=examples(400))
@given(changes=st.lists(CHANGES, min_size=1, max_size=2))
def test_a_changed_pack_is_read_or_refused_at_a_line(
    changes: list[tuple[tuple[str, Where], str, Any]],
) -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "mini"
        shutil.copytree(MINI, folder)
        documents = dict(DOCUMENTS)
        for (file, path), how, value in changes:
            try:
                documents[file] = changed(documents[file], path, how, value)
            except (KeyError, IndexError, TypeError):
                continue  # the first change took away where the second would be
            text = yaml.dump(documents[file], Dumper=_Plain, sort_keys=False, allow_unicode=True)
            (folder / file).write_text(text, "utf-8")
        try:
            list(load_cases(load_pack(folder)))
        except PackError as error:
            faults = error.errors if isinstance(error, PackErrors) else (error,)
            for fault in faults:
                where = folder / fault.place.file
                lines = where.read_text("utf-8").count("\n") + 1 if where.is_file() else 1
                assert 1 <= fault.place.line <= lines
                for language in ("nl", "en"):
                    assert fault.what.in_language(language).rstrip().endswith((".", ")"))
                    assert "[type=" not in fault.in_language(language)  # words of a library
