"""Exports as POLECAT, ICEWS and GDELT: what scripts written for those data read from ours."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from communique.export.cameo import quad_class
from communique.export.characters import cell, one_line
from communique.export.countries import country
from communique.export.gdelt import EVENT_COLUMNS, MENTION_COLUMNS, export_gdelt
from communique.export.icews import COLUMNS as ICEWS
from communique.export.icews import export_icews
from communique.export.polecat import COLUMNS as POLECAT
from communique.export.polecat import export_polecat
from communique.knowledge import load_knowledge
from communique.knowledge.files import read_yaml_rows
from communique.ledger import Ledger
from export_records import ACCUSED, EVIL, MET, NOWHERE, UNDATED, build_events, happened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    build_events(tmp_path / "a.db", ACCUSED, MET, UNDATED, EVIL, NOWHERE)
    return tmp_path / "a.db"


def read(file: Path, columns: tuple[str, ...] | None = None) -> pd.DataFrame:
    """Read a table as scripts do: with pandas, all cells as text."""
    names = list(columns) if columns else None
    return pd.read_csv(
        file, sep="\t", dtype=str, keep_default_na=False, names=names,
        header=None if columns else 0,
    )  # fmt: skip


def test_the_columns_are_as_many_as_the_codebooks_have() -> None:
    assert (len(POLECAT), len(ICEWS), len(EVENT_COLUMNS), len(MENTION_COLUMNS)) == (40, 20, 61, 16)
    assert (EVENT_COLUMNS[26], EVENT_COLUMNS[52], EVENT_COLUMNS[60]) == (
        "EventCode", "ActionGeo_FullName", "SOURCEURL",
    )  # fmt: skip


def test_polecat_has_one_row_an_event_and_counts_what_did_not_happen(
    path: Path, tmp_path: Path
) -> None:
    with Ledger.open(path) as ledger:
        (events,) = export_polecat(ledger, tmp_path / "out")
        assert events.seen == ledger.count("events") == 7
    table = read(tmp_path / "out" / "polecat.txt")
    assert tuple(table.columns) == POLECAT
    assert (events.records, events.rows, len(table)) == (6, 6, 6)
    assert events.left_out == {"planned": 1}


def test_polecat_fills_parties_codes_and_the_words_of_the_report(
    path: Path, tmp_path: Path
) -> None:
    with Ledger.open(path) as ledger:
        export_polecat(ledger, tmp_path)
    table = read(tmp_path / "polecat.txt").set_index("Event ID")
    meeting = table.loc["ev-0000000000000001"]
    assert list(meeting[["Event Date", "Event Type", "Event Mode"]]) == [
        "2024-04-01", "CONSULT", "meet",
    ]  # fmt: skip
    assert list(meeting[["Actor Name", "Actor Country", "Actor COW", "Actor Title"]]) == [
        "Aino Aalto", "FIN", "375", "president",
    ]  # fmt: skip
    assert list(meeting[["Recipient Name", "Recipient COW"]]) == ["Bo Berg", "380"]
    assert list(meeting[["City", "Country", "Feature Type"]]) == ["Helsinki", "FIN", "capital"]
    assert list(meeting[["Source", "Publication Date"]]) == ["The Tern", "2024-04-02"]
    assert table.loc[MET.event_id, "Actor COW"] == "375; 380"
    assert table.loc[MET.event_id, "Recipient Name"] == "None"
    assert table.loc[MET.event_id, "Quad Code"] == "VERBAL COOPERATION"


def test_polecat_lists_whom_the_first_report_names(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        export_polecat(ledger, tmp_path)
    meeting = read(tmp_path / "polecat.txt").set_index("Event ID").loc["ev-0000000000000001"]
    assert list(meeting[["Story People", "Story Organizations"]]) == ["Aino Aalto", "None"]


def test_a_day_that_is_unknown_stays_empty_and_its_interval_stands_beside(
    path: Path, tmp_path: Path
) -> None:
    with Ledger.open(path) as ledger:
        export_polecat(ledger, tmp_path)
    dates = read(tmp_path / "polecat.txt").set_index("Event ID")["Event Date"]
    assert dates[UNDATED.event_id] == ""
    interval = read(tmp_path / "polecat-intervals.txt").set_index("Event ID").loc[UNDATED.event_id]
    assert list(interval[["start", "end", "precision"]]) == ["2024-04-01", "2024-04-07", "week"]


def test_icews_has_a_row_for_each_pair_and_never_makes_allies_foes(
    path: Path, tmp_path: Path
) -> None:
    with Ledger.open(path) as ledger:
        (events,) = export_icews(ledger, tmp_path)
    table = read(tmp_path / "icews.tab")
    assert tuple(table.columns) == ICEWS
    assert (events.records, events.rows) == (6, len(table)) == (6, 7)
    pairs = list(zip(table["Source Name"], table["CAMEO Code"], table["Target Name"], strict=True))
    assert ("Aino Aalto", "042", "Bo Berg") in pairs
    assert ("Aino Aalto", "112", "") in pairs
    assert ("Bo Berg", "112", "") in pairs
    assert set(table[table["CAMEO Code"] == "112"]["Intensity"]) == {"-2.0"}


def test_gdelt_has_all_columns_and_every_mention_belongs_to_an_event(
    path: Path, tmp_path: Path
) -> None:
    with Ledger.open(path) as ledger:
        events, mentions = export_gdelt(ledger, tmp_path)
        assert mentions.seen == ledger.count("event_mentions")
    table = read(tmp_path / "gdelt.export.CSV", EVENT_COLUMNS)
    told = read(tmp_path / "gdelt.mentions.CSV", MENTION_COLUMNS)
    assert (len(table), len(told)) == (events.rows, mentions.rows) == (7, 2)
    assert set(told["GLOBALEVENTID"]) <= set(table["GLOBALEVENTID"])
    assert table["GLOBALEVENTID"].is_unique
    assert table["GLOBALEVENTID"].astype("int64").max() < 2**53
    assert list(told["MentionSourceName"]) == ["The Tern", "The Gull"]
    assert list(told["ActionCharOffset"]) == ["11", "16"]


def test_gdelt_dates_codes_and_places(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        export_gdelt(ledger, tmp_path)
    table = read(tmp_path / "gdelt.export.CSV", EVENT_COLUMNS)
    dated = table[(table["EventCode"] == "112")].iloc[0]
    assert list(dated[["SQLDATE", "MonthYear", "Year", "FractionDate"]]) == [
        "20240401", "202404", "2024", "2024.2493",
    ]  # fmt: skip
    assert list(dated[["EventBaseCode", "EventRootCode", "QuadClass"]]) == ["112", "11", "3"]
    assert list(dated[["ActionGeo_Type", "ActionGeo_CountryCode", "ActionGeo_FullName"]]) == [
        "4", "FI", "Helsinki, Finland",
    ]  # fmt: skip
    undated = table[(table["SQLDATE"] == "") & (table["MonthYear"] == "202404")]
    assert len(undated) == 1


def test_gdelt_goes_by_the_root_of_the_code_where_plover_goes_by_type(
    tmp_path: Path,
) -> None:
    asked = happened(8, type="REQUEST", cameo="020", quad=3, intensity=3.0)
    build_events(tmp_path / "b.db", asked)
    with Ledger.open(tmp_path / "b.db") as ledger:
        export_gdelt(ledger, tmp_path)
    table = read(tmp_path / "gdelt.export.CSV", EVENT_COLUMNS)
    assert list(table[table["EventCode"] == "020"]["QuadClass"]) == ["1"]


@pytest.mark.parametrize(
    ("root", "quad"), [("01", 1), ("05", 1), ("06", 2), ("08", 2), ("09", 3), ("13", 3), ("14", 4)]
)
def test_quad_classes_change_between_the_roots_of_the_codebook(root: str, quad: int) -> None:
    assert quad_class(happened(1, cameo=f"{root}0")) == quad


def test_numbers_read_as_numbers_without_being_told(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        export_polecat(ledger, tmp_path)
    table = pd.read_csv(tmp_path / "polecat.txt", sep="\t")
    for name in ("Intensity", "Latitude", "Longitude", "GeoNames ID"):
        assert table[name].dtype == "float64", name


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_NONE])
def test_hostile_text_stays_in_its_cell_for_readers_of_both_habits(
    path: Path, tmp_path: Path, quoting: int
) -> None:
    with Ledger.open(path) as ledger:
        for export in (export_polecat, export_icews, export_gdelt):
            export(ledger, tmp_path)
    widths = {"polecat.txt": 40, "icews.tab": 20, "gdelt.export.CSV": 61, "gdelt.mentions.CSV": 16}
    for name, width in widths.items():
        with (tmp_path / name).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, delimiter="\t", quoting=quoting))  # type: ignore[arg-type]
        assert {len(row) for row in rows} == {width}, name


def test_half_a_surrogate_pair_and_controls_never_reach_a_cell() -> None:
    assert one_line("a\ud800b\x00c\u202ed\u2028e\nf") == "a b c d e f"
    assert cell('say "no"') == "say 'no'"
    assert one_line("قم\u200cنویس") == "قم\u200cنویس"


def test_every_state_but_the_two_without_has_a_number_in_correlates_of_war() -> None:
    found = {code: country(code) for code in load_knowledge().states}
    assert {code for code, one in found.items() if one and not one.cow} == {"PSE", "VAT"}
    numbers = [one.cow for one in found.values() if one and one.cow]
    assert len(set(numbers)) == len(numbers) == 195
    assert [found[code].fips for code in ("DEU", "CHE", "CHN")] == ["GM", "SZ", "CH"]  # type: ignore[union-attr]


def test_two_letter_codes_are_those_of_the_states() -> None:
    rows = read_yaml_rows("communique.knowledge", "states.yaml", ("code", "iso2"))
    assert all(country(row["code"]).iso2 == row["iso2"] for row in rows)  # type: ignore[union-attr]
