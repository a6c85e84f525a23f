"""Downloads of Nexis Uni, LexisNexis and Factiva: split into articles, their heads read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.read import read_sources
from communique.records import Source
from office_files import docx_of_lines, pdf_of_lines, rtf_of_lines

LEAD = (
    "The leaders of nine states met in the Kazakh capital on Wednesday to talk about trade, about "
    "gas and about the war that none of them wanted to name."
)
QUOTE = "“It was a quiet meeting,” a spokesman of the host said, adding that more would follow."
GAS = "Ministers of both states differed over the price of gas on Friday, two officials said."
AFTER = "They will meet again in a week, as the ministry of one of them confirmed in the evening."


def read(folder: Path, name: str, data: bytes) -> tuple[list[Source], list[tuple[str, str]]]:
    reasons: list[tuple[str, str]] = []
    path = folder / name
    path.write_bytes(data)
    sources = list(
        read_sources([path], lambda uri, why: reasons.append((uri[len(str(folder)) + 1 :], why)))
    )
    return sources, reasons


FORMS: dict[str, Callable[[str], bytes]] = {
    "a.txt": str.encode,
    "a.rtf": rtf_of_lines,
    "a.docx": docx_of_lines,
    "a.pdf": pdf_of_lines,
}

# Nexis Uni

UNI = f"""\
User Name: Jane Roe
Date and Time: Thursday, July 11, 2024 10:15:00 AM EDT
Job Number: 123456789

Documents (2)

1. Leaders meet in Astana, and stay silent
Client/Matter: -None-
Search Terms: astana AND summit
Search Type: Terms and Connectors

2. Ministers differ over gas
Client/Matter: -None-
Search Terms: astana AND summit

Leaders meet in Astana, and stay silent

The Gulf Courier (Doha)

July 4, 2024 Thursday 10:15 AM GMT


Copyright 2024 Gulf Courier Media All Rights Reserved


Section: WORLD; Pg. 7

Length: 45 words

Byline: By Jane Doe, Diplomatic Correspondent

Dateline: ASTANA

Highlight: Nine leaders came.

Body


{LEAD}

{QUOTE}

Graphic


The leaders at the palace. Photo: J. Roe.


Load-Date: July 5, 2024


End of Document

Ministers differ over gas

Mail and Globe

July 5, 2024 Friday

Copyright 2024 M&G All Rights Reserved

Section: NEWS

Length: 30 words

Body

{GAS}

{AFTER}

Classification


Language: ENGLISH; ENGLISH

Publication-Type: Newspaper

Subject: NATURAL GAS (90%); MINISTERS (80%)

Load-Date: July 6, 2024

End of Document
"""


@pytest.mark.parametrize("name", FORMS)
def test_nexis_uni_is_split_in_every_form_that_it_comes_in(tmp_path: Path, name: str) -> None:
    sources, reasons = read(tmp_path, name, FORMS[name](UNI))

    assert reasons == []
    assert [source.uri for source in sources] == [f"{tmp_path}/{name}#1", f"{tmp_path}/{name}#2"]
    assert [source.markup for source in sources] == ["body", "body"]
    assert sources[0].given == {
        "title": "Leaders meet in Astana, and stay silent",
        "outlet": "The Gulf Courier (Doha)",
        "published": "July 4, 2024",
        "byline": "Jane Doe, Diplomatic Correspondent",
    }
    assert sources[0].content.split("\n\n") == ["ASTANA", LEAD, QUOTE]
    assert sources[1].given == {
        "title": "Ministers differ over gas",
        "outlet": "Mail and Globe",
        "published": "July 5, 2024",
        "language": "en",
    }
    assert sources[1].content.split("\n\n") == [GAS, AFTER]


def test_the_head_of_a_page_within_a_nexis_article_is_no_part_of_it(tmp_path: Path) -> None:
    text = UNI.replace(AFTER, f"Page 2 of 2\nMinisters differ over...\n{AFTER}")

    sources, _ = read(tmp_path, "a.rtf", rtf_of_lines(text))

    assert sources[1].content.split("\n\n") == [GAS, AFTER]


def test_a_report_that_quotes_the_words_end_of_document_stays_whole(tmp_path: Path) -> None:
    text = UNI.replace(AFTER, f"End of Document\n\n{AFTER}")

    sources, reasons = read(tmp_path, "a.txt", text.encode())

    assert reasons == []
    assert sources[1].content.split("\n\n") == [GAS, "End of Document", AFTER]


def test_what_is_neither_head_nor_index_stays_with_the_body(tmp_path: Path) -> None:
    correction = "Correction: an earlier version of this report gave a wrong price."
    notice = "Editor's note: this story was first sent to readers of the morning letter."
    text = UNI.replace("Section: NEWS", f"{notice}\n\nSection: NEWS").replace(
        AFTER, f"{AFTER}\n\n{correction}"
    )

    sources, _ = read(tmp_path, "a.txt", text.encode())

    assert sources[1].content.split("\n\n") == [notice, GAS, AFTER, correction]


# LexisNexis

CLASSIC = """


                               1 of 2 DOCUMENTS



                             The Gulf Courier (Doha)

                             July 4, 2024 Thursday
                                 First Edition

