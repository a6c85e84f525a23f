"""Mail, mailboxes and saved pages (MHTML): their words, headers and attachments."""

from __future__ import annotations

import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.read import read_sources
from communique.records import Source
from communique.settings import ReadSettings

STORY = "Xi Jinping met Vladimir Putin in Astana on Wednesday, the Kremlin said.\n"
HEADERS = (
    "From: Desk <desk@post.example>\n"
    "Date: Thu, 04 Jul 2024 01:30:00 +0800\n"
    "Message-ID: <1@post.example>\n"
    "MIME-Version: 1.0\n"
)
PAGE = """From: <Saved by Blink>
Snapshot-Content-Location: https://post.example/astana
Subject: Leaders meet | The Post
Date: Thu, 04 Jul 2024 09:15:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----page"

------page
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://post.example/astana

<!DOCTYPE html><html><body><p>They met =E2=80=94 the Krem=
lin said.</p></body></html>
------page
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://post.example/photo.png

iVBORw0KGgo=
------page--
"""


def read(path: Path, **bounds: int) -> tuple[list[Source], dict[str, str]]:
    reasons: dict[str, str] = {}
    sources = list(read_sources([path], reasons.__setitem__, ReadSettings(**bounds)))
    return sources, {uri.rpartition("/")[2]: reason for uri, reason in reasons.items()}


def saved(folder: Path, content: str | bytes, name: str = "mail.eml") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def names(sources: list[Source]) -> list[str]:
    return [source.uri.rpartition("/")[2] for source in sources]


def letter(text: str = STORY, subject: str = "Leaders meet") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ærø Nyström <ae@post.example>"
    message["Subject"] = subject
    message["Date"] = "Thu, 04 Jul 2024 01:30:00 +0800"
    message["Message-ID"] = "<1@post.example>"
    message.set_content(text)
    return message


def test_a_mail_is_one_source_with_what_its_headers_say(tmp_path: Path) -> None:
    message = letter(subject="Fwd: Встреча в Астане и заявление сторон по итогам переговоров")
    message["Archived-At"] = "<https://lists.post.example/1>"

    sources, reasons = read(saved(tmp_path, message.as_bytes(), "letter.txt"))

    assert reasons == {}
    assert sources == [
        Source(
            uri=(tmp_path / "letter.txt").as_posix(),
            content=STORY,
            markup="text",
            given={
                "title": "Встреча в Астане и заявление сторон по итогам переговоров",
                "published": "2024-07-04T01:30:00+08:00",
                "byline": "Ærø Nyström",
                "url": "https://lists.post.example/1",
            },
        )
    ]


def test_plain_text_is_taken_before_html(tmp_path: Path) -> None:
    message = letter()
    message.add_alternative(f"<p>{STORY}</p>", subtype="html")

    [source] = read(saved(tmp_path, message.as_bytes()))[0]

    assert (source.markup, source.content) == ("text", STORY)


def test_html_is_taken_where_the_plain_text_only_points_to_it(tmp_path: Path) -> None:
    message = letter("View this mail in your browser: https://post.example/m/1\n")
    message.add_alternative(f"<html><body><p>{STORY * 5}</p></body></html>", subtype="html")

    [source] = read(saved(tmp_path, message.as_bytes()))[0]

    assert source.markup == "html"
    assert STORY.strip() in source.content


def test_reports_attached_to_a_mail_are_read_and_pictures_passed_over(tmp_path: Path) -> None:
    message = letter()
    message.add_attachment("The attached note.\n", filename="note.txt")
    message.add_attachment("<html><p>A page.</p></html>", subtype="html", filename="page.html")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="photo.png")
    message.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="invite.ics")
    message.add_attachment(letter("The forwarded words.\n", "Forwarded"))

    sources, reasons = read(saved(tmp_path, message.as_bytes()))

    assert reasons == {}
    assert names(sources) == [
        "mail.eml",
        "mail.eml!note.txt",
        "mail.eml!page.html",
        "mail.eml!Forwarded",
    ]
    assert [source.markup for source in sources] == ["text", "text", "html", "text"]
    assert sources[1].retrieved == "2024-07-04T01:30:00+08:00"
    assert sources[3].given["title"] == "Forwarded"


