"""What a look at a feed brings, however badly the feed is kept."""

from __future__ import annotations

import gzip
import json

import pytest
from tests.watch_feeds import Desk, desk, memory
from tests.watch_site import Visit, item, rss

from communique.watch.listing import FUTURE, page_key

__all__ = ["desk", "memory"]  # fixtures

STORY = (
    "The foreign ministers of Chile and Peru met in Arica on Monday. " * 8
    + "They will meet again in spring."
)
PAGE = f"<!doctype html><html><body><article><h1>Talks</h1><p>{STORY}</p></article></body></html>"


def test_entries_with_their_words_are_reports(desk: Desk) -> None:
    one = item("Talks", STORY, "https://post.example/1", day="Sat, 31 Oct 2026 09:00:00 GMT")
    desk.site.serve("/feed", rss(one), Content_Type="application/rss+xml")

    found = desk.look()

    [source] = found.sources
    assert source.uri == "https://post.example/1"
    assert source.content == STORY
    assert source.given["outlet"] == "The Harbour Post"
    assert source.given["published"].startswith("2026-10-31")
    assert source.retrieved


def test_atom_and_json_feeds_are_read_as_well(desk: Desk) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>urn:1</id>'
        f'<title>Talks</title><link href="/1"/><content type="text">{STORY}</content></entry>'
        "</feed>"
    )
    listed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Post",
        "items": [{"id": "1", "url": "https://post.example/1", "content_text": STORY}],
    }
    desk.site.serve("/atom", atom)
    desk.site.serve("/json", json.dumps(listed))

    assert len(desk.look("/atom").sources) == 1
    assert len(desk.look("/json").sources) == 1


def test_an_entry_comes_once(desk: Desk) -> None:
    one = item("Talks", STORY, "https://post.example/1")
    desk.site.serve("/feed", rss(one, one))

    assert len(desk.look().sources) == 1
    again = desk.look()

    assert (again.sources, again.known) == ((), 1)


def test_an_entry_with_another_guid_is_the_same(desk: Desk) -> None:
    desk.site.serve("/feed", rss(item("Talks", STORY, "https://post.example/1", guid="a")))
    desk.look()
    desk.site.serve("/feed", rss(item("Talks", STORY, "https://post.example/1", guid="b")))

    assert desk.look().sources == ()


def test_an_entry_with_other_words_comes_again(desk: Desk) -> None:
    desk.site.serve("/feed", rss(item("Talks", STORY, "https://post.example/1")))
    desk.look()
    desk.site.serve("/feed", rss(item("Talks", STORY + " Now.", "https://post.example/1")))

    assert len(desk.look().sources) == 1


def test_an_entry_without_a_link_is_known_by_its_words_wherever_it_stands(desk: Desk) -> None:
    desk.site.serve("/feed", rss(item("Talks", STORY)))
    [before] = desk.look().sources
    desk.site.serve("/feed", rss(item("Other talks", STORY[::-1]), item("Talks", STORY)))
    [after] = desk.look().sources

    assert before.uri.startswith(f"{desk.site.at}/feed#entry-")
    assert after.content == STORY[::-1]


def test_a_date_in_the_future_is_left_out(desk: Desk) -> None:
    day = "Sun, 31 Oct 2077 09:00:00 GMT"
    desk.site.serve("/feed", rss(item("Talks", STORY, "https://post.example/1", day=day)))

    [source] = desk.look().sources

    assert "published" not in source.given
    assert FUTURE in source.notes


def test_the_outlet_may_be_given(desk: Desk) -> None:
    desk.site.serve("/feed", rss(item("Talks", STORY, "https://post.example/1")))

    [source] = desk.look(outlet="Post").sources

    assert source.given["outlet"] == "Post"


def test_what_did_not_change_is_not_sent_again(desk: Desk) -> None:
    def route(visit: Visit) -> None:
        if visit.headers["If-None-Match"] == '"1"':
            visit.answer(b"a body that should not be here", 304)
        else:
            visit.answer(rss(item("A", STORY)).encode(), ETag='"1"', Last_Modified="then")

    desk.site.routes["/feed"] = route

    first, second = desk.look(), desk.look()

    assert len(first.sources) == 1
    assert second.is_unchanged
    assert desk.site.asked[-1].headers["if-modified-since"] == "then"
    assert second.state.seen == first.state.seen


