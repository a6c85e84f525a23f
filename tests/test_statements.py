"""Attributed statements: source, cue and content as exact spans, on sentences of our own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extract.statements import find_statements
from communique.extract.statements.cues import load_lexicon
from communique.extract.statements.quotes import find_quotes
from communique.parse import SpacyParser
from communique.records import Document, Party, Statement, document_id
from communique.spans import Span
from communique.syntax import Parsed, Token

NAMES = {
    "macron": ("Emmanuel Macron", "FRA"),
    "merkel": ("Angela Merkel", "DEU"),
    "abe": ("Shinzo Abe", "JPN"),
    "lavrov": ("Sergei Lavrov", "RUS"),
    "modi": ("Narendra Modi", "IND"),
    "erdogan": ("Recep Tayyip Erdogan", "TUR"),
    "may": ("Theresa May", "GBR"),
    "ministry": ("foreign ministry", "IRN"),
    "japan": ("Japan", "JPN"),
    "india": ("India", "IND"),
    "france": ("France", "FRA"),
    "paris": ("France", "FRA"),
    "ankara": ("Turkey", "TUR"),
    "iran": ("Iran", "IRN"),
    "israel": ("Israel", "ISR"),
}


class KnownNames:
    """Resolves single words by a table, and "he" and "him" to the last person before them."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed

    def party(self, token: Token) -> Party | None:
        known = self._named(token)
        if known is None and token.text.lower() in ("he", "him"):
            before = (self._named(t) for t in reversed(self.parsed.tokens[: token.index]))
            return next((p for p in before if p is not None), None)
        return known

    def parties(self, token: Token) -> tuple[Party, ...]:
        known = self.party(token)
        return (known,) if known else ()

    def within(self, span: Span) -> tuple[Party, ...]:
        found = (self._named(t) for t in self.parsed.tokens_in(span))
        return tuple(p for p in found if p is not None)

    def _named(self, token: Token) -> Party | None:
        name = NAMES.get(token.text.lower())
        if name is None:
            return None
        return Party(name=name[0], actor_id=f"known/{name[0]}", country=name[1], span=token.span)


@cache
def parser() -> SpacyParser:
    return SpacyParser()


def statements(text: str) -> tuple[Statement, ...]:
    parsed = next(iter(parser().parse([text])))
    document = Document(document_id=document_id(text), uri="test", text=text)
    return find_statements(document, parsed, KnownNames(parsed))


def words(text: str, spans: Iterable[Span]) -> list[str]:
    return [span.of(text) for span in spans]


def only(text: str) -> tuple[Statement, str, str, list[str]]:
    """Return the one statement of ``text`` with its speaker, cue and content."""
    found = statements(text)
    assert len(found) == 1, [words(text, s.content) for s in found]
    one = found[0]
    assert one.speaker is not None
    return one, one.speaker.name, " ".join(words(text, one.cue)), words(text, one.content)


INDIRECT = [
    ("Macron said that the talks had failed.", "Emmanuel Macron", "said", "the talks had failed"),
    ("Merkel said the talks had failed.", "Angela Merkel", "said", "the talks had failed"),
    ("The talks had failed, Lavrov said.", "Sergei Lavrov", "said", "The talks had failed"),
    (
        "Modi told reporters after the talks that the two sides would meet again.",
        "Narendra Modi", "told", "the two sides would meet again",
    ),
    (
        "According to Merkel, the border will stay open.",
        "Angela Merkel", "According to", "the border will stay open",
    ),
    (
        "The border will stay open, according to Merkel.",
        "Angela Merkel", "according to", "The border will stay open",
    ),
    (
        "Lavrov was quoted as saying that the treaty was dead.",
        "Sergei Lavrov", "saying", "the treaty was dead",
    ),
    ("As Merkel said, the treaty is dead.", "Angela Merkel", "said", "the treaty is dead"),
    (
        "Erdogan expressed hope that the gas would flow soon.",
        "Recep Tayyip Erdogan", "expressed hope that", "the gas would flow soon",
    ),
    (
        "Abe emphasised the importance of free trade in the region.",
        "Shinzo Abe", "emphasised", "the importance of free trade in the region",
    ),
    (
        "Macron highlighted the need for both countries to cut emissions.",
        "Emmanuel Macron", "highlighted", "the need for both countries to cut emissions",
    ),
    (
        "Merkel reiterated her stance on the pipeline project.",
        "Angela Merkel", "reiterated", "her stance on the pipeline project",
    ),
    (
        "Ankara voiced concern over the fighting near its border.",
        "Turkey", "voiced concern over", "the fighting near its border",
    ),
    (
        "Macron urged Iran to return to the talks.",
        "Emmanuel Macron", "urged", "Iran to return to the talks",
    ),
    (
        "Merkel called for an immediate ceasefire in the east.",
        "Angela Merkel", "called for", "an immediate ceasefire in the east",
    ),
    (
        "The harvest was poor, informs the press service of the ministry.",
        "press service of the ministry", "informs", "The harvest was poor",
    ),
    (
        "Japan will join the pact, Abe told parliament on Friday.",
        "Shinzo Abe", "told", "Japan will join the pact",
    ),
    ("Macron: Europe must wake up", "Emmanuel Macron", ":", "Europe must wake up"),
    (
        "Emphasizing the old friendship, Modi shook his hand.",
        "Narendra Modi", "Emphasizing", "the old friendship",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "cue", "content"), INDIRECT)
