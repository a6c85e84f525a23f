"""Scoring the coder on a user's own gold: format, counts, misses, corrections as gold."""

from __future__ import annotations

import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import communique
from communique.cli import main
from communique.evaluation import evaluate_rows, gold_of_corrections, write_gold
from communique.evaluation.check import anchored
from communique.evaluation.compare import compare
from communique.evaluation.gold import rows_of
from communique.evaluation.scores import score
from communique.evaluation.values import (
    Tally,
    is_party,
    is_place,
    overlapping_days,
    parties_tally,
    same_days,
)
from communique.ledger import Ledger
from communique.pipeline import build
from communique.records import (
    EventMention,
    Extraction,
    Figure,
    Party,
    Place,
    Statement,
    When,
    document_id,
)
from communique.spans import Span
from correction_reports import event_of, write_pile

TEXT = "Aino Aalto met Bo Berg in Helsinki on Monday. Sweden expelled two envoys of Finland."
AALTO = Party(name="Aino Aalto", actor_id="person/aino-aalto", country="FIN")
BERG = Party(name="Bo Berg", actor_id="person/bo-berg", country="SWE")


def gold_file(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "gold.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def mention(trigger: str, event_type: str, **more: object) -> EventMention:
    sentence = Span(0, 45) if span(trigger).start < 45 else Span(46, len(TEXT))
    values = {"status": "actual", "actors": (AALTO, BERG)} | more
    return EventMention(
        event_mention_id=f"em-{trigger}", document_id=document_id(TEXT), type=event_type,
        trigger=span(trigger), sentence=sentence, **values,  # type: ignore[arg-type]
    )  # fmt: skip


def compared(row: dict[str, object], *coded: EventMention) -> dict[tuple[str, str], Tally]:
    line = json.dumps({"text": TEXT, **row}).encode()
    (gold,) = rows_of([line], "gold.jsonl")
    extraction = Extraction(document_id=document_id(TEXT), event_mentions=coded)
    return compare(anchored(gold, TEXT), extraction).tallies


# Values


@pytest.mark.parametrize("words", ["FIN", "person/aino-aalto", "aino aalto"])
def test_a_party_is_meant_by_country_id_or_name(words: str) -> None:
    assert is_party(words, AALTO)


def test_an_organisation_is_meant_by_its_code() -> None:
    assert is_party("NATO", Party(name="NATO forces", actor_id="organisation/NATO"))
    assert not is_party("NATO", AALTO)


def test_one_code_is_met_by_all_who_act_for_it() -> None:
    envoy = Party(name="an envoy", country="FIN")
    assert parties_tally(["FIN", "SWE"], [AALTO, envoy]) == Tally(2, 2, 1, 2)


@pytest.mark.parametrize(
    ("words", "right"), [("Oulu", True), ("FIN", True), ("Oulu, FIN", True), ("Oulu, SWE", False)]
)
def test_a_place_is_meant_by_name_country_or_both(words: str, right: bool) -> None:
    assert is_place(words, Place(name="Oulu", country="FIN")) is right


def test_days_are_right_if_they_are_within_those_of_gold() -> None:
    third = When(start=date(2024, 7, 3), end=date(2024, 7, 3))
    july = When(start=date(2024, 7, 1), end=date(2024, 7, 31))
    assert same_days("2024-07-03", third) and same_days("2024-07", third)
    assert not same_days("2024-07-03", july) and overlapping_days("2024-07-03", july)
    assert not overlapping_days("2024-07-04..2024-07-09", third)


# Counting


def test_an_event_is_found_by_its_words_and_its_fields_are_scored_apart() -> None:
    told = compared(
        {"events": [{"type": "CONSULT", "words": "met", "parties": ["FIN", "SWE"],
                     "status": "planned"}]},
        mention("met", "CONSULT"),
    )  # fmt: skip
    assert told["events", "found"] == Tally(1, 1, 1, 1)
    assert told["events", "exact"] == Tally(1, 1, 1, 1)
    assert told["events", "parties"] == Tally(2, 2, 2, 2)
    assert told["events", "status"] == Tally(1, 1, 0, 0)


def test_what_gold_leaves_out_is_not_scored_and_null_is() -> None:
    told = compared({"events": [{"type": "CONSULT", "words": "met", "place": None}]},
                    mention("met", "CONSULT", place=Place(name="Helsinki")))  # fmt: skip
    assert told["events", "place"] == Tally(0, 1, 0, 0)
    assert ("events", "date") not in told


def test_more_than_gold_has_is_wrong_unless_the_row_is_not_complete() -> None:
    coded = (mention("met", "CONSULT"), mention("expelled", "SANCTION"))
    gold = {"events": [{"type": "CONSULT", "words": "met"}]}
    assert compared(gold, *coded)["events", "found"] == Tally(1, 2, 1, 1)
    told = compared({**gold, "complete": False}, *coded)
    assert told["events", "found"] == Tally(1, 1, 1, 1)


def test_a_negative_that_is_coded_is_wrong_also_where_the_row_is_not_complete() -> None:
    gold = {"events": [{"type": "SANCTION", "words": "expelled", "wrong": True}],
            "complete": False}  # fmt: skip
    assert compared(gold, mention("expelled", "SANCTION"))["events", "found"] == Tally(0, 1, 0, 0)
    assert compared(gold, mention("expelled", "COERCE"))["events", "found"] == Tally()


def test_without_words_an_event_is_known_by_its_type_and_parties() -> None:
    coded = (mention("met", "CONSULT"), mention("expelled", "SANCTION"))
    told = compared({"events": [{"type": "SANCTION", "parties": ["SWE"]}]}, *coded)
    assert told["events", "type"] == Tally(1, 1, 1, 1)


def test_a_text_in_which_nothing_happened_counts_what_was_coded_there() -> None:
    assert compared({"events": []}, mention("met", "CONSULT"))["events", "found"] == Tally(0, 1)


def test_statements_are_known_by_what_is_said_and_figures_by_their_number() -> None:
    text = "“We will come,” Aalto said. The talks lasted about 40 minutes."
    line = {"text": text, "statements": [{"words": "We will come,", "speaker": "SWE"}],
            "figures": [{"value": 40, "unit": "minutes"}, {"value": 3}]}  # fmt: skip
    (gold,) = rows_of([json.dumps(line).encode()], "gold.jsonl")
    identity = document_id(text)
    coded = Extraction(
        document_id=identity,
        statements=(
            Statement(statement_id="st-1", document_id=identity, speaker=AALTO, source=(),
                      cue=(), content=(Span(1, 14),), kind="direct"),
        ),
        figures=(
            Figure(figure_id="fg-1", document_id=identity, value=40, unit="hours",
                   measure="length", evidence=(Span(45, 61),)),
        ),
    )  # fmt: skip
    told = compare(anchored(gold, text), coded).tallies
    assert told["statements", "found"] == Tally(1, 1, 1, 1)
    assert told["statements", "speaker"] == Tally(1, 1, 0, 0)
    assert told["figures", "found"] == Tally(2, 1, 1, 1)
    assert told["figures", "unit"] == Tally(1, 1, 0, 0)


def test_scores_are_of_counts_and_intervals_hold_them() -> None:
    found = score("events", "found", [Tally(2, 3, 2, 2), Tally(4, 1, 1, 1), Tally(2, 2, 1, 1)])
    assert (found.gold, found.coded, found.found) == (8, 6, 4)
    assert found.precision == pytest.approx(4 / 6)
    assert found.recall == pytest.approx(0.5)
    assert found.f1 == pytest.approx(4 / 7)
    for name in ("precision", "recall", "f1"):
        interval = found.intervals[name]
        assert interval.low <= getattr(found, name) <= interval.high
    assert score("events", "found", [Tally(2, 3, 2, 2)]).intervals == {}


def test_where_there_is_nothing_to_count_there_is_no_score() -> None:
    found = score("events", "found", [Tally(3, 0, 0, 0), Tally(1, 0, 0, 0)])
    assert (found.precision, found.recall, found.f1) == (None, 0.0, 0.0)


Tallies = st.builds(
    lambda gold, coded, share: Tally(gold, coded, min(gold, coded, share), min(gold, coded, share)),
    st.integers(0, 9), st.integers(0, 9), st.integers(0, 9),
)  # fmt: skip


@given(st.lists(Tallies, min_size=1, max_size=8))
def test_scores_lie_between_nought_and_one_and_are_the_same_each_time(texts: list[Tally]) -> None:
    found = score("events", "found", texts)
    assert found == score("events", "found", texts)
    for value in (found.precision, found.recall, found.f1):
        assert value is None or 0 <= value <= 1


# Gold that is none

EVENT = {"type": "CONSULT"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2: expected JSON"),
        ("[]", "line 2: expected an object, got list"),
        ('{"text": "Talks.", "events": [{"type": "CONSULTS"}]}',
         "line 2: events: there is no type 'CONSULTS'; there are: "),
        ('{"text": "Talks.", "events": [{"type": "CONSULT", "mode": "swim"}]}',
         "line 2: events: CONSULT has no mode 'swim'; it has: "),
        ('{"text": "Talks.", "events": [{"type": "CONSULT", "span": [0, 99]}]}',
         "line 2: events: expected a span inside a text of 6 characters, got [0, 99]"),
        ('{"text": "Talks.", "events": [{"type": "CONSULT", "words": "visit"}]}',
         "line 2: events: the words 'visit' stand in the text 0 times"),
        ('{"text": "Talks.", "events": [{"type": "CONSULT", "words": "T", "span": [1, 2]}]}',
         "line 2: events: expected 'T' at [1, 2], the text has 'a'"),
        ('{"text": "Talks.", "events": [{"type": "CONSULT", "actors": ["XQZ"]}]}',
         "line 2: events: 'XQZ' is the code of no state or organisation"),
        ('{"text": "Talks.", "events": [{"type": "CONSULT", "date": "3 July"}]}',
         "line 2: events: expected a date such as 2024-05-16"),
        ('{"text": "Talks.", "events": [{"type": "CONSULT", "who": "CHN"}]}',
         "line 2: events: there is no key 'who'; there are: actors, date, "),
        ('{"text": "Talks.", "events": [{"mode": "visit"}]}',
         "line 2: Object missing required field `type`"),
        ('{"text": "Talks.", "events": [{"type": "CONSULT", "status": "maybe"}]}',
         "line 2: Invalid enum value 'maybe'"),
        ('{"text": "Talks."}', "line 2: expected at least one of events, statements"),
        ('{"events": []}', "line 2: expected `text`, or the `document_id`"),
        ('{"document_id": "ab", "events": []}', "line 2: a `document_id` alone needs a ledger"),
        ('{"text": "Talks.", "date": "once", "events": []}', "line 2: expected `date` such as"),
        ('{"text": "A b.", "pairs": [{"source": [0, 1], "target": [2, 9], "type": null}]}',
         "line 2: pairs: expected a span inside a text of 4 characters, got [2, 9]"),
        ('{"text": "Talks.", "events": [{"type": "CONSULT", "wrong": true}]}',
         "line 2: events: what is wrong needs the `span` or the `words` it is at"),
    ],
)  # fmt: skip
def test_bad_gold_is_refused_with_file_and_line(tmp_path: Path, line: str, told: str) -> None:
    path = gold_file(tmp_path, {"text": "Nothing.", "events": []}, line)
    result = run("--gold", path)
    assert result.exit_code == 1
    assert f"{path}: {told}" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_empty_file_and_no_file_are_refused_by_name(tmp_path: Path) -> None:
    path = gold_file(tmp_path)
    assert f"{path}: expected at least one row of gold" in run("--gold", path).stderr
    assert "absent.jsonl: No such file" in run("--gold", tmp_path / "absent.jsonl").stderr