def test_unchanged_is_no_answer_to_who_did_not_ask_for_changes(desk: Desk) -> None:
    desk.site.serve("/feed", status=304)

    assert desk.look().failure == "HTTP 304"


def test_a_feed_that_is_gone_is_not_asked_again(desk: Desk) -> None:
    desk.site.serve("/feed", status=410)

    found = desk.look()

    assert found.failure == "gone (HTTP 410); it is not asked again"
    assert found.state.is_gone


def test_a_feed_that_moved_for_good_is_told(desk: Desk) -> None:
    desk.site.serve("/feed", status=301, Location="/new")
    desk.site.serve("/new", rss(item("Talks", STORY)))

    assert desk.look().notes == (f"moved for good to {desk.site.at}/new",)


def test_each_failure_doubles_the_pause_up_to_a_day(desk: Desk) -> None:
    pauses = [desk.look().state.due - desk.hands.hour for _ in range(8)]

    assert pauses == [3600, 7200, 14_400, 28_800, 57_600, 86_400, 86_400, 86_400]
    desk.site.serve("/feed", rss(item("Talks", STORY)))
    assert desk.look().state.due - desk.hands.hour == 1800


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n", "an image, for which there is no reader"),
        (b"<!doctype html><p>Hello</p>", "a web page, where a feed or a sitemap was expected"),
        (b"Just words, a few of them.", "text, where a feed or a sitemap was expected"),
        (b"PK\x03\x04" + bytes(100), "ZIP, where a feed or a sitemap was expected"),
        (
            b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
            "feed that declares entities, which is not read",
        ),
        (gzip.compress(b"<rss>" + b" " * 50_000_000), "a decompression bomb"),
    ],
)
def test_what_is_no_feed_is_a_reason(desk: Desk, body: bytes, reason: str) -> None:
    desk.site.serve("/feed", body)

    assert (desk.look().failure or "").startswith(reason)


def test_a_web_page_tells_where_its_feed_is(desk: Desk) -> None:
    link = '<link href="/world.xml?a=1&amp;b=2" rel="alternate" type="application/rss+xml">'
    desk.site.serve("/feed", f"<!doctype html><html><head>{link}</head><p>Hello</p></html>")

    assert desk.look().failure == (
        f"a web page, not a feed; it names {desk.site.at}/world.xml?a=1&b=2 as its feed"
    )


def test_of_broken_xml_the_whole_entries_are_taken_and_the_rest_is_told(desk: Desk) -> None:
    broken = rss(item("Talks", STORY), item("More", STORY[::-1]))[:-60]
    desk.site.serve("/feed", broken)

    found = desk.look()

    assert len(found.sources) >= 1
    assert "breaks off" in found.problems[0][1]


def test_a_charset_that_is_stated_wrongly_does_no_harm(desk: Desk) -> None:
    words = "Ministers of Türkiye and Côte d’Ivoire met. " * 20
    desk.site.serve(
        "/feed", rss(item("Talks", words)).encode(), Content_Type="text/xml; charset=iso-8859-1"
    )

    [source] = desk.look().sources

    assert "Türkiye and Côte d’Ivoire" in source.content


def test_a_feed_that_broke_off_is_asked_for_again_though_it_did_not_change(desk: Desk) -> None:
    desk.site.serve("/feed", rss(item("Talks", STORY))[:-30], ETag='"1"')
    desk.look()

    desk.look()

    assert "if-none-match" not in desk.site.asked[-1].headers


def test_an_empty_feed_is_told_and_no_failure(desk: Desk) -> None:
    desk.site.serve("/feed", rss())

    found = desk.look()

    assert found.failure is None
    assert found.problems == ((f"{desk.site.at}/feed", "feed without entries"),)


def test_the_page_of_a_summary_is_fetched_with_what_the_feed_says_of_it(desk: Desk) -> None:
    day = "Sat, 31 Oct 2026 09:00:00 GMT"
    entry = item("Talks", "Ministers met ...", f"{desk.site.at}/1?utm_source=rss", day=day)
    desk.site.serve("/feed", rss(entry))
    desk.site.serve("/1", PAGE, Content_Type="text/html; charset=utf-8")

    [source] = desk.look(pages=True).sources

    assert source.markup == "html"
    assert source.content == PAGE
    assert source.given["published"].startswith("2026-10-31")
    assert desk.look(pages=True).sources == ()
    assert desk.site.paths().count("/1?utm_source=rss") == 1


