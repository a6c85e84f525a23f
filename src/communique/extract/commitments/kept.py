"""Promises told to be kept or broken: "kept its promise to free them", "reneged on its pledge"."""

from __future__ import annotations

from communique.extract.commitments.clauses import (
    has_to,
    infinitive,
    is_asserted,
    is_passive,
    preposed,
    subject,
)
from communique.extract.commitments.draft import Draft, Several, parties_of, without
from communique.extract.commitments.lexicon import Lexicon
from communique.extract.commitments.wording import verb_phrase
from communique.extract.parties import Parties
from communique.records import CommitmentKind, CommitmentState
from communique.syntax import Parsed, Token


def read_kept(parsed: Parsed, verb: Token, parties: Parties, lexicon: Lexicon) -> Draft | None:
    """Read a promise, pledge or invitation that was kept (fulfilled) or broken (cancelled)."""
    state = _outcome(parsed, verb, lexicon)
    if state is None or not is_asserted(parsed, verb, lexicon):
        return None
    noun = _promise(parsed, verb, lexicon)
    if noun is None:
        return None
    kind: CommitmentKind = "pledge"
    if lexicon.is_invitation(noun):
        kind = "invitation"
    elif noun.lemma in lexicon.nouns:
        kind = lexicon.nouns[noun.lemma].kind
    by, to = _sides(parsed, verb, noun, parties)
    relative = parsed.child(noun, "relcl", "acl")
    deed = infinitive(parsed, noun)
    if deed is None and relative is not None:
        deed = relative if has_to(parsed, relative) else infinitive(parsed, relative)
    if deed is None and kind != "invitation":
        return None  # which promise was kept is not told
    what = verb_phrase(parsed, deed) if deed is not None else noun.span
    if not to:
        to = parties.within(what)
    return Draft(
        kind=kind,
        trigger=verb,
        by=by,
        to=without(to, by),
        what=what,
        deed=deed,
        reach=parsed.span_of(parsed.subtree(noun)),
        state=state,
    )


def _outcome(parsed: Parsed, verb: Token, lexicon: Lexicon) -> CommitmentState | None:
    words = {t.lemma for t in parsed.children(verb, "prt", "prep", "oprd", "acomp", "advmod")}
    for state, group in (("fulfilled", lexicon.keeping), ("cancelled", lexicon.breaking)):
        particle = group.get(verb.lemma)
        if particle is not None and (not particle or particle in words):
            return "fulfilled" if state == "fulfilled" else "cancelled"
    return None


def _promise(parsed: Parsed, verb: Token, lexicon: Lexicon) -> Token | None:
    """Return the promise, as the object of the verb or behind its prepositions."""
    found = parsed.children(verb, "dobj", "nsubjpass")
    for holder in [verb, *parsed.children(verb, "oprd", "acomp", "prt", "advmod")]:
        for prep in parsed.children(holder, "prep"):
            found += parsed.children(prep, "pobj")
            for inner in parsed.children(prep, "prep"):
                found += parsed.children(inner, "pobj")
    return next(
        (t for t in found if lexicon.has("promises", t.lemma) or lexicon.is_invitation(t)),
        None,
    )


def _sides(parsed: Parsed, verb: Token, noun: Token, parties: Parties) -> tuple[Several, Several]:
    """Return who made the promise and to whom; who keeps it, if that is not told."""
    relative = parsed.child(noun, "relcl", "acl")
    if (
        relative is not None
        and parsed.child(relative, "nsubj") is not None
        and not has_to(parsed, relative)
    ):
        maker = parsed.child(relative, "nsubj")
        receiver = parsed.child(relative, "dative") or preposed(parsed, relative, "to")
        if receiver is not None and receiver.pos == "ADP":
            receiver = parsed.child(receiver, "pobj")
        return parties_of(parsed, maker, parties), parties_of(parsed, receiver, parties)
    owner = parsed.child(noun, "poss") or preposed(parsed, noun, "of", "by", "from")
    keeper = preposed(parsed, verb, "by") if is_passive(parsed, verb) else subject(parsed, verb)
    by = parties_of(parsed, owner, parties) or parties_of(parsed, keeper, parties)
    return by, parties_of(parsed, preposed(parsed, noun, "to"), parties)
