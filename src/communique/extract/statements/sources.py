"""Find the source of a cue: its subject, borrowed subject, antecedent or agent."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.phrases import SUBJECTS, noun_phrase
from communique.spans import Span
from communique.syntax import Token

_RELATIVE = frozenset({"who", "which", "that"})
_PERSONAL = frozenset({"he", "she", "they", "we", "i", "who", "you", "both", "all", "these",
                       "those", "him", "her", "them", "us", "me"})  # fmt: skip
# Adjectives whose infinitive was done: "was quick to point out"; "likely to say" tells nothing.
DONE = frozenset({"quick", "right", "correct", "careful", "wrong", "quicker", "prompt", "slow",
                   "proud", "sorry", "glad", "happy", "pleased", "saddened"})  # fmt: skip
_DEPTH = 5


def subject(report: Report, verb: Token, depth: int = 0) -> Token | None:
    """Return the head of the phrase that names who speaks by ``verb``, or None."""
    parsed = report.parsed
    own = parsed.children(verb, *SUBJECTS)
    if own:
        return _antecedent(report, verb, own[-1])
    agent = parsed.child(verb, "agent")
    if agent is not None:
        return parsed.child(agent, "pobj")
    if depth >= _DEPTH:
        return None
    return _borrowed(report, verb, depth)


def _antecedent(report: Report, verb: Token, own: Token) -> Token:
    """Return what a relative pronoun stands for, or the subject itself."""
    if own.text.lower() in _RELATIVE:
        above = report.parsed.head(verb)
        if verb.dep == "relcl" and above.pos in ("NOUN", "PROPN", "PRON"):
            return above
    return own


def relative_pronoun(report: Report, verb: Token) -> Token | None:
    """Return the "who" by which a relative clause names its speaker, if it has one."""
    own = report.parsed.children(verb, *SUBJECTS)
    if not own and verb.dep == "conj":
        return None
    found = own[-1] if own else None
    return found if found is not None and found.text.lower() in _RELATIVE else None


def _borrowed(report: Report, verb: Token, depth: int) -> Token | None:
    """Take the subject of the clause that ``verb`` leans on."""
    parsed, above = report.parsed, report.parsed.head(verb)
    if above.index == verb.index:
        return None
    if verb.dep in ("acl", "relcl") and above.pos in ("NOUN", "PROPN", "PRON"):
        if verb.tag == "VBN" and parsed.child(verb, "aux") is None:
            return above if _main_verb_after_aside(report, verb, above) else None
        told = above.lemma in report.lexicon.documents and above.dep in ("dobj", "pobj")
        if told or (verb.tag == "VB" and (above.dep == "attr" or not can_speak(report, above))):
            # "Issued a statement saying", "was the first to say", "used the visit to say".
            return subject(report, _governor(report, above), depth + 1)
        return above
    if verb.dep in ("pcomp", "prep"):
        quoted = _whom_is_quoted(report, verb, above)
        if quoted is not None:
            return quoted
        return subject(report, _governor(report, above), depth + 1)
    controller = parsed.child(above, "dobj") if verb.dep == "xcomp" else None
    if controller is not None and verb.tag == "VB" and can_speak(report, controller):
        return controller
    if verb.tag in ("VBD", "VBZ", "VBP") and above.pos in ("NOUN", "PROPN"):
        # A long aside between subject and verb made the parser hang the verb on the noun.
        return above if above.index < verb.index and can_speak(report, above) else None
    if verb.dep == "conj" and verb.tag in ("VBD", "VBZ", "VBP") and above.tag == "VB":
        # "Urged Iran to return and called on Israel": a finite verb goes on from the main verb.
        return subject(report, _governor(report, above), depth + 1)
    if verb.dep in ("conj", "advcl", "xcomp", "ccomp", "dep", "parataxis"):
        if verb.dep in ("ccomp", "parataxis", "dep") and verb.tag not in ("VBG", "VB"):
            return None
        if above.lemma in DONE and above.dep == "acomp":
            return subject(report, _governor(report, above), depth + 1)
        return subject(report, above, depth + 1) if above.pos in ("VERB", "AUX") else None
    return None


def _whom_is_quoted(report: Report, verb: Token, preposition: Token) -> Token | None:
    """Return Y of "X quoted Y as saying", whose object speaks."""
    above = report.parsed.head(preposition)
    if above.lemma not in ("quote", "cite") or preposition.text.lower() != "as":
        return None
    return report.parsed.child(above, "dobj")


def _main_verb_after_aside(report: Report, verb: Token, above: Token) -> bool:
    """Tell whether a participle is the past tense of "X, who leads Y, called Z a W"."""
    parsed = report.parsed
    aside = parsed.child(above, "relcl", "appos")
    between = aside is not None and above.index < aside.index < verb.index
    comma = parsed.tokens[verb.index - 1].text == ","
    by = parsed.child(verb, "agent") is not None
    return above.entity == "PERSON" and above.dep == "ROOT" and between and comma and not by


def _governor(report: Report, token: Token) -> Token:
    """Return the verb above a noun or preposition, or its root."""
    for above in report.parsed.ancestors(token):
        if above.pos in ("VERB", "AUX"):
            return above
    return report.parsed.head(token)


def can_speak(report: Report, head: Token) -> bool:
    """Tell whether a noun phrase names someone, or some text, able to say something."""
    lexicon = report.lexicon
    if head.text.lower() in _PERSONAL or head.lemma in lexicon.voices or head.tag == "MD":
        return True
    if head.lemma in lexicon.documents or head.lemma in lexicon.media:
        return True
    if head.pos == "NOUN" and head.lemma.endswith(lexicon.voice_endings):
        return head.lemma not in lexicon.voiceless
    if head.entity in ("PERSON", "ORG", "NORP"):
        return True
    if head.pos == "PROPN" and head.entity not in ("DATE", "TIME"):
        return True
    return report.parties.party(head) is not None


def is_document(report: Report, head: Token) -> bool:
    """Tell whether a noun names a text or an inquiry, such as a statement or a poll."""
    return head.lemma in report.lexicon.documents


def source_span(report: Report, head: Token, cue: Token) -> Span:
    """Return the words of the source, cut where the cue begins or ends."""
    span = noun_phrase(report.parsed, head)
    if span.start < cue.span.end and cue.span.start < span.end:
        if head.index < cue.index:
            span = Span(span.start, cue.span.start)
        else:
            span = Span(cue.span.end, span.end)
    words = span.of(report.text).rstrip(" ,\n")
    return Span(span.start, span.start + len(words)) if words else head.span


def surname_may(report: Report, cue: Token) -> Token | None:
    """Return "May" that the parse takes for a modal though a past tense follows it."""
    may = next((t for t in report.parsed.children(cue, "aux") if t.text == "May"), None)
    return may if may is not None and cue.tag == "VBD" else None
