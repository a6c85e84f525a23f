"""PDF, Word and RTF: their text in reading order, and a reason for each that has none."""

from __future__ import annotations

import time
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.read import read_sources
from communique.read.formats.apart import run_apart
from communique.records import Source
from communique.settings import ReadSettings
from office_files import (
    column,
    docx,
    docx_of_lines,
    docx_paragraph,
    pdf,
    pdf_of_objects,
    rtf_of_lines,
    stream,
)

MET = (
    "The leaders of nine states met in the capital on Wednesday to talk about trade, about gas and "
    "about the war that none of them wanted to name in public."
)
SAID = (
    "A spokesman of the host said that nothing had been signed, that nothing would be, and that "
    "the guests had asked for a quiet meeting without the press."
)
LEFT = (
    "Most of the guests left on the same evening, while two stayed on for talks about a pipeline "
    "that has been planned for longer than either has been in office."
)


def read(
    folder: Path, name: str, data: bytes, settings: ReadSettings | None = None
) -> tuple[list[Source], list[str]]:
    reasons: list[str] = []
    path = folder / name
    path.write_bytes(data)
    sources = list(read_sources([path], lambda _, reason: reasons.append(reason), settings))
    return sources, reasons


def paragraphs(folder: Path, name: str, data: bytes) -> list[str]:
    sources, reasons = read(folder, name, data)
    assert reasons == []
    return sources[0].content.split("\n\n")


# PDF


def test_the_lines_of_a_pdf_are_joined_into_its_paragraphs(tmp_path: Path) -> None:
    data = pdf([(50, 5, 20, "Leaders meet in Astana"), *column(f"{MET}\n{SAID}\n{LEFT}", width=90)])

    found = paragraphs(tmp_path, "a.pdf", data)

    assert found == ["Leaders meet in Astana", MET, SAID, LEFT]


def test_columns_that_are_drawn_line_by_line_across_the_page_are_read_one_by_one(
    tmp_path: Path,
) -> None:
    left = column(f"{MET}\n{LEFT}", left=50)
    right = column(f"{SAID}\n{MET}", left=320)
    across = [text for row in zip(left, right, strict=False) for text in row]
    rest = left[len(right) :] + right[len(left) :]

    found = paragraphs(tmp_path, "a.pdf", pdf([*across, *rest]))

    assert found == [MET, LEFT, SAID, MET]


def test_the_rows_of_a_table_stay_rows(tmp_path: Path) -> None:
    rows = [("Gas", "140"), ("Oil", "85"), ("Coal", "12"), ("Wheat", "7")]
    cells = [text for at, (name, sum_) in enumerate(rows)
             for text in ((50, 10 + at, 9, name), (300, 10 + at, 9, sum_))]  # fmt: skip

    found = paragraphs(tmp_path, "a.pdf", pdf(cells))

    assert found == ["Gas\n140", "Oil\n85", "Coal\n12", "Wheat\n7"]


def test_words_cut_at_line_ends_are_joined_and_compounds_keep_their_hyphen(tmp_path: Path) -> None:
    lines = [
        "The ministers of both states met on Tues-",
        "day, and a company that is state-owned in",
        "all but name said it had no knowledge of",
        "any such thing. Another that is half state-",
        "owned too kept silent, as did the non-",
        "profit that had paid for the whole of it.",
    ]
    data = pdf([(50, 10 + at, 9, line) for at, line in enumerate(lines)])

    found = paragraphs(tmp_path, "a.pdf", data)

    assert found == [
        "The ministers of both states met on Tuesday, and a company that is state-owned in all but "
        "name said it had no knowledge of any such thing. Another that is half state-owned too "
        "kept silent, as did the non-profit that had paid for the whole of it."
    ]


def test_what_repeats_on_the_pages_of_a_pdf_is_read_once_and_page_numbers_are_not(
    tmp_path: Path,
) -> None:
    def page(number: int, words: str) -> list[tuple[float, float, float, str]]:
        head = (50, 2, 8, f"The Gulf Herald, issue {number + 40}")
        foot = (280, 64, 8, f"- {number} -")
        return [head, *column(words, width=90), foot]

    first, second = MET.split(" on Wednesday")
    data = pdf(page(1, first), page(2, f"on Wednesday{second}\n{SAID}"), page(3, LEFT))

    found = paragraphs(tmp_path, "a.pdf", data)

    assert found == ["The Gulf Herald, issue 41", MET, SAID, LEFT]


