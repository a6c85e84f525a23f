"""Commitments of one document: who undertook, invited, agreed, plans or is expected to do what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.extract.commitments.acceptances import read_acceptance, read_refusal
from communique.extract.commitments.called_off import read_called_off, read_not_held
from communique.extract.commitments.clauses import is_real
from communique.extract.commitments.draft import Draft, acts_for_state, key, side
from communique.extract.commitments.invitations import read_invitation_noun, read_inviting
from communique.extract.commitments.kept import read_kept
from communique.extract.commitments.lexicon import Lexicon, load_lexicon
from communique.extract.commitments.nouns import read_noun
from communique.extract.commitments.schedules import read_ahead, read_future, read_scheduled
from communique.extract.commitments.undertakings import read_verb
from communique.extract.commitments.wording import find_due, find_place, one_line
from communique.extract.genre import genre_of
from communique.extract.parties import Parties
from communique.records import Commitment, Document, Place, Time, content_id
from communique.spans import hull
from communique.syntax import Parsed, Token

# Deeds that need a second party even where none is named.
_DIPLOMATIC = re.compile(
    r"\b(?:summit|talks|treaty|accord|pact|embass(?:y|ies)|ambassador|ceasefire|negotiat\w+|alliance|sanctions)\b"
)
_INVITING = frozenset({"invite", "ask"})
_UNREAL = ("sport", "fiction", "opinion")


def find_commitments(
    document: Document, parsed: Parsed, parties: Parties, times: Sequence[Time]
) -> tuple[Commitment, ...]:
    """Return the commitments that a document tells, in text order.

    Refusals, denials, conditions and possibilities are none. At least one side is a state, an
    official or an organisation. An invitation that was accepted gives two, with parties swapped.

    Args:
        document: the document; its text is that of ``parsed``.
        parsed: its parse.
        parties: who its noun phrases stand for.
        times: its time expressions, for the day by which something is due.
    """
    if genre_of(document.title, document.text) in _UNREAL:
        return ()
    lexicon = load_lexicon()
    drafts: list[Draft] = []
    for sentence in parsed.sentences:
        if not is_real(parsed, sentence, lexicon):
            continue
        for token in parsed.tokens_of(sentence):
            draft = _read(parsed, token, drafts, parties, lexicon)
            if draft is None or not draft.by or not acts_for_state([*draft.by, *draft.to]):
                continue
            if _between_states(parsed, draft, parties):
                settle(drafts, draft)
    found = (_commitment(document, parsed, draft, parties, times) for draft in drafts)
    return tuple({c.commitment_id: c for c in found}.values())


def _read(
    parsed: Parsed, token: Token, earlier: Sequence[Draft], parties: Parties, lexicon: Lexicon
) -> Draft | None:
    """Return what one word triggers; the first reading that fits counts."""
    if token.pos in ("VERB", "AUX", "ADJ"):
        draft = (
            read_kept(parsed, token, parties, lexicon)
            or read_inviting(parsed, token, parties, lexicon)
            or read_acceptance(parsed, token, earlier, parties, lexicon)
            or read_refusal(parsed, token, earlier, parties, lexicon)
            or read_ahead(parsed, token, parties, lexicon)
            or read_scheduled(parsed, token, parties, lexicon)
            or read_verb(parsed, token, parties, lexicon)
            or read_future(parsed, token, parties, lexicon)
            or read_called_off(parsed, token, parties, lexicon)
            or read_not_held(parsed, token, earlier, parties, lexicon)
        )
    elif token.pos == "NOUN":
        draft = read_invitation_noun(parsed, token, parties, lexicon) or read_noun(
            parsed, token, parties, lexicon
        )
    else:
        return None
    if draft is None or _is_inside(draft, earlier):
        return None
    return draft


def _between_states(parsed: Parsed, draft: Draft, parties: Parties) -> bool:
    """Tell whether a second state or organisation is concerned, here or one sentence before.

    What a government means to do at home is politics, but no diplomacy.
    """
    at = draft.trigger.sentence
    spans = [parsed.sentences[index].span for index in range(max(0, at - 1), at + 1)]
    named = [p for span in spans for p in parties.within(span)]
    sides = {side(p) for p in (*draft.by, *draft.to, *named) if side(p)}
    return len(sides) > 1 or _DIPLOMATIC.search(draft.what.of(parsed.text)) is not None


def settle(drafts: list[Draft], draft: Draft) -> None:
    """Add a commitment; what became of one told before is noted there instead."""
    if draft.state in ("cancelled", "fulfilled", "lapsed"):
        for index, earlier in enumerate(drafts):
            again = earlier.trigger == draft.trigger
            if again or (earlier.state == "open" and _is_same(earlier, draft)):
                drafts[index] = replace(earlier, state=draft.state)
                return
    told = {(d.trigger.sentence, d.kind, d.what) for d in drafts}
    if (draft.trigger.sentence, draft.kind, draft.what) not in told:
        drafts.append(draft)


def _is_same(earlier: Draft, later: Draft) -> bool:
    """Tell whether two tell one undertaking: the same sides, and the same words or deed."""
    if earlier.kind != later.kind or earlier.trigger.sentence > later.trigger.sentence:
        return False
    sides = {key(p) for p in (*earlier.by, *earlier.to)}
    if not {key(p) for p in later.by} <= sides:
        return False
    if later.deed is None:
        return earlier.kind == "invitation"
    return earlier.deed is not None and earlier.deed.lemma == later.deed.lemma


def _is_inside(draft: Draft, earlier: Sequence[Draft]) -> bool:
    """Tell whether the words of another commitment of the same side already hold this one."""
    return any(
        d.trigger.sentence == draft.trigger.sentence
        and (d.reach if d.state == "fulfilled" else d.what).covers(draft.trigger.span)
        and {key(p) for p in draft.by} <= {key(p) for p in (*d.by, *d.to)}
        for d in earlier
    )


def _commitment(
    document: Document, parsed: Parsed, draft: Draft, parties: Parties, times: Sequence[Time]
) -> Commitment:
    phrase = draft.trigger.span
    if draft.what.start >= phrase.start:
        phrase = hull([phrase, draft.what])
    return Commitment(
        commitment_id=content_id(
            "cm",
            document.document_id,
            draft.kind,
            draft.trigger.span.start,
            *sorted(key(p) for p in draft.by),
        ),
        document_id=document.document_id,
        kind=draft.kind,
        by=draft.by,
        to=draft.to,
        what=one_line(document.text, draft.what),
        evidence=(phrase, parsed.sentence_of(draft.trigger).span),
        due=find_due(document, draft.reach, times, ended=draft.state in ("cancelled", "lapsed")),
        place=_place(parsed, draft, parties),
        state=draft.state,
        condition=None if draft.condition is None else one_line(document.text, draft.condition),
    )


def _place(parsed: Parsed, draft: Draft, parties: Parties) -> Place | None:
    """Return where it is to be: as told with the deed or the happening, else with the trigger.

    Where an invitation was handed over is not where it leads.
    """
    if draft.site is not None:
        found = find_place(parsed, draft.site, parties)
        if found is not None:
            return found
    if draft.deed is None and draft.kind == "invitation" and draft.trigger.lemma not in _INVITING:
        return None
    return find_place(parsed, draft.deed or draft.trigger, parties)