def test_gold_from_a_file_or_from_corrections_and_not_both(tmp_path: Path) -> None:
    assert run().exit_code == 2
    assert run("--from-corrections").exit_code == 2
    result = run("--from-corrections", "--ledger", "l.db", "--gold", gold_file(tmp_path))
    assert result.exit_code == 2


# The whole way

GOLD = (
    {"id": "a", "date": "2024-07-04",
     "text": "Xi Jinping met Vladimir Putin in Astana on Wednesday.",
     "events": [{"type": "CONSULT", "parties": ["CHN", "RUS"], "date": "2024-07-03",
                 "place": "Astana, KAZ", "status": "actual"}]},
    {"id": "b", "text": "France expelled six Russian diplomats.",
     "events": [{"type": "SANCTION", "words": "expelled", "mode": "expel"},
                {"type": "AID", "words": "six"}],
     "pairs": [{"source": [0, 6], "target": [20, 27], "type": "SANCTION"}]},
)  # fmt: skip


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def test_texts_are_coded_and_scored(tmp_path: Path) -> None:
    found = communique.evaluate(gold_file(tmp_path, *GOLD))
    assert found.texts == 2
    assert found.score("events", "found").recall == pytest.approx(2 / 3)
    assert found.score("events", "date").f1 == 1.0
    assert found.score("pairs", "type").f1 == 1.0
    assert repr(found) == f"<texts: 2, scores: {len(found.scores)}, misses: 1>"
    assert "<td>pairs</td><td>type</td>" in found._repr_html_()
    (missed,) = found.misses
    assert (missed.what, missed.id, missed.gold["type"]) == ("missed", "b", "AID")
    with pytest.raises(KeyError, match="gold does not annotate 'mode' of 'figures'"):
        found.score("figures", "mode")


