"""What ``explain`` tells of why an actor, a place and a date were chosen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from communique import build
from communique.ledger import Filters, Ledger
from communique.pipeline import explain

Explain = Callable[..., str]


@pytest.fixture
def explained(tmp_path: Path) -> Explain:
    """Build a ledger of one report and explain the first event of a type in it."""

    def explain_text(text: str, day: str | None = "2022-03-09", of: str = "CONSULT") -> str:
        row = {"url": "report.html", "title": "A report", "text": text}
        source = tmp_path / "report.jsonl"
        source.write_text(json.dumps(row | ({"date": day} if day else {})), encoding="utf-8")
        build([source], tmp_path / "l.db")
        with Ledger.open(tmp_path / "l.db") as ledger:
            mention = ledger.event_mentions(Filters(type=of)).first()
            return explain(ledger, mention.event_mention_id)

    return explain_text


def test_a_name_tells_its_form_and_the_office_of_the_day(explained: Explain) -> None:
    text = explained("German Foreign Minister Annalena Baerbock met Antony Blinken in Berlin.")
    assert "by name: 'Annalena Baerbock' is its name, found 1x in the report" in text
    assert "title in the report: 'foreign minister' of Germany" in text
    assert "office by date: Antony Blinken" in text
    assert "which covers 2022-03-09" in text


def test_a_surname_tells_its_rivals_and_what_settled_it(explained: Explain) -> None:
    text = explained(
        "Chinese Foreign Minister Wang Yi fell ill. Wang met Sergei Lavrov on Tuesday."
    )
    assert "'Wang' is a short name of the person" in text
    assert "rivals of that name: Wang" in text
    assert "the report names 'Wang Yi' in full" in text


def test_an_office_without_a_name_tells_who_held_it_and_who_held_it_at_other_times(
    explained: Explain,
) -> None:
    text = explained("The US president warned Iran on Monday.", of="THREATEN")
    assert "by office: 'president', held on 2022-03-09 by Joe Biden" in text
    assert "rivals by other dates: Donald Trump" in text


def test_a_pronoun_tells_whom_it_stands_for(explained: Explain) -> None:
    text = explained(
        "Joe Biden spoke in Washington. He threatened Iran with sanctions.", of="THREATEN"
    )
    assert "by coreference: 'He' in the sentence stands for it" in text
    assert "by name: 'Joe Biden' is its name" in text


def test_a_party_without_a_name_is_told_as_a_description(explained: Explain) -> None:
    text = explained("A Saudi official met Sergei Lavrov in Moscow.")
    assert "a description that names no one we know, which belongs to Saudi Arabia" in text


def test_a_town_tells_its_evidence_its_support_and_its_rivals(explained: Explain) -> None:
    text = explained("Emmanuel Macron met Olaf Scholz in Paris on Tuesday.")
    assert "words 'Paris' in the event's own sentence" in text
    assert "evidence that it is a place" in text
    assert "support by the other places named" in text
    assert "Paris (city, USA" in text


def test_a_building_tells_the_town_in_which_it_stands(explained: Explain) -> None:
    text = explained("Vladimir Putin met Emmanuel Macron in the Kremlin on Tuesday.")
    assert "'Kremlin' is known to stand in Moscow" in text


def test_a_visit_without_a_town_is_placed_in_the_state(explained: Explain) -> None:
    text = explained("Chinese Foreign Minister Wang Yi visited Russia last week.")
    assert "no words: the state that was visited" in text


def test_a_weekday_tells_its_value_and_the_day_it_was_counted_from(explained: Explain) -> None:
    text = explained("Emmanuel Macron met Olaf Scholz in Paris on Tuesday.")
    assert "expression 'Tuesday': DATE 2022-03-08" in text
    assert "the verb over it points to: past" in text
    assert "basis publication: counted from the day of the report" in text
    assert "the day of the report: 2022-03-09, from container" in text


def test_an_event_without_a_time_is_told_to_be_news_of_its_day(explained: Explain) -> None:
    text = explained("Emmanuel Macron met Olaf Scholz in Paris.")
    assert "basis publication: no time is tied to it in its sentence" in text


def test_an_undated_report_tells_what_bounds_it(explained: Explain) -> None:
    text = explained(
        "British Prime Minister Theresa May met French President Emmanuel Macron in London.",
        day=None,
    )
    assert "offices and summits that it names put it between 2017-05-14 and 2019-07-24" in text


def test_an_undated_report_of_a_summit_tells_of_the_calendar(explained: Explain) -> None:
    text = explained(
        "Indian Prime Minister Narendra Modi met Italian Prime Minister Giorgia Meloni at the G20 "
        "summit in New Delhi. The G20 leaders dined together.",
        day=None,
    )
    assert "basis summit: taken from the calendar of summits" in text


def test_a_statement_tells_how_its_speaker_was_resolved(tmp_path: Path) -> None:
    row = {"url": "s", "date": "2022-03-09", "text": 'The US president said: "Iran must stop now."'}
    (tmp_path / "s.jsonl").write_text(json.dumps(row), encoding="utf-8")
    build([tmp_path / "s.jsonl"], tmp_path / "l.db")
    with Ledger.open(tmp_path / "l.db") as ledger:
        statement = ledger.statements().first()
        text = explain(ledger, statement.statement_id)
    assert "by office: 'president', held on 2022-03-09 by Joe Biden" in text
