"""Makes small files of every kind that is read, without any library that reads them."""

from __future__ import annotations

import io
import zipfile


def pdf(pages: list[list[str]]) -> bytes:
    """Return a PDF with these lines on these pages, in Helvetica and Windows-1252."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    for i, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font "
            + f"<< /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>".encode()
        )
        body = b"BT /F1 10 Tf 14 TL 50 800 Td\n"
        body += b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
        body += b"ET"
        objects.append(b"<< /Length %d >>\nstream\n" % len(body) + body + b"\nendstream")
    return _assembled(objects)


def _escaped(line: str) -> bytes:
    data = line.encode("cp1252", errors="replace")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _assembled(objects: list[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, data in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + data + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(
    body: str,
    footnotes: str = "",
    endnotes: str = "",
    styles: str = "",
    links: dict[str, str] | None = None,
    main: str = "word/document.xml",
    strict: bool = False,
    margins: dict[str, tuple[str, str]] | None = None,
    settings: str = "",
) -> bytes:
    """Return a DOCX with this XML inside its body and its other parts.

    `margins` are headers and footers: id -> (kind, XML inside).
    """

    def part(tag: str, inside: str) -> str:
        text = f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {_NAMESPACES}>{inside}</w:{tag}>'
        return (
            text.replace(_W, "http://purl.oclc.org/ooxml/wordprocessingml/main") if strict else text
        )

    members = {
        "[Content_Types].xml": "<Types/>",
        main: part("document", f"<w:body>{body}</w:body>"),
    }
    for given, (kind, inside) in (margins or {}).items():
        members[f"word/{given}.xml"] = part("hdr" if kind == "header" else "ftr", inside)
    named = {"footnotes": footnotes, "endnotes": endnotes, "styles": styles, "settings": settings}
    for name, inside in named.items():
        if inside:
            members[f"word/{name}.xml"] = part(name, inside)
    if main != "word/document.xml":
        members["_rels/.rels"] = _relations({"1": ("officeDocument", main, "")})
    if links or margins:
        own = {given: ("hyperlink", target, "External") for given, target in (links or {}).items()}
        own |= {given: (kind, f"{given}.xml", "") for given, (kind, _) in (margins or {}).items()}
        folder, _, file = main.rpartition("/")
        members[f"{folder}/_rels/{file}.rels"] = _relations(own)
    return _zip(members)


def _relations(entries: dict[str, tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{given}" Type="{_KIND}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"' if mode else "")
        + "/>"
        for given, (kind, target, mode) in entries.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'


_ODF = "".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" '
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("svg", "svg-compatible"),
    )
)


def odt(body: str, automatic: str = "", styles: str = "", masters: str = "") -> bytes:
    """Return an ODT with this XML inside its text, and these styles and master pages."""
    head = f'{_ODF} xmlns:xlink="http://www.w3.org/1999/xlink"'
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {head}>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles><office:body>"
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml}
    if styles or masters:
        members["styles.xml"] = (
            f"<office:document-styles {head}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
        )
    return _zip(members)


def _zip(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()