def test_a_pdf_states_a_title_and_an_author_that_its_text_bears_out(tmp_path: Path) -> None:
    lines = [(50, 5, 20, "Leaders meet in Astana"), (50, 7, 9, "By Jane Doe"), *column(MET, top=10)]
    good = pdf(lines, title="Leaders meet in Astana", author="Jane Doe")
    bad = pdf(lines, title="Microsoft Word - draft7.docx", author="Front Desk")

    assert read(tmp_path, "a.pdf", good)[0][0].given == {
        "title": "Leaders meet in Astana",
        "byline": "Jane Doe",
    }
    assert read(tmp_path, "b.pdf", bad)[0][0].given == {}


def test_of_a_very_long_pdf_the_first_pages_are_read(tmp_path: Path) -> None:
    data = pdf(*([(50, 10, 9, f"Statement {at} of the ministry.")] for at in range(502)))

    sources, reasons = read(tmp_path, "a.pdf", data)

    assert reasons == ["only the beginning was read: 500 of 502 pages"]
    assert sources[0].notes == tuple(reasons)


ENCRYPTED = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%b)/U(%b)/P -4>>/ID[(%b)(%b)]" % (
    b"o" * 32,
    b"u" * 32,
    b"i" * 16,
    b"i" * 16,
)
BLANK_PAGE = [
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    b"/Resources<</XObject<</X 5 0 R>>>>>>",
]
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>>>"
SCAN = pdf_of_objects([*BLANK_PAGE, stream(b"50 50 200 200 re f")])
LOOP = pdf_of_objects([BLANK_PAGE[0], b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"])
BOMB = pdf_of_objects(
    [*BLANK_PAGE, stream(zlib.compress(b" " * 300_000_000), b"/Filter/FlateDecode")]
)
HANG = pdf_of_objects(
    [*BLANK_PAGE, stream(b"/X Do " * 100), stream(b"/X Do " * 100, FORM % 6),
     stream(b"/X Do " * 200, FORM % 7), stream(b"/X Do " * 400, FORM % 8),
     stream(b"BT (x) Tj ET " * 200, FORM % 9)]
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([(50, 10, 9, MET)])[:400], "damaged PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 9, "damaged PDF"),
        (pdf_of_objects(BLANK_PAGE, ENCRYPTED), "an encrypted PDF: it needs a password"),
        (SCAN, "a scan without text: 1 page"),
        (LOOP, "damaged PDF: none of its pages can be read"),
        (BOMB, "a scan without text: 1 page"),
        (HANG, "a PDF that takes too long to read"),
    ],
    ids=["cut", "noise", "encrypted", "scan", "loop", "bomb", "hang"],
)
def test_a_pdf_without_a_report_is_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    started = time.monotonic()

    sources, reasons = read(tmp_path, "a.pdf", data)

    assert (sources, reasons) == ([], [reason])
    assert time.monotonic() - started < 10


def test_a_pdf_that_lost_its_end_is_read_and_flagged(tmp_path: Path) -> None:
    data = pdf([(50, 10, 9, MET)])

    sources, reasons = read(tmp_path, "a.pdf", data[: data.rindex(b"startxref")])

    assert sources[0].content == MET
    assert reasons == ["damaged PDF: the file breaks off"]
    assert sources[0].notes == tuple(reasons)


# Word


def test_a_word_document_is_read_in_its_order_with_links_tables_and_content_controls(
    tmp_path: Path,
) -> None:
    link = "<w:p><w:hyperlink><w:r><w:t>The ministry</w:t></w:r></w:hyperlink>"
    body = (
        docx_paragraph("Leaders meet")
        + f"<w:sdt><w:sdtContent>{docx_paragraph('July 4, 2024')}</w:sdtContent></w:sdt>"
        + link
        + "<w:r><w:t xml:space='preserve"
        + "'> said</w:t><w:br/><w:t>this.</w:t></w:r></w:p>"
        + f"<w:tbl><w:tr><w:tc>{docx_paragraph('Gas')}</w:tc><w:tc>{docx_paragraph('140')}</w:tc>"
        + f"</w:tr></w:tbl><w:p/>{docx_paragraph('They left.')}"
    )

    found = paragraphs(tmp_path, "a.docx", docx(body))

    assert found == [
        "Leaders meet", "July 4, 2024", "The ministry said\nthis.", "Gas", "140", "They left."
    ]  # fmt: skip


def test_words_that_were_struck_out_or_are_drawn_twice_are_read_once_or_not(tmp_path: Path) -> None:
    def box(kind: str) -> str:
        return f"<mc:{kind}>{docx_paragraph('A box.')}</mc:{kind}>"

    body = (
        "<w:p><w:ins><w:r><w:t>They met.</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>They did not.</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>Moved.</w:t></w:r></w:moveFrom>"
        f"<w:r><mc:AlternateContent>{box('Choice')}{box('Fallback')}</mc:AlternateContent></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )

    assert paragraphs(tmp_path, "a.docx", docx(body)) == ["A box.", "They met."]


def test_a_word_document_is_told_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    assert paragraphs(tmp_path, "a.bin", docx_of_lines(MET)) == [MET]


def test_a_word_document_states_a_title_that_its_text_bears_out(tmp_path: Path) -> None:
    body = docx_paragraph("Leaders meet in Astana") + docx_paragraph(MET)

    good = docx(body, title="Leaders meet in Astana", author="Jane Doe")
    bad = docx(body, title="Template for press releases", author="office")

    assert read(tmp_path, "a.docx", good)[0][0].given == {"title": "Leaders meet in Astana"}
    assert read(tmp_path, "b.docx", bad)[0][0].given == {}


ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx_of_lines(MET)[:-400], "damaged DOCX: it cannot be unpacked"),
        (docx(docx_paragraph("&b;"), prefix=ENTITIES),
         "DOCX with a document type: it may define entities"),
        (docx("<w:p/>"), "DOCX without text"),
        (docx("<w:tbl>" * 100_000), "damaged DOCX"),
        (docx(docx_paragraph(" " * 80_000_000)),
         "a decompression bomb: unpacks to more than 200 times its size"),
    ],
    ids=["cut", "entities", "empty", "deep", "bomb"],
)  # fmt: skip
def test_a_word_document_without_a_report_is_a_reason(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    assert read(tmp_path, "a.docx", data) == ([], [reason])


def test_a_word_document_whose_xml_breaks_off_is_read_up_to_there(tmp_path: Path) -> None:
    data = docx(docx_paragraph(MET) + "<w:p><w:r><w:t>Then</w:t></w:q>")

    sources, reasons = read(tmp_path, "a.docx", data)

    assert sources[0].content == f"{MET}\n\nThen"
    assert reasons == ["damaged DOCX: the text breaks off"]
    assert sources[0].notes == tuple(reasons)


# RTF


def test_rtf_is_read_in_its_charset_without_headers_pictures_and_addresses(tmp_path: Path) -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fnil\fcharset204 Arial;}}{\info{\title No}}"
        rb"{\header Page header\par}{\pict\pngblip " + b"89504e47" * 50 + rb"}"
        rb"\f0 \'cc\'ee\'f1\'ea\'e2\'e0, \u8220?quoted\u8221?, \u-10179?\u-8704?"
        rb"{\field{\*\fldinst{HYPERLINK " + b'"https://example.org/a"}}'
        rb"{\fldrslt a link}}.\par Second.\par}"
    )

    sources, reasons = read(tmp_path, "a.rtf", data)

    assert sources[0].content == "Москва, “quoted”, 😀a link.\nSecond.\n"
    assert reasons == []


