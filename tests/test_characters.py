"""Characters that programs broke are put right; each still knows where it stood."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communique.clean.characters import repaired
from communique.spans import Span

BROKEN = "He said donâ€™t ask. The Ã‰lysÃ©e will â€œsupportâ€\x9d Abidjan."


@pytest.mark.parametrize(
    ("came", "right"),
    [
        pytest.param(BROKEN, "He said don’t ask. The Élysée will “support” Abidjan.", id="cp1252"),
        pytest.param("â\x80\x9cYesâ\x80\x9d, he said", "“Yes”, he said", id="latin-1"),
        pytest.param("a voilÃ  of sorts", "a voilà of sorts", id="no-break space lost"),
        pytest.param("вЂњDaвЂќ, said Lavrov", "“Da”, said Lavrov", id="read as cp1251"),
        pytest.param(
            "café, then cafÃ© and donâ€™t", "café, then café and don’t", id="half of it right"
        ),
        pytest.param("Sa\u0303o is SA\u0303£o", "São is São", id="decomposed"),
        pytest.param("Ã¢â‚¬Å“YesÃ¢â‚¬Â\x9d", "“Yes”", id="twice"),
    ],
)
def test_mojibake_is_undone(came: str, right: str) -> None:
    assert repaired(came).text == right


@pytest.mark.parametrize(
    ("came", "right"),
    [
        ("\x93Yes\x94 \x96 he said\x85", "“Yes” – he said…"),
        ("e\u0301lys\u00e9e", "élysée"),
        ("eﬀort, oﬃce, ﬁrst, ﬂow", "effort, office, first, flow"),
        ("ＢＥＩＪＩＮＧ ２０２４", "BEIJING 2024"),
        ("BEIJING，July 3（Xinhua）", "BEIJING, July 3(Xinhua)"),
        ("𝐁𝐫𝐞𝐚𝐤𝐢𝐧𝐠", "Breaking"),
        ("co\u00adop\u00ader\u00adation", "cooperation"),
        ("\ufeffXi\u200b met\u2060 Putin\u200e", "Xi met Putin"),
        ("\u202eXi\u202c met \u2067Putin\u2069", "Xi met Putin"),
        ("Xi\x00 met\x07 Pu\x08tin", "Xi met Putin"),
        ("\x1b[1;31mXi\x1b[0m met", "Xi met"),
        ("1\u00a0500\u202fkm\u3000away", "1 500 km away"),
        ("one\u2028two\u2029three\x0cfour", "one\ntwo\nthree\nfour"),
        ("a \ud800 b \ud83d\ude00", "a � b 😀"),
        ("Z\u0310\u0311\u0312\u0313\u0314\u0315\u0316al", "Z\u0310\u0311\u0312\u0313al"),
    ],
)
def test_what_programs_do_to_characters_is_undone(came: str, right: str) -> None:
    assert repaired(came).text == right


@pytest.mark.parametrize(
    "text",
    [
        "“Trade grew,” he said – ‘by 10%’ — and… so on.",
        "Erdoğan, Łukasz, Nguyễn, Đặng, Çavuşoğlu and Þórður met in São Paulo.",
        "İstanbul’da Öğünç; café’s; naïve; Österreich ÄÖÜ; señor¿qué?",
        "Владимир Путин, Зеленський, Ўзбекистон, Ћирилица",
        "习近平，普京：会谈。「好」",
        "نمی\u200cخواهم क्\u200dष ناصر",
        "👩\u200d👩\u200d👧 ☕️ 🇷🇺",
        "tabs\tand\r\nline ends\r\nstay",
        "R&D at AT&T; one &amp; alone; a &lt;b&gt; tag",
        "£5 and €5, 5° to 6°, ±2, ×3, ½, §4, ©, ®, ™",
    ],
)
def test_what_a_writer_wrote_is_left_alone(text: str) -> None:
    assert repaired(text).text == text


@pytest.mark.parametrize(
    ("came", "right"),
    [
        ("Xi&#39;s visit, he&rsquo;d say", "Xi's visit, he’d say"),
        ("Johnson &amp; Johnson &amp; Sons", "Johnson & Johnson & Sons"),
        ("the so-called &amp;quot;deal", 'the so-called "deal'),
        ("5 &#8211; 6&nbsp;km", "5 – 6 km"),
        ("&#60;b&#62; &quot;x&quot;", '&#60;b&#62; "x"'),
    ],
)
def test_entities_that_show_as_text_are_read_where_they_are_several(came: str, right: str) -> None:
    assert repaired(came).text == right


def test_repaired_words_lead_back_to_what_they_were_made_of() -> None:
    text_map = repaired(BROKEN)
    text = text_map.text

    def came_from(words: str) -> str:
        start = text.index(words)
        source = text_map.to_source(Span(start, start + len(words)))
        assert source is not None
        return source.of(BROKEN)

    assert came_from("He said don") == "He said don"
    assert came_from("’") == "â€™"
    assert came_from("lys") == "lys"
    assert came_from("Élysée") == "Ã‰lysÃ©e"
    assert came_from("support” Abidjan") == "supportâ€\x9d Abidjan"


def test_what_is_left_out_stands_between_its_neighbours() -> None:
    text_map = repaired("Pu\u00adtin\u200b met")

    assert text_map.to_source(Span(0, 5)) == Span(0, 6)
    assert text_map.to_source(Span(6, 9)) == Span(8, 11)


ODD = st.text(
    st.sampled_from(
        "aZ é’“&;#39\n\u0301\u0323\u00a0\u00ad\u200d\ufeff\x00\x1b[m\x93Ãâ€™œ\ufb01，Ａ"
    )
    | st.characters(),
    max_size=40,
)


@given(ODD)
@example("a\u200b\u0301")
@example("Ã\u00ad\u00a9")
def test_repaired_text_is_in_order_and_every_character_has_a_place(content: str) -> None:
    text_map = repaired(content)
    text = text_map.text

    assert text_map.source == content
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(one) in {"Cc", "Cs"} for one in text if one not in "\t\n\r")
    found = [text_map.to_source(Span(at, at + 1)) for at in range(len(text))]
    places = [place for place in found if place]
    assert len(places) == len(text)
    assert places == sorted(places)


@given(ODD)
def test_kept_characters_are_those_of_the_source(content: str) -> None:
    text_map = repaired(content)

    for at, one in enumerate(text_map.text):
        place = text_map.to_source(Span(at, at + 1))
        assert place is not None
        if one.isascii() and one.isalpha() and place.length == 1 and place.of(content).isascii():
            assert place.of(content) == one


@pytest.mark.parametrize(
    "content",
    [
        "Xi met Putin in Astana on Wednesday. " * 200_000,
        "\u00a0" * 1_000_000,
        "a\u200b" * 200_000,
        "\u0301\u0323" * 300_000,
        "\u05b0\u05b4" * 300_000,
        "Ã©" * 300_000,
        "&amp;" * 100_000,
        "&" * 2_000_000,
        "\u1100\u1161\u11a8" * 100_000,
        "é’" * 300_000,
    ],
    ids=lambda content: ascii(content[:4]),
)
def test_no_text_takes_long(content: str) -> None:
    began = time.process_time()

    repaired(content)

    assert time.process_time() - began < 5