def test_the_table_shows_scores_confusions_and_misses_with_their_words(tmp_path: Path) -> None:
    result = run("--gold", gold_file(tmp_path, *GOLD), "--misses")
    assert result.exit_code == 0
    told = " ".join(result.stdout.split())
    assert "2 texts scored" in told
    assert "AID 1 not found 1" in told
    assert "line 2 [b]: events: missed gold AID France expelled «six» Russian diplomats." in told


def test_json_lines_hold_the_same(tmp_path: Path) -> None:
    result = run("--gold", gold_file(tmp_path, *GOLD), "--misses", "--format", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    kinds = {row["record"] for row in rows}
    assert kinds == {"score", "confusion", "miss"}
    found = next(r for r in rows if r.get("kind") == "events" and r.get("field") == "found")
    assert (found["gold"], found["found"], found["texts"]) == (3, 2, 2)
    assert set(found["intervals"]) == {"precision", "recall", "f1"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build([write_pile(folder / "pile")], folder / "built.db")
    return folder / "built.db"


@pytest.fixture
def ledger(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "l.db"))


def test_a_ledger_is_scored_by_its_documents_and_unknown_ones_are_counted(
    ledger: Path, tmp_path: Path
) -> None:
    with communique.open(ledger) as opened:
        document = next(d for d in opened.documents() if "Kishida" in d.text)
    rows = ({"document_id": document.document_id,
             "events": [{"type": "CONSULT", "parties": ["JPN", "KOR"], "words": "met"},
                        {"type": "ACCUSE", "actors": ["JPN"], "words": "accused"}]},
            {"document_id": "f" * 64, "events": []})  # fmt: skip
    result = run("--gold", gold_file(tmp_path, *rows), "--ledger", ledger)
    assert result.exit_code == 3
    assert "1 text scored" in result.stdout
    assert "line 2: the ledger does not hold this text" in result.stderr


def test_corrections_become_gold_on_which_the_coder_is_scored(
    ledger: Path, tmp_path: Path
) -> None:
    aid = event_of(ledger, "AGREE", "MDA")
    accusation = event_of(ledger, "ACCUSE", "PRK")
    with communique.correct(ledger, by="Ana Lima") as corrector:
        corrector.recode(aid.event_id, {"type": "AID"}, why="money was given")
        corrector.reject([accusation.event_id], why="nobody accused")
    path = tmp_path / "gold.jsonl"
    exported = ["correct", "export", str(path), "--ledger", str(ledger), "--as", "gold"]
    assert CliRunner().invoke(main, exported).exit_code == 0
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    items = sorted((item["type"], item.get("wrong", False)) for r in rows for item in r["events"])
    assert items == [("ACCUSE", True), ("AID", False)]
    assert not any(row["complete"] for row in rows)

    found = communique.evaluate(path, ledger=ledger)
    assert found.score("events", "type").found == 0
    assert found.negatives == {"events": (1, 1)}
    assert {(m.what, m.coded["type"]) for m in found.misses} == {
        ("type", "AGREE"), ("rejected", "ACCUSE"),
    }  # fmt: skip
    told = run("--from-corrections", "--ledger", ledger).stdout
    assert "1 of 1 negatives in events are coded" in told
    # Coded anew, the texts give the same: the gold holds them.
    assert communique.evaluate(path).negatives == {"events": (1, 1)}


def test_a_coder_that_says_what_the_corrections_say_has_all_right(ledger: Path) -> None:
    consult = event_of(ledger, "CONSULT", "JPN")
    with communique.correct(ledger, by="Ana Lima") as corrector:
        corrector.recode(consult.event_id, {"place": "Busan, KOR", "when": "2023-05-06"}, why="so")
    with communique.open(ledger) as opened:
        (row,) = gold_of_corrections(opened)
        (item,) = row.items("events")
        assert (item.place, item.date) == ("Busan, KOR", "2023-05-06")
        corrected = next(m for m in opened.event_mentions() if m.corrected_by)
        told = compare(row, Extraction(document_id="", event_mentions=(corrected,))).tallies
    assert all(t.gold == t.coded == t.found == t.right for t in told.values())


def test_what_people_confirm_is_gold_with_all_its_fields(ledger: Path) -> None:
    event = event_of(ledger, "CONSULT", "JPN")
    with communique.correct(ledger, by="Ana Lima") as corrector:
        done = corrector.confirm([event.event_id], why="read")
        assert [e.event_id for e in done.events] == [event.event_id] and not done.reviews
        statement = next(iter(communique.open(ledger).statements()))
        assert not corrector.confirm([statement.statement_id], why="read").reviews
    found = communique.evaluation.evaluate_corrected(ledger)
    assert found.score("events", "exact").f1 == 1.0
    for name in ("type", "status", "actors", "date", "place"):
        assert found.score("events", name).recall == 1.0
    assert found.score("statements", "speaker").f1 == 1.0
    assert found.misses == ()


def test_what_was_confirmed_is_kept_where_another_coder_says_otherwise(ledger: Path) -> None:
    event = event_of(ledger, "CONSULT", "JPN")
    with communique.correct(ledger, by="Ana Lima") as corrector:
        corrector.recode(event.event_id, {"place": "Busan, KOR"}, why="the hall is there")
        (made,) = corrector.confirm([event.event_id], why="read").corrections
        moved = next(c for c in communique.open(ledger).corrections() if c.kind == "recode")
        corrector.undo(moved.correction_id, why="it follows from the confirmation")
    (now,) = (m for m in communique.open(ledger).event_mentions() if m.corrected_by)
    assert now.place is not None and now.place.name == "Busan"
    assert now.corrected_by == (made.correction_id,)


def test_a_rejection_that_is_taken_back_is_no_gold(ledger: Path) -> None:
    event = event_of(ledger, "ACCUSE", "PRK")
    with communique.correct(ledger, by="Ana Lima") as corrector:
        (made,) = corrector.reject([event.event_id], why="no").corrections
        corrector.undo(made.correction_id, why="yes")
    assert list(gold_of_corrections(communique.open(ledger))) == []


def test_gold_that_was_written_reads_the_same(ledger: Path) -> None:
    event = event_of(ledger, "CONSULT", "DEU")
    with communique.correct(ledger, by="Ana Lima") as corrector:
        corrector.recode(event.event_id, {"actors": "DEU,FRA", "mode": ""}, why="so")
        corrector.reject([first_figure(ledger)], why="no")
    with communique.open(ledger) as opened:
        rows = list(gold_of_corrections(opened))
    output = io.StringIO()
    assert write_gold(rows, output) == len(rows) == 2
    lines = output.getvalue().encode().splitlines()
    again = io.StringIO()
    write_gold(rows_of(lines, "gold.jsonl"), again)
    assert again.getvalue() == output.getvalue()


def first_figure(ledger: Path) -> str:
    with Ledger.open(ledger) as opened:
        figure = opened.figures().first()
    assert figure is not None
    return figure.figure_id


def test_without_corrections_there_is_no_gold(ledger: Path) -> None:
    result = run("--from-corrections", "--ledger", ledger)
    assert result.exit_code == 1
    assert "l.db: expected corrections that re-code, confirm or reject" in result.stderr


def test_rows_may_be_scored_without_a_file() -> None:
    rows = list(rows_of([json.dumps(GOLD[0]).encode()], "typed"))
    assert evaluate_rows(rows).score("events", "exact").f1 == 1.0
