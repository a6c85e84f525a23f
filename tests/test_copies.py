"""Copies: who copied whom, and which words they share."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from communique.merge import InMemory, heading_of
from communique.merge.copies import Copies, find_copies
from communique.merge.likely_copies import likely_copies
from communique.merge.passages import shared_passages
from communique.merge.words import read_words, shingles
from communique.records import Document, When, document_id
from communique.settings import MergeSettings

WIRE = (
    "The foreign ministers of Ruritania and Graustark met in the port of Zenda on Tuesday and "
    "agreed to reopen the railway that has been closed since the flood. The line will carry "
    "timber and grain twice a week, the ministers told reporters on the quay. Neither side would "
    "say who pays for the bridge, which engineers call the costliest part of the work. "
    "A joint commission is to report before the harvest, and farmers on both banks of the river "
    "have asked for a seat at its table. The last train crossed the border eleven years ago."
)
OTHER = (
    "Prices of herring rose again in the northern harbours as storms kept the fleet ashore for a "
    "third week. Traders expect relief only when the wind turns, and some canneries have sent "
    "their workers home. The guild of fishmongers asked the council to open its cold stores."
)


def report(text: str, *, day: int | None = None, outlet: str | None = None) -> Document:
    when = When(start=date(2022, 5, day), end=date(2022, 5, day), precision="day") if day else None
    return Document(
        document_id=document_id(text),
        uri="memory:report",
        text=text,
        published=when,
        outlet=outlet,
    )


def copies_of(documents: list[Document]) -> Copies:
    pile = InMemory(documents)
    return find_copies(pile, [heading_of(document) for document in pile], MergeSettings())


def test_trimmed_and_edited_copy_joins_its_original() -> None:
    original = report(WIRE, day=3)
    trimmed = report(WIRE[: WIRE.index("A joint")].replace("on Tuesday", "Tuesday"), day=4)
    copies = copies_of([trimmed, original, report(OTHER)])
    assert copies.group[original.document_id] == copies.group[trimmed.document_id]
    assert list(copies.original.values()) == [original.document_id]


def test_report_on_its_own_has_no_group() -> None:
    alone = report(OTHER)
    assert copies_of([alone, report(WIRE)]).group == {}


def test_excerpt_in_a_longer_text_is_found() -> None:
    original = report(WIRE, day=3)
    longer = report(OTHER + " " + WIRE[: WIRE.index("Neither")] + " " + OTHER[::-1], day=4)
    assert len(copies_of([original, longer]).group) == 2


def test_same_quotation_does_not_make_a_copy() -> None:
    speech = WIRE.replace('"', "")
    first = report(f"The minister spoke in the capital today. “{speech}” He then left for home.")
    second = report(f"{OTHER} On the railway he had this to say: “{speech}” No one replied to him.")
    assert copies_of([first, second]).group == {}


def test_furniture_that_an_outlet_repeats_does_not_make_copies() -> None:
    furniture = OTHER
    stories = [
        report(f"{lead} {furniture}", outlet="Harbour Gazette")
        for lead in ("The king abdicated at noon.", "Rain fell on the fair.", "A bridge gave way.")
    ]
    assert len(copies_of([stories[0], stories[1]]).group) == 2
    long_leads = [
        report(f"{text} {furniture}", outlet="Harbour Gazette")
        for text in (WIRE, WIRE[::-1], "A quite different thing took place at the opera.")
    ]
    assert copies_of(long_leads).group == {}


def test_shared_passages_are_exact_spans_of_both() -> None:
    original, copy = report(WIRE, day=3), report("ZENDA — " + WIRE[:300], day=4)
    (passage,) = copies_of([original, copy]).passages
    assert passage.original == original.document_id
    assert passage.original_span.of(original.text) == passage.span.of(copy.text)
    assert passage.original_span.of(original.text).startswith("The foreign ministers of Ruritania")


def test_earliest_report_is_the_original() -> None:
    late, early = report(WIRE, day=9), report(WIRE[:400], day=2)
    copies = copies_of([late, early])
    assert list(copies.original.values()) == [early.document_id]


def test_report_that_relays_is_not_the_original() -> None:
    own = report(WIRE[:400], day=3)
    relay = Document(
        document_id=document_id(WIRE), uri="memory:relay", text=WIRE, via=("Zenda Wire",),
        published=own.published,
    )  # fmt: skip
    assert list(copies_of([relay, own]).original.values()) == [own.document_id]


@given(st.permutations([WIRE, WIRE[:350], WIRE[200:], OTHER, OTHER[:200], "Short."]))
def test_order_of_input_changes_nothing(texts: list[str]) -> None:
    expected = copies_of([report(text) for text in sorted(texts)])
    assert copies_of([report(text) for text in texts]) == expected


def test_a_story_that_sixty_papers_print_is_one_group() -> None:
    papers = [report(f"{WIRE} Printed by paper {n} of sixty.", day=3) for n in range(60)]
    assert len(set(copies_of(papers).group.values())) == 1


def test_a_report_of_its_own_with_a_passage_of_another_is_an_excerpt() -> None:
    wire = report(WIRE, day=3)
    own_words = " ".join(f"Word{n} of the paper's own correspondent." for n in range(60))
    longer = report(f"{own_words} {WIRE[: WIRE.index('A joint')]}", day=4)
    trimmed = report(WIRE[: WIRE.index("A joint")], day=5)
    assert copies_of([wire, longer, trimmed]).excerpts == {longer.document_id}


@given(st.permutations(range(6)), st.integers(1, 6))
def test_what_may_share_a_passage_does_not_depend_on_its_place(order: list[int], one: int) -> None:
    texts = [WIRE, WIRE[:300], WIRE[200:], OTHER, OTHER[:200], "Short."]
    hashes = [np.unique(shingles(read_words(text).codes, one)) for text in texts]
    found = {frozenset(pair) for pair in likely_copies(hashes)}
    moved = likely_copies([hashes[at] for at in order])
    assert {frozenset((order[a], order[b])) for a, b in moved} == found


@given(st.text(alphabet='ab "“”', max_size=200), st.text(alphabet='ab "“”', max_size=200))
def test_passages_hold_the_same_words(first: str, second: str) -> None:
    for passage in shared_passages(read_words(first), read_words(second), least=2):
        words = [read_words(span) for span in (passage.first.of(first), passage.second.of(second))]
        assert words[0].codes.tolist() == words[1].codes.tolist()
        assert 0 <= passage.own_words <= passage.words


def test_words_inside_quotation_marks_are_told_apart() -> None:
    words = read_words('He said "grain and timber" and «salt», no more.')
    assert np.flatnonzero(words.quoted).tolist() == [2, 3, 4, 6]
    assert words.span(2, 3).of(words.text) == "grain and timber"
