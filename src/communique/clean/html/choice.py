"""Which extractor to believe: one with a guard, several by their agreement, or none but our own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from communique.clean.html.asides import Kinds
from communique.clean.html.extractors import (
    Extractor,
    long_lines,
    own_prose,
    readability,
    resiliparse,
    trafilatura_fast,
    trafilatura_full,
)
from communique.clean.html.layout import Chosen, Page
from communique.clean.html.refinement import Refined
from communique.clean.html.structure import container, densest, is_named_body
from communique.settings import CleanSettings, Extraction

Refine = Callable[[Chosen], Refined]
"""Completes what an extractor took for the report and cuts what does not belong to it."""

_HIDDEN = frozenset(("hidden",))
_APART = frozenset(("advertisement", "comments", "cookie", "newsletter", "related"))
_LEAST_LEFT = 0.4
_SOME_WORDS = 60
_MANY_WORDS = 100
_MOST_PROSE = 0.8
# What the first opinion is ahead of the others, which are each worse when they stand alone.
_AHEAD = 0.1


def own_reading(page: Page, kinds: Kinds) -> Chosen:
    """Return the prose of the part of the page that holds most of it.

    Args:
        page: the page.
        kinds: what the markup calls its parts; what it surely calls no report is left aside,
            unless hardly anything is left then: names may mislead.
    """
    shown = _outside(page, own_prose(page), kinds, _HIDDEN, _SOME_WORDS)
    enough = int(_LEAST_LEFT * page.count(shown))
    return densest(page, _outside(page, shown, kinds, _APART, enough))


def _outside(
    page: Page, chosen: Chosen, kinds: Kinds, names: AbstractSet[str], enough: int
) -> Chosen:
    """The blocks that are in no part of these kinds, if they have enough words."""
    left = frozenset(at for at in chosen if kinds[page.blocks[at].path[-1].number] not in names)
    return left if page.count(left) >= enough else chosen


def chosen_report(page: Page, own: Chosen, refine: Refine, settings: CleanSettings) -> Refined:
    """Return the report by the way of extraction that the settings name.

    Args:
        page: the page; a very large one is read in the fast way whatever the settings.
        own: our own reading of it.
        refine: completes and cuts what an extractor took for the report.
        settings: ``extraction``, and ``minimum_kept``: the share of the page's own prose that one
            extractor alone must keep to be believed.
    """
    way = _fast if page.is_large else _WAYS[settings.extraction]
    report = way(page, own, refine, settings.minimum_kept)
    return report if report.kept else refine(long_lines(page))


def _fast(page: Page, own: Chosen, refine: Refine, minimum: float) -> Refined:
    """Our own reading of the page's prose."""
    return refine(own)


def _balanced(page: Page, own: Chosen, refine: Refine, minimum: float) -> Refined:
    """Our own reading of what the page itself calls the body of its article; else trafilatura.

    Trafilatura is asked with its fallbacks where it keeps little, and others where that fails too.
    """
    if _is_named(page, own):
        return refine(own)
    chosen = _of_trafilatura(page, own, minimum)
    if _share(page, chosen, own) < minimum or _share(page, own, chosen & page.prose) < minimum:
        return _most_agreeing(page, refine, [chosen, own])
    return refine(chosen)


def _best(page: Page, own: Chosen, refine: Refine, minimum: float) -> Refined:
    """Of several readings the one that agrees most with the others."""
    chosen = _of_trafilatura(page, own, minimum)
    first = [own, chosen] if _is_named(page, own) else [chosen, own]
    return _most_agreeing(page, refine, first)


_WAYS: Mapping[Extraction, Callable[[Page, Chosen, Refine, float], Refined]] = {
    "balanced": _balanced,
    "best": _best,
    "fast": _fast,
}
_OTHERS: Sequence[Extractor] = (readability, resiliparse)


def _of_trafilatura(page: Page, own: Chosen, minimum: float) -> Chosen:
    """Trafilatura's own rules, or with its fallbacks if they keep too little of the prose."""
    chosen = trafilatura_fast(page)
    return chosen if _share(page, chosen, own) >= minimum and chosen else trafilatura_full(page)


def _most_agreeing(page: Page, refine: Refine, first: Sequence[Chosen]) -> Refined:
    """Of these readings and those of other extractors the most agreeing; the first is ahead."""
    opinions = [refine(chosen) for chosen in (*first, *(ask(page) for ask in _OTHERS))]

    def agreement(at: int) -> float:
        # Each agrees wholly with itself, which changes nothing between them.
        others = sum(_likeness(page, opinions[at], other) for other in opinions)
        return others + (_AHEAD if at == 0 else 0.0)

    return opinions[max(range(len(opinions)), key=agreement)]


def _likeness(page: Page, one: Refined, other: Refined) -> float:
    """Twice the common words over the sum of both."""
    total = page.count(one.kept) + page.count(other.kept)
    return 2 * page.count(one.kept & other.kept) / total if total else 1.0


def _is_named(page: Page, own: Chosen) -> bool:
    """Whether the markup calls it the body, where most of the page's prose stands."""
    length = page.count(own)
    if length < _MANY_WORDS or length < _MOST_PROSE * page.count(page.prose):
        return False
    held = container(page, own)
    return held is not None and is_named_body(held)


def _share(page: Page, chosen: Chosen, of: Chosen) -> float:
    """The share of the words of some blocks that are among the chosen."""
    total = page.count(of)
    return page.count(chosen & of) / total if total else 1.0
