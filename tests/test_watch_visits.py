"""Hosts are asked as they want: robots.txt, pauses, and being left alone."""

from __future__ import annotations

from dataclasses import replace
from email.utils import formatdate

import pytest
from tests.watch_feeds import HERE, NOON, Desk, desk, memory
from tests.watch_site import item, rss

__all__ = ["desk", "memory"]  # fixtures

STORY = "The foreign ministers of Chile and Peru met in Arica on Monday. " * 10


@pytest.mark.parametrize(
    ("robots", "is_allowed"),
    [
        ("", True),
        ("<!doctype html><p>Not a robots.txt at all</p>", True),
        ("User-agent: *\nDisallow: /private", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: communique\nDisallow: /feed\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: communique\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\nAllow: /feed", True),
        ("User-agent: *\nDisallow: /*ee", False),
        ("User-agent: *\nDisallow: /feed$", False),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("# " + "x" * 600_000 + "\nUser-agent: *\nDisallow: /", True),
    ],
)
def test_what_robots_txt_closes_is_not_asked(desk: Desk, robots: str, is_allowed: bool) -> None:
    desk.site.serve("/robots.txt", robots)
    desk.site.serve("/feed", rss(item("Talks", STORY)))

    found = desk.look()

    expected = None if is_allowed else "not allowed by the robots.txt of the host"
    assert found.failure == expected
    assert desk.site.paths() == (["/feed"] if is_allowed else [])


@pytest.mark.parametrize(("status", "is_allowed"), [(404, True), (403, True), (500, False)])
def test_a_host_without_robots_txt_allows_all_and_one_that_fails_nothing(
    desk: Desk, status: int, is_allowed: bool
) -> None:
    desk.site.serve("/robots.txt", status=status)
    desk.site.serve("/feed", rss(item("Talks", STORY)))

    failure = desk.look().failure

    expected = f"robots.txt of the host cannot be had: HTTP {status}"
    assert failure == (None if is_allowed else expected)


def test_a_host_whose_robots_txt_failed_is_asked_again_before_long(desk: Desk) -> None:
    desk.site.serve("/robots.txt", status=503)
    desk.site.serve("/feed", rss(item("Talks", STORY)))
    desk.look()
    desk.site.serve("/robots.txt", "")
    desk.hands.hour += 660

    assert desk.look().failure is None


def test_robots_txt_is_asked_once_a_day(desk: Desk) -> None:
    desk.site.serve("/robots.txt", "")
    desk.site.serve("/feed", rss(item("Talks", STORY)))

    for _ in range(3):
        desk.look()
    assert len([one for one in desk.site.asked if one.path == "/robots.txt"]) == 1
    desk.hands.hour += 90_000
    desk.look()

    assert len([one for one in desk.site.asked if one.path == "/robots.txt"]) == 2


def test_robots_txt_holds_for_where_a_page_leads_too(desk: Desk) -> None:
    desk.site.serve("/robots.txt", "User-agent: *\nDisallow: /private")
    desk.site.serve("/feed", status=302, Location="/private")
    desk.site.serve("/private", rss(item("Talks", STORY)))

    assert desk.look().failure == "not allowed by the robots.txt of the host"
    assert desk.site.paths() == ["/feed"]


def test_there_is_a_pause_between_two_questions_to_a_host(desk: Desk) -> None:
    desk.fetch = replace(HERE, delay_seconds=5)
    desk.site.serve("/feed", rss(item("Talks", "Ministers met ...", f"{desk.site.at}/1")))

    desk.look(pages=True)

    assert desk.hands.slept == [5, 5]  # robots.txt, the feed, the page


@pytest.mark.parametrize(("asked", "pause"), [("2.5", 2.5), ("86400", 60)])
def test_a_host_may_ask_for_a_longer_pause_within_reason(
    desk: Desk, asked: str, pause: float
) -> None:
    desk.site.serve("/robots.txt", f"User-agent: *\nCrawl-delay: {asked}")
    desk.site.serve("/feed", rss(item("Talks", STORY)))

    desk.look()

    assert desk.hands.slept == [pause]


@pytest.mark.parametrize(
    ("status", "wanted", "seconds"),
    [
        (429, "120", 120),
        (503, formatdate(NOON + 7200, usegmt=True), 7200),
        (429, None, 600),
        (503, "soon", 600),
        (429, "99999999", 86_400),
    ],
)
def test_a_host_that_is_busy_is_left_alone_as_long_as_it_wants(
    desk: Desk, status: int, wanted: str | None, seconds: float
) -> None:
    desk.site.serve("/feed", status=status, **({"Retry_After": wanted} if wanted else {}))
    assert (desk.look().failure or "").startswith(f"HTTP {status}, the host asks to wait")
    desk.site.serve("/feed", rss(item("Talks", STORY)))

    desk.hands.hour = NOON + seconds - 1
    before = desk.look().failure
    desk.hands.hour = NOON + seconds + 1

    assert (before or "").startswith("the host asks to wait")
    assert desk.look().failure is None
    assert desk.site.paths() == ["/feed", "/feed"]


def test_the_program_says_who_it_is_and_whom_to_complain_to(desk: Desk) -> None:
    desk.fetch = replace(HERE, contact="https://desk.example/reader")

    desk.look()

    agents = {one.headers["user-agent"] for one in desk.site.asked}
    assert len(agents) == 1
    agent = agents.pop()
    assert agent.startswith("communique/")
    assert agent.endswith("(+https://desk.example/reader)")


def test_a_private_address_is_not_asked_unless_it_may_be(desk: Desk) -> None:
    desk.fetch = replace(HERE, allow_private=False)

    assert desk.look().failure == "a private address, 127.0.0.1, which is not asked"
    assert desk.site.asked == []
