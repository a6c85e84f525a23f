"""Whether a verb has the words that a pattern asks for, and none that forbid it."""

from __future__ import annotations

from communique.extract.clause import Clause
from communique.extract.events.lexicon import Lexicon, Pattern
from communique.syntax import Parsed, Token

_PARTICLE_REACH = 3
_COUNTING = ("ADJ", "DET", "NUM", "PRON")
_AFTER_PARTICLE = ("of", "on")
_FURTHER = ("oprd", "ccomp", "xcomp", "prt")
_PREPOSITIONS = ("to", "for", "from", "on", "with")


def admitted(lexicon: Lexicon, parsed: Parsed, clause: Clause) -> list[Pattern]:
    """Return the patterns of a verb that its words admit, the most specific first."""
    patterns = lexicon.of_verb(clause.predicate)
    return [
        p
        for p in sorted(patterns, key=_specificity, reverse=True)
        if _admits(lexicon, parsed, p, clause)
    ]


def _specificity(pattern: Pattern) -> tuple[bool, bool, bool, bool]:
    asks = bool(pattern.objects), bool(pattern.complement - {"any"}), pattern.particle is not None
    return (pattern.own, *asks)


def _admits(lexicon: Lexicon, parsed: Parsed, pattern: Pattern, clause: Clause) -> bool:
    if pattern.particle is not None and not _has_particle(
        parsed, clause.predicate, pattern.particle
    ):
        return False
    words = _object_words(lexicon, parsed, pattern, clause)
    missing = not clause.objects if "any" in pattern.objects else not words & pattern.objects
    if pattern.objects and missing:
        return False
    if pattern.not_objects & words or pattern.not_with & clause.prepositions.keys():
        return False
    if pattern.of_place and not _is_place_name(parsed, clause):
        return False
    if pattern.bare and not _is_bare(parsed, pattern, clause.predicate):
        return False
    if pattern.ahead and not _looks_ahead(parsed, clause.predicate):
        return False
    return not pattern.complement or _has_complement(parsed, pattern, clause.predicate)


def _is_place_name(parsed: Parsed, clause: Clause) -> bool:
    """Tell whether what one takes bears a name, as towns and countries do: no votes, no soldiers.

    The parser takes towns for persons; persons mostly have two names.
    """
    taken = [t for o in clause.objects for t in parsed.conjuncts(o) if t.pos == "PROPN"]
    return any(t.entity != "PERSON" or not parsed.children(t, "compound") for t in taken)


def _is_bare(parsed: Parsed, pattern: Pattern, verb: Token) -> bool:
    """Tell whether nothing follows that gives another sense: "flew the flag", "called off"."""
    further = (*_FURTHER, "dobj") if pattern.frame == "visit" else _FURTHER
    if pattern.particle == "on" and complements(parsed, verb):
        return False  # "called on Turkey to let them in" is no visit
    return not parsed.children(verb, *further)


def _has_particle(parsed: Parsed, verb: Token, particle: str) -> bool:
    below = [t for t in parsed.subtree(verb) if t.text.lower() == particle]
    if any(t.dep == "advmod" and t.head == verb.index and t.text.endswith("ly") for t in below):
        return True
    below = [t for t in below if t.index > verb.index]
    return any(_is_of(parsed, verb, t) and not _is_temporal(parsed, t) for t in below)


def _is_of(parsed: Parsed, verb: Token, particle: Token) -> bool:
    """Tell whether a particle is the verb's own, or stands in its object: "gave it back"."""
    above = parsed.head(particle)
    if above.index == verb.index:
        return True
    near = particle.index < verb.index + _PARTICLE_REACH
    shared = above.head == verb.index and particle.text.lower() not in _PREPOSITIONS
    return above.pos not in ("VERB", "AUX") and (near or shared)


def _is_temporal(parsed: Parsed, preposition: Token) -> bool:
    """Tell "called on Sunday" from "called on Israel"."""
    return any(n.entity in ("DATE", "TIME") for n in parsed.children(preposition, "pobj"))


