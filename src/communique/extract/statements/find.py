"""Find the attributed statements of one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from communique.extract.parties import Parties
from communique.extract.statements.according import according_attributions
from communique.extract.statements.assemble import assemble
from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.colon import colon_attributions
from communique.extract.statements.cues import load_lexicon
from communique.extract.statements.occasion import occasion
from communique.extract.statements.opinion import opinion_attributions
from communique.extract.statements.phrases import noun_phrase
from communique.extract.statements.quotes import find_quotes
from communique.extract.statements.relay import with_chains
from communique.extract.statements.stance import adjective_attributions, noun_attributions
from communique.extract.statements.topics import about, topics_of
from communique.extract.statements.verbal import verbal_attributions
from communique.knowledge.sectors import NEWS_MEDIA
from communique.records import Document, EventMention, Party, Statement, StatementKind, content_id
from communique.spans import Span, hull
from communique.syntax import Parsed, Token

_ARTICLES = ("a", "an", "the")
_ONE = "one"
_OPEN = frozenset({"he", "she", "it", "they", "we", "i", "who"})


def find_statements(
    document: Document,
    parsed: Parsed,
    parties: Parties,
    events: Sequence[EventMention] = (),
) -> tuple[Statement, ...]:
    """Return the statements that a report attributes to someone, in text order.

    Args:
        document: the cleaned report.
        parsed: its parse; spans count code points of its text.
        parties: resolves the phrases of this report to actors.
        events: its event mentions; a statement is linked to the gathering at which it was made.

    Returns:
        Statements with source, cue and content as spans. Content of direct speech leaves out the
        quotation marks, that of indirect speech the word "that". The parts follow Pareti,
        "A Database of Attribution Relations" (LREC 2012), and Newell et al., PolNeAR (LREC 2018).
    """
    report = Report(
        parsed=parsed,
        quotes=find_quotes(parsed.text, parsed.blocks),
        lexicon=load_lexicon(),
        parties=parties,
    )
    found = chain(
        verbal_attributions(report),
        according_attributions(report),
        opinion_attributions(report),
        colon_attributions(report),
        noun_attributions(report),
        adjective_attributions(report),
    )
    kept = with_chains(report, assemble(report, found))
    told = [_statement(document, report, one, events) for one in kept]
    retold = {id(one): other for one in told for other in told if _retells(one, other)}
    heard = {id(other): one.addressees for one in told if (other := retold.get(id(one)))}
    return tuple(
        replace(one, addressees=one.addressees or heard.get(id(one), ()))
        for one in told
        if id(one) not in retold
    )


def _retells(one: Statement, other: Statement) -> bool:
    """Tell whether another statement of the same speaker is this one: "X said he had told Y S"."""
    if one.speaker is None or other.speaker is None:
        return False
    same = one.speaker.actor_id is not None and one.speaker.actor_id == other.speaker.actor_id
    if not (same or (_is_open(one.speaker) and other.speaker.actor_id is None)):
        return False
    words = hull((*one.source, *one.cue, *one.content))
    return one is not other and words in other.content


def _is_open(party: Party) -> bool:
    """Tell whether a party is a pronoun that was not resolved."""
    return party.actor_id is None and party.name.lower() in _OPEN


def _statement(
    document: Document, report: Report, one: Attribution, events: Sequence[EventMention]
) -> Statement:
    spans = (*one.source, *one.cue, *one.content)
    speakers = _speakers(report, one.speaker) if one.speaker is not None else ()
    via = tuple(dict.fromkeys(_relay(report, head) for head in one.via))
    return Statement(
        statement_id=content_id("st", document.document_id, *(tuple(s) for s in spans)),
        document_id=document.document_id,
        speaker=speakers[0] if speakers else None,
        speakers=speakers,
        source=one.source,
        cue=one.cue,
        content=one.content,
        kind=_kind(report, one.content),
        addressees=_addressees(report, one.addressee) if one.addressee is not None else (),
        topics=topics_of(report, one.content),
        about=about(report, one.content),
        via=tuple(v for v in via if v not in {s.name for s in speakers} and v.lower() not in _OPEN),
        event_mention_id=occasion(report, one, speakers, events),
    )


def _speakers(report: Report, head: Token) -> tuple[Party, ...]:
    """Return all who speak together, one at least; whom nobody knows keep their words."""
    joined = report.parsed.conjuncts(head)
    if len(joined) == 1:
        return report.parties.parties(head) or (_party(report, head),)
    found: dict[str, Party] = {}
    for part in joined:
        for party in _alone(report, part):
            found.setdefault(party.actor_id or party.name, party)
    return tuple(found.values())


def _alone(report: Report, part: Token) -> tuple[Party, ...]:
    """Return whom one member of "X and Y" stands for."""
    known = report.parties.party(part)
    if known is not None:
        return (known,)
    group = report.parties.parties(part) if not report.parsed.children(part, "conj") else ()
    return group or (_party(report, part),)


def _party(report: Report, head: Token) -> Party:
    """Return the party of a phrase; one that nobody knows keeps its words as name."""
    known = report.parties.party(head)
    if known is not None:
        return known
    if head.entity == "NORP":
        # "The Iranian call": the adjective stands for its state.
        return next(iter(report.parties.within(head.span)), Party(name=head.text, span=head.span))
    span = noun_phrase(report.parsed, head, core=True)
    words = span.of(report.text)
    first, _, rest = words.partition(" ")
    counted = first.lower() == _ONE and not rest.startswith("of ")
    if rest and (first.lower() in _ARTICLES or counted):
        span = Span(span.end - len(rest.lstrip()), span.end)
    return Party(name=" ".join(span.of(report.text).split()), span=span)


def _relay(report: Report, head: Token) -> str:
    """Return who passed the words on: the medium named in "the report of X", else the phrase."""
    known = report.parties.party(head)
    span = report.parsed.span_of(report.parsed.subtree(head))
    inside = report.parties.within(span) if known is None else ()
    named = [p.name for p in inside if p.sector == NEWS_MEDIA]
    return named[0] if named else _party(report, head).name


def _addressees(report: Report, head: Token) -> tuple[Party, ...]:
    """Return those spoken to; "reporters" and the like keep their words."""
    return report.parties.parties(head) or (_party(report, head),)


def _kind(report: Report, content: tuple[Span, ...]) -> StatementKind:
    """Return direct where every word stands in quotation marks, mixed where some do."""
    quoted = [any(q.whole.covers(s) for q in report.quotes) for s in content]
    if all(quoted):
        return "direct"
    touched = any(q.whole.overlaps(s) for q in report.quotes for s in content)
    return "mixed" if touched else "indirect"