def test_pages_may_be_left_alone(desk: Desk) -> None:
    desk.site.serve("/feed", rss(item("Talks", "Ministers met ...", f"{desk.site.at}/1")))

    [source] = desk.look(pages=True, policy="never").sources

    assert source.content == "Ministers met ..."
    assert desk.site.paths() == ["/feed"]


def test_pages_may_be_fetched_always(desk: Desk) -> None:
    desk.site.serve("/feed", rss(item("Talks", STORY, f"{desk.site.at}/1")))
    desk.site.serve("/1", PAGE, Content_Type="text/html")

    [source] = desk.look(pages=True, policy="always").sources

    assert source.content == PAGE


def test_a_page_that_is_not_there_leaves_what_the_feed_gives(desk: Desk) -> None:
    desk.site.serve("/feed", rss(item("Talks", "Ministers met ...", f"{desk.site.at}/1")))

    found = desk.look(pages=True)

    assert found.sources[0].content == "Ministers met ..."
    assert "its page: HTTP 404" in found.sources[0].notes
    assert found.problems == ((f"{desk.site.at}/1", "HTTP 404"),)
    assert found.state.waiting == ()


def test_a_page_that_may_come_later_is_tried_three_times(desk: Desk) -> None:
    desk.site.serve("/feed", rss(item("Talks", "Ministers met ...", f"{desk.site.at}/1")))
    desk.site.serve("/1", status=500)

    looks = []
    for _ in range(3):
        looks.append(desk.look(pages=True))
        desk.hands.hour += 86_400

    assert [len(look.sources) for look in looks] == [0, 0, 1]
    assert desk.site.paths().count("/1") == 3
    assert desk.look(pages=True).sources == ()


def test_of_many_pages_some_wait_for_the_next_look(desk: Desk) -> None:
    entries = [item(f"T{n}", "Ministers met ...", f"{desk.site.at}/{n}") for n in range(5)]
    desk.site.serve("/feed", rss(*entries))
    for number in range(5):
        desk.site.serve(f"/{number}", PAGE, Content_Type="text/html")

    counts = [len(desk.look(pages=True, most_pages=2).sources) for _ in range(4)]

    assert counts == [2, 2, 1, 0]


def test_a_page_that_several_feeds_list_is_fetched_once(desk: Desk) -> None:
    entry = item("Talks", "Ministers met ...", f"{desk.site.at}/1")
    for path in ("/world", "/europe"):
        desk.site.serve(path, rss(entry))
    desk.site.serve("/1", PAGE, Content_Type="text/html")
    looks = [desk.look("/world"), desk.look("/europe")]

    found = desk.pages(looks)

    assert [len(look.sources) for look in found] == [1, 0]
    assert [look.state.waiting for look in found] == [(), ()]
    assert desk.site.paths().count("/1") == 1


def test_a_page_with_an_address_that_means_nothing_is_told(desk: Desk) -> None:
    desk.site.serve("/feed", rss(item("Talks", "Ministers met ...", "http://h.example:99999999/")))

    found = desk.look(pages=True)

    assert "not the address of a web page" in found.problems[0][1]
    assert len(found.sources) == 1


def test_a_page_that_is_an_archive_is_not_unpacked(desk: Desk) -> None:
    desk.site.serve("/feed", rss(item("Talks", "Ministers met ...", f"{desk.site.at}/1")))
    desk.site.serve("/1", gzip.compress(PAGE.encode()), Content_Type="application/gzip")

    assert desk.look(pages=True).problems[0][1] == "gzip, where a page was expected"


def test_what_only_tells_where_a_click_came_from_makes_no_other_page() -> None:
    assert page_key("https://a.example/1?id=2&utm_source=rss#top") == page_key(
        "https://a.example/1?id=2"
    )
    assert page_key("https://a.example/1?id=2") != page_key("https://a.example/1?id=3")
