"""The records that stages pass on, the tables store and the API serves.

Field names are the contract of DESIGN.md. Every span is ``[start, end]`` in code points into the
``text`` of the document named by ``document_id``, end exclusive. Ids are hashes of content, so
coding the same text twice gives the same ids.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal, TypeVar, cast

import msgspec

from communique.errors import RecordError
from communique.spans import Span

Precision = Literal[
    "minute", "day", "week", "month", "quarter", "half", "year", "decade", "unknown"
]
Basis = Literal["explicit", "publication", "document", "summit", "event", "none"]
Status = Literal["actual", "planned", "proposed", "conditional", "denied", "alleged", "cancelled"]
MentionKind = Literal["person", "state", "organisation", "place", "group"]
Via = Literal["name", "title", "pronoun", "description", "metonym"]
CommitmentKind = Literal["invitation", "acceptance", "pledge", "agreement", "plan", "expectation"]
CommitmentState = Literal["open", "fulfilled", "cancelled", "lapsed", "unknown"]
Qualifier = Literal["exact", "about", "almost", "at_least", "at_most"]
DisputeKind = Literal["conflict", "update", "correction", "precision", "denial"]
StatementKind = Literal["direct", "indirect", "mixed"]
CorrectionKind = Literal["reject", "recode", "confirm", "split", "join", "undo"]
Correctable = Literal["event_mentions", "statements", "commitments", "figures", "disputes"]
Number = int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of days, both ends inclusive; an open end is None."""

    start: date | None = None
    end: date | None = None
    precision: Precision = "unknown"
    text: str | None = None
    span: Span | None = None
    basis: Basis = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a reader hands to the cleaner: one report as it came, decoded but not cleaned.

    ``markup`` tells what ``content`` is: a web page; a fragment of HTML that holds the body alone,
    as feeds give it; running text with its page furniture; or body text that its supplier already
    separated from the page. ``given`` holds the fields that the container stated (title, outlet,
    published, updated, byline, agency, language, url), all as strings. ``notes`` say what a reader
    of the output should know of how it was read, such as that the input broke off.
    """

    uri: str
    content: str
    markup: Literal["html", "fragment", "text", "body"]
    given: dict[str, str]
    retrieved: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Something cut from a page: its kind, its words, and its range in the source if known."""

    kind: str
    text: str
    source: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataBasis:
    """What a field of a document was read from.

    ``field``: title, outlet, byline, agency, published, updated, page_date, canonical_url or
    language. ``basis``: container, json-ld, meta, microdata, heading, title element, time element,
    label, masthead, host, url, dateline, credit, first line or content. ``text``: the words that
    state it, where there are any. ``confidence``: between 0 and 1, that the field is right.
    """

    field: str
    basis: str
    text: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report after cleaning. ``document_id`` is the hash of ``text``.

    ``published`` is the day of first publication, ``updated`` that of the last change that the page
    states, ``page_date`` a masthead date that is neither. ``correction_notes`` are the ranges of
    the text in which the outlet corrects itself. ``basis`` tells what each field was read from,
    ``notes`` what went wrong on the way.
    """

    document_id: str
    uri: str
    text: str
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    via: tuple[str, ...] = ()
    published: When | None = None
    updated: When | None = None
    page_date: When | None = None
    canonical_url: str | None = None
    retrieved: str | None = None
    language: str | None = None
    correction_notes: tuple[Span, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    basis: tuple[MetadataBasis, ...] = ()
    notes: tuple[str, ...] = ()
    copy_group: str | None = None
    story: str | None = None
    status: str = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Where and when a document was seen; many to one document."""

    document_id: str
    uri: str
    outlet: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place: its name, ISO 3166-1 alpha-3 country, and gazetteer entry if known."""

    name: str
    country: str | None = None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A TIMEX3 expression: ``start`` and ``end`` are offsets, ``value`` its normal form."""

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A toponym in a text, resolved as far as the gazetteer allows."""

    start: int
    end: int
    name: str
    country: str | None = None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of a document that refer to an actor or a place."""

    mention_id: str
    document_id: str
    span: Span
    kind: MentionKind
    actor_id: str | None = None
    place: Place | None = None
    via: Via = "name"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A term of office: title, the state or organisation it is of, and its dates."""

    title: str
    of: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Someone or something that acts, such as ``person/vladimir-putin`` or ``state/RUS``."""

    actor_id: str
    name: str
    kind: Literal["person", "state", "organisation", "group"]
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sectors: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    basis: Literal["curated", "learned", "user"] = "curated"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSighting:
    """Words of a report that give a person an office ("Russian Deputy Premier Alexander Novak").

    ``title`` is in lower case; ``of`` is the alpha-3 code of a state or the id of an organisation
    without ``organisation/``. ``start`` and ``end`` are the first and last day on which the report
    can have been written, None where that is open.
    """

    document_id: str
    actor_id: str
    name: str
    title: str
    of: str
    span: Span
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedOffice:
    """An office that reports give to a person whom no list of ours has.

    ``start`` and ``end`` are the days of the first and the last sighting. ``sources`` names the
    outlets that are independent of one another, one for each. ``standing``: agreed, if two or more
    such outlets say so; single, if one; contested, if others say that someone else held an office
    that one person holds. Only what is agreed is used.
    """

    learned_id: str
    actor_id: str
    name: str
    title: str
    of: str
    start: date
    end: date
    standing: Literal["agreed", "single", "contested"]
    sources: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    sightings: tuple[OfficeSighting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor in a role: who, of which country and sector, in which office, by which words.

    ``country`` is an ISO 3166-1 alpha-3 code. ``actor_id`` is None when the text names no one we
    know ("a Saudi official"); ``name`` then holds the words.
    """

    name: str
    actor_id: str | None = None
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One happening as one document tells it, coded by PLOVER.

    ``corrected_by``, here and in other records, names the corrections that changed it.
    """

    event_mention_id: str
    document_id: str
    type: str
    status: Status
    trigger: Span
    sentence: Span
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int | None = None
    intensity: float | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: Place | None = None
    when: When | None = None
    attributed_to: Party | None = None
    confidence: float = 1.0
    evidence: tuple[Span, ...] = ()
    rule: str = ""
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A merged happening: consensus value of each field, its support, and why it is one.

    ``reports`` counts documents, ``captures`` how often they were found, the same text at two
    places twice; ``independent_sources`` counts copies and relays of one agency once.
    """

    event_id: str
    type: str
    status: Status
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int | None = None
    intensity: float | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: Place | None = None
    when: When | None = None
    event_mentions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    reports: int = 0
    captures: int = 0
    independent_sources: int = 0
    first_reported: When | None = None
    support: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    disputes: tuple[str, ...] = ()
    why: tuple[dict[str, Any], ...] = ()
    story: str | None = None
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports of one happening or one chain of happenings.

    ``when`` reaches from the day of the first report to that of the last; ``title`` is the headline
    that has most in common with the others. ``independent_sources`` counts copies and relays of one
    agency once.
    """

    story_id: str
    title: str
    when: When | None = None
    documents: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    reports: int = 0
    independent_sources: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPassage:
    """Words that a copy shares with its original: ``span`` of the copy, ``original_span`` of it."""

    passage_id: str
    document_id: str
    span: Span
    original: str
    original_span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Attributed words: who speaks, by which cue, what is said, as exact spans.

    ``speaker`` is the first of ``speakers``, who are all that speak together ("Putin and Xi
    reaffirmed"). ``about`` holds the codes of the states that the content names, ``via`` the media
    that passed the words on, the nearest to the report first; ``event_mention_id`` is the event at
    which the words were spoken.
    """

    statement_id: str
    document_id: str
    speaker: Party | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: StatementKind
    addressees: tuple[Party, ...] = ()
    topics: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    event_mention_id: str | None = None
    speakers: tuple[Party, ...] = ()
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What someone undertook or is expected to do, and whether it came about.

    ``condition`` holds the words of the condition on which it depends ("if shells are delivered").
    """

    commitment_id: str
    document_id: str
    kind: CommitmentKind
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    what: str
    evidence: tuple[Span, ...]
    due: When | None = None
    place: Place | None = None
    state: CommitmentState = "open"
    fulfilled_by: str | None = None
    condition: str | None = None
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a report gives: how much of what, for whom, how exactly."""

    figure_id: str
    document_id: str
    value: Number
    unit: str
    measure: str
    evidence: tuple[Span, ...]
    low: Number | None = None
    high: Number | None = None
    currency: str | None = None
    qualifier: Qualifier = "exact"
    parties: tuple[Party, ...] = ()
    period: When | None = None
    change: str | None = None
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedValue:
    """One of the values that reports give, with its words."""

    value: str
    document_id: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Values that do not agree, each kept with its words."""

    dispute_id: str
    field: str
    kind: DisputeKind
    values: tuple[DisputedValue, ...]
    event_id: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The words by which a correction finds its record again, also after re-coding.

    ``quote`` at ``span`` is the passage, ``words`` at ``focus`` what inside it the record is coded
    from: a trigger, what is said, a number. ``type`` is what the coder took it for: an event type,
    the kind of a statement or commitment, the unit of a figure, the field of a dispute.
    ``record_id``, as it was, decides between records of the very same words only. The value of a
    dispute may have no words of its own; ``span`` and ``focus`` are then None.
    """

    kind: Correctable
    record_id: str
    document_id: str
    uri: str
    type: str
    quote: str
    words: str
    span: Span | None = None
    focus: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person decided about records: who, when, why, and by which words they are known.

    ``records`` are those it is about; ``others`` the accounts from which a split keeps them apart.
    ``values`` are the values by field that a person gives or confirms. ``about`` holds the ids that
    the person pointed at, ``undoes`` the correction that an undo takes back.
    """

    correction_id: str
    kind: CorrectionKind
    by: str
    at: datetime
    why: str
    about: tuple[str, ...] = ()
    records: tuple[Anchor, ...] = ()
    others: tuple[Anchor, ...] = ()
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    undoes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """An anchor of a correction that changes nothing as it is, and why; a person should look."""

    correction_id: str
    anchor: Anchor
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What one coder made of one document, also when it made nothing of it."""

    document_id: str
    coder_id: str
    status: str
    counts: dict[str, int]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything that the extract stage found in one document."""

    document_id: str
    times: tuple[Time, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    event_mentions: tuple[EventMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    figures: tuple[Figure, ...] = ()
    actors: tuple[Actor, ...] = ()
    office_sightings: tuple[OfficeSighting, ...] = ()
    reasons: tuple[str, ...] = ()


R = TypeVar("R")


def content_id(prefix: str, *parts: object) -> str:
    """Return a short stable id, ``prefix`` and 16 hex digits of the hash of ``parts``."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def id_of(record: object) -> str:
    """Return the id by which a ledger and its readers know a record.

    Raises:
        TypeError: if records of its type have none.
    """
    match record:
        case Capture():
            return content_id("capture", record.document_id, record.uri)
        case Coding():
            return content_id("coding", record.document_id, record.coder_id)
    field = _IDS.get(type(record))
    if field is None:
        raise TypeError(f"expected a record with an id, got {type(record).__name__}")
    return str(getattr(record, field))


_IDS: dict[type, str] = {
    Document: "document_id",
    Actor: "actor_id",
    Mention: "mention_id",
    EventMention: "event_mention_id",
    Event: "event_id",
    Statement: "statement_id",
    Commitment: "commitment_id",
    Figure: "figure_id",
    Dispute: "dispute_id",
    Story: "story_id",
    CopyPassage: "passage_id",
}


def document_id(text: str) -> str:
    """Return the id of a clean text: its SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def to_json(record: object) -> str:
    """Return a record as one line of JSON with the field names of the contract.

    Raises:
        RecordError: if it holds what JSON cannot, such as half of a surrogate pair.
    """
    try:
        return msgspec.json.encode(record).decode("utf-8")
    except (TypeError, UnicodeEncodeError) as error:
        raise RecordError(
            f"expected a {type(record).__name__} that JSON can hold: {error}"
        ) from error


def to_dict(record: object) -> dict[str, Any]:
    """Return a record as plain dicts, lists, strings and numbers."""
    plain: dict[str, Any] = msgspec.json.decode(to_json(record))
    return plain


def all_from_json(kind: type[R], lines: Iterable[str | bytes]) -> list[R]:
    """Read records of type ``kind``, each from JSON of its own; see :func:`from_json`."""
    decode = _decoder(cast(Hashable, kind)).decode
    try:
        return [decode(line) for line in lines]
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(f"expected a {kind.__name__} as JSON: {error}") from error


@lru_cache(maxsize=64)
def _decoder(kind: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(cast(Any, kind))


def from_json(kind: type[R], line: str | bytes) -> R:
    """Read a record of type ``kind`` from JSON.

    Raises:
        RecordError: if the JSON is malformed or lacks a field of the record.
    """
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(f"expected a {kind.__name__} as JSON: {error}") from error
