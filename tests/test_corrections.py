"""Corrections: kept with name and reason, applied over what was coded, undone, carried along."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.corrections import Archive, read_corrections, write_corrections
from communique.errors import CorrectionError, RecordError, UnknownRecordError
from communique.ledger import Filters, Ledger
from communique.pipeline import Corrector, Done, build, correct
from communique.records import (
    Anchor,
    Commitment,
    Correction,
    Document,
    EventMention,
    Figure,
    Statement,
)
from communique.settings import ParseSettings, Settings
from communique.spans import Span
from correction_reports import (
    GULL,
    LANTERN,
    PLOVER,
    corrections_in,
    event_of,
    everything,
    mention_in,
    write_pile,
)
from postgres_server import PostgresServer

BY = "Ana Lima"
Where = Path | str
OTHERWISE = Settings(parse=ParseSettings(maximum_document_characters=90_000))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build([write_pile(folder / "pile")], folder / "built.db")
    return folder


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def original(request: pytest.FixtureRequest, built: Path) -> Where:
    if request.param == "sqlite":
        return built / "built.db"
    server: PostgresServer = request.getfixturevalue("postgres")
    address = server.new()
    build([built / "pile"], address)
    return address


@pytest.fixture
def copy(
    original: Where, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[], Where]]:
    """Make a copy of the ledger that was built, in place of the one before."""
    if isinstance(original, Path):
        yield lambda: Path(shutil.copy(original, tmp_path / "l.db"))
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    made: list[str] = []

    def copied() -> Where:
        made.append(server.copy(original))
        return made[-1]

    yield copied
    for address in made:
        server.drop(address)


@pytest.fixture
def ledger(copy: Callable[[], Where]) -> Where:
    return copy()


def by_ana(ledger: Where, work: Callable[[Corrector], Done]) -> Done:
    return correct(ledger, BY, work)


def the(ledger: Where, kind: str) -> Commitment | Figure | Statement:
    with Ledger.open(ledger) as opened:
        record = next(iter(opened.query(kind)))
    assert isinstance(record, Commitment | Figure | Statement)
    return record


def rebuilt(pile: Path, target: Where, corrected: Where, settings: Settings | None = None) -> Where:
    """Build a ledger anew and take the corrections of another over."""
    build([pile], target, settings=settings)
    by_ana(target, lambda c: c.take_over(corrections_in(corrected)))
    return target


# Reject


def test_a_rejected_event_is_gone_and_its_account_is_kept_apart(ledger: Where) -> None:
    event = event_of(ledger, "ACCUSE", "PRK")
    by_ana(ledger, lambda c: c.reject([event.event_id], why="an opinion"))
    with Ledger.open(ledger) as opened:
        assert not [e for e in opened.events() if e.type == "ACCUSE"]
        assert not [m for m in opened.event_mentions() if m.type == "ACCUSE"]
        kind, mention = opened.record(event.event_mentions[0])
        by = opened.rejection(event.event_mentions[0])
    assert (kind, isinstance(mention, EventMention)) == ("event_mentions", True)
    assert by == corrections_in(ledger)[0].correction_id


def test_a_correction_tells_who_when_why_and_by_which_words(ledger: Where) -> None:
    event = event_of(ledger, "ACCUSE", "PRK")
    by_ana(ledger, lambda c: c.reject([event.event_id[:12]], why="an  opinion\n"))
    (correction,) = corrections_in(ledger)
    (anchor,) = correction.records
    assert (correction.by, correction.why) == (BY, "an opinion")
    assert correction.at.utcoffset() is not None
    assert anchor.quote == "Japan accused North Korea of firing a missile on Friday."
    assert (anchor.words, anchor.type) == ("accused", "ACCUSE")


@pytest.mark.parametrize("kind", ["statements", "commitments", "figures"])
def test_other_records_can_be_rejected(ledger: Where, kind: str) -> None:
    record = the(ledger, kind)
    identity = {Commitment: "commitment_id", Figure: "figure_id", Statement: "statement_id"}
    name = str(getattr(record, identity[type(record)]))
    by_ana(ledger, lambda c: c.reject([name], why="misread"))
    with Ledger.open(ledger) as opened:
        assert record not in list(opened.query(kind))
        assert opened.rejection(name) is not None


def test_a_rejected_dispute_leaves_its_event_undisputed(ledger: Where) -> None:
    with Ledger.open(ledger) as opened:
        (dispute,) = opened.disputes()
    by_ana(ledger, lambda c: c.reject([dispute.dispute_id], why="with and without the meal"))
    with Ledger.open(ledger) as opened:
        assert opened.count("disputes") == 0
    assert event_of(ledger, "CONSULT", "DEU").disputes == ()


def test_a_rejected_figure_takes_its_dispute_along(ledger: Where) -> None:
    with Ledger.open(ledger) as opened:
        (wrong,) = [f for f in opened.figures() if f.value == 90]
    by_ana(ledger, lambda c: c.reject([wrong.figure_id], why="a misprint"))
    with Ledger.open(ledger) as opened:
        assert opened.count("disputes") == 0


def test_what_is_rejected_is_not_found_by_search_or_filter(ledger: Where) -> None:
    event = event_of(ledger, "ACCUSE", "PRK")
    by_ana(ledger, lambda c: c.reject([event.event_id], why="an opinion"))
    with Ledger.open(ledger) as opened:
        assert opened.count("event_mentions", Filters(search="accused", type="ACCUSE")) == 0
        assert opened.count("event_mentions", Filters(between=("JPN", "PRK"))) == 0


# Re-code


def test_a_recoded_event_has_the_new_values_and_what_follows_from_them(ledger: Where) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    new = {"type": "AID", "when": "2023-05", "place": "Chisinau, MDA", "status": "planned"}
    done = by_ana(ledger, lambda c: c.recode(event.event_id, new, why="aid is pledged"))
    (now,) = done.events
    assert (now.type, now.status, now.cameo, now.quad) == ("AID", "planned", "070", 2)
    assert now.when is not None
    assert now.place is not None
    assert (str(now.when.start), str(now.when.end)) == ("2023-05-01", "2023-05-31")
    assert (now.place.name, now.place.country) == ("Chisinau", "MDA")
    assert now.corrected_by == (done.corrections[0].correction_id,)


def test_parties_are_given_by_code_id_name_or_description(ledger: Where) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    parties = {"actors": "FRA, Xi Jinping, organisation/NATO", "recipients": "Ion Popa (MDA)"}
    (now,) = by_ana(ledger, lambda c: c.recode(event.event_id, parties, why="misread")).events
    told = {(p.name, p.actor_id, p.country) for p in now.actors}
    assert told == {
        ("France", "state/FRA", "FRA"),
        ("Xi Jinping", "person/xi-jinping", "CHN"),
        ("North Atlantic Treaty Organization", "organisation/NATO", None),
    }
    assert [(p.name, p.actor_id, p.country) for p in now.recipients] == [("Ion Popa", None, "MDA")]


def test_the_coders_own_value_stays_stored(ledger: Where) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    by_ana(ledger, lambda c: c.recode(event.event_id, {"type": "AID"}, why="aid"))
    with Ledger.open(ledger) as opened:
        _, now = opened.record(event.event_mentions[0])
        coded = opened.as_coded(event.event_mentions[0])
    assert isinstance(now, EventMention)
    assert isinstance(coded, EventMention)
    assert (now.type, coded.type, coded.corrected_by) == ("AID", "AGREE", ())


def test_filters_find_a_record_by_its_new_values(ledger: Where) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    new = {"type": "AID", "actors": "POL"}
    by_ana(ledger, lambda c: c.recode(event.event_id, new, why="aid from Poland"))
    with Ledger.open(ledger) as opened:
        assert opened.count("event_mentions", Filters(type="AID", actor="POL")) == 1
        assert opened.count("event_mentions", Filters(type="AGREE", actor="MDA")) == 0


def test_a_commitment_stays_in_the_state_that_a_person_gives_it(ledger: Where) -> None:
    promise = the(ledger, "commitments")
    assert isinstance(promise, Commitment)
    new = {"state": "fulfilled"}
    by_ana(ledger, lambda c: c.recode(promise.commitment_id, new, why="paid in July"))
    with Ledger.open(ledger) as opened:
        (now,) = opened.commitments(Filters(state="fulfilled"))
    assert now.state == "fulfilled"


def test_a_figure_and_a_statement_can_be_recoded(ledger: Where) -> None:
    with Ledger.open(ledger) as opened:
        (wrong,) = [f for f in opened.figures() if f.value == 90]
        (said,) = [s for s in opened.statements() if s.speaker and s.speaker.name == "officials"]
    by_ana(ledger, lambda c: c.recode(wrong.figure_id, {"value": "40"}, why="a misprint"))
    by_ana(ledger, lambda c: c.recode(said.statement_id, {"speaker": "DEU"}, why="German ones"))
    with Ledger.open(ledger) as opened:
        _, figure = opened.record(wrong.figure_id)
        _, statement = opened.record(said.statement_id)
        assert opened.count("disputes") == 0
    assert isinstance(figure, Figure)
    assert isinstance(statement, Statement)
    assert figure.value == 40
    assert [p.actor_id for p in statement.speakers] == ["state/DEU"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"type": "PARTY"}, "no event type 'PARTY'"),
        ({"mode": "phone"}, "AGREE has no mode 'phone'"),
        ({"status": "done"}, "status to be one of actual"),
        ({"when": "last May"}, "day, month or year"),
        ({"when": "2023-05-04..2023-05-02"}, "end after its beginning"),
        ({"actors": "Nobody Known"}, "nobody is known as 'Nobody Known'"),
        ({"place": "Springfield"}, "may be any of: Springfield, AUS"),
        ({"trigger": "4"}, "no 'trigger' to set"),
        ({"type": ""}, "no record is without one"),
        ({"type": "AGREE"}, "these values already"),
        ({}, "at least one value"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    ledger: Where, given: dict[str, str], why: str
) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    with pytest.raises(CorrectionError, match=why):
        by_ana(ledger, lambda c: c.recode(event.event_id, given, why="a test"))
    assert corrections_in(ledger) == []


def test_the_later_of_two_corrections_has_the_last_word(ledger: Where) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    name = event.event_mentions[0]
    by_ana(ledger, lambda c: c.recode(name, {"type": "AID"}, why="aid"))
    by_ana(ledger, lambda c: c.recode(name, {"type": "AGREE"}, why="a promise after all"))
    now = event_of(ledger, "AGREE", "MDA")
    assert len(now.corrected_by) == 2


# Split and join


def test_a_split_makes_two_events_of_one(ledger: Where) -> None:
    event = event_of(ledger, "CONSULT", "DEU")
    gull = {mention_in(ledger, event, words).event_mention_id for words in ("held", "90")}
    done = by_ana(ledger, lambda c: c.split(sorted(gull), why="a second meeting"))
    kept = set(event.event_mentions) - gull
    assert {frozenset(e.event_mentions) for e in done.events} == {frozenset(gull), frozenset(kept)}
    with Ledger.open(ledger) as opened:
        assert opened.count("disputes") == 0  # each meeting has its own length


def test_a_join_makes_one_event_of_two_and_says_what_speaks_against_it(ledger: Where) -> None:
    one, other = event_of(ledger, "CONSULT", "DEU"), event_of(ledger, "CONSULT", "JPN")
    done = by_ana(ledger, lambda c: c.join([one.event_id, other.event_id], why="one summit"))
    (now,) = done.events
    assert set(now.event_mentions) == {*one.event_mentions, *other.event_mentions}
    assert now.independent_sources == 3
    decided = [why for why in now.why if why.get("decided")]
    assert decided[0]["decided"] == done.corrections[0].correction_id
    assert {why["against"] for why in decided} & {"date", "place", "parties"}


def test_a_join_after_a_split_puts_together_and_the_other_way_round(ledger: Where) -> None:
    event = event_of(ledger, "CONSULT", "DEU")
    gull = mention_in(ledger, event, "held talks").event_mention_id
    parts = by_ana(ledger, lambda c: c.split([gull], why="two")).events
    ids = [part.event_id for part in parts]
    assert len(by_ana(ledger, lambda c: c.join(ids, why="one after all")).events) == 1
    assert len(by_ana(ledger, lambda c: c.split([gull], why="two for good")).events) == 2


def test_only_some_accounts_of_one_event_can_be_split_off(ledger: Where) -> None:
    one, other = event_of(ledger, "CONSULT", "DEU"), event_of(ledger, "CONSULT", "JPN")
    with pytest.raises(CorrectionError, match="these are all its accounts"):
        by_ana(ledger, lambda c: c.split(list(other.event_mentions), why="a test"))
    across = [one.event_mentions[0], *other.event_mentions]
    with pytest.raises(CorrectionError, match="accounts of one event, got those of 2"):
        by_ana(ledger, lambda c: c.split(across, why="a test"))
    with pytest.raises(CorrectionError, match="at least two events"):
        by_ana(ledger, lambda c: c.join([one.event_id, one.event_id], why="a test"))


# Undo


def test_undoing_brings_back_what_was_and_both_stay_on_record(ledger: Where) -> None:
    before = everything(ledger)
    event = event_of(ledger, "ACCUSE", "PRK")
    made = by_ana(ledger, lambda c: c.reject([event.event_id], why="an opinion")).corrections[0]
    assert everything(ledger) != before
    by_ana(ledger, lambda c: c.undo(made.correction_id, why="a fact after all"))
    assert everything(ledger) == before
    assert [c.kind for c in corrections_in(ledger)] == ["reject", "undo"]


def test_an_undoing_can_be_undone_but_nothing_twice(ledger: Where) -> None:
    event = event_of(ledger, "ACCUSE", "PRK")
    made = by_ana(ledger, lambda c: c.reject([event.event_id], why="an opinion")).corrections[0]
    rejected = everything(ledger)
    undone = by_ana(ledger, lambda c: c.undo(made.correction_id, why="a fact")).corrections[0]
    with pytest.raises(CorrectionError, match="taken back already"):
        by_ana(ledger, lambda c: c.undo(made.correction_id, why="again"))
    by_ana(ledger, lambda c: c.undo(undone.correction_id, why="an opinion, no doubt"))
    assert everything(ledger) == rejected


_STEPS = ("reject", "recode", "split", "join", "figure")


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(_STEPS), min_size=1, max_size=3), back=st.randoms())
def test_whatever_is_corrected_and_undone_leaves_the_ledger_as_it_was(
    copy: Callable[[], Where], steps: list[str], back: object
) -> None:
    ledger = copy()
    before = everything(ledger)
    for step in steps:
        _take(ledger, step)
    made = [c.correction_id for c in corrections_in(ledger)]
    back.shuffle(made)  # type: ignore[attr-defined]
    for name in made:
        by_ana(ledger, lambda c, name=name: c.undo(name, why="a test"))  # type: ignore[misc]
    assert everything(ledger) == before


def _take(ledger: Where, step: str) -> None:
    with Ledger.open(ledger) as opened:
        events = list(opened.events())
        figures = [figure.figure_id for figure in opened.figures()]
    long = [event for event in events if len(event.event_mentions) > 1]
    if step == "reject" and events:
        by_ana(ledger, lambda c: c.reject([events[0].event_id], why="a test"))
    elif step == "recode" and events and events[-1].type != "AID":
        by_ana(ledger, lambda c: c.recode(events[-1].event_id, {"type": "AID"}, why="a test"))
    elif step == "split" and long:
        by_ana(ledger, lambda c: c.split([long[0].event_mentions[0]], why="a test"))
    elif step == "join" and len(events) > 1:
        by_ana(ledger, lambda c: c.join([e.event_id for e in events[:2]], why="a test"))
    elif step == "figure" and figures:
        by_ana(ledger, lambda c: c.reject(figures[:1], why="a test"))


# What survives


@pytest.fixture
def corrected(ledger: Where) -> Where:
    """A ledger with a correction of each kind."""
    accuse, aid = event_of(ledger, "ACCUSE", "PRK"), event_of(ledger, "AGREE", "MDA")
    meeting = event_of(ledger, "CONSULT", "DEU")
    gull = mention_in(ledger, meeting, "held talks").event_mention_id
    mobilize = event_of(ledger, "MOBILIZE", "PRK").event_id
    seoul = event_of(ledger, "CONSULT", "JPN").event_id
    by_ana(ledger, lambda c: c.reject([accuse.event_id], why="an opinion"))
    by_ana(ledger, lambda c: c.recode(aid.event_id, {"type": "AID"}, why="aid"))
    by_ana(ledger, lambda c: c.split([gull], why="a second meeting"))
    by_ana(ledger, lambda c: c.join([mobilize, seoul], why="a test of strength"))
    return ledger


def test_a_ledger_built_anew_takes_corrections_over(
    built: Path, corrected: Where, tmp_path: Path
) -> None:
    anew = rebuilt(built / "pile", tmp_path / "anew.db", corrected)
    assert everything(anew, without=()) == everything(corrected, without=())


def test_taking_corrections_over_twice_changes_nothing(corrected: Where) -> None:
    before = everything(corrected, without=())
    done = by_ana(corrected, lambda c: c.take_over(corrections_in(corrected)))
    assert (done.known, done.reviews) == (4, ())
    assert everything(corrected, without=()) == before


def test_corrections_survive_a_coder_with_other_settings(
    built: Path, corrected: Where, tmp_path: Path
) -> None:
    before = everything(corrected)
    build([built / "pile"], corrected, settings=OTHERWISE)
    assert everything(corrected) == before
    anew = rebuilt(built / "pile", tmp_path / "anew.db", corrected, OTHERWISE)
    assert everything(anew) == before


def test_corrections_find_their_words_in_a_text_that_has_changed(
    corrected: Where, tmp_path: Path
) -> None:
    made = corrections_in(corrected)
    old, pile = Path(made[0].records[0].uri).parent, write_pile(tmp_path / "pile")
    for name, text in (("lantern", LANTERN), ("gull", GULL)):
        longer = text.replace("2023\n\n", "2023\n\nIt rained in the city on Tuesday.\n\n", 1)
        (pile / f"{name}.txt").write_text(longer, encoding="utf-8")
    build([pile], tmp_path / "anew.db")
    here = [_moved(correction, old, pile) for correction in made]
    done = by_ana(tmp_path / "anew.db", lambda c: c.take_over(here))
    assert done.reviews == ()
    now, before = (event_of(path, "AID", "MDA") for path in (tmp_path / "anew.db", corrected))
    assert now.documents != before.documents


def test_words_are_found_however_their_lines_are_broken() -> None:
    anchor = Anchor(
        kind="event_mentions", record_id="em-1", document_id="old", uri="a.txt", type="CONSULT",
        quote="They met\nin Oslo.", words="met", span=Span(0, 16), focus=Span(5, 8),
    )  # fmt: skip
    text = "It rained.  They met in Oslo. They met."
    archive = Archive({"new": Document(document_id="new", uri="a.txt", text=text)})
    (spot,) = archive.places(anchor)
    assert (spot.passage.of(text), spot.focus) == ("They met in Oslo.", Span(17, 20))


def _moved(correction: Correction, old: Path, new: Path) -> Correction:
    """Return a correction as if its reports had always stood in another folder."""

    def there(anchors: Iterable[Anchor]) -> tuple[Anchor, ...]:
        return tuple(replace(a, uri=a.uri.replace(str(old), str(new))) for a in anchors)

    return replace(correction, records=there(correction.records), others=there(correction.others))


def test_adding_reports_keeps_corrections(corrected: Where, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "plover.txt").write_text(PLOVER, encoding="utf-8")
    build([more], corrected)
    with Ledger.open(corrected) as opened:
        meetings = [
            event
            for event in opened.events(Filters(between=("DEU", "FRA")))
            if event.type == "CONSULT"
        ]
        assert not [e for e in opened.events() if e.type == "ACCUSE"]
        assert opened.reviews() == []
    # The new report joins one of the two meetings that a person told apart, never both.
    assert sorted(len(event.event_mentions) for event in meetings) == [1, 3]


# Review


def reviewed(ledger: Where) -> set[str]:
    with Ledger.open(ledger) as opened:
        return {review.reason for review in opened.reviews()}


def test_a_correction_of_a_document_that_is_gone_is_put_up_for_review(
    built: Path, corrected: Where, tmp_path: Path
) -> None:
    build([built / "pile" / "gull.txt"], tmp_path / "other.db")
    done = by_ana(tmp_path / "other.db", lambda c: c.take_over(corrections_in(corrected)))
    assert {review.reason for review in done.reviews} == {"the document is no longer in the ledger"}
    assert reviewed(tmp_path / "other.db") == {review.reason for review in done.reviews}


def test_words_that_are_gone_are_put_up_for_review(tmp_path: Path) -> None:
    pile, ledger = write_pile(tmp_path / "pile"), tmp_path / "l.db"
    build([pile], ledger)
    event = event_of(ledger, "AGREE", "MDA")
    by_ana(ledger, lambda c: c.recode(event.event_id, {"type": "AID"}, why="aid"))
    text = LANTERN.replace("promised to give", "offered and pledged")
    (pile / "lantern.txt").write_text(text, encoding="utf-8")
    rebuilt(pile, tmp_path / "anew.db", ledger)
    assert reviewed(tmp_path / "anew.db") == {"its words are no longer in the document"}


def test_what_a_coder_takes_for_something_else_is_put_up_for_review(ledger: Where) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    by_ana(ledger, lambda c: c.reject([event.event_id], why="words only"))
    (made,) = corrections_in(ledger)
    (anchor,) = made.records
    other = replace(made, correction_id="correction-x", records=(replace(anchor, type="FIGHT"),))
    by_ana(ledger, lambda c: c.take_over([other]))
    assert reviewed(ledger) == {"the coder now takes these words for AGREE"}


def test_what_the_coder_says_itself_by_now_is_put_up_for_review(ledger: Where) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    by_ana(ledger, lambda c: c.recode(event.event_id, {"type": "AID"}, why="aid"))
    (made,) = corrections_in(ledger)
    by_ana(ledger, lambda c: c.undo(made.correction_id, why="a test"))
    values = {**made.values, "type": "AGREE"}
    anchors = (replace(made.records[0], type="AID"),)
    now = replace(made, correction_id="correction-x", values=values, records=anchors)
    by_ana(ledger, lambda c: c.take_over([now]))
    (reason,) = reviewed(ledger)
    assert reason.startswith("it is so already")
    assert event_of(ledger, "AGREE", "MDA").corrected_by == ()


# Bad input


def test_an_unknown_id_an_empty_reason_and_a_document_are_refused(ledger: Where) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    with pytest.raises(UnknownRecordError, match="no record 'event-ffffff'"):
        by_ana(ledger, lambda c: c.reject(["event-ffffff"], why="a test"))
    with pytest.raises(CorrectionError, match="expected why"):
        by_ana(ledger, lambda c: c.reject([event.event_id], why=" \n"))
    with pytest.raises(CorrectionError, match="expected a name"):
        correct(ledger, " ", lambda c: c.reject([event.event_id], why="a test"))
    with pytest.raises(CorrectionError, match="documents are not corrected"):
        by_ana(ledger, lambda c: c.reject([event.documents[0]], why="a test"))
    with pytest.raises(UnknownRecordError, match="no correction begins"):
        by_ana(ledger, lambda c: c.undo("correction-", why="a test"))


def test_what_is_rejected_already_is_not_corrected_again(ledger: Where) -> None:
    event = event_of(ledger, "ACCUSE", "PRK")
    by_ana(ledger, lambda c: c.reject([event.event_id], why="an opinion"))
    with pytest.raises(CorrectionError, match="it is rejected by correction-"):
        by_ana(ledger, lambda c: c.reject(list(event.event_mentions), why="again"))


def test_corrections_are_the_same_after_writing_and_reading(corrected: Where) -> None:
    made = corrections_in(corrected)
    assert read_corrections(write_corrections(made).encode().splitlines(), "f") == made


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"kind":"recode"', '"kind":"rewrite"', "line 1: expected a Correction as JSON"),
        ('"values":{', '"values":{"document_id":"x",', "line 1: event_mentions: cannot set"),
        ('Z","why"', '","why"', "line 1: expected `at` with its time zone"),
        ('"why":"aid"', '"why":" "', "line 1: expected an id, a name and a reason"),
        ('"quote":"', '"quote":"No', "line 1: em-.* expected quote and words as the spans say"),
        ('{"correction_id"', '"correction_id"', "line 1: expected a Correction as JSON"),
    ],
)
def test_a_damaged_file_is_told_by_its_line(ledger: Where, old: str, new: str, why: str) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    by_ana(ledger, lambda c: c.recode(event.event_id, {"type": "AID"}, why="aid"))
    line = write_corrections(corrections_in(ledger))
    assert old in line
    with pytest.raises(RecordError, match=why):
        read_corrections([line.replace(old, new).encode()], "f.jsonl")


def test_another_correction_under_a_known_id_is_refused(corrected: Where) -> None:
    first = corrections_in(corrected)[0]
    with pytest.raises(RecordError, match="another correction has this id"):
        by_ana(corrected, lambda c: c.take_over([replace(first, why="forged")]))
