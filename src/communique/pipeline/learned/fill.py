"""What single documents left open, resolved by the offices that all of them teach together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import TypeVar

from communique.extract.actors.sightings import title_of_office
from communique.knowledge import Knowledge
from communique.knowledge.names import fold
from communique.pipeline.learned.table import LearnedTable
from communique.records import (
    Commitment,
    Document,
    EventMention,
    Extraction,
    Figure,
    LearnedOffice,
    Mention,
    Party,
    Statement,
)

_WORD = re.compile(r"[\w'’.-]+|[,;:()]")
_BEFORE = 120  # characters that hold the article of a phrase
_INDEFINITE = frozenset({
    "a", "an", "another", "any", "each", "every", "one", "no", "some", "former", "ex", "then",
})  # fmt: skip
R = TypeVar("R")

_KINDS = ("mentions", "event_mentions", "statements", "commitments", "figures")
_COURTESY = re.compile(r"^(?:Mr|Mrs|Ms|Dr)\.? ")


def resolve_across(
    extractions: Iterable[Extraction],
    documents: Mapping[str, Document],
    learned: LearnedTable,
    knowledge: Knowledge,
) -> list[Extraction]:
    """Return the extractions with their open parties resolved; others are passed on as they are.

    A person of an agreed office has its state and title where the document gives neither; "the
    Latvian transport minister" and "Minister Kalnins" are whom the offices of the day name.

    Args:
        extractions: as their coder left them.
        documents: by id.
        learned: the offices.
        knowledge: of states, and of names that others bear.
    """
    if not learned.offices and not learned.renamed:
        return list(extractions)
    return [
        _Document(documents[e.document_id], e, learned, knowledge).resolved()
        if e.document_id in documents
        else e
        for e in extractions
    ]


def changed_records(
    before: Iterable[Extraction], after: Iterable[Extraction]
) -> dict[str, list[Mention | EventMention | Statement | Commitment | Figure]]:
    """Return by kind the records that differ between two lists of the same extractions.

    Those that ``after`` lacks are left out.
    """
    changed: dict[str, list[Mention | EventMention | Statement | Commitment | Figure]] = {}
    for one, other in zip(before, after, strict=True):
        for kind in _KINDS:
            old = {_identity(record): record for record in getattr(one, kind)}
            fresh = [r for r in getattr(other, kind) if r != old[_identity(r)]]
            if fresh:
                changed.setdefault(kind, []).extend(fresh)
    return changed


def _identity(record: Mention | EventMention | Statement | Commitment | Figure) -> str:
    return str(getattr(record, fields(record)[0].name))


class _Document:
    """One document's open parties."""

    def __init__(
        self, document: Document, extraction: Extraction, learned: LearnedTable,
        knowledge: Knowledge,
    ) -> None:  # fmt: skip
        self._text = document.text
        self._extraction = extraction
        self._learned = learned
        self._knowledge = knowledge
        self._day = _day_of(document, extraction)
        self._states = {
            m.actor_id.removeprefix("state/") for m in extraction.mentions if m.actor_id
        }

    def resolved(self) -> Extraction:
        """Return the extraction with its parties resolved."""
        found, party, each = self._extraction, self._party, self._each
        return _with(
            found,
            mentions=tuple(_with(m, actor_id=self._id(m.actor_id)) for m in found.mentions),
            event_mentions=tuple(
                _with(
                    e, actors=each(e.actors), recipients=each(e.recipients),
                    attributed_to=party(e.attributed_to),
                )
                for e in found.event_mentions
            ),
            statements=tuple(
                _with(
                    s, speaker=party(s.speaker), addressees=each(s.addressees),
                    about=tuple(self._id(i) or i for i in s.about),
                )
                for s in found.statements
            ),
            commitments=tuple(_with(c, by=each(c.by), to=each(c.to)) for c in found.commitments),
            figures=tuple(_with(f, parties=each(f.parties)) for f in found.figures),
        )  # fmt: skip

    def _id(self, actor_id: str | None) -> str | None:
        return self._learned.renamed.get(actor_id, actor_id) if actor_id else None

    def _each(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(p for p in map(self._party, parties) if p is not None)

    def _party(self, party: Party | None) -> Party | None:
        if party is None:
            return None
        known = self._id(party.actor_id)
        if known != party.actor_id:
            party = replace(party, actor_id=known)
        if self._day is None:
            return party
        if known is not None:
            return self._with_office(party, self._day)
        office = self._meant(party, self._day)
        return self._as_holder(party, office) if office is not None else party

    def _with_office(self, party: Party, day: date) -> Party:
        """Give a named person the state and title that the document does not tell."""
        office = self._learned.of_person(party.actor_id or "", day)
        if office is None or party.country is not None or party.office is not None:
            return party
        return self._as_holder(party, office)

    def _meant(self, party: Party, day: date) -> LearnedOffice | None:
        """Return the office of whom a title, a titled surname or a bare surname stands for."""
        title = title_of_office(party.office) if party.office else None
        surname = self._surname(party)
        if title is not None and party.country is not None:
            if surname is not None:
                return self._learned.named(surname, day, title=title, of=party.country)
            definite = self._is_definite(party)
            return self._learned.holder(title, party.country, day) if definite else None
        if surname is None or party.country is not None or party.office is not None:
            return None
        if any(e.kind == "person" for e in self._knowledge.names.meanings.get(fold(surname), ())):
            return None
        office = self._learned.named(surname, day)
        return office if office is not None and office.of in self._states else None

    def _surname(self, party: Party) -> str | None:
        """Return the name of a party that is one capitalised word and no title."""
        name = _COURTESY.sub("", party.name)
        titled = set((party.office or "").split())
        plain = name.isalpha() or "-" in name
        return name if plain and name[:1].isupper() and name.lower() not in titled else None

    def _is_definite(self, party: Party) -> bool:
        """Tell "the Latvian deputy premier" from "a Latvian deputy premier" and from several."""
        if party.span is None or party.span.end > len(self._text):
            return False
        head = party.span.of(self._text).lower()
        if head not in (party.office or "").split():
            return False
        before = self._text[max(0, party.span.start - _BEFORE) : party.span.start]
        own = set(map(str.lower, _WORD.findall(party.name)))
        others = (w.lower() for w in reversed(_WORD.findall(before)) if w.lower() not in own)
        return next(others, "") not in _INDEFINITE

    def _as_holder(self, party: Party, office: LearnedOffice) -> Party:
        is_state = office.of in self._knowledge.states
        return replace(
            party,
            actor_id=office.actor_id,
            name=office.name,
            country=office.of if is_state else None,
            sector="GOV" if is_state else "IGO",
            office=party.office or office.title,
        )


def _with(record: R, **fields: object) -> R:
    """Return a record with other values of fields; the same one where nothing differs."""
    changed = {name: value for name, value in fields.items() if getattr(record, name) != value}
    return replace(record, **changed) if changed else record  # type: ignore[type-var]


def _day_of(document: Document, extraction: Extraction) -> date | None:
    """Return the day of a report: of its publication, or of the dateline of its sightings."""
    if document.published is not None:
        return document.published.start
    days = (s.start for s in extraction.office_sightings if s.start == s.end)
    return next(days, None)