def test_an_attachment_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    message = letter()
    message.add_attachment(
        b"\xd0\xcf\x11\xe0 old", maintype="application", subtype="msword", filename="../old.doc"
    )

    sources, reasons = read(saved(tmp_path, message.as_bytes()))

    assert names(sources) == ["mail.eml"]
    assert list(reasons) == ["mail.eml!old.doc"]


def test_mails_within_mails_are_read_to_a_bounded_depth(tmp_path: Path) -> None:
    message = letter("The innermost words.\n", "depth 3")
    for depth in (2, 1):
        outer = letter(f"The words at depth {depth}.\n", f"depth {depth}")
        outer.add_attachment(message)
        message = outer

    sources, reasons = read(saved(tmp_path, message.as_bytes()), maximum_depth=1)

    assert names(sources) == ["mail.eml", "mail.eml!depth 2"]
    assert reasons == {
        "mail.eml!depth 2!depth 3": "mail within mail, deeper than is read",
    }


def test_flowed_lines_are_joined(tmp_path: Path) -> None:
    mail = HEADERS + (
        "Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
        "The ministers met in \nBaku on Monday.\n\n> quoted \n> words\n-- \nDesk\n"
    )

    [source] = read(saved(tmp_path, mail))[0]

    assert source.content == (
        "The ministers met in Baku on Monday.\n\n> quoted \n> words\n-- \nDesk\n"
    )


@pytest.mark.parametrize(
    "encoded",
    [
        b"Content-Type: text/plain; charset=windows-1251\n\n" + "Путин и Си".encode("cp1251"),
        b"Content-Type: text/plain; charset=us-ascii\n\n" + "Путин и Си".encode(),
        b"Content-Type: text/plain; charset=klingon\n\n" + "Путин и Си".encode(),
    ],
    ids=["true", "lie", "unknown"],
)
def test_the_charset_of_a_part_may_be_true_or_a_lie(tmp_path: Path, encoded: bytes) -> None:
    [source] = read(saved(tmp_path, HEADERS.encode() + encoded))[0]

    assert source.content == "Путин и Си"


def test_base64_that_is_garbage_is_a_reason(tmp_path: Path) -> None:
    mail = HEADERS + "Content-Transfer-Encoding: base64\n\n!!!!garb@@ge===\n"

    assert read(saved(tmp_path, mail)) == ([], {"mail.eml": "mail without words"})


def test_a_mail_that_breaks_off_says_so(tmp_path: Path) -> None:
    message = letter()
    message.add_attachment("The attached note.\n", filename="note.txt")
    data = message.as_bytes()

    sources, _ = read(saved(tmp_path, data[: data.index(b"The attached")]))

    assert sources[0].content == STORY
    assert sources[0].notes == ("the mail breaks off",)


def test_a_memorandum_is_no_mail(tmp_path: Path) -> None:
    memo = f"From: The Ministry\nDate: July 4, 2024\nSubject: Talks\n\n{STORY}"

    [source] = read(saved(tmp_path, memo, "memo.txt"))[0]

    assert source.content == memo


MAILBOX = f"""From desk@post.example Thu Jul  4 01:30:00 2024
{HEADERS}Subject: One

{STORY}
>From there they flew to Baku.

From Thursday 4 July at 10:30, 2024, the two will meet
again.

From - Fri Jul  5 09:00:00 2024
Subject: Two
From: other@post.example

The second letter.

From - Sat Jul  6 09:00:00 2024
Subject: Three

The third br"""


def test_each_mail_of_a_mailbox_is_a_source(tmp_path: Path) -> None:
    sources, reasons = read(saved(tmp_path, MAILBOX, "letters.mbox"))

    assert reasons == {}
    assert names(sources) == ["letters.mbox#1", "letters.mbox#2", "letters.mbox#3"]
    assert [source.given["title"] for source in sources] == ["One", "Two", "Three"]
    assert "\nFrom there they flew to Baku.\n" in sources[0].content
    assert "\nFrom Thursday 4 July at 10:30, 2024, the two will meet\n" in sources[0].content
    assert "byline" not in sources[1].given
    assert sources[2].content == "The third br"


def test_a_mail_without_words_in_a_mailbox_is_named(tmp_path: Path) -> None:
    empty = "From - Fri Jul  5 09:00:00 2024\nSubject: Nothing\n\n\n" + MAILBOX

    _, reasons = read(saved(tmp_path, empty, "letters.mbox"))

    assert reasons == {"letters.mbox#1": "mail without words"}


