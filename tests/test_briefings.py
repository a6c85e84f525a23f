"""Briefings: sentences that are true of the ledger, with their notes, in three formats."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from lxml import html as lxml_html
from markdown_it import MarkdownIt

import communique
from communique.brief import (
    Briefing,
    Line,
    Note,
    Part,
    Row,
    Section,
    Table,
    make_briefing,
    to_html,
    to_markdown,
    to_pdf,
)
from communique.brief.dates import due_words, interval_words, when_words
from communique.brief.happened import happened
from communique.brief.measured import disputes_section
from communique.brief.parties import Names
from communique.brief.plain import listed, plain
from communique.brief.promised import goes_on
from communique.brief.said import going_on, is_clause
from communique.brief.sources import Sources
from communique.brief.telling import Teller
from communique.brief.wording import load_verbs
from communique.cli import main
from communique.ledger import Filters, Ledger
from communique.ontology import load_ontology
from communique.records import Dispute, DisputedValue, Event, Party, Status, When
from communique.spans import Span
from ledger_records import build_sample

REPORTS = [
    {
        "outlet": "Heron Gazette",
        "title": "Lula and Fernández meet in Brasília",
        "date": "2023-01-26",
        "text": "Brazilian President Luiz Inácio Lula da Silva met Argentine President Alberto "
        "Fernández in Brasilia on Tuesday. Lula promised to visit Montevideo by the end of "
        "March.\n\n“We are back at the table,” Lula said. "
        "Brazil's trade with Argentina came to $28.5 "
        "billion in 2022.",
    },
    {
        "outlet": "Cormorant Post",
        "title": "Talks in Brazil's capital",
        "date": "2023-01-25",
        "text": "Luiz Inácio Lula da Silva and Alberto Fernández held talks in Brasilia on "
        "Tuesday, their second encounter. Argentina condemned Brazil over a dam on the Uruguay "
        "river.",
    },
]

BRAZIL = Party(name="Brazil", actor_id="state/BRA", country="BRA")
USA = Party(name="United States", actor_id="state/USA", country="USA")
LULA = Party(name="Luiz Inácio Lula da Silva", actor_id="person/x", country="BRA")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("reports")
    lines = "".join(json.dumps(report) + "\n" for report in REPORTS)
    (folder / "reports.jsonl").write_text(lines, encoding="utf-8")
    communique.build(folder / "reports.jsonl", folder / "ledger.db")
    with Ledger.open(folder / "ledger.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def briefing(ledger: Ledger) -> Briefing:
    return make_briefing(ledger, Filters(between=("BRA", "ARG")))


@pytest.fixture
def teller(ledger: Ledger) -> Teller:
    return Teller(ledger, Names(ledger.actors()), Sources(ledger), load_ontology())


def lines_of(briefing: Briefing, title: str) -> list[Line]:
    (section,) = (s for s in briefing.sections if s.title.startswith(title))
    return [line for part in section.parts for line in part.lines]


def event(
    type_: str = "CONSULT",
    *,
    mode: str | None = None,
    status: Status = "actual",
    actors: tuple[Party, ...] = (BRAZIL,),
    recipients: tuple[Party, ...] = (),
    day: date | None = date(2023, 1, 24),
    sources: int = 1,
    number: int = 1,
) -> Event:
    return Event(
        event_id=f"event-{number:016d}",
        type=type_,
        mode=mode,
        status=status,
        actors=actors,
        recipients=recipients,
        when=When(start=day, end=day, precision="day", basis="explicit") if day else None,
        reports=sources,
        independent_sources=sources,
    )


# What happened


def test_a_meeting_is_one_sentence_with_day_offices_place_and_sources(briefing: Briefing) -> None:
    told = lines_of(briefing, "What happened")[0]
    assert told.text == (
        "On 24 January 2023, Brazilian President Luiz Inacio Lula da Silva and Argentine President "
        "Alberto Fernandez held talks in Brasilia (two independent sources)."
    )
    assert len(told.notes) == 2


def test_a_directed_event_is_followed_by_the_words_of_the_report(briefing: Briefing) -> None:
    (told,) = [line for line in lines_of(briefing, "What happened") if "criticised" in line.text]
    assert told.text.endswith(
        "Argentina criticised Brazil: “condemned Brazil over a dam on the Uruguay river” "
        "(one source)."
    )


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("actual", "On 24 January 2023, Brazil visited the United States"),
        ("planned", "It was planned that Brazil would visit the United States on 24 January 2023"),
        (
            "proposed",
            "It was proposed that Brazil should visit the United States on 24 January 2023",
        ),
        ("denied", "It was denied that Brazil had visited the United States on 24 January 2023"),
        ("alleged", "It was alleged that Brazil had visited the United States on 24 January 2023"),
        (
            "cancelled",
            "Brazil would have visited the United States on 24 January 2023, but this was called "
            "off or put off",
        ),
    ],
)
def test_what_is_no_fact_is_told_as_what_it_is(
    teller: Teller, status: Status, sentence: str
) -> None:
    visit = event(mode="visit", status=status, recipients=(USA,))
    assert teller.sentence(visit) == sentence


def test_every_type_and_mode_has_words_of_its_own() -> None:
    assert load_verbs().missing(load_ontology()) == []


def test_a_state_is_not_named_beside_its_own_people(teller: Teller) -> None:
    diplomats = Party(name="three American diplomats", country="USA")
    expulsion = event("SANCTION", mode="expel", recipients=(diplomats, USA))
    assert teller.sentence(expulsion).endswith("Brazil expelled three American diplomats")


def test_those_who_act_are_not_named_beside_their_state_either(teller: Teller) -> None:
    engineers = Party(name="engineers of Peru", country="PER")
    peru = Party(name="Peru", actor_id="state/PER", country="PER")
    told = teller.sentence(event(actors=(engineers, peru, BRAZIL), status="planned"))
    assert told == (
        "It was planned that engineers of Peru and Brazil would hold talks on 24 January 2023"
    )


def test_the_same_people_of_several_states_are_one_item(ledger: Ledger) -> None:
    of = [Party(name=f"experts of {name}") for name in ("Chad", "Niger", "United States")]
    assert Names(ledger.actors()).all(of, None) == "experts of Chad, Niger and the United States"
    ministers = [Party(name=f"defence minister of {name}") for name in ("Chad", "Niger")]
    assert Names(ledger.actors()).all(ministers, None) == (
        "the defence minister of Chad and the defence minister of Niger"
    )


def test_a_type_of_the_users_own_is_told_by_its_name(teller: Teller) -> None:
    own = event("WATER", recipients=(USA,))
    assert teller.sentence(own).endswith(
        "Brazil took part in an event of the type WATER with the United States"
    )


def test_a_crowded_month_shows_the_most_told_and_counts_the_rest(teller: Teller) -> None:
    crowd = [event(number=n, sources=5 if n == 29 else 1) for n in range(30)]
    (part,) = happened(crowd, teller).parts
    assert len(part.lines) == 12
    assert part.lines[0].text.endswith("(five independent sources).")
    assert part.remark == "And 18 events more that fewer sources tell."


# What was said, promised, counted


def test_direct_words_are_quoted_as_they_stand(ledger: Ledger) -> None:
    told = make_told(make_briefing(ledger, Filters(actor="BRA")), "What was said")
    assert "26 January 2023: Luiz Inacio Lula da Silva said: “We are back at the table”." in told


def test_an_opening_pronoun_stands_small_before_the_words() -> None:
    assert going_on("She would sail in May") == "she “would sail in May”"
    assert going_on("Chad would sail in May") == "“Chad would sail in May”"
    assert going_on("the fleet had sailed") == "“the fleet had sailed”"


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        ("the ferry would sail while repairs are under way", True),
        ("not to close the pass while repairs are under way", False),
        ("the ferry while repairs are under way", False),
    ],
)
def test_words_follow_that_only_if_they_are_a_sentence(content: str, is_one: bool) -> None:
    assert is_clause(content) == is_one


def test_words_within_other_words_of_a_speaker_are_not_told_twice(tmp_path: Path) -> None:
    text = (
        "Kenyan President William Ruto said on Monday that he regretted the delay at Busia and "
        "that the talks would go on."
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    communique.build(tmp_path / "a.txt", tmp_path / "a.db")
    with Ledger.open(tmp_path / "a.db") as opened:
        told = lines_of(make_briefing(opened, Filters(actor="KEN")), "What was said")
        assert opened.count("statements") == 2
    assert [line.text.count("Busia") for line in told] == [1]


def test_what_an_outlet_takes_back_is_told_as_a_correction(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(
        "Quito Mail\nPeru recalls envoys\n3 May 2022\n\nPeru recalled its ambassador from Ecuador "
        "on Tuesday, the foreign ministry in Lima said.\n\nCorrection: An earlier version of this "
        "report said that Peru had recalled two ambassadors.\n",
        encoding="utf-8",
    )
    communique.build(tmp_path / "r.txt", tmp_path / "x.db")
    with Ledger.open(tmp_path / "x.db") as corrected:
        told = make_told(make_briefing(corrected, Filters()), "What was said")
    assert any(line.endswith("(In a correction of the outlet.)") for line in told)


def make_told(briefing: Briefing, title: str) -> list[str]:
    return [line.text for line in lines_of(briefing, title)]


def test_a_promise_is_told_with_its_state_and_day(ledger: Ledger) -> None:
    of_brazil = make_briefing(ledger, Filters(actor="BRA"))
    (section,) = (s for s in of_brazil.sections if s.title.startswith("What was promised"))
    told = " ".join(line.text for part in section.parts for line in part.lines)
    assert "“promised to visit Montevideo by the end of March” (due between" in told


@pytest.mark.parametrize(
    ("what", "several", "follows"),
    [
        ("agreed to reopen the pass", True, True),
        ("are to meet in Lima", True, True),
        ("are to meet in Lima", False, False),
        ("is to receive the envoy", False, True),
        ("invited the prime minister to Tunis", False, True),
        ("invited to Tunis", False, False),
        ("agreed by both chambers", True, False),
        ("postponed a visit", False, False),
    ],
)
def test_words_go_on_from_who_promises_only_if_that_is_their_subject(
    what: str, several: bool, follows: bool
) -> None:
    assert goes_on(what, several=several) == follows


def test_a_figure_is_a_row_with_measure_and_period(briefing: Briefing) -> None:
    (section,) = (s for s in briefing.sections if s.title == "Figures")
    assert section.table is not None
    rows = [row.cells for row in section.table.rows]
    assert any("28.5 billion" in row[1] and row[2] == "2022" for row in rows)


def test_both_sides_of_a_dispute_are_told_with_their_outlets(tmp_path: Path) -> None:
    build_sample(tmp_path / "sample.db")
    with Ledger.open(tmp_path / "sample.db") as sample:
        (told,) = make_told(make_briefing(sample, Filters()), "Where reports do not agree")
    assert "reports contradict one another" in told
    assert "Tern" in told and "Gull" in told


# Notes


def test_words_that_give_both_sides_of_a_dispute_stand_once(
    ledger: Ledger, teller: Teller
) -> None:
    report = next(iter(ledger.documents(search="promised")))
    words = (Span(0, report.text.index(".")),)
    sides = (
        DisputedValue(value=value, document_id=report.document_id, evidence=words)
        for value in ("Brazil, says Chile", "Chile, says Brazil")
    )
    dispute = Dispute(
        dispute_id="di-1", field="actors", kind="conflict", values=tuple(sides), measure="who fired"
    )
    (part,) = disputes_section([dispute], {}, teller, Sources(ledger)).parts
    assert part.lines[0].text.startswith(
        "Who fired – reports contradict one another: Brazil, says Chile; Chile, says Brazil (Heron"
    )
    assert part.lines[0].text.count("Lula da Silva met") == 1


def test_every_sentence_of_a_briefing_has_a_note(briefing: Briefing) -> None:
    lines = [line for s in briefing.sections for part in s.parts for line in part.lines]
    assert lines and all(line.notes for line in lines)
    assert [note.number for note in briefing.notes] == list(range(1, len(briefing.notes) + 1))


def test_the_words_of_a_note_stand_in_its_report(ledger: Ledger, briefing: Briefing) -> None:
    texts = [plain(document.text) for document in ledger.documents()]
    for note in briefing.notes:
        assert any(note.quote.strip("…") in text for text in texts)


# Nothing found


def test_an_empty_answer_says_so_and_which_filter_emptied_it(ledger: Ledger) -> None:
    nothing = make_briefing(ledger, Filters(between=("BRA", "ARG"), since="2031"))
    told = make_told(nothing, "Nothing found")
    assert told[0] == "The ledger holds nothing that meets the question."
    assert any(re.fullmatch(r"Without the first day it holds \d+ records\.", line) for line in told)


def test_what_a_filter_cannot_ask_for_is_left_out_and_said(ledger: Ledger) -> None:
    told = make_briefing(ledger, Filters(actor="BRA", speaker="BRA"))
    remarks = {section.title: section.remark for section in told.sections}
    assert remarks["Figures"] == "Not told: the ledger does not know the speaker of figures."


# Hostile words


HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://bad.example/i.png) `code` "
    "*now* _then_ #set $x$ @ref | &lt; \\u{41} ~~no~~ <img src=x onerror=alert(1)> ]]>"
)


@pytest.fixture
def hostile() -> Briefing:
    """A briefing that holds hostile words wherever words of reports can stand."""
    row = Row(cells=(HOSTILE, HOSTILE, "", "", HOSTILE), notes=(1,))
    part = Part(heading=HOSTILE, lines=(Line(text=HOSTILE, notes=(1,)),), remark=HOSTILE)
    head = ("Measure", "Figure", "Period", "Change", "Source")
    return Briefing(
        title=HOSTILE,
        asked=HOSTILE,
        facts=Table(head=(), rows=(Row(cells=("Reports", HOSTILE)),)),
        sections=(Section(title=HOSTILE, parts=(part,), table=Table(head=head, rows=(row,))),),
        notes=(
            Note(number=1, outlet=HOSTILE, day="today", quote=HOSTILE, uri=f"https://x/{HOSTILE}"),
        ),
    )


def test_words_of_a_report_are_no_markup_in_html(hostile: Briefing) -> None:
    tree = lxml_html.document_fromstring(to_html(hostile))
    assert not tree.xpath("//script | //img | //iframe | //@onerror")
    (line,) = tree.xpath("//section//li")
    assert line.text_content() == f"{HOSTILE}1"
    hrefs = tree.xpath("//a/@href")
    assert all(href.startswith(("#note-", "https://")) for href in hrefs)


def test_words_of_a_report_are_no_markup_in_markdown(hostile: Briefing) -> None:
    read = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(to_markdown(hostile))
    tree = lxml_html.fragment_fromstring(read, create_parent="div")
    assert not tree.xpath("//script | //img | //a | //code | //s | //p//em//em | //*[@onerror]")
    assert HOSTILE in tree.text_content()
    assert r"http\://bad.example" in to_markdown(hostile)


def test_words_of_a_report_are_no_markup_in_pdf(hostile: Briefing) -> None:
    shown = text_of(to_pdf(hostile))
    assert "#set $x$ @ref | &lt; \\u{41}" in shown


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("words", ["a\x00b", "a\u202eb", "a\u200bb", "a\ud800b", "a\x1b[31mb"])
def test_characters_that_deceive_or_break_are_blanks(words: str) -> None:
    assert re.fullmatch(r"a (\[31m)?b", plain(words))


# Formats


def test_a_pdf_has_title_bookmarks_and_letters_of_all_latin_languages(ledger: Ledger) -> None:
    made = to_pdf(make_briefing(ledger, Filters(between=("BRA", "ARG"))))
    document = pypdfium2.PdfDocument(made)
    assert document.get_metadata_dict()["Title"] == "Brazil and Argentina"
    assert "What happened" in [mark.get_title() for mark in document.get_toc()]
    assert "Luiz Inácio Lula da Silva" in text_of(made)


def test_the_same_question_gives_the_same_bytes(briefing: Briefing) -> None:
    assert to_pdf(briefing) == to_pdf(briefing)
    assert to_html(briefing) == to_html(briefing)


def test_a_page_needs_nothing_from_elsewhere(briefing: Briefing) -> None:
    page = to_html(briefing)
    assert "default-src 'none'" in page
    assert not re.search(r"<(link|script|img|iframe)\b|url\(|@import", page)
    assert page.count("<svg ") == 2


def test_notes_of_markdown_are_called_and_given_once(briefing: Briefing) -> None:
    text = to_markdown(briefing)
    given = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    called = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert len(given) == len(set(given)) and set(given) == called


# The command


@pytest.mark.parametrize(
    ("name", "opening"),
    [("b.md", b"# Brazil and Argentina"), ("b.html", b"<!doctype html>"), ("b.pdf", b"%PDF-")],
)
def test_the_format_follows_the_name_of_the_file(
    ledger: Ledger, tmp_path: Path, name: str, opening: bytes
) -> None:
    asked = ["brief", "--ledger", str(ledger.path), "--between", "BRA", "ARG"]
    result = CliRunner().invoke(main, [*asked, "--output", str(tmp_path / name)])
    assert result.exit_code == 0, result.output
    assert (tmp_path / name).read_bytes().startswith(opening)


def test_a_day_that_is_none_is_a_usage_error(ledger: Ledger) -> None:
    asked = ["brief", "--ledger", str(ledger.path), "--since", "soon"]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 2
    assert "expected a date such as 2024" in result.output


# Words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2024, 5, 16), date(2024, 5, 16), "on 16 May 2024"),
        (date(2024, 5, 1), date(2024, 5, 31), "in May 2024"),
        (date(2023, 1, 1), date(2023, 12, 31), "in 2023"),
        (date(2018, 9, 1), date(2018, 11, 30), "between September and November 2018"),
        (date(2021, 9, 14), date(2021, 9, 17), "between 14 and 17 September 2021"),
        (date(2023, 8, 29), date(2023, 9, 4), "between 29 August and 4 September 2023"),
        (date(2022, 12, 30), date(2023, 1, 2), "between 30 December 2022 and 2 January 2023"),
        (None, date(2023, 4, 4), "on or before 4 April 2023"),
        (date(2023, 4, 4), None, "on or after 4 April 2023"),
        (None, None, None),
    ],
)
def test_days_are_told_no_more_exactly_than_they_are_known(
    start: date | None, end: date | None, words: str | None
) -> None:
    assert when_words(When(start=start, end=end, precision="day")) == words


def test_a_period_and_a_due_day_have_words_of_their_own() -> None:
    year = When(start=date(2022, 1, 1), end=date(2022, 12, 31))
    assert interval_words(year) == "2022"
    assert due_words(When(end=date(2023, 5, 10))) == "due by 10 May 2023"


@pytest.mark.parametrize(
    ("party", "words"),
    [
        (USA, "the United States"),
        (BRAZIL, "Brazil"),
        (Party(name="Brazilian official", country="BRA"), "a Brazilian official"),
        (Party(name="European diplomat in the Chinese capital"),
         "a European diplomat in the Chinese capital"),
        (Party(name="U.S. officials", country="USA"), "U.S. officials"),
        (Party(name="Chinese foreign ministry", country="CHN"), "the Chinese foreign ministry"),
        (Party(name="defence minister of China", country="CHN"),
         "the defence minister of China"),
        (Party(name="experts of United States", country="USA"),
         "experts of the United States"),
        (Party(name="Turkey's parliament", actor_id="state/TUR", country="TUR"),
         "Turkey's parliament"),
        (Party(name="his host"), "his host"),
        (Party(name="23 Russian diplomats", country="RUS"), "23 Russian diplomats"),
    ],
)  # fmt: skip
def test_parties_take_the_article_that_english_gives_them(
    ledger: Ledger, party: Party, words: str
) -> None:
    assert Names(ledger.actors()).one(party, None) == words


def test_an_office_is_named_once_and_only_on_days_on_which_it_was_held(ledger: Ledger) -> None:
    names = Names(ledger.actors())
    (lula,) = (a for a in ledger.actors() if "Lula" in a.name)
    party = Party(name=lula.name, actor_id=lula.actor_id, country="BRA", office="president")
    before = When(start=date(2019, 5, 1), end=date(2019, 5, 1))
    during = When(start=date(2023, 5, 1), end=date(2023, 5, 1))
    assert names.one(party, before) == lula.name
    assert names.one(party, during) == f"Brazilian President {lula.name}"
    assert names.one(party, during) == lula.name


def test_lists_are_cut_with_a_count() -> None:
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(list("ABCDE"), most=3) == "A, B and 3 more"
