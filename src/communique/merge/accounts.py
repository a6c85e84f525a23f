"""An event mention as merging sees it: roles, known dates, place, and the report it stands in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from communique.knowledge.states import load_states
from communique.merge.ways import Way, way_of
from communique.records import Document, EventMention, Party, Place, When

# Types in which all take part alike: talks have no doer and sufferer.
_SYMMETRIC = frozenset({"CONSULT"})
# Types that are signed or done together where no recipient is named.
_JOINT = frozenset({"AGREE", "SUPPORT", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Role:
    """A party reduced to what comparing needs.

    ``key`` is its country, or the id or name of who acts for none; ``person`` the id of a person.
    """

    key: str
    person: str | None
    organisation: str | None
    named_only: bool
    rank: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """Who takes part in an account, as one thing, so that two casts are compared but once.

    ``roles`` are all, doers first; ``symmetric`` where all take part alike. :func:`cast_of` gives
    the same cast for the same parties.
    """

    doers: tuple[Role, ...]
    targets: tuple[Role, ...]
    symmetric: bool
    roles: tuple[Role, ...]


@lru_cache(maxsize=1 << 16)
def cast_of(doers: tuple[Role, ...], targets: tuple[Role, ...], symmetric: bool) -> Cast:
    """Return the cast of some parties, the same one each time."""
    return Cast(doers, targets, symmetric, doers + targets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One event mention with the facts of its report."""

    mention: EventMention
    cast: Cast
    published: date | None
    not_after: date | None
    story: str
    source: str
    matter: frozenset[str]
    way: Way | None

    @property
    def id(self) -> str:
        """Id of the event mention."""
        return self.mention.event_mention_id

    @property
    def roles(self) -> tuple[Role, ...]:
        """All parties, doers first."""
        return self.cast.roles


def read_account(mention: EventMention, document: Document) -> Account:
    """Return the account that a mention gives.

    Args:
        mention: the event mention.
        document: its document, with copy group and story set.
    """
    symmetric = mention.type in _SYMMETRIC or (
        mention.type in _JOINT and (not mention.recipients or not mention.actors)
    )
    doers, targets = _roles(mention.actors), _roles(mention.recipients)
    if mention.mode == "visit" and mention.place is not None and mention.place.country:
        host = Role(mention.place.country, None, None, False, None)
        keys = {role.key for role in doers + targets}
        if len(keys) == 1 and host.key not in keys:
            targets = (*targets, host)
    place = mention.place
    spot = None if place is None or is_country(place) else place
    published = document.published.start if document.published is not None else None
    return Account(
        mention=mention,
        cast=cast_of(doers, targets, symmetric),
        published=published,
        not_after=_not_after(mention, document),
        story=document.story or document.document_id,
        source=document.copy_group or document.document_id,
        matter=_matter(mention, document),
        way=way_of(mention, document, spot),
    )


def bounded(when: When | None) -> When | None:
    """Return an interval with both ends known, else None."""
    if when is None or when.start is None or when.end is None:
        return None
    return when


def known(when: When | None) -> When | None:
    """Return an interval with at least one end known, else None."""
    if when is None or (when.start is None and when.end is None):
        return None
    return when


def is_country(place: Place) -> bool:
    """Tell whether a place is a whole state rather than a spot in one."""
    return fold(place.name) in _state_names()


def without_span(party: Party) -> Party:
    """Return a party as an event names it, apart from any one report."""
    return replace(party, span=None)


@cache
def fold(name: str) -> str:
    """Return a name without case, accents and signs, for comparing."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"\W+", " ", letters.casefold()).strip()


@cache
def _state_names() -> frozenset[str]:
    states = load_states().values()
    return frozenset(fold(name) for state in states for name in (state.name, *state.aliases))


def _roles(parties: Iterable[Party]) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(role_of(party) for party in parties))


def role_of(party: Party) -> Role:
    """Return a party reduced to what comparing needs."""
    kind = (party.actor_id or "").partition("/")[0]
    key = party.country or party.actor_id or fold(party.name)
    return Role(
        key=key,
        person=party.actor_id if kind == "person" else None,
        organisation=party.actor_id if kind in {"organisation", "group"} else None,
        named_only=party.country is None and party.actor_id is None,
        rank=_rank(party.office),
    )


def _rank(office: str | None) -> str | None:
    """Fold an office to the ranks whose holders never stand for one another."""
    words = fold(office or "")
    if not words:
        return None
    for rank, pattern in _RANKS:
        if re.search(pattern, words):
            return rank
    return None


_RANKS = (
    ("deputy", r"\b(deputy|vice|assistant|former|adviser|advisor|spokes\w+|ambassador|envoy)\b"),
    ("foreign", r"\bforeign\b|\bsecretary of state\b|\bexternal affairs\b|\bdiplomat\b"),
    ("defence", r"\bdefen[cs]e\b"),
    ("leader", r"\b(president|prime minister|premier|chancellor|king|emir|supreme leader)\b"),
)


def _matter(mention: EventMention, document: Document) -> frozenset[str]:
    """The stems of the plain words of the sentence; names, in capitals, say who, not what."""
    words = _PLAIN_WORD.findall(mention.sentence.of(document.text))
    return frozenset(word[:5] for word in words if word not in _SAYING)


_PLAIN_WORD = re.compile(r"(?<!\w)[a-z][a-z-]{3,}")
_SAYING = frozenset(
    {"said", "that", "this", "with", "from", "have", "been", "their", "they", "which", "were"}
    | {"both", "also", "into", "over", "after", "about", "would", "will", "when", "where", "while"}
    | {"told", "says", "than", "then", "them", "more", "other", "between", "before", "during"}
    | {"country", "countries", "leaders", "minister", "ministers", "president", "foreign"}
    | {"agreed", "agree", "signed", "denied", "denies", "deny", "accused", "called", "sides"}
)


def _not_after(mention: EventMention, document: Document) -> date | None:
    """The day by which something told as having happened must have happened."""
    if mention.status != "actual" or document.published is None:
        return None
    return document.published.end
