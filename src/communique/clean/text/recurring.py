"""Learning within an outlet: the lines that recur in many of its reports are its furniture.

Copies and updates of one report say nothing about the outlet, so documents that share most of
their words count as one report. What is kept is small and can be added up: for each outlet how many
reports were seen, and in how many of them each line stood.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from urllib.parse import urlsplit

import msgspec

from communique.clean.furniture import fold_phrase
from communique.clean.metadata.dates import month_numbers
from communique.clean.text.body_range import body_start
from communique.clean.text.head import read_head
from communique.clean.text.line_rules import QUOTE, WEEKDAY, is_dateline, is_protected, is_sentence
from communique.clean.text.lines import Line, split_lines
from communique.errors import RecordError
from communique.records import Source

_FEWEST_REPORTS = 3
_SHARE_OF_REPORTS = 0.25
_SHARE_FOR_SENTENCES = 0.5
_COPY_SHARE = 0.5
_LONGEST_LINE = 600
_LONGEST_PAGE = 200_000
_MOST_LINES = 300
_MOST_OUTLETS = 2000
_REMEMBERED_REPORTS = 100
_REMEMBERED_LINES = 6
_HEAD_CHARACTERS = 3000
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class OutletLines:
    """The lines of one outlet: in how many of its ``reports`` each stood, by the line's hash.

    ``seen`` holds for each of the last reports the hashes of its longest lines, by which another
    copy of it is known.
    """

    reports: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    seen: tuple[tuple[str, ...], ...] = ()

    def recurs(self, text: str) -> bool:
        """Tell whether a line stands in at least three reports and a fair share of them.

        That is a quarter; of a sentence half, since an outlet may repeat its background.
        """
        count = self.counts.get(line_hash(text) or "", 0)
        share = _SHARE_FOR_SENTENCES if is_sentence(text) else _SHARE_OF_REPORTS
        return count >= _FEWEST_REPORTS and count >= share * self.reports

    def with_report(self, lines: Mapping[str, int]) -> OutletLines:
        """Return these lines with another report, unless it was seen already.

        Args:
            lines: the words of each line by its hash.
        """
        longest = tuple(sorted(lines, key=lambda line: (-lines[line], line))[:_REMEMBERED_LINES])
        known = self._seen_at(longest)
        if known is not None:
            return self
        counts = Counter(self.counts)
        counts.update(dict.fromkeys(lines, 1))
        seen = (*self.seen, longest)[-_REMEMBERED_REPORTS:]
        return OutletLines(self.reports + 1, _most_frequent(counts), seen)

    def telling(self) -> OutletLines:
        """Return these lines without those that are too rare to recur, and without ``seen``."""
        least = max(_FEWEST_REPORTS, _SHARE_OF_REPORTS * self.reports)
        counts = {line: count for line, count in self.counts.items() if count >= least}
        return OutletLines(self.reports, counts)

    def _seen_at(self, longest: Sequence[str]) -> int | None:
        """The remembered report of which most of these lines are."""
        for at, other in enumerate(self.seen):
            fewer = min(len(longest), len(other))
            if len(set(longest) & set(other)) > _COPY_SHARE * fewer:
                return at
        return None

    def added(self, other: OutletLines) -> OutletLines:
        """Return the sum of two counts that were taken of different reports."""
        counts = Counter(self.counts) + Counter(other.counts)
        seen = (*self.seen, *other.seen)[-_REMEMBERED_REPORTS:]
        return OutletLines(self.reports + other.reports, _most_frequent(counts), seen)


@dataclass(frozen=True, slots=True)
class RecurringLines:
    """What was learned of each outlet, by its key; ``fresh`` are reports not yet counted."""

    outlets: Mapping[str, OutletLines] = field(default_factory=dict)
    fresh: tuple[tuple[str, Mapping[str, int]], ...] = ()

    @property
    def reports(self) -> dict[str, int]:
        """How many different reports were seen of each outlet."""
        return {key: outlet.reports for key, outlet in self._counted().outlets.items()}

    def recurs(self, outlet: str | None, line: str) -> bool:
        """Tell whether a line stands in a fair share of an outlet's reports, and in three or more.

        Args:
            outlet: its key, as :func:`outlet_key` gives it; None recurs nowhere.
            line: as it stands on the page.
        """
        known = self._counted().outlets.get(outlet) if outlet else None
        return known is not None and known.recurs(line)

    def joined(self, other: RecurringLines) -> RecurringLines:
        """Return what both know; reports of ``other`` that this one has seen count once."""
        mine = dict(self._counted().outlets)
        for outlet, lines in other.outlets.items():
            mine[outlet] = mine.get(outlet, OutletLines()).added(lines)
        return replace(self, outlets=mine, fresh=other.fresh)._counted()

    def of(self, outlets: Iterable[str]) -> RecurringLines:
        """Return what tells which lines of some outlets recur, and nothing to learn on from."""
        known = self._counted().outlets
        return RecurringLines(
            {key: known[key].telling() for key in sorted(set(outlets)) if key in known}
        )

    def to_json(self) -> str:
        """Return what was learned as JSON, for :meth:`from_json`."""
        return msgspec.json.encode(self._counted().outlets).decode()

    @staticmethod
    def from_json(text: str) -> RecurringLines:
        """Return what :meth:`to_json` wrote.

        Raises:
            RecordError: if it is something else.
        """
        try:
            return RecurringLines(msgspec.json.decode(text, type=dict[str, OutletLines]))
        except msgspec.DecodeError as error:
            raise RecordError(f"expected recurring lines as JSON: {error}") from error

    def _counted(self) -> RecurringLines:
        if not self.fresh:
            return self
        outlets = dict(self.outlets)
        for outlet, lines in self.fresh:
            outlets[outlet] = outlets.get(outlet, OutletLines()).with_report(lines)
        return RecurringLines(_best_known(outlets))


def marked(lines: Sequence[Line], recurs: Callable[[str], bool] | None) -> tuple[Line, ...]:
    """Return the lines of a page, each with whether its outlet prints it again and again.

    Corrections, datelines and quotations are never taken for that.

    Args:
        lines: of the page.
        recurs: tells of a line whether it recurs; nothing does if None.
    """
    if recurs is None:
        return tuple(lines)
    return tuple(
        replace(line, recurs=True) if _may_recur(line.text) and recurs(line.text) else line
        for line in lines
    )


def _may_recur(text: str) -> bool:
    return not (is_protected(text) or is_dateline(text) or QUOTE.match(text))


def recurring_lines(pages: Iterable[tuple[str, str]]) -> RecurringLines:
    """Learn which lines recur in the pages of each outlet.

    Args:
        pages: the outlet's key and the text of a page as it was saved; as many at a time as memory
            allows, to be joined with what was learned before.
    """
    by_outlet: dict[str, list[dict[str, int]]] = defaultdict(list)
    for outlet, content in pages:
        by_outlet[outlet].append(_hashed(split_lines(content[:_LONGEST_PAGE])))
    return RecurringLines(
        fresh=tuple(
            (outlet, report) for outlet, found in by_outlet.items() for report in _reports(found)
        )
    )


def outlet_key(source: Source) -> str | None:
    """Return by what an outlet's pages are told from others, or None where nothing tells.

    It is the outlet that the container names, else the host of the address, else the name on the
    masthead. Pages with markup have better signs of their own, and so no key.
    """
    if source.markup not in {"text", "body"}:
        return None
    named = source.given.get("outlet") or _host(source.given.get("url") or source.uri)
    if named is None and source.markup == "text":
        lines = split_lines(source.content[:_HEAD_CHARACTERS])
        named = read_head(lines[: body_start(lines)]).outlet
    return " ".join(named.casefold().split()).removeprefix("the ") if named else None


def line_hash(text: str) -> str | None:
    """Return a short hash of a line without its numbers, months and weekdays; None of no words."""
    folded = WEEKDAY.sub("#", fold_phrase(text))
    kept = _WORD.sub(lambda word: "#" if word[0] in month_numbers() else word[0], folded)
    if len(kept) > _LONGEST_LINE or sum(map(len, _WORD.findall(kept))) < 3:
        return None
    return blake2b(kept.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _host(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.scheme in {"http", "https"} else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _hashed(lines: Iterable[Line]) -> dict[str, int]:
    return {key: len(line.words) for line in lines if (key := line_hash(line.text))}


def _reports(pages: Sequence[Mapping[str, int]]) -> list[Mapping[str, int]]:
    """Join the pages that share most of their words: copies and updates of one report."""
    reports: list[Mapping[str, int]] = []
    holding: dict[str, set[int]] = defaultdict(set)
    for page in pages:
        shared: Counter[int] = Counter()
        for line, words in page.items():
            for at in holding[line]:
                shared[at] += words
        same = [
            at
            for at, words in shared.items()
            if words > _COPY_SHARE * min(sum(page.values()), sum(reports[at].values()))
        ]
        at = same[0] if same else len(reports)
        if same:
            reports[at] = {**reports[at], **page}
        else:
            reports.append(page)
        for line in page:
            holding[line].add(at)
    return reports


def _most_frequent(counts: Mapping[str, int]) -> dict[str, int]:
    """Keep memory bounded: a line that recurs comes back, one that does not need not be kept."""
    if len(counts) <= _MOST_LINES:
        return dict(counts)
    return dict(Counter(counts).most_common(_MOST_LINES // 2))


def _best_known(outlets: dict[str, OutletLines]) -> dict[str, OutletLines]:
    if len(outlets) <= _MOST_OUTLETS:
        return outlets
    most = sorted(outlets, key=lambda outlet: (-outlets[outlet].reports, outlet))[:_MOST_OUTLETS]
    return {outlet: outlets[outlet] for outlet in most}
