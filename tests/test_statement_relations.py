"""Who speaks together, through whom, at which event and about what; and questions to a ledger."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.cli import main
from communique.extract import extract
from communique.extract.statements.cues import load_lexicon
from communique.knowledge import Knowledge, load_knowledge
from communique.ledger import Filters, Ledger
from communique.parse import SpacyParser
from communique.pipeline import build
from communique.records import Document, Extraction, Statement, document_id


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


def found(text: str) -> Extraction:
    parsed = next(iter(parser().parse([text])))
    document = Document(document_id=document_id(text), uri="test", text=text)
    return extract(document, parsed, knowledge())


def only(text: str) -> Statement:
    (one,) = found(text).statements
    return one


def names(one: Statement) -> list[str]:
    return [party.name for party in one.speakers]


def test_all_who_speak_together_are_kept() -> None:
    one = only("Macron and Merkel reaffirmed their support for the accord.")
    assert names(one) == ["Emmanuel Macron", "Angela Merkel"]
    assert one.speaker == one.speakers[0]


def test_both_leaders_are_the_two_who_met() -> None:
    text = "Macron met Merkel in Paris on Tuesday. Both leaders stressed that the war must end."
    one = found(text).statements[-1]
    assert names(one) == ["Emmanuel Macron", "Angela Merkel"]


def test_one_speaker_is_the_only_one_of_speakers() -> None:
    one = only("Macron said that the war must end.")
    assert one.speakers == (one.speaker,)


def test_an_anonymous_spokesman_keeps_his_words() -> None:
    one = only("A spokesman who asked not to be named said the convoy had left.")
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.actor_id) == ("spokesman", None)


def test_a_document_speaks() -> None:
    one = only("The communiqué says that both sides will deepen cooperation.")
    assert one.speaker is not None and one.speaker.name == "communiqué"


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Lavrov was quoted by TASS as saying that the talks had failed.", ["TASS"]),
        ("TASS quoted Lavrov as saying that the talks had failed.", ["TASS"]),
        ("TASS reported, citing Lavrov, that the talks had failed.", ["TASS"]),
        (
            "Tasnim, citing TASS, quoted Lavrov as saying that the talks had failed.",
            ["Tasnim News Agency", "TASS"],
        ),
        ('"The talks have failed," Lavrov said, according to TASS.', ["TASS"]),
    ],
)
def test_chains_of_relay(text: str, chain: list[str]) -> None:
    one = only(text)
    assert one.speaker is not None and one.speaker.name == "Sergei Lavrov"
    assert list(one.via) == chain


def test_words_inside_a_relayed_report_come_through_the_medium() -> None:
    inner = found("TASS reported that Lavrov said the talks had failed.").statements[-1]
    assert names(inner) == ["Sergei Lavrov"]
    assert inner.via == ("TASS",)


def test_statement_is_linked_to_the_talks_of_its_sentence() -> None:
    told = found("Macron told reporters after he met Merkel in Paris that trade would grow.")
    (meeting,) = [e for e in told.event_mentions if e.type == "CONSULT"]
    (one,) = told.statements
    assert one.event_mention_id == meeting.event_mention_id


def test_statement_after_a_meeting_is_linked_to_it() -> None:
    told = found("Macron met Merkel in Paris on Tuesday. Macron said that trade would grow.")
    (meeting,) = [e for e in told.event_mentions if e.type == "CONSULT"]
    assert told.statements[-1].event_mention_id == meeting.event_mention_id


def test_statement_of_someone_who_was_not_there_is_not_linked() -> None:
    told = found("Macron met Merkel in Paris on Tuesday. Lavrov said that trade would grow.")
    assert told.statements[-1].event_mention_id is None


def test_meeting_that_is_only_spoken_of_is_no_occasion() -> None:
    told = found("Macron said that he had met Merkel in Paris on Tuesday.")
    assert told.statements[0].event_mention_id is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Macron said that tariffs on steel would rise.", "trade"),
        ("Macron said that the gas pipeline would close.", "energy"),
        ("Macron said that the army needed more drones.", "security"),
        ("Macron said that Iran had enriched more uranium.", "nuclear"),
        ("Macron said that the frontier would stay shut.", "borders"),
        ("Macron said that asylum seekers would be sent home.", "migration"),
        ("Macron said that emissions must fall.", "climate"),
        ("Macron said that more students would be exchanged.", "culture"),
        ("Macron said that vaccines would be shared.", "health"),
        ("Macron said that chips were made elsewhere.", "technology"),
        ("Macron said that an embargo would follow.", "sanctions"),
        ("Macron said that a ceasefire was near.", "war-and-peace"),
        ("Macron said that dissidents must be freed.", "human-rights"),
        ("Macron said that BRICS would grow.", "multilateral"),
    ],
)
def test_topics(text: str, topic: str) -> None:
    assert topic in only(text).topics


def test_topic_words_are_lower_case() -> None:
    topics = load_lexicon().topics
    assert all(word == word.lower() for words in topics.values() for word in words)


REPORTS = {
    "a.txt": "PARIS, March 3 - President Emmanuel Macron said on Sunday that Russia must end its"
    " war against Ukraine.\n\nHe called for new tariffs on Chinese steel.\n",
    "b.txt": "BERLIN, March 4 - Foreign Minister Sergei Lavrov said on Monday that Germany had"
    " closed the gas pipeline itself.\n\nBerlin rejected the accusation.\n",
}


@pytest.fixture(scope="module")
def ledger_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "ledger.db"
    build([folder], path)
    return path


@pytest.fixture(scope="module")
def ledger(ledger_path: Path) -> Iterator[Ledger]:
    with Ledger.open(ledger_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("filters", "cues"),
    [
        (Filters(speaker="macron", about="RUS"), ["said"]),
        (Filters(speaker="macron", about="CHN"), ["called for"]),
        (Filters(about="DEU"), ["said"]),
        (Filters(topic="energy"), ["said"]),
        (Filters(topic="War and peace"), ["said"]),
        (Filters(topic="trade", speaker="FRA"), ["called for"]),
        (Filters(speaker="lavrov", search="pipeline"), ["said"]),
        (Filters(topic="nuclear"), []),
        (Filters(topic="%"), []),
    ],
)
def test_statements_answer_questions(ledger: Ledger, filters: Filters, cues: list[str]) -> None:
    told = list(ledger.statements(filters))
    texts = {d.document_id: d.text for d in ledger.documents(Filters())}
    assert [one.cue[0].of(texts[one.document_id]) for one in told] == cues
    assert ledger.count("statements", filters) == len(cues)


def test_command_lists_by_speaker_state_and_topic(ledger_path: Path) -> None:
    asked = ["--speaker", "macron", "--about", "CHN", "--topic", "trade"]
    run = CliRunner().invoke(main, ["statements", "--ledger", str(ledger_path), *asked])
    assert run.exit_code == 0
    assert "new tariffs on Chinese steel" in run.stdout


SENTENCES = st.lists(
    st.sampled_from(
        ["Macron said ", "that ", "the talks failed", ", ", ". ", "“", "”", '"', "he added",
         "according to Merkel", "\n\n", "Lavrov told reporters ", "“We will wait", "urged Iran to ",
         "expressed hope ", ": ", "citing TASS", "was condemned by Modi", "what it called ",
         "who knows ", "amid calls for peace ", "in Moscow's view, ", "and that ", "says,\" ",
         "the minister's answer: ", "EU: ", "and accused Iran of lying", "to condemn the raid",
         "which he described as ", "''", "« ", " »", "quoting Modi, said ", "in favour of "]
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SENTENCES)
def test_statements_are_sorted_distinct_and_apart_from_cues(pieces: list[str]) -> None:
    text = "".join(pieces)
    told = found(text).statements
    starts = [min(span.start for span in (*s.source, *s.cue, *s.content)) for s in told]
    assert starts == sorted(starts)
    assert len({s.statement_id for s in told}) == len(told)
    assert len({(s.cue, s.content) for s in told}) == len(told)
    for one in told:
        assert one.cue and one.content
        assert (one.speaker is None) == (one.source == ())
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(text)
        assert not any(
            cue.covers(span) for other in told for cue in other.cue for span in one.content
        )


def test_record_without_speakers_is_still_read() -> None:
    fields = {field.name: field for field in dataclasses.fields(Statement)}
    assert fields["speakers"].default == ()
