"""Language: told offline, by the paragraph; what is surely not English is kept and not coded."""

from __future__ import annotations

import socket
import sys

import pytest

from communique.clean import clean
from communique.clean.metadata.language import detected, language_of
from communique.clean.metadata.language_codes import language_code
from communique.records import Source
from language_texts import SENTENCES

ENGLISH = (
    "The two ministers met in Rome on Tuesday and agreed on a plan for the port, which is to "
    "open in the spring."
)
GERMAN = (
    "Die beiden Minister trafen sich am Dienstag in Rom und erklärten, sie hätten sich auf einen "
    "Plan für den Hafen geeinigt, der im Frühjahr öffnen soll."
)
ARABIC = "التقى الوزيران في روما يوم الثلاثاء واتفقا على خطة للميناء الذي سيفتتح في الربيع."


def document_status(content: str, **given: str) -> tuple[str | None, str]:
    source = Source(uri="report", content=content, markup="body", given=given)
    document = clean(source)
    return document.language, document.status


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_two_sentences_are_enough(code: str) -> None:
    assert language_of("\n\n".join(SENTENCES[code][:2])) == code


def test_single_sentences_are_right_or_left_open() -> None:
    judged = [(code, language_of(text)) for code, texts in SENTENCES.items() for text in texts]

    right = sum(code == found for code, found in judged)
    taken_for_english = [code for code, found in judged if found == "en" and code != "en"]

    assert right / len(judged) >= 0.9
    assert taken_for_english == []


@pytest.mark.parametrize("text", SENTENCES["en"])
def test_english_full_of_foreign_names_is_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rome, Tuesday.",
        "12,500 — 14%",
        "https://www.beispiel.example/die/beiden/minister/trafen/sich/in/rom",
        "Emmanuel Macron, Olaf Scholz, Giorgia Meloni, Pedro Sánchez",
    ],
)
def test_too_little_to_tell(text: str) -> None:
    assert language_of(text) is None


def test_capitals_are_no_other_language() -> None:
    assert language_of("MINISTERS MEET IN ROME AND AGREE ON A PLAN FOR THE PORT") == "en"


def test_the_majority_of_paragraphs_decides() -> None:
    assert language_of(f"{ENGLISH}\n\n{ENGLISH}\n\n{ARABIC}") == "en"
    assert language_of(f"{ENGLISH}\n\n{GERMAN}\n\n{GERMAN}\n\n{GERMAN}") == "de"


def test_a_stated_language_decides_what_the_text_leaves_open() -> None:
    short = "Berlin weist zwei Diplomaten aus"

    assert detected(short) is None or detected(short, "de") is not None
    found = detected(short, "de")
    assert found is not None
    assert found.value == "de"


def test_a_stated_language_does_not_outweigh_the_text() -> None:
    assert document_status(GERMAN, language="en") == ("de", "unsupported_language")


def test_a_language_stated_of_a_short_text_is_kept_and_does_not_exclude_it() -> None:
    assert document_status("Rome, Tuesday.", language="English") == ("en", "ok")
    assert document_status("Rome, Tuesday.", language="it-IT") == ("it", "ok")


def test_other_languages_are_kept_with_their_language() -> None:
    assert document_status(GERMAN) == ("de", "unsupported_language")
    assert document_status(f"{ARABIC}\n\n{ARABIC}") == ("ar", "unsupported_language")


def test_a_page_in_english_with_a_scrap_from_right_to_left_is_english() -> None:
    page = (
        f"<html lang='ar'><body><h1>Ministers meet</h1><p dir='rtl'>النسخة العربية</p>"
        f"<p>{ENGLISH}</p><p>{ENGLISH} It was their third meeting.</p></body></html>"
    )

    document = clean(Source(uri="page", content=page, markup="html", given={}))

    assert (document.language, document.status) == ("en", "ok")


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("en-GB", "en"), ("en_US", "en"), ("EN", "en"), ("English", "en"), ("eng", "en"),
        ("zh-Hans-CN", "zh"), ("Français", "fr"), ("ckb", "ku"), ("", None), ("???", None),
    ],
)  # fmt: skip
def test_codes_as_pages_and_suppliers_give_them(stated: str, code: str | None) -> None:
    assert language_code(stated) == code


def test_nothing_is_loaded_from_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refused)

    assert language_of(GERMAN) == "de"
    assert "robust_downloader" not in sys.modules


def test_half_of_a_surrogate_pair_does_no_harm() -> None:
    assert language_of(f"{ENGLISH} \ud83d") == "en"
