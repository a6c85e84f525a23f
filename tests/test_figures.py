"""What counts as a figure, with its value, unit, qualifier and measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Code

from communique.extract import Context, DocumentParties
from communique.extract.figures import find_figures
from communique.extract.figures.numerals import find_numerals, plain
from communique.extract.times import find_times
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
    return Read(text, find_figures(document, parsed, parties, find_times(parsed, None)))


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
        ("Poland expelled 45 Russian diplomats.", 45, "diplomats", "Russian diplomats expelled"),
        ("Thirty Kenyan soldiers were killed in Somalia.", 30, "soldiers",
         "Kenyan soldiers killed"),
        ("Bilateral trade reached $9 billion, Hanoi said.", 9e9, "US dollars", "bilateral trade"),
        ("The talks in Oslo lasted six hours.", 6, "hours", "length of talks"),
        ("Macron and Modi met for 40 minutes.", 40, "minutes", "length of meeting"),
        ("They ended a rupture of nine years.", 9, "years", "length of rupture"),
        ("They will reopen the border within two months.", 2, "months", "time to reopen border"),
        ("Spain covers 506,000 square kilometres.", 506000, "square kilometres", "area of Spain"),
        ("Japan's exports to China rose 14%.", 14, "percent", "Japan exports to China"),
        ("India marked the 75th anniversary of independence.", 75, "anniversary",
         "anniversary of independence"),
        ("Croatia became the 28th member of the European Union.", 28, "member",
         "member of European Union"),
        ("Egypt bought 60,000 tonnes of wheat.", 60000, "tonnes", "wheat bought"),
    ],
)  # fmt: skip
def test_what_a_figure_measures(text: str, value: float, unit: str, measure: str) -> None:
    figure = only(text)
    assert (figure.value, figure.unit, figure.measure) == (value, unit, measure)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Parliament ratified the treaty by 210 votes to 43.",
         [(210, "votes for"), (43, "votes against")]),
        ("The General Assembly voted 120-7 with 30 abstentions to condemn Eritrea.",
         [(120, "votes for"), (7, "votes against"), (30, "abstentions")]),
        ("The text passed with 93 votes in favour, 24 against and 58 abstentions.",
         [(93, "votes for"), (24, "votes against"), (58, "abstentions")]),
        ("Lawmakers voted 188 to 6 to ratify the accession of Finland.",
         [(188, "votes for"), (6, "votes against")]),
    ],
)  # fmt: skip
def test_the_sides_of_a_vote(text: str, found: list[tuple[int, str]]) -> None:
    figures = read(text).figures
    assert [(f.value, f.measure) for f in figures] == found
    assert {f.unit for f in figures} == {"votes"}


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Half of the grain went to China.", 50, "grain went"),
        ("A quarter of Germany's gas came from Russia.", 25, "Germany gas came"),
        ("More than half of Ukraine's power plants were destroyed.", 50,
         "Ukraine power plants destroyed"),
        ("Two thirds of the members of the alliance backed the text.", 66.7,
         "members of alliance backed text"),
        ("Zelensky said 4 in 10 Ukrainians had fled.", 40, "Ukrainians"),
    ],
)  # fmt: skip
def test_fractions_are_shares(text: str, value: float, measure: str) -> None:
    figure = only(text)
    assert (figure.value, figure.unit, figure.measure) == (value, "percent", measure)


@pytest.mark.parametrize(
    "text", ["Trade fell in the first half of the year.", "They met for a quarter of a century."]
)
def test_parts_of_a_year_are_no_shares(text: str) -> None:
    assert all(f.unit != "percent" for f in read(text).figures)


def test_hours_and_minutes_are_one_length() -> None:
    text = "The talks in Oslo lasted two hours and 15 minutes."
    figure = only(text)
    assert (figure.value, figure.unit) == (135, "minutes")
    assert figure.evidence[0].of(text) == "two hours and 15 minutes"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Trade with India has grown fivefold.", 5),
        ("Turkish exports to Russia rose 1.5 times in January.", 1.5),
    ],
)
def test_a_factor_by_which_something_grew(text: str, value: float) -> None:
    figure = only(text)
    assert (figure.value, figure.unit, figure.change) == (value, "times", "rising")


def test_a_conversion_measures_what_the_amount_before_it_measures() -> None:
    first, second = read("Norway pledged 75 billion kroner ($7.3 billion) to Ukraine.").figures
    assert (first.currency, second.currency) == ("NOK", "USD")
    assert first.measure == second.measure


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Mexico lent Cuba 3 billion pesos.", None),
        ("Argentina owes 3 billion pesos.", "ARS"),
        ("Denmark gave 9 billion kroner.", "DKK"),
    ],
)
def test_the_states_concerned_tell_which_pesos_are_meant(text: str, currency: str | None) -> None:
    assert only(text).currency == currency


def test_the_number_of_a_model_counts_nothing() -> None:
    figures = read("Germany will give Ukraine 14 Leopard 2 tanks.").figures
    assert [f.value for f in figures] == [14]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The strike on Odesa left 14 dead.", "people dead"),
        ("Germany gave Ukraine €2.7bn in military aid.", "military aid given"),
        ("Trade with China grew to a record $240 billion.", "trade"),
        ("A 14% increase in exports helped Georgia.", "exports"),
        ("They signed contracts worth $5 billion.", "value of contracts"),
        ("Missiles killed soldiers in Kharkiv, including two officers.", "officers"),
        ("Some 3.7m people crossed from Syria.", "people crossed"),
        ("Iran sent a delegation of 15 to Oman.", "delegation"),
        ("Iran sent a 15-strong delegation to Oman.", "delegation"),
        ("The ship sailed within 12 nautical miles of the coast.", "distance from coast"),
        ("Azerbaijan handed over 17 bodies.", "bodies handed over"),
        ("Poland's budget will rise to 4 percent of output.", "Poland budget"),
        ("A 500-kilometre pipeline links them.", "length of pipeline"),
        ("Egypt extended the truce for 48 hours.", "extension of truce"),
        ("Putin and Xi met for the second time in two months.", "time between meetings"),
    ],
)
def test_the_measure_names_the_thing(text: str, measure: str) -> None:
    assert only(text).measure == measure


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Trade with Iran reached $5 billion in 2022.", (date(2022, 1, 1), date(2022, 12, 31))),
        ("Exports to Iran rose 4% in the first half of 2023.",
         (date(2023, 1, 1), date(2023, 6, 30))),
        ("Lavrov said in 2024 that trade with Iran had reached $5 billion.", None),
        ("The talks in Oslo on 5 May 2023 lasted six hours.", None),
        ("Exports to Iran rose 4% compared with 2022.", None),
    ],
)  # fmt: skip
def test_for_which_period_a_figure_holds(text: str, period: tuple[date, date] | None) -> None:
    found = only(text).period
    assert (None if found is None else (found.start, found.end)) == period


def test_a_particle_of_the_verb_does_not_make_a_figure_inexact() -> None:
    assert only("Azerbaijan handed over 17 bodies.").qualifier == "exact"


def test_who_acts_comes_first_in_what_is_reported() -> None:
    figure = only("Sergei Lavrov said that Poland had expelled 45 Russian diplomats.")
    assert figure.parties[0].country == "POL"


def test_a_three_day_visit_has_a_length() -> None:
    figure = only("Xi made a three-day visit to Hungary.")
    assert (figure.value, figure.unit, figure.measure) == (3, "days", "length of visit to Hungary")


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
        (3, "soldiers", "Indian soldiers wounded"),
        (1, "soldiers", "Indian soldiers killed"),
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
        (331700, "area of Vietnam"),
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
        "The mission works seven days a week.",
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


def test_two_amounts_of_two_years_are_no_range() -> None:
    text = "Exports to Iran rose from $1.2 billion in 2019 to $3 billion in 2024, Ankara said."
    figures = read(text).figures
    assert [(f.value, f.low, f.measure) for f in figures] == [
        (1_200_000_000, None, "exports to Iran"),
        (3_000_000_000, None, "exports to Iran"),
    ]


def test_the_second_amount_may_leave_its_currency_out() -> None:
    figures = read("Aid to Nepal grew from 30 million euros in 2020 to 45 million in 2023.").figures
    assert [(f.value, f.currency, f.measure) for f in figures] == [
        (30_000_000, "EUR", "aid to Nepal"),
        (45_000_000, "EUR", "aid to Nepal"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit", "measure"),
    [
        ("Germany gave Ukraine 18 Leopard 2 tanks.", 18, "tanks", "Leopard tanks given"),
        ("Oman and Iran signed 13 memoranda in Muscat.", 13, "memoranda", "memoranda signed"),
        ("The Japanese minister will spend three days in Jakarta.", 3, "days", "length of stay"),
    ],
)
def test_model_names_latin_plurals_and_stays(
    text: str, value: int, unit: str, measure: str
) -> None:
    figure = only(text)
    assert (figure.value, figure.unit, figure.measure) == (value, unit, measure)


_WORDS = st.sampled_from(
    ["Russia", "the", "two", "3", "1,200", "billion", "dollars", "$", "between", "and", "to", "-",
     "countries", "soldiers", "killed", "hours", "May", "2024", "75th", "anniversary", "an hour",
     "about", "percent", "of", "half", "a", "dozen", "lasted", ".", ",", "€", "one", "others", "%",
     "half of the", "votes to", "two thirds of", "in favour", "abstentions", "voted",
     "hours and 5 minutes", "fold", "times", "3.7m people", "kroner", "-strong",
     "in 2023", "( $ 5 )", "4 in 10"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_WORDS, min_size=1, max_size=14).map(" ".join))
def test_spans_lie_in_the_text_and_no_figure_comes_twice(text: str) -> None:
    figures = read(text).figures
    assert len({f.figure_id for f in figures}) == len(figures)
    assert len({f.evidence[0] for f in figures}) == len(figures)
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


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Germany will provide 20 percent of the budget of NATO.", "budget of NATO provided"),
        ("About 3,000 U.S. troops are stationed in Niger.", "U.S. troops stationed"),
        ("IMF loans to Egypt total 8 billion dollars.", "IMF loans to Egypt"),
        ("Trade between Japan and Peru reached 24 billion dollars.", "trade"),
    ],
)
def test_names_in_a_measure_keep_their_capitals(code: Code, text: str, measure: str) -> None:
    figures = code(text, day=date(2024, 5, 16)).figures

    assert [f.measure for f in figures] == [measure]
