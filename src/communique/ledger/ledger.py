"""The ledger: one file that holds every record with its words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, TypeVar, Unpack, cast

from sqlalchemy import Connection, Engine, func, select

from communique.display import View
from communique.errors import UnknownRecordError
from communique.ledger import content, corrected, read, rollup, schema, shown, told, write
from communique.ledger.across import AcrossDocuments, offices_of
from communique.ledger.bounded import bound
from communique.ledger.cameof import CameOf, came_of
from communique.ledger.census import Census
from communique.ledger.connect import writing
from communique.ledger.corrected import CorrectedView
from communique.ledger.filters import Asked, Filters, refined
from communique.ledger.kinds import KINDS, Kind, Record
from communique.ledger.meta import MERGED, set_meta
from communique.ledger.opening import connect, translated
from communique.ledger.place import Place, Server, place_of
from communique.ledger.queries import count_records
from communique.ledger.rollup import Tally
from communique.ledger.selection import Selection
from communique.ledger.snippets import Hit
from communique.ledger.told import Byline, Telling, Told
from communique.ledger.write_coded import Coded, note_refused, write_coded
from communique.records import (
    Actor,
    Capture,
    Coding,
    Commitment,
    CopyPassage,
    Correction,
    Dispute,
    Document,
    Event,
    EventMention,
    Extraction,
    Figure,
    LearnedOffice,
    Mention,
    Review,
    Source,
    Statement,
    Story,
    content_id,
)

T = TypeVar("T")
# By what records belong to others, where an index leads from these to them.
Link = Literal["document_id", "original", "copy_group", "story", "event_mention_id"]


_LEARNED = "learned: "
# What a build remembers: its settings, and the reports that took over passages only.
SETTINGS = "settings"
EXCERPTS = "excerpts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a listing: its records, and the mark that asks for the next one, if any."""

    records: tuple[Record, ...]
    after: str | None


def source_key(source: Source) -> str:
    """Return the key by which a ledger knows that a source was coded: its address and content."""
    given = sorted(source.given.items())
    return content_id("source", source.uri, source.markup, given, source.content)


