"""People whom the knowledge does not list, learned from the document that names them."""

from __future__ import annotations

from communique.extract.actors.name_words import load_name_words
from communique.extract.actors.roles import load_roles
from communique.extract.context import Context, Reference
from communique.knowledge.offices import last_name, person_id
from communique.records import Actor
from communique.syntax import Token

_PARTICLES = frozenset(
    {"al", "bin", "bint", "von", "van", "de", "der", "di", "da", "el", "ibn", "abu", "-"}
)


def learn_persons(
    context: Context, references: dict[int, Reference], modifiers: dict[int, str]
) -> dict[str, Actor]:
    """Add references to unknown people to ``references`` and return them as learned actors.

    A person is learned from a full name of at least two capitalised words, either seen by the
    model or after a title; later single surnames of the document then refer to that person.
    """
    learned: dict[str, Actor] = {}
    surnames: dict[str, str] = {}
    for tokens in _full_names(context, references, modifiers):
        name = " ".join(context.parsed.span_of(tokens).of(context.parsed.text).split())
        actor_id = person_id(name)
        if actor_id in context.knowledge.actors:
            learned_actor = context.knowledge.actors[actor_id]
        else:
            learned_actor = Actor(actor_id=actor_id, name=name, kind="person", basis="learned")
            learned[actor_id] = learned_actor
        surnames.setdefault(last_name(name), actor_id)
        reference = Reference(actor_id, tokens[0].index, tokens[-1].index + 1, "name", 0.8)
        for token in tokens:
            references[token.index] = reference
    _link_surnames(context, references, surnames)
    return learned


def _full_names(
    context: Context, references: dict[int, Reference], modifiers: dict[int, str]
) -> list[list[Token]]:
    found: list[list[Token]] = []
    taken: set[int] = set()
    for name in context.parsed.names:
        if name.label == "PERSON":
            tokens = _core(context.parsed.tokens_in(name.span))
            found.append(tokens)
    for token in context.parsed.tokens:
        if token.pos == "PROPN" and _announced(context, token):
            found.append(_core(_run(context, token)))
        elif token.pos == "PROPN" and not token.entity and _is_introduced(context, token):
            found.append(_with_given_names(context, token))
    kept = []
    for tokens in found:
        indexes = {t.index for t in tokens}
        free = not indexes & (references.keys() | modifiers.keys() | taken)
        if free and _is_full_name(tokens):
            kept.append(tokens)
            taken |= indexes
    return kept


def _announced(context: Context, token: Token) -> bool:
    """Tell whether a title stands directly before ``token``."""
    if token.index == 0:
        return False
    before = context.parsed.tokens[token.index - 1]
    words = load_name_words()
    return before.sentence == token.sentence and before.text.lower() in words.titles


def _is_introduced(context: Context, token: Token) -> bool:
    """Tell whether an office of a field goes with a name: "Minister of Energy Almas Ospanov"."""
    parsed, heads = context.parsed, load_roles().office_heads
    nouns = [*parsed.children(token, "nmod"), *([parsed.head(token)] * (token.dep == "appos"))]
    return any(
        noun.text.lower() in heads and noun.index < token.index
        and any(c.text.lower() == "of" for c in parsed.children(noun, "prep"))
        for noun in nouns
    )  # fmt: skip


def _with_given_names(context: Context, token: Token) -> list[Token]:
    tokens = [token]
    for before in reversed(context.parsed.tokens[max(0, token.index - 3) : token.index]):
        if before.dep != "compound" or context.parsed.head(before) != token:
            break
        tokens.insert(0, before)
    return _core(tokens)


def _run(context: Context, token: Token) -> list[Token]:
    """Return the proper nouns that follow one another from ``token`` on."""
    tokens = []
    for following in context.parsed.tokens[token.index : token.index + 6]:
        hyphen = following.text == "-" or following.text.lower() in _PARTICLES
        if following.sentence != token.sentence or not (following.pos == "PROPN" or hyphen):
            break
        tokens.append(following)
    while tokens and not tokens[-1].text[:1].isupper():
        tokens.pop()
    return tokens


def _core(tokens: list[Token]) -> list[Token]:
    """Drop titles before a name and a possessive after it."""
    words, roles = load_name_words(), load_roles()
    while tokens and (
        tokens[0].text.lower() in words.titles
        or roles.sector(tokens[0].text)
        or not tokens[0].text[:1].isupper()
        or tokens[0].pos != "PROPN"
    ):
        tokens = tokens[1:]
    while tokens and not tokens[-1].text[:1].isupper():
        tokens = tokens[:-1]
    return tokens


def _is_full_name(tokens: list[Token]) -> bool:
    capital = [t for t in tokens if t.text[:1].isupper()]
    return (
        2 <= len(capital) <= 5
        and all(
            t.text[:1].isupper() or t.text.lower() in _PARTICLES or t.text == "'" for t in tokens
        )
        and not any(t.text.isupper() and len(t.text) > 3 for t in tokens)
        and not any(ch.isdigit() for t in tokens for ch in t.text)
        and tokens[-1].pos == "PROPN"
    )


def _link_surnames(
    context: Context, references: dict[int, Reference], surnames: dict[str, str]
) -> None:
    for token in context.parsed.tokens:
        actor_id = surnames.get(token.text)
        if actor_id and token.index not in references and token.pos in ("PROPN", "NOUN"):
            references[token.index] = Reference(
                actor_id, token.index, token.index + 1, "short", 0.7
            )
