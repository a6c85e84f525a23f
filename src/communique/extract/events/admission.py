"""Whether a verb stands with the words that a pattern asks for, and without those that forbid it."""

from __future__ import annotations

from communique.extract.clause import Clause
from communique.extract.events.lexicon import Lexicon, Pattern
from communique.syntax import Parsed, Token

_PARTICLE_REACH = 3


def admitted(lexicon: Lexicon, parsed: Parsed, clause: Clause) -> list[Pattern]:
    """Return the patterns of a verb that its words admit, the most specific first."""
    patterns = lexicon.of_verb(clause.predicate)
    return [p for p in sorted(patterns, key=_specificity, reverse=True) if _admits(lexicon, parsed, p, clause)]


def _specificity(pattern: Pattern) -> tuple[bool, bool, bool]:
    return bool(pattern.objects), bool(pattern.complement - {"any"}), pattern.particle is not None


def _admits(lexicon: Lexicon, parsed: Parsed, pattern: Pattern, clause: Clause) -> bool:
    if pattern.particle is not None and not _has_particle(parsed, clause.predicate, pattern.particle):
        return False
    words = _object_words(lexicon, parsed, pattern, clause)
    if pattern.objects and not words & pattern.objects:
        return False
    if pattern.not_objects & words or pattern.not_with & clause.prepositions.keys():
        return False
    return not pattern.complement or _has_complement(parsed, pattern, clause.predicate)


def _has_particle(parsed: Parsed, verb: Token, particle: str) -> bool:
    attached = {c.text.lower() for c in parsed.children(verb, "prt", "advmod", "prep", "acomp", "oprd")}
    near = parsed.tokens[verb.index + 1 : verb.index + _PARTICLE_REACH]
    adverbs = {
        t.text.lower() for t in parsed.subtree(verb) if t.dep in ("advmod", "prt") and t.index > verb.index
    }
    return particle in attached | adverbs or particle in {t.text.lower() for t in near}


def _object_words(
    lexicon: Lexicon, parsed: Parsed, pattern: Pattern, clause: Clause
) -> set[str]:
    """Return lemmas and forms of what the verb acts on, with the nouns before them."""
    objects = [t for o in clause.objects for t in parsed.conjuncts(o)]
    objects += [c for o in objects for c in parsed.children(o, "compound", "amod")]
    objects += [
        n for o in clause.objects for n in _contained(lexicon, parsed, o)
    ]
    if clause.predicate.lemma in lexicon.words.with_verbs:
        objects += clause.governed_by("with")
    if pattern.particle is not None:
        objects += clause.governed_by(pattern.particle)
    objects += parsed.children(clause.predicate, "oprd")
    return {word for t in objects for word in (t.lemma, t.text.lower())}


def _contained(lexicon: Lexicon, parsed: Parsed, noun: Token) -> list[Token]:
    """Return what a measure noun counts: the aid of "a package of aid", the talks of "a round of talks"."""
    if noun.lemma not in lexicon.words.measures:
        return []
    return [n for p in parsed.children(noun, "prep") if p.text.lower() in ("of", "in") for n in parsed.children(p, "pobj")]


def _has_complement(parsed: Parsed, pattern: Pattern, verb: Token) -> bool:
    return any(
        c.lemma in pattern.complement or "any" in pattern.complement
        for c in parsed.children(verb, "xcomp", "ccomp", "acomp")
        if _looks_ahead(parsed, c)
    )


def _looks_ahead(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a clause is an infinitive or has a modal: what one agrees or vows to do."""
    auxiliaries = parsed.children(verb, "aux")
    return verb.tag == "VBG" or any(a.text.lower() == "to" or a.tag == "MD" for a in auxiliaries)
