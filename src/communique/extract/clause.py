"""The arguments of a predicate in the dependency tree: who does what to whom, by which preposition.

Covers passives, conjoined and relative clauses, participles, and control ("agreed to send", "urged
Iran to stop"), where the parser leaves the subject to be understood.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache

from communique.extract.clause_subjects import clause_words, misread_subject
from communique.knowledge.files import read_yaml
from communique.syntax import Parsed, Token

_RELATIVE = frozenset({"which", "who", "that", "whom"})
_SUBJECTS = ("nsubj", "csubj")
_CONTROLLED = frozenset({"conj", "xcomp", "ccomp", "advcl", "pcomp", "prep", "acomp", "attr"})
_PASSIVE = ("nsubjpass", "csubjpass")


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its arguments as head tokens of noun phrases.

    ``prepositions`` maps each preposition, in lower case, to the nouns it governs; those on the
    object are included, since the parser often attaches them there.
    """

    predicate: Token
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    prepositions: dict[str, tuple[Token, ...]]
    passive: bool

    def governed_by(self, *prepositions: str) -> tuple[Token, ...]:
        """Return the nouns under any of the prepositions, in order."""
        return tuple(t for p in prepositions for t in self.prepositions.get(p, ()))


@cache
def _irregular() -> Mapping[str, str]:
    return dict(read_yaml("communique.extract", "clause.yaml")["irregular"])


def lemma_in(token: Token, known: Container[str]) -> str:
    """Return the lemma by which ``known`` lists a word.

    The parser's lemmatizer takes "hoped" for a form of "hop" and "dined" of "din": where the
    lemma is unknown, the one with a final e is tried.
    """
    irregular = _irregular().get(token.text.lower())
    if irregular is not None:
        return irregular
    mute = f"{token.lemma}e"
    inflected = token.text.lower() in (f"{mute}d", f"{mute}s", f"{token.lemma}ing")
    return mute if inflected and token.lemma not in known and mute in known else token.lemma


def clause_of(parsed: Parsed, predicate: Token) -> Clause:
    """Return the clause of a verb."""
    passive = is_passive(parsed, predicate)
    objects = _objects(parsed, predicate)
    if passive:
        subjects = _agents(parsed, predicate)
        objects = _understood_subject(parsed, predicate) + objects
    else:
        subjects = _understood_subject(parsed, predicate)
        objects = tuple(o for o in objects if o not in subjects)
    return Clause(predicate, subjects, objects, _prepositions(parsed, predicate, objects), passive)


def _agents(parsed: Parsed, predicate: Token) -> tuple[Token, ...]:
    """Return who does what a passive tells, also where the parser hung "by" under a name."""
    nouns = [n for p in parsed.children(predicate, "prep") for n in parsed.children(p, "pobj")]
    names = [n for n in nouns if n.pos == "PROPN"]
    return tuple(
        noun
        for holder in (predicate, *names)
        for agent in parsed.children(holder, "agent", "prep")
        if agent.text.lower() == "by"
        for noun in parsed.children(agent, "pobj")
    )


def is_passive(parsed: Parsed, predicate: Token) -> bool:
    """Tell whether a verb is passive, also as a participle after a noun ("talks held by")."""
    if parsed.children(predicate, "auxpass", *_PASSIVE):
        return True
    reduced = predicate.dep == "acl" and predicate.tag == "VBN"
    if reduced or _opens_passively(parsed, predicate):
        return True
    if _is_headline_passive(parsed, predicate):
        return True
    above = parsed.head(predicate)
    shares = predicate.dep == "conj" and predicate.tag == "VBN" and above is not predicate
    return (
        shares
        and not parsed.children(predicate, *_SUBJECTS, "aux")
        and (above.pos == "VERB" and is_passive(parsed, above))
    )


def _is_headline_passive(parsed: Parsed, predicate: Token) -> bool:
    """Tell whether a headline leaves out "is": "Serbia put on notice by European Union"."""
    if predicate.tag not in ("VBD", "VBN") or parsed.children(predicate, "aux", "dobj", "prt"):
        return False
    last = parsed.tokens[parsed.sentence_of(predicate).end - 1]
    by = [p for p in parsed.children(predicate, "agent", "prep") if p.text.lower() == "by"]
    return last.text not in '.!?"”' and any(
        n.pos == "PROPN" for p in by for n in parsed.children(p, "pobj")
    )


def _opens_passively(parsed: Parsed, predicate: Token) -> bool:
    """Tell whether a participle stands for a passive clause: "Asked by reporters, he said"."""
    if predicate.dep != "advcl" or predicate.tag != "VBN":
        return False
    return not parsed.children(predicate, "aux", "mark", "dobj", *_SUBJECTS)


def own_subject(parsed: Parsed, predicate: Token) -> Token | None:
    """Return the subject that the predicate itself has, a relative pronoun replaced by its noun."""
    subject = parsed.child(predicate, *_SUBJECTS, *_PASSIVE)
    if subject is None:
        return misread_subject(parsed, predicate)
    if subject.text.lower() in _RELATIVE and predicate.dep == "relcl":
        return parsed.head(predicate)
    return subject


def impersonal_above(parsed: Parsed, verb: Token) -> Token | None:
    """Return the passive over an infinitive that hides who decides: "it was decided to expel"."""
    above = parsed.head(verb)
    if above is verb or verb.dep not in ("xcomp", "ccomp", "advcl") or verb.tag != "VB":
        return None
    subject = parsed.child(above, "nsubjpass")
    return above if subject is not None and subject.text.lower() == "it" else None


