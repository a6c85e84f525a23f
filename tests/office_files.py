"""Office files written by hand, as small as they can be, for the tests of their readers."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

PAGE_HEIGHT = 800
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
Text = tuple[float, float, float, str]


def pdf_of_objects(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, the first of which is its catalog."""
    data, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n"
    size = len(objects) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return data + xref + end % (size, trailer, len(data))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object of a PDF."""
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), entries, content)


def pdf(*pages: Sequence[Text], title: str = "", author: str = "") -> bytes:
    """Return a PDF that draws texts at places.

    Args:
        pages: for each page its texts as (left, lines from the top of 10 points, size, words).
        title: for its properties.
        author: likewise.
    """
    first = 5
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Title(%b)/Author(%b)/CreationDate(D:20200101000000Z)>>"
        % (title.encode("cp1252"), author.encode("cp1252")),
    ]
    for at, page in enumerate(pages):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (first + 2 * at + 1),
            stream(b"\n".join(_drawn(text) for text in page)),
        ]
    return pdf_of_objects(objects, b"/Info 4 0 R")


def column(words: str, *, left: float = 50, top: float = 10, width: int = 40) -> list[Text]:
    """Return the lines of a column: its paragraphs, each with an indent, wrapped at ``width``."""
    lines: list[Text] = []
    for paragraph in words.split("\n"):
        wrapped = textwrap.wrap(paragraph, width, initial_indent="   ")
        for at, line in enumerate(wrapped):
            lines.append((left + (0 if at else 12), top + len(lines), 9, line.strip()))
    return lines


def _drawn(text: Text) -> bytes:
    left, line, size, words = text
    shown = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
    return b"BT /F1 %g Tf %g %g Td (%b) Tj ET" % (size, left, PAGE_HEIGHT - 12 * line, shown)


def docx(body: str, *, title: str = "", author: str = "", prefix: str = "") -> bytes:
    """Return a Word document of the XML between the tags of its body."""
    document = f"{prefix}<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
    properties = (
        '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:d="http://purl.org/dc/elements/1.1/">'
        f"<d:title>{title}</d:title><d:creator>{author}</d:creator></p:coreProperties>"
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _RELATIONS,
        "docProps/core.xml": properties,
        "word/document.xml": document,
        "word/header1.xml": f"<w:hdr {_NAMES}>{docx_paragraph('Page header')}</w:hdr>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def docx_paragraph(words: str) -> str:
    """Return a paragraph of a Word document."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def docx_of_lines(text: str) -> bytes:
    """Return a Word document that has each line of a text as a paragraph."""
    return docx("".join(map(docx_paragraph, text.splitlines())))


def rtf_of_lines(text: str) -> bytes:
    """Return an RTF file that has each line of a text as a paragraph."""
    escaped = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    coded = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in escaped)
    body = "\\par\n".join(coded.splitlines())
    font = r"{\fonttbl{\f0\fnil\fcharset0 Arial;}}"
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + font + "\n" + body + "\\par\n}").encode()


def pdf_of_lines(text: str, *, rows: int = 60, head: str = "Page {} of {}") -> bytes:
    """Return a PDF that has each line of a text as a paragraph, with a line atop each page."""
    drawn: list[str] = []
    for line in text.splitlines():
        drawn += textwrap.wrap(line, 95) or [""]
    parts = [drawn[at : at + rows] for at in range(0, len(drawn), rows)]
    pages = [
        [(50, 2, 8, head.format(number, len(parts))),
         *((50, 5 + at, 9, line) for at, line in enumerate(part) if line)]
        for number, part in enumerate(parts, start=1)
    ]  # fmt: skip
    return pdf(*pages)
