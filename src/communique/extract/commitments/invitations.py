"""Invitations: who asks whom to come where."""

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
from communique.extract.commitments.wording import clause_span, verb_phrase
from communique.extract.parties import Parties
from communique.records import CommitmentState
from communique.spans import Span, hull
from communique.syntax import Parsed, Token

_LETTERS = frozenset({"letter", "note", "message"})


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
    by = by or without(hosts(parsed, deed, what, parties), to)
    reach = clause_span(parsed, verb, max(verb.index, min(guest.index, verb.index + 1)))
    return Draft(kind="invitation", trigger=verb, by=by, to=to, what=what, deed=deed, reach=reach)


def _rest(parsed: Parsed, verb: Token, guest: Token) -> Span | None:
    """Return the words after the guest: "to Riyadh", "to India next year for the summit"."""
    last = max(t.index for t in parsed.subtree(guest)) if guest.index > verb.index else verb.index
    after = [t for t in parsed.children(verb, "prep", "npadvmod") if t.index > last]
    inside = [t for t in parsed.children(guest, "prep") if t.lemma == "to"]
    if inside:
        return clause_span(parsed, inside[0], inside[0].index)
    toward = next((t for t in after if t.lemma in ("to", "for")), None)
    if toward is None:
        return None
    if is_passive(parsed, verb):
        return clause_span(parsed, toward, toward.index)
    return clause_span(parsed, verb, after[0].index)


def hosts(parsed: Parsed, deed: Token | None, what: Span, parties: Parties) -> Several:
    """Return the state to which a visit goes: whoever invites there is its host."""
    if deed is None:
        return parties.within(what)[:1]
    found = parsed.child(deed, "dobj") or preposed(parsed, deed, "to", "in")
    return parties_of(parsed, found, parties)


def read_invitation_noun(
    parsed: Parsed, noun: Token, parties: Parties, lexicon: Lexicon
) -> Draft | None:
    """Read "handed over an invitation from X to Y to visit Z", also one that was revoked."""
    if not lexicon.is_invitation(noun):
        return None
    words, noun = noun.span, _letter(parsed, noun)
    verb, state = _handling(parsed, noun, lexicon)
    if verb is None or not _is_told(parsed, verb, state, lexicon):
        return None
    deed = infinitive(parsed, noun) or infinitive(parsed, verb)
    guest = _guest(parsed, noun, verb, lexicon)
    host = _host(parsed, noun, verb, lexicon)
    if deed is not None:
        what = verb_phrase(parsed, deed)
    elif guest is not None and parties.party(guest) is None and guest.index > noun.index:
        what, guest = clause_span(parsed, guest, guest.index), None
    else:
        what = _event(parsed, noun, parties) or words
    by = parties_of(parsed, host, parties)
    to = without(parties_of(parsed, guest, parties), by)
    by = by or without(hosts(parsed, deed, what, parties), to)
    if state == "cancelled" and not by:
        return None
    reach = hull([words, what])
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


def _event(parsed: Parsed, noun: Token, parties: Parties) -> Span | None:
    """Return what one is invited to: "an invitation from Ethiopia to talks in Addis Ababa"."""
    for holder in (noun, preposed(parsed, noun, "from", "of", "by")):
        event = preposed(parsed, holder, "to") if holder is not None else None
        if event is not None and parties.party(event) is None:
            return clause_span(parsed, event, min(t.index for t in parsed.subtree(event)))
    return None


def _letter(parsed: Parsed, noun: Token) -> Token:
    """Return the "letter" of "a letter of invitation from X to Y", else the invitation itself."""
    of = parsed.head(noun)
    above = parsed.head(of)
    return above if noun.dep == "pobj" and of.lemma == "of" and above.lemma in _LETTERS else noun


def _is_told(parsed: Parsed, verb: Token, state: CommitmentState, lexicon: Lexicon) -> bool:
    return is_asserted(parsed, verb, lexicon) and (
        state == "open" or not lexicon.has("refusing", verb.lemma) or not _keeps_open(parsed, verb)
    )


def _keeps_open(parsed: Parsed, verb: Token) -> bool:
    """Tell whether one only refuses to answer: "declined to say", "refused to withdraw"."""
    return any(has_to(parsed, t) for t in parsed.children(verb, "xcomp"))


def _handling(
    parsed: Parsed, noun: Token, lexicon: Lexicon
) -> tuple[Token | None, CommitmentState]:
    """Return the verb that gives, receives or calls off an invitation, and its state."""
    relative = next((t for t in parsed.children(noun, "relcl", "acl") if t.pos == "VERB"), None)
    if relative is not None and lexicon.has("giving", relative.lemma):
        return relative, "open"
    verb = parsed.head(noun)
    thanked = noun.dep == "pobj" and verb.lemma == "for" and parsed.head(verb).lemma == "thank"
    if thanked:
        return parsed.head(verb), "open"
    if noun.dep not in ("dobj", "nsubjpass") or verb.pos != "VERB":
        return None, "open"
    if calls_off(parsed, verb, lexicon) or refuses(parsed, verb, lexicon):
        return verb, "cancelled"
    handled = lexicon.has("giving", verb.lemma) or lexicon.has("receiving", verb.lemma)
    return (verb if handled else None), "open"


def calls_off(parsed: Parsed, verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb calls something off: "revoked", "called off"."""
    particle = parsed.child(verb, "prt")
    phrasal = particle is not None and (verb.lemma, particle.lemma) in lexicon.calling_off_phrasal
    return lexicon.has("calling_off", verb.lemma) or phrasal


def refuses(parsed: Parsed, verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb refuses what it takes: "declined", "turned down"."""
    particle = parsed.child(verb, "prt")
    down = verb.lemma == "turn" and particle is not None and particle.lemma == "down"
    return lexicon.has("refusing", verb.lemma) or down


def _guest(parsed: Parsed, noun: Token, verb: Token, lexicon: Lexicon) -> Token | None:
    answers = lexicon.has("receiving", verb.lemma) or refuses(parsed, verb, lexicon)
    sent = is_passive(parsed, verb) and noun.dep == "dobj"  # "Kyiv was sent an invitation"
    if answers and is_passive(parsed, verb):
        return preposed(parsed, verb, "by")
    if answers or (sent and parsed.child(verb, "nsubjpass") is not None):
        return subject(parsed, verb)
    return (
        preposed(parsed, noun, "to") or preposed(parsed, verb, "to") or parsed.child(verb, "dative")
    )


def sender(parsed: Parsed, noun: Token) -> Token | None:
    """Return who invites, also where "from Japan" hangs on the summit one is invited to."""
    marks = ("from", "by") if noun.lemma in _LETTERS else ("from", "of", "by")
    direct = preposed(parsed, noun, *marks) or parsed.child(noun, "poss")
    if direct is not None:
        return direct
    below = [t for t in parsed.subtree(noun) if t.dep == "prep" and t.lemma in ("from", "by")]
    return next((n for t in below for n in parsed.children(t, "pobj")), None)


def _host(parsed: Parsed, noun: Token, verb: Token, lexicon: Lexicon) -> Token | None:
    owner = sender(parsed, noun)
    if owner is not None:
        return owner
    if verb.lemma == "thank":
        return parsed.child(verb, "dobj")
    if lexicon.has("receiving", verb.lemma):
        return preposed(parsed, verb, "from")
    if is_passive(parsed, verb):
        return preposed(parsed, verb, "by", "from")
    return subject(parsed, verb)
