"""Which verbs are cues where they stand: said, and not denied, refused or only possible."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.sources import can_speak
from communique.extract.statements.speaker import surname_may
from communique.syntax import Token

_IRREALIS = frozenset({"would", "could", "should", "might", "may", "can", "must"})
_NEAR_QUOTE = 60
_ASKED_TO_KNOW = frozenset({"know", "see", "find", "learn", "understand", "consider", "decide"})


def is_cue(report: Report, token: Token) -> bool:
    lexicon, lemma = report.lexicon, cue_lemma(token)
    known = lemma in lexicon.senses or lemma in lexicon.uttering_verbs
    if not known and not (token.tag in ("VBD", "VBZ") and _follows_quote(report, token)):
        return False
    if token.pos not in ("VERB", "AUX") and token.tag not in ("VBD", "VBZ"):
        return False
    if token.dep in ("amod", "compound", "auxpass") or (token.dep == "aux" and token.tag == "MD"):
        return False
    if token.text.lower() in ("citing", "quoting"):
        cited = report.parsed.child(token, "dobj")
        if cited is None or can_speak(report, cited):
            return False
    if lemma in ("quote", "cite") and _introduces_saying(report, token):
        return False
    return report.quote_at(token.span.start) is None and not _unreal(report, token)


def _introduces_saying(report: Report, token: Token) -> bool:
    """Tell whether "quoted X as saying" leaves the words to "saying"."""
    parsed = report.parsed
    ways = (p for p in parsed.children(token, "prep") if p.text.lower() == "as")
    return any(parsed.child(way, "pcomp") is not None for way in ways)


def _follows_quote(report: Report, token: Token) -> bool:
    """Tell whether a quotation ends shortly before a verb, in the same sentence."""
    at = token.span.start
    return any(q.whole.end <= at < q.whole.end + _NEAR_QUOTE for q in report.quotes)


def _unreal(report: Report, token: Token) -> bool:
    """Tell whether the words were not said: negated, only possible, or said to the subject."""
    helpers = report.parsed.children(token, "aux", "neg", "mark", "auxpass")
    words = {t.text.lower() for t in helpers}
    if words & {"if", "whether", "unless"} or _withheld(report, token):
        return True
    if token.tag == "VB" and "to" in words and cue_lemma(token) in _ASKED_TO_KNOW:
        return True  # "wanted to know", "waited to see"
    if token.tag == "VBN" and token.dep in ("advcl", "acl") and not words:
        # "Asked about tariffs, she said": the participle is passive, unless it is a past tense.
        return token.dep == "advcl"
    if any(t.dep == "neg" for t in helpers) and cue_lemma(token) not in report.lexicon.attitudes:
        return True
    if any(t.dep == "auxpass" for t in helpers) and not report.parsed.child(token, "agent"):
        return True
    unreal = words & _IRREALIS
    if unreal == {"would"} and cue_lemma(token) in report.lexicon.stances:
        return False
    return bool(unreal) and surname_may(report, token) is None


def _withheld(report: Report, token: Token) -> bool:
    """Tell whether a verb above keeps the words back: "refused to say X"."""
    above = report.parsed.head(token)
    return token.dep == "xcomp" and above.lemma in report.lexicon.withholding
