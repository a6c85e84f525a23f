"""What a page says about itself, and what it was read from."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from communique.clean import agency_names, clean
from communique.clean.metadata.address import canonical, day_in, page_address
from communique.clean.metadata.bylines import persons
from communique.clean.metadata.candidate import Candidate, settle
from communique.clean.metadata.corrections import is_correction
from communique.clean.metadata.credits import closing_credit
from communique.clean.metadata.dates import metadata_date, stated_dates
from communique.clean.metadata.outlets import KINDS, outlet_table
from communique.errors import KnowledgeError
from communique.knowledge.files import read_yaml_rows
from communique.records import Document, MetadataBasis, Source
from communique.settings import CleanSettings

AGENCIES = agency_names(read_yaml_rows("communique.knowledge", "agencies.yaml", ("id", "name")))
TITLE = "Ministers agree on a border commission"
LEAD = "The foreign ministers of Ruritania and Sylvania agreed on a border commission on Tuesday."
SECOND = "The commission is to meet twice a year, the two ministers told reporters in Port Hope."
THIRD = "It will look into the ferry dispute first and report to both parliaments in the autumn."
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in (LEAD, SECOND, THIRD))


def page(
    head: str = "",
    *,
    title: str = TITLE,
    above: str = f"<h1>{TITLE}</h1>",
    body: str = BODY,
    below: str = "",
    uri: str = "page.html",
    retrieved: str | None = None,
    attributes: str = "",
    **given: str,
) -> Document:
    content = (
        f"<html {attributes}><head><title>{title}</title>{head}</head>"
        f"<body><article>{above}{body}</article>{below}</body></html>"
    )
    source = Source(uri=uri, content=content, markup="html", given=given, retrieved=retrieved)
    return clean(source, agencies=AGENCIES)


def text(content: str, *, uri: str = "report.txt", **given: str) -> Document:
    return clean(Source(uri=uri, content=content, markup="text", given=given), agencies=AGENCIES)


def basis(document: Document, field: str) -> MetadataBasis:
    return next(one for one in document.basis if one.field == field)


def linked(**fields: str) -> str:
    inside = ", ".join(f'"{key}": {value}' for key, value in fields.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {inside}}}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def published(document: Document) -> date | None:
    return document.published.start if document.published else None


# What several places say


def test_values_that_agree_support_each_other() -> None:
    best = settle([
        Candidate(value="a", basis="meta", confidence=0.8),
        Candidate(value="a", basis="json-ld", confidence=0.5),
    ])  # fmt: skip

    assert best is not None
    assert (best.value, best.basis, best.confidence) == ("a", "meta", 0.9)


def test_values_that_disagree_lower_the_confidence() -> None:
    best = settle([
        Candidate(value="a", basis="meta", confidence=0.8),
        Candidate(value="b", basis="label", confidence=0.5),
    ])  # fmt: skip

    assert best is not None
    assert (best.value, best.confidence) == ("a", 0.6)


def test_two_witnesses_outweigh_a_surer_one() -> None:
    best = settle([
        Candidate(value="a", basis="json-ld", confidence=0.9),
        Candidate(value="b", basis="meta", confidence=0.8),
        Candidate(value="b", basis="label", confidence=0.8),
    ])  # fmt: skip

    assert best is not None
    assert best.value == "b"


def test_every_field_that_is_known_has_its_basis() -> None:
    document = page(
        meta("article:published_time", "2024-07-03T10:00:00+02:00")
        + meta("og:site_name", "Port Post")
    )

    assert {one.field for one in document.basis} == {"title", "outlet", "published", "language"}
    assert all(0 < one.confidence <= 1 for one in document.basis)


def test_what_the_container_states_is_certain() -> None:
    document = page(meta("og:site_name", "The Port Post"), outlet="Port Post International")

    assert document.outlet == "Port Post International"
    assert basis(document, "outlet").basis == "container"
    assert basis(document, "outlet").confidence == 1.0


# Titles


@pytest.mark.parametrize(
    ("full", "site"),
    [
        (f"{TITLE} | The Port Post", "The Port Post"),
        (f"{TITLE} - The Port Post", "The Port Post"),
        (f"{TITLE} | World | The Port Post", "The Port Post"),
        (f"The Port Post: {TITLE}", "The Port Post"),
        (f"The Port Post | {TITLE}", "The Port Post"),
        (f"{TITLE}|The Port Post", "The Port Post"),
        (f"{TITLE} – World news – The Port Post", "The Port Post"),
    ],
)
def test_the_title_without_the_name_of_the_site(full: str, site: str) -> None:
    document = page(meta("og:site_name", site) + meta("og:title", full), title=full, above="")

    assert document.title == TITLE


def test_the_name_of_the_site_is_no_title() -> None:
    document = page(
        meta("og:site_name", "The Port Post") + meta("og:title", "The Port Post"),
        title="The Port Post",
        above=f"<h1>The Port Post</h1><h1>{TITLE}</h1>",
    )

    assert document.title == TITLE


def test_a_title_cut_short_gives_way_to_the_whole_one() -> None:
    document = page(meta("og:title", TITLE[:30] + "…") + linked(headline=f'"{TITLE[:30]}..."'))

    assert document.title == TITLE


def test_entities_that_were_escaped_twice_are_resolved() -> None:
    document = page(
        meta("og:title", "Ruritania&amp;#8217;s ministers &amp;amp; others"), above="", title=""
    )

    assert document.title == "Ruritania’s ministers & others"


def test_a_dash_inside_a_title_stays() -> None:
    title = "Ruritania - Sylvania border commission agreed"

    assert page(title=title, above=f"<h1>{title}</h1>").title == title


def test_a_page_without_any_title_has_none() -> None:
    assert page(title="Home", above="").title is None


# Writers


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("By Jane Roe", ("Jane Roe",)),
        ("By JANE ROE and JOHN DOE", ("Jane Roe", "John Doe")),
        ("Jane Roe in Astana, John Doe in Baku; editing by Max Mus", ("Jane Roe", "John Doe")),
        ("Jane Roe, Diplomatic Correspondent, Port Hope Bureau", ("Jane Roe",)),
        ("Jane Roe, New Delhi", ("Jane Roe",)),
        ("Story by: Jane Roe | Updated July 3, 2024", ("Jane Roe",)),
        ("Rufat Ələsgərov, Tamar Deda (Tbilisi, Georgia)", ("Rufat Ələsgərov", "Tamar Deda")),
        ("Ludwig van Beek & Amina al-Hassan", ("Ludwig van Beek", "Amina al-Hassan")),
        ("김민수", ("김민수",)),
        ("jane.roe@port-post.example", ()),
        ("Staff", ()),
        ("admin", ()),
        ("Our Correspondent", ()),
        ("Port Post Staff Writer", ()),
        ("Web Desk", ()),
        ("The Port Post", ()),
        ("Associated Press", ()),
        ("Agence France-Presse", ()),
        ("Story 2024-07-09/0188", ()),
    ],
)  # fmt: skip
def test_persons_in_a_byline(words: str, names: tuple[str, ...]) -> None:
    def is_no_person(name: str) -> bool:
        return AGENCIES.known(name) is not None or name == "The Port Post"

    assert persons(words, is_no_person) == names


def test_several_authors_of_linked_data_are_joined() -> None:
    authors = '[{"@type": "Person", "name": "Jane Roe"}, {"@type": "Person", "name": "John Doe"}]'

    document = page(linked(headline=f'"{TITLE}"', author=authors))

    assert document.byline == "Jane Roe, John Doe"
    assert basis(document, "byline").basis == "json-ld"


def test_the_outlet_repeated_is_no_byline() -> None:
    document = page(meta("og:site_name", "The Port Post") + meta("author", "Port Post"))

    assert document.byline is None


def test_a_byline_marked_by_its_class() -> None:
    document = page(above=f'<h1>{TITLE}</h1><div class="article-byline">By Jane Roe</div>')

    assert document.byline == "Jane Roe"
    assert basis(document, "byline").basis == "label"


# Outlets


def test_a_host_is_looked_up_in_the_table() -> None:
    document = page(uri="https://www.arabnews.com/node/1/world")

    assert (document.outlet, basis(document, "outlet").basis) == ("Arab News", "host")


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("edition.cnn.com", "CNN"),
        ("en.kremlin.ru", "President of Russia"),
        ("english.www.gov.cn", "State Council of China"),
        ("spectator.sme.sk", "The Slovak Spectator"),
    ],
)
def test_the_longest_known_end_of_a_host_counts(host: str, name: str) -> None:
    outlet = outlet_table().at(host)

    assert outlet is not None
    assert outlet.name == name


@pytest.mark.parametrize("host", ["health.gov.cn", "notcnn.com", "com", "localhost"])
def test_an_unlisted_host_is_not_guessed(host: str) -> None:
    assert outlet_table().at(host) is None


@pytest.mark.parametrize(
    ("given", "name"),
    [("dawn.com", "Dawn"), ("RFE/RL", "Radio Free Europe/Radio Liberty"), ("My Paper", "My Paper")],
)
def test_an_outlet_that_the_container_states_is_looked_up(given: str, name: str) -> None:
    assert page(outlet=given).outlet == name


def test_a_changed_table_is_read_again(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("host,name\nport-post.example,Port Post\n")
    outlet_table((str(table),))
    table.write_text("host,name\nport-post.example,The New Port Post\n")
    os.utime(table, ns=(1, 1))

    assert outlet_table((str(table),)).by_host["port-post.example"].name == "The New Port Post"


def test_an_alias_is_written_as_in_the_table() -> None:
    document = page(meta("og:site_name", "RFE/RL"))

    assert document.outlet == "Radio Free Europe/Radio Liberty"
    assert basis(document, "outlet").text == "RFE/RL"


def test_a_name_that_two_outlets_share_stays_as_it_is() -> None:
    assert page(meta("og:site_name", "CNA")).outlet == "CNA"


def test_the_publisher_of_linked_data() -> None:
    publisher = '{"@type": "Organization", "name": "Port Post Ltd."}'

    document = page(linked(headline=f'"{TITLE}"', publisher=publisher))

    assert (document.outlet, basis(document, "outlet").basis) == ("Port Post", "json-ld")


def test_the_site_in_the_title_names_the_outlet() -> None:
    document = page(title=f"{TITLE} | The Port Post")

    assert (document.outlet, basis(document, "outlet").basis) == ("The Port Post", "title element")


def test_a_host_that_nothing_names_is_the_outlet_for_want_of_better() -> None:
    document = page(uri="https://www.port-post.example/world/1")

    assert document.outlet == "port-post.example"
    assert basis(document, "outlet").confidence < 0.5


@pytest.mark.parametrize(
    "uri",
    [
        "https://web.archive.org/web/20230711000000/https://tass.com/politics/1",
        "https://tass-com.translate.goog/politics/1?_x_tr_sl=ru",
        "https://www-tass-com.cdn.ampproject.org/c/s/tass.com/politics/1",
    ],
)
def test_an_archive_or_a_cache_is_not_the_outlet(uri: str) -> None:
    assert page(uri=uri).outlet == "TASS"


def test_a_table_of_the_users_own_wins(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("host,name,country\nport-post.example,Port Post,GBR\ncnn.com,Mine,USA\n")

    outlets = outlet_table((str(table),))

    assert outlets.by_host["port-post.example"].name == "Port Post"
    assert outlets.by_host["cnn.com"].name == "Mine"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "column names"),
        ("name,land\nPort Post,GBR\n", "expected the columns"),
        ("host,name\nport-post.example,\n", "row 2: the outlet has no name"),
        ("host,name\nnot a host!,Port Post\n", "row 2: expected one host"),
        ("host,name,kind\np.example,Port Post,blog\n", "row 2: expected a kind"),
        ("# mine\nhost,name,country\np.example,Port Post,Britain\n", "row 3: expected an ISO"),
        ("host,name\np.example,Port, Post\n", "row 2: 1 more cells"),
    ],
)
def test_a_wrong_table_is_refused_by_file_and_row(
    tmp_path: Path, content: str, complaint: str
) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(content)

    with pytest.raises(KnowledgeError, match=complaint) as refused:
        clean(
            Source(uri="u", content=LEAD, markup="body", given={}),
            CleanSettings(outlets=(str(table),)),
        )
    assert "mine.csv" in str(refused.value)


def test_a_missing_table_is_refused() -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.csv"):
        outlet_table(("nowhere.csv",))


def test_our_table_of_outlets() -> None:
    table = outlet_table()
    outlets = set(table.by_host.values())

    assert len(outlets) >= 1400
    assert {outlet.kind for outlet in outlets} == KINDS
    assert len({outlet.country for outlet in outlets}) >= 190
    rows = (files("communique.clean") / "data" / "outlets.csv").read_text("utf-8").splitlines()
    hosts = [host for row in rows if row[:1] not in {"#", ""} for host in row.split(",")[0].split()]
    assert len(hosts) == len(set(hosts))
    for outlet in outlets:
        assert (outlet.kind == "agency") == (outlet.agency is not None), outlet
        if outlet.agency:
            assert AGENCIES.known(outlet.agency) in {None, outlet.agency}, outlet


# Agencies


@pytest.mark.parametrize(
    ("lead", "agency"),
    [
        ("ASTANA, July 3 (Xinhua) -- ", "Xinhua"),
        ("MOSCOW, July 3. /TASS/. ", "TASS"),
        ("WASHINGTON (AP) — ", "Associated Press"),
        ("New Delhi [India], July 3 (ANI): ", "Asian News International"),
        ("BAKU, July 3, AZERTAC. ", "AZERTAC"),
        ("MOSCOW, July 3 - RIA Novosti. ", "RIA Novosti"),
        ("TEHRAN (Tasnim) – ", "Tasnim"),
        ("PORT HOPE (Northern Wire) - ", "Northern Wire"),
        ("Search and rescue operation (SAR) ", None),
        ("The World Health Organization (WHO) – ", None),
        ("PORT HOPE (Update) - ", None),
    ],
)
def test_the_agency_of_a_dateline(lead: str, agency: str | None) -> None:
    document = text(f"{TITLE}\n\n{lead}{LEAD}\n\n{SECOND}\n")

    assert document.agency == agency
    if agency:
        assert basis(document, "agency").basis == "dateline"


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("(Reporting by Jane Roe in Port Hope; Editing by John Doe)", "Reuters"),
        ("Source: Xinhua", "Xinhua"),
        ("(With PTI inputs)", "Press Trust of India"),
        ("(With inputs from agencies)", None),
        ("The Associated Press contributed to this report.", "Associated Press"),
        ("© 2024 AFP", "Agence France-Presse"),
        ("— Reuters", "Reuters"),
        ("(ANI)", "Asian News International"),
        ("Our Standards: The Thomson Reuters Trust Principles.", "Reuters"),
        ("© 2024 Port Hope Development Agency", None),
    ],
)
def test_a_credit_below_the_report(line: str, agency: str | None) -> None:
    document = page(body=f"{BODY}<p>{line}</p>")

    assert document.agency == agency


def test_a_credit_at_the_end_of_the_last_sentence() -> None:
    credit = closing_credit(f"{THIRD} (Xinhua)", AGENCIES)

    assert credit is not None
    assert (credit.value, credit.basis, credit.text) == ("Xinhua", "credit", "(Xinhua)")


def test_an_abbreviation_explained_at_the_end_is_no_credit() -> None:
    assert closing_credit(f"{THIRD[:-1]}, said United News of India (UNI).", AGENCIES) is None


def test_a_byline_that_is_an_agency() -> None:
    document = page(meta("author", "AFP"))

    assert (document.byline, document.agency) == (None, "Agence France-Presse")


def test_the_page_of_an_agency_is_its_own() -> None:
    document = page(uri="https://tass.com/politics/1")

    assert (document.outlet, document.agency) == ("TASS", "TASS")


def test_an_outlet_that_credits_itself_credits_no_agency() -> None:
    document = page(uri="https://www.dawn.com/news/1", body=f"{BODY}<p>Source: Dawn</p>")

    assert document.agency is None


# Days


@pytest.mark.parametrize(
    ("head", "above", "source"),
    [
        (linked(headline=f'"{TITLE}"', datePublished='"2024-07-03T08:00:00+02:00"'), "", "json-ld"),
        (meta("article:published_time", "2024-07-03T08:00:00+02:00"), "", "meta"),
        ('<meta name="pubdate" content="20240703">', "", "meta"),
        ("", '<span itemprop="datePublished" content="2024-07-03">x</span>', "microdata"),
        ("", '<time datetime="2024-07-03T08:00">yesterday</time>', "time element"),
        ("", "<div>Published: 3 July 2024, 08:00</div>", "label"),
        ("", "<div>3 July 2024</div>", "label"),
    ],
)
def test_the_day_of_publication(head: str, above: str, source: str) -> None:
    document = page(head, above=f"<h1>{TITLE}</h1>{above}")

    assert published(document) == date(2024, 7, 3)
    assert basis(document, "published").basis == source


@pytest.mark.parametrize(
    "path",
    ["/2024/07/03/talks", "/2024/jul/03/talks", "/talks-2024-07-03", "/20240703/a/c.html",
     "/n3/2024/0703/c90000-1.html", "/english/t20240703_1.html"],
)  # fmt: skip
def test_the_day_in_an_address(path: str) -> None:
    document = page(uri=f"https://port-post.example{path}")

    assert published(document) == date(2024, 7, 3)
    assert basis(document, "published").basis == "url"


@pytest.mark.parametrize("path", ["/12024070312/a", "/2024/13/40/a", "/20249999/a", "/1024/07/03"])
def test_numbers_in_an_address_that_are_no_day(path: str) -> None:
    assert day_in(f"https://port-post.example{path}") is None


def test_the_day_that_the_outlet_writes_is_kept() -> None:
    document = page(
        meta("article:published_time", "2024-07-02T22:30:00Z"),
        above=f"<h1>{TITLE}</h1><p class='date'>Published 3 July 2024, 03:30</p>",
    )

    assert published(document) == date(2024, 7, 3)


def test_the_day_of_a_change_is_no_day_of_publication() -> None:
    document = page(meta("article:modified_time", "2024-07-09T10:00:00+02:00"))

    assert document.published is None
    assert document.updated is not None
    assert document.updated.start == date(2024, 7, 9)


def test_both_days_are_kept_apart() -> None:
    document = page(
        meta("article:published_time", "2024-07-03") + meta("article:modified_time", "2024-07-09")
    )

    assert published(document) == date(2024, 7, 3)
    assert document.updated is not None
    assert document.updated.start == date(2024, 7, 9)


def test_an_update_beside_the_title_serves_for_want_of_better_with_little_confidence() -> None:
    document = page(above=f"<h1>{TITLE}</h1><p>Updated: July 10, 2024 08:05</p>")

    assert published(document) == date(2024, 7, 10)
    assert basis(document, "published").confidence <= 0.5


def test_the_date_of_the_masthead_is_the_pages() -> None:
    document = page(
        above="", body=f"<div>The Port Post</div><div>Friday, 12 July 2024</div>"
        f"<div>World | Sport | Weather</div><div>Ferries return to the lake after the storm</div>"
        f"<h1>{TITLE}</h1>{BODY}",
    )  # fmt: skip

    assert document.published is None
    assert document.page_date is not None
    assert (document.page_date.start, document.page_date.basis) == (date(2024, 7, 12), "document")
    assert basis(document, "page_date").basis == "masthead"


@pytest.mark.parametrize(
    "value",
    ["2031-07-03", "0000-00-00", "9999-12-31", "32 May 2024", "1970-01-01T00:00:00Z", "soon"],
)
def test_days_that_cannot_be(value: str) -> None:
    document = page(meta("article:published_time", value), retrieved="2024-07-05T10:00:00Z")

    assert document.published is None


def test_an_old_day_counts_where_the_page_shows_it() -> None:
    document = page(
        meta("dc.date.issued", "1962-10-22"), above=f"<h1>{TITLE}</h1><p>October 22, 1962</p>"
    )

    assert published(document) == date(1962, 10, 22)


def test_a_dateline_with_its_year_dates_a_report_that_nothing_else_dates() -> None:
    document = text(f"{TITLE}\n\nPORT HOPE, July 3, 2024 (Northern Wire) -- {LEAD}\n\n{SECOND}\n")

    assert published(document) == date(2024, 7, 3)
    assert basis(document, "published").basis == "dateline"


def test_a_day_in_a_script_is_found_in_the_last_resort() -> None:
    script = '<script>window.page = {"datePublished": "2024-07-03T10:00:00+02:00"};</script>'

    document = page(below=script)

    assert published(document) == date(2024, 7, 3)
    assert basis(document, "published").confidence <= 0.5


def test_a_day_in_the_report_does_not_date_it() -> None:
    document = page(
        body=BODY + "<p>They had last met in Port Hope on 11 March 2023, they said.</p>"
    )

    assert document.published is None


def test_the_year_of_a_copyright_is_no_day() -> None:
    assert page(below="<footer>© 2024 The Port Post</footer>").published is None


def test_the_days_of_other_stories_below_date_nothing() -> None:
    cards = "<div>Published July 1, 2024</div><div>Published June 30, 2024</div>"

    assert page(below=f"<div class='more'>{cards}</div>").published is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("20240703", date(2024, 7, 3)),
        ("20240703T0540", date(2024, 7, 3)),
        ("Wed, 03 Jul 2024 05:40:00 GMT", date(2024, 7, 3)),
        ("July 3,2024", date(2024, 7, 3)),
        ("2024. július 3.", date(2024, 7, 3)),
        ("3. 7. 2024", date(2024, 7, 3)),
        ("2024. 7. 3.", date(2024, 7, 3)),
        ("3 lipca 2024", date(2024, 7, 3)),
    ],
)
def test_days_as_pages_write_them(words: str, day: date) -> None:
    when = metadata_date(words, "publication")

    assert when is not None
    assert when.start == day


def test_a_long_number_is_no_day() -> None:
    assert metadata_date("20240703054012345", "publication") is None
    assert stated_dates("call 2024-07-0355") == ()


# Linked data that lies


def test_invalid_linked_data_gives_what_it_states_once() -> None:
    broken = (
        '<script type="application/ld+json">{"@type": "NewsArticle" "datePublished": "2024-07-03",,'
        f'"headline": "{TITLE}"}}</script>'
    )

    assert published(page(broken)) == date(2024, 7, 3)


def test_a_trailing_comma_and_a_comment_are_forgiven() -> None:
    script = (
        '<script type="application/ld+json">//<![CDATA[\n{"@type": "NewsArticle", '
        f'"headline": "{TITLE}", "datePublished": "2024-07-03",}}\n//]]></script>'
    )

    assert published(page(script)) == date(2024, 7, 3)


def test_linked_data_of_other_stories_does_not_count() -> None:
    others = (
        '[{"@type": "NewsArticle", "headline": "Ferries return", "datePublished": "2020-01-05"},'
        ' {"@type": "NewsArticle", "headline": "Rice prices fall", "datePublished": "2020-01-06"}]'
    )

    document = page(f'<script type="application/ld+json">{others}</script>')

    assert document.title == TITLE
    assert document.published is None


def test_of_several_stories_the_one_that_the_page_shows_counts() -> None:
    both = (
        '[{"@type": "NewsArticle", "headline": "Ferries return", "datePublished": "2020-01-05"},'
        f' {{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2024-07-03"}}]'
    )

    assert published(page(f'<script type="application/ld+json">{both}</script>')) == date(
        2024, 7, 3
    )


def test_a_graph_with_references_is_followed() -> None:
    graph = (
        '{"@graph": [{"@type": "WebSite", "name": "The Port Post"},'
        '{"@type": "Person", "@id": "#jane", "name": "Jane Roe"},'
        f'{{"@type": ["NewsArticle"], "headline": "{TITLE}", "author": {{"@id": "#jane"}}}}]}}'
    )

    document = page(f'<script type="application/ld+json">{graph}</script>')

    assert (document.byline, document.outlet) == ("Jane Roe", "The Port Post")


def test_linked_data_that_repeats_the_change_gives_way() -> None:
    head = linked(
        headline=f'"{TITLE}"', datePublished='"2024-07-09T08:00"', dateModified='"2024-07-09T08:00"'
    )

    assert published(page(head + meta("article:published_time", "2024-07-03"))) == date(2024, 7, 3)


# Addresses


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://port-post.example/world/talks">',
         "https://port-post.example/world/talks"),
        ('<link rel="canonical" href="/world/talks#top">', "https://port-post.example/world/talks"),
        ('<meta property="og:url" content="https://port-post.example/world/talks?utm_source=x&id=7">',
         "https://port-post.example/world/talks?id=7"),
        ('<link rel="canonical" href="https://port-post.example/">',
         "https://port-post.example/amp/world/talks"),
        ('<link rel="canonical" href="https://origin.example/talks">', "https://origin.example/talks"),
    ],
)  # fmt: skip
def test_the_address_that_a_page_gives_for_itself(head: str, address: str) -> None:
    document = page(head, uri="https://port-post.example/amp/world/talks?fbclid=abc")

    assert document.canonical_url == address


def test_a_file_has_no_address_of_its_own() -> None:
    assert page().canonical_url is None
    assert page_address("/tmp/page.html") is None


def test_an_address_is_compared_without_what_tracks_readers() -> None:
    address = "https://port-post.example/a?id=1&utm_medium=mail&gclid=x#part"

    assert canonical(address, None) == "https://port-post.example/a?id=1"


# Corrections


@pytest.mark.parametrize(
    "note",
    [
        "An earlier version of this article said that the talks were in Rome.",
        "Correction: An earlier version misspelled the minister's name.",
        "Correction (4 July 2024): The commission meets twice a year.",
        "Clarification: The port is in Sylvania.",
        "This article was amended on 4 July 2024 to correct the name of the port.",
        "This story has been corrected to show that the vote is on Friday.",
        "This story has been updated to include a comment by the ministry.",
        "Editor's note: The name of the minister has been corrected.",
        "(Corrects paragraph 3 to say Sylvania, not Slavonia)",
        "A correction was made on July 4, 2024: An earlier version misstated a date.",
        "We regret the error.",
    ],
)
def test_notes_by_which_an_outlet_corrects_itself(note: str) -> None:
    assert is_correction(note)


@pytest.mark.parametrize(
    "sentence",
    [
        "An earlier version of the bill said that the ports were closed.",
        "An earlier version of the agreement had no such clause.",
        "The ministry issued a correction on Tuesday.",
        "Clarification on tariffs was sought by both sides.",
        "Editor's note: This is the first of three reports from the port.",
        "This is a developing story and will be updated.",
        "This story was updated at 10:45 GMT.",
        "This interview has been edited for length and clarity.",
        "Corrections officers met the minister.",
    ],
)
def test_sentences_that_correct_nothing(sentence: str) -> None:
    assert not is_correction(sentence)


def test_a_correction_note_is_an_exact_span_of_the_text() -> None:
    note = "An earlier version of this article gave the wrong day for the meeting."

    document = page(body=f"{BODY}<p>{note}</p>")

    assert [span.of(document.text) for span in document.correction_notes] == [note]


def test_a_heading_and_the_note_below_it_are_one() -> None:
    document = clean(
        Source(
            uri="u",
            content=f"{LEAD}\n\n{SECOND}\n\nCorrection\n\nThe commission meets twice a year.",
            markup="body",
            given={},
        )
    )

    assert [span.of(document.text) for span in document.correction_notes] == [
        "Correction\n\nThe commission meets twice a year."
    ]


# Fragments from feeds


def fragment(content: str, **given: str) -> Document:
    source = Source(
        uri="https://port-post.example/a", content=content, markup="fragment", given=given
    )
    return clean(source, agencies=AGENCIES)


def test_a_fragment_is_the_body_alone() -> None:
    document = fragment(
        f"<figure><img src='a.jpg'><figcaption>The port at dawn.</figcaption></figure>"
        f"<p>{LEAD}</p><p>{SECOND}</p>"
        "<p>The post <a href='a'>Talks</a> appeared first on <a href='b'>The Port Post</a>.</p>",
        title=TITLE, published="Wed, 03 Jul 2024 05:40:00 GMT", byline="Jane Roe",
    )  # fmt: skip

    assert document.text == f"{LEAD}\n\n{SECOND}"
    assert (document.title, document.byline) == (TITLE, "Jane Roe")
    assert published(document) == date(2024, 7, 3)
    assert {item.kind for item in document.furniture} == {"caption", "feed"}


def test_a_fragment_of_plain_text_keeps_its_paragraphs() -> None:
    assert fragment(f"{LEAD}\n\n{SECOND}").text == f"{LEAD}\n\n{SECOND}"


def test_a_fragment_that_was_escaped_is_read() -> None:
    assert fragment(f"&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;").text == (
        f"{LEAD}\n\n{SECOND}"
    )


@pytest.mark.parametrize("end", ["Continue reading...", "[…]", "Read more", "&hellip;"])
def test_the_end_of_a_teaser_goes_and_is_noted(end: str) -> None:
    document = fragment(f"<p>{LEAD} {end}</p>")

    assert document.text == LEAD
    assert any(note.startswith("teaser:") for note in document.notes)


def test_notes_of_the_reader_are_kept() -> None:
    source = Source(
        uri="u", content=LEAD, markup="body", given={}, notes=("cut short: the archive breaks off",)
    )

    assert clean(source).notes == ("cut short: the archive breaks off",)


HOSTILE: list[Callable[[], str]] = [
    lambda: '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    lambda: "<meta property='og:title' content='" + "a" * 1_000_000 + "'>",
    lambda: "<time datetime='2024-07-03'>" * 20_000,
    lambda: "<h1>" * 5_000 + "x",
    lambda: "<div class='byline'>By " + "Jane Roe, " * 50_000 + "</div>",
    lambda: "<link rel=canonical href='http://[::1'>",
    lambda: "<base href='http://[bad'><link rel=canonical href='/a'>",
]


@pytest.mark.parametrize("markup", HOSTILE)
def test_hostile_markup_ends_as_a_document(markup: Callable[[], str]) -> None:
    document = page(markup())

    assert document.status in {"ok", "empty"}


# What a page shows tells its title from the name of its site


@pytest.mark.parametrize(
    "full",
    [
        f"The Port Post » {TITLE}",
        f"The Port Post - Print - {TITLE}",
        f"Portly: {TITLE}",
        f"{TITLE} ‹ Portly",
        f"{TITLE}_港口网 Portly",
    ],
)
def test_a_line_of_the_page_tells_the_title_from_the_site(full: str) -> None:
    document = page(title=full, above="<b>Portly</b>", body=f"<div><b>{TITLE}</b></div>{BODY}")

    assert document.title == TITLE
    assert document.outlet in {"The Port Post", "Portly"}


def test_a_heading_that_is_the_site_is_not_the_title() -> None:
    document = page(
        title=f"{TITLE} - Gridwatchers Forum",
        above=f"<h1>Gridwatchers Forum</h1><h3>{TITLE}</h3>",
    )

    assert (document.title, document.outlet) == (TITLE, "Gridwatchers Forum")


@pytest.mark.parametrize(
    ("line", "writer"),
    [
        ("Jane Roe | Wednesday, 3 July 2024, 12:18", "Jane Roe"),
        ("By Jane Roe – Lima, July 3, 2024", "Jane Roe"),
        ("Text by Jane Roe, pictures by John Doe | 3 July 2024", "Jane Roe"),
        ("Jane Roe July 3, 2024 Shared by 2.1k people", "Jane Roe"),
        ("Staff Report Published July 3, 2024", None),
    ],
)
def test_a_line_with_a_writer_and_a_day(line: str, writer: str | None) -> None:
    document = page(above=f"<h1>{TITLE}</h1><div>{line}</div>")

    assert published(document) == date(2024, 7, 3)
    assert document.byline == writer


def test_a_day_with_a_writer_above_the_title_is_the_reports() -> None:
    document = page(above=f"<div>May 8, 2024 by Jane Roe</div><h2>{TITLE}</h2>")

    assert published(document) == date(2024, 5, 8)
    assert document.byline == "Jane Roe"


def test_the_copyright_names_an_outlet_that_nothing_else_names() -> None:
    document = page(below="<footer>© 2008-2024 Port Post Ltd. All rights reserved.</footer>")

    assert document.outlet == "Port Post"


def test_the_copyright_of_an_agency_does_not_name_the_outlet() -> None:
    assert page(below="<footer>© 2024 Associated Press</footer>").outlet is None


@pytest.mark.parametrize("line", ["For Immediate Release", "BNB0214 4 POL 0381", "Skip to content"])
def test_what_is_no_name_at_the_top_of_a_page(line: str) -> None:
    assert text(f"{line}\n\n{TITLE}\n\n{LEAD}\n\n{SECOND}\n").outlet is None
