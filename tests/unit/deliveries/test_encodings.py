"""A text file is clean UTF-8 before anyone parses it, or it is refused in words that help."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verantwoord.deliveries import encoding
from verantwoord.deliveries.encoding import CleanText, clean_text
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.scratch import scratch_folder


def cleaned(folder: Path, content: bytes) -> CleanText:
    file = folder / "a.csv"
    file.write_bytes(content)
    return clean_text(file, folder)


def refused(folder: Path, content: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refusal:
        cleaned(folder, content)
    return refusal.value


@pytest.mark.parametrize(
    ("content", "newlines", "ends"),
    [
        (b"a", 0, False),
        (b"a\n", 1, True),
        (b"a\nb", 1, False),
        (b"a\nb\n", 2, True),
        (b"a\r\nb\r\n", 2, True),
        (b"\n\n", 2, True),
        (b"a\rb\r", 0, False),
    ],
)
def test_lines_are_counted_by_their_ends(
    tmp_path: Path, content: bytes, newlines: int, ends: bool
) -> None:
    text = cleaned(tmp_path, content)
    assert (text.newlines, text.ends_with_newline) == (newlines, ends)
    assert text.path == tmp_path / "a.csv"  # a file that is clean is read where it stands


@pytest.mark.parametrize(
    ("content", "regular"),
    [
        (b"a;b\nc;d\n", True),
        (b"a;b\r\nc;d\r\n", True),
        (b"a;b\r\nc;d\n", False),
        (b"a;b\nc;d\r\n", False),
        (b"a;b\rc;d\r", False),
        (b"a\rb\n", False),
        (b"a;b\r\nc\rd\r\n", False),
        (b'"a";"b"\n', True),
        (b'"a" ;"b"\n', False),
        (b'"a"; "b"\n', False),
        (b'"a"\t"b"\n', False),
        (b'"a b"\n', True),
    ],
)
def test_a_file_is_regular_when_all_readers_read_it_the_same(
    tmp_path: Path, content: bytes, regular: bool
) -> None:
    assert cleaned(tmp_path, content).regular is regular


@pytest.mark.parametrize(
    ("content", "plain"),
    [("a b", True), ("a  b", False), ("é", False), ("a\tb", True), ("a\u00a0b", False)],
)
def test_a_plain_text_has_ascii_and_single_blanks(
    tmp_path: Path, content: str, plain: bool
) -> None:
    assert cleaned(tmp_path, content.encode()).plain is plain


@pytest.mark.parametrize(
    ("content", "blanks"),
    [
        ("ab", " "),
        ("a b", " "),
        ("a\tb", "\t "),
        ("a\u00a0b", " \u00a0"),
        ("a\u202fb\u2009c", " \u2009\u202f"),
        ("a\u200bb", " \u200b"),
        ("a\u3000b", " \u3000"),
    ],
)
def test_which_blanks_are_in_a_file(tmp_path: Path, content: str, blanks: str) -> None:
    assert cleaned(tmp_path, content.encode()).blanks == blanks


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (b'a;="00123"\n', True),
        (b"a;'00123\n", True),
        (b"'00123;b\n", True),
        (b"a\n'7\n", True),
        (b"a,'7\n", True),
        (b"a\t'7\n", True),
        (b'"\'7"\n', True),
        (b"a;'s avonds\n", False),
        (b"a;foto's 3\n", False),
        (b"a;b=1\n", False),
        (b'a;"=1"\n', False),
    ],
)
def test_which_files_may_hold_a_text_as_a_spreadsheet_writes_it(
    tmp_path: Path, content: bytes, texts: bool
) -> None:
    assert cleaned(tmp_path, content).spreadsheet_texts is texts


@pytest.mark.parametrize(("content", "quotes"), [(b"a;b", False), (b'a;"b"', True), (b"'", False)])
def test_whether_there_is_a_quotation_mark(tmp_path: Path, content: bytes, quotes: bool) -> None:
    assert cleaned(tmp_path, content).quotes is quotes


@pytest.mark.parametrize("size", [3, 4, 5, 6, 7, 8])
@pytest.mark.parametrize(
    "content",
    [
        "a;b\r\nc;d\r\n", 'x;="00"\n',
        "x;'00\n", 'a "b"\n', "é€😀\n", "\ufeffa;b\n", "aa;'7\n", "a;'7\n",
        "a\u00a0b",
        "a\n\nb\n", '"a";"b"\n',
    ],
)  # fmt: skip
def test_where_a_file_is_cut_into_pieces_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, size: int
) -> None:
    whole = cleaned(tmp_path, content.encode())
    monkeypatch.setattr(encoding, "_CHUNK", size)
    pieces = cleaned(tmp_path, content.encode())
    names = ("newlines", "ends_with_newline", "blanks", "regular", "quotes")
    assert [getattr(pieces, n) for n in names] == [getattr(whole, n) for n in names]
    assert pieces.spreadsheet_texts >= whole.spreadsheet_texts


def test_marks_say_how_many_lines_end_before_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "_CHUNK", 4)
    content = b"a\nbb\nccc\n\nd"
    for place, lines in cleaned(tmp_path, content).marks:
        assert content[:place].count(b"\n") == lines


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (codecs.BOM_UTF16_LE + "a".encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + "a".encode("utf-16-be"), "UTF-16"),
        (codecs.BOM_UTF32_LE + "a".encode("utf-32-le"), "UTF-32"),
        (codecs.BOM_UTF32_BE + "a".encode("utf-32-be"), "UTF-32"),
        ("abc".encode("utf-16-le"), "UTF-16"),
        ("abc".encode("utf-16-be"), "UTF-16"),
        ("abc".encode("utf-32-le"), "UTF-32"),
        ("abc".encode("utf-32-be"), "UTF-32"),
    ],
)
def test_more_bytes_a_sign_are_called_by_their_name(
    tmp_path: Path, start: bytes, name: str
) -> None:
    error = refused(tmp_path, start)
    assert error.code == "tekenset"
    assert error.values["reason"] == (f"het bestand is {name}", f"the file is {name}")


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"a\0b", "nul-teken", "1"),
        (b"a\nb\nc\0", "nul-teken", "3"),
        ("a\ufeffb".encode(), "bom-midden", "1"),
        ("\ufeffa\nb\n\ufeffc".encode(), "bom-midden", "3"),
        ("\ufeff\ufeffa".encode(), "bom-midden", "1"),
    ],
)
def test_what_does_not_belong_in_a_text_is_refused_with_its_line(
    tmp_path: Path, content: bytes, code: str, line: str
) -> None:
    error = refused(tmp_path, content)
    assert (error.code, error.where) == (code, line)


def test_windows_becomes_utf8_beside_the_file(tmp_path: Path) -> None:
    text = cleaned(tmp_path, "coördinatie;€ 5\r\nénergie;x\r\n".encode("cp1252"))
    assert text.path != tmp_path / "a.csv"
    assert text.path.read_bytes().decode() == "coördinatie;€ 5\r\nénergie;x\r\n"
    assert (text.newlines, text.regular) == (2, True)


def test_both_encodings_in_one_file_are_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, "één\n".encode() + "één\n".encode("cp1252"))
    assert error.code == "tekenset-gemengd"


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_a_byte_that_windows_does_not_have_is_named(tmp_path: Path, byte: int) -> None:
    error = refused(tmp_path, b"a;b\n1;" + bytes([byte]) + b"\n")
    assert error.code == "tekenset"
    name = f"byte 0x{byte:02x}"
    assert error.values["reason"] == (
        f"{name} bestaat niet in Windows-1252",
        f"{name} is not in Windows-1252",
    )


WORDS = "coördinatie financiële categorieën reünie café privé België"


@pytest.mark.parametrize(("code", "name"), [("cp850", "DOS (850)"), ("mac_roman", "Mac Roman")])
def test_the_letters_of_another_machine_are_known_by_their_words(
    tmp_path: Path, code: str, name: str
) -> None:
    error = refused(tmp_path, "\n".join(WORDS.split()).encode(code))
    dutch, english = error.values["reason"]
    words = WORDS.split()
    assert dutch in [f"de letters zijn die van {name}, zoals in {w}" for w in words]
    assert english in [f"the letters are those of {name}, as in {w}" for w in words]


@pytest.mark.parametrize(
    "text", ["k€", "noord–zuid", "‘s avonds’", "30°", "m²", "3 µg", "µm", "5 µmol", "…"]
)
def test_signs_of_windows_are_no_letters_of_another_machine(tmp_path: Path, text: str) -> None:
    content = f"a;b\n{text};1\n"
    assert cleaned(tmp_path, content.encode("cp1252")).path.read_text("utf-8") == content


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=30))
def test_clean_utf8_is_never_refused_nor_changed(text: str) -> None:
    content = ("x" + text).encode()  # a first sign, so that nothing looks like two bytes a sign
    with scratch_folder() as folder:
        found = cleaned(folder, content)
        assert found.path.read_bytes() == content
        assert found.newlines == content.count(b"\n")
