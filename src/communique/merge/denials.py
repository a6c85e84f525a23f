"""Claims, and the words by which those they concern deny them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.merge.accounts import Account, read_account, role_of
from communique.merge.conflicts import could_be_one
from communique.merge.dispute_words import load_dispute_words
from communique.records import (
    Dispute,
    DisputedValue,
    Document,
    Event,
    EventMention,
    Party,
    Statement,
    content_id,
)
from communique.spans import Span, hull

_REACH = 1500  # characters from a claim to the denial of it in one report
_NEXT = 60  # characters from a claim to "X denied that"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Words that someone may deny: who says them, whom they concern."""

    document_id: str
    span: Span
    by: frozenset[str]
    concerns: frozenset[str]
    words: str
    event_id: str | None = None
    bare: bool = False

    def value(self) -> DisputedValue:
        """Return the claim as one of the values of a dispute."""
        return DisputedValue(value=self.words, document_id=self.document_id, evidence=(self.span,))


def find_denials(
    mentions: Sequence[EventMention],
    statements: Sequence[Statement],
    documents: Mapping[str, Document],
    events: Sequence[Event],
) -> tuple[Dispute, ...]:
    """Return disputes in which one side denies what the other says of it.

    Args:
        mentions: event mentions of all documents.
        statements: statements of all documents.
        documents: by id, with copy group and story set.
        events: the merged events.
    """
    event_of = {name: event.event_id for event in events for name in event.event_mentions}
    claims = [*_accusations(mentions, event_of), *_statements(statements, documents, denying=False)]
    denials = [*_rejections(mentions, documents), *_statements(statements, documents, denying=True)]
    pairs = [*_answered(claims, denials), *_denied_events(mentions, documents, event_of)]
    answers: dict[tuple[str, ...], list[tuple[Claim, Claim]]] = defaultdict(list)
    for claim, denial in sorted(pairs, key=lambda p: (p[0].document_id, p[0].span, p[1].span)):
        group = documents[claim.document_id].copy_group or claim.document_id
        answers[group, claim.words, claim.event_id or str(claim.span)].append((claim, denial))
    disputes = (_dispute(answered) for answered in answers.values())
    return tuple(sorted(disputes, key=lambda d: d.dispute_id))


def _dispute(answered: Sequence[tuple[Claim, Claim]]) -> Dispute:
    """One dispute for a claim, its copies, and all that is said against it."""
    values = dict.fromkeys(
        [claim.value() for claim, _ in answered] + [denial.value() for _, denial in answered]
    )
    claim = answered[0][0]
    return Dispute(
        dispute_id=content_id("dispute", "denial", claim.document_id, claim.span, claim.words),
        field="content",
        kind="denial",
        values=tuple(values),
        event_id=claim.event_id,
    )


def _keys(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(role_of(party).key for party in parties)


def _named(verb: str, parties: Iterable[Party]) -> str:
    names = sorted({party.name for party in parties})
    return f"{verb} by {', '.join(names)}" if names else verb


def _accusations(mentions: Iterable[EventMention], event_of: Mapping[str, str]) -> Iterator[Claim]:
    """Accusations concern the accused; what someone is alleged to have done concerns the doer."""
    for m in mentions:
        if m.type == "ACCUSE" and m.status == "actual":
            by, concerned = m.actors, m.recipients
        elif m.status == "alleged":
            by, concerned = (m.attributed_to,) if m.attributed_to else (), m.actors
        else:
            continue
        yield Claim(
            document_id=m.document_id,
            span=m.sentence,
            by=_keys(by),
            concerns=_keys(concerned),
            words=_named("claimed", by),
            event_id=event_of.get(m.event_mention_id),
        )


def _rejections(
    mentions: Iterable[EventMention], documents: Mapping[str, Document]
) -> Iterator[Claim]:
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
                bare=_points_back(text[m.trigger.end : m.sentence.end]),
            )


def _statements(
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
                bare=denies and _points_back(content),
            )


def _points_back(content: str) -> bool:
    words = re.findall(r"\w+", content.lower())
    return all(word in load_dispute_words().pointing for word in words)


def _answered(claims: Sequence[Claim], denials: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Each denial with the nearest claim before it, in the same report, that it can answer."""
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document_id].append(claim)
    for denial in denials:
        fitting = [c for c in by_document[denial.document_id] if _answers(denial, c)]
        if fitting:
            yield max(fitting, key=lambda c: (bool(c.concerns), c.span)), denial


def _answers(denial: Claim, claim: Claim) -> bool:
    """The accused deny, and do not answer themselves."""
    gap = denial.span.start - claim.span.end
    if claim.span.start > denial.span.start or (denial.by and denial.by == claim.by):
        return False
    if claim.concerns:
        aimed = not denial.concerns or not claim.by or bool(denial.concerns & claim.by)
        return gap <= _REACH and aimed and bool(denial.by & claim.concerns)
    return denial.bare and gap <= _NEXT and not denial.span.overlaps(claim.span)


def _denied_events(
    mentions: Sequence[EventMention], documents: Mapping[str, Document], event_of: Mapping[str, str]
) -> Iterator[tuple[Claim, Claim]]:
    """Happenings that one report tells as fact or claim and another as denied."""
    told: dict[tuple[str, str], list[EventMention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: m.event_mention_id):
        story = documents[mention.document_id].story or mention.document_id
        told[story, mention.type].append(mention)
    for group in told.values():
        accounts = [read_account(m, documents[m.document_id]) for m in group]
        asserted = [a for a in accounts if a.mention.status in {"actual", "alleged"}]
        for denied in (a for a in accounts if a.mention.status == "denied"):
            fitting = [
                a
                for a in asserted
                if a.roles and could_be_one(a, denied) and a.matter & denied.matter
            ]
            if fitting and denied.roles:
                nearest = min(fitting, key=lambda a: (_other_report(a, denied), a.id))
                best = nearest.mention
                yield _told(best, "told", event_of), _told(denied.mention, "denied", event_of)


def _other_report(first: Account, second: Account) -> bool:
    return first.mention.document_id != second.mention.document_id


def _told(mention: EventMention, verb: str, event_of: Mapping[str, str]) -> Claim:
    by = (mention.attributed_to,) if mention.attributed_to else ()
    return Claim(
        document_id=mention.document_id,
        span=mention.sentence,
        by=_keys(by),
        concerns=_keys(mention.actors),
        words=_named(verb, by),
        event_id=event_of.get(mention.event_mention_id),
    )
