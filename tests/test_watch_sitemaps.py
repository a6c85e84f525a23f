"""What is new by the sitemaps of a site."""

from __future__ import annotations

import gzip
import io

import pytest
from tests.watch_feeds import Desk, desk, memory
from tests.watch_site import sitemap

from communique.read.fetch import FetchError
from communique.watch.sitemaps import read_sitemap

__all__ = ["desk", "memory"]  # fixtures


def waiting(found: object) -> list[str]:
    return [page.address.rpartition("/")[2] for page in found.state.waiting]  # type: ignore[attr-defined]


def pages(desk: Desk, *named: tuple[str, str]) -> str:
    return sitemap(*[(f"{desk.site.at}/{name}", day) for name, day in named])


def index(desk: Desk, *named: tuple[str, str]) -> str:
    rows = [(f"{desk.site.at}/{name}", day) for name, day in named]
    return sitemap(*rows, root="sitemapindex", row="sitemap")


def test_of_a_sitemap_seen_first_the_recent_pages_are_new(desk: Desk) -> None:
    listed = [("old", "2026-01-05"), ("new", "2026-10-30T09:00:00Z"), ("undated", "")]
    desk.site.serve("/sitemap.xml", pages(desk, *listed))

    found = desk.look("/sitemap.xml")

    assert waiting(found) == ["new"]
    assert found.notes == ("2 older pages passed over",)


def test_later_every_page_that_was_not_listed_is_new(desk: Desk) -> None:
    desk.site.serve("/sitemap.xml", pages(desk, ("a", "2026-10-30")))
    desk.look("/sitemap.xml", pages=True)
    desk.site.serve("/sitemap.xml", pages(desk, ("a", "2026-10-31"), ("b", "")))

    assert waiting(desk.look("/sitemap.xml")) == ["b"]


def test_a_sitemap_may_come_as_a_gzip_file(desk: Desk) -> None:
    packed = gzip.compress(pages(desk, ("a", "2026-10-30")).encode())
    desk.site.serve("/sitemap.xml.gz", packed, Content_Type="application/gzip")

    assert waiting(desk.look("/sitemap.xml.gz")) == ["a"]


def test_pages_of_other_hosts_are_left_out_and_counted(desk: Desk) -> None:
    rows = sitemap((f"{desk.site.at}/a", "2026-10-30"), ("https://victim.example/", "2026-10-30"))
    desk.site.serve("/sitemap.xml", rows)

    found = desk.look("/sitemap.xml")

    assert waiting(found) == ["a"]
    assert found.problems == (
        (f"{desk.site.at}/sitemap.xml", "1 addresses of other hosts left out"),
    )


def test_of_an_index_the_sitemaps_that_changed_are_read(desk: Desk) -> None:
    desk.site.serve("/index.xml", index(desk, ("old.xml", "2025-01-31"), ("now.xml", "2026-10-31")))
    desk.site.serve("/now.xml", pages(desk, ("a", "2026-10-31")))

    assert waiting(desk.look("/index.xml")) == ["a"]
    assert desk.site.paths() == ["/index.xml", "/now.xml"]
    desk.look("/index.xml")
    assert desk.site.paths() == ["/index.xml", "/now.xml", "/index.xml"]


def test_an_archive_whose_sitemap_is_made_anew_is_not_fetched(desk: Desk) -> None:
    desk.site.serve("/index.xml", index(desk, ("old.xml", "2025-01-31")))
    desk.site.serve("/old.xml", pages(desk, ("a", "2025-01-01"), ("b", "2025-01-02")))
    desk.look("/index.xml")
    desk.site.serve("/index.xml", index(desk, ("old.xml", "2026-10-31")))

    found = desk.look("/index.xml")

    assert waiting(found) == []
    assert found.notes == ("2 older pages passed over",)


def test_a_new_sitemap_in_a_known_index_holds_new_pages(desk: Desk) -> None:
    desk.site.serve("/index.xml", index(desk, ("old.xml", "2025-01-31")))
    desk.look("/index.xml")
    desk.site.serve("/index.xml", index(desk, ("old.xml", "2025-01-31"), ("day.xml", "2026-10-31")))
    desk.site.serve("/day.xml", pages(desk, ("a", "")))

    assert waiting(desk.look("/index.xml")) == ["a"]


def test_of_a_huge_index_five_sitemaps_are_read_at_a_look_and_none_is_forgotten(
    desk: Desk,
) -> None:
    names = [f"{number}.xml" for number in range(12)]
    listed = index(desk, *[(name, "2026-10-31") for name in names])
    desk.site.routes["/index.xml"] = lambda visit: visit.answer(
        b"" if visit.headers["If-None-Match"] else listed.encode(),
        304 if visit.headers["If-None-Match"] else 200,
        ETag='"1"',
    )
    for name in names:
        desk.site.serve(f"/{name}", pages(desk, (f"of-{name}", "2026-10-31")))

    counts = [len(waiting(desk.look("/index.xml"))) for _ in range(4)]

    assert counts == [5, 10, 12, 12]


def test_an_index_within_an_index_is_refused(desk: Desk) -> None:
    desk.site.serve("/index.xml", index(desk, ("index.xml", "")))

    assert desk.look("/index.xml").problems == (
        (f"{desk.site.at}/index.xml", "no sitemap, where an index names one"),
    )


def test_a_sitemap_that_fails_is_told_and_read_the_next_time(desk: Desk) -> None:
    desk.site.serve("/index.xml", index(desk, ("a.xml", "2026-10-31")), ETag='"1"')
    assert desk.look("/index.xml").problems == ((f"{desk.site.at}/a.xml", "HTTP 404"),)
    desk.site.serve("/a.xml", pages(desk, ("a", "2026-10-31")))

    assert waiting(desk.look("/index.xml")) == ["a"]


def test_the_pages_of_a_broken_sitemap_are_taken_and_the_break_is_told(desk: Desk) -> None:
    desk.site.serve("/sitemap.xml", pages(desk, ("a", "2026-10-31"), ("b", "2026-10-31"))[:-40])

    found = desk.look("/sitemap.xml")

    assert waiting(found)[:1] == ["a"]
    assert "breaks off" in found.problems[0][1]


def test_no_more_than_the_protocol_allows_is_read_of_one_sitemap() -> None:
    listed = sitemap(*[(f"https://a.example/{number}", "") for number in range(50_001)])

    read = read_sitemap(io.BytesIO(listed.encode()), "https://a.example/sitemap.xml")

    assert len(read.entries) == 50_000
    assert not read.is_whole


@pytest.mark.parametrize(
    "words",
    [
        "<urlset></urlset>",
        "<urlset><url><loc>file:///etc/passwd</loc></url></urlset>",
        "<urlset><url><loc>http://[::1</loc></url><url/></urlset>",
        '<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc>'
        "</url></urlset>",
        "<urlset>" + "<a>" * 100_000,
    ],
)
def test_a_sitemap_without_addresses_of_its_host_is_refused(words: str) -> None:
    with pytest.raises(FetchError, match="without addresses"):
        read_sitemap(io.BytesIO(words.encode()), "https://a.example/sitemap.xml")
