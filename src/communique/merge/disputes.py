"""Where reports disagree: figures, lengths, days, and claims that are denied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.merge.blame import find_doer_disputes, find_mutual_blame
from communique.merge.corrected import find_corrections
from communique.merge.denials import find_denials
from communique.merge.event_disputes import find_event_disputes
from communique.merge.figure_disputes import find_figure_disputes
from communique.merge.late import find_late_disputes
from communique.merge.length_disputes import find_length_disputes
from communique.merge.measured import read_measured
from communique.records import Commitment, Dispute, Document, Event, Extraction


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
    return tuple(sorted(found, key=lambda dispute: dispute.dispute_id))


def _values(dispute: Dispute) -> frozenset[str]:
    return frozenset(value.value for value in dispute.values)
