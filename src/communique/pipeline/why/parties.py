"""Why a party is who it is."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.context import Reference
from communique.knowledge import Term
from communique.pipeline.why.second_look import SecondLook
from communique.records import Party
from communique.spans import Span
from communique.syntax import Token

_FORMS = {
    "name": "its name", "short": "a short name of the person",
    "metonym": "a place or building that stands for it", "adjective": "its adjective",
    "people": "a word for its people", "combining": "a combining form of its name",
    "description": "a description that counts once the report has named it",
}  # fmt: skip
_RIVALS = 3


def why_party(look: SecondLook, party: Party, sentence: Span) -> Iterator[str]:
    """Yield how the words of a party were resolved, and who else they could have meant.

    Args:
        look: the report again.
        party: of an event or statement of the report.
        sentence: in which it plays its part; words outside it were carried there.
    """
    if party.span is None:
        yield "no words of its own"
        return
    if not sentence.covers(party.span):
        yield from _carried(look, party, sentence)
    tokens = look.tokens_in(party.span)
    reference = _reference(look, party, tokens)
    if reference is not None:
        yield from _of_name(look, party, party.span, reference)
    elif party.actor_id is None:
        yield f"a description that names no one we know{_owner(look, tokens)}"
    elif party.actor_id.startswith("person/"):
        yield from _of_office(look, party, tokens)
    else:
        yield f"what the words name belongs to {party.name}, or acts for it{_owner(look, tokens)}"
    if reference is not None and party.actor_id and party.actor_id.startswith("person/"):
        yield from _title(look, party.actor_id)


def _reference(look: SecondLook, party: Party, tokens: list[Token]) -> Reference | None:
    found = (look.parties.references.get(token.index) for token in tokens)
    return next((r for r in found if r is not None and r.actor_id == party.actor_id), None)


def _carried(look: SecondLook, party: Party, sentence: Span) -> Iterator[str]:
    """Say by which word of the sentence a party told of elsewhere came into it."""
    for token in look.tokens_in(sentence):
        if token.pos in ("PRON", "NOUN", "DET", "ADJ", "PROPN"):
            meant = look.parties.parties(token)
            if any(p.actor_id == party.actor_id and p.span == party.span for p in meant):
                yield f"by coreference: {token.text!r} in the sentence stands for it"
                return
    yield "told in another sentence of the report"


def _of_name(look: SecondLook, party: Party, span: Span, reference: Reference) -> Iterator[str]:
    times = sum(1 for _ in look.mentions_of(reference.actor_id))
    form = _FORMS.get(reference.form, reference.form)
    yield f"by name: {span.of(look.text)!r} is {form}, found {times}x in the report"
    rivals = _rivals_of_name(look, reference.actor_id, span)
    if rivals:
        yield f"rivals of that name: {', '.join(rivals)}; {_settled(look, party, span)}"


def _rivals_of_name(look: SecondLook, actor_id: str, span: Span) -> list[str]:
    for match in look.knowledge.names.find(span.of(look.text)):
        others = {e.actor_id for e in match.entries} - {actor_id}
        if others:
            names = sorted(look.parties.actor(other).name for other in others)
            return [*names[:_RIVALS], *(["others"] if len(names) > _RIVALS else [])]
    return []


def _settled(look: SecondLook, party: Party, span: Span) -> str:
    """Say what in the report speaks for one of several bearers of a name."""
    actor_id, day = party.actor_id or "", look.parties.context.day
    longer = [s for s in look.mentions_of(actor_id) if s.length > span.length]
    if longer:
        return f"the report names {longer[0].of(look.text)!r} in full"
    if day is not None and look.knowledge.offices.of_person(actor_id, day):
        return f"this one held an office on {day}"
    return "the other names of the report speak for this one"


def _title(look: SecondLook, actor_id: str) -> Iterator[str]:
    title, owner = look.parties.titles.get(actor_id, (None, None))
    if title is not None:
        whose = f" of {look.parties.actor(owner).name}" if owner else ""
        yield f"title in the report: {title!r}{whose}"
    day = look.parties.context.day
    terms = look.knowledge.offices.of_person(actor_id, day)
    if day is not None:
        for term in terms:
            yield f"office by date: {_term(term)}, which covers {day}"
        if not terms and actor_id not in look.parties.learned:
            yield f"office by date: none known on {day}"
    elif terms:
        yield f"office without a date: {'; '.join(map(_term, terms))}"
    if actor_id in look.parties.learned:
        yield "learned from this report: no list of ours has the person"


def _of_office(look: SecondLook, party: Party, tokens: list[Token]) -> Iterator[str]:
    """Tell of a holder whom the words do not name: "the US president"."""
    words, day = " ".join(t.text for t in tokens), look.parties.context.day
    terms = look.knowledge.offices.of_person(party.actor_id or "", day)
    held = [t for t in terms if t.title == party.office] or list(terms)
    if not held:
        yield f"by office: {words!r} is {party.office or 'an office'}, given to them in the report"
        return
    counted = f"held on {day} by" if day is not None else "held by the one whom the report names,"
    yield f"by office: {words!r}, {counted} {_term(held[0])}"
    others = look.knowledge.offices.holders(held[0].of, held[0].office, None)
    around = [t for t in others if t.actor_id != party.actor_id]
    if around:
        nearest = sorted(around, key=lambda t: _apart(t, held[0]))[:2]
        yield f"rivals by other dates: {'; '.join(map(_term, nearest))}"


def _apart(term: Term, other: Term) -> int:
    """Return the days between the beginnings of two terms."""
    if term.start is None or other.start is None:
        return 10**6
    return abs((term.start - other.start).days)


def _term(term: Term) -> str:
    days = f"{term.start or '?'} to {term.end or 'now'}"
    return f"{term.name}, {term.title} of {term.of}, {days}"


def _owner(look: SecondLook, tokens: list[Token]) -> str:
    owners = [o for t in tokens for o in look.parties.country_owner(t)]
    return f", which belongs to {look.parties.actor(owners[0]).name}" if owners else ""
