"""The reports that a question about outlets is about: whose they are, and whom they credit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from communique.ledger import Byline, Filters, Ledger
from communique.merge.tellers import teller_key

NO_OUTLET = "(not stated)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report: its outlet, the days on which it can have come out, whom it credits."""

    document_id: str
    outlet: str
    start: date | None
    end: date | None
    credited: tuple[str, ...]


def reports_of(ledger: Ledger, filters: Filters) -> Mapping[str, Report]:
    """Return the reports that tell the events that meet the filters; all reports without any.

    An outlet has the name by which most reports call it, however the others write it.

    Returns:
        Reports by document id.
    """
    bylines: Iterable[Byline] = ledger.bylines()
    if filters.given():
        wanted = {name for event in ledger.tellings(filters) for name in event.documents}
        bylines = (byline for byline in bylines if byline.document_id in wanted)
    kept = list(bylines)
    names = _names(kept)
    return {byline.document_id: _report(byline, names) for byline in kept}


def _names(bylines: Iterable[Byline]) -> Mapping[str, str]:
    """The usual name of each teller, by any of its names; outlets are named by themselves."""
    own = Counter(byline.outlet for byline in bylines if byline.outlet)
    credited = Counter(name for byline in bylines for name in _credits(byline))
    outlets = _usual(own)
    usual = _usual(credited) | outlets
    # "(Halyard)" in a dateline is Halyard News, if that is an outlet.
    usual |= {key: usual[f"{key} news"] for key in usual if f"{key} news" in outlets}
    return {name: usual[teller_key(name)] for name in {*own, *credited}}


def _usual(counted: Counter[str]) -> dict[str, str]:
    """The most frequent name of each teller, by its key."""
    found: dict[str, str] = {}
    for name in sorted(counted, key=lambda name: (-counted[name], name)):
        found.setdefault(teller_key(name), name)
    return found


def _credits(byline: Byline) -> tuple[str, ...]:
    return (*((byline.agency,) if byline.agency else ()), *byline.via)


def _report(byline: Byline, names: Mapping[str, str]) -> Report:
    when = byline.published or byline.page_date
    outlet = names[byline.outlet] if byline.outlet else NO_OUTLET
    credited = dict.fromkeys(names[name] for name in _credits(byline))
    credited.pop(outlet, None)
    return Report(
        document_id=byline.document_id,
        outlet=outlet,
        start=when.start if when else None,
        end=when.end if when else None,
        credited=tuple(credited),
    )
