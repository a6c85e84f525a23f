"""Where reports disagree: figures, lengths, days, and claims that are denied."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from communique.merge.blame import find_doer_disputes, find_mutual_blame, tells_of_mutual_blame
from communique.merge.corrected import find_corrections, tells_of_corrections
from communique.merge.denials import find_denials
from communique.merge.event_disputes import find_event_disputes
from communique.merge.figure_disputes import find_figure_disputes
from communique.merge.late import find_late_disputes
from communique.merge.length_disputes import find_length_disputes
from communique.merge.measured import read_measured
from communique.records import Commitment, Dispute, Document, Event, EventMention, Extraction
from communique.spans import Span


def find_disputes(
    extractions: Iterable[Extraction],
    documents: Mapping[str, Document],
    events: Sequence[Event],
    commitments: Sequence[Commitment] = (),
) -> tuple[Dispute, ...]:
    """Return all disputes, each with the words of both sides, in order of their ids.

    Args:
        extractions: what each document holds.
        documents: by id, with copy group and story set.
        events: the merged events.
        commitments: followed to their end.
    """
    every = sorted(extractions, key=lambda e: e.document_id)
    figures = [figure for extraction in every for figure in extraction.figures]
    measured = [m for e in every for m in read_measured(e, documents[e.document_id])]
    statements = [statement for extraction in every for statement in extraction.statements]
    mentions = {m.event_mention_id: m for extraction in every for m in extraction.event_mentions}
    lengths = find_length_disputes(events, mentions, figures, documents)
    spoken_for = {_values(dispute) for dispute in lengths}
    amounts = (
        dispute for dispute in find_figure_disputes(measured) if _values(dispute) not in spoken_for
    )
    found = (
        *lengths,
        *amounts,
        *find_event_disputes(events, mentions),
        *find_corrections(every, documents),
        *find_late_disputes(commitments, events, mentions, figures, documents),
        *find_doer_disputes(statements, documents),
        *find_mutual_blame(documents.values()),
        *find_denials(list(mentions.values()), statements, documents, events),
    )
    placed = _Happenings(events, mentions)
    return tuple(sorted(map(placed.put, found), key=lambda dispute: dispute.dispute_id))


def may_hold_dispute(document: Document) -> bool:
    """Tell whether a report may hold a dispute of its own, whatever else was found in it."""
    return tells_of_corrections(document) or tells_of_mutual_blame(document)


class _Happenings:
    """The events that the sentences of documents tell."""

    def __init__(self, events: Sequence[Event], mentions: Mapping[str, EventMention]) -> None:
        self._told: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for event in events:
            for mention in map(mentions.__getitem__, event.event_mentions):
                told = (mention.sentence, event.event_id)
                self._told[mention.document_id].append(told)

    def put(self, dispute: Dispute) -> Dispute:
        """Return a dispute with the event that most of its values' sentences tell, if one is."""
        if dispute.event_id is not None:
            return dispute
        counts = Counter(
            event_id
            for value in dispute.values
            for event_id in dict.fromkeys(
                event_id
                for sentence, event_id in self._told[value.document_id]
                if any(span.overlaps(sentence) for span in value.evidence)
            )
        )
        # Of equal ones the first: ids would tell of a ledger's past.
        most = max(counts, key=counts.__getitem__, default=None)
        if most is None or counts[most] * 2 <= len(dispute.values):
            return dispute
        return replace(dispute, event_id=most)


def _values(dispute: Dispute) -> frozenset[str]:
    return frozenset(value.value for value in dispute.values)
