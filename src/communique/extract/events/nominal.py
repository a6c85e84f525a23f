"""Event nouns as triggers: "Putin's visit to China", "talks between X and Y", "held talks"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.actors.resolve import DocumentParties, distinct
from communique.extract.clause import Clause, clause_of
from communique.extract.events.attribution import denier_of
from communique.extract.events.candidate import Candidate, Roles
from communique.extract.events.lexicon import Lexicon, Pattern
from communique.extract.events.slots import all_parties, directed, owners, side_of, together, under
from communique.extract.events.verbal import ALL_PARTIES
from communique.extract.events.words import load_words
from communique.records import Party
from communique.syntax import Parsed, Token

_DURING = frozenset({"during", "in", "at", "after", "following", "before", "amid", "on"})
_VERB_SLOTS = ("object", "owner", "complement", "within")


def nominal_candidates(
    lexicon: Lexicon, parties: DocumentParties, token: Token
) -> Iterator[Candidate]:
    """Yield the reading of a noun by the first pattern whose roles are filled, if any."""
    if _is_in_force(parties.parsed, token):
        return
    governor = governor_of(parties.parsed, token)
    light = governor is not None and governor.lemma in lexicon.words.light_verbs
    clause = clause_of(parties.parsed, governor) if light and governor is not None else None
    for pattern in lexicon.of_noun(token):
        if pattern.objects and not has_content(parties.parsed, pattern, token):
            continue
        if pattern.told and not (
            token.dep in ("nsubj", "nsubjpass")
            and governor is not None
            and governor.lemma in lexicon.words.happening_verbs
        ):
            continue
        filled = _fill(parties, pattern, token, clause)
        if filled is not None:
            yield Candidate(pattern, token, governor or token, *filled)
            return


def _is_in_force(parsed: Parsed, noun: Token) -> bool:
    """Tell whether an agreement is carried out, broken or acted under, and so was made before."""
    words, above = load_words(), parsed.head(noun)
    if noun.lemma not in words.lasting:
        return False
    if noun.dep != "pobj":
        return noun.dep in ("dobj", "nsubjpass") and above.lemma in words.upholding
    return above.text.lower() == "under" or parsed.head(above).lemma in words.upholding


def governor_of(parsed: Parsed, token: Token) -> Token | None:
    """Return the verb over a noun."""
    return next((a for a in parsed.ancestors(token) if a.pos in ("VERB", "AUX")), None)


def has_content(parsed: Parsed, pattern: Pattern, noun: Token) -> bool:
    """Tell whether the noun is of one of a pattern's objects ("the release of prisoners")."""
    content = [*under(parsed, noun, "of", "in"), *parsed.children(noun, "compound")]
    return any(
        {t.lemma, t.text.lower()} & pattern.objects for n in content for t in parsed.conjuncts(n)
    )


def _fill(
    parties: DocumentParties, pattern: Pattern, noun: Token, clause: Clause | None
) -> Roles | None:
    doers = _doers(parties, noun, clause)
    if pattern.frame in ("reciprocal", "joint"):
        return together(_everyone(parties, noun, clause, doers))
    if not doers:
        doers = owners(parties, (noun,), complements=False)
    if not doers and pattern.frame == "visit" and under(parties.parsed, noun, "to"):
        doers = all_parties(parties, under(parties.parsed, noun, "of"))
    recipients = _recipients(parties, pattern, noun, clause)
    if pattern.frame == "visit" and not recipients:
        recipients = owners(parties, (noun,), complements=False)
    return directed(pattern, doers, recipients)


def _doers(parties: DocumentParties, noun: Token, clause: Clause | None) -> tuple[Party, ...]:
    """Return the possessor, the "by" phrase, and the subject of a light verb over the noun."""
    parsed = parties.parsed
    found = all_parties(parties, _possessors(parsed, noun))
    found += all_parties(parties, under(parsed, noun, "by"))
    found += _origin(parties, noun) or _headed(parties, noun)
    if clause is None:
        return found
    in_object = noun in {t for o in clause.objects for t in parsed.conjuncts(o)}
    if in_object or noun in clause.governed_by("in", "for", "to"):
        found = all_parties(parties, clause.subjects) + found
    return found


