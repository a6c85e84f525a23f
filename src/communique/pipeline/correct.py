"""Correcting a ledger: what a person decides is kept, applied at once, and can be taken back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from communique.corrections import (
    Coded,
    Reader,
    anchor_of,
    anchors_of_dispute,
    as_it_is,
    differing,
    in_force,
    new_correction,
    recoded,
)
from communique.errors import CorrectionError, UnknownRecordError
from communique.ledger import SETTINGS, Filters, Ledger, Place
from communique.pipeline.build import merge_ledger, merger_id
from communique.pipeline.coder import Coder
from communique.records import (
    Anchor,
    Commitment,
    Correction,
    Dispute,
    Event,
    EventMention,
    Figure,
    Review,
    Statement,
    from_json,
    id_of,
)
from communique.settings import Settings

_CODED = (EventMention, Statement, Commitment, Figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What correcting did.

    ``events`` are those that now hold the accounts it was about, ``reviews`` what changed nothing;
    ``known`` counts corrections that were there already, ``seconds`` is how long merging took.
    """

    corrections: tuple[Correction, ...]
    events: tuple[Event, ...]
    reviews: tuple[Review, ...]
    known: int
    seconds: float


class Corrector:
    """Makes corrections in a ledger, in the name of one person.

    Args:
        ledger: open; it must be possible to write it.
        by: who corrects.

    Raises:
        CommuniqueError: if files that the settings of the ledger's last run name are gone.
    """

    def __init__(self, ledger: Ledger, by: str) -> None:
        self._ledger = ledger
        self._by = by
        remembered = ledger.recall(SETTINGS)
        self._coder = Coder(from_json(Settings, remembered) if remembered else Settings())
        # Whether copies and stories are those of the documents as they are now.
        self._grouped = ledger.is_merged(merger_id(self._coder))

    def reject(self, ids: Sequence[str], *, why: str) -> Done:
        """Take records out: accounts, whole events, statements, commitments, figures, disputes.

        Args:
            ids: of records, or beginnings of ids.
            why: in a few words.

        Raises:
            UnknownRecordError: if the ledger does not hold one of them.
            CorrectionError: if one cannot be rejected, or is already.
        """
        found = [self._record(wanted) for wanted in ids]
        anchors = [anchor for record in found for anchor in self._anchors(record)]
        return self._make("reject", why, ids, tuple(dict.fromkeys(anchors)))

    def recode(self, wanted: str, given: Mapping[str, str], *, why: str) -> Done:
        """Give fields of a record, or of all accounts of an event, other values.

        Args:
            wanted: the id of the record.
            given: words by field, as a person types them.
            why: in a few words.

        Raises:
            UnknownRecordError: if the ledger does not hold the record.
            CorrectionError: if a field cannot be set so, or has that value already.
        """
        record = self._record(wanted)
        if not given:
            raise CorrectionError("expected at least one value to set, such as type=AGREE")
        accounts = self._accounts(record) if isinstance(record, Event) else [self._coded(record)]
        reader = Reader(self._coder.knowledge, self._coder.lexicon.ontology, self._ledger.actors())
        values = reader.values(accounts[0], given, _day(accounts[0]))
        wrong = [account for account in accounts if differing(account, values)]
        if not wrong:
            raise CorrectionError(f"{wanted}: it has these values already")
        for account in wrong:
            recoded(account, values)  # refuses what does not fit
        anchors = tuple(self._anchor(id_of(account)) for account in wrong)
        return self._make("recode", why, [wanted], anchors, values=values)

    def confirm(self, ids: Sequence[str], *, why: str) -> Done:
        """Say that records are right as they are now, so that no later coder changes them.

        Of an event, all its accounts. Confirmed records serve as gold to score a coder on.

        Args:
            ids: of event mentions, events, statements, commitments, figures.
            why: in a few words.

        Raises:
            UnknownRecordError: if the ledger does not hold one of them.
            CorrectionError: if one is a dispute, or rejected.
        """
        found = [self._record(wanted) for wanted in ids]
        coded = [
            account
            for one in found
            for account in (self._accounts(one) if isinstance(one, Event) else [self._coded(one)])
        ]
        made = [
            new_correction(
                "confirm", by=self._by, why=why, about=tuple(ids),
                records=(self._anchor(id_of(account)),), values=as_it_is(account),
            )
            for account in coded
        ]  # fmt: skip
        return self._commit(made, *made)

    def split(self, ids: Sequence[str], *, why: str) -> Done:
        """Make accounts of one event an event of their own, whatever their score.

        Args:
            ids: of event mentions, not all of the event.
            why: in a few words.

        Raises:
            UnknownRecordError: if the ledger does not hold one of them.
            CorrectionError: if they are not some of the accounts of one event.
        """
        out = [self._record(wanted) for wanted in ids]
        mentions = [record for record in out if isinstance(record, EventMention)]
        if len(mentions) < len(out):
            raise CorrectionError("expected ids of accounts to split off; `show EVENT` prints them")
        names = {mention.event_mention_id for mention in mentions}
        events = self._events_with(sorted(names))
        if len(events) != 1:
            raise CorrectionError(f"expected accounts of one event, got those of {len(events)}")
        stay = sorted(set(events[0].event_mentions) - names)
        if not stay:
            raise CorrectionError(f"{events[0].event_id}: these are all its accounts; keep some")
        anchors, others = (tuple(map(self._anchor, some)) for some in (sorted(names), stay))
        return self._make("split", why, [events[0].event_id, *ids], anchors, others=others)

    def join(self, ids: Sequence[str], *, why: str) -> Done:
        """Make several events one, whatever speaks against it.

        Args:
            ids: of two or more events.
            why: in a few words.

        Raises:
            UnknownRecordError: if the ledger does not hold one of them.
            CorrectionError: if they are not at least two events.
        """
        events = {}
        for wanted in ids:
            record = self._record(wanted)
            if not isinstance(record, Event):
                raise CorrectionError(f"{wanted}: expected the id of an event")
            events[record.event_id] = record
        if len(events) < 2:
            raise CorrectionError("expected at least two events to join")
        mentions = sorted(name for event in events.values() for name in event.event_mentions)
        return self._make("join", why, ids, tuple(map(self._anchor, mentions)))

    def undo(self, wanted: str, *, why: str) -> Done:
        """Take back a correction, or an undoing; both stay on record.

        Args:
            wanted: its id, or a beginning that no other has.
            why: in a few words.

        Raises:
            UnknownRecordError: if there is no such correction.
            CorrectionError: if it was taken back already.
        """
        every = self._ledger.corrections()
        found = [c for c in every if c.correction_id.startswith(wanted)]
        found = [c for c in found if c.correction_id == wanted] or found
        if len(found) != 1 or not wanted:
            what = "more than one correction begins" if found and wanted else "no correction begins"
            raise UnknownRecordError(f"{self._ledger.path}: {what} with {wanted!r}")
        if _is_undone(found[0], every):
            raise CorrectionError(f"{found[0].correction_id}: it was taken back already")
        undoing = new_correction(
            "undo", by=self._by, why=why, about=(found[0].correction_id,),
            undoes=found[0].correction_id,
        )  # fmt: skip
        return self._commit([undoing], found[0])

    def take_over(self, corrections: Iterable[Correction]) -> Done:
        """Take over corrections that were made in another ledger, with their names and days.

        Raises:
            RecordError: if one of them has the id of another correction.
        """
        return self._commit(list(corrections))

    def _make(
        self,
        kind: str,
        why: str,
        about: Sequence[str],
        records: tuple[Anchor, ...],
        **more: object,
    ) -> Done:
        make: Callable[..., Correction] = new_correction
        correction = make(kind, by=self._by, why=why, about=tuple(about), records=records, **more)
        return self._commit([correction], correction)

    def _commit(self, made: list[Correction], *about: Correction) -> Done:
        _ = self._coder.knowledge, self._coder.coder_id  # what cannot be merged is not begun
        added = self._ledger.correct(made)
        began = time.monotonic()
        if added or not self._grouped:
            merge_ledger(self._ledger, self._coder, regroup=not self._grouped)
            self._grouped = True
        ids = {correction.correction_id for correction in made}
        anchors = [a for correction in about for a in (*correction.records, *correction.others)]
        mentions = [a.record_id for a in anchors if a.kind == "event_mentions"]
        return Done(
            corrections=tuple(made),
            events=tuple(self._events_with(mentions)),
            reviews=tuple(r for r in self._ledger.reviews() if r.correction_id in ids),
            known=len(made) - added,
            seconds=time.monotonic() - began,
        )

    def _record(self, wanted: str) -> object:
        kind, record = self._ledger.record(wanted)
        if not isinstance(record, (Event, Dispute, *_CODED)):
            raise CorrectionError(f"{wanted}: {kind} are not corrected; correct what they tell")
        by = None if isinstance(record, Event | Dispute) else self._ledger.rejection(id_of(record))
        if by is not None:
            raise CorrectionError(f"{wanted}: it is rejected by {by}; undo that first")
        return record

    def _coded(self, record: object) -> Coded:
        if not isinstance(record, _CODED):
            raise CorrectionError("disputes are not re-coded: reject one, or re-code its figures")
        return record

    def _anchors(self, record: object) -> list[Anchor]:
        if isinstance(record, Event):
            return [self._anchor(name) for name in record.event_mentions]
        if isinstance(record, Dispute):
            told = {v.document_id: self._ledger.document(v.document_id) for v in record.values}
            return list(anchors_of_dispute(record, told))
        return [self._anchor(id_of(self._coded(record)))]

    def _anchor(self, record_id: str) -> Anchor:
        """Return the anchor of a record, by what its coder said it is."""
        record = self._ledger.as_coded(record_id)
        if not isinstance(record, _CODED):
            raise UnknownRecordError(f"{self._ledger.path}: no record {record_id!r}")
        return anchor_of(record, self._ledger.document(record.document_id))

    def _accounts(self, event: Event) -> list[Coded]:
        return [self._coded(self._ledger.record(name)[1]) for name in event.event_mentions]

    def _events_with(self, names: Sequence[str]) -> list[Event]:
        """Return the events to which accounts belong, each once."""
        known = [self._ledger.as_coded(name) for name in names]
        documents = {record.document_id for record in known if isinstance(record, EventMention)}
        found = {
            event.event_id: event
            for document_id in sorted(documents)
            for event in self._ledger.events(Filters(document=document_id))
            if set(event.event_mentions) & set(names)
        }
        return list(found.values())


def correct(ledger: Place | str, by: str, work: Callable[[Corrector], Done]) -> Done:
    """Open a ledger, let ``work`` correct it, and close it.

    Raises:
        LedgerError: if the ledger cannot be opened or written.
    """
    with Ledger.open(ledger) as opened:
        return work(Corrector(opened, by))


@contextmanager
def correcting(ledger: Place | str, by: str) -> Iterator[Corrector]:
    """Open a ledger, give what corrects it in somebody's name, and close it.

    Raises:
        LedgerError: if the ledger cannot be opened.
    """
    with Ledger.open(ledger) as opened:
        yield Corrector(opened, by)


def _day(record: Coded) -> date | None:
    """The day on which the parties of a record held their offices, as far as it tells."""
    when = record.when if isinstance(record, EventMention) else None
    return when.start if when is not None else None


def _is_undone(correction: Correction, every: Sequence[Correction]) -> bool:
    if correction.kind != "undo":
        return correction not in in_force(every)
    holding = {c.correction_id for c in in_force(every)}
    rest = [c for c in every if c != correction]
    return {c.correction_id for c in in_force(rest)} == holding