Leaders meet in Astana to talk of trade and gas and the war that none of them
wanted to name

BYLINE: Jane Doe, Diplomatic Correspondent; and a second writer whose name is
long

SECTION: WORLD; Pg. 7

LENGTH: 46 words

DATELINE: ASTANA, July 3


   ASTANA, July 3 - The leaders of nine states met in the Kazakh capital on
Wednesday to talk about trade, gas and the war, the hosts said.

   LENGTH was not an issue, they said. Nor was the LANGUAGE:
   English, Russian and Chinese were all spoken.

LOAD-DATE: July 5, 2024

LANGUAGE: ENGLISH

GRAPHIC: Photo, the leaders at the palace on Wednesday. They are smiling at each
other.

PUBLICATION-TYPE: Newspaper

                        Copyright 2024 Gulf Courier Media
                             All Rights Reserved


                               2 of 2 DOCUMENTS

                 Copyright 2004 The Washington Clarion
                     The Washington Clarion

                  July 4, 2004, Sunday
                  Final Edition

SECTION: A; A01

LENGTH: 1,021 words

HEADLINE: Talks on gas end

BYLINE: John Roe

BODY:
   Talks ended on Saturday.

LOAD-DATE: July 4, 2004
"""


@pytest.mark.parametrize("name", ["a.txt", "a.rtf"])
def test_lexisnexis_is_split_and_its_wrapped_lines_are_joined(tmp_path: Path, name: str) -> None:
    sources, reasons = read(tmp_path, name, FORMS[name](CLASSIC))

    assert reasons == []
    assert [source.given for source in sources] == [
        {
            "title": "Leaders meet in Astana to talk of trade and gas and the war that none of "
            "them wanted to name",
            "outlet": "The Gulf Courier (Doha)",
            "published": "July 4, 2024",
            "byline": "Jane Doe, Diplomatic Correspondent; and a second writer whose name is long",
            "language": "en",
        },
        {
            "title": "Talks on gas end",
            "outlet": "The Washington Clarion",
            "published": "July 4, 2004",
            "byline": "John Roe",
        },
    ]
    assert sources[0].content.split("\n\n") == [
        "ASTANA, July 3 - The leaders of nine states met in the Kazakh capital on Wednesday to "
        "talk about trade, gas and the war, the hosts said.",
        "LENGTH was not an issue, they said. Nor was the LANGUAGE:",
        "English, Russian and Chinese were all spoken.",
    ]
    assert sources[1].content == "Talks ended on Saturday."


def test_an_article_much_shorter_than_its_head_says_is_flagged(tmp_path: Path) -> None:
    sources, _ = read(tmp_path, "a.txt", CLASSIC.encode())

    assert sources[0].notes == ()
    assert sources[1].notes == ("shorter than its head says: 4 of 1021 words",)


# Factiva

PLAIN = f"""\
World News
Leaders meet in Astana to talk of trade
By Jane Doe and John Roe
45 words
4 July 2024
10:15
Gulf News Wire
GNWIRE
English
(c) 2024 Gulf News Wire Limited

{LEAD}

{QUOTE}

Document GNWIRE0020240704ek7400abc


Ministers differ over gas
1,023 words
5 July 2024
Mail & Globe
MAILGL
A7
English
Copyright 2024 M&G. All rights reserved.

{GAS}

{AFTER}

Document MAILGL0020240705ek7500001

Search Summary
Text astana
Date In the last week
"""
INDEXED = f"""\
SE         World
HD         Leaders meet in Astana to talk of trade
BY         By Jane Doe
CR         Gulf News Wire
WC         45 words
PD         4 July 2024
ET         10:15
SN         The Gulf Courier
SC         GULFC
LA         English
CY         Copyright 2024 Gulf Courier Media
LP
{LEAD}

TD
{QUOTE}

RF         12
CO         gnw : Gulf News Wire
NS         gdip : International Relations | gcat : Political/General News
RE         kazk : Kazakhstan | asiaz : Asia
PUB        Gulf Courier Media
AN         Document GULFC00020240704ek7400abc

HD Ministers differ over gas
WC 30 words
PD 5 July 2024
SN Mail & Globe
SC MAILGL
LA English
CY (c) 2024
LP {GAS}
TD {AFTER}

