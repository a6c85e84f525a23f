"""What of a ledger merging holds in memory, and that nothing which counts is left out of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from communique import pipeline
from communique.ledger import Ledger
from communique.merge import InMemory, group, heading_of, merge_grouped
from communique.merge.shingled import repeated_in
from communique.merge.spilled import Spilled
from communique.pipeline.findings import find_findings
from communique.pipeline.shards import coder_of
from communique.records import (
    Commitment,
    Document,
    Extraction,
    Party,
    When,
    document_id,
    to_json,
)
from communique.settings import MergeSettings, Settings
from communique.spans import Span

KENYA = Party(name="Kenya", country="KEN", actor_id="state/KEN")


def on(day: str) -> When:
    return When(start=date.fromisoformat(day), end=date.fromisoformat(day), precision="day")


def report(text: str, day: str) -> Document:
    return Document(
        document_id=document_id(text), uri="memory:report", text=text, published=on(day)
    )


def built(folder: Path, texts: Iterable[str]) -> Path:
    rows = (json.dumps({"text": text, "date": "2023-05-04", "outlet": "Gazette"}) for text in texts)
    (folder / "reports.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    pipeline.build([folder / "reports.jsonl"], folder / "x.db")
    return folder / "x.db"


def test_a_report_without_findings_still_tells_that_a_term_is_over() -> None:
    promise = report("Kenya will open an embassy in Lima by the end of May, it said.", "2023-05-04")
    herring = report("Herring was dear again in the northern harbours this week.", "2024-02-01")
    pledged = Commitment(
        commitment_id="cm-embassy", document_id=promise.document_id, kind="plan", by=(KENYA,),
        to=(), what="open an embassy in Lima", due=on("2023-05-31"), evidence=(Span(0, 40),),
    )  # fmt: skip
    grouped = group(InMemory([promise, herring]), MergeSettings())
    tells = grouped.with_groups([promise])
    found = Extraction(document_id=promise.document_id, commitments=(pledged,))
    (kept,) = merge_grouped(grouped, tells, [found], MergeSettings()).commitments
    assert kept.state == "lapsed"


def test_reports_of_no_dealings_are_not_held_but_their_disputes_are(tmp_path: Path) -> None:
    path = built(tmp_path, [
        "France sent Kenya 40 trucks on Monday, officials in Paris said on Tuesday.",
        "Herring was dear again in the northern harbours, said Mr Lind of the fishmongers' guild.",
        "Kenya and Somalia traded blame over the closed crossing on Monday.",
    ])  # fmt: skip
    settings = Settings()
    coder = coder_of(to_json(settings))
    with Ledger.open(path) as ledger:
        headings = tuple(map(heading_of, ledger.documents_by_id()))
        grouped = group(InMemory(ledger.documents()), settings.merge)
        found = find_findings(ledger, grouped, coder.knowledge)
        disputes = list(ledger.disputes())
    assert len(headings) == 3
    assert sorted(d.text[:6] for d in found.documents.values()) == ["France", "Kenya "]
    assert not any(one.mentions for one in found.coded)
    assert len(disputes) == 1


def test_a_report_that_came_while_others_were_grouped_waits_for_the_next_merge(
    tmp_path: Path,
) -> None:
    path = built(tmp_path, [
        "France sent Kenya 40 trucks on Monday, officials in Paris said on Tuesday.",
        "Japan sent Chile 70 buses on Monday, officials in Tokyo said on Tuesday.",
    ])  # fmt: skip
    with Ledger.open(path) as ledger:
        first, other = ledger.documents_by_id()
        found = find_findings(
            ledger, group(InMemory([first]), MergeSettings()), coder_of("{}").knowledge
        )
    assert list(found.documents) == [first.document_id]
    assert other.document_id != first.document_id


def test_numbers_on_disk_are_read_back_in_pieces() -> None:
    kept = Spilled(np.int32)
    kept.append(np.array([4, 5, 6]))
    assert kept.between(1, 3).tolist() == [5, 6]
    assert kept.append(np.array([7])) == len(kept) == 4
    assert kept.between(0, 4).tolist() == [4, 5, 6, 7]
    assert kept.between(2, 2).tolist() == []


@pytest.mark.parametrize("size", [0, 50_000_000])
def test_what_three_texts_repeat_is_found_however_much_is_counted_at_once(size: int) -> None:
    texts = [np.array(told, dtype=np.uint64) for told in ([1, 2, 3, 9], [2, 3, 9], [3, 8, 9], [1])]
    assert repeated_in(lambda: texts, size).tolist() == [3, 9]


def test_a_heading_without_a_title_keeps_the_first_words() -> None:
    heading = heading_of(report("Talks  began\nin Lima. " + "More was said. " * 40, "2023-05-04"))
    assert heading.opening.startswith("Talks began in Lima. More was said.")
    assert len(heading.opening) <= 120
    assert heading.published == date(2023, 5, 4)
