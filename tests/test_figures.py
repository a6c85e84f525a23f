"""What counts as a figure, with its value, unit, qualifier and measure."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.extract import Context, DocumentParties
from communique.extract.figures import find_figures
from communique.extract.figures.numerals import find_numerals, plain
from communique.knowledge import load_knowledge
from communique.parse import SpacyParser
from communique.records import Document, Figure, document_id
from communique.spans import Span

PARSER = SpacyParser()


@dataclass(frozen=True)
class Read:
    """A text with its figures."""

    text: str
    figures: tuple[Figure, ...]


def read(text: str, title: str | None = None) -> Read:
    document = Document(document_id=document_id(text), uri="test:", text=text, title=title)
    parsed = next(iter(PARSER.parse([text])))
    parties = DocumentParties(Context(document, parsed, load_knowledge()))
    return Read(text, find_figures(document, parsed, parties))


def only(text: str) -> Figure:
    """Return the one figure of a text."""
    figures = read(text).figures
    assert len(figures) == 1, [f.value for f in figures]
    return figures[0]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("29,800 square miles", 29800),
        ("65.7 billion", 65_700_000_000),
        ("two and a half years", 2.5),
        ("twenty-five ships", 25),
        ("two hundred and fifty thousand men", 250_000),
        ("50 000 people", 50_000),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("30bn", 30_000_000_000),
        ("one and a half million", 1_500_000),
    ],
)
def test_numbers_in_digits_and_words(words: str, value: float) -> None:
    first = next(find_numerals(words, Span(0, len(words))))
    assert plain(first.value) == value


@pytest.mark.parametrize("words", ["dozens", "hundreds of men", "the S-400", "COVID-19", "F-16"])
def test_vague_words_and_names_are_no_numbers(words: str) -> None:
    assert list(find_numerals(words, Span(0, len(words)))) == []


@pytest.mark.parametrize(
    ("text", "value", "currency", "unit"),
    [
        ("Norway will lend Ukraine $3.2 billion.", 3_200_000_000, "USD", "US dollars"),
        ("Denmark paid 40 million euros to Latvia.", 40_000_000, "EUR", "euros"),
        ("China lent Laos 12 billion yuan.", 12_000_000_000, "CNY", "yuan"),
        ("Exports to Belarus reached 90 million rubles.", 90_000_000, "RUB", "rubles"),
        ("France gave Chad €30m.", 30_000_000, "EUR", "euros"),
        ("Japan promised USD 7 million to Fiji.", 7_000_000, "USD", "US dollars"),
        ("Trade with Peru fell to A$2bn.", 2_000_000_000, "AUD", "Australian dollars"),
    ],
)
def test_money_has_a_currency(text: str, value: float, currency: str, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.currency, figure.unit) == (value, currency, unit)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Poland expelled 12 Russian diplomats.", "exact"),
        ("Poland expelled about 12 Russian diplomats.", "about"),
        ("Some 12 Russian diplomats were expelled from Poland.", "about"),
        ("Poland expelled nearly 40 Russian diplomats.", "almost"),
        ("Poland expelled more than 40 Russian diplomats.", "at_least"),
        ("At least 40 Russian diplomats left Poland.", "at_least"),
        ("Poland expelled up to 40 Russian diplomats.", "at_most"),
        ("Poland expelled 40 or more Russian diplomats.", "exact"),
        ("Trade with Kenya stood at close to $4 billion.", "about"),
        ("The talks in Oslo lasted less than 3 hours.", "at_most"),
    ],
)
def test_how_exact_a_figure_is(text: str, qualifier: str) -> None:
    assert only(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "value", "unit", "measure"),
    [
        ("Poland expelled 45 Russian diplomats.", 45, "diplomats", "russian diplomats expelled"),
        ("Thirty Kenyan soldiers were killed in Somalia.", 30, "soldiers",
         "kenyan soldiers killed"),
        ("Bilateral trade reached $9 billion, Hanoi said.", 9e9, "US dollars", "bilateral trade"),
        ("The talks in Oslo lasted six hours.", 6, "hours", "length of talks"),
        ("Macron and Modi met for 40 minutes.", 40, "minutes", "length of meeting"),
        ("They ended a rupture of nine years.", 9, "years", "length of rupture"),
        ("They will reopen the border within two months.", 2, "months", "time to reopen border"),
        ("Spain covers 506,000 square kilometres.", 506000, "square kilometres", "area of spain"),
        ("Japan's exports to China rose 14%.", 14, "percent", "japan exports to china"),
        ("India marked the 75th anniversary of independence.", 75, "anniversary",
         "anniversary of independence"),
        ("Croatia became the 28th member of the European Union.", 28, "member",
         "member of european union"),
        ("Egypt bought 60,000 tonnes of wheat.", 60000, "tonnes", "wheat bought"),
    ],
)  # fmt: skip
def test_what_a_figure_measures(text: str, value: float, unit: str, measure: str) -> None:
    figure = only(text)
    assert (figure.value, figure.unit, figure.measure) == (value, unit, measure)


def test_a_three_day_visit_has_a_length() -> None:
    figure = only("Xi made a three-day visit to Hungary.")
    assert (figure.value, figure.unit, figure.measure) == (3, "days", "length of visit to hungary")


def test_an_hour_counts_where_something_lasts() -> None:
    figure = only("The call between Putin and Modi lasted about an hour.")
    assert (figure.value, figure.unit, figure.qualifier) == (1, "hours", "about")


def test_half_an_hour_is_thirty_minutes() -> None:
    figure = only("Modi and Macron talked for half an hour.")
    assert (figure.value, figure.unit) == (30, "minutes")


def test_an_hour_and_a_half_is_one_phrase() -> None:
    text = "Modi and Macron talked for an hour and a half."
    figure = only(text)
    assert figure.value == 1.5
    assert figure.evidence[0].of(text) == "an hour and a half"


def test_between_gives_a_range() -> None:
    figure = only("Between 35 and 50 Nepalis serve in the Russian army.")
    assert (figure.value, figure.low, figure.high, figure.qualifier) == (35, 35, 50, "about")


def test_a_range_of_money_shares_its_scale() -> None:
    figure = only("Poland will pay Germany 5 to 7 billion euros.")
    assert (figure.low, figure.high) == (5_000_000_000, 7_000_000_000)


def test_a_number_without_noun_takes_the_noun_before_it() -> None:
    figures = read("Three Indian soldiers were wounded and one killed on the border.").figures
    assert [(f.value, f.unit, f.measure) for f in figures] == [
        (3, "soldiers", "indian soldiers wounded"),
        (1, "soldiers", "indian soldiers killed"),
    ]


def test_the_others_of_a_group() -> None:
    text = "France expelled 35 Russian diplomats. Ten of the 35 worked in Strasbourg."
    assert [(f.value, f.unit) for f in read(text).figures] == [(35, "diplomats"), (10, "diplomats")]


def test_a_toll_counts_people() -> None:
    figure = only("Officials in Kabul raised the toll to 57.")
    assert (figure.value, figure.unit) == (57, "people")


def test_a_gap_takes_the_unit() -> None:
    text = "Laos covers 236,800 square kilometres and Vietnam 331,700."
    assert [(f.value, f.measure) for f in read(text).figures] == [
        (236800, "area of laos"),
        (331700, "area of vietnam"),
    ]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Trade with Iran rose to $5 billion.", "rising"),
        ("Trade with Iran fell by 12 percent.", "falling"),
        ("Trade with Iran is growing and has reached $5 billion.", "rising"),
        ("Trade with Iran stood at $5 billion.", None),
    ],
)
def test_which_way_a_quantity_moves(text: str, change: str | None) -> None:
    assert only(text).change == change


@pytest.mark.parametrize(
    "text",
    [
        "Putin met Xi on 5 May 2020 at 10:30 p.m. in Moscow.",
        "Lavrov arrived on July 8-9, 2024.",
        "The treaty of 1992 was renewed in 2023-24.",
        "President Macron, 46, met Olaf Scholz, 65.",
        "A 24-year-old officer was detained in Warsaw.",
        "The two countries signed a treaty.",
        "The three leaders met in Astana.",
        "Both sides and their two presidents agreed.",
        "Dozens of soldiers crossed into Chad.",
        "The G7 and the G20 discussed COP29 and the S-400.",
        "Two days after the summit Lavrov left.",
        "Modi spoke five years ago in Tokyo.",
        "Trade grew in the past three years, Beijing said.",
        "Article 5 and Resolution 2231 bind Iran.",
        "One of the ministers left Paris.",
        "The Kremlin will meet them one-on-one.",
        "Call the embassy at 555-0142.",
        "Spain beat Italy 2-1 in Rome.",
        "Two officials said Iran had agreed.",
        "Putin visited China for the first time.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read(text).figures == ()


def test_a_report_of_a_game_has_no_figures() -> None:
    text = "The striker scored twice in the stadium. Ghana sold 20,000 tickets to Togo."
    assert read(text).figures == ()


def test_the_parties_are_those_of_the_sentence() -> None:
    figure = only("Estonia expelled 21 Russian diplomats.")
    assert {p.country for p in figure.parties} == {"EST", "RUS"}


def test_the_parties_of_the_sentence_before_where_the_talks_are_told() -> None:
    figure = only("Hungary and Serbia held talks on gas. The talks lasted four hours.")
    assert {p.country for p in figure.parties} == {"HUN", "SRB"}


def test_the_evidence_is_the_phrase_and_the_sentence() -> None:
    text = "Officials met. Finland sent more than 100 Russian officials home."
    figure = only(text)
    assert figure.evidence[0].of(text) == "more than 100 Russian officials"
    assert figure.evidence[1].of(text) == "Finland sent more than 100 Russian officials home."


_WORDS = st.sampled_from(
    ["Russia", "the", "two", "3", "1,200", "billion", "dollars", "$", "between", "and", "to", "-",
     "countries", "soldiers", "killed", "hours", "May", "2024", "75th", "anniversary", "an hour",
     "about", "percent", "of", "half", "a", "dozen", "lasted", ".", ",", "€", "one", "others", "%"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_WORDS, min_size=1, max_size=14).map(" ".join))
def test_spans_lie_in_the_text_and_no_figure_comes_twice(text: str) -> None:
    figures = read(text).figures
    assert len({f.figure_id for f in figures}) == len(figures)
    for figure in figures:
        phrase, sentence = figure.evidence
        assert sentence.overlaps(phrase)
        assert phrase.of(text).strip()


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=2, max_value=10**12))
def test_whole_values_are_ints_however_they_are_written(value: int) -> None:
    for words in (str(value), f"{value:,}"):
        found = plain(next(find_numerals(words, Span(0, len(words)))).value)
        assert found == value
        assert isinstance(found, int)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789,. -–abtwohundred$%\n", max_size=30))
def test_any_text_can_be_scanned(text: str) -> None:
    for numeral in find_numerals(text, Span(0, len(text))):
        assert 0 <= numeral.span.start < numeral.span.end <= len(text)