def test_a_mail_that_is_too_long_is_cut_and_the_next_one_read(tmp_path: Path) -> None:
    long = f"From - Fri Jul  5 09:00:00 2024\nSubject: Long\n\n{STORY * 50}\n{MAILBOX}"

    sources, reasons = read(saved(tmp_path, long, "letters.mbox"), maximum_report_bytes=1_000)

    assert len(sources) == 4
    assert list(reasons) == ["letters.mbox#1"]
    assert reasons["letters.mbox#1"].startswith("only the beginning was read: ")


@pytest.mark.parametrize(("name", "end"), [("page.mhtml", "\n"), ("page.txt", "\r\n")])
def test_a_saved_page_is_read_under_its_address(tmp_path: Path, name: str, end: str) -> None:
    sources, reasons = read(saved(tmp_path, PAGE.replace("\n", end), name))

    assert reasons == {}
    assert [source.markup for source in sources] == ["html"]
    assert sources[0].uri == "https://post.example/astana"
    assert sources[0].retrieved == "2024-07-04T09:15:00"
    assert "<p>They met — the Kremlin said.</p>" in sources[0].content


def test_the_part_that_a_saved_page_starts_with_is_the_page(tmp_path: Path) -> None:
    page = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; start="<main>"; boundary=b\n\n'
        "--b\nContent-Type: text/html\nContent-ID: <frame>\n"
        "Content-Location: https://post.example/frame\n\n<p>A frame.</p>\n"
        "--b\nContent-Type: text/html\nContent-ID: <main>\n"
        "Content-Location: https://post.example/main\n\n<p>The page.</p>\n--b--\n"
    )

    [source] = read(saved(tmp_path, page, "page.mht"))[0]

    assert source.uri == "https://post.example/main"
    assert source.content.strip() == "<p>The page.</p>"


def test_a_saved_page_without_a_page_is_a_reason(tmp_path: Path) -> None:
    page = PAGE[: PAGE.index("<!DOCTYPE")]

    assert read(saved(tmp_path, page, "page.mhtml")) == (
        [],
        {"page.mhtml": "saved page without a page in it"},
    )


def nested(depth: int, lines: int) -> str:
    parts = (f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(depth))
    return HEADERS + "".join(parts) + "Content-Type: text/plain\n\n" + "words\n" * lines


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        (nested(3_000, 3), "mail of too many parts within parts"),
        (nested(200, 200_000), "mail of too many parts within parts"),
        (
            f"{HEADERS}Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nwords\n" * 100_000,
            "only the beginning was read",
        ),
        (HEADERS + "A: x\n" * 1_200_000 + "\nwords", "mail without words"),
        (HEADERS + "Subject: " + "=?utf-8?q?x?= " * 300_000 + "\n\nwords", None),
        ("From: " + "(" * 500_000 + f"\n{HEADERS}\nwords", None),
        (HEADERS + "Content-Type: text/plain;" + " a*0=b;" * 300_000 + "\n\nwords", None),
        (HEADERS + "Content-Type: message/rfc822\n\n" * 5_000, "mail "),
        (HEADERS + "\n" * 5_000_000, "mail without words"),
    ],
    ids=["deep", "wide", "parts", "headers", "words", "comment", "parameters", "mails", "lines"],
)
def test_a_hostile_mail_ends_soon_and_is_told(
    tmp_path: Path, mail: str, reason: str | None
) -> None:
    began = time.monotonic()

    sources, reasons = read(saved(tmp_path, mail))

    assert time.monotonic() - began < 10
    assert bool(sources) or bool(reasons)
    assert next(iter(reasons.values()), "").startswith(reason or "")


@settings(max_examples=80, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["letter", "mailbox", "page"]),
    st.integers(0, 1_500),
    st.binary(max_size=12),
    st.integers(0, 1_500),
)
def test_no_damage_to_mail_gets_out(
    tmp_path_factory: pytest.TempPathFactory, kind: str, at: int, put: bytes, cut: int
) -> None:
    message = letter()
    message.add_attachment("The attached note.\n", filename="nöte.txt")
    message.add_attachment(letter("The forwarded words.\n"))
    samples = {"letter": message.as_bytes(), "mailbox": MAILBOX.encode(), "page": PAGE.encode()}
    data = samples[kind]
    path = saved(tmp_path_factory.mktemp("mail"), data[:at] + put + data[at + cut :])

    sources, reasons = read(path)

    assert sources or reasons
