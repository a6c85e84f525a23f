"""Whom words without a name stand for over sentences: groups, guests, counterparts, "the bloc".

Each has a case that the report settles and one that it leaves open, where nobody is the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.conftest import Code

from communique.extract import Context, DocumentParties
from communique.knowledge import Knowledge
from communique.parse import SpacyParser
from communique.records import Document, When, document_id

Named = Callable[..., set[str]]

SPRING = date(2023, 5, 2)
PERU_AND_CHILE = "Peru and Chile agreed on Monday to reopen the border. "
BORIC_IN_LIMA = "Gabriel Boric and Dina Boluarte met in Lima. "
TRILATERAL = "Anthony Albanese met Rishi Sunak and Joe Biden in San Diego. "
IN_HANOI = "Anwar Ibrahim arrived in Hanoi on Thursday for talks with Pham Minh Chinh. "
RECEIVED = "Pham Minh Chinh received Anwar Ibrahim in Hanoi on Thursday. "


@pytest.fixture(scope="module")
def named(parser: SpacyParser, knowledge: Knowledge) -> Named:
    def names_of(text: str, word: str, nth: int = 0, day: date | None = SPRING) -> set[str]:
        published = When(start=day, end=day, precision="day", basis="publication") if day else None
        document = Document(
            document_id=document_id(text), uri="test", text=text, published=published
        )
        parsed = next(iter(parser.parse([text])))
        parties = DocumentParties(Context(document, parsed, knowledge))
        token = [t for t in parsed.tokens if t.text.lower() == word][nth]
        return {party.name for party in parties.parties(token)}

    return names_of


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (TRILATERAL + "The trio announced a submarine deal.", "trio",
         {"Anthony Albanese", "Rishi Sunak", "Joe Biden"}),
        (TRILATERAL + "The three leaders announced a deal.", "leaders",
         {"Anthony Albanese", "Rishi Sunak", "Joe Biden"}),
        ("Narendra Modi, Joe Biden, Anthony Albanese and Fumio Kishida met in Hiroshima. "
         "The quartet agreed to meet again.", "quartet",
         {"Narendra Modi", "Joe Biden", "Anthony Albanese", "Fumio Kishida"}),
        ("William Ruto received Yoweri Museveni in Nairobi. The duo agreed to build a pipeline.",
         "duo", {"William Ruto", "Yoweri Museveni"}),
        ("Estonia, Latvia and Lithuania protested on Monday. The three said that it was late.",
         "three", {"Estonia", "Latvia", "Lithuania"}),
    ],
)  # fmt: skip
def test_a_counted_group_is_those_of_the_nearest_phrase_of_that_size(
    named: Named, text: str, word: str, expected: set[str]
) -> None:
    assert named(text, word) == expected


def test_a_group_grows_over_sentences_until_its_number_is_met(named: Named) -> None:
    text = (
        "William Ruto and Yoweri Museveni met in Nairobi on Monday. Paul Kagame came later. "
        "The three are to meet again in June."
    )
    assert named(text, "three") == {"William Ruto", "Yoweri Museveni", "Paul Kagame"}


def test_those_who_joined_by_office_are_counted_as_its_holders(named: Named) -> None:
    text = (
        "Macky Sall and Umaro Sissoco Embalo held talks in Dakar, joined by the presidents of "
        "Ghana and Nigeria. The four agreed to send observers."
    )
    assert named(text, "four", day=date(2022, 2, 3)) == {
        "Macky Sall", "Umaro Sissoco Embalo", "Nana Akufo-Addo", "Muhammadu Buhari",
    }  # fmt: skip


def test_those_who_join_later_are_not_of_the_group_before(named: Named) -> None:
    text = (
        "Macky Sall and Umaro Sissoco Embalo held talks in Dakar. The two are to meet again in "
        "May, joined by the leaders of Ghana and Nigeria."
    )
    assert named(text, "two", day=date(2022, 2, 3)) == {"Macky Sall", "Umaro Sissoco Embalo"}


def test_three_of_two_states_are_three_people(named: Named) -> None:
    text = "Antony Blinken and Lloyd Austin met Yoko Kamikawa in Tokyo. The three signed."
    found = named(text, "three", day=date(2024, 7, 28))
    assert found == {"Antony Blinken", "Lloyd Austin", "Yoko Kamikawa"}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Modi met Macron in Delhi. The three said nothing.", "three"),
        ("Modi met Macron and Scholz in Delhi. The three killed in Haiti were tourists.", "three"),
        ("Modi met Macron and Scholz in Delhi. The three hostages were freed.", "hostages"),
        ("Police in Peru held three men from Chile. The three said they were innocent.", "three"),
        ("Peru and Chile exchanged prisoners. Two were released in Lima.", "two"),
        ("Peru and Chile exchanged notes. The two who signed them were clerks.", "two"),
        ("France sold two frigates to Greece. The two were built in Lorient.", "two"),
        ("Macron met Xi in Beijing. The two arrested men were French.", "men"),
        ("Kenya and Ethiopia reopened the road. The other two countries stayed away.",
         "countries"),
        ("Peru and Chile signed a pact. Two countries stayed away.", "countries"),
        ("Peru and Chile signed a pact. All countries should do so.", "countries"),
        ("Modi met Macron and Scholz. The leaders of the opposition protested.", "leaders"),
        ("Peru, Chile, Bolivia and Ecuador signed. The two neighbours were content.",
         "neighbours"),
    ],
)  # fmt: skip
def test_a_group_that_the_report_leaves_open_has_no_members(
    named: Named, text: str, word: str
) -> None:
    assert named(text, word) == set()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (BORIC_IN_LIMA + "The leaders want trade to double.", "leaders",
         {"Gabriel Boric", "Dina Boluarte"}),
        (BORIC_IN_LIMA + "The sides agreed to reopen the border.", "sides", {"Peru", "Chile"}),
        ("Chile and Peru signed a treaty. The parties undertake to share the water.", "parties",
         {"Peru", "Chile"}),
        ("Uhuru Kenyatta, Paul Kagame and Felix Tshisekedi met. The leaders urged calm.",
         "leaders", {"Uhuru Kenyatta", "Paul Kagame", "Felix Tshisekedi"}),
        ("Hamas and Israel agreed to a truce. The two sides exchanged prisoners.", "sides",
         {"Hamas", "Israel"}),
        ("The EU and China talked in Brussels. Both sides praised the talks.", "sides",
         {"European Union", "China"}),
    ],
)  # fmt: skip
def test_a_bare_plural_stands_for_all_of_the_group_just_told_of(
    named: Named, text: str, word: str, expected: set[str]
) -> None:
    assert named(text, word, day=date(2022, 8, 1) if "Kenyatta" in text else SPRING) == expected


def test_after_leaders_whom_nobody_named_the_leaders_are_those(named: Named) -> None:
    text = "World leaders gathered in New York. Modi met Biden. The leaders adopted a declaration."
    assert named(text, "leaders", 1) == set()


@pytest.mark.parametrize(
    ("second", "word", "expected"),
    [
        ("Their foreign ministers will meet.", "ministers",
         {"Ana Cecilia Gervasi", "Alberto van Klaveren"}),
        ("The transport ministers of the two countries will meet.", "ministers",
         {"transport minister of Peru", "transport minister of Chile"}),
        ("The two presidents will meet.", "presidents", {"Dina Boluarte", "Gabriel Boric"}),
        ("The two ministries said a date would be set.", "ministries", {"Peru", "Chile"}),
        ("Both capitals denied a rift.", "capitals", {"Peru", "Chile"}),
        ("The neighbours had closed it in March.", "neighbours", {"Peru", "Chile"}),
        ("The two sides' delegations signed.", "delegations", {"Peru", "Chile"}),
    ],
)  # fmt: skip
def test_what_two_states_have_is_found_by_office_and_day(
    named: Named, second: str, word: str, expected: set[str]
) -> None:
    assert named(PERU_AND_CHILE + second, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (IN_HANOI + "The visitor praised the food.", "visitor", "Anwar Ibrahim"),
        (IN_HANOI + "The visiting prime minister was content.", "minister", "Anwar Ibrahim"),
        (IN_HANOI + "The host promised rice.", "host", "Pham Minh Chinh"),
        (IN_HANOI + "The host country promised rice.", "country", "Vietnam"),
        (RECEIVED + "The guest promised rice.", "guest", "Anwar Ibrahim"),
        (RECEIVED + "He gave his guest a lacquer box.", "guest", "Anwar Ibrahim"),
        (RECEIVED + "Anwar told his host that it was late.", "host", "Pham Minh Chinh"),
    ],
)
def test_guest_and_host_are_those_of_the_visit_told(
    named: Named, text: str, word: str, expected: str
) -> None:
    assert named(text, word, day=date(2023, 7, 20)) == {expected}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Macron flew to Beijing on Wednesday. Scholz arrived in Beijing on Thursday. "
         "The guest brought wine.", "guest"),
        ("Macron and Scholz received Modi in Strasbourg. The host praised the food.", "host"),
        ("Macron visited Beijing on Wednesday. The visiting minister brought wine.", "minister"),
        ("Macron met Xi in Paris. His guest worker programme is old.", "guest"),
    ],
)  # fmt: skip
def test_with_two_guests_or_none_the_guest_stays_open(named: Named, text: str, word: str) -> None:
    assert named(text, word) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Penny Wong met Retno Marsudi in Jakarta. Her counterpart promised visas.",
         {"Retno Marsudi"}),
        ("A letter from President Lula da Silva to his Colombian counterpart was handed over.",
         {"Gustavo Petro"}),
        ("Emmanuel Macron's Chadian counterpart thanked France.", {"Mahamat Idriss Deby"}),
        ("Penny Wong spoke in Jakarta. Her counterpart promised visas.", set()),
    ],
)  # fmt: skip
def test_a_counterpart_holds_the_office_of_whose_counterpart_it_is(
    named: Named, text: str, expected: set[str]
) -> None:
    assert named(text, "counterpart") == expected


@pytest.mark.parametrize(
    ("text", "word", "nth", "expected"),
    [
        ("A Turkish delegation arrived in Cairo. The delegation left on Monday.", "delegation", 1,
         {"Turkish delegation"}),
        ("The Bulgarian ministry summoned the Serbian ambassador. The ambassador was late.",
         "ambassador", 1, {"Serbian ambassador"}),
        ("An Omani delegation met a Yemeni delegation. The delegation left.", "delegation", 2,
         set()),
        ("A Russian uranium company paid. Others with ties to the company paid too.", "company", 1,
         set()),
    ],
)  # fmt: skip
def test_a_bare_noun_repeats_the_only_one_so_called(
    named: Named, text: str, word: str, nth: int, expected: set[str]
) -> None:
    assert named(text, word, nth) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Jordan recalled its ambassador from Israel. The kingdom was firm.", "kingdom",
         {"Jordan"}),
        ("Sri Lanka asked India for a loan. The island nation promised reforms.", "nation",
         {"Sri Lanka"}),
        ("Algeria expelled two French diplomats. The North African country gave no reason.",
         "country", {"Algeria"}),
        ("The European Union threatened Georgia. The bloc would decide in June.", "bloc",
         {"European Union"}),
        ("Jordan and Saudi Arabia signed a treaty. The kingdom will ratify it.", "kingdom", set()),
        ("Estonia and Latvia expelled diplomats. The Baltic state gave no reason.", "state",
         set()),
        ("Tokayev met Mirziyoyev in Paris. The Central Asian country sells gas.", "country",
         set()),
        ("A storm hit the coast on Monday. The island nation is prepared.", "nation", set()),
    ],
)  # fmt: skip
def test_a_description_of_a_kind_is_the_one_of_that_kind(
    named: Named, text: str, word: str, expected: set[str]
) -> None:
    assert named(text, word) == expected


def test_the_abbreviation_of_senator_is_no_surname(named: Named) -> None:
    assert named("U.S. Sen. Marco Rubio left.", "sen.") == set()


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("William Ruto received Yoweri Museveni in Nairobi. Paul Kagame joined them. The three "
         "are to meet again in Kampala in June.",
         {"William Ruto", "Yoweri Museveni", "Paul Kagame"}),
        (PERU_AND_CHILE + "The statement said the foreign ministers of the two countries would "
         "meet in Arica in June.", {"Ana Cecilia Gervasi", "Alberto van Klaveren"}),
        (PERU_AND_CHILE + "The deputy transport ministers of the two countries are to meet in "
         "Arica in June.",
         {"deputy transport ministers of Peru", "deputy transport ministers of Chile"}),
    ],
)  # fmt: skip
def test_a_plan_is_by_the_members_of_its_group(code: Code, text: str, by: set[str]) -> None:
    plans = [c for c in code(text, SPRING).commitments if c.kind == "plan"]
    assert [{party.name for party in plan.by} for plan in plans] == [by]


@pytest.mark.parametrize(
    ("text", "by", "to"),
    [
        ("The emir of Qatar arrived in Dushanbe on Monday. The guest invited the Tajik president "
         "to visit Doha.", "Tamim bin Hamad Al Thani", "Emomali Rahmon"),
        ("To the Vietnamese prime minister was handed an invitation of Emperor Naruhito to visit "
         "Tokyo.", "Naruhito", "Pham Minh Chinh"),
        ("A letter of invitation from President Lula da Silva to his Colombian counterpart was "
         "handed over in Bogota.", "Luiz Inacio Lula da Silva", "Gustavo Petro"),
    ],
)  # fmt: skip
def test_an_invitation_has_host_and_guest(code: Code, text: str, by: str, to: str) -> None:
    found = [c for c in code(text, SPRING).commitments if c.kind == "invitation"]
    sides = [([p.name for p in c.by], [p.name for p in c.to]) for c in found]
    assert sides == [([by], [to])]


def test_all_of_a_group_speak(code: Code) -> None:
    text = "Estonia, Latvia and Lithuania met on Monday. The three said that the road was closed."
    [statement] = code(text, SPRING).statements
    assert {party.name for party in statement.speakers} == {"Estonia", "Latvia", "Lithuania"}


def test_a_long_report_of_groups_is_read_to_its_end(named: Named) -> None:
    text = PERU_AND_CHILE + "The two countries signed. The two sides met.\n\n" * 250
    assert named(text, "sides", 249) == {"Peru", "Chile"}
