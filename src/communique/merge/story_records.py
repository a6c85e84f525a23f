"""Stories as records: title, span of time, reports, events and how many independent sources."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from communique.merge.pile import Heading
from communique.merge.sources import Witnesses
from communique.merge.story_words import stems
from communique.records import Event, Story, When

_LONGEST_TITLE = 120  # characters, where the beginning of a text stands in for a headline


class ToldStories(Collection[Story]):
    """The stories that reports tell, in the order of their ids; made when they are asked for.

    Args:
        headings: of reports, with story and copy group.
        events: of these reports.
        witnesses: tells on whose word each report rests.
    """

    def __init__(
        self, headings: Iterable[Heading], events: Iterable[Event], witnesses: Witnesses
    ) -> None:
        self._told: dict[str, list[Heading]] = defaultdict(list)
        for heading in headings:
            self._told[heading.story or heading.document_id].append(heading)
        self._happened: dict[str, list[str]] = defaultdict(list)
        for event in sorted(events, key=_first_told):
            self._happened[event.story or ""].append(event.event_id)
        self._witnesses = witnesses

    def __len__(self) -> int:
        return len(self._told)

    def __contains__(self, story: object) -> bool:
        return isinstance(story, Story) and story in iter(self)

    def __iter__(self) -> Iterator[Story]:
        return map(self._story, sorted(self._told))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ToldStories) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _story(self, name: str) -> Story:
        reports = sorted(self._told[name], key=lambda h: (h.day or date.max, h.document_id))
        names = tuple(h.document_id for h in reports)
        return Story(
            story_id=name,
            title=_title(reports),
            when=_when(reports),
            documents=names,
            events=tuple(self._happened.get(name, ())),
            reports=len(reports),
            independent_sources=len(set(self._witnesses.of_reports(names).values())),
        )


def _first_told(event: Event) -> tuple[date, tuple[str, ...]]:
    """In order of days; of one day by mentions, since ids of events tell of a ledger's past."""
    when = event.when.start if event.when is not None else None
    return when or date.max, event.event_mentions


def _title(reports: Sequence[Heading]) -> str:
    """The headline whose words most other headlines share; of equal ones the earliest."""
    titles = [h.title for h in reports if h.title]
    if not titles:
        return reports[0].opening[:_LONGEST_TITLE].strip()
    words = [frozenset(stems(title)) for title in titles]
    shared = Counter(stem for found in words for stem in found)

    def weight(at: int) -> float:
        # The root keeps a long headline from winning by its length alone.
        return sum(shared[stem] - 1 for stem in words[at]) / math.sqrt(len(words[at]) or 1)

    return titles[max(range(len(titles)), key=lambda at: (weight(at), -at))]


def _when(reports: Sequence[Heading]) -> When | None:
    whens = [h.when for h in reports if h.when is not None]
    days = [day for when in whens for day in (when.start, when.end) if day is not None]
    if not days:
        return None
    first, last = min(days), max(days)
    return When(
        start=first, end=last, precision="day" if first == last else "unknown", basis="publication"
    )
