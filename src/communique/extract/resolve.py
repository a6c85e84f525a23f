"""Noun phrases of one document to parties: names, offices, descriptions, groups and pronouns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from communique.extract.context import Context, Reference
from communique.extract.coreference import GROUP_WORDS, Coreference
from communique.extract.names import find_modifiers, find_references
from communique.extract.persons import learn_persons
from communique.extract.phrases import complements_of, modifiers_of, office_role, phrase_words
from communique.extract.roles import OfficeRole, load_roles
from communique.knowledge import Term
from communique.records import Actor, Party
from communique.spans import Span
from communique.syntax import Token

# Bodies that are the state when it acts; an official or a soldier only acts for it.
_INSTITUTIONS = frozenset({"government", "ministry", "embassy", "administration", "cabinet", "authority", "authorities",
                           "side", "leadership", "regime", "state", "states", "presidency", "nation", "country", "kingdom",
                           "delegation", "army", "military", "forces", "parliament", "office", "bloc", "alliance"})  # fmt: skip
_COUNTERPARTS = frozenset({"counterpart", "counterparts", "colleague", "opposite"})


class DocumentParties:
    """The parties of one document; implements :class:`communique.extract.parties.Parties`.

    Args:
        context: the document with its parse and the knowledge to resolve against.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.parsed = context.parsed
        self.references = find_references(context)
        self.modifiers = find_modifiers(context)
        self.learned = learn_persons(context, self.references, self.modifiers)
        self._cache: dict[int, Party | None] = {}
        self._coreference = Coreference(self)
        self.titles: dict[str, tuple[str, str | None]] = {}
        self.titles = self._local_titles()
        self._cache.clear()  # phrases resolved before the titles were known

    def actor(self, actor_id: str) -> Actor:
        """Return a known or learned actor."""
        return self.learned.get(actor_id) or self.context.knowledge.actors[actor_id]

    def party(self, token: Token) -> Party | None:
        """Return who the noun phrase headed by ``token`` stands for, or None."""
        if token.index not in self._cache:
            self._cache[token.index] = None  # a phrase that leads back to itself is nobody
            self._cache[token.index] = self._resolve(token)
        return self._cache[token.index]

    def parties(self, token: Token) -> tuple[Party, ...]:
        """Return all parties of a phrase, its conjuncts and the members of a group."""
        found: list[Party] = []
        for part in self.parsed.conjuncts(token):
            group = self._group(part)
            single = self.party(part) if not group else None
            found += group or ([single] if single else [])
        return distinct(found)

    def within(self, span: Span) -> tuple[Party, ...]:
        """Return the named parties inside ``span``, in text order, none twice."""
        tokens = self.parsed.tokens_in(span)
        found = []
        for token in tokens:
            reference = self.references.get(token.index)
            if reference is not None and reference.end == token.index + 1:
                found.append(self._named(token, reference))
            elif token.index in self.modifiers and reference is None:
                actor = self.actor(self.modifiers[token.index])
                found.append(_of_actor(actor, token.span))
        return distinct(found)

    def country_owner(self, token: Token, *, complements: bool = True) -> tuple[str, ...]:
        """Return the ids of the states and organisations that a phrase belongs to, in order.

        Args:
            token: the head of the phrase.
            complements: False to count only what stands before the noun.
        """
        if complements:
            return tuple(self._owners(token))
        before = modifiers_of(self.parsed, token)
        return tuple(dict.fromkeys(o for w in before for o in self._owner_of_modifier(w)))

    # Resolution of single phrases

    def _resolve(self, token: Token) -> Party | None:
        reference = self.references.get(token.index)
        if reference is not None:
            return self._named(token, reference)
        if token.pos == "PRON":
            return self._coreference.antecedent(token)
        if token.pos not in ("NOUN", "PROPN", "ADJ"):
            return None
        named = self._apposed(token)
        if named is not None:
            return named
        return self._described(token)

    def _named(self, token: Token, reference: Reference) -> Party:
        actor = self.actor(reference.actor_id)
        span = self.parsed.span_of(self.parsed.tokens[reference.start : reference.end])
        if actor.kind != "person":
            return _of_actor(actor, span)
        day = self.context.day
        country = self.context.knowledge.country_on(actor.actor_id, day)
        title, owner = self.titles.get(actor.actor_id, (None, None))
        if actor.basis == "learned" and owner is not None:
            country = self.actor(owner).country
        return Party(
            name=actor.name, actor_id=actor.actor_id, country=country,
            sector=actor.sectors[0] if actor.sectors else ("GOV" if owner else None),
            office=title or self._office_on(actor, day), span=span,
        )  # fmt: skip

    def _office_on(self, actor: Actor, day: date | None) -> str | None:
        """Return the office of the day; without a day, the office that was the only one."""
        terms = self.context.knowledge.offices.of_person(actor.actor_id, day)
        titles = {t.title for t in terms}
        return terms[0].title if terms and (day is not None or len(titles) == 1) else None

    def _apposed(self, token: Token) -> Party | None:
        """Return the named person whom a title or description introduces."""
        for child in self.parsed.children(token, "appos", "flat", "nmod", "compound"):
            reference = self.references.get(child.index)
            plural = token.tag in ("NNS", "NNPS")
            if plural or reference is None or self.actor(reference.actor_id).kind != "person":
                continue
            if child.dep == "appos" or child.index > token.index:
                return self._named(child, reference)
        return self._named_after_office(token)

    def _named_after_office(self, token: Token) -> Party | None:
        """Read "the president of Russia, Vladimir Putin", which the parser often takes apart."""
        if office_role(self.parsed, token) is None or token.tag in ("NNS", "NNPS"):
            return None
        sentence = self.parsed.sentence_of(token)
        for word in self.parsed.tokens[token.index + 1 : min(token.index + 10, sentence.end)]:
            reference = self.references.get(word.index)
            if reference is not None and self.actor(reference.actor_id).kind == "person":
                return self._named(word, reference) if reference.form == "name" else None
            passed = reference is not None or word.index in self.modifiers
            if not passed and word.text.lower() not in ("of", "the", "for", ",", "foreign", "affairs", "and"):
                return None
        return None

    def _described(self, token: Token) -> Party | None:
        roles = load_roles()
        role = office_role(self.parsed, token)
        sector = roles.sector(token.text) or roles.sector(token.lemma)
        if role is None and sector is None and token.lemma not in ("neighbour", "neighbor"):
            return None
        owners = self._owners(token)
        if token.lemma in ("neighbour", "neighbor", "guest", "visitor", "host"):
            return self._coreference.other_side(token) if not owners or token.lemma[:5] == "neigh" else None
        if token.lemma in _COUNTERPARTS:
            theirs = [self.modifiers[m.index] for m in modifiers_of(self.parsed, token) if m.index in self.modifiers]
            return self._counterpart(token, theirs[0]) if theirs else None
        if role is not None and token.tag not in ("NNS", "NNPS"):
            holder = self._holder(role, owners[0] if owners else None, token)
            if holder is not None:
                return holder
        if not owners:
            return None
        return self._unnamed(token, owners[0], sector or "GOV", role)

    def _unnamed(
        self, token: Token, owner_id: str, sector: str, role: OfficeRole | None
    ) -> Party:
        owner = self.actor(owner_id)
        institution = token.text.lower() in _INSTITUTIONS or token.lemma in _INSTITUTIONS
        return Party(
            name=phrase_words(self.parsed, token) or token.text,
            actor_id=owner_id if institution else None,
            country=owner.country, sector=sector if owner.kind == "state" else "IGO",
            office=role.phrase if role else None, span=token.span,
        )  # fmt: skip

    def _holder(self, role: OfficeRole, owner: str | None, token: Token) -> Party | None:
        """Return who holds an office: by state and day, else whom the document gave it."""
        if owner is None:
            return self._titled_before(role, token)
        of = owner.split("/", 1)[1]
        terms = self._terms(role, of, self.context.day)
        mentioned = {r.actor_id for r in self.references.values()}
        if self.context.day is None or len({t.actor_id for t in terms}) > 1:
            terms = tuple(t for t in self._terms(role, of, None) if t.actor_id in mentioned)
        if len({t.actor_id for t in terms}) != 1:
            return None
        actor = self.actor(terms[0].actor_id)
        country = self.context.knowledge.states.get(of)
        return Party(
            name=actor.name, actor_id=actor.actor_id, country=country.code if country else None,
            sector="GOV" if country else "IGO", office=terms[0].title, span=token.span,
        )  # fmt: skip

    def _terms(self, role: OfficeRole, of: str, day: date | None) -> tuple[Term, ...]:
        offices = self.context.knowledge.offices
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
        if of in load_roles().executive_presidents:
            return ("head_of_state",)
        return ("head_of_government", "head_of_state", "leader", "secretary_general", "president")

    def _titled_before(self, role: OfficeRole, token: Token) -> Party | None:
        """Return the person last named before ``token`` who bears the title in this document."""
        for index in range(token.index - 1, -1, -1):
            reference = self.references.get(index)
            if reference is None or self.actor(reference.actor_id).kind != "person":
                continue
            party = self._named(self.parsed.tokens[index], reference)
            if party.office and (party.office.lower() in (role.phrase, *role.titles)):
                return party
        return None

    def _counterpart(self, token: Token, owner: str) -> Party:
        """Return the other state's holder of the office that the possessor holds."""
        verb = next((a for a in self.parsed.ancestors(token) if a.pos in ("VERB", "AUX")), None)
        subject = self.parsed.child(verb, "nsubj", "nsubjpass") if verb else None
        host = self.party(subject) if subject is not None and subject.index < token.index else None
        day, of = self.context.day, owner.split("/", 1)[1]
        offices = self.context.knowledge.offices
        if host is not None and host.actor_id and day is not None:
            for term in offices.of_person(host.actor_id, day):
                holders = offices.holders(of, term.office, day)
                if len(holders) == 1:
                    return Party(
                        name=holders[0].name, actor_id=holders[0].actor_id, sector="GOV",
                        country=self.actor(owner).country, office=holders[0].title, span=token.span,
                    )  # fmt: skip
        return self._unnamed(token, owner, "GOV", None)

    # Whose a phrase is

    def _owners(self, token: Token) -> list[str]:
        """Return the states and organisations that modify, possess or complement a noun."""
        found: list[str] = []
        for word in modifiers_of(self.parsed, token):
            found += self._owner_of_modifier(word)
        for noun in complements_of(self.parsed, token):
            for part in self.parsed.conjuncts(noun):
                found += self._owner_of_noun(part)
        if not found and token.index:
            found += self._owner_before(token)
        return list(dict.fromkeys(found))

    def _owner_of_modifier(self, word: Token) -> list[str]:
        reference = self.references.get(word.index)
        if reference is not None:
            actor = self.actor(reference.actor_id)
            if actor.kind != "person":
                return [actor.actor_id]
            return self._state_of(self.party(word))
        if word.index in self.modifiers:
            return [self.modifiers[word.index]]
        if word.dep == "poss" and word.pos in ("PRON", "NOUN"):
            return self._owner_of_noun(word)
        return []

    def _owner_of_noun(self, noun: Token) -> list[str]:
        reference = self.references.get(noun.index)
        if reference is not None and self.actor(reference.actor_id).kind != "person":
            return [reference.actor_id]
        if noun.text.lower() in ("countries", "nations", "states", "sides"):
            return [s for p in self._group(noun) for s in self._state_of(p)]
        party = self.party(noun)
        if party is None:
            return []
        if party.actor_id and not party.actor_id.startswith("person/"):
            return [party.actor_id]
        return self._state_of(party)

    def _state_of(self, party: Party | None) -> list[str]:
        """Return the id of the state for which a party acts, if it is one we know."""
        state_id = f"state/{party.country}" if party is not None else ""
        return [state_id] if state_id in self.context.knowledge.actors else []

    def _owner_before(self, token: Token) -> list[str]:
        """Read "In Washington, officials said": a capital at the head of the sentence."""
        sentence = self.parsed.sentence_of(token)
        opening = [t for t in self.parsed.tokens_of(sentence) if t.index < token.index][:4]
        if len(opening) >= 2 and opening[0].text == "In" and "," in {t.text for t in opening}:
            reference = self.references.get(opening[1].index)
            if reference is not None and reference.form == "metonym":
                return [reference.actor_id]
        return []

    # Groups

    def _group(self, token: Token) -> list[Party]:
        """Return the members of a plural phrase: its owners' holders, or its antecedents."""
        if token.index in self.references:
            return []
        plural = token.tag in ("NNS", "NNPS") or token.text.lower() in GROUP_WORDS
        if not plural:
            return []
        if token.pos == "NOUN" and load_roles().sector(token.text) is not None:
            owners = [o for o in self._direct_owners(token) if o.startswith("state/")]
            role = office_role(self.parsed, token)
            if len(owners) >= 2:
                return [self._member(token, owner, role) for owner in owners]
            if role is not None and role.kinds != ("executive",):
                return self._officers(token, role)
        return self._coreference.group(token)

    def _officers(self, token: Token, role: OfficeRole) -> list[Party]:
        """Read "the two defence ministers": who holds the office in the states told of."""
        members = self._coreference.group(token)
        states = [s for member in members for s in self._state_of(member)]
        if len(states) < 2 or len(states) != len(members):
            return []
        return [self._member(token, state, role) for state in states]

    def _direct_owners(self, token: Token) -> list[str]:
        found: list[str] = []
        for word in modifiers_of(self.parsed, token):
            if word.index in self.references or word.index in self.modifiers:
                found += self._owner_of_modifier(word)
        for noun in complements_of(self.parsed, token):
            for part in self.parsed.conjuncts(noun):
                found += self._owner_of_noun(part)
        return list(dict.fromkeys(found))

    def _member(self, token: Token, owner: str, role: OfficeRole | None) -> Party:
        holder = self._holder(role, owner, token) if role is not None else None
        if holder is not None:
            return holder
        actor = self.actor(owner)
        words = token.lemma if role is None else role.phrase
        institution = token.text.lower() in _INSTITUTIONS or token.text.lower() == "countries"
        name = actor.name if institution else f"{words} of {actor.name}"
        return Party(
            name=name, actor_id=owner if institution else None, country=actor.country,
            sector=load_roles().sector(token.text) or "GOV",
            office=role.phrase if role else None, span=token.span,
        )  # fmt: skip

    # Titles that the document itself gives

    def _local_titles(self) -> dict[str, tuple[str, str | None]]:
        """Return, for each person introduced with a title, its words and its owner.

        The first title counts, but an office counts before a mere description.
        """
        found: dict[str, tuple[str, str | None]] = {}
        for index, reference in self.references.items():
            if reference.end != index + 1 or reference.form != "name":
                continue
            if self.actor(reference.actor_id).kind != "person":
                continue
            head = self.parsed.tokens[index]
            title = self._title_beside(head, reference)
            if title is not None:
                known = found.get(reference.actor_id)
                better = known is not None and title[0] in load_roles().offices
                if known is None or (better and known[0] not in load_roles().offices):
                    found[reference.actor_id] = title
        return found

    def _title_beside(self, head: Token, reference: Reference) -> tuple[str, str | None] | None:
        nouns = [w for w in modifiers_of(self.parsed, head) if w.index < reference.start]
        nouns += [c for c in self.parsed.children(head, "appos") if c.index not in self.references]
        above = self.parsed.head(head)
        if head.dep in ("appos", "flat") and above.index not in self.references:
            nouns.append(above)
        if reference.start:
            before = self.parsed.tokens[reference.start - 1]
            if before.sentence == head.sentence and before not in nouns:
                nouns.append(before)
        for noun in reversed(nouns):
            role = office_role(self.parsed, noun)
            sector = load_roles().sector(noun.text)
            generic = noun.lemma in _COUNTERPARTS or noun.text.lower() in _INSTITUTIONS
            plural = noun.tag in ("NNS", "NNPS")
            if plural or (role is None and (sector not in ("GOV", "MIL", "LEG") or generic)):
                continue
            owners = self._owners(noun) or [
                o for w in modifiers_of(self.parsed, head) for o in self._owner_of_modifier(w)
            ]
            words = role.phrase if role else self._title_words(noun)
            return words, owners[0] if owners else None
        return None

    def _title_words(self, noun: Token) -> str:
        """Return a title with the plain nouns before it ("deputy prime minister")."""
        words = [noun.text.lower()]
        index = noun.index - 1
        while index >= 0:
            word = self.parsed.tokens[index]
            named = index in self.references or index in self.modifiers
            if word.sentence != noun.sentence or named or word.pos not in ("NOUN", "PROPN", "ADJ"):
                break
            words.insert(0, word.text.lower())
            index -= 1
        return " ".join(words[-4:])


def _of_actor(actor: Actor, span: Span) -> Party:
    return Party(
        name=actor.name, actor_id=actor.actor_id, country=actor.country,
        sector=actor.sectors[0] if actor.sectors else None, span=span,
    )  # fmt: skip


def distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Return parties without repetition of an actor, or of a name where no actor is known."""
    kept: dict[str, Party] = {}
    for party in parties:
        kept.setdefault(party.actor_id or f"{party.name}/{party.country}", party)
    return tuple(kept.values())