def test_the_cells_of_a_table_in_rtf_are_separated_by_tabs(tmp_path: Path) -> None:
    data = rb"{\rtf1\trowd\cellx100\cellx200 Gas\cell 140\cell\row They left.\par}"

    sources, _ = read(tmp_path, "a.rtf", data)

    assert sources[0].content == "Gas\t140\t\nThey left.\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (rb"{\rtf1\ansi\par}", "RTF without text"),
        (b"{\\rtf1 " + b"{" * 200_000, "RTF without text"),
        (rb"{\rtf1 \u99999999999 x}", "damaged RTF"),
    ],
    ids=["empty", "deep", "number"],
)
def test_rtf_without_a_report_is_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    assert read(tmp_path, "a.rtf", data) == ([], [reason])


def test_rtf_that_hangs_its_reader_is_given_up() -> None:
    data = rb"{\rtf1{\fonttbl" + rb"\f1" * 60_000 + b"}x}"

    assert run_apart("office/rtf_program.py", data, seconds=1).end == "late"


def test_rtf_that_breaks_off_is_read_and_flagged(tmp_path: Path) -> None:
    sources, reasons = read(tmp_path, "a.rtf", rtf_of_lines(f"{MET}\n{SAID}")[:-30])

    assert sources[0].content.startswith(MET)
    assert reasons == ["damaged RTF: the file breaks off"]


# Whatever is done to the bytes, the run goes on.

WHOLE = {
    "a.pdf": pdf([(50, 5, 20, "Leaders meet"), *column(MET)], title="Leaders meet in Astana"),
    "a.docx": docx_of_lines(f"{MET}\n{SAID}"),
    "a.rtf": rtf_of_lines(f"{MET}\n{SAID}"),
}


@pytest.mark.parametrize("name", WHOLE)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_cut_and_flipped_files_end_as_sources_or_reasons(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    whole = bytearray(WHOLE[name])
    for at in data.draw(st.lists(st.integers(9, len(whole) - 1), max_size=8)):
        whole[at] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.integers(9, len(whole)))

    sources, reasons = read(tmp_path, name, bytes(whole[:cut]))

    assert sources or reasons