IN BRIEF they said no more.
NS gdip : International Relations
AN Document MAILGL0020240705ek7500001
"""


@pytest.mark.parametrize("name", FORMS)
def test_factiva_is_split_in_its_plain_form(tmp_path: Path, name: str) -> None:
    sources, reasons = read(tmp_path, name, FORMS[name](PLAIN))

    assert reasons == []
    assert [source.given for source in sources] == [
        {
            "title": "Leaders meet in Astana to talk of trade",
            "outlet": "Gulf News Wire",
            "published": "4 July 2024",
            "byline": "Jane Doe and John Roe",
            "language": "en",
        },
        {
            "title": "Ministers differ over gas",
            "outlet": "Mail & Globe",
            "published": "5 July 2024",
            "language": "en",
        },
    ]
    assert [source.content for source in sources] == [f"{LEAD}\n\n{QUOTE}", f"{GAS}\n\n{AFTER}"]


@pytest.mark.parametrize("name", FORMS)
def test_factiva_is_split_in_its_indexed_form(tmp_path: Path, name: str) -> None:
    sources, reasons = read(tmp_path, name, FORMS[name](INDEXED))

    assert reasons == []
    assert sources[0].given == {
        "title": "Leaders meet in Astana to talk of trade",
        "outlet": "The Gulf Courier",
        "published": "4 July 2024",
        "byline": "Jane Doe",
        "agency": "Gulf News Wire",
        "language": "en",
    }
    assert sources[0].content == f"{LEAD}\n\n{QUOTE}"
    assert sources[1].content == f"{GAS}\n\n{AFTER}\n\nIN BRIEF they said no more."


def test_factiva_is_split_where_its_fields_are_the_rows_of_a_table(tmp_path: Path) -> None:
    rows = [("HD", "Ministers differ over gas"), ("WC", "30 words"), ("PD", "5 July 2024"),
            ("SN", "Mail & Globe"), ("LA", "English"), ("LP", GAS), ("TD", AFTER),
            ("AN", "Document MAILGL0020240705ek7500001")]  # fmt: skip
    cells = "".join(rf"\trowd\cellx9\cellx99 {code}\cell {value}\cell\row " for code, value in rows)

    sources, reasons = read(tmp_path, "a.rtf", b"{\\rtf1 " + cells.encode() + b"}")

    assert reasons == []
    assert sources[0].given["outlet"] == "Mail & Globe"
    assert sources[0].content == f"{GAS}\n\n{AFTER}"


FACTIVA_PAGE = f"""\
<html><head><title>Factiva</title><style>p {{ color: red }}</style></head><body>
<div class="article enArticle"><div id="hd"><span class='enHeadline'>Leaders meet in
<b>Astana</b></span></div><div>By Jane Doe</div><div>45 words</div><div>4 July 2024</div>
<div>10:15</div><div>Gulf News Wire</div><div>GNWIRE</div><div>English</div>
<div>(c) 2024 Gulf News Wire Limited</div>
<p class="articleParagraph enarticleParagraph">{LEAD}</p>
<p class="articleParagraph enarticleParagraph">{QUOTE}</p>
<p>Document GNWIRE0020240704ek7400abc</p></div>
<div class="article enArticle"><table>
<tr><td class="index"><b>HD</b></td><td><span class='enHeadline'>Ministers differ</span></td></tr>
<tr><td><b>WC</b></td><td>30 words</td></tr><tr><td><b>PD</b></td><td>5 July 2024</td></tr>
<tr><td><b>SN</b></td><td>Mail &amp; Globe</td></tr><tr><td><b>LA</b></td><td>English</td></tr>
<tr><td><b>LP</b></td><td><p class="articleParagraph enarticleParagraph">{GAS}</p></td></tr>
<tr><td><b>TD</b></td><td><p class="articleParagraph enarticleParagraph">{AFTER}</p></td></tr>
<tr><td><b>NS</b></td><td>gdip : International Relations</td></tr>
<tr><td><b>AN</b></td><td>Document MAILGL0020240705ek7500001</td></tr></table></div>
</body></html>
"""


def test_factiva_is_split_where_it_was_saved_as_a_page(tmp_path: Path) -> None:
    sources, reasons = read(tmp_path, "a.html", FACTIVA_PAGE.encode())

    assert reasons == []
    assert [source.given["title"] for source in sources] == [
        "Leaders meet in Astana",
        "Ministers differ",
    ]
    assert sources[1].given["outlet"] == "Mail & Globe"
    assert [source.content for source in sources] == [f"{LEAD}\n\n{QUOTE}", f"{GAS}\n\n{AFTER}"]


# What a download lacks is told.


def test_a_download_with_fewer_articles_than_it_announces_is_told(tmp_path: Path) -> None:
    uni = UNI.replace("Documents (2)", "Documents (25)")
    classic = CLASSIC.replace("of 2 DOCUMENTS", "of 50 DOCUMENTS")

    assert read(tmp_path, "a.txt", uni.encode())[1] == [
        ("a.txt", "not as many articles as announced: 2 of 25 found")
    ]
    assert read(tmp_path, "b.txt", classic.encode())[1] == [
        ("b.txt", "not as many articles as announced: 2 of 50 found")
    ]


@pytest.mark.parametrize(
    ("text", "body", "title"),
    [
        (UNI, f"{GAS}\n\n{AFTER}\n", "Ministers differ over gas"),
        (CLASSIC, "   Talks ended on Saturday.\n", "Talks on gas end"),
        (PLAIN, f"{GAS}\n\n{AFTER}\n", "Ministers differ over gas"),
    ],
    ids=["Nexis Uni", "LexisNexis", "Factiva"],
)
def test_an_article_without_text_is_told_under_its_number(
    tmp_path: Path, text: str, body: str, title: str
) -> None:
    sources, reasons = read(tmp_path, "a.txt", text.replace(body, "").encode())

    assert [source.uri[-2:] for source in sources] == ["#1"]
    assert reasons == [("a.txt#2", f"an article without text: {title}")]


@pytest.mark.parametrize("text", [UNI, PLAIN, INDEXED], ids=["Nexis Uni", "plain", "indexed"])
def test_a_download_that_breaks_off_keeps_its_last_article_and_says_so(
    tmp_path: Path, text: str
) -> None:
    cut = text[: text.index(AFTER)]

    sources, reasons = read(tmp_path, "a.txt", cut.encode())

    assert sources[1].content == GAS
    assert "the download breaks off in this article" in sources[1].notes
    assert reasons == [("a.txt", "a download that breaks off: its last article has no end")]


def test_words_around_the_articles_are_told(tmp_path: Path) -> None:
    text = f"{UNI}\nThese two were sent to me by a colleague.\n"

    _, reasons = read(tmp_path, "a.txt", text.encode())

    assert reasons == [("a.txt", "words outside all articles were left out: 9 words")]


# An ordinary text is never split.

ORDINARY = {
    "the end of a document": f"Leaders meet\n\n{LEAD}\n\nEnd of Document\n\n{QUOTE}\n",
    "a body": f"Body\n\n{LEAD}\n\nEnd of Document\n",
    "a length": f"LENGTH: 500 words\n\nSECTION: one\n\n{LEAD}\n\nLOAD-DATE: July 4, 2024\n",
    "a count": f"1 of 2 DOCUMENTS\n\n{LEAD}\n\n2 of 2 DOCUMENTS\n\n{QUOTE}\n",
    "a number": f"Leaders meet\n\n{LEAD}\n\nDocument GNWIRE0020240704ek7400abc\n\n{QUOTE}\n",
    "a date": f"Leaders meet\n45 words\n4 July 2024\n\n{LEAD}\n\n{QUOTE}\n",
    "codes": f"HD\nPD\n\nIN {LEAD}\n\nCO {QUOTE}\n\nAN  Document\n",
    "prose": f"It read 'End of Document', then 1 of 2 DOCUMENTS, then Body.\n\n{LEAD}\n",
}


@pytest.mark.parametrize("case", ORDINARY)
def test_a_text_that_looks_a_little_like_a_download_stays_one_report(
    tmp_path: Path, case: str
) -> None:
    sources, reasons = read(tmp_path, "a.txt", ORDINARY[case].encode())

    assert reasons == []
    assert [(source.uri, source.markup) for source in sources] == [(f"{tmp_path}/a.txt", "text")]
    assert sources[0].content == ORDINARY[case]


def test_a_page_that_quotes_an_accession_number_stays_a_page(tmp_path: Path) -> None:
    page = f'<html><body><div class="article enArticle"><p>{LEAD}</p></div></body></html>'

    sources, _ = read(tmp_path, "a.html", page.encode())

    assert [source.markup for source in sources] == ["html"]


@pytest.mark.parametrize("text", [UNI, CLASSIC, PLAIN, INDEXED, FACTIVA_PAGE])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_lines_taken_away_doubled_or_moved_never_break_the_reading(
    tmp_path: Path, text: str, data: st.DataObject
) -> None:
    lines = text.splitlines()
    chosen = data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=80))

    sources, reasons = read(tmp_path, "a.txt", "\n".join(lines[at] for at in chosen).encode())

    assert sources or reasons
