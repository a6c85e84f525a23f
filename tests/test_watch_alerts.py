"""New events are told once to whoever asked for them, and again if they asked for that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from tests.watch_feeds import Hands, watch_of
from tests.watch_site import Site, item, rss, running_site

from communique import pipeline
from communique.errors import QueryError, SettingsError
from communique.ledger import Filters, Ledger
from communique.records import Source
from communique.watch import Alert, Notice, Round, Watch, Webhook, is_genuine, watch
from communique.watch.state import AlertState, Memory

DAY = "Fri, 30 Oct 2026 09:00:00 GMT"
ARICA = (
    "ARICA (Harbour Post) - Chile's Foreign Minister Ana Rojas met her Peruvian counterpart Luis "
    "Paredes in Arica on Thursday, 29 October 2026. They spoke for two hours about the border, "
    "fishing and trade, and about the school buses that cross it every morning."
)
ARICA_ELSEWHERE = (
    "LIMA (Diario de Lima) - Chilean Foreign Minister Ana Rojas met Peru's foreign minister in "
    "Arica on October 29, 2026, the ministry in Lima announced. Fishermen on both sides had "
    "waited since the spring, when a storm closed the harbour for weeks."
)
OSLO = (
    "OSLO (Harbour Post) - Norway expelled two Russian diplomats on Friday, 30 October 2026, the "
    "foreign ministry in Oslo said. Russia called the decision unfounded and promised an answer."
)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class Watching:
    """A watch of one feed, round by round."""

    def __init__(self, site: Site, folder: Path, *alerts: Alert) -> None:
        self.site, self.folder, self.hands = site, folder, Hands()
        self.ledger = folder / "w.db"
        self.file: Watch = watch_of(site, *alerts, folder=folder)
        self.notices: list[Notice] = []

    def round(self, *stories: str) -> Round:
        """Publish stories, and watch for one round."""
        links = [f"https://post.example/{abs(hash(story))}" for story in stories]
        items = (
            item(f"Story {number}", story, link, day=DAY)
            for number, (story, link) in enumerate(zip(stories, links, strict=True))
        )
        self.site.serve("/feed", rss(*items))
        self.hands.hour += 3600
        rounds = watch(
            self.file, self.ledger, emit=self.notices.append, once=True, clock=self.hands.clock()
        )
        return next(iter(rounds))


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


def test_a_new_event_is_told_once_with_its_words(site: Site, tmp_path: Path) -> None:
    watching = Watching(site, tmp_path)

    done = watching.round(ARICA)
    watching.round(ARICA)

    assert done.report is not None
    assert done.is_whole
    met = [one for one in watching.notices if one.event.type == "CONSULT"]
    assert len(met) == 1
    assert met[0].type == "event.new"
    assert met[0].alert == "events"
    assert met[0].reports[0].outlet == "The Harbour Post"
    assert "met her Peruvian counterpart" in met[0].reports[0].quote


def test_only_what_was_asked_for_is_told(site: Site, tmp_path: Path) -> None:
    asked = Alert(name="Oslo", events=Filters(between=("NOR", "RUS"), type="SANCTION"))
    watching = Watching(site, tmp_path, asked)

    watching.round(ARICA, OSLO)

    assert {one.event.type for one in watching.notices} <= {"SANCTION"}
    assert len(watching.notices) == 1


def test_an_event_is_told_when_it_has_the_sources_that_were_asked_for(
    site: Site, tmp_path: Path
) -> None:
    events = Filters(between=("CHL", "PER"), type="CONSULT")
    any_source = Alert(name="any", events=events, again=("sources",))
    two = Alert(name="two", events=replace(events, min_sources=2))
    once = Alert(name="once", events=events)
    watching = Watching(site, tmp_path, any_source, two, once)
    watching.round(ARICA)
    first = [one.alert for one in watching.notices]
    watching.notices.clear()
    pipeline.build([_elsewhere()], watching.ledger)

    watching.round(ARICA)

    assert first == ["any", "once"]
    told = {one.alert: one for one in watching.notices}
    assert set(told) == {"any", "two"}
    assert told["any"].type == "event.changed"
    assert told["any"].changes == {"independent_sources": (1, 2)}
    assert told["two"].type == "event.new"


def _elsewhere() -> Source:
    return Source(
        uri="https://lima.example/1",
        content=ARICA_ELSEWHERE,
        markup="body",
        given={"outlet": "Diario de Lima", "published": "2026-10-30", "title": "Talks in Arica"},
    )


def test_an_event_whose_status_changed_is_told_again_if_that_was_asked_for(
    site: Site, tmp_path: Path
) -> None:
    question = Filters(between=("NOR", "RUS"), type="SANCTION")
    asked = Alert(name="asked", events=question, again=("status",))
    watching = Watching(site, tmp_path, asked, Alert(name="not asked", events=question))
    watching.round(OSLO)
    with Ledger.open(watching.ledger) as ledger:  # as if it had been told while it was a plan
        for alert in watching.file.alerts:
            state = Memory(ledger).recall(AlertState, alert.name)
            assert state is not None
            planned = {key: replace(told, status="planned") for key, told in state.told.items()}
            Memory(ledger).keep(alert.name, replace(state, told=planned, held=""))
    watching.notices.clear()

    watching.round(OSLO)

    [notice] = watching.notices
    assert notice.alert == "asked"
    assert notice.changes == {"status": ("planned", "actual")}


def test_what_a_ledger_held_before_an_alert_was_made_is_no_news(site: Site, tmp_path: Path) -> None:
    watching = Watching(site, tmp_path)
    pipeline.build([_elsewhere()], watching.ledger)

    watching.round()

    assert watching.notices == []


def test_a_page_without_a_text_leaves_what_the_feed_gives(site: Site, tmp_path: Path) -> None:
    watching = Watching(site, tmp_path)
    [feed] = watching.file.feeds
    watching.file = replace(watching.file, feeds=(replace(feed, pages="always"),))
    site.serve("/1", "<!doctype html><title>Loading</title><div id=app></div>")

    site.serve("/feed", rss(item("Oslo", OSLO, f"{site.at}/1", day=DAY)))
    rounds = watch(
        watching.file, watching.ledger, emit=watching.notices.append, once=True,
        clock=watching.hands.clock(),
    )  # fmt: skip
    done = next(iter(rounds))

    assert done.report is not None
    assert done.report.problems == [(f"{site.at}/1", "no body text found")]
    assert {one.event.type for one in watching.notices} >= {"SANCTION"}


def test_a_round_that_brings_nothing_builds_nothing(site: Site, tmp_path: Path) -> None:
    watching = Watching(site, tmp_path)
    watching.round(OSLO)

    done = watching.round(OSLO)

    assert done.report is None
    assert done.told == 0
    assert done.looks[0].known == 1


def test_a_round_that_broke_off_before_telling_is_told_at_the_next(
    site: Site, tmp_path: Path
) -> None:
    watching = Watching(site, tmp_path)
    watching.round()  # begins to watch

    def out_of_order(notice: Notice) -> None:
        raise KeyboardInterrupt

    site.serve("/feed", rss(item("Oslo", OSLO, "https://post.example/1", day=DAY)))
    watching.hands.hour += 3600
    rounds = watch(
        watching.file, watching.ledger, emit=out_of_order, once=True, clock=watching.hands.clock()
    )
    with pytest.raises(KeyboardInterrupt):
        next(iter(rounds))

    assert watching.notices == []
    watching.round(OSLO)
    assert watching.notices


def test_the_events_told_last_are_a_feed(site: Site, tmp_path: Path) -> None:
    watching = Watching(site, tmp_path, Alert(name="All & sundry", atom="told/all.atom"))

    watching.round(OSLO)

    feed = feedparser.parse((tmp_path / "told" / "all.atom").read_bytes())
    assert not feed.bozo
    assert feed.feed.title == "All & sundry"
    assert len(feed.entries) == len(watching.notices)
    assert feed.entries[0].updated == "2026-10-31T13:00:00Z"


def hooked(site: Site, monkeypatch: pytest.MonkeyPatch) -> Alert:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    hook = Webhook(address=f"{site.at}/hook", secret_variable="HOOK_SECRET", allow_private=True)
    events = Filters(between=("NOR", "RUS"), type="SANCTION")
    return Alert(name="hook", events=events, lines=False, webhook=hook)


def test_an_event_is_posted_signed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = Watching(site, tmp_path, hooked(site, monkeypatch))
    site.serve("/hook", status=204)

    done = watching.round(OSLO)

    [post] = [one for one in site.asked if one.path == "/hook"]
    assert done.undelivered == ()
    assert is_genuine(post.headers, post.body, SECRET, now=watching.hands.hour)
    assert json.loads(post.body)["event"]["type"] == "SANCTION"
    assert json.loads(post.body)["notice_id"] == post.headers["webhook-id"]
    assert watching.notices == []


def test_a_post_that_does_not_arrive_is_tried_again_with_the_same_id(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = Watching(site, tmp_path, hooked(site, monkeypatch))
    site.serve("/hook", status=503, Retry_After="7200")
    failed = watching.round(OSLO)
    watching.round(OSLO)  # an hour later: not yet
    site.serve("/hook", status=200)
    watching.hands.hour += 3600
    watching.round(OSLO)
    watching.round(OSLO)

    posts = [one for one in site.asked if one.path == "/hook"]
    assert failed.undelivered == (f"{site.at}/hook: HTTP 503",)
    assert len(posts) == 2
    assert posts[0].headers["webhook-id"] == posts[1].headers["webhook-id"]
    assert posts[0].headers["webhook-timestamp"] != posts[1].headers["webhook-timestamp"]


def test_a_receiver_that_is_gone_is_given_up_and_told(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = Watching(site, tmp_path, hooked(site, monkeypatch))
    site.serve("/hook", status=410)

    done = watching.round(OSLO)
    watching.round(OSLO)

    assert done.undelivered == (f"{site.at}/hook: HTTP 410; given up",)
    assert len([one for one in site.asked if one.path == "/hook"]) == 1


def test_a_post_into_a_private_net_is_not_made_unless_it_may_be(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = hooked(site, monkeypatch)
    assert alert.webhook is not None
    hook = replace(alert.webhook, allow_private=False)
    watching = Watching(site, tmp_path, replace(alert, webhook=hook))

    done = watching.round(OSLO)

    assert "a private address" in done.undelivered[0]
    assert all(one.path != "/hook" for one in site.asked)


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_webhook_without_a_good_secret_is_refused_before_anything_is_asked(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    watching = Watching(site, tmp_path, hooked(site, monkeypatch))
    monkeypatch.setenv("HOOK_SECRET", secret)

    with pytest.raises(SettingsError, match="HOOK_SECRET"):
        watching.round()
    assert site.asked == []


def test_a_question_that_means_nothing_is_refused_before_anything_is_asked(
    site: Site, tmp_path: Path
) -> None:
    watching = Watching(site, tmp_path, Alert(name="a", events=Filters(since="yesterday")))

    with pytest.raises(QueryError, match="yesterday"):
        watching.round()
    assert site.asked == []