def test_indirect_speech(text: str, speaker: str, cue: str, content: str) -> None:
    one, name, cue_words, content_words = only(text)
    assert (name, cue_words, content_words) == (speaker, cue, [content])
    assert one.kind == "indirect"


def test_clause_on_both_sides_of_the_attribution() -> None:
    _, name, _, content = only("The ministers, Merkel said, will meet again in June.")
    assert (name, content) == ("Angela Merkel", ["The ministers", "will meet again in June"])


def test_direct_speech_leaves_out_marks_and_closing_comma() -> None:
    one, name, cue, content = only("“We have lost a year,” Macron said.")
    assert (name, cue, content) == ("Emmanuel Macron", "said", ["We have lost a year"])
    assert one.kind == "direct"


def test_direct_speech_after_the_cue() -> None:
    _, name, _, content = only('In a statement, Lavrov said: "We regret the decision."')
    assert (name, content) == ("Sergei Lavrov", ["We regret the decision."])


def test_inverted_attribution_with_a_relative_clause() -> None:
    one, name, _, content = only(
        '"The pact was dead at birth," said a retired French diplomat who lives in Lyon.'
    )
    assert (name, content) == ("retired French diplomat", ["The pact was dead at birth"])
    assert one.speaker is not None and one.speaker.actor_id is None


def test_resumed_quotation_is_the_same_speaker() -> None:
    _, name, _, content = only('"We waited," Modi said. "Nobody came to the table."')
    assert (name, content) == ("Narendra Modi", ["We waited", "Nobody came to the table."])


def test_quotation_goes_on_in_the_next_paragraph() -> None:
    _, name, _, content = only("“We are close.\n\n“We are very close indeed,” Merkel said.")
    assert (name, content) == ("Angela Merkel", ["We are close.", "We are very close indeed"])


def test_nested_quotation_stays_inside() -> None:
    _, _, _, content = only("\"They say, 'It was not us,'\" Merkel said.")
    assert content == ["They say, 'It was not us,'"]


def test_quotation_opened_twice_is_one() -> None:
    _, name, _, content = only(
        "Abe said, “We must keep the sea lanes open, “Let us guard the law of the sea together.”"
    )
    assert name == "Shinzo Abe"
    assert content == [
        "We must keep the sea lanes open, “Let us guard the law of the sea together."
    ]


def test_quotation_with_a_lost_opening_mark() -> None:
    _, name, _, content = only('We have to wait," Lavrov said on Monday.')
    assert (name, content) == ("Sergei Lavrov", ["We have to wait"])


def test_quotation_with_a_lost_closing_mark() -> None:
    _, name, _, content = only("“We will not yield, Lavrov said on Monday.")
    assert (name, content) == ("Sergei Lavrov", ["We will not yield"])


def test_doubled_marks_count_once() -> None:
    _, _, _, content = only('""We will not yield,"" Lavrov said.')
    assert content == ["We will not yield"]


def test_partly_quoted_clause_is_mixed() -> None:
    one, _, _, content = only('Merkel said the plan was "a good start" for the region.')
    assert one.kind == "mixed"
    assert content == ['the plan was "a good start" for the region']


def test_calling_something_a_name() -> None:
    one, name, cue, content = only('Abe called the treaty "a gift to our children".')
    assert (name, cue, one.kind) == ("Shinzo Abe", "called", "mixed")
    assert content[0].startswith('the treaty "a gift to our children')


def test_accusation_keeps_whom_and_of_what() -> None:
    _, _, cue, content = only('Macron accused Iran of "open blackmail" against its neighbours.')
    assert cue == "accused"
    assert content == ['Iran of "open blackmail" against its neighbours']


def test_month_like_surname_before_a_past_tense() -> None:
    _, name, cue, _ = only("May accused Iran of breaking the treaty.")
    assert (name, cue) == ("Theresa May", "accused")


