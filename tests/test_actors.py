"""Whom names, titles, metonyms, descriptions, pronouns and group words stand for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.conftest import Code

from communique.extract import Context, DocumentParties
from communique.knowledge import Knowledge
from communique.parse import SpacyParser
from communique.records import Document, When, document_id

Resolve = Callable[..., DocumentParties]


@pytest.fixture(scope="module")
def resolve(parser: SpacyParser, knowledge: Knowledge) -> Resolve:
    def resolve_text(text: str, day: date | None = None) -> DocumentParties:
        published = When(start=day, end=day, precision="day", basis="publication") if day else None
        document = Document(
            document_id=document_id(text), uri="test", text=text, published=published
        )
        return DocumentParties(Context(document, next(iter(parser.parse([text]))), knowledge))

    return resolve_text


def named(parties: DocumentParties, word: str, nth: int = 0) -> list[str]:
    """Return the names that the nth occurrence of a word stands for."""
    token = [t for t in parties.parsed.tokens if t.text == word][nth]
    return [p.name for p in parties.parties(token)]


@pytest.mark.parametrize(
    ("text", "word", "country", "office"),
    [
        ("Russian President Vladimir Putin spoke.", "Putin", "RUS", "president"),
        ("Chinese Foreign Minister Wang Yi left.", "Yi", "CHN", "foreign minister"),
        ("Kremlin spokesman Dmitry Peskov spoke.", "Peskov", "RUS", "spokesman"),
        ("Kassem-Jomart Tokayev, president of Kazakhstan, agreed.", "Tokayev", "KAZ", "president"),
        ("Turkish President Recep Tayyip Erdoğan arrived.", "Erdoğan", "TUR", "president"),
        (
            "NATO Secretary General Jens Stoltenberg spoke.",
            "Stoltenberg",
            None,
            "secretary general",
        ),
    ],
)
def test_a_person_has_country_and_office(
    resolve: Resolve, text: str, word: str, country: str | None, office: str
) -> None:
    parties = resolve(text)
    party = parties.party(next(t for t in parties.parsed.tokens if t.text == word))
    assert party is not None
    assert party.actor_id is not None
    assert party.actor_id.startswith("person/")
    assert (party.country, party.office) == (country, office)


def test_an_office_is_held_by_whoever_held_it_that_day(resolve: Resolve) -> None:
    text = "The U.S. president met the Chinese foreign minister in Geneva."
    early, late = resolve(text, date(2019, 6, 1)), resolve(text, date(2023, 4, 6))
    assert (named(early, "president"), named(early, "minister")) == (["Donald Trump"], ["Wang Yi"])
    assert (named(late, "president"), named(late, "minister")) == (["Joe Biden"], ["Qin Gang"])


def test_without_a_day_an_office_resolves_only_to_someone_named(resolve: Resolve) -> None:
    assert named(resolve("The Russian president spoke."), "president") == ["Russian president"]
    text = "Vladimir Putin arrived in Beijing. The Russian president smiled."
    assert named(resolve(text), "president") == ["Vladimir Putin"]


def test_a_former_or_deputy_holder_is_not_the_holder(resolve: Resolve) -> None:
    parties = resolve("The former French president met the deputy Russian foreign minister.",
                      date(2023, 5, 2))  # fmt: skip
    assert "Emmanuel Macron" not in named(parties, "president")
    assert "Sergei Lavrov" not in named(parties, "minister")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The Kremlin denied the report.", "Kremlin", ["Russia"]),
        ("Beijing accused Tokyo of lying.", "Beijing", ["China"]),
        ("Downing Street welcomed the vote.", "Street", ["United Kingdom"]),
        ("The White House said nothing.", "House", ["United States"]),
        ("The Saudis left early.", "Saudis", ["Saudi Arabia"]),
    ],
)
def test_metonyms_and_peoples_stand_for_states(
    resolve: Resolve, text: str, word: str, expected: list[str]
) -> None:
    assert named(resolve(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The South China Sea was calm.", "China"),
        ("He flew with Turkish Airlines.", "Turkish"),
        ("The Washington Post said nothing.", "Washington"),
        ("Jordan scored twice for the Bulls.", "Jordan"),
        ("The Georgia governor's office in Atlanta said nothing.", "Georgia"),
    ],
)
def test_a_name_inside_another_name_is_no_state(resolve: Resolve, text: str, word: str) -> None:
    parties = resolve(text)
    states = {p.name for t in parties.parsed.tokens if t.text == word for p in parties.parties(t)}
    assert not {s for s in states if s in ("China", "Turkey", "United States", "Jordan", "Georgia")}


def test_the_country_in_the_caucasus_is_found(resolve: Resolve) -> None:
    parties = resolve("Georgia, the former Soviet republic, expelled a Russian diplomat.")
    assert named(parties, "Georgia") == ["Georgia"]


def test_a_surname_follows_its_full_name(resolve: Resolve) -> None:
    text = "Prime Minister Theresa May spoke in London. May accused Moscow of lying."
    assert named(resolve(text, date(2018, 3, 14)), "May", 1) == ["Theresa May"]


def test_an_unknown_person_is_learned_with_country_and_office(resolve: Resolve) -> None:
    text = "Latvian Deputy Transport Minister Zigmunds Ozolbergs met reporters. Ozolbergs smiled."
    parties = resolve(text)
    assert named(parties, "Ozolbergs", 1) == ["Zigmunds Ozolbergs"]
    party = parties.party([t for t in parties.parsed.tokens if t.text == "Ozolbergs"][1])
    assert party is not None
    assert party.country == "LVA"
    assert parties.learned["person/zigmunds-ozolbergs"].basis == "learned"


def test_a_counterpart_holds_the_same_office_elsewhere(resolve: Resolve) -> None:
    text = "French Foreign Minister Catherine Colonna met her German counterpart in Berlin."
    assert named(resolve(text, date(2023, 5, 2)), "counterpart") == ["Annalena Baerbock"]


def test_pronouns_follow_the_subject(resolve: Resolve) -> None:
    text = "Modi met Putin in Moscow. He praised Russia."
    assert named(resolve(text, date(2024, 7, 9)), "He") == ["Narendra Modi"]


def test_a_pronoun_between_two_people_stays_open(resolve: Resolve) -> None:
    text = "It rained on Modi and Putin in Moscow. It was late when he spoke."
    assert named(resolve(text, date(2024, 7, 9)), "he") == []


def test_gender_decides_between_two_people(resolve: Resolve) -> None:
    text = "Theresa May received Donald Trump in London. She smiled."
    assert named(resolve(text, date(2018, 7, 13)), "She") == ["Theresa May"]


@pytest.mark.parametrize(
    ("second", "word", "expected"),
    [
        ("The two leaders discussed trade.", "leaders", {"Emmanuel Macron", "Olaf Scholz"}),
        ("Both sides signed.", "sides", {"France", "Germany"}),
        ("The two countries signed.", "countries", {"France", "Germany"}),
        ("The foreign ministers of the two countries signed.", "ministers",
         {"Catherine Colonna", "Annalena Baerbock"}),
    ],
)  # fmt: skip
def test_group_words_stand_for_the_pair_before_them(
    resolve: Resolve, second: str, word: str, expected: set[str]
) -> None:
    first = "French President Emmanuel Macron and German Chancellor Olaf Scholz met in Paris. "
    assert set(named(resolve(first + second, date(2023, 5, 2)), word)) == expected


def test_leaders_of_two_states_are_two_people(resolve: Resolve) -> None:
    parties = resolve("The leaders of Armenia and Azerbaijan met in Brussels.", date(2023, 5, 14))
    assert set(named(parties, "leaders")) == {"Nikol Pashinyan", "Ilham Aliyev"}


def test_an_official_without_a_name_keeps_country_and_words(resolve: Resolve) -> None:
    parties = resolve("A Saudi official denied the report.")
    party = parties.party(next(t for t in parties.parsed.tokens if t.text == "official"))
    assert party is not None
    assert (party.actor_id, party.name, party.country) == (None, "Saudi official", "SAU")


def test_a_ministry_acts_for_its_state(resolve: Resolve) -> None:
    parties = resolve("The Iranian foreign ministry protested.")
    party = parties.party(next(t for t in parties.parsed.tokens if t.text == "ministry"))
    assert party is not None
    assert (party.actor_id, party.country) == ("state/IRN", "IRN")


def test_within_names_each_party_once(resolve: Resolve) -> None:
    text = "Russia and China talked; Russia agreed with Chinese officials."
    parties = resolve(text)
    assert [p.name for p in parties.within(parties.parsed.sentences[0].span)] == ["Russia", "China"]


@pytest.mark.parametrize(
    ("text", "word", "country", "sector"),
    [
        ("Four Saudi men were held.", "men", "SAU", "CVL"),
        ("American pilots took part.", "pilots", "USA", "MIL"),
        ("Chechen rebels attacked.", "rebels", "RUS", "REB"),
        ("The Bundestag voted.", "Bundestag", "DEU", "LEG"),
        ("Retired Iraqi vice president Tariq Jabr spoke.", "Jabr", "IRQ", "ELI"),
        ("A Japanese newspaper reported it.", "newspaper", "JPN", "JRN"),
    ],
)
def test_a_description_has_country_and_sector(
    resolve: Resolve, text: str, word: str, country: str, sector: str
) -> None:
    parties = resolve(text)
    party = parties.party(next(t for t in parties.parsed.tokens if t.text == word))
    assert party is not None
    assert (party.country, party.sector) == (country, sector)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Connecticut legislators rejected it.", "legislators"),
        ("Four men were held.", "men"),
        ("Israeli weather was bad.", "weather"),
    ],
    ids=["a region's own", "of nobody", "no actor"],
)
def test_these_describe_nobody_between_states(resolve: Resolve, text: str, word: str) -> None:
    parties = resolve(text)
    assert parties.party(next(t for t in parties.parsed.tokens if t.text == word)) is None


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Vice Premier", "vice premier"),
        ("Deputy Foreign Minister", "deputy foreign minister"),
        ("former deputy premier", "former deputy premier"),
        ("Minister of Energy", "energy minister"),
        ("Vice Minister of Commerce", "vice commerce minister"),
    ],
)
def test_a_deputy_or_a_former_holder_does_not_hold_the_office(
    resolve: Resolve, words: str, office: str
) -> None:
    parties = resolve(f"Chinese {words} Bao Xiaodong spoke in Beijing.")
    party = parties.party(next(t for t in parties.parsed.tokens if t.text == "Xiaodong"))
    assert party is not None
    assert party.office == office


def test_a_bare_surname_in_an_undated_report_is_of_recent_years(resolve: Resolve) -> None:
    assert named(resolve("Maduro lashed out at Colombia."), "Maduro") == ["Nicolas Maduro"]


def test_a_surname_in_the_name_of_a_place_is_nobody(resolve: Resolve) -> None:
    assert named(resolve("Putin County lies there."), "Putin") == []


def test_a_surname_belongs_to_whom_the_report_names_in_full(code: Code) -> None:
    text = "Senator Dwight Lavrov visited Kenya. Lavrov met farmers there."

    actors = {m.actor_id for m in code(text, date(2023, 5, 3)).mentions if m.kind == "person"}

    assert "person/sergei-lavrov" not in actors


def test_a_word_of_clubs_in_an_organisations_own_name_does_not_hide_it(code: Code) -> None:
    actors = {m.actor_id for m in code("On Friday the Arab League condemned Israel.").mentions}

    assert "organisation/ARAB_LEAGUE" in actors


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The Presidents of Zambia and Malawi have held talks in Lilongwe, state radio reported.",
         [("Hakainde Hichilema", "ZMB"), ("Lazarus Chakwera", "MWI")]),
        ("The Foreign Ministers of Kenya and Uganda met in Nairobi on Monday.",
         [("Musalia Mudavadi", "KEN"), ("Jeje Odongo", "UGA")]),
        ("The Prime Ministers of India and Nepal spoke by phone on Monday, New Delhi said.",
         [("Narendra Modi", "IND"), ("Pushpa Kamal Dahal", "NPL")]),
    ],
)  # fmt: skip
def test_titles_in_capitals_mean_one_of_each_state(
    code: Code, text: str, parties: list[tuple[str, str]]
) -> None:
    (event,) = code(text, day=date(2024, 5, 16)).event_mentions

    assert [(a.name, a.country) for a in event.actors] == parties
