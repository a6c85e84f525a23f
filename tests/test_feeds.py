"""Feeds saved as files: RSS, Atom and JSON Feed in, one source an entry out."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.read import read_sources
from communique.records import Source

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
  <title>The Steppe Post RSS</title>
  <link>https://steppe.example/</link>
  <language>en-GB</language>
  <item>
    <title>Xi &lt;b&gt;meets&lt;/b&gt; Putin &amp;amp; Tokayev</title>
    <link>https://steppe.example/astana</link>
    <description>The leaders met in Astana ...</description>
    <content:encoded><![CDATA[<p>The leaders met in Astana.</p><p>They signed a pact.</p>]]>
    </content:encoded>
    <pubDate>Thu, 04 Jul 2024 01:30:00 +0500</pubDate>
    <dc:creator>Aigul Serik</dc:creator>
  </item>
  <item>
    <title>Ministers to meet</title>
    <guid>/ministers</guid>
    <description>The ministers will meet in Baku &amp;amp; Tbilisi.</description>
    <author>desk@steppe.example (The Desk)</author>
    <source url="https://wire.example/rss">Caspian Wire</source>
  </item>
</channel>
</rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title type="html">Harbour &amp;amp; Gulf</title>
<link href="https://harbour.example/"/>
<entry xml:base="https://harbour.example/news/">
  <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Port <i>reopens</i></div></title>
  <link rel="self" href="entry.xml"/><link rel="alternate" href="port.html"/>
  <published>2024-05-02T23:30:00-05:00</published><updated>2024-05-03T08:00:00-05:00</updated>
  <author><name>Ana Ruiz</name></author><author><name>Li Wei</name></author>
  <summary>The port reopened.</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The port reopened on
  Thursday, and a first ship left.</p></div></content>
</entry>
<entry><title>Prices</title><content type="text">5 &lt; 6 &amp; rising</content></entry>
</feed>
"""
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def read(path: Path) -> tuple[list[Source], dict[str, str]]:
    reasons: dict[str, str] = {}
    sources = list(read_sources([path], reasons.__setitem__))
    return sources, {uri.rpartition("/")[2]: reason for uri, reason in reasons.items()}


def saved(folder: Path, content: str | bytes, name: str = "feed.xml") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_each_entry_of_rss_is_a_source_with_its_fullest_content(tmp_path: Path) -> None:
    sources, reasons = read(saved(tmp_path, RSS))

    assert reasons == {}
    assert sources[0].uri == "https://steppe.example/astana"
    assert sources[0].markup == "fragment"
    assert sources[0].content.strip() == (
        "<p>The leaders met in Astana.</p><p>They signed a pact.</p>"
    )
    assert sources[0].given == {
        "title": "Xi meets Putin & Tokayev",
        "published": "2024-07-04T01:30:00+05:00",
        "url": "https://steppe.example/astana",
        "byline": "Aigul Serik",
        "outlet": "The Steppe Post",
        "language": "en",
    }


def test_a_summary_without_tags_is_body_text_and_said_to_be_a_summary(tmp_path: Path) -> None:
    source = read(saved(tmp_path, RSS))[0][1]

    assert source.markup == "body"
    assert source.content == "The ministers will meet in Baku & Tbilisi."
    assert source.notes == ("feed gives a summary only",)


def test_the_source_of_an_entry_goes_over_the_title_of_the_feed(tmp_path: Path) -> None:
    source = read(saved(tmp_path, RSS))[0][1]

    assert source.uri == "https://steppe.example/ministers"
    assert source.given["outlet"] == "Caspian Wire"
    assert source.given["byline"] == "The Desk"


def test_each_entry_of_atom_is_a_source(tmp_path: Path) -> None:
    first, second = read(saved(tmp_path, ATOM))[0]

    assert first.uri == "https://harbour.example/news/port.html"
    assert "<p>The port reopened on\n  Thursday" in first.content
    assert first.given == {
        "title": "Port reopens",
        "published": "2024-05-02T23:30:00-05:00",
        "updated": "2024-05-03T08:00:00-05:00",
        "url": "https://harbour.example/news/port.html",
        "byline": "Ana Ruiz, Li Wei",
        "outlet": "Harbour & Gulf",
        "language": "en",
    }
    assert (second.markup, second.content) == ("body", "5 < 6 & rising")


def test_an_entry_without_an_address_is_named_by_its_place(tmp_path: Path) -> None:
    path = saved(tmp_path, ATOM)

    assert read(path)[0][1].uri == f"{path.as_posix()}#2"


