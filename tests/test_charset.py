"""Bytes become the characters that were meant, whatever a page claims about itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.read.charset import decode, decoded, legacy_charset, without_surrogates

ENGLISH = "The Élysée didn’t comment – “We’re satisfied,” said São Paulo’s mayor.\n"
RUSSIAN = "Президент прибыл в среду в Астану для переговоров о торговле и безопасности.\n"
TURKISH = "Cumhurbaşkanı Erdoğan çarşamba günü Astana’da görüşmelerde bulundu.\n"
POLISH = "Prezydent przybył w środę do Łodzi na rozmowy o bezpieczeństwie i żegludze.\n"
GREEK = "Ο πρόεδρος έφτασε την Τετάρτη στην Αστάνα για συνομιλίες με τον υπουργό.\n"
HEBREW = "הנשיא הגיע ביום רביעי לאסטנה לשיחות על סחר וביטחון עם שר החוץ.\n"
ARABIC = "وصل الرئيس يوم الأربعاء إلى أستانا لإجراء محادثات حول التجارة والأمن.\n"
THAI = "ประธานาธิบดีเดินทางถึงกรุงอัสตานาเมื่อวันพุธเพื่อหารือเรื่องการค้า\n"
CHINESE = "总统星期三抵达阿斯塔纳，就贸易与安全问题举行会谈。外交部长表示同意。\n"
TAIWANESE = "總統星期三抵達阿斯塔納，就貿易與安全問題舉行會談。外交部長表示同意。\n"
JAPANESE = "大統領は水曜日にアスタナに到着し、貿易と安全保障について会談を行った。\n"
KOREAN = "대통령은 수요일 아스타나에 도착해 무역과 안보에 관한 회담을 가졌다.\n"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (ENGLISH, "cp1252"),
        (TURKISH, "cp1254"),
        (POLISH, "cp1250"),
        (POLISH, "iso-8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso-8859-5"),
        (RUSSIAN, "cp866"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (THAI, "cp874"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso-2022-jp"),
        (KOREAN, "euc-kr"),
        (RUSSIAN, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "utf-8-sig"),
    ],
)
def test_a_charset_that_nobody_states_is_found(text: str, charset: str) -> None:
    assert decode(text.encode(charset)) == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('<meta charset="windows-1254">Erdoğan'.encode("cp1254"), "Erdoğan"),
        ('<meta charset="iso-8859-1">“Yes”'.encode("cp1252"), "“Yes”"),
        ('<meta charset="us-ascii">“Yes”'.encode("cp1252"), "“Yes”"),
        ('<meta charset="klingon">café au lait'.encode("cp1252"), "café"),
        ('<meta charset="cp1252">Erdoğan'.encode(), "Erdoğan"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">朱镕基'.encode(
                "gb18030"
            ),
            "朱镕基",
        ),
        ('<meta charset="x-sjis">髙橋①'.encode("cp932"), "髙橋①"),
        ('<?xml version="1.0" encoding="koi8-r"?><p>Путин</p>'.encode("koi8-r"), "Путин"),
        (b'<meta charset="utf-16">The plain page', "The plain page"),
        (b'<meta charset="utf-7">+ADw-b+AD4-', "+ADw-b+AD4-"),
        ('<meta charset="unicode_escape">a\\u0041 caf\xe9'.encode("cp1252"), "a\\u0041 café"),
    ],
)
def test_what_a_page_declares_is_believed_where_it_can_be(data: bytes, words: str) -> None:
    assert words in decode(data)


@pytest.mark.parametrize(
    ("text", "charset", "stated"),
    [
        (RUSSIAN, "koi8-r", "KOI8-R"),
        ("Łódź", "iso-8859-2", "ISO-8859-2"),
        (THAI, "cp874", "windows-874"),
        (JAPANESE, "iso-2022-jp", "iso-2022-jp"),
        (CHINESE, "hz", "hz-gb-2312"),
        ("Škoda’s", "cp1250", '"Windows-1250"'),
        (CHINESE, "utf-16-be", "utf-16"),
    ],
)
def test_what_http_or_a_mail_header_states_is_believed(
    text: str, charset: str, stated: str
) -> None:
    assert decode(text.encode(charset), stated=stated) == text


@pytest.mark.parametrize(
    ("text", "charset", "stated"),
    [
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (CHINESE, "gb18030", "us-ascii"),
        (KOREAN, "euc-kr", "utf-8"),
        (ENGLISH, "cp1252", "utf-8"),
        (ENGLISH, "cp1252", "utf-16"),
        (ENGLISH, "cp1252", "shift_jis"),
        (ENGLISH, "utf-8", "iso-8859-1"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (ENGLISH, "cp1252", "utf-7"),
        (ENGLISH, "cp1252", "no such thing"),
    ],
)
def test_what_is_stated_falsely_is_not_believed(text: str, charset: str, stated: str) -> None:
    assert decode(text.encode(charset), stated=stated) == text


def test_a_few_bad_bytes_do_not_make_a_page_another_charset() -> None:
    data = ENGLISH.encode().replace(b"\n", b" ") * 5 + b"\xe9\x80 and \xff."

    read = decoded(data)

    assert read.text.startswith(ENGLISH.strip())
    assert read.text.endswith("� and �.")
    assert read.charset == "utf-8"
    assert read.notes == ("bytes that fit no charset were replaced",)


def test_lines_in_windows_1252_among_utf8_are_read_as_such() -> None:
    data = ENGLISH.encode() * 3 + "a café in Besançon, where he’d been\n".encode("cp1252")

    read = decoded(data)

    assert read.text == ENGLISH * 3 + "a café in Besançon, where he’d been\n"
    assert read.notes == ()


def test_a_charset_that_begins_to_matter_late_is_still_found() -> None:
    text = "Plain words for a long time. " * 4000 + ENGLISH

    assert decode(text.encode("cp1252")) == text


def test_a_mark_of_utf16_before_plain_ascii_is_no_mark() -> None:
    assert decode(b"\xff\xfe" + b"Plain words all the way.") == "Plain words all the way."


@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le", "gb18030", "shift_jis"])
def test_the_beginning_of_a_text_may_end_inside_a_character(charset: str) -> None:
    mark = b"\xff\xfe" if charset == "utf-16-le" else b""
    data = mark + (JAPANESE * 3).encode(charset)[:-3]

    read = decoded(data, partial=True)

    assert (JAPANESE * 3).startswith(read.text)
    assert read.replaced == 0


def test_a_replacement_character_that_was_written_is_none_that_was_put_in() -> None:
    assert decoded("caf\ufffd".encode()).notes == ()


def test_the_charset_of_single_lines_can_be_asked_for() -> None:
    assert legacy_charset(RUSSIAN.encode("cp1251")) == "cp1251"
    assert legacy_charset("Łódź".encode("iso-8859-2"), stated="latin2") == "iso8859-2"
    assert legacy_charset(ENGLISH.encode("cp1252"), stated="unicode_escape") == "cp1252"


@pytest.mark.parametrize(
    ("text", "clean"), [("a\ud83d\ude00", "a😀"), ("a\ud800b", "a�b"), ("plain", "plain")]
)
def test_surrogates_are_joined_or_replaced(text: str, clean: str) -> None:
    assert without_surrogates(text) == clean


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "gb2312", "latin-1"]))
def test_any_bytes_decode(data: bytes, stated: str | None) -> None:
    decode(data, stated=stated).encode("utf-8")
    decode(data, stated=stated, partial=True).encode("utf-8")


@given(st.text(st.characters(codec="utf-8")))
def test_whatever_is_utf8_is_read_as_utf8(text: str) -> None:
    expected = text.removeprefix("\ufeff")

    if "\x00" not in text and "\x1b" not in text:
        assert decode(text.encode()) == expected
