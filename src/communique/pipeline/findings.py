"""What the reports of a ledger tell, as far as merging looks at it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from communique.batches import batches
from communique.knowledge import Knowledge
from communique.ledger import Ledger
from communique.merge import Grouped, may_hold_dispute
from communique.pipeline.learned import (
    LearnedTable,
    learn_offices,
    resolve_across,
)
from communique.pipeline.stored import StoredReports
from communique.records import Document, Extraction, Mention

_READ = 200  # extractions read together
_MERGED = ("event_mentions", "statements", "commitments", "figures")


@dataclass(slots=True, kw_only=True)
class Findings:
    """What was found in reports, and what all of them together resolved of it.

    Memory holds what merging looks at: of general news, that is little. ``documents`` are by id,
    with copy group and story; ``coded`` and ``resolved`` are of these, one for one; ``mentions``
    are those of all reports that were resolved.
    """

    learned: LearnedTable
    documents: dict[str, Document] = field(default_factory=dict)
    coded: list[Extraction] = field(default_factory=list)
    resolved: list[Extraction] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def find_findings(ledger: Ledger, grouped: Grouped, knowledge: Knowledge) -> Findings:
    """Return what the reports of a ledger tell, open parties resolved.

    Args:
        ledger: with their extractions.
        grouped: the reports, with copy groups and stories.
        knowledge: of states and offices.
    """
    pile = StoredReports(ledger)
    found = Findings(learned=_learned(ledger, pile, grouped, knowledge))
    every = (one for one in ledger.extractions() if _tells(one))
    for told in batches(every, _READ):
        documents = grouped.with_groups(pile.read(one.document_id for one in told))
        # Another program may have added some since the headings were read.
        some = [one for one in told if one.document_id in documents]
        resolved = resolve_across(some, documents, found.learned, knowledge)
        for coded, one in zip(some, resolved, strict=True):
            if coded.mentions != one.mentions:
                pairs = zip(coded.mentions, one.mentions, strict=True)
                found.mentions += [after for before, after in pairs if before != after]
            _keep(found, documents[one.document_id], coded, one)
    return found


def _learned(
    ledger: Ledger, pile: StoredReports, grouped: Grouped, knowledge: Knowledge
) -> LearnedTable:
    sightings = [
        Extraction(document_id=one.document_id, office_sightings=one.office_sightings)
        for one in ledger.extractions()
        if one.office_sightings
    ]
    documents = grouped.with_groups(pile.read(one.document_id for one in sightings))
    return learn_offices(documents.values(), sightings, knowledge)


def _tells(extraction: Extraction) -> bool:
    return any(getattr(extraction, name) for name in (*_MERGED, "mentions", "times", "places"))


def _keep(found: Findings, document: Document, coded: Extraction, resolved: Extraction) -> None:
    disputes = may_hold_dispute(document)
    if not disputes and not any(getattr(resolved, name) for name in _MERGED):
        return
    measures = disputes or bool(resolved.figures)
    dates = measures or bool(resolved.commitments)
    found.documents[document.document_id] = document
    found.coded.append(_looked_at(coded, dates=dates, places=measures))
    found.resolved.append(_looked_at(resolved, dates=dates, places=measures))


def _looked_at(extraction: Extraction, *, dates: bool, places: bool) -> Extraction:
    return replace(
        extraction,
        mentions=(), actors=(), office_sightings=(),
        times=extraction.times if dates else (),
        places=extraction.places if places else (),
    )  # fmt: skip