def test_each_item_of_a_json_feed_is_a_source(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Delta Standard",
        "language": "en-US",
        "items": [
            {
                "id": "1",
                "url": "https://delta.example/1",
                "title": "Talks resume",
                "content_html": "<p>Talks resumed in Doha on Sunday.</p>",
                "summary": "Talks resumed.",
                "date_published": "2024-03-03T10:00:00+03:00",
                "authors": [{"name": "Noor Haddad"}],
            },
            {"id": "2", "content_text": "The strait is open."},
            {"id": "3"},
            5,
        ],
    }
    path = saved(tmp_path, json.dumps(feed, indent=1), "feed.json")

    sources, reasons = read(path)

    assert sources[0] == Source(
        uri="https://delta.example/1",
        content="<p>Talks resumed in Doha on Sunday.</p>",
        markup="fragment",
        given={
            "title": "Talks resume",
            "published": "2024-03-03T10:00:00+03:00",
            "url": "https://delta.example/1",
            "byline": "Noor Haddad",
            "outlet": "Delta Standard",
            "language": "en",
        },
    )
    assert (sources[1].uri, sources[1].markup) == (f"{path.as_posix()}#2", "body")
    assert reasons == {
        "feed.json#3": "entry with neither words nor a title",
        "feed.json#4": "entry that is no object",
    }


def test_rdf_and_rss_with_a_document_type_are_read(tmp_path: Path) -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>Gazette</title></channel>"
        "<item><title>Visit</title><dc:date>2024-07-04</dc:date></item></rdf:RDF>"
    )
    old = (
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"'
        ' "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
        "<rss><channel><item><title>Summit &nbsp;opens</title></item></channel></rss>"
    )

    [visit] = read(saved(tmp_path, rdf, "a.rdf"))[0]
    [summit] = read(saved(tmp_path, old, "b.xml"))[0]

    assert visit.given == {"title": "Visit", "published": "2024-07-04", "outlet": "Gazette"}
    assert summit.given["title"] == "Summit opens"
    assert summit.notes == ("feed gives a title only",)


def test_a_date_that_names_no_day_is_not_completed(tmp_path: Path) -> None:
    feed = "<rss><channel><item><title>A</title><pubDate>July</pubDate></item></channel></rss>"

    assert read(saved(tmp_path, feed))[0][0].given["published"] == "July"


def test_what_is_no_xml_is_mended(tmp_path: Path) -> None:
    feed = (
        "\n <rss><channel><item><title>AT&T & B&rsquo;s don&#146;t \x01 a < b</title>"
        "<link>https://e.example/?x=1&y=2</link></item></channel></rss>"
    )

    [source] = read(saved(tmp_path, feed))[0]

    assert source.given["title"] == "AT&T & B’s don’t a < b"
    assert source.uri == "https://e.example/?x=1&y=2"


@pytest.mark.parametrize(
    ("declared", "written"),
    [("windows-1251", "cp1251"), ("windows-1251", "utf-8"), ("utf-16", "utf-16")],
)
def test_the_charset_of_a_feed_may_be_true_or_a_lie(
    tmp_path: Path, declared: str, written: str
) -> None:
    words = "Владимир Путин встретился с Си Цзиньпином в Астане"
    feed = (
        f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item>'
        f"<description>{words}</description></item></channel></rss>"
    )

    assert read(saved(tmp_path, feed.encode(written)))[0][0].content == words


def test_a_feed_that_breaks_off_gives_what_is_there(tmp_path: Path) -> None:
    sources, reasons = read(saved(tmp_path, RSS[: RSS.index("</description>\n    <author>")]))

    assert len(sources) == 2
    assert sources[1].notes == ("feed gives a summary only", "the feed breaks off in this entry")
    assert reasons == {"feed.xml": "the feed breaks off, or is broken XML: entries may be missing"}


def test_a_feed_that_declares_entities_is_refused(tmp_path: Path) -> None:
    laughs = f"<!DOCTYPE rss [<!ENTITY l0 'ha'>{ENTITIES}]><rss><channel><item><title>&l9;"

    assert read(saved(tmp_path, laughs)) == (
        [],
        {"feed.xml": "feed that declares entities, which is not read"},
    )


@pytest.mark.parametrize(
    "feed",
    [
        "<rss><channel>" + "<item>" * 100_000,
        "<rss><channel><item><description>" + "<b>" * 300_000,
        "<rss><channel><item><description>" + "<![CDATA[" * 500_000,
        "<rss><channel><item><description>" + "&" * 3_000_000,
        "<feed>" + "<!--" * 500_000,
    ],
    ids=["items", "tags", "cdata", "ampersands", "comments"],
)
def test_a_hostile_feed_ends_soon_and_is_told(tmp_path: Path, feed: str) -> None:
    began = time.monotonic()

    _, reasons = read(saved(tmp_path, feed))

    assert time.monotonic() - began < 10
    assert reasons


@settings(max_examples=60, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([RSS, ATOM]),
    st.integers(0, 2_000),
    st.binary(max_size=12),
    st.integers(0, 2_000),
)
def test_no_damage_to_a_feed_gets_out(
    tmp_path_factory: pytest.TempPathFactory, feed: str, at: int, put: bytes, cut: int
) -> None:
    data = feed.encode()
    path = saved(tmp_path_factory.mktemp("feed"), data[:at] + put + data[at + cut :])

    sources, reasons = read(path)

    assert sources or reasons
