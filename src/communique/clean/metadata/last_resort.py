"""The day of a page that states none where days are stated, as htmldate finds it.

htmldate reads scripts, addresses of pictures and the like. With its extensive search it answers
for nearly every page, with first days of years and months where it finds no more; so it runs
without that search, and a day that the page gives for something else is not taken.
"""

from __future__ import annotations

from datetime import date

from lxml import etree

from communique.clean.metadata.candidate import Candidate
from communique.clean.metadata.publication import PageDays, possible, same_day
from communique.records import When

_CONFIDENCE = 0.5
_MOST_ELEMENTS = 20_000
_MOST_CHARACTERS = 1_500_000


def last_resort_day(
    root: etree._Element, days: PageDays, address: str | None, read_on: date | None
) -> Candidate[When] | None:
    """Return the likely day of publication, or None.

    Args:
        root: the tree of the page, which htmldate may change.
        days: the days that the page states; one of these is not found again.
        address: the web address of the page.
        read_on: the day on which the page was read.
    """
    if _is_too_large(root):
        return None
    for script in root.xpath("//script[contains(@type, 'ld+json')]"):
        script.getparent().remove(script)  # read already, with an eye to whose days it gives
    from htmldate import find_date  # noqa: PLC0415  # a third of a second, and few pages need it

    words = find_date(root, original_date=True, extensive_search=False, url=address)
    try:
        day = date.fromisoformat(words or "")
    except ValueError:
        return None
    when = When(start=day, end=day, precision="day", text=words, basis="publication")
    found = Candidate(value=when, basis="content", confidence=_CONFIDENCE, text=words)
    others = [other.value for other in (days.updated, days.page_date) if other]
    if any(same_day(when, other) for other in others) or not possible(found, read_on, set()):
        return None
    return found


def _is_too_large(root: etree._Element) -> bool:
    """Whether a search through the page would take too long."""
    characters = 0
    for count, element in enumerate(root.iter()):
        characters += len(element.text or "") + len(element.tail or "")
        if count > _MOST_ELEMENTS or characters > _MOST_CHARACTERS:
            return True
    return False
