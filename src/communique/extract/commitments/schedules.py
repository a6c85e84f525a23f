"""What is due, planned or told with "will": "is to visit", "a meeting is planned", "would meet"."""

from __future__ import annotations

from communique.extract.commitments.clauses import (
    auxiliary,
    has_to,
    infinitive,
    is_asserted,
    is_passive,
    preposed,
    subject,
)
from communique.extract.commitments.draft import (
    Draft,
    Several,
    each_side_once,
    key,
    parties_of,
    without,
)
from communique.extract.commitments.lexicon import Lexicon
from communique.extract.commitments.told import (
    Told,
    had_been,
    make_draft,
)
from communique.extract.commitments.wording import clause_span, verb_phrase
from communique.extract.parties import Parties
from communique.records import CommitmentKind, Party
from communique.spans import hull
from communique.syntax import Parsed, Sentence, Token

_FAR = 6  # sentences back in which those of "the next meeting" may have met
_NEAR = 3
_AGAIN = frozenset({"next", "another", "second", "third", "further", "new", "follow-up"})
_MEETING = frozenset({"meet", "sit", "talk", "confer", "negotiate", "visit"})


def read_scheduled(
    parsed: Parsed, token: Token, parties: Parties, lexicon: Lexicon
) -> Draft | None:
    """Read "is expected to", "is due to", "are to meet", and "a meeting is planned for July"."""
    found = _schedule(parsed, token, lexicon)
    if found is None:
        return None
    kind, verb = found
    if not is_asserted(parsed, verb, lexicon) or not is_asserted(parsed, token, lexicon):
        return None
    if verb.dep == "advcl" and parsed.child(verb, "mark", "advmod") is not None:
        return None
    actor = subject(parsed, verb)
    deed = infinitive(parsed, token)
    if deed is None:
        return _event(kind, parsed, token, actor, parties, lexicon)
    to: Several = ()
    if is_passive(parsed, deed):  # "Scholz is expected to be received by Xi"
        to, actor = parties_of(parsed, actor, parties), preposed(parsed, deed, "by")
    by = parties_of(parsed, actor, parties)
    if (
        not by
        or (kind == "expectation" and lexicon.has("stative", deed.lemma))
        or deed.lemma == "be"
    ):
        return None
    what = verb_phrase(parsed, deed)
    return make_draft(parsed, Told(kind, token, deed, what), by, to, parties, lexicon)


def read_ahead(parsed: Parsed, verb: Token, parties: Parties, lexicon: Lexicon) -> Draft | None:
    """Read "talks will take place in Muscat", "a summit is to be held in June"."""
    if not lexicon.has("happening", verb.lemma) or not is_asserted(parsed, verb, lexicon):
        return None
    above = parsed.head(verb)
    due = above.lemma == "be" and verb.dep == "xcomp" and has_to(parsed, verb)
    if not due and not auxiliary(parsed, verb, "will", "would", "shall"):
        return None
    event = subject(parsed, verb)
    if event is None or event.pos != "NOUN" or verb.dep == "advcl":
        return None
    if verb.lemma == "take" and not any(t.lemma == "place" for t in parsed.children(verb, "dobj")):
        return None
    return _event("plan", parsed, verb, event, parties, lexicon)


def _schedule(
    parsed: Parsed, token: Token, lexicon: Lexicon
) -> tuple[CommitmentKind, Token] | None:
    """Return the kind of a schedule and the verb that carries its subject."""
    if token.lemma == "be" and parsed.child(token, "acomp", "attr", "expl") is None:
        deed = next((t for t in parsed.children(token, "xcomp") if has_to(parsed, t)), None)
        near = deed is not None and deed.index - token.index <= 4
        return ("plan", token) if near and token.tag != "VB" else None
    kind = lexicon.scheduled.get(token.lemma)
    if kind is None:
        return None
    if token.dep in ("acomp", "advmod", "amod") and parsed.head(token).lemma == "be":
        return kind, parsed.head(token)
    passive = token.tag == "VBN" and parsed.child(token, "auxpass") is not None
    return (kind, token) if passive else None


def _event(
    kind: CommitmentKind,
    parsed: Parsed,
    token: Token,
    noun: Token | None,
    parties: Parties,
    lexicon: Lexicon,
) -> Draft | None:
    """Read a happening that is planned for a time."""
    while noun is not None and noun.pos == "PROPN" and parsed.head(noun).dep == "prep":
        noun = parsed.head(parsed.head(noun))
    if (
        noun is None
        or not lexicon.has("events", noun.lemma)
        or preposed(parsed, token, "for", "on", "in", "at") is None
    ):
        return None
    if any(c.lemma in ("no", "such") for c in parsed.children(noun, "det", "amod", "predet")):
        return None
    first = min((t.index for t in parsed.children(noun, "amod", "compound")), default=noun.index)
    what = clause_span(parsed, noun, min(first, noun.index))
    by = _participants(parsed, noun, parties)
    state = had_been(kind, parsed, token)
    tail = max(t.index for t in parsed.subtree(token))
    reach = hull([noun.span, *(t.span for t in parsed.tokens[token.index : tail + 1])])
    return Draft(
        kind=kind, trigger=token, by=by, to=(), what=what, reach=reach, site=noun, state=state
    )


