"""Words that reach the report through a medium: who said them, and by which way they came."""

from __future__ import annotations

from dataclasses import replace

from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.phrases import SUBJECTS, edges
from communique.extract.statements.sources import can_speak, source_span
from communique.spans import Span
from communique.syntax import Token

_CITING = frozenset({"citing", "quoting"})


def with_chains(report: Report, kept: list[Attribution]) -> list[Attribution]:
    """Add those in whose words a statement stands: "TASS reported that Lavrov said S"."""
    kept = _passed_on(report, kept)
    return [_in_chain(one, kept) for one in kept]


def _passed_on(report: Report, kept: list[Attribution]) -> list[Attribution]:
    """Take Y of "\"S,\" X said, according to Y" for the way by which the words came."""
    left = list(kept)
    for relay in kept:
        if not relay.cue[0].of(report.text).lower().startswith(tuple(report.lexicon.according)):
            continue
        told = [
            one
            for one in left
            if one is not relay and _opens_direct(report, one, relay) and relay.speaker is not None
        ]
        if told and relay.speaker is not None:
            chain = (relay.speaker, *relay.via)
            left = [
                replace(one, via=(*chain, *one.via)) if one in told else one
                for one in left
                if one is not relay
            ]
    return left


def _opens_direct(report: Report, one: Attribution, relay: Attribution) -> bool:
    """Tell whether the relay's content is but a quotation with its own attribution."""
    inside = any(span.covers(one.cue[0]) for span in relay.content)
    quote = report.quote_at(one.content[0].start)
    begins = quote is not None and abs(quote.whole.start - relay.content[0].start) <= 1
    return inside and begins and one.cue[0].start < relay.cue[0].start


def _in_chain(one: Attribution, relays: list[Attribution]) -> Attribution:
    around = [
        relay
        for relay in relays
        if relay is not one and any(span.covers(one.cue[0]) for span in relay.content)
    ]
    heads = [head for relay in around for head in (*relay.via, relay.speaker) if head is not None]
    return replace(one, via=(*heads, *one.via)) if heads else one


def cited(report: Report, first: int, last: int) -> tuple[Token, Span] | None:
    """Return who is cited in "..., citing the ministry", with the words that name them.

    Args:
        report: the document.
        first: index of the first token where "citing" may stand.
        last: index after the last such token.
    """
    for token in report.parsed.tokens[first:last]:
        if token.text.lower() in _CITING and token.tag == "VBG":
            named = report.parsed.child(token, "dobj", "pobj")
            own_words = named is not None and named.lemma in report.lexicon.documents
            if named is not None and can_speak(report, named) and not own_words:
                return named, source_span(report, named, token)
    return None


def relayed(report: Report, cue: Token, one: Attribution) -> Attribution:
    """Give the words to whom a medium cites or reports; other attributions stay as they are.

    "TASS reported, citing the ministry, that S" is the ministry's; of "Kim invited Putin, news
    agencies said" the words are Kim's, for to invite is to speak.
    """
    one = _quoted(report, cue, one)
    if one.speaker is None or not is_medium(report, one.speaker):
        return one
    sentence = report.parsed.sentence_of(cue)
    source = cited(report, one.speaker.index + 1, sentence.end)
    if source is not None:
        holes = tuple(s for s in one.content if not s.overlaps(source[1]))
        return replace(
            one, speaker=source[0], source=(source[1],), via=(*one.via, one.speaker),
            content=holes or one.content,
        )  # fmt: skip
    doer = _speech_act(report, one)
    return replace(one, speaker=doer, via=(one.speaker,)) if doer is not None else one


def quoting_verb(report: Report, cue: Token) -> Token | None:
    """Return the verb of "was quoted by X as saying" above the cue "saying", or None."""
    preposition = report.parsed.head(cue)
    if cue.dep != "pcomp" or preposition.text.lower() != "as":
        return None
    above = report.parsed.head(preposition)
    return above if above.lemma in ("quote", "cite") else None


def _quoted(report: Report, cue: Token, one: Attribution) -> Attribution:
    """Name the medium that quotes: "X quoted Y as saying", "Y was quoted by X as saying"."""
    parsed = report.parsed
    verb = quoting_verb(report, cue)
    if verb is None:
        return one
    by = parsed.child(verb, "agent") or parsed.child(cue, "agent") or _by_medium(report, cue)
    medium = parsed.child(by, "pobj") if by is not None else parsed.child(verb, "nsubj")
    if medium is None or medium == one.speaker:
        return one
    ends = edges(parsed, medium)[1]
    further = cited(report, ends, min(verb.index, ends + 6))
    chain = (medium,) if further is None else (medium, further[0])
    return replace(one, via=chain)


def _by_medium(report: Report, cue: Token) -> Token | None:
    """Return the "by" of "was quoted as saying by X"."""
    for by in report.parsed.children(cue, "prep"):
        named = report.parsed.child(by, "pobj")
        if by.text.lower() == "by" and named is not None and is_medium(report, named):
            return by
    return None


def is_medium(report: Report, head: Token) -> bool:
    """Tell whether a noun names a news medium: "state television", "TASS"."""
    return head.lemma in report.lexicon.media or head.text.lower() in report.lexicon.media


def _speech_act(report: Report, one: Attribution) -> Token | None:
    """Return who speaks by the deed that the content tells, such as an invitation."""
    parsed = report.parsed
    tokens = parsed.tokens_in(one.content[0])
    verb = next((t for t in tokens if t.pos == "VERB"), None)
    if verb is None or verb.lemma not in report.lexicon.speech_acts:
        return None
    subject = parsed.child(verb, *SUBJECTS)
    if subject is None or subject.dep == "nsubjpass" or not can_speak(report, subject):
        return None
    return subject
