"""Descriptions and bodies that the role words do not cover: "four Saudi men", "the Knesset".

The lexicon of short phrases (`phrase_actor`) knows many more nouns, bodies and regions than there
are roles. Here it only helps where grammar and roles found nobody, and only if the words say whose
someone is.
"""

from __future__ import annotations

from communique.extract.actors.name_words import load_name_words
from communique.extract.actors.phrase_actor import PhraseActor, actor_of, phrase_actors
from communique.extract.actors.phrase_lexicon import Meaning
from communique.extract.actors.phrases import modifiers_of, phrase_words
from communique.extract.actors.resolver import Resolver
from communique.knowledge.agents import load_agents, plain_words
from communique.records import Party
from communique.spans import hull
from communique.syntax import Token

# What acts for a state, or bears arms; a firm or a university is no party by its bare name.
_BODIES = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "COP", "REB", "PRM", "UAF"})
# What a region has of its own: Connecticut's lawmakers and police do not act for their state.
_OF_REGIONS = frozenset({"GOV", "LEG", "JUD", "COP", "ELI", "PTY", "OPP", "BUS"})
_LONGEST = 4  # words of a noun: "ballistic missile submarine crew"


def described_by_lexicon(parties: Resolver, token: Token, owners: list[str]) -> Party | None:
    """Return whom a plain noun describes, if the lexicon has the noun and its state is told.

    Args:
        parties: of the document.
        token: the head of the phrase.
        owners: the ids of the states and organisations to which the phrase belongs.
    """
    if token.pos != "NOUN" or not _is_agent(parties, token):
        return None
    words = phrase_words(parties.parsed, token)
    told = _read(parties, words)
    if told.actor_id is not None and told.actor_id.startswith("person/"):
        return None
    country = parties.actor(owners[0]).country if owners else told.country
    if country is None or not told.sectors:
        return None
    if not owners and (not told.by_region or told.sectors[0] in _OF_REGIONS):
        return None
    return Party(name=words, country=country, sector=told.sectors[0], span=token.span)


def named_body(parties: Resolver, token: Token) -> Party | None:
    """Return the body of a state that a name stands for: a parliament, a service, an army."""
    if token.pos != "PROPN" or token.entity in ("PERSON", "GPE", "NORP", "DATE", "EVENT"):
        return None
    parsed = parties.parsed
    first = [w for w in modifiers_of(parsed, token) if w.pos == "PROPN"]
    span = hull([token.span, *(w.span for w in first)])
    meanings = _bodies(parties, " ".join(span.of(parsed.text).split()))
    if len({m.country for m in meanings}) != 1:
        return None
    body = meanings[0]
    if body.country is None or not body.sectors or body.sectors[0] not in _BODIES:
        return None
    return Party(
        name=body.name or span.of(parsed.text), actor_id=body.actor_id, country=body.country,
        sector=body.sectors[0], span=span,
    )  # fmt: skip


def body_of_teller(parties: Resolver, token: Token) -> Party | None:
    """Return a body named without its state, which is the state's whose ministry tells of it.

    "The Kenyan foreign ministry said that the National Security Council would meet."
    """
    if token.pos != "PROPN":
        return None
    national = load_name_words().national
    if not any(w.text in national for w in modifiers_of(parties.parsed, token)):
        return None
    for word in (token, *parties.parsed.ancestors(token)):
        tellers = parties.parsed.children(parties.parsed.head(word), "nsubj")
        if word.dep != "ccomp" or len(tellers) != 1:
            continue
        told = parties.party(tellers[0])
        if told is None or told.country is None or not _is_organ(parties, tellers[0]):
            return None
        words = phrase_words(parties.parsed, token)
        return Party(name=words, country=told.country, sector="GOV", span=token.span)
    return None


def _is_organ(parties: Resolver, teller: Token) -> bool:
    """Tell whether a noun names a state's organ, not the state nor a person."""
    return teller.index not in parties.references


def _bodies(parties: Resolver, words: str) -> list[Meaning]:
    reader = phrase_actors(parties.context.knowledge)
    return [m for m in reader.meanings(words) if m.kind == "body"]


def _read(parties: Resolver, words: str) -> PhraseActor:
    return actor_of(words, parties.context.knowledge, day=parties.context.day)


def _is_agent(parties: Resolver, token: Token) -> bool:
    """Tell whether the noun, alone or with the words before it, describes people or a force."""
    agents = load_agents()
    first = max(token.index - _LONGEST + 1, parties.parsed.sentence_of(token).start)
    words = [t.text for t in parties.parsed.tokens[first : token.index + 1]]
    tails = (plain_words(" ".join(words[at:])) for at in range(len(words)))
    return any(tail in agents.certain or tail in agents.weak for tail in tails)