def _participants(parsed: Parsed, event: Token, parties: Parties) -> Several:
    """Return who takes part in a happening: as named with it, else who met before, else who is
    named in the sentence.
    """
    named = _named_with(parsed, event, parties)
    sentence = parsed.sentence_of(event)
    another = any(t.lemma in _AGAIN for t in parsed.children(event, "amod", "det"))
    here = parties.within(sentence.span)
    if not named and not another and len({p.country for p in here if p.country}) > 1:
        return each_side_once(here)
    if named:
        return named
    for before in reversed(parsed.sentences[max(0, sentence.index - _FAR) : sentence.index + 1]):
        met = _met(parsed, before, event, parties)
        if len({p.country or key(p) for p in met}) > 1:
            return met
    return here if len(here) > 1 else _recently_named(parsed, sentence, parties) or here


def _recently_named(parsed: Parsed, sentence: Sentence, parties: Parties) -> Several:
    """Return those of the nearest sentence before that names two sides."""
    for before in reversed(parsed.sentences[max(0, sentence.index - _NEAR) : sentence.index]):
        named = each_side_once(parties.within(before.span))
        if len({p.country for p in named if p.country}) > 1:
            return named
    return ()


def _named_with(parsed: Parsed, event: Token, parties: Parties) -> Several:
    """Return the parties of "talks between A and B", "Xi's visit", "a round of talks with A"."""
    found: list[Party] = []
    for noun in [event, *(n for p in parsed.children(event, "prep") for n in _nouns(parsed, p))]:
        found += [p for t in parsed.children(noun, "poss") for p in parties.parties(t)]
        for prep in parsed.children(noun, "prep"):
            if prep.lemma in ("between", "of", "by", "with", "among"):
                for inner in parsed.children(prep, "pobj"):
                    found += parties.parties(inner)
    return without(found, ())


def _nouns(parsed: Parsed, prep: Token) -> list[Token]:
    return [t for t in parsed.children(prep, "pobj") if prep.lemma == "of" and t.pos == "NOUN"]


def _met(parsed: Parsed, sentence: Sentence, event: Token, parties: Parties) -> Several:
    """Return those whom a sentence tells to have met, talked or sat down together."""
    for token in parsed.tokens_of(sentence):
        if token.lemma in _MEETING and token.pos == "VERB" and token.index < event.index:
            actor = parsed.child(token, "nsubj")
            own = parties_of(parsed, actor, parties) if actor is not None else ()
            guests = [parsed.child(token, "dobj"), preposed(parsed, token, "with")]
            others = [p for g in guests if g is not None for p in parties_of(parsed, g, parties)]
            return without([*own, *others], ())
    return ()


def read_future(parsed: Parsed, verb: Token, parties: Parties, lexicon: Lexicon) -> Draft | None:
    """Read "will visit", a reported "would meet", and a headline's "Putin to visit"."""
    kind = lexicon.deeds.get(verb.lemma)
    if kind is None or verb.pos != "VERB" or not is_asserted(parsed, verb, lexicon):
        return None
    will = auxiliary(parsed, verb, "will", "shall")
    would = auxiliary(parsed, verb, "would")
    headline = verb.dep == "ROOT" and has_to(parsed, verb)
    if not (will or would or headline) or not _has_object(parsed, verb, lexicon):
        return None
    if verb.dep == "advcl" or _depends_on_pledge(parsed, verb, lexicon):
        return None
    by = parties_of(parsed, subject(parsed, verb), parties)
    if is_passive(parsed, verb) or not by:
        return None
    what = verb_phrase(parsed, verb)
    told = Told("plan" if headline else kind, verb, verb, what)
    return make_draft(parsed, told, by, (), parties, lexicon)


def _depends_on_pledge(parsed: Parsed, verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether the clause is the content of a pledge or a hope, which is read there."""
    if verb.dep not in ("ccomp", "acl"):
        return False
    above = parsed.head(verb)
    return (
        above.lemma in lexicon.verbs
        or above.lemma in lexicon.nouns
        or any(t.lemma in lexicon.nouns for t in parsed.children(above, "dobj"))
    )


def _has_object(parsed: Parsed, verb: Token, lexicon: Lexicon) -> bool:
    wanted = lexicon.deed_objects.get(verb.lemma)
    found = [c for t in parsed.children(verb, "dobj", "dative") for c in parsed.conjuncts(t)]
    if wanted is None:
        return True
    if verb.lemma == "vote":
        on = preposed(parsed, verb, "on", "for")
        return on is not None and on.lemma in wanted
    if not found:
        return verb.lemma in ("return", "sign", "join") and parsed.child(verb, "prep") is not None
    return any(t.lemma in wanted for t in found)
