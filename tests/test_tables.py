"""Tables and JSON: one source a row, whatever its columns are called and however it is broken."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.errors import SettingsError
from communique.read import read_sources, source_from_row
from communique.read.columns import known_columns, plain_name
from communique.records import Source
from communique.settings import ReadSettings

STORY = 'The leaders met in Astana, he said, and "signed a pact".\n\nThey meet again, in Baku.'
HEADER = ("ID", "Headline", "Pub Date", "Full Text", "Publication", "Link")


def table(rows: int = 3, *, separator: str = ",", story: str = STORY) -> str:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator)
    writer.writerow(HEADER)
    for at in range(1, rows + 1):
        link = f"https://post.example/{at}"
        writer.writerow(
            (at, f"Story {at}, of the day", f"2024-07-0{at % 9 + 1}", story, "Post", link)
        )
    return written.getvalue()


def read(path: Path, **columns: str) -> tuple[list[Source], dict[str, str]]:
    reasons: dict[str, str] = {}
    sources = list(read_sources([path], reasons.__setitem__, ReadSettings(columns=columns)))
    return sources, {uri.rpartition("/")[2]: reason for uri, reason in reasons.items()}


def saved(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def numbers(sources: list[Source]) -> list[int]:
    return [int(source.uri.rpartition("/")[2]) for source in sources]


# Tables.


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_each_row_of_a_table_is_a_source(tmp_path: Path, separator: str) -> None:
    sources, reasons = read(saved(tmp_path, table(1, separator=separator), "table.txt"))

    assert reasons == {}
    assert sources == [
        Source(
            uri="https://post.example/1",
            content=STORY,
            markup="body",
            given={"title": "Story 1, of the day", "published": "2024-07-02", "outlet": "Post"},
        )
    ]


def test_excel_may_name_the_separator_in_a_line_of_its_own(tmp_path: Path) -> None:
    assert numbers(read(saved(tmp_path, "sep=;\r\n" + table(separator=";")))[0]) == [1, 2, 3]


def test_the_header_may_stand_below_the_title_of_a_search(tmp_path: Path) -> None:
    words = 'Results for "Astana"\n\n' + table()

    assert numbers(read(saved(tmp_path, words))[0]) == [1, 2, 3]


@pytest.mark.parametrize(
    ("charset", "story"),
    [("utf-8-sig", "Erdoğan"), ("utf-16", "Erdoğan"), ("cp1251", "Владимир Путин в Астане")],
)
def test_a_table_may_be_in_any_charset(tmp_path: Path, charset: str, story: str) -> None:
    [source] = read(saved(tmp_path, table(1, story=story).encode(charset)))[0]

    assert source.content == story


def test_a_line_in_another_charset_does_not_spoil_the_rest(tmp_path: Path) -> None:
    words = "title,text\nOne,“Yes”\n".encode() + "Two,“No”\n".encode("cp1252")

    assert [source.content for source in read(saved(tmp_path, words))[0]] == ["“Yes”", "“No”"]


def test_prose_with_commas_is_no_table(tmp_path: Path) -> None:
    prose = "Title, text and date, he said, matter.\nThe rest, too, is prose, or nearly so.\n"

    [source] = read(saved(tmp_path, prose, "prose.txt"))[0]

    assert (source.markup, source.content) == ("text", prose)


def test_a_table_without_a_text_names_the_columns_that_it_has(tmp_path: Path) -> None:
    _, reasons = read(saved(tmp_path, "event,actor,code\n1,RUS,042\n"))

    assert reasons == {
        "table.csv": "no column of text: the columns are event, actor, code; "
        "name the one with the text under [read.columns] in the settings"
    }


def test_the_columns_that_the_user_names_go_before_all_others(tmp_path: Path) -> None:
    words = "text,Wortlaut,Kopf,title\nshort,The whole text.,The head,other\n"

    [source] = read(saved(tmp_path, words), text="Wortlaut", title="kopf")[0]

    assert (source.content, source.given["title"]) == ("The whole text.", "The head")


def test_a_column_that_the_user_names_and_the_table_lacks_is_a_reason(tmp_path: Path) -> None:
    _, reasons = read(saved(tmp_path, "title,text\nA,B\n"), text="Wortlaut")

    assert reasons == {"table.csv": "no column of that name: Wortlaut; the columns are title, text"}


def test_of_columns_with_one_name_the_first_with_words_is_taken(tmp_path: Path) -> None:
    sources, _ = read(saved(tmp_path, "title,text,text\nA,,one\nB,two,three\nC,NA,four\n"))

    assert [source.content for source in sources] == ["one", "two", "four"]


def test_a_row_of_another_width_is_told_with_its_line(tmp_path: Path) -> None:
    words = "title,text,date\nA,one,2024-01-01\nB,two\nC,three,2024-01-02,more\nD,four,,,\n\n"

    sources, reasons = read(saved(tmp_path, words))

    assert [source.content for source in sources] == ["one", "four"]
    assert reasons == {
        "table.csv#2": "line 3: too few cells: 2 where the header has 3",
        "table.csv#3": "line 4: too many cells: 4 where the header has 3",
    }


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ('"Story 9,', '""Story 9,'),
        (",Post,https://post.example/9", ',"Post,https://post.example/9'),
    ],
    ids=["one too many", "never closed"],
)
def test_a_stray_quote_costs_its_own_row_and_no_other(
    tmp_path: Path, sound: str, broken: str
) -> None:
    words = table(20)
    assert sound in words

    sources, reasons = read(saved(tmp_path, words.replace(sound, broken)))

    assert numbers(sources) == [at for at in range(1, 21) if at != 9]
    assert reasons == {"table.csv#9": "line 26: broken quotes: no row could be read up to line 28"}


def test_a_stray_quote_does_not_swallow_rows_without_quotes(tmp_path: Path) -> None:
    rows = [f"Story {at},Words {at},2024-07-{at:02}" for at in range(1, 21)]
    rows[8] = 'Story 9,"Words 9,2024-07-09'
    rows[14] = 'Story 15,Words 15",2024-07-15'

    sources, reasons = read(saved(tmp_path, "\n".join(["title,text,date", *rows])))

    assert [source.given["title"] for source in sources] == [f"Story {at}" for at in range(1, 21)]
    assert sources[8].content == '"Words 9'
    assert reasons == {}


def test_quotes_within_a_cell_that_are_not_doubled_are_kept(tmp_path: Path) -> None:
    words = 'title,text\nA,"Yes" he said\nB,He said "no"\n'

    assert [source.content for source in read(saved(tmp_path, words))[0]] == [
        '"Yes" he said',
        'He said "no"',
    ]


def test_quotes_may_be_escaped_by_a_backslash(tmp_path: Path) -> None:
    words = 'title,text\nA,"He said \\"no, and no\\" twice"\n'

    assert read(saved(tmp_path, words))[0][0].content == 'He said "no, and no" twice'


def test_a_table_of_tabs_may_leave_quotes_alone(tmp_path: Path) -> None:
    words = 'title\ttext\n"Yes," he said\t"They met\nB\tC\n'

    sources, reasons = read(saved(tmp_path, words, "table.tsv"))

    assert [source.content for source in sources] == ['"They met', "C"]
    assert reasons == {}


def test_a_nul_and_a_cell_longer_than_the_library_allows_are_read(tmp_path: Path) -> None:
    story = "They met. " * 30_000

    sources, _ = read(saved(tmp_path, f'title,text\nA,"{story}"\nB,two\x00\n'))

    assert [len(source.content) for source in sources] == [300_000, 3]


@pytest.mark.parametrize(
    "words",
    [
        "title,text,date\n" + 'a","b\n' * 300_000,
        'title,text,date\nA,"b\n' + "one, two\n" * 300_000,
        "title,text\n" + '"\n' * 300_000,
        'title,text\n"' + "x" * 45_000_000,
        "title,text\n" + "," * 5_000_000 + "\n",
    ],
    ids=["open and shut", "never closed", "only quotes", "one cell", "only commas"],
)
def test_a_hostile_table_ends_soon_and_is_told(tmp_path: Path, words: str) -> None:
    began = time.monotonic()

    _, reasons = read(saved(tmp_path, words))

    assert time.monotonic() - began < 10
    assert reasons


def test_a_file_whose_rows_all_lack_a_text_is_given_up(tmp_path: Path) -> None:
    _, reasons = read(saved(tmp_path, '{"a": 1}\n' * 50_000, "rows.jsonl"))

    assert len(reasons) == 1_001
    assert reasons["rows.jsonl"] == "no row with a text among the first thousand"


# Rows.


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ({"text": "T", "published": 1720000000}, "published", "2024-07-03T09:46:40+00:00"),
        ({"text": "T", "date": "1720000000000"}, "published", "2024-07-03T09:46:40+00:00"),
        ({"text": "T", "date": {"$date": "2024-07-03T10:00Z"}}, "published", "2024-07-03T10:00Z"),
        ({"text": "T", "date": 20240703}, "published", "2024-07-03"),
        ({"text": "T", "date": "20240703094640"}, "published", "2024-07-03T09:46:40"),
        (
            {"text": "T", "pubDate": "Wed, 03 Jul 2024 23:00:00 -0400"},
            "published",
            "2024-07-03T23:00:00-04:00",
        ),
        ({"text": "T", "date": "3 July 2024"}, "published", "3 July 2024"),
        ({"text": "T", "date": "99999999"}, "published", "99999999"),
        ({"text": "T", "Title": "A &amp; B <b>C</b>"}, "title", "A & B C"),
        ({"text": "T", "headline": {"main": "A"}}, "title", "A"),
        ({"text": "T", "source": {"name": "Post"}}, "outlet", "Post"),
        ({"text": "T", "source": "https://a.example", "publisher": "Post"}, "outlet", "Post"),
    ],
)
def test_a_field_is_found_in_the_forms_that_suppliers_give_it(
    row: dict[str, object], field: str, words: str
) -> None:
    assert source_from_row(row, "f#1").given == {field: words}


def test_paragraphs_are_joined_by_blank_lines() -> None:
    row = {"body": ["One.", {"text": "Two."}, None, "Three."]}

    assert source_from_row(row, "f#1").content == "One.\n\nTwo.\n\nThree."


def test_a_text_with_tags_is_a_fragment_of_html() -> None:
    assert source_from_row({"content": "<p>One.</p><p>Two.</p>"}, "f#1").markup == "fragment"


def test_the_lead_paragraph_is_put_before_the_text_unless_it_is_there() -> None:
    apart = {"Lead Paragraph": "They met.", "Full Text": "Then they left."}
    within = {"Lead Paragraph": "They met.", "Full Text": "They  met.\nThen they left."}

    assert source_from_row(apart, "f#1").content == "They met.\n\nThen they left."
    assert source_from_row(within, "f#1").content == "They  met.\nThen they left."


def test_a_row_with_a_summary_only_says_so() -> None:
    source = source_from_row({"title": "A", "abstract": "They met."}, "f#1")

    assert source.content == "They met."
    assert source.notes == ("row gives a summary only",)


def test_a_text_that_an_interface_cut_off_says_so() -> None:
    source = source_from_row({"content": "They met on… [+2345 chars]"}, "f#1")

    assert source.notes == ("row gives the beginning only",)


def test_a_dotted_name_goes_into_objects_and_matches_flat_columns_too() -> None:
    columns = {"text": "fields.Wortlaut"}

    assert source_from_row({"fields": {"wortlaut": "One."}}, "f#1", columns).content == "One."
    assert source_from_row({"Fields.wortlaut": "Two."}, "f#1", columns).content == "Two."


def test_a_map_to_a_field_that_no_report_has_is_refused() -> None:
    with pytest.raises(SettingsError, match="unknown field 'headline'; known are agency, "):
        source_from_row({"text": "T"}, "f#1", {"headline": "Kopf"})


def test_no_column_name_is_listed_under_two_fields() -> None:
    listed = [name for names in known_columns().values() for name in names]

    assert len(listed) == len(set(listed))
    assert all(name == plain_name(name) for name in listed)


# JSON.


@pytest.mark.parametrize(
    "value",
    [
        [{"title": "A", "text": "One."}, {"title": "B", "text": "Two."}],
        {"status": "ok", "articles": [{"text": "One."}, {"text": "Two."}]},
        {"response": {"total": 2, "docs": [{"body": ["One."]}, {"body": ["Two."]}]}},
        {"hits": {"hits": [{"_source": {"text": "One."}}, {"_source": {"text": "Two."}}]}},
        {"results": [{"fields": {"bodyText": "One."}}, {"fields": {"bodyText": "Two."}}]},
        {"a": {"text": "One."}, "b": {"text": "Two."}},
    ],
    ids=["list", "articles", "docs", "hits", "fields", "by id"],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_rows_are_found_in_json_of_many_forms(
    tmp_path: Path, value: object, indent: int | None
) -> None:
    sources, reasons = read(saved(tmp_path, json.dumps(value, indent=indent), "answer.json"))

    assert reasons == {}
    assert [source.content for source in sources] == ["One.", "Two."]


def test_one_object_with_a_text_is_one_source(tmp_path: Path) -> None:
    value = {"title": "A", "text": "One.", "images": [{"url": "https://a.example/1.png"}]}

    sources, _ = read(saved(tmp_path, json.dumps(value, indent=2), "one.json"))

    assert [source.content for source in sources] == ["One."]


def test_json_lines_whose_rows_hold_lists_are_still_lines(tmp_path: Path) -> None:
    row = json.dumps({"Wortlaut": "They met. " * 2_000, "tags": [{"name": "talks"}]})

    sources, reasons = read(saved(tmp_path, f"{row}\n{row}\n", "rows.txt"), text="Wortlaut")

    assert (len(sources), reasons) == (2, {})


def test_json_without_a_text_names_the_keys_that_it_has(tmp_path: Path) -> None:
    path = saved(tmp_path, '{\n "error": {"code": 403},\n "status": "no"\n}', "answer.json")

    assert read(path)[1] == {
        "answer.json": "no rows with text found in the JSON: its keys are error, status"
    }


def test_a_broken_object_of_a_list_costs_no_other(tmp_path: Path) -> None:
    words = '[{"text": "One."},\n{"text": "Tw"o."},\n7,\n{"text": "Three."}]'

    sources, reasons = read(saved(tmp_path, words, "list.json"))

    assert [source.content for source in sources] == ["One.", "Three."]
    assert reasons == {
        "list.json#2": "not JSON: Expecting ',' delimiter after 13 characters",
    }


def test_a_list_that_breaks_off_gives_what_is_there(tmp_path: Path) -> None:
    sources, reasons = read(saved(tmp_path, '[{"text": "One."}, {"text": "Tw', "list.json"))

    assert [source.content for source in sources] == ["One."]
    assert reasons["list.json"] == "the list of JSON breaks off"


def test_a_list_longer_than_a_piece_is_read_to_its_end(tmp_path: Path) -> None:
    rows = [{"text": f"Story {at}. " + "They met. " * 300} for at in range(1_000)]

    sources, reasons = read(saved(tmp_path, json.dumps(rows), "list.json"))

    assert (len(sources), reasons) == (1_000, {})
    assert sources[999].content.startswith("Story 999.")


def test_a_line_longer_than_is_read_is_named_and_the_next_one_read(tmp_path: Path) -> None:
    words = json.dumps({"text": "x" * 5_000}) + '\n{"text": "One."}\n'
    reasons: dict[str, str] = {}
    path = saved(tmp_path, words, "rows.jsonl")

    bounds = ReadSettings(maximum_report_bytes=1_000)
    sources = list(read_sources([path], reasons.__setitem__, bounds))

    assert [source.content for source in sources] == ["One."]
    assert list(reasons.values()) == ["line 1: longer than is read"]


@pytest.mark.parametrize(
    "words",
    [
        "[" + '{"a": 1},{"b": [' * 2_000,
        "[{" + "[" * 3_000_000,
        '[{"text": "' + "x" * 60_000_000,
        '{"a": ' * 500_000,
        "[" + "{}," * 300_000,
    ],
    ids=["objects", "lists", "string", "keys", "empty"],
)
def test_hostile_json_ends_soon_and_is_told(tmp_path: Path, words: str) -> None:
    began = time.monotonic()

    _, reasons = read(saved(tmp_path, words, "hostile.json"))

    assert time.monotonic() - began < 10
    assert reasons


SAMPLES = {
    "table.csv": table(3),
    "table.tsv": table(3, separator="\t"),
    "list.json": json.dumps([{"title": "A", "text": STORY}] * 3),
    "answer.json": json.dumps({"articles": [{"title": "A", "text": STORY}] * 3}, indent=1),
    "rows.jsonl": (json.dumps({"title": "A", "text": STORY}) + "\n") * 3,
}


@settings(max_examples=100, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(SAMPLES)),
    st.integers(0, 500),
    st.binary(max_size=9),
    st.integers(0, 500),
)
def test_no_damage_to_a_table_gets_out(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: int, put: bytes, cut: int
) -> None:
    data = SAMPLES[name].encode()
    path = saved(tmp_path_factory.mktemp("table"), data[:at] + put + data[at + cut :], name)

    sources, reasons = read(path)

    assert sources or reasons
