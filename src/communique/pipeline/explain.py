"""Why a record is as it is: rule, parse and knowledge of a coding, score parts of a merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from communique.ledger import SETTINGS, Ledger, Record
from communique.merge import explain_event
from communique.pipeline.why import (
    Run,
    SecondLook,
    run_of,
    why_date,
    why_learned,
    why_offices,
    why_party,
    why_place,
)
from communique.pipeline.why.opinions import why_model
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

    Reports are looked at again with the settings of the run that coded them, own actors included.

    Raises:
        UnknownRecordError: if the ledger does not hold the id.
    """
    kind, record = ledger.record(record_id)
    run, missing = run_of(ledger, ledger.recall(SETTINGS))
    return "\n".join([*missing, *_lines(run, kind, record)])


def _lines(run: Run, kind: str, record: Record) -> Iterator[str]:
    match record:
        case Event():
            yield from _of_event(run, record)
        case EventMention():
            yield from _of_mention(run, record)
        case Statement():
            yield from _of_statement(run, record)
        case Commitment() | Figure():
            yield from _of_evidence(run, record)
        case Document():
            yield from _of_document(record)
        case Actor():
            yield from _of_actor(run, record)
        case _:
            yield f"{kind}: {to_json(record)}"


def _of_event(run: Run, event: Event) -> Iterator[str]:
    found = [run.ledger.record(identity)[1] for identity in event.event_mentions]
    mentions = [m for m in found if isinstance(m, EventMention)]
    yield explain_event(event, mentions)
    for mention in mentions:
        yield ""
        yield from _of_mention(run, mention)


def _of_mention(run: Run, mention: EventMention) -> Iterator[str]:
    document = run.ledger.document(mention.document_id)
    sentence = mention.sentence.of(document.text)
    yield (
        f"{mention.type} by rule {mention.rule}, status {mention.status}, "
        f"confidence {mention.confidence}"
    )
    lexicon = run.lexicon
    known = lexicon.ontology.types.get(mention.type)
    yield f"  {known.definition if known else 'an event type that is no longer known'}"
    pattern = next(
        (p for p in lexicon.patterns if p.rule == mention.rule.partition("+")[0]),
        None,
    )
    if pattern is not None:
        predicates = ", ".join(sorted(pattern.verbs | pattern.nouns))
        yield f"  the rule looks for: {predicates}; arguments: {pattern.frame}"
    yield f"  trigger {mention.trigger.of(document.text)!r} in {document.outlet or document.uri}:"
    yield f"  {' '.join(sentence.split())}"
    look = run.look(document)
    yield from _indented(why_model(look.parsed, mention))
    yield from _parties_and_why(run, look, "actor", mention.actors, mention.sentence)
    yield from _parties_and_why(run, look, "recipient", mention.recipients, mention.sentence)
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


def _of_statement(run: Run, statement: Statement) -> Iterator[str]:
    document = run.ledger.document(statement.document_id)
    yield f"{statement.kind} statement in {document.outlet or document.uri}"
    sentence = hull((*statement.source, *statement.cue, *statement.content))
    speakers = list(statement.speakers) or [s for s in (statement.speaker,) if s is not None]
    yield from _parties_and_why(run, run.look(document), "speaker", speakers, sentence)
    yield f"  source words: {_words(document, statement.source)}"
    yield f"  cue: {_words(document, statement.cue)}"
    yield f"  content: {_words(document, statement.content)}"
    if statement.via:
        yield f"  told through {', '.join(statement.via)}"
    if statement.event_mention_id:
        yield f"  said at event mention {statement.event_mention_id}"


def _of_evidence(run: Run, record: Commitment | Figure) -> Iterator[str]:
    document = run.ledger.document(record.document_id)
    if isinstance(record, Commitment):
        yield f"{record.kind}, {record.state}: {record.what}"
        yield from _parties(run, "by", record.by, document.text)
        yield from _parties(run, "to", record.to, document.text)
        if record.due is not None:
            yield f"  due: {_days(record.due)}"
        if record.fulfilled_by is not None:
            yield f"  kept by event {record.fulfilled_by}"
    else:
        yield f"{record.qualifier} {record.value} {record.unit}: {record.measure}"
        yield from _parties(run, "party", record.parties, document.text)
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


def _of_actor(run: Run, actor: Actor) -> Iterator[str]:
    yield f"{actor.name} ({actor.kind}, {actor.country or 'no country'}), {actor.basis}"
    for office in actor.offices:
        yield f"  {office.title} of {office.of}: {office.start or '?'} to {office.end or 'now'}"
    if actor.aliases:
        yield f"  also written {', '.join(actor.aliases)}"
    for line in why_offices(run.ledger, actor.actor_id):
        yield f"  learned: {line}" if not line.startswith(" ") else f"  {line}"


def _parties(run: Run, role: str, parties: Iterable[Party], text: str) -> Iterator[str]:
    for party in parties:
        actor = run.knowledge.actor(party.actor_id or "")
        words = party.span.of(text) if party.span else party.name
        learned = party.actor_id is not None
        basis = "learned from reports" if learned else "as the text describes"
        basis = f"{actor.basis} knowledge" if actor else basis
        office = f", {party.office}" if party.office else ""
        country = party.country or "no country"
        yield f"  {role}: {party.name} ({country}{office}) from {words!r}, {basis}"


def _parties_and_why(
    run: Run, look: SecondLook, role: str, parties: Iterable[Party], sentence: Span
) -> Iterator[str]:
    for party in parties:
        yield from _parties(run, role, [party], look.document.text)
        named = party.actor_id is None or look.knows(party.actor_id)
        if named:
            yield from _indented(why_party(look, party, sentence))
        if not named or _has_office_of_others(look, party):
            yield from _indented(why_learned(run.ledger, party))


def _has_office_of_others(look: SecondLook, party: Party) -> bool:
    """Tell whether a person learned from the report has an office that only others tell."""
    actor_id = party.actor_id or ""
    untitled = look.parties.titles.get(actor_id, (None, None))[1] is None
    return actor_id in look.parties.learned and untitled and party.office is not None


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
