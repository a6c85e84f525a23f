"""The learned model: marked parties in, odds of type, status and mode out."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from communique.extract.learned import EventModel, Judged, Question, load_event_model
from communique.extract.learned.marking import Marker
from communique.spans import Span


@pytest.fixture(scope="module")
def model() -> EventModel:
    return load_event_model()


def asked(text: str, source: str, target: str) -> Question:
    at, to = text.index(source), text.index(target)
    return Question(text=text, source=Span(at, at + len(source)), target=Span(to, to + len(target)))


def best(odds: object) -> str:
    assert isinstance(odds, dict)
    return str(max(odds, key=odds.__getitem__))


@pytest.mark.parametrize(
    ("text", "source", "target", "event_type"),
    [
        ("Peru's envoy lambasted Chile over the blockade.", "Peru", "Chile", "ACCUSE"),
        ("Chile was lambasted by Peru's envoy.", "Peru", "Chile", "ACCUSE"),
        ("Peru has donated 300 tonnes of rice to Chile.", "Peru", "Chile", "AID"),
        ("Peru and Chile inked a border treaty on Monday.", "Peru", "Chile", "SUPPORT"),
        ("Peruvian gunners shelled a Chilean village.", "Peruvian", "Chilean", "ASSAULT"),
        ("Peru sent home four Chilean diplomats.", "Peru", "Chilean diplomats", "SANCTION"),
        ("Peru's president flew to Santiago to see Chile's.", "Peru", "Chile", "CONSULT"),
    ],
)
def test_what_the_source_does_to_the_target(
    model: EventModel, text: str, source: str, target: str, event_type: str
) -> None:
    (judged,) = model.judge([asked(text, source, target)])

    assert best(judged.types) == event_type


def test_the_direction_counts(model: EventModel) -> None:
    text = "Peru condemned Chile for the raid."

    there, back = model.judge([asked(text, "Peru", "Chile"), asked(text, "Chile", "Peru")])

    assert there.types["ACCUSE"] > 0.8
    assert back.types["ACCUSE"] < 0.2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru's president visited Chile on Monday.", "actual"),
        ("Peru's president will visit Chile on Monday.", "planned"),
        ("Peru's president did not visit Chile.", "denied"),
        ("Peru's president cancelled his visit to Chile.", "cancelled"),
    ],
)
def test_whether_it_happened(model: EventModel, text: str, status: str) -> None:
    (judged,) = model.judge([asked(text, "Peru", "Chile")])

    assert best(judged.statuses) == status


def test_answers_come_in_the_order_of_questions(model: EventModel) -> None:
    long = "Peru, " + "which has a long coast, " * 6 + "criticised Chile."
    questions = [asked(long, "Peru", "Chile"), asked("Peru bombed Chile.", "Peru", "Chile")]

    first, second = model.judge(questions)

    assert (best(first.types), best(second.types)) == ("ACCUSE", "ASSAULT")


def test_odds_sum_to_one(model: EventModel) -> None:
    (judged,) = model.judge([asked("Peru met Chile.", "Peru", "Chile")])

    sums = [sum(odds.values()) for odds in (judged.types, judged.shifted, judged.statuses)]
    assert sums == pytest.approx([1, 1, 1])


def test_the_mode_belongs_to_its_type() -> None:
    modes = {"ASSAULT.aerial": 0.5, "CONSULT.visit": 0.3, "CONSULT.phone": 0.2}
    judged = Judged(types={}, shifted={}, statuses={}, modes=modes)

    assert (judged.mode_of("CONSULT"), judged.mode_of("AGREE")) == ("visit", None)


def test_half_a_character_stops_nothing(model: EventModel) -> None:
    (judged,) = model.judge([asked("\ud800 Peru criticised Chile.", "Peru", "Chile")])

    assert best(judged.types) == "ACCUSE"


def test_no_questions_no_answers(model: EventModel) -> None:
    assert model.judge([]) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [(Span(0, 4), Span(2, 8)), (Span(0, 0), Span(9, 14)), (Span(0, 4), Span(9, 99))],
)
def test_parties_that_cannot_be_marked_are_refused(
    model: EventModel, source: Span, target: Span
) -> None:
    with pytest.raises(ValueError, match="two separate stretches"):
        model.judge([Question(text="Peru met Chile.", source=source, target=target)])


def test_a_long_sentence_keeps_what_stands_about_its_parties(tokenizer: Tokenizer) -> None:
    text = "far " * 300 + "Peru then warned Chile " + "away " * 300
    question = asked(text, "Peru", "Chile")

    marked = Marker(tokenizer).mark(question.text, question.source, question.target)

    kept = tokenizer.decode(list(marked.pieces), skip_special_tokens=False)
    assert len(marked.pieces) <= 128
    assert "[unused1] peru [unused2] then warned [unused3] chile [unused4]" in kept


def test_a_target_before_its_source_is_marked_as_target(tokenizer: Tokenizer) -> None:
    question = asked("Chile was warned by Peru.", "Peru", "Chile")

    marked = Marker(tokenizer).mark(question.text, question.source, question.target)

    assert marked.target < marked.source
    assert marked.pieces[marked.source] == tokenizer.token_to_id("[unused1]")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    from importlib.resources import files

    data = files("communique.extract").joinpath("data", "word_pieces.json")
    return Tokenizer.from_str(data.read_text(encoding="utf-8"))
