"""Whether a verb has the words that a pattern asks for, and none that forbid it."""

from __future__ import annotations

from communique.extract.clause import Clause
from communique.extract.events.lexicon import Lexicon, Pattern
from communique.syntax import Parsed, Token

_PARTICLE_REACH = 3
_AFTER_PARTICLE = ("of", "on")


def admitted(lexicon: Lexicon, parsed: Parsed, clause: Clause) -> list[Pattern]:
    """Return the patterns of a verb that its words admit, the most specific first."""
    patterns = lexicon.of_verb(clause.predicate)
    return [
        p
        for p in sorted(patterns, key=_specificity, reverse=True)
        if _admits(lexicon, parsed, p, clause)
    ]


def _specificity(pattern: Pattern) -> tuple[bool, bool, bool]:
    return bool(pattern.objects), bool(pattern.complement - {"any"}), pattern.particle is not None


def _admits(lexicon: Lexicon, parsed: Parsed, pattern: Pattern, clause: Clause) -> bool:
    if pattern.particle is not None and not _has_particle(
        parsed, clause.predicate, pattern.particle
    ):
        return False
    words = _object_words(lexicon, parsed, pattern, clause)
    if "any" in pattern.objects:
        return bool(clause.objects) and not pattern.not_objects & words
    if pattern.objects and not words & pattern.objects:
        return False
    if pattern.not_objects & words or pattern.not_with & clause.prepositions.keys():
        return False
    if pattern.bare and parsed.children(clause.predicate, "oprd", "ccomp", "xcomp"):
        return False
    return not pattern.complement or _has_complement(parsed, pattern, clause.predicate)


def _has_particle(parsed: Parsed, verb: Token, particle: str) -> bool:
    below = [t for t in parsed.subtree(verb) if t.text.lower() == particle and t.index > verb.index]
    near = range(verb.index + 1, verb.index + _PARTICLE_REACH)
    return any(
        (t.index in near or t.dep in ("advmod", "prt") or t.head == verb.index)
        and not _is_temporal(parsed, t)
        for t in below
    )


def _is_temporal(parsed: Parsed, preposition: Token) -> bool:
    """Tell "called on Sunday" from "called on Israel"."""
    return any(n.entity in ("DATE", "TIME") for n in parsed.children(preposition, "pobj"))


def _object_words(lexicon: Lexicon, parsed: Parsed, pattern: Pattern, clause: Clause) -> set[str]:
    """Return lemmas and forms of what the verb acts on, with the nouns before them."""
    objects = [t for o in clause.objects for t in parsed.conjuncts(o)]
    objects += [c for o in objects for c in parsed.children(o, "compound", "amod")]
    objects += [n for o in clause.objects for n in _contained(lexicon, parsed, o)]
    if clause.predicate.lemma in lexicon.words.with_verbs:
        objects += clause.governed_by("with")
    if pattern.particle is not None:
        objects += clause.governed_by(pattern.particle, *_AFTER_PARTICLE)
    objects += _predicated(parsed, clause.predicate)
    return {word for t in objects for word in (t.lemma, t.text.lower())}


def _predicated(parsed: Parsed, verb: Token) -> list[Token]:
    """Return what the verb makes of its object: "found him guilty", "called it a crime"."""
    below = parsed.children(verb, "oprd", "ccomp", "acomp", "attr", "advcl", "xcomp")
    found = [t for c in below for t in (c, *parsed.children(c, "amod", "attr", "acomp", "oprd"))]
    for preposition in parsed.children(verb, "prep"):
        if preposition.text.lower() == "as":
            found += [t for t in parsed.subtree(preposition) if t.pos in ("ADJ", "NOUN")]
    return [t for t in found if t.pos in ("ADJ", "NOUN", "PROPN", "ADV")]


def _contained(lexicon: Lexicon, parsed: Parsed, noun: Token) -> list[Token]:
    """Return what a measure noun counts: the talks of "a round of talks"."""
    if noun.lemma not in lexicon.words.measures:
        return []
    return [
        n
        for p in parsed.children(noun, "prep")
        if p.text.lower() in ("of", "in")
        for n in parsed.children(p, "pobj")
    ]


def _has_complement(parsed: Parsed, pattern: Pattern, verb: Token) -> bool:
    for clause in parsed.children(verb, "xcomp", "ccomp", "acomp"):
        words = _words_of_clause(parsed, clause)
        wanted = "any" in pattern.complement or words & pattern.complement
        if wanted and not words & pattern.not_complement and _looks_ahead(parsed, clause):
            return True
    return False


def _words_of_clause(parsed: Parsed, verb: Token) -> set[str]:
    """Return the lemma of a clause's verb, those coordinated with it, its modal and its "to"."""
    modals = {a.text.lower() for a in parsed.children(verb, "aux") if a.tag in ("MD", "TO")}
    return modals | {v.lemma for v in parsed.conjuncts(verb)}


def _looks_ahead(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a clause is an infinitive or has a modal: what one agrees or vows to do."""
    auxiliaries = parsed.children(verb, "aux")
    if any(a.text.lower() == "have" for a in auxiliaries):
        return False
    return verb.tag == "VBG" or any(a.text.lower() == "to" or a.tag == "MD" for a in auxiliaries)