def _object_words(lexicon: Lexicon, parsed: Parsed, pattern: Pattern, clause: Clause) -> set[str]:
    """Return lemmas and forms of what the verb acts on, with the nouns before them."""
    given = [o for o in clause.objects if not _receives(parsed, o)] or clause.objects
    objects = [t for o in given for t in parsed.conjuncts(o)]
    objects += [c for o in objects for c in parsed.children(o, "compound", "amod")]
    objects += [n for o in given for n in _contained(lexicon, parsed, o)]
    if clause.predicate.lemma in lexicon.words.with_verbs:
        objects += clause.governed_by("with")
    if pattern.particle is not None:
        further = () if pattern.particle in _PREPOSITIONS else _AFTER_PARTICLE
        objects += clause.governed_by(pattern.particle, *further)
    objects += _predicated(parsed, clause.predicate)
    return {word for t in objects for word in (t.lemma, t.text.lower())}


def _receives(parsed: Parsed, noun: Token) -> bool:
    """Tell whether something is given to a noun: no object of giving itself."""
    return noun.dep == "dative" or (noun.dep == "pobj" and parsed.head(noun).dep == "dative")


def _predicated(parsed: Parsed, verb: Token) -> list[Token]:
    """Return what the verb makes of its object: "found him guilty", "called it a crime"."""
    below = parsed.children(verb, "oprd", "ccomp", "acomp", "attr", "advcl", "xcomp", "intj")
    found = [t for c in below for t in (c, *parsed.children(c, "amod", "attr", "acomp", "oprd"))]
    for preposition in parsed.children(verb, "prep"):
        if preposition.text.lower() == "as":
            found += [t for t in parsed.subtree(preposition) if t.pos in ("ADJ", "NOUN")]
    return [t for t in found if t.pos in ("ADJ", "NOUN", "PROPN", "ADV")]


def _contained(lexicon: Lexicon, parsed: Parsed, noun: Token) -> list[Token]:
    """Return what a measure counts: the talks of "a round of talks", "the last of its troops"."""
    if noun.lemma not in lexicon.words.measures and noun.pos not in _COUNTING:
        return []
    return [
        n
        for p in parsed.children(noun, "prep")
        if p.text.lower() in ("of", "in")
        for n in parsed.children(p, "pobj")
    ]


def _has_complement(parsed: Parsed, pattern: Pattern, verb: Token) -> bool:
    for clause in complements(parsed, verb):
        words = _words_of_clause(parsed, clause)
        wanted = "any" in pattern.complement or words & pattern.complement
        if wanted and not words & pattern.not_complement and _looks_ahead(parsed, clause):
            return True
    return False


def complements(parsed: Parsed, verb: Token) -> list[Token]:
    """Return the verbs of the clauses that a verb asks for, also "is ready to send"."""
    below = parsed.children(verb, "xcomp", "ccomp", "acomp")
    following = [t for t in parsed.children(verb, "advcl") if t.index > verb.index]
    below += [t for t in following if _is_infinitive(parsed, t)]
    below += _urged(parsed, verb)
    adjectives = [t for t in below if t.dep == "acomp"]
    return below + [c for t in adjectives for c in parsed.children(t, "xcomp", "ccomp")]


def _is_infinitive(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a verb is an infinitive, also one that looks like its past ("to let")."""
    return verb.tag == "VB" or any(a.text.lower() == "to" for a in parsed.children(verb, "aux"))


def _urged(parsed: Parsed, verb: Token) -> list[Token]:
    """Return the infinitives that the parser hung under whom a verb calls on to do something."""
    called = [n for p in parsed.children(verb, "prep") for n in parsed.children(p, "pobj")]
    below = [c for n in called for t in parsed.conjuncts(n) for c in parsed.children(t)]
    return [t for t in below if t.tag == "VB" and t.dep in ("acl", "relcl", "xcomp")]


def _words_of_clause(parsed: Parsed, verb: Token) -> set[str]:
    """Return the lemma of a clause's verb, those coordinated with it, its modal, "to", "not"."""
    modals = {a.text.lower() for a in parsed.children(verb, "aux") if a.tag in ("MD", "TO")}
    denied = {n.text.lower() for n in parsed.children(verb, "neg")}
    return modals | denied | {v.lemma for v in parsed.conjuncts(verb)}


def _looks_ahead(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a clause is an infinitive or has a modal: what one agrees or vows to do."""
    if parsed.head(verb).lemma == "let" and verb.dep == "ccomp":
        return True
    auxiliaries = parsed.children(verb, "aux")
    if any(a.text.lower() == "have" for a in auxiliaries):
        return False
    return verb.tag in ("VB", "VBG") or any(
        a.text.lower() == "to" or a.tag == "MD" for a in auxiliaries
    )
