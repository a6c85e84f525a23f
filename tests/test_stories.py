"""Stories: reports of one happening or chain stand together, others apart."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from communique.merge import InMemory, cluster, heading_of
from communique.merge.likely_stories import likely_stories
from communique.merge.linkage import Likenesses, average_linkage, within_parts
from communique.merge.stories import find_stories
from communique.merge.story_words import weigh
from communique.records import Document, When, document_id
from communique.settings import MergeSettings


def report(title: str, text: str, day: date | None = None) -> Document:
    when = When(start=day, end=day, precision="day") if day else None
    return Document(
        document_id=document_id(text), uri="memory:report", text=text, title=title, published=when
    )


RAILWAY = report(
    "Ruritania and Graustark to reopen railway",
    "Ministers of Ruritania and Graustark met in Zenda and agreed to reopen the railway over the "
    "flooded river. Timber trains will run first.",
    date(2022, 5, 3),
)
RAILWAY_AGAIN = report(
    "Zenda railway deal signed by Graustark minister",
    "Graustark's transport minister put his name to the Zenda railway agreement with Ruritania, "
    "under which timber trains will cross the river again.",
    date(2022, 5, 4),
)
HERRING = report(
    "Herring prices soar as storms keep fleet in harbour",
    "Storms kept the northern fishing fleet in harbour and herring prices soared at auction.",
    date(2022, 5, 4),
)
HERRING_AGAIN = report(
    "Storm drives up price of herring",
    "Herring became dear at auction after a storm shut the northern harbours to the fleet.",
    date(2022, 5, 5),
)
LATER_RAILWAY = report(
    "Railway strike in Strelsau",
    "Drivers of the Strelsau suburban railway stopped work over pay on Monday.",
    date(2024, 11, 4),
)
EVERY = [RAILWAY, RAILWAY_AGAIN, HERRING, HERRING_AGAIN, LATER_RAILWAY]


def stories_of(documents: list[Document], copies: dict[str, str] | None = None) -> dict[str, str]:
    pile = InMemory(documents)
    headings = [heading_of(document) for document in pile]
    return find_stories(pile, headings, copies or {}, MergeSettings())


def story_sets(documents: list[Document]) -> set[frozenset[str]]:
    stories = stories_of(documents)
    named = {d.document_id: d.title or "" for d in documents}
    return {
        frozenset(named[name] for name in stories if stories[name] == story)
        for story in stories.values()
    }


def test_reports_of_one_happening_share_a_story() -> None:
    found = story_sets(EVERY)
    assert frozenset({RAILWAY.title, RAILWAY_AGAIN.title}) in found
    assert frozenset({HERRING.title, HERRING_AGAIN.title}) in found


def test_a_shared_word_years_later_makes_no_story() -> None:
    assert frozenset({LATER_RAILWAY.title}) in story_sets(EVERY)


def test_copies_share_their_story() -> None:
    copies = {RAILWAY.document_id: "copy-1", HERRING.document_id: "copy-1"}
    stories = stories_of([RAILWAY, HERRING], copies)
    assert len(set(stories.values())) == 1


def test_cluster_gives_none_as_copy_group_of_a_lone_document() -> None:
    groups = cluster([RAILWAY, HERRING])
    assert {group for group, _ in groups.values()} == {None}
    assert len({story for _, story in groups.values()}) == 2


def test_single_empty_document_has_a_story() -> None:
    assert len(stories_of([report("", "")])) == 1


@given(st.permutations(EVERY))
def test_order_of_input_changes_nothing(documents: list[Document]) -> None:
    assert stories_of(documents) == stories_of(EVERY)


def alike(pairs: dict[tuple[int, int], float]) -> Likenesses:
    lows, highs = np.array(list(pairs), dtype=np.int64).reshape(-1, 2).T
    return Likenesses(lows, highs, np.array(list(pairs.values())))


def test_average_linkage_does_not_chain() -> None:
    chain = alike({(0, 1): 0.9, (1, 2): 0.5, (2, 3): 0.9})
    assert average_linkage(4, chain, 0.3) == [[0, 1], [2, 3]]


def test_average_linkage_joins_what_is_alike_throughout() -> None:
    three = alike({(0, 1): 0.9, (0, 2): 0.5, (1, 2): 0.4})
    assert average_linkage(3, three, 0.3) == [[0, 1, 2]]


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(5, 9)), st.floats(0.02, 1.0), max_size=20
    ),
    st.dictionaries(
        st.tuples(st.integers(10, 14), st.integers(15, 19)), st.floats(0.02, 1.0), max_size=20
    ),
    st.dictionaries(
        st.tuples(st.integers(0, 9), st.integers(10, 19)), st.floats(0.02, 0.29), max_size=20
    ),
)
def test_likenesses_below_the_threshold_between_two_piles_change_neither(
    one: dict[tuple[int, int], float],
    other: dict[tuple[int, int], float],
    between: dict[tuple[int, int], float],
) -> None:
    apart = average_linkage(20, alike(one | other), 0.3)
    told = within_parts(20, [alike(one), alike(other | between)], 0.3)
    assert average_linkage(20, told, 0.3) == apart


def test_reports_that_share_two_heavy_stems_may_tell_one_story() -> None:
    in_time = [RAILWAY, RAILWAY_AGAIN, HERRING_AGAIN, HERRING]
    met = [
        (int(first), int(second))
        for firsts, seconds in likely_stories(weigh(in_time))
        for first, second in zip(firsts, seconds, strict=True)
    ]
    assert met == [(0, 1), (2, 3)]


def test_likeness_of_a_report_to_itself_is_one_and_to_an_empty_one_none() -> None:
    words = weigh([RAILWAY, report("", "")])
    places = np.array([0, 0]), np.array([0, 1])
    assert words.cosines(*places).round(9).tolist() == [1.0, 0.0]


def test_no_reports_have_no_stories() -> None:
    assert stories_of([]) == {}


def test_a_story_of_more_reports_than_each_is_compared_with_is_one() -> None:
    told = [
        report(f"{RAILWAY.title} {n}", f"{RAILWAY.text} {n}", date(2022, 5, 3)) for n in range(60)
    ]
    assert len(set(stories_of(told).values())) == 1
