"""Claims brought together with the words by which those they concern deny them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from communique.merge.accounts import Account, read_account
from communique.merge.claims import (
    Claim,
    accusations,
    deniers,
    rejections,
    stated,
    told_claim,
)
from communique.merge.conflicts import could_be_one
from communique.merge.dispute_words import load_dispute_words
from communique.merge.joins import Joins
from communique.records import (
    Dispute,
    Document,
    Event,
    EventMention,
    Statement,
    content_id,
)

_REACH = 1500  # characters from a claim to the denial of it in one report
_LATER = 366  # days between a claim and a denial of it in another report
_SHOWN = 90  # characters of the words that name the matter
_LONG_AGO = re.compile(r"\b(?:last (?:year|month)|(?:years?|months) ago|in (?:19|20)\d\d)\b")
_NEXT = 60  # characters from a claim to "X denied that"


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
        *accusations(mentions, documents, event_of),
        *stated(statements, documents, denying=False),
    ]
    denials = [*rejections(mentions, documents), *stated(statements, documents, denying=True)]
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
        event_id=min(about, key=lambda e: -about[e]) if about else None,
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
    told = told.removeprefix("that ")
    return told if len(told) <= _SHOWN else told[:_SHOWN].rsplit(" ", 1)[0] + " …"


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
    if (claim.as_fact or _LONG_AGO.search(denial.matter)) and not _matters(claim.matter) & _matters(
        denial.matter
    ):
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
                    told_claim(best, "told", event_of),
                    told_claim(
                        denied.mention, "denied", event_of, deniers(denied.mention, against)
                    ),
                )


def _other_report(first: Account, second: Account) -> bool:
    return first.mention.document_id != second.mention.document_id