def test_addressee() -> None:
    one, _, _, _ = only("Addressing Modi, Abe said that the port would open in June.")
    assert [a.name for a in one.addressees] == ["Narendra Modi"]


def test_addressees_without_a_name_keep_their_words() -> None:
    one, _, _, _ = only("Modi told reporters that the port would open in June.")
    assert [a.name for a in one.addressees] == ["reporters"]


def test_ministry_before_and_speaker_after() -> None:
    text = "According to the ministry, Abe stressed the importance of free trade in the region."
    found = {" ".join(words(text, s.cue)): words(text, s.content) for s in statements(text)}
    assert found["stressed"] == ["the importance of free trade in the region"]
    assert found["According to"] == ["Abe stressed the importance of free trade in the region"]


def test_words_cited_by_a_medium() -> None:
    one, name, _, content = only("TASS reported, citing Lavrov, that the talks were over.")
    assert (name, one.via, content) == ("Sergei Lavrov", ("TASS",), ["the talks were over"])


def test_invitation_told_by_a_medium_is_the_hosts() -> None:
    one, name, _, _ = only("Modi invited Abe to visit Delhi, state television said.")
    assert (name, one.via) == ("Narendra Modi", ("state television",))


def test_pronoun_resolves_through_the_parties() -> None:
    found = statements("Merkel met Abe. He added that the talks had been useful.")
    assert [s.speaker.name for s in found if s.speaker] == ["Shinzo Abe"]


def test_two_cues_share_a_subject_and_keep_their_own_clauses() -> None:
    text = "Lavrov said the talks had ended, adding that no date had been set."
    assert [words(text, s.content) for s in statements(text)] == [
        ["the talks had ended"],
        ["no date had been set"],
    ]


def test_clause_ends_where_another_speaker_begins() -> None:
    text = "Modi said that the visit would take place and Abe also promised that he would come."
    assert words(text, statements(text)[0].content) == ["the visit would take place"]


def test_topics_and_countries_of_the_content() -> None:
    one, _, _, _ = only("Macron said that Japan and India would trade more gas.")
    assert one.topics == ("trade", "energy")
    assert one.about == ("JPN", "IND")


@pytest.mark.parametrize(
    "text",
    [
        'His so-called "peace plan" was met with silence.',
        "The two sides agreed to meet again in June.",
        "Macron met Merkel in Paris on Monday.",
        "Macron did not say when he would travel.",
        "Germany and Poland were warned to expect snow.",
        "The summit underscores the growing partnership of the two countries.",
        "Abe declined to comment.",
        "KYIV: The president will travel on Monday.",
        "Macron refused to say whether he would travel.",
        "Merkel waited to see if the ships would sail.",
        "Abe made these remarks.",
        "France recalled its ambassador to Ankara.",
        "Modi had a call with Abe.",
        "The rebels claimed a large part of the coast.",
        "Asked about tariffs, Macron smiled.",
    ],
)
def test_no_statement(text: str) -> None:
    assert statements(text) == ()


def test_ids_are_stable_and_distinct() -> None:
    text = "Modi said the port was open. Abe said the port was closed."
    first, again = statements(text), statements(text)
    assert [s.statement_id for s in first] == [s.statement_id for s in again]
    assert len({s.statement_id for s in first}) == 2


def test_lexicon_is_lower_case() -> None:
    lexicon = load_lexicon()
    assert all(lemma == lemma.lower() for lemma in lexicon.senses)
    assert "meet" not in lexicon.senses and "invite" not in lexicon.senses


