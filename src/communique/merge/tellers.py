"""Who tells: one key for each news agency or outlet, however reports write its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from communique.knowledge.files import read_yaml
from communique.knowledge.organisations import load_organisations
from communique.knowledge.sectors import NEWS_MEDIA
from communique.knowledge.states import load_states
from communique.merge.accounts import fold
from communique.merge.pile import Heading
from communique.records import Document, Party

_THE = re.compile(r"^(?:the|la|le|el|al) (?=\w)")


class Tellers:
    """Recognises media by name: those we know, those of the reports, and names like theirs.

    Args:
        reports: whose outlets and agencies are media, whatever they are called.
    """

    def __init__(self, reports: Iterable[Document | Heading] = ()) -> None:
        names = {name for d in reports for name in (d.outlet, d.agency, *d.via) if name}
        self._own = frozenset(key for name in names if (key := teller_key(name)))

    def named(self, party: Party) -> str | None:
        """Return the key of a party that is one named medium, or None.

        "Russian news agencies" and "state television" name none in particular.
        """
        if party.sector == NEWS_MEDIA and (party.actor_id or "").startswith("organisation/"):
            return teller_key(party.name)
        return self.called(party.name)

    def called(self, name: str) -> str | None:
        """Return the key of the one medium that ``name`` names, or None."""
        key = teller_key(name)
        if key in _known_names().values() or key in self._own:
            return key
        return key if _looks_like_one(name) else None


def teller_key(name: str) -> str:
    """Return the key of a news agency or an outlet: its id if we know it, else its folded name."""
    folded = _THE.sub("", fold(name))
    for form in (folded, _without_kind(folded)):
        if form in _known_names():
            return _known_names()[form]
    return _without_kind(folded) or folded


def points_back(name: str) -> bool:
    """Tell whether words such as "the paper" stand for a medium named before."""
    return _THE.sub("", fold(name)) in _words("pointing")


def _without_kind(folded: str) -> str:
    for kind in sorted(_words("kinds"), key=len, reverse=True):
        for bare in (folded.removesuffix(f" {kind}"), folded.removeprefix(f"{kind} ")):
            if bare not in (folded, "") and bare not in _nationalities():
                return bare
    return folded


def _looks_like_one(name: str) -> bool:
    """Whether capitalised words are named as a medium: "PTA news agency", "Baltic Herald"."""
    words = name.split()
    words = words[1:] if words and words[0].lower() == "the" else words
    bare = _without_kind(fold(" ".join(words))).split()
    proper = [word for word in words if fold(word) in bare and word[:1].isupper()]
    if not bare or len(proper) < len(bare) or not set(bare) - _nationalities() - _words("common"):
        return False
    return len(bare) < len(words) or (len(words) >= 2 and bare[-1] in _words("names"))


@cache
def _nationalities() -> frozenset[str]:
    """Words that with "news agency" name no one medium: "Russian", "Russia"."""
    return frozenset(
        fold(word)
        for state in load_states().values()
        for word in (state.name, *state.adjectives, *state.combining)
    )


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(read_yaml("communique.merge", "teller_words.yaml")[key])


@cache
def _known_names() -> dict[str, str]:
    """The names of the media we know; one that two of them share leads to itself."""
    claims: dict[str, set[str]] = {}
    for organisation in load_organisations().values():
        if organisation.kind == "agency":
            for name in (organisation.name, *organisation.aliases):
                claims.setdefault(_THE.sub("", fold(name)), set()).add(organisation.actor_id)
    return {name: min(ids) if len(ids) == 1 else name for name, ids in claims.items()}
