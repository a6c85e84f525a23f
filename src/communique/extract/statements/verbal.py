"""Attributions by a verb: choose the sense of each cue verb and collect source and content."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.clausal import clause_content
from communique.extract.statements.cues import Sense, cue_lemma
from communique.extract.statements.nominal import (
    infinitive_content,
    naming_content,
    object_content,
    preposition_content,
    uttered,
)
from communique.extract.statements.phrases import edges, runs, verb_group
from communique.extract.statements.quoted import quoted_content
from communique.extract.statements.relay import relayed
from communique.extract.statements.sources import (
    can_speak,
    is_document,
    source_span,
    subject,
)
from communique.spans import Span, hull
from communique.syntax import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_IRREALIS = frozenset({"would", "could", "should", "might", "may", "can", "must"})
_NOBODY = frozenset({"that", "this", "there", "you", "it", "what", "which"})
_ADDRESSING = frozenset({"tell", "inform", "assure", "remind", "warn", "ask", "urge", "notify"})


def verbal_attributions(report: Report) -> Iterator[Attribution]:
    """Yield one attribution for each verb that attributes something."""
    for token in report.parsed.tokens:
        if _is_cue(report, token):
            found = _attribution(report, token)
            if found is not None:
                yield found


def _is_cue(report: Report, token: Token) -> bool:
    lexicon, lemma = report.lexicon, cue_lemma(token)
    if lemma not in lexicon.senses and lemma not in lexicon.uttering_verbs:
        return False
    if token.pos not in ("VERB", "AUX") and token.tag not in ("VBD", "VBZ"):
        return False
    if token.dep in ("amod", "compound", "auxpass") or (token.dep == "aux" and token.tag == "MD"):
        return False
    if token.text.lower() in ("citing", "quoting"):
        cited = report.parsed.child(token, "dobj")
        if cited is None or can_speak(report, cited):
            return False
    return report.quote_at(token.span.start) is None and not _unreal(report, token)


def _unreal(report: Report, token: Token) -> bool:
    """Tell whether the words were not said: negated, only possible, or said to the subject."""
    helpers = report.parsed.children(token, "aux", "neg", "mark", "auxpass")
    words = {t.text.lower() for t in helpers}
    if any(t.dep == "neg" for t in helpers) or words & {"if", "whether", "unless"}:
        return True
    if any(t.dep == "auxpass" for t in helpers) and not report.parsed.child(token, "agent"):
        return True
    return bool(words & _IRREALIS) and _surname_may(report, token) is None


def _surname_may(report: Report, cue: Token) -> Token | None:
    """Return "May" that the parse takes for a modal though a past tense follows it."""
    may = next((t for t in report.parsed.children(cue, "aux") if t.text == "May"), None)
    return may if may is not None and cue.tag == "VBD" else None


def _attribution(report: Report, cue: Token) -> Attribution | None:
    speaker = _speaker(report, cue)
    if speaker is None:
        return None
    source = source_span(report, speaker, cue)
    group = hull(t.span for t in verb_group(report.parsed, cue))
    utterance = uttered(report, cue) if can_speak(report, speaker) else None
    if utterance is not None:
        return _made(report, cue, utterance[0], speaker, source, (utterance[1],))
    for sense in _senses(report, cue):
        if not _fits(report, sense, speaker):
            continue
        content = _content(report, sense, cue, group, source)
        if content:
            words = _with_particle(report, cue, sense, group)
            return _made(report, cue, words, speaker, source, content)
    return None


def _senses(report: Report, cue: Token) -> list[Sense]:
    """Return the senses of a cue, those whose particle is there first."""
    senses = report.lexicon.senses.get(cue_lemma(cue), ())
    phrasal = [s for s in senses if s.particle and _has_particle(report, cue, s.particle)]
    return phrasal or [s for s in senses if not s.particle]


def _has_particle(report: Report, cue: Token, particle: str) -> bool:
    return any(
        t.text.lower() == particle
        and cue.index < t.index <= cue.index + 3
        and not any(c.entity in ("DATE", "TIME") for c in report.parsed.children(t, "pobj"))
        for t in report.parsed.children(cue)
    )


def _with_particle(report: Report, cue: Token, sense: Sense, group: Span) -> Span:
    for token in report.parsed.children(cue):
        if sense.particle and token.text.lower() == sense.particle and token.index == cue.index + 1:
            return Span(group.start, max(group.end, token.span.end))
    return group


def _fits(report: Report, sense: Sense, speaker: Token) -> bool:
    if sense.document:
        return is_document(report, speaker)
    return not sense.voice or can_speak(report, speaker)


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


def _speaker(report: Report, cue: Token) -> Token | None:
    """Return the subject, or a noun beside a cue that the parse left without one."""
    found = subject(report, cue) or _surname_may(report, cue)
    if report.parsed.child(cue, "nsubj") is None:
        # "Britain will expel them, Theresa May told parliament": the parser hangs May elsewhere.
        found = _unattached(report, cue) or found
    if found is not None:
        word = found.text.lower()
        strong = cue_lemma(cue) in report.lexicon.strong
        speaks_alone = word == "it" and strong and cue.dep != "relcl"
        return found if word not in _NOBODY or speaks_alone else None
    return _inverted(report, cue) if cue.tag in _FINITE else None


def _inverted(report: Report, cue: Token) -> Token | None:
    """Return the noun after an inverted cue: "..., informs the press service"."""
    parsed = report.parsed
    before = report.text[: verb_group(parsed, cue)[0].span.start].rstrip()[-1:]
    after = parsed.child(cue, "dobj", "attr", "oprd", "npadvmod")
    if before not in (",", '"', "”", "»", "—") or after is None or after.index < cue.index:
        return None
    last = edges(parsed, after)[1]
    ends = last + 1 < len(parsed.tokens) and parsed.tokens[last + 1].text in (".", ",", ";")
    clear = ends and cue_lemma(cue) in report.lexicon.strong
    return after if clear or can_speak(report, after) else None


def _unattached(report: Report, cue: Token) -> Token | None:
    """Return the noun phrase between a comma and the cue that the parse hung elsewhere."""
    parsed = report.parsed
    first = verb_group(parsed, cue)[0].index
    if cue_lemma(cue) not in report.lexicon.strong or first == 0 or cue.tag not in _FINITE:
        return None
    noun = parsed.tokens[first - 1]
    if noun.pos not in ("NOUN", "PROPN", "PRON") or noun.sentence != cue.sentence:
        return None
    while noun.head != noun.index and parsed.head(noun).index < first and noun.dep in (
        "pobj", "prep", "compound"
    ):
        noun = parsed.head(noun)
    start = edges(parsed, noun)[0]
    before = parsed.tokens[start - 1].text if start > 0 else ""
    return noun if before in (",", '"', "—", "-") and can_speak(report, noun) else None


def _addressee(report: Report, cue: Token, speaker: Token) -> Token | None:
    found = _addressed(report, cue)
    return found if found is not None and found != speaker and can_speak(report, found) else None


def _addressed(report: Report, cue: Token) -> Token | None:
    parsed = report.parsed
    if cue_lemma(cue) in _ADDRESSING:
        found = parsed.child(cue, "dobj", "dative")
        if found is not None and found.index > cue.index:
            return found
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
    made = Attribution(
        cue=cue_spans,
        content=content,
        source=(source,),
        speaker=speaker,
        addressee=_addressee(report, cue, speaker),
    )
    return relayed(report, cue, made)
