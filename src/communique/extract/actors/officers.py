"""Who holds an office: "the Russian leader", "her counterpart", "the two defence ministers"."""

from __future__ import annotations

from datetime import date

from communique.extract.actors.discourse import is_person, subject_of
from communique.extract.actors.groups import Groups
from communique.extract.actors.owners import Owners
from communique.extract.actors.resolver import Resolver
from communique.extract.actors.roles import OfficeRole, load_roles
from communique.knowledge import Term
from communique.records import Party
from communique.syntax import Parsed, Token

_EXECUTIVES = ("head_of_government", "head_of_state", "leader", "secretary_general", "president")
_NEAR = 6  # sentences back in which someone's counterpart was named
_INDEFINITE = frozenset({"a", "an", "another", "any", "each", "every", "one", "no", "some"})

# Posts of which a state has one; "experts of both sides" are several on each.
_ONE_EACH = frozenset(
    {
        "ambassador",
        "chancellor",
        "chief",
        "commander",
        "envoy",
        "governor",
        "head",
        "king",
        "leader",
    }
    | {"mayor", "minister", "premier", "president", "queen", "secretary", "speaker", "spokesman"}
)


class Officers:
    """Finds office holders for one document: by its day, or among the people whom it names."""

    def __init__(self, parties: Resolver, owners: Owners, groups: Groups) -> None:
        self._parties = parties
        self._parsed = parties.parsed
        self._owners = owners
        self._groups = groups
        self._knowledge = parties.context.knowledge
        self._day = parties.context.day

    def holder(self, role: OfficeRole, owner: str | None, token: Token) -> Party | None:
        """Return who holds an office of ``owner``, or whom the document gave the title.

        Without a day, or with several holders on it, only someone whom the document names.
        """
        if owner is None:
            return self._titled_before(role, token)
        of = owner.split("/", 1)[1]
        terms = self._terms(role, of, self._day)
        if self._day is None or len({t.actor_id for t in terms}) > 1:
            named = {r.actor_id for r in self._parties.references.values()}
            terms = tuple(t for t in self._terms(role, of, None) if t.actor_id in named)
        if not terms:
            return self._titled_before(role, token, of)
        if len({t.actor_id for t in terms}) != 1:
            return None
        return self._as_party(terms[0], token)

    def named_before(self, token: Token, owner: str) -> Party | None:
        """Read "the Saudi minister": whom the document last named with such an office."""
        if token.tag in ("NNS", "NNPS") or not any(
            c.text.lower() == "the" for c in self._parsed.children(token, "det")
        ):
            return None
        for index in range(token.index - 1, -1, -1):
            reference = self._parties.references.get(index)
            if reference is None or self._parties.actor(reference.actor_id).kind != "person":
                continue
            party = self._parties.party(self._parsed.tokens[index])
            fits = party is not None and (party.office or "").endswith(token.lemma)
            if party is not None and fits and f"state/{party.country}" == owner:
                return party
        return None

    def counterpart(self, token: Token) -> Party | None:
        """Return the other state's holder of the office that the possessor holds."""
        host = self._owner(token) or self._host(token)
        own = self._owners.state_of(host)
        theirs = [o for o in self._owners.before(token, named=True) if o not in own]
        if not theirs:
            return self._colleague(token)
        of = theirs[0].split("/", 1)[1]
        if host is not None and host.actor_id and self._day is not None:
            for term in self._knowledge.offices.of_person(host.actor_id, self._day):
                holders = self._knowledge.offices.holders(of, term.office, self._day)
                if len(holders) == 1:
                    return self._as_party(holders[0], token)
        return self._parties.unnamed(token, theirs[0])

    def _colleague(self, token: Token) -> Party | None:
        """Return whom "her counterpart" means: the one person near before of the same office."""
        person = self._owner(token)
        if person is None or person.office is None:
            return None
        first = self._parsed.sentences[max(0, token.sentence - _NEAR)].start
        named = [i for i in range(first, token.index) if i in self._parties.references]
        found = [self._parties.party(self._parsed.tokens[i]) for i in named]
        peers = {p.actor_id: p for p in found if p is not None and _is_peer(p, person)}
        return next(iter(peers.values())) if len(peers) == 1 else None

    def each(self, token: Token, role: OfficeRole | None) -> list[Party]:
        """Return the members of a plural phrase, one for each state that it belongs to."""
        owners = self._owners.before(token, named=True) + self._owners.under(token)
        owners += self._owners.together(token)
        states = [o for o in dict.fromkeys(owners) if o.startswith("state/")]
        if len(states) >= 2:
            return [self._member(token, state, role) for state in states]
        if role is None:
            return []
        members = self._groups.members(token)
        if role.kinds == ("executive",) and members:
            return []
        members = members or self._groups.states(token)
        states = [s for member in members for s in self._owners.state_of(member)]
        if len(states) < 2 or len(states) != len(members):
            return []
        return [self._member(token, state, role) for state in states]

    def _member(self, token: Token, owner: str, role: OfficeRole | None) -> Party:
        holder = self.holder(role, owner, token) if role is not None else None
        if holder is not None:
            return holder
        actor = self._parties.actor(owner)
        words = self._post(token) if role is None else role.phrase
        institution = load_roles().is_institution(token)
        return Party(
            name=actor.name if institution else f"{words} of {actor.name}",
            actor_id=owner if institution else None,
            country=actor.country,
            sector=load_roles().sector(token.text) or "GOV",
            office=role.phrase if role else None,
            span=token.span,
        )

    def _post(self, token: Token) -> str:
        """Return a post with its portfolio: one "transport minister" each, but "experts"."""
        plain = [
            c.text if c.pos == "PROPN" else c.text.lower()
            for c in self._parsed.children(token, "amod", "compound")
            if c.index < token.index and not self._parties.points(c)
        ]
        several = token.tag == "NNS" and token.lemma not in _ONE_EACH
        return " ".join([*plain, token.text.lower() if several else token.lemma])

    def _terms(self, role: OfficeRole, of: str, day: date | None) -> tuple[Term, ...]:
        offices = self._knowledge.offices
        for title in role.titles:
            found = offices.titled(of, title, day)
            if found:
                return found
        for kind in self._kinds(role, of):
            found = offices.holders(of, kind, day)
            if found:
                return found
        return ()

    def _kinds(self, role: OfficeRole, of: str) -> tuple[str, ...]:
        if role.kinds != ("executive",):
            return role.kinds
        return ("head_of_state",) if of in load_roles().executive_presidents else _EXECUTIVES

    def _titled_before(self, role: OfficeRole, token: Token, of: str | None = None) -> Party | None:
        """Return the person last named before ``token`` who bears the title in this document.

        With ``of``, only one who bears it for that state, and not for "a Latvian minister".
        """
        if of is not None and _is_indefinite(self._parsed, token):
            return None
        for index in range(token.index - 1, -1, -1):
            reference = self._parties.references.get(index)
            if reference is None or self._parties.actor(reference.actor_id).kind != "person":
                continue
            party = self._parties.party(self._parsed.tokens[index])
            if party and party.office and party.office.lower() in (role.phrase, *role.titles):
                return party if of in (None, party.country) else None
        return None

    def _owner(self, token: Token) -> Party | None:
        """Return the person whose counterpart is meant: "his", "Modi's"."""
        owner = self._parsed.child(token, "poss")
        party = self._parties.party(owner) if owner is not None else None
        return party if party is not None and is_person(party) else None

    def _host(self, token: Token) -> Party | None:
        """Return the subject of the verb above, whose counterpart is meant."""
        verb = next((a for a in self._parsed.ancestors(token) if a.pos in ("VERB", "AUX")), None)
        subject = subject_of(self._parsed, verb) if verb else None
        if subject is None or subject.index >= token.index:
            return None
        return self._parties.party(subject)

    def _as_party(self, term: Term, token: Token) -> Party:
        state = self._knowledge.states.get(term.of)
        return Party(
            name=term.name,
            actor_id=term.actor_id,
            country=state.code if state else None,
            sector="GOV" if state else "IGO",
            office=term.title,
            span=token.span,
        )


def _is_peer(party: Party, person: Party) -> bool:
    """Tell whether someone holds the same office for another state."""
    same = party.office is not None and party.office == person.office
    return same and party.country != person.country and is_person(party)


def _is_indefinite(parsed: Parsed, token: Token) -> bool:
    articles = (c.text.lower() for c in parsed.children(token, "det", "nummod"))
    return token.tag in ("NNS", "NNPS") or bool(_INDEFINITE & set(articles))
