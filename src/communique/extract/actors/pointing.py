"""Role words that point to someone else: "his counterpart", "the visiting president", "the host".

What they point to is settled by the pair or the visits of which the report tells, or not at all.
"""

from __future__ import annotations

from communique.extract.actors.coreference import Coreference
from communique.extract.actors.descriptions import described_by_lexicon
from communique.extract.actors.officers import Officers
from communique.extract.actors.owners import Owners
from communique.extract.actors.phrases import modifiers_of
from communique.extract.actors.resolver import Resolver, party_of
from communique.extract.actors.roles import load_roles
from communique.extract.actors.visits import Visits, is_title
from communique.records import Party
from communique.syntax import Token

_LANDS = frozenset({"country", "nation", "state", "government"})


class Pointing:
    """Resolves the role words of one document."""

    def __init__(
        self,
        parties: Resolver,
        owners: Owners,
        officers: Officers,
        coreference: Coreference,
        visits: Visits,
    ) -> None:
        self._parties = parties
        self._owners = owners
        self._officers = officers
        self._coreference = coreference
        self._visits = visits

    def points_away(self, token: Token) -> bool:
        """Tell whether a noun means someone by their part in a meeting or a visit."""
        if _is_other(token) or self._is_host_state(token):
            return True
        visiting = is_title(token) and "visiting" in self._words_before(token)
        return visiting and not self._owners.of(token)

    def party(self, token: Token) -> Party | None:
        """Return whom such a noun means, or None where that is open."""
        if _is_other(token):
            return self._other_of_two(token)
        if not self._is_host_state(token):
            return self._visits.visiting(token)
        land = self._visits.land(token)
        return party_of(self._parties.actor(land), token.span) if land is not None else None

    def _is_host_state(self, token: Token) -> bool:
        return token.lemma in _LANDS and "host" in self._words_before(token)

    def _words_before(self, token: Token) -> set[str]:
        return {word.text.lower() for word in modifiers_of(self._parties.parsed, token)}

    def _other_of_two(self, token: Token) -> Party | None:
        """Resolve "his neighbour" and "her counterpart"; "Chad's neighbours" are only described."""
        counterpart = token.lemma in load_roles().counterparts
        point = self._officers.counterpart if counterpart else self._coreference.other_side
        named = self._owners.before(token, named=True)
        described = described_by_lexicon(self._parties, token, named) if named else None
        return point(token) or described


def _is_other(token: Token) -> bool:
    roles = load_roles()
    return token.lemma in roles.others or token.lemma in roles.counterparts
