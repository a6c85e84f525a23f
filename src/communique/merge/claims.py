"""Claims and denials as single reports tell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from communique.merge.accounts import role_of
from communique.merge.dispute_words import load_dispute_words
from communique.records import DisputedValue, Document, EventMention, Party, Statement
from communique.spans import Span, hull

_HOSTILE = frozenset({"ASSAULT", "COERCE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Words that someone may deny: who says them, whom they concern, what they are about.

    ``named`` holds all states and persons that the words name; ``bare`` denials say no more than
    "denied that"; what is told ``as_fact`` is denied only by words that name the matter.
    """

    document_id: str
    span: Span
    by: frozenset[str]
    concerns: frozenset[str]
    words: str
    matter: str = ""
    named: frozenset[str] = frozenset()
    event_id: str | None = None
    bare: bool = False
    as_fact: bool = False

    def value(self) -> DisputedValue:
        """Return the claim as one of the values of a dispute."""
        return DisputedValue(value=self.words, document_id=self.document_id, evidence=(self.span,))


def _keys(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(role_of(party).key for party in parties)


def _named(verb: str, parties: Iterable[Party]) -> str:
    names = sorted({party.name for party in parties})
    return f"{verb} by {', '.join(names)}" if names else verb


def accusations(
    mentions: Iterable[EventMention],
    documents: Mapping[str, Document],
    event_of: Mapping[str, str],
) -> Iterator[Claim]:
    """Accusations concern the accused; what someone is alleged to have done concerns the doer."""
    for m in mentions:
        if m.type == "ACCUSE" and m.status == "actual":
            by, concerned = m.actors, m.recipients
        elif m.status == "alleged" or (m.type in _HOSTILE and m.status == "actual"):
            by, concerned = (m.attributed_to,) if m.attributed_to else (), m.actors
        else:
            continue
        yield Claim(
            document_id=m.document_id,
            span=m.sentence,
            by=_keys(by),
            concerns=_keys(concerned),
            words=_named("told" if m.type in _HOSTILE and not by else "claimed", by),
            as_fact=m.type in _HOSTILE and m.status == "actual",
            matter=Span(m.trigger.start, max(m.sentence.end, m.trigger.end)).of(
                documents[m.document_id].text
            ),
            named=_keys((*m.actors, *m.recipients, *by)),
            event_id=event_of.get(m.event_mention_id),
        )


def rejections(
    mentions: Iterable[EventMention], documents: Mapping[str, Document]
) -> Iterator[Claim]:
    """Yield the denials among event mentions."""
    pattern = load_dispute_words().denial
    for m in mentions:
        if m.type != "REJECT" or m.status != "actual":
            continue
        text = documents[m.document_id].text
        if pattern.search(m.trigger.of(text)):
            yield Claim(
                document_id=m.document_id,
                span=m.sentence,
                by=_keys(m.actors),
                concerns=_keys(m.recipients),
                words=_named("denied", m.actors),
                matter=text[m.trigger.end : m.sentence.end],
                named=_keys((*m.actors, *m.recipients)),
                bare=_points_back(text[m.trigger.end : m.sentence.end]),
            )


def stated(
    statements: Iterable[Statement], documents: Mapping[str, Document], *, denying: bool
) -> Iterator[Claim]:
    """Statements that deny, or those that do not; ``bare`` ones say no more than "denied that"."""
    pattern = load_dispute_words().denial
    for s in statements:
        if s.speaker is None or not (s.cue or s.content):
            continue
        text = documents[s.document_id].text
        spans = (*s.source, *s.cue, *s.content)
        cue = " ".join(span.of(text) for span in s.cue)
        content = " ".join(span.of(text) for span in s.content)
        denies = bool(pattern.search(cue) or (len(content) < 200 and pattern.search(content)))
        if denies == denying:
            yield Claim(
                document_id=s.document_id,
                span=hull(spans),
                by=_keys([s.speaker]),
                concerns=frozenset(),
                words=_named("denied" if denies else "said", [s.speaker]),
                matter=_said(s, text),
                named=_keys([s.speaker]) | frozenset(s.about),
                bare=denies and _points_back(content),
            )


def _said(statement: Statement, text: str) -> str:
    """The content, from the end of a cue before it: "denied last year that ..."."""
    if not statement.content:
        return ""
    span = hull(statement.content)
    start = max((c.end for c in statement.cue if c.end <= span.start), default=span.start)
    return text[start : span.end]


def _points_back(content: str) -> bool:
    words = re.findall(r"\w+", content.lower())
    return all(word in load_dispute_words().pointing for word in words)


def deniers(mention: EventMention, text: str) -> tuple[Party, ...]:
    """Those named before the word of denial."""
    said = load_dispute_words().denial.search(text, mention.sentence.start, mention.sentence.end)
    before = said.start() if said is not None else mention.trigger.start
    return tuple(p for p in mention.actors if p.span is not None and p.span.end <= before)


def told_claim(
    mention: EventMention,
    verb: str,
    event_of: Mapping[str, str],
    deniers: tuple[Party, ...] = (),
) -> Claim:
    """Return a happening that a report tells, or denies, as a claim."""
    by = (mention.attributed_to,) if mention.attributed_to else deniers
    return Claim(
        document_id=mention.document_id,
        span=mention.sentence,
        by=_keys(by),
        concerns=_keys(mention.actors),
        words=_named(verb, by),
        event_id=event_of.get(mention.event_mention_id),
    )
