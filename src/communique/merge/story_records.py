"""Stories as records: title, span of time, reports, events and how many independent sources."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from communique.merge.sources import Witnesses
from communique.merge.story_words import stems
from communique.records import Document, Event, Story, When

_LONGEST_TITLE = 120  # characters, where the beginning of a text stands in for a headline


def told_stories(
    documents: Iterable[Document], events: Iterable[Event], witnesses: Witnesses
) -> Iterator[Story]:
    """Yield the stories that documents tell, in the order of their ids.

    Args:
        documents: with story and copy group.
        events: of these documents.
        witnesses: tells on whose word each report rests.
    """
    told: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        told[document.story or document.document_id].append(document)
    happened: dict[str, list[str]] = defaultdict(list)
    for event in sorted(events, key=_first_told):
        happened[event.story or ""].append(event.event_id)
    for name, reports in sorted(told.items()):
        reports.sort(key=lambda d: (_first_day(d) or date.max, d.document_id))
        yield Story(
            story_id=name,
            title=_title(reports),
            when=_when(reports),
            documents=tuple(d.document_id for d in reports),
            events=tuple(happened[name]),
            reports=len(reports),
            independent_sources=len(set(witnesses.of_reports(reports).values())),
        )


def _first_told(event: Event) -> tuple[date, tuple[str, ...]]:
    """In order of days; of one day by mentions, since ids of events tell of a ledger's past."""
    when = event.when.start if event.when is not None else None
    return when or date.max, event.event_mentions


def _title(reports: Sequence[Document]) -> str:
    """The headline whose words most other headlines share; of equal ones the earliest."""
    titles = [d.title for d in reports if d.title and d.title.strip()]
    if not titles:
        opening = " ".join(reports[0].text[: 2 * _LONGEST_TITLE].split())
        return opening[:_LONGEST_TITLE].strip()
    words = [frozenset(stems(title)) for title in titles]
    shared = Counter(stem for found in words for stem in found)

    def weight(at: int) -> float:
        # The root keeps a long headline from winning by its length alone.
        return sum(shared[stem] - 1 for stem in words[at]) / math.sqrt(len(words[at]) or 1)

    return titles[max(range(len(titles)), key=lambda at: (weight(at), -at))]


def _when(reports: Sequence[Document]) -> When | None:
    days = [day for d in reports for day in (_first_day(d), _last_day(d)) if day is not None]
    if not days:
        return None
    first, last = min(days), max(days)
    return When(
        start=first, end=last, precision="day" if first == last else "unknown", basis="publication"
    )


def _first_day(document: Document) -> date | None:
    when = document.published or document.page_date
    return when.start if when is not None else None


def _last_day(document: Document) -> date | None:
    when = document.published or document.page_date
    return when.end if when is not None else None
