"""Why a record is as it is: rule, parse and knowledge of a coding, score parts of a merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from communique.extract.events import load_lexicon
from communique.knowledge import load_knowledge
from communique.ledger import Ledger, Record
from communique.merge import explain_event
from communique.ontology import load_ontology
from communique.pipeline.why import SecondLook, look_again, why_date, why_party, why_place
from communique.records import (
    Actor,
    Commitment,
    Document,
    Event,
    EventMention,
    Figure,
    Party,
    Statement,
    When,
    to_json,
)
from communique.spans import Span, hull
from communique.syntax import Parsed, Sentence, Token


def explain(ledger: Ledger, record_id: str) -> str:
    """Return, in lines that a person can read, why a record of the ledger is as it is.

    Raises:
        UnknownRecordError: if the ledger does not hold the id.
    """
    return "\n".join(_lines(ledger, *ledger.record(record_id)))


def _lines(ledger: Ledger, kind: str, record: Record) -> Iterator[str]:
    match record:
        case Event():
            yield from _of_event(ledger, record)
        case EventMention():
            yield from _of_mention(ledger, record)
        case Statement():
            yield from _of_statement(ledger.document(record.document_id), record)
        case Commitment() | Figure():
            yield from _of_evidence(ledger.document(record.document_id), record)
        case Document():
            yield from _of_document(record)
        case Actor():
            yield from _of_actor(record)
        case _:
            yield f"{kind}: {to_json(record)}"


def _of_event(ledger: Ledger, event: Event) -> Iterator[str]:
    found = [ledger.record(identity)[1] for identity in event.event_mentions]
    mentions = [m for m in found if isinstance(m, EventMention)]
    yield explain_event(event, mentions)
    for mention in mentions:
        yield ""
        yield from _of_mention(ledger, mention)


def _of_mention(ledger: Ledger, mention: EventMention) -> Iterator[str]:
    document = ledger.document(mention.document_id)
    sentence = mention.sentence.of(document.text)
    yield (
        f"{mention.type} by rule {mention.rule}, status {mention.status}, "
        f"confidence {mention.confidence}"
    )
    yield f"  {load_ontology().types[mention.type].definition}"
    pattern = next(
        (p for p in load_lexicon().patterns if p.rule == mention.rule.removesuffix("+recalled")),
        None,
    )
    if pattern is not None:
        predicates = ", ".join(sorted(pattern.verbs | pattern.nouns))
        yield f"  the rule looks for: {predicates}; arguments: {pattern.frame}"
    yield f"  trigger {mention.trigger.of(document.text)!r} in {document.outlet or document.uri}:"
    yield f"  {' '.join(sentence.split())}"
    look = look_again(document)
    yield from _parties_and_why(look, "actor", mention.actors, mention.sentence)
    yield from _parties_and_why(look, "recipient", mention.recipients, mention.sentence)
    if mention.attributed_to is not None:
        yield f"  told by {mention.attributed_to.name}"
    if mention.when is not None:
        yield f"  when: {_days(mention.when)}"
        yield from _indented(why_date(look, mention.when))
    if mention.place is not None:
        yield f"  where: {mention.place.name} ({mention.place.country or 'country unknown'})"
        yield from _indented(why_place(look, mention, mention.place))
    yield "  parse:"
    yield from _indented(_drawn(look.parsed, mention.sentence))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _drawn(parsed: Parsed, span: Span) -> Iterator[str]:
    for sentence in parsed.sentences:
        if sentence.span.overlaps(span):
            yield from _tree(parsed, sentence)


def _of_statement(document: Document, statement: Statement) -> Iterator[str]:
    yield f"{statement.kind} statement in {document.outlet or document.uri}"
    sentence = hull((*statement.source, *statement.cue, *statement.content))
    speakers = list(statement.speakers) or [s for s in (statement.speaker,) if s is not None]
    yield from _parties_and_why(look_again(document), "speaker", speakers, sentence)
    yield f"  source words: {_words(document, statement.source)}"
    yield f"  cue: {_words(document, statement.cue)}"
    yield f"  content: {_words(document, statement.content)}"
    if statement.via:
        yield f"  told through {', '.join(statement.via)}"
    if statement.event_mention_id:
        yield f"  said at event mention {statement.event_mention_id}"


def _of_evidence(document: Document, record: Commitment | Figure) -> Iterator[str]:
    if isinstance(record, Commitment):
        yield f"{record.kind}, {record.state}: {record.what}"
        yield from _parties("by", record.by, document.text)
        yield from _parties("to", record.to, document.text)
        if record.due is not None:
            yield f"  due: {_days(record.due)}"
        if record.fulfilled_by is not None:
            yield f"  kept by event {record.fulfilled_by}"
    else:
        yield f"{record.qualifier} {record.value} {record.unit}: {record.measure}"
        yield from _parties("party", record.parties, document.text)
    for span in record.evidence:
        yield f"  words: {' '.join(span.of(document.text).split())!r}"


def _of_document(document: Document) -> Iterator[str]:
    yield f"{document.title or 'no title'} ({document.outlet or document.uri})"
    published = _days(document.published) if document.published else "not stated"
    yield f"  published: {published}; status: {document.status}"
    if document.via or document.agency:
        yield f"  agency: {document.agency or 'none'}; via: {', '.join(document.via) or 'none'}"
    for item in document.furniture:
        yield f"  cut as {item.kind}: {' '.join(item.text.split())[:100]!r}"


def _of_actor(actor: Actor) -> Iterator[str]:
    yield f"{actor.name} ({actor.kind}, {actor.country or 'no country'}), {actor.basis}"
    for office in actor.offices:
        yield f"  {office.title} of {office.of}: {office.start or '?'} to {office.end or 'now'}"
    if actor.aliases:
        yield f"  also written {', '.join(actor.aliases)}"


def _parties(role: str, parties: Iterable[Party], text: str) -> Iterator[str]:
    for party in parties:
        actor = load_knowledge().actor(party.actor_id or "")
        words = party.span.of(text) if party.span else party.name
        basis = f"{actor.basis} knowledge" if actor else "as the text describes"
        office = f", {party.office}" if party.office else ""
        country = party.country or "no country"
        yield f"  {role}: {party.name} ({country}{office}) from {words!r}, {basis}"


def _parties_and_why(
    look: SecondLook, role: str, parties: Iterable[Party], sentence: Span
) -> Iterator[str]:
    for party in parties:
        yield from _parties(role, [party], look.document.text)
        yield from _indented(why_party(look, party, sentence))


def _days(when: When) -> str:
    words = f"from the words {when.text!r}" if when.text else "not from words of its sentence"
    return f"{when.start or '?'} to {when.end or '?'}, {words}, basis {when.basis}"


def _words(document: Document, spans: Sequence[Span]) -> str:
    return " ... ".join(repr(" ".join(span.of(document.text).split())) for span in spans)


def _tree(parsed: Parsed, sentence: Sentence) -> Iterator[str]:
    """Yield the dependency tree of a sentence as indented lines, heads above their dependents."""

    def below(token: Token, depth: int) -> Iterator[str]:
        yield f"{'  ' * depth}{token.text}  [{token.dep}, {token.pos}]"
        for child in parsed.children(token):
            if child.dep != "punct":
                yield from below(child, depth + 1)

    yield from below(parsed.root_of(sentence), 0)
