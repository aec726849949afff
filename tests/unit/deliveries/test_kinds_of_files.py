"""Which form a file has: its name, its first bytes and its size must agree."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verantwoord.deliveries import limits
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.form import Form, check_container, form_of, too_large
from verantwoord.deliveries.private_copy import private_copy
from verantwoord.scratch import scratch_folder


def packed(*names: str, content: bytes = b"<a/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name in names:
            container.writestr(name, content)
    return out.getvalue()


XLSX = packed("xl/workbook.xml")
ODS = packed("content.xml")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_EXCEL = OLE + 100 * b"\0" + "Workbook".encode("utf-16-le")


def refusal(folder: Path, name: str, content: bytes) -> UnreadableFile:
    (folder / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        form_of(folder / name)
    return refused.value


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.csv", b"a;b\n", Form.CSV),
        ("a.CSV", b"a;b\n", Form.CSV),
        ("a.b.csv", b"a;b\n", Form.CSV),
        ("a.txt", b"a;b\n", Form.CSV),
        ("a.tsv", b"a\tb\n", Form.CSV),
        ("a.csv", b"\xef\xbb\xbfa;b\n", Form.CSV),
        ("a.csv", b"xmlns;html\n", Form.CSV),
        ("a.csv", b"a;<table>\n", Form.CSV),
        ("a.jsonl", b'{"a": 1}\n', Form.JSONL),
        ("a.ndjson", b'{"a": 1}\n', Form.JSONL),
        ("a.parquet", b"PAR1....", Form.PARQUET),
        ("a.xlsx", XLSX, Form.XLSX),
        ("a.XLSX", XLSX, Form.XLSX),
        ("a.ods", ODS, Form.ODS),
    ],
)
def test_a_file_that_is_what_it_is_called(
    tmp_path: Path, name: str, content: bytes, form: Form
) -> None:
    (tmp_path / name).write_bytes(content)
    assert form_of(tmp_path / name) is form


@pytest.mark.parametrize(
    ("name", "content", "actual"),
    [
        ("a.csv", XLSX, "xlsx"),
        ("a.csv", ODS, "ods"),
        ("a.csv", packed("xl/workbook.bin"), "xlsb"),
        ("a.xlsx", packed("xl/workbook.bin"), "xlsb"),
        ("a.xlsx", packed("word/document.xml"), "docx"),
        ("a.ods", packed("ppt/presentation.xml"), "pptx"),
        ("a.xlsx", ODS, "ods"),
        ("a.ods", XLSX, "xlsx"),
        ("a.parquet", packed("a.txt"), "zip"),
        ("a.csv", packed(), "zip"),
        ("a.xlsx", b"PAR1", "parquet"),
        ("a.csv", b"PAR1", "parquet"),
        ("a.parquet", b"a;b\n", "tekst"),
        ("a.xlsx", b"a;b\n", "tekst"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.xlsx", b"\x1f\x8b\x08", "gzip"),
        ("a.csv", b"7z\xbc\xaf\x27\x1c", "7z"),
        ("a.csv", b"\x89PNG\r\n", "PNG"),
        ("a.csv", b"\xff\xd8\xff\xe0", "JPEG"),
        ("a.csv", b"{\\rtf1", "RTF"),
        ("a.csv", b"SQLite format 3\0", "SQLite"),
        ("a.xlsx", OLD_EXCEL, "xls"),
        ("a.csv", OLD_EXCEL, "xls"),
        ("a.csv", OLE + 64 * b"\0", "versleuteld"),
        ("a.csv", b"<!DOCTYPE html><html>", "HTML"),
        ("a.csv", b"\n  <TABLE border=1>", "HTML"),
        ("a.csv", b"<head>", "HTML"),
        ("a.xlsx", b"<body>", "HTML"),
        ("a.csv", b"\xef\xbb\xbf<meta charset=utf-8>", "HTML"),
        ("a.csv", b'<?xml version="1.0"?>', "XML"),
        ("a.csv", b'<ss xmlns="urn:x">', "XML"),
        ("a.csv", b'{"a": 1}\n', "JSON"),
        ("a.csv", b'[{"a": 1}]', "JSON"),
        ("a.csv", b"\n [ [1, 2] ]", "JSON"),
        ("a.jsonl", XLSX, "xlsx"),
        ("a.jsonl", b"%PDF-1.7", "PDF"),
    ],
)
def test_a_file_that_is_something_else_than_its_name(
    tmp_path: Path, name: str, content: bytes, actual: str
) -> None:
    error = refusal(tmp_path, name, content)
    assert error.code == "bestand-anders-dan-naam"
    assert error.values == {"extension": Path(name).suffix, "actual": actual}


def test_a_json_line_is_no_other_form_under_its_own_name(tmp_path: Path) -> None:
    """Only a text under the name of a table is held against the marks of other texts."""
    (tmp_path / "a.jsonl").write_bytes(b"<html>")
    assert form_of(tmp_path / "a.jsonl") is Form.JSONL


@pytest.mark.parametrize(
    ("name", "content", "extension", "actual"),
    [
        ("a.doc", b"tekst", ".doc", "tekst"),
        ("a.Xls", OLD_EXCEL, ".Xls", "xls"),
        ("a.xlsm", XLSX, ".xlsm", "xlsx"),
        ("a.json", b'{"a": 1}', ".json", "JSON"),
        ("a.pdf", b"%PDF-1.7", ".pdf", "PDF"),
        ("levering", b"a;b\n", "levering", "tekst"),
        ("a.xls", b"", ".xls", "leeg"),
        (".csv", b"a;b\n", ".csv", "tekst"),
    ],
)
def test_a_name_that_we_do_not_read_is_said_with_what_the_file_is(
    tmp_path: Path, name: str, content: bytes, extension: str, actual: str
) -> None:
    error = refusal(tmp_path, name, content)
    assert error.code == "bestand-onbekende-soort"
    assert error.values == {"extension": extension, "actual": actual}


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.ods", "a.parquet", "a.jsonl"])
def test_an_empty_file_is_refused_in_every_form(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, name, b"").code == "bestand-leeg"


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_a_spreadsheet_with_a_password_is_called_so(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, name, OLE + 64 * b"\0").code == "bestand-met-wachtwoord"


def test_a_file_that_is_too_large_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 3 * 1024**2)
    (tmp_path / "a.csv").write_bytes((3 * 1024**2) * b"a")
    assert form_of(tmp_path / "a.csv") is Form.CSV
    error = refusal(tmp_path, "a.csv", (3 * 1024**2 + 1) * b"a")
    assert error.code == "bestand-te-groot"
    assert error.values == {"size": "3 MB", "limit": "3 MB"}


@pytest.mark.parametrize(
    ("unpacked", "size"), [(5, "5 bytes"), (1024**2 - 1, "1048575 bytes"), (1024**2, "1 MB"),
                           (5 * 1024**3, "5120 MB")]
)  # fmt: skip
def test_a_size_is_said_in_bytes_or_megabytes(unpacked: int, size: str) -> None:
    error = too_large(unpacked, 7)
    assert error.code == "bestand-te-groot-uitgepakt"
    assert error.values == {"size": size, "ratio": 7, "limit": "4096 MB"}


# containers


@pytest.mark.parametrize(
    ("form", "part"), [(Form.XLSX, "xl/workbook.xml"), (Form.ODS, "content.xml")]
)
def test_a_container_must_have_the_part_of_its_form(tmp_path: Path, form: Form, part: str) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(packed(part, "anders.xml"))
    check_container(file, form)
    file.write_bytes(packed("anders.xml"))
    with pytest.raises(UnreadableFile) as refused:
        check_container(file, form)
    assert refused.value.code == "bestand-anders-dan-naam"
    assert refused.value.values == {"extension": f".{form}", "actual": "een ander zipbestand"}


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "\\windows", "../buiten", "a/../../b", "a\\..\\b", "..", "C:a", "a:b", "x/.."],
)
def test_a_part_that_names_a_place_outside_is_refused(tmp_path: Path, name: str) -> None:
    error = refusal(tmp_path, "a.xlsx", packed("xl/workbook.xml", name))
    assert error.code == "bestand-onveilig-pad"
    assert error.values == {"name": name}


@pytest.mark.parametrize("name", ["a..b", "..a/b", "a/b..", "é/ü.xml", "a b.xml", "[x].xml"])
def test_a_part_with_an_odd_name_inside_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(packed("xl/workbook.xml", name))
    assert form_of(tmp_path / "a.xlsx") is Form.XLSX


def with_flag(content: bytes) -> bytes:
    """Set the bit of encryption in every entry of a zip."""
    made = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.find(mark)
        while place >= 0:
            made[place + at] |= 1
            place = made.find(mark, place + 4)
    return bytes(made)


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def of_later_version(content: bytes) -> bytes:
    made = bytearray(content)
    place = made.find(b"PK\x01\x02")
    made[place + 6 : place + 8] = (99).to_bytes(2, "little")
    return bytes(made)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (with_flag, "bestand-met-wachtwoord"),
        (cut, "bestand-beschadigd"),
        (of_later_version, "bestand-beschadigd"),
        (lambda _: b"PK\x03\x04", "bestand-beschadigd"),
        (lambda _: b"PK\x05\x06", "bestand-beschadigd"),
    ],
)
@pytest.mark.parametrize(("name", "content"), [("a.xlsx", XLSX), ("a.ods", ODS)])
def test_a_container_that_cannot_be_read(
    tmp_path: Path, name: str, content: bytes, change: Callable[[bytes], bytes], code: str
) -> None:
    assert refusal(tmp_path, name, change(content)).code == code


def test_a_part_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = packed("xl/workbook.xml", "a.xml", "a.xml")
    error = refusal(tmp_path, "a.xlsx", content)
    assert error.code == "bestand-beschadigd"
    assert error.values["reason"] == (
        "3 onderdelen, of een onderdeel dubbel",
        "3 parts, or one part twice",
    )


def test_more_parts_than_a_spreadsheet_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_CONTAINER_FILES", 3)
    (tmp_path / "a.xlsx").write_bytes(packed("xl/workbook.xml", "a", "b"))
    assert form_of(tmp_path / "a.xlsx") is Form.XLSX
    error = refusal(tmp_path, "a.xlsx", packed("xl/workbook.xml", "a", "b", "c"))
    assert error.values["reason"][0] == "4 onderdelen, of een onderdeel dubbel"


@pytest.mark.parametrize(
    ("most", "ratio", "begins", "refused"),
    [
        (10**6, 10**6, 0, False),
        (10**5, 10**6, 0, False),
        (10**5 - 1, 10**6, 0, True),  # too much, however it is packed
        (10**6, 10, 0, True),  # packed tighter than a spreadsheet is
        (10**6, 10, 10**5, False),  # but small
        (10**6, 10, 10**5 - 1, True),
    ],
)
def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    ratio: int,
    begins: int,
    refused: bool,
) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", most)
    monkeypatch.setattr(limits, "MAX_RATIO", ratio)
    monkeypatch.setattr(limits, "RATIO_FROM_BYTES", begins)
    content = packed("xl/workbook.xml", content=10**5 * b"a")
    if refused:
        error = refusal(tmp_path, "a.xlsx", content)
        assert error.code == "bestand-te-groot-uitgepakt"
        assert error.values["size"] == "100000 bytes"
    else:
        (tmp_path / "a.xlsx").write_bytes(content)
        assert form_of(tmp_path / "a.xlsx") is Form.XLSX


@given(st.binary(max_size=200), st.sampled_from(sorted(f.value for f in Form)))
def test_any_bytes_are_a_form_or_a_finding(content: bytes, extension: str) -> None:
    with scratch_folder() as folder:
        file = folder / f"a.{extension}"
        file.write_bytes(content)
        try:
            assert form_of(file).value == extension
        except UnreadableFile as error:
            assert error.code.startswith("bestand-")


# the copy that is read


@pytest.mark.parametrize("name", ["fte*.csv", "[a].csv", "levering.CSV", "a?.csv", "'.csv"])
def test_the_copy_has_a_name_of_our_own(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"a;b\n")
    (tmp_path / "fte1.csv").write_bytes(b"van een ander\n")
    with private_copy(file) as copy:
        assert copy.name == "levering.csv"
        assert copy.parent != tmp_path
        assert copy.read_bytes() == b"a;b\n"
        file.write_bytes(b"iets anders\n")  # what happens to the file now changes nothing
        assert copy.read_bytes() == b"a;b\n"
    assert not copy.exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.doc", b"x", "bestand-onbekende-soort"), ("a.csv", b"", "bestand-leeg"),
     ("a.csv", XLSX, "bestand-anders-dan-naam")],
)  # fmt: skip
def test_what_we_do_not_read_is_not_copied(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as refused, private_copy(tmp_path / name):
        pytest.fail("it was copied")
    assert refused.value.code == code


@pytest.mark.parametrize("sizes", [(0, 1), (1, 1), (3, 7)])
def test_a_copy_is_the_file_to_the_byte_however_large(tmp_path: Path, sizes: Sequence[int]) -> None:
    content = b"a;b\n" + sizes[0] * (1 << 20) * b"x" + sizes[1] * b"y"
    (tmp_path / "a.csv").write_bytes(content)
    with private_copy(tmp_path / "a.csv") as copy:
        assert copy.read_bytes() == content