def _understood_subject(parsed: Parsed, predicate: Token) -> tuple[Token, ...]:
    """Return the subject of a verb, or the one that control and coordination supply."""
    hidden = impersonal_above(parsed, predicate)
    if hidden is not None:
        return _agents(parsed, hidden)
    current = predicate
    for _ in range(6):
        subject = own_subject(parsed, current)
        if subject is not None:
            return (subject,)
        above = parsed.head(current)
        if above is current:
            return ()
        if current.dep == "acl" and current.tag == "VB":
            return _holder_of_plan(parsed, above)
        if current.dep in ("acl", "relcl"):
            return (above,) if above.pos in ("NOUN", "PROPN", "PRON") else ()
        if current.dep in ("xcomp", "ccomp", "advcl") and above.lemma in clause_words(
            "object_control"
        ):
            controlled = _controlled(parsed, above)
            if controlled is not None and controlled.index < current.index:
                return (controlled,)
        charged = _charged(parsed, above) if current.dep == "pcomp" else None
        if charged is not None:
            return (charged,)
        gerund = current.dep == "pobj" and current.tag == "VBG"  # "went on shipping"
        if current.dep not in _CONTROLLED and not gerund:
            return ()
        if current.dep == "ccomp" and not _is_infinitive(parsed, current):
            return ()
        if current.dep == "pcomp" and above.text.lower() == "for":
            return ()  # "boarded the ship for violating": not those who boarded it
        current = above
    return ()


def _charged(parsed: Parsed, preposition: Token) -> Token | None:
    """Return whom one charges with a deed or keeps from it ("accused Iran of shelling")."""
    if preposition.text.lower() not in clause_words("charging_prepositions"):
        return None
    above = parsed.head(preposition)
    if above.dep == "dobj" and parsed.head(above).lemma in clause_words("charging"):
        return above
    return parsed.child(above, "dobj") if above.lemma in clause_words("charging") else None


def _holder_of_plan(parsed: Parsed, noun: Token) -> tuple[Token, ...]:
    """Return who is to do what a noun plans: "Sweden's bid to join", "made an offer to help"."""
    owner = parsed.child(noun, "poss")
    if owner is not None:
        return (owner,)
    invited = [
        n
        for p in parsed.children(noun, "prep")
        if p.text.lower() == "to"
        for n in parsed.children(p, "pobj")
    ]
    if invited:
        return tuple(invited)
    above = parsed.head(noun)
    subject = own_subject(parsed, above) if noun.dep == "dobj" and above.pos == "VERB" else None
    return (subject,) if subject is not None else ()


def _controlled(parsed: Parsed, verb: Token) -> Token | None:
    """Return whom one urges, also under a preposition ("called on Iran to stop")."""
    direct = parsed.child(verb, "dobj", "dative")
    if direct is not None:
        return direct
    called = [
        p
        for p in parsed.children(verb, "prep")
        if p.text.lower() in clause_words("urging_prepositions")
    ]
    return next(
        (n for p in called for n in parsed.children(p, "pobj") if n.entity not in ("DATE", "TIME")),
        None,
    )


def _is_infinitive(parsed: Parsed, verb: Token) -> bool:
    return (
        any(c.text.lower() == "to" and c.dep == "aux" for c in parsed.children(verb))
        or verb.tag == "VBG"
    )


def _objects(parsed: Parsed, predicate: Token) -> tuple[Token, ...]:
    found = parsed.children(predicate, "dobj", "dative", "oprd") or _counted_objects(
        parsed, predicate
    )
    resolved = []
    for noun in found:
        if noun.pos == "ADP":
            resolved += parsed.children(noun, "pobj")
        elif noun.text.lower() in _RELATIVE and predicate.dep == "relcl":
            resolved.append(parsed.head(predicate))
        else:
            resolved.append(noun)
    if not resolved and predicate.dep == "conj" and parsed.head(predicate).pos == "VERB":
        return ()
    return tuple(resolved)


def _counted_objects(parsed: Parsed, predicate: Token) -> list[Token]:
    """Read "kidnapped up to 16 advisers", where the parser sees a particle and a preposition."""
    return [
        noun
        for up in parsed.children(predicate, "prt", "prep", "advmod")
        if up.text.lower() == "up"
        for to in parsed.children(up, "prep")
        for noun in parsed.children(to, "pobj")
        if parsed.children(noun, "nummod")
    ]


def _prepositions(
    parsed: Parsed, predicate: Token, objects: tuple[Token, ...]
) -> dict[str, tuple[Token, ...]]:
    found: dict[str, list[Token]] = {}
    holders = [predicate, *objects, *parsed.children(predicate, "prt", "advmod", "acomp", "attr")]
    for holder in holders:
        for preposition in parsed.children(holder, "prep", "agent", "dative"):
            if preposition.pos not in ("ADP", "SCONJ", "VERB", "ADV"):
                continue
            nouns = list(parsed.children(preposition, "pobj"))
            for inner in parsed.children(preposition, "prep"):
                nouns += parsed.children(inner, "pobj")
            found.setdefault(preposition.text.lower(), []).extend(nouns)
    return {word: tuple(nouns) for word, nouns in found.items()}
