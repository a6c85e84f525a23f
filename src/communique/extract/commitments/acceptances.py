"""Acceptances: who takes up whose invitation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.commitments.clauses import (
    infinitive,
    is_asserted,
    is_negated,
    is_passive,
    preposed,
    subject,
)
from communique.extract.commitments.draft import Draft, Several, key, parties_of, without
from communique.extract.commitments.invitations import hosts, read_inviting, refuses, sender
from communique.extract.commitments.lexicon import Lexicon
from communique.extract.commitments.wording import clause_span, verb_phrase
from communique.extract.parties import Parties
from communique.spans import hull
from communique.syntax import Parsed, Token

_NEAR = 2  # sentences


def read_acceptance(
    parsed: Parsed, verb: Token, earlier: Sequence[Draft], parties: Parties, lexicon: Lexicon
) -> Draft | None:
    """Read "accepted an invitation to visit", "which the leader accepted", "it had been accepted".

    Args:
        parsed: the parse.
        verb: the verb that may accept.
        earlier: what was read before in the document, in order.
        parties: who phrases stand for.
        lexicon: the words of commitments.
    """
    if verb.lemma != "accept" or is_negated(parsed, verb) or not is_asserted(parsed, verb, lexicon):
        return None
    invitation = _noun_accepted(parsed, verb, lexicon)
    extended = [d for d in earlier if d.kind == "invitation" and d.state == "open"]
    same = [d for d in extended if d.trigger.sentence == verb.sentence]
    by = _accepting(parsed, verb, parties)
    if invitation is not None:
        return _of_noun(parsed, verb, invitation, by, extended, parties)
    pointed = parsed.child(verb, "dobj")
    if same and (pointed is None or pointed.tag in ("WDT", "WP", "PRP")):
        last = same[-1]
        return _of_draft(verb, by or last.to, last)
    if pointed is None and not is_passive(parsed, verb):
        return _bare(parsed, verb, by, extended, parties, lexicon)
    return None


def read_refusal(
    parsed: Parsed, verb: Token, earlier: Sequence[Draft], parties: Parties, lexicon: Lexicon
) -> Draft | None:
    """Read "but the chancellor declined" as the end of the invitation told before."""
    if not refuses(parsed, verb, lexicon) or not is_asserted(parsed, verb, lexicon):
        return None
    refused = parsed.child(verb, "dobj", "nsubjpass", "xcomp")
    named = refused is not None and lexicon.is_invitation(refused)
    if refused is not None and not named and refused.tag not in ("WDT", "PRP"):
        return None
    by = _accepting(parsed, verb, parties)
    extended = [d for d in earlier if d.kind == "invitation" and d.state == "open"]
    last = _answered(by, extended)
    near = last is not None and verb.sentence - last.trigger.sentence <= _NEAR
    return replace(last, state="cancelled") if last is not None and near else None


def _noun_accepted(parsed: Parsed, verb: Token, lexicon: Lexicon) -> Token | None:
    found = parsed.children(verb, "dobj", "nsubjpass")
    for token in found:
        if lexicon.is_invitation(token):
            return token
    above = parsed.head(verb)
    relative = verb.dep == "relcl" and lexicon.is_invitation(above)
    return above if relative else None


def _accepting(parsed: Parsed, verb: Token, parties: Parties) -> Several:
    if is_passive(parsed, verb):
        return parties_of(parsed, preposed(parsed, verb, "by"), parties)
    found = parsed.child(verb, "nsubj")
    return parties_of(parsed, found or subject(parsed, verb), parties)


def _of_noun(
    parsed: Parsed,
    verb: Token,
    noun: Token,
    by: Several,
    extended: Sequence[Draft],
    parties: Parties,
) -> Draft | None:
    deed = infinitive(parsed, noun)
    last = _answered(by, extended)
    if deed is None and last is not None:
        return _of_draft(verb, by or last.to, last)
    what = verb_phrase(parsed, deed) if deed is not None else clause_span(parsed, noun, noun.index)
    owner = sender(parsed, noun)
    to = parties_of(parsed, owner, parties) or hosts(parsed, deed, what, parties)
    return Draft(
        kind="acceptance",
        trigger=verb,
        by=by,
        to=without(to, by),
        what=what,
        deed=deed,
        reach=hull([noun.span, what]),
    )


def _answered(by: Several, extended: Sequence[Draft]) -> Draft | None:
    """Return the latest invitation to those who accept, or the latest of all if none is named."""
    keys = {key(p) for p in by} | {p.country for p in by if p.country}
    for draft in reversed(extended):
        guests = {key(p) for p in draft.to} | {p.country for p in draft.to if p.country}
        if not by or guests & keys:
            return draft
    return None


def _of_draft(verb: Token, by: Several, invitation: Draft) -> Draft:
    return Draft(
        kind="acceptance",
        trigger=verb,
        by=by,
        to=without(invitation.by, by),
        what=invitation.what,
        deed=invitation.deed,
        reach=invitation.reach,
    )


def _bare(
    parsed: Parsed,
    verb: Token,
    by: Several,
    extended: Sequence[Draft],
    parties: Parties,
    lexicon: Lexicon,
) -> Draft | None:
    """Read "accepted with pleasure when Kim asked him to come", or an answer to one told before."""
    for clause in parsed.children(verb, "advcl"):
        asked = read_inviting(parsed, clause, parties, lexicon)
        if asked is not None:
            return _of_draft(verb, by, asked)
    last = _answered(by, extended)
    near = last is not None and verb.sentence - last.trigger.sentence <= _NEAR
    return _of_draft(verb, by, last) if by and last is not None and near else None
