"""Whether a name is only a part of a longer one: a town's, a firm's, a body's of one state."""

from __future__ import annotations

from communique.extract.actors.name_words import load_name_words
from communique.extract.context import Context
from communique.knowledge import NameEntry
from communique.spans import Span
from communique.syntax import Token

_PLACES = frozenset({
    "County", "Parish", "Township", "Street", "Avenue", "Boulevard", "Road", "Square", "Park",
    "Airport", "University", "College", "School", "Hospital", "Island", "Islands", "River", "Lake",
    "Valley", "Beach", "Bridge", "Stadium", "Heights",
})  # fmt: skip


def previous(context: Context, token: Token) -> Token | None:
    """Return the token before another in its sentence, or None."""
    if token.index == 0:
        return None
    before = context.parsed.tokens[token.index - 1]
    return before if before.sentence == token.sentence else None


def names_a_place(context: Context, token: Token) -> bool:
    """Tell whether a surname is part of the name of a place: "Navarro County", "San Antonio"."""
    before, lookup = previous(context, token), context.knowledge.gazetteer.lookup
    titled = before is not None and before.text.lower() in load_name_words().titles
    if before is not None and before.pos == "PROPN" and before.text.istitle() and not titled:
        longer = context.parsed.span_of([before, token]).of(context.parsed.text)
        if before.head == token.index and lookup(longer):
            return True
    after = context.parsed.tokens[token.index + 1 : token.index + 2]
    if not after or after[0].sentence != token.sentence:
        return False
    longer = context.parsed.span_of([token, *after]).of(context.parsed.text)
    named = after[0].pos == "PROPN" and token.head == after[0].index
    return after[0].text in _PLACES or (named and bool(lookup(longer)))


def is_part_of_name(context: Context, entries: list[NameEntry], tokens: list[Token]) -> bool:
    """Tell whether an organisation's name ends a longer one ("National Security Council").

    An ambiguous one is a state's own where the state stands before or after it.
    """
    organised = [e for e in entries if e.kind == "organisation"]
    if not organised or len(tokens) < 2:
        return False
    if all(e.ambiguous for e in organised) and _belongs_to_state(context, tokens):
        return True
    before = previous(context, tokens[0])
    if before is None:
        return False
    proper = before.pos == "PROPN" and before.entity == "ORG"
    if not (proper or before.text in load_name_words().national):
        return False
    return before.text[:1].isupper() and not context.knowledge.names.meanings.get(before.text)


def _belongs_to_state(context: Context, tokens: list[Token]) -> bool:
    """Tell whether a name is possessed by a state: "Iran's", "the Russian", "... of Turkey"."""
    parsed, meanings = context.parsed, context.knowledge.names.meanings
    first, last = tokens[0].index, tokens[-1].index + 1
    before = [t for t in parsed.tokens[max(0, first - 2) : first] if t.tag != "POS"][-1:]
    after = parsed.tokens[last : last + 3]
    of = bool(after) and after[0].text == "of"
    named = [*before, *(t for t in after[1:] if of and t.text != "the")][: 1 + of]
    near = [t for t in named if t.sentence == tokens[0].sentence]
    return any(e.kind == "state" for t in near for e in meanings.get(t.text, ()))


def is_private(context: Context, span: Span) -> bool:
    """Tell whether a state's name is part of the name of a firm, paper, club or water."""
    following = context.parsed.text[span.end : span.end + 40].split()
    inside = [
        n for n in context.parsed.names
        if n.label in ("ORG", "FAC", "LOC", "EVENT") and n.span.covers(span) and n.span != span
    ]  # fmt: skip
    words = {w for n in inside for w in n.span.of(context.parsed.text).lower().split()}
    words -= set(span.of(context.parsed.text).lower().split())  # "the Arab League" is no club
    nearest = following[0].lower().strip(",.;:") if following else ""
    capitalised = bool(following) and following[0][:1].isupper()
    private = load_name_words().private
    return bool(words & private) or (capitalised and nearest in private)
