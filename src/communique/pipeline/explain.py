"""Why a record is as it is: rule, parse and knowledge of a coding, score parts of a merge."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.events import load_lexicon
from communique.knowledge import load_knowledge
from communique.ledger import Ledger
from communique.merge import explain_event
from communique.ontology import load_ontology
from communique.parse import SpacyParser
from communique.records import Event, EventMention, Party, to_json
from communique.syntax import Parsed, Token


def explain(ledger: Ledger, record_id: str) -> str:
    """Return, in lines that a person can read, why a record of the ledger is as it is.

    Raises:
        UnknownRecordError: if the ledger does not hold the id.
    """
    kind, record = ledger.record(record_id)
    if isinstance(record, EventMention):
        return "\n".join(_of_mention(ledger, record))
    if isinstance(record, Event):
        every = [ledger.record(m)[1] for m in record.event_mentions]
        mentions = {m.event_mention_id: m for m in every if isinstance(m, EventMention)}
        told = [line for m in mentions.values() for line in ("", *_of_mention(ledger, m))]
        return "\n".join([explain_event(record, mentions), *told])
    return f"{kind}: {to_json(record)}"


def _of_mention(ledger: Ledger, mention: EventMention) -> Iterator[str]:
    document = ledger.document(mention.document_id)
    sentence = mention.sentence.of(document.text)
    yield f"{mention.type} by rule {mention.rule}, status {mention.status}, confidence {mention.confidence}"
    yield f"  {load_ontology().types[mention.type].definition}"
    pattern = next((p for p in load_lexicon().patterns if p.rule == mention.rule), None)
    if pattern is not None:
        predicates = ", ".join(sorted(pattern.verbs | pattern.nouns))
        yield f"  the rule looks for: {predicates}; arguments: {pattern.frame}"
    yield f"  trigger {mention.trigger.of(document.text)!r} in {document.outlet or document.uri}:"
    yield f"  {' '.join(sentence.split())}"
    for role, parties in (("actor", mention.actors), ("recipient", mention.recipients)):
        for party in parties:
            yield f"  {role}: {_of_party(party, document.text)}"
    if mention.when is not None:
        words = f"from the words {mention.when.text!r}" if mention.when.text else "not from words of its sentence"
        yield f"  when: {mention.when.start} to {mention.when.end}, {words}, basis {mention.when.basis}"
    if mention.place is not None:
        yield f"  where: {mention.place.name} ({mention.place.country or 'country unknown'})"
    yield "  parse:"
    for parsed in SpacyParser().parse([sentence]):
        yield from (f"    {line}" for line in draw(parsed))


def _of_party(party: Party, text: str) -> str:
    actor = load_knowledge().actor(party.actor_id or "")
    words = party.span.of(text) if party.span else party.name
    basis = f"{actor.basis} knowledge" if actor else "described in the text"
    office = f", {party.office}" if party.office else ""
    return f"{party.name} ({party.country or 'no country'}{office}) from {words!r}, {basis}"


def draw(parsed: Parsed) -> Iterator[str]:
    """Yield the dependency trees of a parse as indented lines, heads above their dependents."""

    def below(token: Token, depth: int) -> Iterator[str]:
        yield f"{'  ' * depth}{token.text}  [{token.dep}, {token.pos}]"
        for child in parsed.children(token):
            if child.dep != "punct":
                yield from below(child, depth + 1)

    for sentence in parsed.sentences:
        yield from below(parsed.root_of(sentence), 0)
