"""Terms of office: those of our lists, and those that reports taught, with their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from markupsafe import Markup

from communique.display import Passage, marked_spans
from communique.ledger import Ledger
from communique.records import Actor, Document, LearnedOffice, Office
from communique.web.draw.offices import Span, offices
from communique.web.named import names_of, state_names

_SIGHTINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of office.

    Attributes:
        title: of the office.
        of: the state or organisation it is of, by name.
        start, end: its days, None where open; of a learned one the first and last sighting.
        standing: how far reports agree on a learned one; None for one of our lists.
        sources: outlets independent of one another that give a learned one.
        words: of reports that give it.
    """

    title: str
    of: str
    start: date | None
    end: date | None
    standing: str | None = None
    sources: tuple[str, ...] = ()
    words: tuple[Passage, ...] = ()


def terms_of(ledger: Ledger, found: Actor) -> tuple[Term, ...]:
    """Return the terms of office of a person, the latest first, learned ones last."""
    return tuple(_terms(ledger, found))


def terms_chart(terms: Sequence[Term], title: str) -> Markup:
    """Return terms of office drawn over the years, the first at the top."""
    known = [term for term in terms if term.start is not None or term.end is not None]
    spans = [
        Span(
            label=f"{term.title}, {term.of}",
            start=term.start,
            end=term.end,
            certain=term.standing is None,
        )
        for term in sorted(known, key=lambda term: term.start or date.min)
    ]
    return offices(spans, title, date.today())


def _terms(ledger: Ledger, found: Actor) -> Iterator[Term]:
    learned = ledger.learned_offices(found.actor_id)
    # What reports agree on stands among the offices too; here it comes with its words.
    taught = {(one.title, one.of) for one in learned}
    listed = [one for one in found.offices if (one.title, one.of) not in taught]
    for office in sorted(listed, key=_recency, reverse=True):
        of = _body(ledger, office.of)
        yield Term(title=office.title, of=of, start=office.start, end=office.end)
    for one in learned:
        yield _learned(ledger, one)


def _recency(office: Office) -> tuple[date, date]:
    return office.end or date.max, office.start or date.min


def _body(ledger: Ledger, of: str) -> str:
    return state_names().get(of) or names_of(ledger, [of])[of]


def _learned(ledger: Ledger, one: LearnedOffice) -> Term:
    seen = one.sightings[:_SIGHTINGS]
    reports = ledger.by_ids("documents", {sighting.document_id for sighting in seen})
    documents = cast("dict[str, Document]", reports)
    return Term(
        title=one.title,
        of=_body(ledger, one.of),
        start=one.start,
        end=one.end,
        standing=one.standing,
        sources=one.sources,
        words=tuple(
            marked_spans(documents[s.document_id], [s.span], "value", "")
            for s in seen
            if s.document_id in documents
        ),
    )
