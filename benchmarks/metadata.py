"""Measure what reading metadata costs on saved pages, and what the fields are read from.

    python benchmarks/metadata.py PAGES.jsonl[.gz] [--pages N]

PAGES holds JSON Lines {url, html}. Ratios count CPU seconds of one run, after ten pages to warm
up: metadata (title to language, corrections) against trafilatura's extraction of the same trees.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from itertools import islice
from pathlib import Path

import trafilatura

from communique.clean import AgencyNames, agency_names
from communique.clean.html.body import html_body
from communique.clean.html.page import parse_page
from communique.clean.metadata.address import page_address
from communique.clean.metadata.corrections import correction_notes
from communique.clean.metadata.fields import Fields
from communique.clean.metadata.known import Known
from communique.clean.metadata.of_page import page_fields, read_page_head
from communique.clean.metadata.outlets import outlet_table
from communique.knowledge.files import read_yaml_rows
from communique.settings import CleanSettings
from tables import markdown_table

_WARM_UP = 10


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--pages", dest="most", type=int, default=150, metavar="N")
    given = parser.parse_args()
    rows = islice(read_pages(given.pages), given.most + _WARM_UP)
    seconds: Counter[str] = Counter()
    bases: Counter[tuple[str, str]] = Counter()
    done = 0
    for at, (url, html) in enumerate(rows):
        if at == _WARM_UP:
            seconds.clear()
            bases.clear()
            done = 0
        fields = measured(url, html, seconds)
        if fields is not None:
            done += 1
            bases.update((one.field, one.basis) for one in fields.basis())
    report(done, seconds, bases)


def read_pages(path: Path) -> Iterator[tuple[str, str]]:
    """Yield address and markup of each page."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row.get("url") or "", row["html"]


def measured(url: str, html: str, seconds: Counter[str]) -> Fields | None:
    """Read the fields of a page; add what it cost, and what trafilatura costs, to ``seconds``."""
    root = parse_page(html)
    if root is None:
        return None
    copy = deepcopy(root)
    began = time.process_time()
    trafilatura.extract(copy, include_comments=False)
    extracted = time.process_time()
    known = Known(outlets=outlet_table(), agencies=_agencies(), address=page_address(url))
    page = read_page_head(root, known)
    headed = time.process_time()
    title = page.title.value if page.title else None
    outlet = page.outlet.value if page.outlet else None
    body = html_body(root, html, title=title, outlet=outlet, settings=CleanSettings())
    text = "\n\n".join(body.paragraphs)
    found = time.process_time()
    fields, _ = page_fields(page, known, root=root, text=text, head=body.head, foot=body.foot)
    correction_notes(text)
    seconds["metadata"] += headed - extracted + time.process_time() - found
    seconds["trafilatura"] += extracted - began
    return fields


def report(pages: int, seconds: Counter[str], bases: Counter[tuple[str, str]]) -> None:
    """Print the cost and, by field, the share of pages that give it and from what."""
    each = {name: 1000 * spent / pages for name, spent in seconds.items()}
    ratio = seconds["metadata"] / seconds["trafilatura"]
    print(f"{pages} pages: metadata {each['metadata']:.1f} ms a page, {ratio:.0%} of trafilatura's "
          f"{each['trafilatura']:.1f} ms\n")  # fmt: skip
    fields = sorted({field for field, _ in bases})
    rows = []
    for field in fields:
        counts = [(basis, n) for (name, basis), n in bases.most_common() if name == field]
        share = sum(n for _, n in counts) / pages
        rows.append([field, f"{share:.0%}", ", ".join(f"{basis} {n}" for basis, n in counts)])
    print(markdown_table(["field", "pages", "read from"], rows, right={1}))


@cache
def _agencies() -> AgencyNames:
    rows = read_yaml_rows("communique.knowledge", "agencies.yaml", ("id", "name", "kind"))
    return agency_names(rows)


if __name__ == "__main__":
    main()
