"""What was promised, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from communique.brief.briefing import Line, Part, Section
from communique.brief.dates import due_words
from communique.brief.parties import Names
from communique.brief.plain import capital, counted, cut, plain, small
from communique.brief.sources import Sources, words_around
from communique.brief.telling import Teller
from communique.errors import UnknownRecordError
from communique.ledger import Ledger
from communique.records import Commitment, CommitmentState, Event
from communique.spans import Span

MOST = 40

_LONGEST = 200
_SHARED = 0.6
STATES: dict[CommitmentState, str] = {
    "fulfilled": "Kept",
    "lapsed": "Not kept in time",
    "cancelled": "Called off",
    "open": "Open",
    "unknown": "Not known to be kept or broken",
}
# What somebody did who bound himself, to others and without anybody named.
_KINDS = {
    "invitation": ("{who} issued an invitation to {to}", "{who} issued an invitation"),
    "acceptance": ("{who} accepted what {to} offered", "{who} accepted an invitation or an offer"),
    "pledge": ("{who} made a promise or an offer to {to}", "{who} made a promise or an offer"),
    "agreement": ("{who} agreed with {to}", "{who} agreed"),
    "plan": ("There was a plan for {who}, with {to}", "There was a plan for {who}"),
    "expectation": ("It was hoped or expected of {who}", "It was hoped or expected of {who}"),
}
# Beginnings of words whose subject is who promises. "Invited to" and "agreed by" have another one.
_FOLLOWING = re.compile(
    r"(?:(?:had )?(?:agreed|pledged|promised|vowed|undertook|accepted|intended|planned to"
    r"|(?:invited|offered)(?! to))|will|would)\b(?! by\b)"
)
_OF_SEVERAL = re.compile(r"(?:are|were|plan|intend|have agreed) to\b")
_OF_ONE = re.compile(r"(?:is|was|plans|intends|has agreed) to\b")


def promised(
    commitments: Sequence[Commitment],
    ledger: Ledger,
    names: Names,
    sources: Sources,
    teller: Teller,
) -> Section:
    """Return the section on commitments, by their state."""
    distinct = sorted(same_promises(commitments), key=lambda same: _rank(same, sources))
    kept = distinct[:MOST]
    parts = []
    for state, heading in STATES.items():
        of_state = [same for same in kept if same[0].state == state]
        lines = [_line(same, ledger, names, sources, teller) for same in of_state]
        if lines:
            parts.append(Part(heading=heading, lines=tuple(lines)))
    left = len(distinct) - len(kept)
    remark = f"And {counted(left, 'promise')} more that fewer reports tell." if left else None
    return Section(title="What was promised, and its state", parts=tuple(parts), remark=remark)


def distinct_count(commitments: Iterable[Commitment]) -> int:
    """Return how many promises there are, each counted once however many reports tell it."""
    return len(same_promises(commitments))


def same_promises(commitments: Iterable[Commitment]) -> list[list[Commitment]]:
    """The same promise as several reports tell it, together."""
    found: dict[tuple[str, str, frozenset[str]], list[list[Commitment]]] = {}
    for commitment in commitments:
        alike = found.setdefault((commitment.kind, commitment.state, _by(commitment)), [])
        same = next((several for several in alike if _is_same(several[0], commitment)), None)
        if same is None:
            alike.append([commitment])
        else:
            same.append(commitment)
    return [several for alike in found.values() for several in alike]


def _is_same(one: Commitment, other: Commitment) -> bool:
    """In nearly the same words, of two that have parties, kind and state in common."""
    a, b = _content_words(one), _content_words(other)
    # The same event keeps it, or it is due on the same days: then fewer words need be shared.
    bound = one.fulfilled_by or one.due
    is_bound = bound is not None and bound in (other.fulfilled_by, other.due)
    shared = len(a & b) / max(1, min(len(a), len(b)))
    return a == b or (is_bound and shared >= _SHARED)


def _by(commitment: Commitment) -> frozenset[str]:
    return frozenset(party.actor_id or party.name for party in commitment.by)


def _content_words(commitment: Commitment) -> frozenset[str]:
    return frozenset(plain(commitment.what).casefold().split()) - {"to", "the", "a", "an"}


def _rank(same: Sequence[Commitment], sources: Sources) -> tuple[int, date, str]:
    day = min((sources.published(c.document_id) or date.max for c in same), default=date.max)
    return -len(same), day, same[0].commitment_id


def _line(
    same: Sequence[Commitment], ledger: Ledger, names: Names, sources: Sources, teller: Teller
) -> Line:
    first = same[0]
    numbers, more = sources.cite(
        words_around(c.document_id, c.evidence, _narrowest(c.evidence)) for c in same if c.evidence
    )
    told, of_event = _told(first, names, sources), _kept_by(first, ledger)
    if of_event is None:
        return Line(text=told, notes=numbers, more=more)
    kept = teller.line(of_event)
    return Line(
        text=f"{told} Kept: {small(kept.text)}",
        notes=tuple(sorted({*numbers, *kept.notes})),
        more=more + kept.more,
    )


def _told(commitment: Commitment, names: Names, sources: Sources) -> str:
    published = sources.document(commitment.document_id).published
    by = _by(commitment)
    to = [party for party in commitment.to if (party.actor_id or party.name) not in by]
    who = names.all(commitment.by, published) or "somebody whom the report does not name"
    with_to, without = _KINDS[commitment.kind]
    what, condition = _what(commitment, sources), plain(commitment.condition)
    if goes_on(what, several=len(commitment.by) > 1):
        told = f"{capital(who)} “{what}”"
    else:
        frame = with_to if to else without
        told = f"{capital(frame.format(who=who, to=names.all(to, published)))}: “{what}”"
    due = due_words(commitment.due)
    details = [*([due] if due else []), *([f"on the condition “{condition}”"] if condition else [])]
    return f"{told} ({'; '.join(details)})." if details else f"{told}."


def goes_on(what: str, *, several: bool) -> bool:
    """Tell whether words of a report go on from who promises: "agreed to meet", "are to meet"."""
    return bool(_FOLLOWING.match(what) or (_OF_SEVERAL if several else _OF_ONE).match(what))


def _what(commitment: Commitment, sources: Sources) -> str:
    text = sources.document(commitment.document_id).text
    focus = _narrowest(commitment.evidence)
    words = plain(focus.of(text)) if focus else plain(commitment.what)
    # The core of a plan may be one verb; then the sentence is needed to make sense of it.
    if len(words.split()) < 3 and commitment.evidence:
        widest = max(commitment.evidence, key=lambda span: span.length)
        words = plain(widest.of(text))
    return cut(words.rstrip(" ."), _LONGEST)


def _narrowest(spans: Sequence[Span]) -> Span | None:
    return min(spans, key=lambda span: span.length, default=None)


def _kept_by(commitment: Commitment, ledger: Ledger) -> Event | None:
    if commitment.state != "fulfilled" or not commitment.fulfilled_by:
        return None
    try:
        _, found = ledger.record(commitment.fulfilled_by)
    except UnknownRecordError:
        return None
    return found if isinstance(found, Event) else None
