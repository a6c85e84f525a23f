"""Invitations and their acceptance."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.commitments.clauses import (
    infinitive,
    is_asserted,
    is_negated,
    is_passive,
    preposed,
    subject,
)
from communique.extract.commitments.draft import Draft, Several, key, parties_of, without
from communique.extract.commitments.lexicon import Lexicon
from communique.extract.commitments.wording import clause_span, verb_phrase
from communique.extract.parties import Parties
from communique.records import CommitmentState
from communique.spans import Span, hull
from communique.syntax import Parsed, Token


def read_inviting(parsed: Parsed, verb: Token, parties: Parties, lexicon: Lexicon) -> Draft | None:
    """Read "Tokayev invited Putin to pay a visit", "Putin was invited by Kim"."""
    asking = lexicon.has("asking", verb.lemma)
    if not (lexicon.has("inviting", verb.lemma) or asking) or not is_asserted(
        parsed, verb, lexicon
    ):
        return None
    deed = infinitive(parsed, verb)
    if asking and (deed is None or deed.lemma not in ("visit", "come", "attend", "travel")):
        return None
    if is_passive(parsed, verb):
        host, guest = preposed(parsed, verb, "by"), subject(parsed, verb)
    else:
        host, guest = subject(parsed, verb), parsed.child(verb, "dobj", "dative")
        guest = guest or (parsed.child(deed, "nsubj") if deed is not None else None)
    if guest is None:
        return None
    by = parties_of(parsed, host, parties)
    to = without(parties_of(parsed, guest, parties), by)
    if not by and not is_passive(parsed, verb):
        return None
    what = verb_phrase(parsed, deed) if deed is not None else _rest(parsed, verb, guest)
    if what is None:
        return None
    by = by or without(_hosts(parsed, deed, what, parties), to)
    reach = clause_span(parsed, verb, max(verb.index, min(guest.index, verb.index + 1)))
    return Draft(kind="invitation", trigger=verb, by=by, to=to, what=what, deed=deed, reach=reach)


def _rest(parsed: Parsed, verb: Token, guest: Token) -> Span | None:
    """Return the words after the guest: "to Riyadh", "to India next year for the summit"."""
    last = max(t.index for t in parsed.subtree(guest)) if guest.index > verb.index else verb.index
    after = [t for t in parsed.children(verb, "prep", "npadvmod") if t.index > last]
    inside = [t for t in parsed.children(guest, "prep") if t.lemma == "to"]
    if inside:
        return clause_span(parsed, inside[0], inside[0].index)
    if not any(t.lemma in ("to", "for") for t in after):
        return None
    return clause_span(parsed, verb, after[0].index)


def _hosts(parsed: Parsed, deed: Token | None, what: Span, parties: Parties) -> Several:
    """Return the state to which a visit goes: whoever invites there is its host."""
    if deed is None:
        return parties.within(what)[:1]
    found = parsed.child(deed, "dobj") or preposed(parsed, deed, "to", "in")
    return parties_of(parsed, found, parties)


def read_invitation_noun(
    parsed: Parsed, noun: Token, parties: Parties, lexicon: Lexicon
) -> Draft | None:
    """Read "handed over an invitation from X to Y to visit Z", also one that was revoked."""
    if not lexicon.has("invitation_nouns", noun.lemma):
        return None
    verb, state = _handling(parsed, noun, lexicon)
    if verb is None or not is_asserted(parsed, verb, lexicon):
        return None
    deed = infinitive(parsed, noun) or infinitive(parsed, verb)
    guest = _guest(parsed, noun, verb)
    host = _host(parsed, noun, verb, lexicon)
    if deed is not None:
        what = verb_phrase(parsed, deed)
    elif guest is not None and parties.party(guest) is None and guest.index > noun.index:
        what, guest = clause_span(parsed, guest, guest.index), None
    else:
        what = noun.span
    by = parties_of(parsed, host, parties)
    to = without(parties_of(parsed, guest, parties), by)
    by = by or without(_hosts(parsed, deed, what, parties), to)
    reach = hull([noun.span, what])
    return Draft(
        kind="invitation",
        trigger=verb,
        by=by,
        to=to,
        what=what,
        deed=deed,
        reach=reach,
        state=state,
    )


def _handling(
    parsed: Parsed, noun: Token, lexicon: Lexicon
) -> tuple[Token | None, CommitmentState]:
    """Return the verb that gives, receives or calls off an invitation, and its state."""
    relative = next((t for t in parsed.children(noun, "relcl", "acl") if t.pos == "VERB"), None)
    if relative is not None and lexicon.has("giving", relative.lemma):
        return relative, "open"
    verb = parsed.head(noun)
    if noun.dep not in ("dobj", "nsubjpass") or verb.pos != "VERB":
        return None, "open"
    if calls_off(parsed, verb, lexicon):
        return verb, "cancelled"
    handled = lexicon.has("giving", verb.lemma) or lexicon.has("receiving", verb.lemma)
    return (verb if handled else None), "open"


def calls_off(parsed: Parsed, verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb calls something off: "revoked", "called off"."""
    particle = parsed.child(verb, "prt")
    phrasal = particle is not None and (verb.lemma, particle.lemma) in lexicon.calling_off_phrasal
    return lexicon.has("calling_off", verb.lemma) or phrasal


def _guest(parsed: Parsed, noun: Token, verb: Token) -> Token | None:
    if verb.lemma in ("receive", "get", "obtain"):
        return subject(parsed, verb)
    return (
        preposed(parsed, noun, "to") or preposed(parsed, verb, "to") or parsed.child(verb, "dative")
    )


def _host(parsed: Parsed, noun: Token, verb: Token, lexicon: Lexicon) -> Token | None:
    owner = preposed(parsed, noun, "from", "of", "by") or parsed.child(noun, "poss")
    if owner is not None:
        return owner
    if lexicon.has("receiving", verb.lemma):
        return preposed(parsed, verb, "from")
    if is_passive(parsed, verb):
        return preposed(parsed, verb, "by", "from")
    return subject(parsed, verb)


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


def _noun_accepted(parsed: Parsed, verb: Token, lexicon: Lexicon) -> Token | None:
    found = parsed.children(verb, "dobj", "nsubjpass")
    for token in found:
        if lexicon.has("invitation_nouns", token.lemma):
            return token
    above = parsed.head(verb)
    relative = verb.dep == "relcl" and lexicon.has("invitation_nouns", above.lemma)
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
    owner = preposed(parsed, noun, "from", "of", "by") or parsed.child(noun, "poss")
    to = parties_of(parsed, owner, parties) or _hosts(parsed, deed, what, parties)
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
    near = last is not None and verb.sentence - last.trigger.sentence <= 2
    return _of_draft(verb, by, last) if by and last is not None and near else None
