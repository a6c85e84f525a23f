"""Claims, and the words by which those they concern deny them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.merge.accounts import Account, read_account, role_of
from communique.merge.conflicts import could_be_one
from communique.merge.dispute_words import load_dispute_words
from communique.merge.joins import Joins
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
_LATER = 366  # days between a claim and a denial of it in another report
_SHOWN = 90  # characters of the words that name the matter
_HOSTILE = frozenset({"ASSAULT", "COERCE"})
_NEXT = 60  # characters from a claim to "X denied that"


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
    claims = [
        *_accusations(mentions, documents, event_of),
        *_statements(statements, documents, denying=False),
    ]
    denials = [*_rejections(mentions, documents), *_statements(statements, documents, denying=True)]
    pairs = [
        *_answered(claims, denials),
        *_answered_elsewhere(claims, denials, documents),
        *_denied_events(mentions, documents, event_of),
    ]
    disputes = (_dispute(answered, documents) for answered in _grouped(pairs))
    return tuple(sorted(disputes, key=lambda d: d.dispute_id))


_Pair = tuple[Claim, Claim]


def _grouped(pairs: Iterable[_Pair]) -> Iterator[list[_Pair]]:
    """Pairs that share a claim, its event or a denial: all that is said of one matter."""
    ordered = sorted(
        pairs, key=lambda p: (p[0].document_id, p[0].span, p[1].document_id, p[1].span)
    )
    joins = Joins(name for pair in ordered for name in _names(pair))
    for pair in ordered:
        first, *others = _names(pair)
        for other in others:
            joins.join(first, other)
    groups: dict[str, list[_Pair]] = defaultdict(list)
    for pair in ordered:
        groups[joins.find(_names(pair)[0])].append(pair)
    yield from groups.values()


def _names(pair: _Pair) -> tuple[str, ...]:
    claim = pair[0]
    spots = (f"{c.document_id} {c.span.start} {c.words}" for c in pair)
    return (*spots, *((claim.event_id,) if claim.event_id else ()))


def _dispute(answered: Sequence[_Pair], documents: Mapping[str, Document]) -> Dispute:
    """One dispute for a claim, all that tell it, and all that is said against it."""
    claims = _longest(claim for claim, _ in answered)
    denials = _longest(denial for _, denial in answered)
    claim = answered[0][0]
    about = Counter(c.event_id for c in claims if c.event_id)
    return Dispute(
        dispute_id=content_id("dispute", "denial", claim.document_id, claim.span, claim.words),
        field="content",
        kind="denial",
        values=tuple(c.value() for c in (*claims, *denials)),
        event_id=min(about, key=lambda e: (-about[e], e)) if about else None,
        measure=_matter_shown(claims[0], documents),
    )


def _longest(claims: Iterable[Claim]) -> list[Claim]:
    """The claims without those that stand within another by the same party."""
    kept: list[Claim] = []
    every = {(c.document_id, c.span, c.words): c for c in claims}
    for claim in sorted(every.values(), key=lambda c: (c.document_id, -len(c.span), c.span)):
        if not any(
            c.document_id == claim.document_id and c.by == claim.by and c.span.overlaps(claim.span)
            for c in kept
        ):
            kept.append(claim)
    return sorted(kept, key=lambda c: (c.document_id, c.span))


def _matter_shown(claim: Claim, documents: Mapping[str, Document]) -> str:
    """The first words of what is claimed, on one line."""
    told = " ".join((claim.matter or claim.span.of(documents[claim.document_id].text)).split())
    return told if len(told) <= _SHOWN else told[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _keys(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(role_of(party).key for party in parties)


def _named(verb: str, parties: Iterable[Party]) -> str:
    names = sorted({party.name for party in parties})
    return f"{verb} by {', '.join(names)}" if names else verb


def _accusations(
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
                matter=text[m.trigger.end : m.sentence.end],
                named=_keys((*m.actors, *m.recipients)),
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
                matter=content,
                named=_keys([s.speaker]) | frozenset(s.about),
                bare=denies and _points_back(content),
            )


def _points_back(content: str) -> bool:
    words = re.findall(r"\w+", content.lower())
    return all(word in load_dispute_words().pointing for word in words)


def _answered(claims: Sequence[Claim], denials: Sequence[Claim]) -> Iterator[_Pair]:
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
    if claim.as_fact and not _matters(claim.matter) & _matters(denial.matter):
        return False
    if claim.concerns:
        aimed = not denial.concerns or not claim.by or bool(denial.concerns & claim.by)
        return gap <= _REACH and aimed and bool(denial.by & claim.concerns)
    return denial.bare and gap <= _NEXT and not denial.span.overlaps(claim.span)


def _answered_elsewhere(
    claims: Sequence[Claim], denials: Sequence[Claim], documents: Mapping[str, Document]
) -> Iterator[_Pair]:
    """Denials by the accused in other reports of the story, on the same matter.

    Where both name others besides the accused, such as the buyer of arms, they share one.
    """
    by_story: dict[str, list[Claim]] = defaultdict(list)
    for denial in denials:
        if not denial.bare:
            by_story[documents[denial.document_id].story or ""].append(denial)
    for claim in claims:
        if not claim.concerns:
            continue
        for denial in by_story[documents[claim.document_id].story or ""]:
            if denial.document_id != claim.document_id and _on_one_matter(claim, denial, documents):
                yield claim, denial


def _on_one_matter(claim: Claim, denial: Claim, documents: Mapping[str, Document]) -> bool:
    if not denial.by & claim.concerns or denial.by & claim.by:
        return False
    if denial.concerns and claim.by and not denial.named & (claim.by | claim.named - denial.by):
        return False
    days = [documents[c.document_id].published for c in (claim, denial)]
    told = [day.start for day in days if day is not None and day.start is not None]
    if len(told) == 2 and abs((told[1] - told[0]).days) > _LATER:
        return False
    return bool(_matters(claim.matter) & _matters(denial.matter))


def _matters(words: str) -> frozenset[str]:
    every = load_dispute_words().matters.items()
    return frozenset(name for name, pattern in every if pattern.search(words))


def _denied_events(
    mentions: Sequence[EventMention], documents: Mapping[str, Document], event_of: Mapping[str, str]
) -> Iterator[_Pair]:
    """Happenings that one report tells as fact or claim and another as denied."""
    told: dict[tuple[str, str], list[EventMention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: m.event_mention_id):
        story = documents[mention.document_id].story or mention.document_id
        told[story, mention.type].append(mention)
    for group in told.values():
        # "Denied on Tuesday that it had signed": the day is that of the denial, not of the deed.
        undated = (replace(m, when=None) if m.status == "denied" else m for m in group)
        accounts = [read_account(m, documents[m.document_id]) for m in undated]
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
                against = documents[denied.mention.document_id].text
                yield (
                    _told(best, "told", event_of),
                    _told(denied.mention, "denied", event_of, _deniers(denied.mention, against)),
                )


def _other_report(first: Account, second: Account) -> bool:
    return first.mention.document_id != second.mention.document_id


def _deniers(mention: EventMention, text: str) -> tuple[Party, ...]:
    """Those named before the word of denial."""
    said = load_dispute_words().denial.search(text, mention.sentence.start, mention.sentence.end)
    before = said.start() if said is not None else mention.trigger.start
    return tuple(p for p in mention.actors if p.span is not None and p.span.end <= before)


def _told(
    mention: EventMention,
    verb: str,
    event_of: Mapping[str, str],
    deniers: tuple[Party, ...] = (),
) -> Claim:
    by = (mention.attributed_to,) if mention.attributed_to else deniers
    return Claim(
        document_id=mention.document_id,
        span=mention.sentence,
        by=_keys(by),
        concerns=_keys(mention.actors),
        words=_named(verb, by),
        event_id=event_of.get(mention.event_mention_id),
    )
