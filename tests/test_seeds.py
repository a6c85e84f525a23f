"""What the five seed reports must give; runs where ``../shared/seeds`` is there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from communique.export import export_jsonl
from communique.ledger import Ledger
from communique.pipeline import build

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not here")

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    """Build the seeds, export, and read every file back."""
    folder = tmp_path_factory.mktemp("seeds")
    build([SEEDS], folder / "seeds.db")
    with Ledger.open(folder / "seeds.db") as ledger:
        export_jsonl(ledger, folder / "export")
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in (folder / "export").glob("*.jsonl")
    }


def document(rows: dict[str, list[Row]], number: str) -> Row:
    return next(d for d in rows["documents"] if Path(d["uri"]).name.startswith(number))


def numbers(rows: dict[str, list[Row]], event: Row) -> set[str]:
    """Return the first three digits of the reports that tell an event."""
    names = {d["document_id"]: Path(d["uri"]).name[:3] for d in rows["documents"]}
    return {names[d] for d in event["documents"]}


def people(record: Row) -> set[str]:
    return {p["name"] for p in [*record["actors"], *record["recipients"]]}


def talks(rows: dict[str, list[Row]], *names: str) -> list[Row]:
    """Return the actual CONSULT events of exactly these people."""
    return [
        e for e in rows["events"]
        if e["type"] == "CONSULT" and e["status"] == "actual" and people(e) == set(names)
    ]  # fmt: skip


def words(rows: dict[str, list[Row]], record: Row, field: str) -> str:
    text = next(d["text"] for d in rows["documents"] if d["document_id"] == record["document_id"])
    return " ".join(text[start:end] for start, end in record[field])


def said(rows: dict[str, list[Row]], speaker: str, part: str) -> list[Row]:
    """Return the statements of a speaker whose content holds ``part``."""
    return [
        s for s in rows["statements"]
        if s["speaker"] and speaker in s["speaker"]["name"] and part in words(rows, s, "content")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "furniture",
    [
        "enter your comment",
        "Stay Connected",
        "Related Posts",
        "Related Articles",
        "digital marketing",
        "Narayan",
        "You May Also Like",
        "Facebook",
        "futsal",
        "Low-Code",
        "email address",
        "Back to top",
        "Connect with us",
        "HomeWorld",
        "Latest posts",
    ],
)
def test_no_document_holds_furniture(rows: dict[str, list[Row]], furniture: str) -> None:
    assert not [d["uri"] for d in rows["documents"] if furniture in d["text"]]


@pytest.mark.parametrize(
    ("number", "begins", "ends"),
    [
        ("000", "Chinese President Xi Jinping and Russian President", "ensure regional stability."),
        (
            "001",
            "Russian President Vladimir Putin and Chinese President",
            "in international relations.",
        ),
        ("002", "Russian President Vladimir Putin urged", "bilateral and global issues."),
        ("003", "According to the report of Tasnim", "he would definitely visit Turkey."),
        (
            "004",
            "Russian President Vladimir Putin has concluded",
            "future of international relations.",
        ),
    ],
)
def test_every_true_sentence_is_kept(
    rows: dict[str, list[Row]], number: str, begins: str, ends: str
) -> None:
    text = document(rows, number)["text"]
    assert begins in text
    assert ends in text


def test_the_relay_is_named(rows: dict[str, list[Row]]) -> None:
    assert document(rows, "003")["via"] == ["Tasnim", "TASS"]


def test_a_page_date_dates_the_page_only(rows: dict[str, list[Row]]) -> None:
    page = document(rows, "001")
    assert page["page_date"]["start"] == page["page_date"]["end"] == "2024-07-16"
    assert page["published"] is None
    mentions = [m for m in rows["event_mentions"] if m["document_id"] == page["document_id"]]
    assert mentions
    days = {(m["when"] or {}).get("start") for m in mentions}
    assert "2024-07-16" not in days


def test_xi_and_putin_met_once_in_astana(rows: dict[str, list[Row]]) -> None:
    met = [
        e
        for e in talks(rows, "Xi Jinping", "Vladimir Putin")
        if e["place"] and e["place"]["country"] == "KAZ"
    ]
    assert len(met) == 1
    (event,) = met
    assert numbers(rows, event) >= {"000", "001", "003"}
    assert event["place"]["name"] == "Astana"
    assert date.fromisoformat(event["when"]["start"]) <= date(2024, 7, 3)
    assert date.fromisoformat(event["when"]["end"]) >= date(2024, 7, 3)


def test_the_other_meetings_stand_apart(rows: dict[str, list[Row]]) -> None:
    erdogan = talks(rows, "Vladimir Putin", "Recep Tayyip Erdogan")
    assert any(numbers(rows, e) == {"001", "003"} for e in erdogan)
    assert talks(rows, "Vladimir Putin", "Kassym-Jomart Tokayev")
    wang = talks(rows, "Vladimir Putin", "Wang Yi")
    assert wang
    assert wang[0]["place"]["country"] == "RUS"
    assert talks(rows, "Wang Yi", "Sergei Lavrov")


def test_the_visit_of_may_2024(rows: dict[str, list[Row]]) -> None:
    visits = [
        e for e in rows["events"]
        if e["type"] == "CONSULT" and e["status"] == "actual" and "Vladimir Putin" in people(e)
        and e["place"] and e["place"]["country"] == "CHN"
    ]  # fmt: skip
    (visit,) = visits
    assert numbers(rows, visit) == {"003", "004"}
    assert visit["when"]["start"] <= "2024-05-31"
    assert visit["when"]["end"] >= "2024-05-01"


@pytest.mark.parametrize(
    ("name", "country", "office"),
    [
        ("Vladimir Putin", "RUS", "president"), ("Xi Jinping", "CHN", "president"),
        ("Wang Yi", "CHN", "foreign minister"), ("Sergei Lavrov", "RUS", "foreign minister"),
        ("Kassym-Jomart Tokayev", "KAZ", "president"), ("Recep Tayyip Erdogan", "TUR", "president"),
    ],
)  # fmt: skip
def test_actors_have_country_and_office(
    rows: dict[str, list[Row]], name: str, country: str, office: str
) -> None:
    found = {
        (p["country"], p["office"])
        for m in rows["event_mentions"]
        for p in [*m["actors"], *m["recipients"]]
        if p["name"] == name
    }
    assert found == {(country, office)}


@pytest.mark.parametrize(
    "person", ["dmitry-peskov", "alexander-novak", "kassym-jomart-tokayev", "recep-tayyip-erdogan"]
)
def test_people_are_people(rows: dict[str, list[Row]], person: str) -> None:
    kinds = {m["kind"] for m in rows["mentions"] if m["actor_id"] == f"person/{person}"}
    assert kinds == {"person"}


@pytest.mark.parametrize(
    ("speaker", "part"),
    [
        ("Putin", "at their best in history"),
        ("Xi Jinping", "eternal friendship"),
        ("Xi Jinping", "unceasing efforts"),
        ("Peskov", "issues surrounding Ukraine"),
        ("Novak", "between Russian and Turkish banks"),
        ("Wang Yi", "does not target any third party"),
    ],
)
def test_statements_have_speaker_and_words(
    rows: dict[str, list[Row]], speaker: str, part: str
) -> None:
    assert said(rows, speaker, part)


def test_there_are_many_statements(rows: dict[str, list[Row]]) -> None:
    assert len([s for s in rows["statements"] if s["speaker"] and s["content"]]) >= 25


def committed(rows: dict[str, list[Row]], kind: str, by: str, to: str) -> list[Row]:
    return [
        c for c in rows["commitments"]
        if c["kind"] == kind
        and any(by in p["name"] for p in c["by"])
        and (not to or any(to in p["name"] or p["country"] == to for p in c["to"]))
    ]  # fmt: skip


def test_commitments(rows: dict[str, list[Row]]) -> None:
    (invitation,) = committed(rows, "invitation", "Tokayev", "Putin")
    assert "November" in invitation["due"]["text"]
    assert committed(rows, "acceptance", "Putin", "Tokayev")
    hope = [c for c in rows["commitments"] if c["kind"] == "expectation" and "BRICS" in c["what"]]
    assert hope
    assert committed(rows, "pledge", "Putin", "")
    assert committed(rows, "invitation", "Putin", "CHN")
    belarus = [
        c
        for c in rows["commitments"]
        if c["kind"] == "expectation" and c["by"][0]["country"] == "BLR"
    ]
    assert belarus


def figure(rows: dict[str, list[Row]], value: float, unit: str) -> list[Row]:
    return [f for f in rows["figures"] if f["value"] == value and unit in f["unit"]]


def test_figures(rows: dict[str, list[Row]]) -> None:
    (trade,) = figure(rows, 30_000_000_000, "dollar")
    assert trade["qualifier"] == "almost"
    assert trade["change"] == "rising"
    assert {p["country"] for p in trade["parties"]} >= {"RUS", "KAZ"}
    assert figure(rows, 1, "hour")[0]["qualifier"] == "about"
    assert figure(rows, 75, "anniversary")
    assert figure(rows, 80, "anniversary")
    assert figure(rows, 10, "member")


def test_a_mistranslated_agreement_is_no_event(rows: dict[str, list[Row]]) -> None:
    text = document(rows, "003")["text"]
    agreed = [m for m in rows["event_mentions"] if m["type"] == "AGREE"]
    assert not [m for m in agreed if "slight decrease" in text[slice(*m["sentence"])]]


def test_every_span_lies_in_its_text(rows: dict[str, list[Row]]) -> None:
    texts = {d["document_id"]: d["text"] for d in rows["documents"]}
    for mention in rows["event_mentions"]:
        length = len(texts[mention["document_id"]])
        for start, end in (mention["trigger"], mention["sentence"], *mention["evidence"]):
            assert 0 <= start < end <= length
