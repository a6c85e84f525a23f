"""Attributions by a verb: choose the sense of each cue verb and collect source and content."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.clausal import clause_content, that_clause
from communique.extract.statements.cue_verbs import is_cue
from communique.extract.statements.cues import Sense, cue_lemma
from communique.extract.statements.nominal import (
    infinitive_content,
    naming_content,
    object_content,
    passive_content,
)
from communique.extract.statements.phrases import edges, runs, verb_group
from communique.extract.statements.prepositional import preposition_content
from communique.extract.statements.quoted import quoted_before, quoted_content
from communique.extract.statements.relay import relayed
from communique.extract.statements.sources import (
    can_speak,
    is_document,
    relative_pronoun,
    source_span,
)
from communique.extract.statements.speaker import agent, speaker_of
from communique.extract.statements.uttering import uttered
from communique.spans import Span, hull
from communique.syntax import Token

_SUMMONING = frozenset({"home", "back", "in"})
_ADDRESSING = frozenset({"tell", "inform", "assure", "remind", "warn", "ask", "urge", "notify"})


def verbal_attributions(report: Report) -> Iterator[Attribution]:
    """Yield one attribution for each verb that attributes something."""
    for token in report.parsed.tokens:
        if is_cue(report, token):
            found = _attribution(report, token)
            if found is not None:
                yield found


def _attribution(report: Report, cue: Token) -> Attribution | None:
    speaker = speaker_of(report, cue)
    if speaker is None:
        return None
    source = source_span(report, speaker, cue)
    group = hull(t.span for t in verb_group(report.parsed, cue))
    utterance = uttered(report, cue) if can_speak(report, speaker) else None
    if utterance is not None:
        return _made(report, cue, utterance[0], speaker, source, (utterance[1],))
    for sense in _senses(report, cue):
        if not _fits(report, sense, cue, speaker):
            continue
        content = _content(report, sense, cue, group, source)
        if content:
            words = _with_particle(report, cue, sense, group)
            return _made(report, cue, words, speaker, source, content)
    if cue.tag in ("VBD", "VBZ") and can_speak(report, speaker):
        content = quoted_before(report, cue, group, source)
        return _made(report, cue, group, speaker, source, content) if content else None
    return None


def _senses(report: Report, cue: Token) -> list[Sense]:
    """Return the senses of a cue, those whose particle is there first."""
    senses = report.lexicon.senses.get(cue_lemma(cue), ())
    phrasal = [s for s in senses if s.particle and _has_particle(report, cue, s.first_word)]
    return phrasal or [s for s in senses if not s.particle]


def _has_particle(report: Report, cue: Token, particle: str) -> bool:
    following = report.parsed.tokens[cue.index + 1 : cue.index + 2]
    if any(t.text.lower() in _SUMMONING for t in report.parsed.children(cue, "prt", "advmod")):
        return False  # "called its envoy home for consultations"
    if any(t.dep == "mark" and t.text.lower() == particle == "for" for t in following):
        return True
    return any(
        t.text.lower() == particle
        and cue.index < t.index <= cue.index + 3 + _words_between(report, cue)
        and not any(c.entity in ("DATE", "TIME") for c in report.parsed.children(t, "pobj"))
        for t in report.parsed.children(cue)
    )


def _words_between(report: Report, cue: Token) -> int:
    """Return how many words of whom one speaks to stand before the particle: "ask X for"."""
    parsed = report.parsed
    target = parsed.child(cue, "dobj") if cue_lemma(cue) in _ADDRESSING else None
    to = (p for p in parsed.children(cue, "prep", "dative") if p.text.lower() in ("to", "with"))
    target = target or next(to, None)
    if target is None or target.index < cue.index:
        return 0
    first, last = edges(parsed, target)
    return min(last - first + 1, 6)


def _with_particle(report: Report, cue: Token, sense: Sense, group: Span) -> Span:
    for token in report.parsed.children(cue):
        if sense.particle and token.text.lower() == sense.particle and token.index == cue.index + 1:
            return Span(group.start, max(group.end, token.span.end))
    return group


def _fits(report: Report, sense: Sense, cue: Token, speaker: Token) -> bool:
    if sense.document:
        return is_document(report, speaker)
    alone = speaker.text.lower() == "it" and cue_lemma(cue) != "claim"  # "it claims more land"
    human = cue_lemma(cue) in report.lexicon.human and (
        alone or speaker.pos in ("NOUN", "PROPN", "NUM")
    )
    return not sense.voice or human or can_speak(report, speaker)


def _content(
    report: Report, sense: Sense, cue: Token, group: Span, source: Span
) -> tuple[Span, ...]:
    if sense.particle and not sense.frames & {"quote", "clause"}:
        span = preposition_content(report, cue, sense)
        return (span,) if span else ()
    if "quote" in sense.frames:
        quoted = quoted_content(report, cue, group, source)
        if quoted:
            return quoted
    if "clause" in sense.frames:
        clause = clause_content(report, cue, group, source)
        if clause:
            return clause
    elif "that" in sense.frames:
        clause = that_clause(report, cue, group, source)
        if clause:
            return clause
    if "object" in sense.frames and agent(report, cue) is not None:
        return passive_content(report, cue)
    finders = {
        "infinitive": infinitive_content,
        "as": naming_content,
        "object": object_content,
    }
    for frame, find in finders.items():
        span = find(report, cue) if frame in sense.frames else None
        if span is not None:
            return (span,)
    return ()


def _addressee(report: Report, cue: Token, speaker: Token) -> Token | None:
    found = _addressed(report, cue)
    return found if found is not None and found != speaker and can_speak(report, found) else None


def _addressed(report: Report, cue: Token) -> Token | None:
    parsed = report.parsed
    if cue_lemma(cue) in _ADDRESSING:
        found = parsed.child(cue, "dobj", "dative")
        if found is not None and found.index > cue.index:
            return found
        if agent(report, cue) is not None:
            return parsed.child(cue, "nsubjpass")
        clause = parsed.child(cue, "ccomp", "xcomp")
        return parsed.child(clause, "nsubj") if clause and cue_lemma(cue) == "urge" else None
    for clause in parsed.children(cue, "advcl"):
        if clause.lemma == "address" and clause.index < cue.index:
            return parsed.child(clause, "dobj")
    to = next((p for p in parsed.children(cue, "prep", "dative") if p.text.lower() == "to"), None)
    return parsed.child(to, "pobj") if to is not None and cue.lemma != "point" else None


def _made(
    report: Report,
    cue: Token,
    words: Span,
    speaker: Token,
    source: Span,
    content: tuple[Span, ...],
) -> Attribution:
    cue_spans: tuple[Span, ...] = (words,)
    if words.overlaps(source):
        group = verb_group(report.parsed, cue)
        cue_spans = runs(report.parsed, (t for t in group if not t.span.overlaps(source)))
    pronoun = relative_pronoun(report, cue)
    named = (source,) if pronoun is None or pronoun == speaker else (source, pronoun.span)
    made = Attribution(
        cue=cue_spans,
        content=content,
        source=named,
        speaker=speaker,
        addressee=_addressee(report, cue, speaker),
    )
    return relayed(report, cue, made)