PIECES = st.lists(
    st.sampled_from(
        ["Macron said ", "that ", "the talks failed", ", ", ". ", "“", "”", "\"", "''", "he added",
         "according to Merkel", "\n\n", "Lavrov told reporters ", "“We will wait", "urged Iran to ",
         "expressed hope ", ": ", "as he said", "citing Modi"]
    ),
    min_size=1,
    max_size=14,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_spans_lie_inside_and_content_spares_the_cue(pieces: list[str]) -> None:
    text = "".join(pieces)
    for one in statements(text):
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(text)
        assert not any(c.overlaps(k) for c in one.content for k in one.cue)


@given(st.text(alphabet="ab .,!?\"'“”„«»‘’\n", max_size=60))
def test_quotations_lie_inside_and_apart(text: str) -> None:
    quotes = find_quotes(text, [Span(0, len(text))])
    for quote in quotes:
        assert quote.whole.covers(quote.inside)
        assert 0 <= quote.whole.start < quote.whole.end <= len(text)
    for first, second in pairwise(quotes):
        assert first.whole.end <= second.whole.start


ATTITUDES = [
    ("Iran does not believe that the talks will succeed.", "does not believe",
     "the talks will succeed"),
    ("India agreed that the border should stay open.", "agreed", "the border should stay open"),
    ("Macron knows he has lost the vote.", "knows", "he has lost the vote"),
    ("Japan would welcome the return of the inspectors.", "would welcome",
     "the return of the inspectors"),
    ("Israel remains committed to peace in the region.", "remains committed",
     "peace in the region"),
    ("Iran did not rule out a meeting with Merkel.", "did not rule out", "a meeting with Merkel"),
    ("Lavrov claimed responsibility for the delay.", "claimed", "responsibility for the delay"),
    ("Macron called for Iran to return to the talks.", "called", "Iran to return to the talks"),
    ("Modi complained to Abe about the new tariffs.", "complained", "the new tariffs"),
    ("Merkel spoke out against the new law.", "spoke out", "the new law"),
    ("Macron made the case again on Monday that Japan needs new ships.", "made the case",
     "Japan needs new ships"),
    ("Merkel said on Friday the ministers would meet again.", "said",
     "the ministers would meet again"),
    ("In Moscow's view, the talks have failed.", "view", "the talks have failed"),
    ("In the words of Merkel, the treaty is dead.", "In the words of", "the treaty is dead"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "content"), ATTITUDES)
def test_attitudes_and_other_frames(text: str, cue: str, content: str) -> None:
    (one,) = statements(text)
    assert (words(text, one.cue), words(text, one.content)) == ([cue], [content])


def test_what_someone_calls_something_is_theirs() -> None:
    text = "Iran denounced what Abe called illegal attacks."
    assert [words(text, s.content) for s in statements(text)] == [
        ["what Abe called illegal attacks"],
        ["illegal attacks"],
    ]


def test_agent_of_a_passive_speaks() -> None:
    _, name, cue, content = only("The attack was condemned by Turkey.")
    assert (name, cue, content) == ("Turkey", "was condemned", ["The attack"])


def test_passive_telling_names_the_addressee() -> None:
    one, name, _, content = only("Modi was told by Abe that the port was closed.")
    assert (name, content) == ("Shinzo Abe", ["the port was closed"])
    assert [a.name for a in one.addressees] == ["Narendra Modi"]


def test_relative_pronoun_is_part_of_the_source() -> None:
    text = "The plan pleased Macron, who said that the talks would go on."
    (one,) = statements(text)
    assert words(text, one.source) == ["Macron", "who"]
    assert one.speaker is not None and one.speaker.name == "Emmanuel Macron"


def test_clause_that_both_sides_carry_ends_before_the_next_speaker() -> None:
    text = "Macron said he regretted the delay and that the talks would go on."
    found = {words(text, s.cue)[0]: words(text, s.content) for s in statements(text)}
    assert found["said"] == ["he regretted the delay and that the talks would go on"]
    assert found["regretted"] == ["the delay"]


def test_hope_that_only_repeats_the_statement_is_not_told_twice() -> None:
    _, name, cue, _ = only("Modi said he hoped the port would open soon.")
    assert (name, cue) == ("Narendra Modi", "said")


def test_words_that_nobody_owns_have_no_speaker() -> None:
    text = "The march came amid calls for a new vote in the south."
    (one,) = statements(text)
    assert one.speaker is None and one.source == ()
    assert words(text, one.content) == ["a new vote in the south"]


def test_owner_of_a_noun_may_follow_it() -> None:
    _, name, cue, content = only("There was a call from Paris for an early vote.")
    assert (name, cue, content) == ("France", "call", ["an early vote"])


def test_resumed_quotation_after_an_aside_is_the_quoted_speakers() -> None:
    text = '"We waited," Modi said, noting the late hour. "Nobody came to the table."'
    found = {words(text, s.cue)[0]: words(text, s.content) for s in statements(text)}
    assert found["said"] == ["We waited", "Nobody came to the table."]


def test_paragraph_of_one_quotation_goes_on() -> None:
    _, _, _, content = only('"We waited," Modi said.\n\n"Nobody came to the table."')
    assert content == ["We waited", "Nobody came to the table."]


def test_quotation_beside_any_verb() -> None:
    _, name, cue, content = only('"A fine mess," Abe chuckled.')
    assert (name, cue, content) == ("Shinzo Abe", "chuckled", ["A fine mess"])


def test_paragraph_after_a_colon_is_what_was_said() -> None:
    paragraph = "The bridge will open in the spring of next year, and both sides are to pay for it."
    _, name, _, content = only(f"Merkel wrote:\n\n{paragraph}")
    assert (name, content) == ("Angela Merkel", [paragraph])
