"""How many independent sources stand behind a fact: on whose witness each report rests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from communique.merge.copies import originality
from communique.merge.joins import Joins
from communique.merge.pile import Heading, heading_of
from communique.merge.relays import Chain
from communique.merge.tellers import teller_key
from communique.records import Document, EventMention
from communique.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """What is known of the ways by which accounts came into reports.

    Attributes:
        documents: by id, with their copy groups; all that have event mentions.
        headings: of all reports, by id; those of the documents by default.
        relays: the media that passed an event mention on, by its id.
        excerpts: for reports that took over no more than passages of another, those passages;
            such a report rests on its copy group only where it tells in the others' words.
    """

    documents: Mapping[str, Document]
    relays: Mapping[str, Chain] = field(default_factory=dict)
    excerpts: Mapping[str, Collection[Span]] = field(default_factory=dict)
    headings: Mapping[str, Heading] = field(default_factory=dict)
    credited: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        if not self.headings:
            headings = {name: heading_of(document) for name, document in self.documents.items()}
            object.__setattr__(self, "headings", headings)
        object.__setattr__(self, "credited", _credited(self.headings.values(), self.excerpts))

    def sources(self, mentions: Iterable[EventMention]) -> Mapping[str, str]:
        """Return, by document id, the source on which each report of one event rests.

        A report that tells the event on its own word rests on its teller, whatever it relays
        beside that; one that only relays rests on the origin of the relay. Media that one chain
        names are one source of this event.

        Args:
            mentions: all event mentions of one event.
        """
        rests: dict[str, Chain] = {}
        for mention in sorted(mentions, key=lambda m: m.event_mention_id):
            relayed, chain = self._chain(mention)
            if not relayed or mention.document_id not in rests:
                rests[mention.document_id] = chain
        return _joined(rests)

    def of_reports(self, ids: Iterable[str]) -> Mapping[str, str]:
        """Return, by document id, the source on which each report as a whole rests."""
        return _joined(
            {i: self._told_by(self.headings[i], alone=i in self.excerpts) for i in ids}
        )

    def _chain(self, mention: EventMention) -> tuple[bool, Chain]:
        """Tell whether a report only relays an account, and on whose word it gives it."""
        document = self.documents[mention.document_id]
        own = self._own(document, mention.trigger)
        relayed = self.relays.get(mention.event_mention_id, ())
        # "told Reuters" in a story of Reuters, or in a copy of it, relays nobody.
        if not relayed or set(relayed) & {*own, *_names(document.outlet, document.agency)}:
            return False, own
        return True, relayed

    def _own(self, document: Document, place: Span) -> Chain:
        passages = self.excerpts.get(document.document_id)
        alone = passages is not None and not any(span.overlaps(place) for span in passages)
        heading = self.headings[document.document_id]
        return self._told_by(heading, alone=alone, paragraph=_paragraph(document, place))

    def _told_by(
        self, heading: Heading, *, alone: bool = False, paragraph: str | None = None
    ) -> Chain:
        """On whose word a report tells something: that of its copy group, or on its own."""
        if not alone and heading.copy_group is not None and heading.copy_group in self.credited:
            return (self.credited[heading.copy_group],)
        return _tellers(heading, paragraph)


def source_of(documents: Iterable[Document]) -> Mapping[str, str]:
    """Return, by document id, a name for the source that a report as a whole rests on."""
    witnesses = Witnesses(documents={document.document_id: document for document in documents})
    return witnesses.of_reports(witnesses.headings)


def _joined(rests: Mapping[str, Chain]) -> dict[str, str]:
    joins = Joins({name for chain in rests.values() for name in chain})
    for chain in rests.values():
        for name in chain[1:]:
            joins.join(chain[0], name)
    return {document: joins.find(chain[-1]) for document, chain in sorted(rests.items())}


def _tellers(heading: Heading, paragraph: str | None = None) -> Chain:
    """On whose word a report tells what stands in a paragraph: an agency's, else its outlet's.

    A chain that the report names after its lead counts for the paragraph alone.
    """
    agency = _names(heading.agency)
    chain = _names(*heading.via)
    if chain and (agency[:1] == chain[:1] or (not agency and _names_in(heading, paragraph))):
        return chain
    return agency or _names(heading.outlet) or (heading.document_id,)


def _names_in(heading: Heading, paragraph: str | None) -> bool:
    return paragraph is None or any(name.casefold() in paragraph for name in heading.via)


def _paragraph(document: Document, place: Span) -> str | None:
    if not document.via:
        return None
    start = document.text.rfind("\n", 0, place.start) + 1
    end = document.text.find("\n", place.end)
    return document.text[start : end if end >= 0 else None].casefold()


def _names(*names: str | None) -> Chain:
    return tuple(dict.fromkeys(teller_key(name) for name in names if name))


def _credited(
    headings: Iterable[Heading], excerpts: Mapping[str, Collection[Span]]
) -> dict[str, str]:
    """By copy group, the agency that most of its copies credit, else who told the original."""
    groups: dict[str, list[Heading]] = defaultdict(list)
    for heading in headings:
        if heading.copy_group is not None and heading.document_id not in excerpts:
            groups[heading.copy_group].append(heading)
    found: dict[str, str] = {}
    for group, members in groups.items():
        agencies = Counter(key for one in members for key in _names(one.agency))
        original = min(members, key=originality)
        name = min(agencies, key=lambda key: (-agencies[key], key), default=None)
        found[group] = name or _tellers(original)[-1]
    return found
