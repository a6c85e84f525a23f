"""Words that reach the report through a medium: who said them, and by which way they came."""

from __future__ import annotations

from dataclasses import replace

from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.phrases import SUBJECTS, edges
from communique.extract.statements.sources import can_speak, source_span
from communique.spans import Span
from communique.syntax import Token

_CITING = frozenset({"citing", "quoting"})


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
            if named is not None and can_speak(report, named):
                return named, source_span(report, named, token)
    return None


def relayed(report: Report, cue: Token, one: Attribution) -> Attribution:
    """Give the words to whom a medium cites or reports; other attributions stay as they are.

    "TASS reported, citing the ministry, that S" is the ministry's; of "Kim invited Putin, news
    agencies said" the words are Kim's, for to invite is to speak.
    """
    if one.speaker is None or not is_medium(report, one.speaker):
        return one
    sentence = report.parsed.sentence_of(cue)
    ends = [edges(report.parsed, one.speaker)[1], cue.index]
    source = cited(report, min(ends), min(sentence.end, max(ends) + 8))
    if source is not None:
        holes = tuple(s for s in one.content if not s.overlaps(source[1]))
        return replace(
            one, speaker=source[0], source=(source[1],), via=one.speaker,
            content=holes or one.content,
        )  # fmt: skip
    doer = _speech_act(report, one)
    return replace(one, speaker=doer, via=one.speaker) if doer is not None else one


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