class Ledger:
    """Records in one SQLite file or one PostgreSQL database; reading never waits for writing.

    Open it with :meth:`open`, best in a ``with`` block. Iterators read while they are consumed.
    """

    def __init__(self, path: Place, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @classmethod
    def open(cls, path: Path | Server | str, *, create: bool = False) -> Ledger:
        """Open a ledger.

        Args:
            path: its file, or the address of a database: ``postgresql://user@host/database``.
            create: make a new ledger if there is none.

        Raises:
            LedgerError: if the ledger is missing, damaged, none, or written by another version.
                It is then as it was.
        """
        place = place_of(path)
        with translated(place):
            return cls(place, connect(place, create=create))

    @classmethod
    def open_bounded(cls, path: Path | Server | str, *, seconds: float) -> Ledger:
        """Open a ledger for reading alone, each answer within a time.

        Args:
            path: as in :meth:`open`.
            seconds: after which an answer that is not there yet raises a TimeLimitError.

        Raises:
            LedgerError: as in :meth:`open`.
        """
        ledger = cls.open(path)
        bound(ledger._engine, seconds)
        return ledger

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Writing

    def write_document(
        self,
        document: Document,
        captures: Sequence[Capture],
        extraction: Extraction,
        coding: Coding,
        *,
        sources: Mapping[str, str] | None = None,
    ) -> bool:
        """Store a document and what a coder made of it, whole or not at all.

        Args:
            document: one report; its id is the hash of its text.
            captures: where it was seen; those already known are passed over.
            extraction: what the coder found in it.
            coding: how the coding went. An earlier coding by another coder is replaced.
            sources: by :func:`source_key`, the addresses of the sources that gave this text.

        Returns:
            False if this coder's coding of this document was there already.

        Raises:
            LedgerError: if the file cannot be written.
        """
        coded = Coded(
            document=document,
            captures=captures,
            extraction=extraction,
            coding=coding,
            sources=sources or {},
        )
        return self.write_documents([coded])[0]

    def write_documents(self, batch: Iterable[Coded]) -> list[bool]:
        """Store a batch of coded documents in one transaction; see :meth:`write_document`."""
        return self._write(lambda connection: write_coded(connection, batch))

    def write_refused(self, key: str, uri: str, coder_id: str, reason: str) -> None:
        """Remember that a source gave no document, and why, so that a resumed build counts it."""
        self._write(lambda c: note_refused(c, key, uri, coder_id, reason))

    def replace_merged(
        self,
        *,
        events: Iterable[Event],
        disputes: Iterable[Dispute],
        commitments: Iterable[Commitment],
        groups: Mapping[str, tuple[str | None, str | None]],
        actors: Mapping[str, Actor] | None = None,
        across: AcrossDocuments | None = None,
        corrections: CorrectedView | None = None,
        merger_id: str = "",
    ) -> bool:
        """Put a merge in place of the one before, in one transaction.

        Args:
            events: all merged events; their mentions are already stored.
            disputes: all disputes.
            commitments: those whose state or fulfilment merging found out.
            groups: copy group and story by document id; the merge is out of date at once if
                the ledger holds other documents by now.
            actors: known beforehand, by id; the ledger takes those that its records name, and
                the actors of the extractions.
            across: what documents teach together, and the records that it resolves.
            corrections: those that the merge looked at, and what they came to.
            merger_id: names what merged; see :meth:`is_merged`.

        Returns:
            False if a correction was made meanwhile: nothing is written then, merge again.

        Raises:
            LedgerError: if the file cannot be written.
        """

        def store(connection: Connection) -> bool:
            view = corrections or CorrectedView()
            known = {c.correction_id for c in corrected.corrections_of(connection)}
            if corrections is not None and known != view.corrections:
                return False
            write.replace_merged(
                connection, events, disputes, commitments, groups, actors or {},
                across or AcrossDocuments(), view,
            )  # fmt: skip
            # Another program may have stored reports meanwhile: the merge is then out of date.
            held = count_records(connection, KINDS["documents"], Filters())
            is_whole = not groups or len(groups) == held
            set_meta(connection, MERGED, (merger_id or "merged") if is_whole else "")
            return True

        return self._write(store, much=True)

    # Corrections

    def correct(self, corrections: Iterable[Correction]) -> int:
        """Add corrections that are not there yet, all or none; return how many.

        They take effect with the next merge.

        Raises:
            LedgerError: if the file cannot be written.
            RecordError: if another correction has the id of one of them.
        """

        def store(connection: Connection) -> int:
            added = corrected.append(connection, corrections)
            if added:
                set_meta(connection, MERGED, "")
            return added

        return self._write(store)

    def corrections(self) -> list[Correction]:
        """Return all corrections and undoings, in the order in which they were made."""
        return self._read(corrected.corrections_of)

    def reviews(self) -> list[Review]:
        """Return what of the corrections changed nothing in the last merge, and why."""
        return self._read(corrected.reviews_of)

    def rejection(self, record_id: str) -> str | None:
        """Return the id of the correction that rejects a record, None for a record that stands."""
        return self._read(lambda connection: corrected.rejection_of(connection, record_id))

    def as_coded(self, record_id: str) -> Record | None:
        """Return a record of a document as its coder left it, None if there is none of that id."""
        return self._read(lambda connection: corrected.coded_record(connection, record_id))

    # What was done

    def coded(self, coder_id: str) -> set[str]:
        """Return the keys of all sources that this coder is done with; see :func:`source_key`."""
        sources = schema.sources.c
        query = select(sources.source_key).where(sources.coder_id == coder_id)
        return self._read(lambda connection: set(connection.execute(query).scalars()))

    def refused(self) -> list[tuple[str, str]]:
        """Return address and reason of every source that gave no document."""
        sources = schema.sources.c
        query = select(sources.uri, sources.reason).where(sources.status == "refused")
        query = query.order_by(sources.uri)
        return self._read(lambda c: [(uri, why) for uri, why in c.execute(query)])

    def came_of(self, beginning: str) -> list[CameOf]:
        """Return what came of the sources whose address begins so."""
        return self._read(lambda connection: came_of(connection, beginning))

    def is_merged(self, merger_id: str = "") -> bool:
        """Tell whether the events are those of all documents, merged by ``merger_id``."""
        query = select(schema.meta.c.value).where(schema.meta.c.key == MERGED)
        found = self._read(lambda connection: connection.execute(query).scalar())
        return found == (merger_id or "merged")

    def remember(self, key: str, value: str) -> None:
        """Keep something that a build learned, for the next; see :meth:`recall`."""
        self._write(lambda c: set_meta(c, f"{_LEARNED}{key}", value))

    def recall(self, key: str) -> str | None:
        """Return what an earlier build remembered under ``key``, or None."""
        query = select(schema.meta.c.value).where(schema.meta.c.key == f"{_LEARNED}{key}")
        return self._read(lambda connection: connection.execute(query).scalar())

    def excerpts(self) -> frozenset[str]:
        """Return the ids of the documents that took over no more than passages of another."""
        return frozenset(json.loads(self.recall(EXCERPTS) or "[]"))

    def seen(self) -> dict[str, int]:
        """Return how often each document's text was found, by document id."""
        captures = schema.captures.c
        query = select(captures.document_id, func.count().label("seen"))
        query = query.group_by(captures.document_id)
        return self._read(lambda c: {row.document_id: row.seen for row in c.execute(query)})

    def event_of_mention(self) -> dict[str, str]:
        """Return the id of the event that each event mention belongs to, by event mention id."""
        links = schema.event_links.c
        query = select(links.event_mention_id, links.event_id)
        return self._read(lambda c: {m.event_mention_id: m.event_id for m in c.execute(query)})

    # Reading

    def query(
        self, kind: str, filters: Filters | None = None, **given: Unpack[Asked]
    ) -> Selection[Record]:
        """Return the records of a kind that meet the filters, in a stable order.

        Args:
            kind: one of :data:`KINDS`, such as ``"events"``.
            filters: conditions; all records without them.
            given: more conditions by name, such as ``since="2024"``.

        Raises:
            QueryError: when the records are read, if a filter does not apply to the kind.
            LedgerError: likewise, if the file cannot be read.
        """
        wanted, of_kind = refined(filters, given), KINDS[kind]
        return Selection(
            of_kind,
            wanted,
            lambda: self._stream(of_kind, wanted),
            lambda: self.count(kind, wanted),
        )

    def _stream(self, kind: Kind, filters: Filters) -> Iterator[Record]:
        with translated(self.path), self._engine.connect() as connection:
            yield from read.stream(connection, kind, filters)

    def page(self, kind: str, filters: Filters) -> Page:
        """Return one page of records, ``filters.limit`` long, and where the next begins.

        Raises:
            QueryError: if a filter does not apply to the kind, or ``after`` is no mark of a page.
        """
        records, after = self._read(lambda connection: read.page(connection, KINDS[kind], filters))
        return Page(records=tuple(records), after=after)

    def search(self, kind: str, filters: Filters) -> Iterator[Hit]:
        """Yield the records that hold the words of ``filters.search``, the most relevant first.

        Raises:
            QueryError: if a filter does not apply to the kind, or there are no words.
        """
        with translated(self.path), self._engine.connect() as connection:
            yield from read.hits(connection, KINDS[kind], filters)

    def without_each(self, kind: str, filters: Filters) -> dict[str, int]:
        """Return how many records there would be without each one of the filters, by its name.

        This tells which filter emptied a listing. Filters whose loss helps nothing are left out.
        """
        counts = {name: self.count(kind, filters.without(name)) for name in filters.given()}
        return {name: count for name, count in counts.items() if count}

    def count(self, kind: str, filters: Filters | None = None) -> int:
        """Return how many records of a kind meet the filters, whatever their limit."""
        return self._read(lambda c: count_records(c, KINDS[kind], filters or Filters()))

    def record(self, wanted: str) -> tuple[str, Record]:
        """Return the kind and the record of an id, or of a unique beginning of one.

        Args:
            wanted: an id, or its first six or more characters.

        Raises:
            UnknownRecordError: if no record, or more than one, is meant.
        """
        found = self._read(lambda connection: read.find(connection, wanted))
        if not found:
            raise UnknownRecordError(
                f"{self.path}: no record {wanted!r}; give an id, or at least six characters of it"
            )
        if len(found) > 1:
            raise UnknownRecordError(
                f"{self.path}: more than one id begins with {wanted!r}; give more of it"
            )
        return found[0][0].name, found[0][1]

    def by_ids(self, kind: str, ids: Iterable[str]) -> dict[str, Record]:
        """Return the records of a kind by their whole ids; those it does not hold are absent."""
        return self._read(lambda connection: read.by_ids(connection, KINDS[kind], ids))

    def among(self, kind: str, values: Iterable[str], *, by: Link) -> list[Record]:
        """Return the records of a kind that belong to one of several others.

        Args:
            kind: one of :data:`KINDS`.
            values: ids of documents, copy groups, stories or event mentions.
            by: the field in which the records name them.
        """
        return self._read(lambda c: list(read.among(c, KINDS[kind], by, values)))

    def show(self, wanted: str | Record) -> View:
        """Return a record as people look at it: fields, supporters, and the words, marked.

        A notebook shows it in colours, ``print`` with guillemets around the words. A document is
        shown whole, with everything marked that was found in it.

        Args:
            wanted: a record, its id, or the first six or more characters of its id.

        Raises:
            UnknownRecordError: if no record, or more than one, is meant.
        """
        return shown.view_of(self, *shown.find(self, wanted))

    def document(self, document_id: str) -> Document:
        """Return the document of an id.

        Raises:
            UnknownRecordError: if the ledger does not hold it.
        """
        found = self.by_ids("documents", [document_id]).get(document_id)
        if not isinstance(found, Document):
            raise UnknownRecordError(f"{self.path}: no document {document_id!r}")
        return found

    def documents_by_id(self) -> Iterator[Document]:
        """Yield all documents, some hundred in memory at a time, in the order of their ids."""
        with translated(self.path), self._engine.connect() as connection:
            yield from read.stream_documents(connection)

    def extractions(self) -> Iterator[Extraction]:
        """Yield each document's extraction as its coder left it, in the order of document ids."""
        with translated(self.path), self._engine.connect() as connection:
            yield from read.stream_extractions(connection)

    def documents(
        self, filters: Filters | None = None, **given: Unpack[Asked]
    ) -> Selection[Document]:
        """Return documents; see :meth:`query`."""
        return cast(Selection[Document], self.query("documents", filters, **given))

    def captures(
        self, filters: Filters | None = None, **given: Unpack[Asked]
    ) -> Selection[Capture]:
        """Return captures; see :meth:`query`."""
        return cast(Selection[Capture], self.query("captures", filters, **given))

    def codings(self, filters: Filters | None = None, **given: Unpack[Asked]) -> Selection[Coding]:
        """Return codings; see :meth:`query`."""
        return cast(Selection[Coding], self.query("codings", filters, **given))

    def actors(self, filters: Filters | None = None, **given: Unpack[Asked]) -> Selection[Actor]:
        """Return actors; see :meth:`query`."""
        return cast(Selection[Actor], self.query("actors", filters, **given))

    def mentions(
        self, filters: Filters | None = None, **given: Unpack[Asked]
    ) -> Selection[Mention]:
        """Return mentions; see :meth:`query`."""
        return cast(Selection[Mention], self.query("mentions", filters, **given))

    def event_mentions(
        self, filters: Filters | None = None, **given: Unpack[Asked]
    ) -> Selection[EventMention]:
        """Return event mentions; see :meth:`query`."""
        return cast(Selection[EventMention], self.query("event_mentions", filters, **given))

    def events(self, filters: Filters | None = None, **given: Unpack[Asked]) -> Selection[Event]:
        """Return merged events; see :meth:`query`."""
        return cast(Selection[Event], self.query("events", filters, **given))

    def statements(
        self, filters: Filters | None = None, **given: Unpack[Asked]
    ) -> Selection[Statement]:
        """Return statements; see :meth:`query`."""
        return cast(Selection[Statement], self.query("statements", filters, **given))

    def commitments(
        self, filters: Filters | None = None, **given: Unpack[Asked]
    ) -> Selection[Commitment]:
        """Return commitments in their state after merging; see :meth:`query`."""
        return cast(Selection[Commitment], self.query("commitments", filters, **given))

    def figures(self, filters: Filters | None = None, **given: Unpack[Asked]) -> Selection[Figure]:
        """Return figures; see :meth:`query`."""
        return cast(Selection[Figure], self.query("figures", filters, **given))

    def disputes(
        self, filters: Filters | None = None, **given: Unpack[Asked]
    ) -> Selection[Dispute]:
        """Return disputes; see :meth:`query`."""
        return cast(Selection[Dispute], self.query("disputes", filters, **given))

    def stories(
        self, filters: Filters | None = None, **given: Unpack[Asked]
    ) -> Selection[Story]:
        """Return stories; see :meth:`query`."""
        return cast(Selection[Story], self.query("stories", filters, **given))

    def copy_passages(
        self, filters: Filters | None = None, **given: Unpack[Asked]
    ) -> Selection[CopyPassage]:
        """Yield the words that copies share with their originals; see :meth:`query`."""
        return cast(Selection[CopyPassage], self.query("copy_passages", filters, **given))

    # Adding up

    def tallies(
        self, filters: Filters | None = None, *, months: bool = False, pairs: bool = False
    ) -> Iterator[Tally]:
        """Yield the events that meet the filters, added up by their days.

        Args:
            filters: conditions on events.
            months: days may be given as those of the whole months in which they lie; of a pair
                or a party that is read from a rollup.
            pairs: add up each pair of parties for itself.

        Raises:
            QueryError: if a filter does not apply to events, or its value means nothing.
        """
        with translated(self.path), self._engine.connect() as connection:
            yield from rollup.tallies(connection, filters or Filters(), months=months, pairs=pairs)

    def reports(self, filters: Filters | None = None) -> Iterator[Told]:
        """Yield who told what when, of the documents that meet the filters, without their texts."""
        with translated(self.path), self._engine.connect() as connection:
            yield from told.reports(connection, filters or Filters())

    def bylines(self) -> Iterator[Byline]:
        """Yield who published each document, when, and whom it credits, in no order."""
        with translated(self.path), self._engine.connect() as connection:
            yield from told.bylines(connection)

    def tellings(self, filters: Filters | None = None) -> Iterator[Telling]:
        """Yield which documents tell each event that meets the filters, in no order."""
        with translated(self.path), self._engine.connect() as connection:
            yield from told.tellings(connection, filters or Filters())

    def census(self) -> Census:
        """Return what counts the whole ledger, its busiest pairs and outlets among it."""
        return Census(self._read)

    def learned_offices(self, actor_id: str | None = None) -> list[LearnedOffice]:
        """Return the offices that reports taught, of one person or of all, with their evidence."""
        return self._read(lambda connection: offices_of(connection, actor_id))

    def content_hash(self) -> str:
        """Return the SHA-256 of all records, corrections and sources, in hexadecimal.

        Ledgers of equal hash give their readers the same; the order of writing does not show, nor
        does the file, which two builds never leave byte by byte alike.
        """
        return self._read(content.content_hash)

    def _read(self, work: Callable[[Connection], T]) -> T:
        with translated(self.path), self._engine.connect() as connection:
            return work(connection)

    def _write(self, work: Callable[[Connection], T], *, much: bool = False) -> T:
        with translated(self.path), writing(self._engine, much=much) as connection:
            return work(connection)
