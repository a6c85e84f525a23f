"""Lines that an outlet prints with every report, learned from a pile of its reports.

A line that stands in several reports of one outlet that otherwise differ is the outlet's, not the
report's. Copies and updates of one report count once. Nothing is known of an outlet beforehand.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from communique.clean.text.line_rules import is_protected, is_sentence
from communique.clean.text.lines import Line, split_lines
from communique.records import Source

_KIND = "recurs in this outlet"
_FEWEST_REPORTS = 3
_FAIR_SHARE = 0.3
_SAME_REPORT = 0.5
_LONG_LINE = 60  # characters from which a line says what a report is about
_LONGEST_LINE = 400
_LONGEST_MASTHEAD = 100
_MOST_LINES = 400  # of one page, from its top and from its bottom
_KEPT_LINES = 300  # of one outlet
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class RecurringLines:
    """How many reports of an outlet were seen, and in how many of them each line stood.

    ``reports`` and ``lines`` are by outlet key; a line is known by its folded form.
    """

    reports: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def recurs(self, outlet: str | None, line: str) -> bool:
        """Tell whether a line stands in a fair share of an outlet's reports, and in three or more.

        Args:
            outlet: the outlet's key, as the pages were learned by; None recurs nowhere.
            line: as it stands on the page.
        """
        if outlet is None or len(line) > _LONGEST_LINE:
            return False
        seen = self.lines.get(outlet, {}).get(fold_line(line), 0)
        return seen >= _FEWEST_REPORTS and seen >= _FAIR_SHARE * self.reports[outlet]

    def joined(self, other: RecurringLines) -> RecurringLines:
        """Return what was learned from two piles together; the rarest lines are forgotten."""
        outlets = self.lines.keys() | other.lines.keys()
        return RecurringLines(
            reports={
                outlet: self.reports.get(outlet, 0) + other.reports.get(outlet, 0)
                for outlet in outlets
            },
            lines={
                outlet: _commonest(
                    Counter(self.lines.get(outlet, {})) + Counter(other.lines.get(outlet, {}))
                )
                for outlet in outlets
            },
        )

    def to_json(self) -> str:
        """Return what was learned as JSON, for keeping it beside the reports."""
        return json.dumps({"reports": self.reports, "lines": self.lines}, ensure_ascii=False)

    @classmethod
    def from_json(cls, words: str) -> RecurringLines:
        """Return what :meth:`to_json` wrote."""
        kept = json.loads(words)
        return cls(reports=kept["reports"], lines=kept["lines"])


def recurring_lines(pages: Iterable[tuple[str, str]]) -> RecurringLines:
    """Count in how many different reports of its outlet each line stands.

    Args:
        pages: key of the outlet and whole text of each page.
    """
    by_outlet: dict[str, list[frozenset[str]]] = defaultdict(list)
    for outlet, content in pages:
        by_outlet[outlet].append(frozenset(_lines_of(content)))
    reports: dict[str, int] = {}
    lines: dict[str, dict[str, int]] = {}
    for outlet, every in by_outlet.items():
        different = _different(every)
        reports[outlet] = len(different)
        lines[outlet] = _commonest(Counter(line for report in different for line in report))
    return RecurringLines(reports=reports, lines=lines)


def cut_recurring(
    lines: Sequence[Line], cuts: Mapping[int, str], recurs: Callable[[str], bool]
) -> dict[int, str]:
    """Return the cuts with those of the lines that an outlet prints with every report.

    A sentence of background may stand in many stories of an outlet, so a recurring sentence is cut
    only at the beginning and the end, where nothing of the report is on its other side.

    Args:
        lines: of the page.
        cuts: what is cut already, by index, with its kind.
        recurs: tells of a line whether the outlet prints it with every report.
    """
    found = dict(cuts)
    own = [
        at
        for at, line in enumerate(lines)
        if at not in cuts and recurs(line.text) and not is_protected(line.text)
    ]
    found |= {at: _KIND for at in own if not is_sentence(lines[at].text)}
    sentences = {at for at in own if at not in found}
    for inward in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for at in inward:
            if at in sentences:
                found[at] = _KIND
            elif at not in found:
                break
    return found


def outlet_key(source: Source) -> str | None:
    """Return what tells the outlet of a plain text before it is cleaned; None for other sources.

    Its stated outlet, else the host of its address, else a short first line, as mastheads are.
    """
    if source.markup != "text":
        return None
    host = urlsplit(source.uri).hostname if "://" in source.uri else None
    stated = source.given.get("outlet") or host
    if stated:
        return fold_line(stated)
    first = source.content.lstrip()[:_LONGEST_MASTHEAD].partition("\n")
    return fold_line(first[0]) if first[1] and first[0].strip() else None


def fold_line(line: str) -> str:
    """Return a line as recurring lines are compared: case, blanks and numbers made alike."""
    return _DIGITS.sub("#", " ".join(line.casefold().split()))


def _lines_of(content: str) -> Iterator[str]:
    lines = split_lines(content)
    edges = (
        lines if len(lines) <= 2 * _MOST_LINES else (*lines[:_MOST_LINES], *lines[-_MOST_LINES:])
    )
    for line in edges:
        if len(line.text) <= _LONGEST_LINE:
            yield fold_line(line.text)


def _different(pages: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Join the pages that are versions of one report: they share half of their long lines."""
    found: list[frozenset[str]] = []
    long: list[frozenset[str]] = []
    holders: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        about = frozenset(line for line in page if len(line) >= _LONG_LINE)
        shared = Counter(at for line in about for at in holders[line])
        same = next(
            (at for at, count in shared.most_common() if _is_same(count, about, long[at])), None
        )
        if same is None:
            same = len(found)
            found.append(page)
            long.append(about)
        else:
            found[same] |= page
        for line in about:
            holders[line].append(same)
    return found


def _is_same(shared: int, one: frozenset[str], other: frozenset[str]) -> bool:
    return shared > _SAME_REPORT * max(1, min(len(one), len(other)))


def _commonest(counts: Counter[str]) -> dict[str, int]:
    """The lines that may yet prove to recur, a bounded number of them."""
    return dict(counts.most_common(_KEPT_LINES))
