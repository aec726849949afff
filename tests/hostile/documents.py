"""Documents made to keep a reader busy: each name says the form, and what is wrong with it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from tests.unit.documents.makers import docx, odt, pdf

_P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
_LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
_UNICODE = '<?xml version="1.0" encoding="UTF-16"?>'


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            container.writestr(name, data)
    return out.getvalue()


def _lying_size() -> bytes:
    """A member that says in the directory that it is 100 bytes and unpacks to 200 MB."""
    made = bytearray(_zip({"word/document.xml": b"<a>" + b"x" * 200_000_000}))
    at = made.rindex(b"PK\x01\x02")
    struct.pack_into("<I", made, at + 24, 100)
    return bytes(made)


def _overlapping() -> bytes:
    """Five thousand members that are one and the same piece of the file."""
    data = zlib.compress(b"<a>" + b"x" * 10_000_000)[2:-4]
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(data), 10_000_003, 1, 0)
    body = head + b"a" + data
    directory = b""
    names = ["word/document.xml", *(f"word/{i}.xml" for i in range(5_000))]
    for name in names:
        directory += struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(data), 10_000_003,
            len(name), 0, 0, 0, 0, 0, 0,
        ) + name.encode()  # fmt: skip
    count = len(names)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + end


def _nested_zip() -> bytes:
    inside = b"0" * 10_000_000
    for _ in range(8):
        inside = _zip({f"{i}.zip": inside for i in range(10)})
    return inside


def _members(number: int) -> bytes:
    return _zip({f"{i}": b"" for i in range(number)})


def _pdf(*objects: bytes) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, data in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + data + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


_ROOT = b"<< /Type /Catalog /Pages 2 0 R >>"


def _packed_stream(body: bytes) -> bytes:
    data = zlib.compress(body)
    head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(data)
    return head + data + b"\nendstream"


def _pdf_of(stream: bytes) -> bytes:
    return _pdf(
        _ROOT,
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
        stream,
    )


def _chain(number: int) -> bytes:
    """Footnotes of which each refers to the next."""
    refer = '<w:p><w:r><w:t>Noot {0}.</w:t><w:footnoteReference w:id="{1}"/></w:r></w:p>'
    notes = "".join(
        f'<w:footnote w:id="{i}">{refer.format(i, i + 1)}</w:footnote>' for i in range(number)
    )
    return docx(refer.format("begin", 0), footnotes=notes)


# what is refused, or read in full; sizes at which anything quadratic would take days
FILES: Mapping[str, Callable[[], bytes]] = {
    "text of 59 MB.docx": lambda: docx(_P.format("Zin. " * 11_800_000)),
    "empty elements.docx": lambda: docx("<w:t/>" * 4_500_000),
    "paragraphs in paragraphs.docx": lambda: docx(
        (_P[:5] * 200 + "<w:r><w:t>x.</w:t></w:r>" + "</w:p>" * 200) * 100
    ),
    "a hundred thousand deep.docx": lambda: docx("<w:p>" * 100_000 + "</w:p>" * 100_000),
    "notes in notes.docx": lambda: _chain(4_000),
    "fields without an end.docx": lambda: docx(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/>'
        "<w:t>x.</w:t></w:r></w:p>" * 8_000
    ),
    "styles based on styles.docx": lambda: docx(
        _P.format("Tekst."),
        styles="".join(
            f'<w:style w:styleId="s{i}"><w:basedOn w:val="s{i + 1}"/></w:style>'
            for i in range(60_000)
        ),
    ),
    "laughs.docx": lambda: _zip(
        {"word/document.xml": f"<!DOCTYPE a [{_LAUGHS}]><a>&l9;</a>".encode()}
    ),
    "size that lies.docx": _lying_size,
    "overlapping members.docx": _overlapping,
    "zip in zip in zip.docx": _nested_zip,
    "many members.docx": lambda: _members(60_000),
    "styles based on styles.odt": lambda: odt(
        "<text:p>Tekst.</text:p>",
        styles="".join(
            f'<style:style style:family="text" style:name="s{i}" '
            f'style:parent-style-name="s{i + 1}"/>'
            for i in range(60_000)
        ),
    ),
    "deep.odt": lambda: odt("<text:span>" * 100_000 + "</text:span>" * 100_000),
    "laughs.xml": lambda: f"<!DOCTYPE a [{_LAUGHS}]><a>&l9;</a>".encode(),
    "laughs in utf-16.xml": lambda: f"{_UNICODE}<!DOCTYPE a [{_LAUGHS}]><a>&l9;</a>".encode(
        "utf-16"
    ),
    "one entity often.xml": lambda: (
        b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 100_000 + b'">]><a>' + b"&x;" * 100_000 + b"</a>"
    ),
    "laughs in an attribute in utf-16.xml": lambda: (
        f'{_UNICODE}<!DOCTYPE a [{_LAUGHS}]><a b="&l9;">x</a>'.encode("utf-16")
    ),
    "entity elsewhere.xml": lambda: (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    ),
    "dtd elsewhere.xml": lambda: b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a>Tekst.</a>',
    "deep.xml": lambda: b"<a>" * 100_000 + b"x" + b"</a>" * 100_000,
    "many attributes.xml": lambda: (
        b"<a " + b" ".join(b'a%d=""' % i for i in range(2_000_000)) + b"/>"
    ),
    "a note at every word.xml": lambda: (
        b"<kamerstuk><al>" + b"woord <noot><al>noot</al></noot>" * 8_000 + b"</al></kamerstuk>"
    ),
    "deep.html": lambda: b"<html><body>" + b"<div>" * 100_000 + b"Tekst.",
    "open tags.html": lambda: b"<html><body>" + b"<b><i>x" * 400_000,
    "no end of a comment.html": lambda: b"<html><body>Tekst.<!-- " + b"<!-- " * 1_000_000,
    "nul.html": lambda: b"<html><body><p>Een\x00twee.</p>" * 1_000,
    "one line of 200 MB.txt": lambda: b"a" * 200_000_000,
    "full stops.txt": lambda: b"." * 500_000 + b"a",
    "full stops and brackets.txt": lambda: b".)" * 50_000 + b"a",
    "headings.txt": lambda: b"Kop zonder einde\n" * 15_000,
    "empty pages.txt": lambda: b"x.\f" * 20_000,
    "blanks.txt": lambda: b"Zin." + b" \t" * 1_000_000 + b"x",
    "line breaks.txt": lambda: b"x" + b"\n" * 2_500_000 + b"x",
    "ids in a row.txt": lambda: b"-h-1" * 30_000,
    "nul.txt": lambda: b"a\x00b",
    "lone surrogates.txt": lambda: "a\ud800b".encode("utf-8", "surrogatepass") * 1_000,
    "page tree goes round.pdf": lambda: _pdf(
        _ROOT, b"<< /Type /Pages /Kids [3 0 R] /Count 9 >>",
        b"<< /Type /Pages /Kids [2 0 R] /Count 9 /Parent 2 0 R >>",
    ),
    "a million pages.pdf": lambda: _pdf(
        _ROOT, b"<< /Type /Pages /Kids [" + b"3 0 R " * 1_000_000 + b"] /Count 1000000 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ),
    "a deep page tree.pdf": lambda: _pdf(
        _ROOT,
        *(
            b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (i + 1, i - 1)
            for i in range(2, 60_000)
        ),
    ),
    "huge stream.pdf": lambda: _pdf_of(_packed_stream(b"BT " * 100_000_000)),
    "much text on a page.pdf": lambda: _pdf_of(
        _packed_stream(b"BT /F1 1 Tf " + b"(aaaaaaaaaa) Tj " * 400_000 + b"ET")
    ),
    "stream in stream.pdf": lambda: _pdf_of(
        b"<< /Length 9 /Filter [" + b"/FlateDecode " * 100_000 + b"] >>\nstream\n"
        + b"x" * 9 + b"\nendstream"
    ),
    "lines of a page.pdf": lambda: pdf([["Een zin met woorden."] * 4_000]),
}  # fmt: skip
