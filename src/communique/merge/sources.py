"""How many independent sources stand behind a fact: on whose witness each report rests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from communique.merge.copies import originality
from communique.merge.joins import Joins
from communique.merge.relays import Chain
from communique.merge.tellers import teller_key
from communique.records import Document, EventMention
from communique.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """What is known of the ways by which accounts came into reports.

    Attributes:
        documents: by id, with their copy groups.
        relays: the media that passed an event mention on, by its id.
        excerpts: for reports that took over no more than passages of another, those passages;
            such a report rests on its copy group only where it tells in the others' words.
    """

    documents: Mapping[str, Document]
    relays: Mapping[str, Chain] = field(default_factory=dict)
    excerpts: Mapping[str, Collection[Span]] = field(default_factory=dict)
    credited: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "credited", _credited(self.documents.values(), self.excerpts))

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

    def of_reports(self, documents: Iterable[Document]) -> Mapping[str, str]:
        """Return, by document id, the source on which each report as a whole rests."""
        return _joined(
            {
                d.document_id: _tellers(
                    replace(d, copy_group=None) if d.document_id in self.excerpts else d,
                    self.credited,
                )
                for d in documents
            }
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
        if passages is not None and not any(span.overlaps(place) for span in passages):
            return _tellers(replace(document, copy_group=None), self.credited, place)
        return _tellers(document, self.credited, place)


def source_of(documents: Iterable[Document]) -> Mapping[str, str]:
    """Return, by document id, a name for the source that a report as a whole rests on."""
    every = {document.document_id: document for document in documents}
    return Witnesses(documents=every).of_reports(every.values())


def _joined(rests: Mapping[str, Chain]) -> dict[str, str]:
    joins = Joins({name for chain in rests.values() for name in chain})
    for chain in rests.values():
        for name in chain[1:]:
            joins.join(chain[0], name)
    return {document: joins.find(chain[-1]) for document, chain in sorted(rests.items())}


def _tellers(document: Document, credited: Mapping[str, str], place: Span | None = None) -> Chain:
    """On whose word a report tells what stands at ``place``: an agency's, else its outlet's.

    A chain that the report names after its lead counts for the paragraph alone.
    """
    if document.copy_group is not None and document.copy_group in credited:
        return (credited[document.copy_group],)
    agency = _names(document.agency)
    chain = _names(*document.via)
    if chain and (agency[:1] == chain[:1] or (not agency and _names_in(document, place))):
        return chain
    return agency or _names(document.outlet) or (document.document_id,)


def _names_in(document: Document, place: Span | None) -> bool:
    if place is None:
        return True
    start = document.text.rfind("\n", 0, place.start) + 1
    end = document.text.find("\n", place.end)
    paragraph = document.text[start : end if end >= 0 else None].casefold()
    return any(name.casefold() in paragraph for name in document.via)


def _names(*names: str | None) -> Chain:
    return tuple(dict.fromkeys(teller_key(name) for name in names if name))


def _credited(
    documents: Iterable[Document], excerpts: Mapping[str, Collection[Span]]
) -> dict[str, str]:
    """By copy group, the agency that most of its copies credit, else who told the original."""
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if document.copy_group is not None and document.document_id not in excerpts:
            groups[document.copy_group].append(document)
    found: dict[str, str] = {}
    for group, members in groups.items():
        agencies = Counter(key for d in members for key in _names(d.agency))
        original = min(members, key=originality)
        name = min(agencies, key=lambda key: (-agencies[key], key), default=None)
        found[group] = name or _tellers(replace(original, copy_group=None), {})[-1]
    return found
