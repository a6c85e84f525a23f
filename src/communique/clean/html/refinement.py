"""From what an extractor took for the report to what the report is, by the build of the page."""

from __future__ import annotations

from dataclasses import dataclass

from communique.clean.html.asides import Kinds
from communique.clean.html.cuts import Cuts, Known, interruptions, titles
from communique.clean.html.ends import ends
from communique.clean.html.layout import Chosen, Page
from communique.clean.html.structure import completed, container, within_container

_LEAST_LEFT = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Refined:
    """The blocks of the report, and of those first taken the ones that are furniture."""

    kept: Chosen
    cuts: Cuts


def refined(page: Page, chosen: Chosen, known: Known, asides: Kinds) -> Refined:
    """Complete what an extractor took for the report, and cut what does not belong to it.

    Args:
        page: the page.
        chosen: the blocks that an extractor took.
        known: what is known of the page.
        asides: elements that the markup calls something else than the report.
    """
    cuts = dict(titles(page, chosen, known))
    kept = _without_asides(page, chosen - cuts.keys(), asides)
    held = container(page, kept)
    kept = completed(page, within_container(page, kept, held), held, asides)
    for judge in (titles, interruptions, ends):
        found = judge(page, kept, known)
        cuts.update(found)
        kept = kept - found.keys()
    return Refined(kept=kept, cuts=cuts)


def _without_asides(page: Page, chosen: Chosen, asides: Kinds) -> Chosen:
    """Leave out the asides, unless hardly anything would be left: then their names mislead."""
    left = frozenset(at for at in chosen if not asides[page.blocks[at].path[-1].number])
    return left if page.count(left) >= _LEAST_LEFT * page.count(chosen) else chosen