def _origin(parties: DocumentParties, noun: Token) -> tuple[Party, ...]:
    """Return from whom it came: "criticism of Israel came from the Irish prime minister"."""
    verb = parties.parsed.head(noun)
    if noun.dep != "nsubj" or verb.lemma != "come":
        return ()
    return all_parties(parties, clause_of(parties.parsed, verb).governed_by("from"))


def _headed(parties: DocumentParties, noun: Token) -> tuple[Party, ...]:
    """Return who heads a sentence without a verb: "Lavrov in Pyongyang for talks with"."""
    if governor_of(parties.parsed, noun) is not None or parties.parsed.head(noun).text != "for":
        return ()
    root = parties.parsed.root_of(parties.parsed.sentence_of(noun))
    return all_parties(parties, (root,)) if root.index < noun.index else ()


def _possessors(parsed: Parsed, noun: Token) -> list[Token]:
    """Return whose it is, also over "and": "Erdogan's attendance at the summit and talks with"."""
    own = parsed.children(noun, "poss")
    if own or noun.dep != "conj":
        return own
    for above in parsed.ancestors(noun):
        shared = parsed.children(above, "poss")
        if shared or above.pos in ("VERB", "AUX"):
            return shared
    return []


def _everyone(
    parties: DocumentParties, noun: Token, clause: Clause | None, doers: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Return the parties of a joint event, from the nearest words out."""
    others = all_parties(parties, under(parties.parsed, noun, *ALL_PARTIES, "of"))
    if clause is not None:
        others += all_parties(parties, clause.governed_by(*ALL_PARTIES))
    everyone = distinct(doers + others)
    if _one_sided(everyone):
        everyone = distinct(everyone + _named_before(parties, noun))
    if _one_sided(everyone) and everyone:
        everyone = distinct(_setting(parties, noun) + everyone)
    if _one_sided(everyone) and noun.lemma in load_words().violence:
        everyone = distinct(everyone + _tellers(parties, noun))
    if not everyone:
        governor = governor_of(parties.parsed, noun)
        everyone = denier_of(parties, governor) if governor is not None else ()
    return everyone


def _tellers(parties: DocumentParties, noun: Token) -> tuple[Party, ...]:
    """Return by whose account they clashed: "in clashes, according to both governments"."""
    parsed = parties.parsed
    return tuple(
        party
        for word in parsed.tokens_of(parsed.sentence_of(noun))
        if word.text.lower() == "according"
        for to in parsed.children(word, "prep")
        for party in all_parties(parties, parsed.children(to, "pobj"))
    )


def _named_before(parties: DocumentParties, noun: Token) -> tuple[Party, ...]:
    """Return whose talks they are: "the Turkey-EU summit", but "the BRICS summit" is only where."""
    found = owners(parties, (noun,), complements=False)
    alone = len(found) == 1 and (found[0].actor_id or "").startswith("organisation/")
    return () if alone else found


def _one_sided(everyone: tuple[Party, ...]) -> bool:
    return len({side_of(p) for p in everyone}) < 2


def _recipients(
    parties: DocumentParties, pattern: Pattern, noun: Token, clause: Clause | None
) -> tuple[Party, ...]:
    for slot in pattern.recipient:
        if slot in _VERB_SLOTS:
            continue
        nouns = under(parties.parsed, noun, slot)
        found = all_parties(parties, nouns) or owners(parties, nouns)
        if not found and clause is not None:
            found = all_parties(parties, clause.governed_by(slot))
        if found:
            return found
    return ()


def _setting(parties: DocumentParties, noun: Token) -> tuple[Party, ...]:
    """Return who does what is told "during" or "after" the talks: one of their parties."""
    parsed = parties.parsed
    preposition = parsed.head(noun)
    length = parsed.head(preposition)
    counted = preposition.text == "of" and bool(parsed.children(length, "nummod"))
    if counted and length.dep == "pobj":  # "during three days of talks"
        preposition = parsed.head(length)
    if noun.dep != "pobj" or preposition.text.lower() not in _DURING:
        return ()
    governor = governor_of(parsed, noun)
    return (
        all_parties(parties, clause_of(parsed, governor).subjects) if governor is not None else ()
    )
