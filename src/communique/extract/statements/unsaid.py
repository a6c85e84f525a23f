"""Words that were not said: denied, refused, only possible, asked for or planned."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.phrases import SUBJECTS
from communique.extract.statements.sources import DONE, surname_may
from communique.syntax import Token

_IRREALIS = frozenset({"would", "could", "should", "might", "may", "can", "must"})
# "The first leader to condemn it" did condemn it.
_FOREMOST = frozenset({"first", "second", "last", "latest", "only", "next", "one"})
_ASKED_TO_KNOW = frozenset({"know", "see", "find", "learn", "understand", "consider", "decide"})


def is_unsaid(report: Report, token: Token) -> bool:
    """Tell whether the words were not said: negated, only possible, or said to the subject."""
    helpers = [
        t
        for t in report.parsed.children(token, "aux", "neg", "mark", "auxpass")
        if report.quote_at(t.span.start) is None  # "Not today," tweeted the minister
    ]
    words = {t.text.lower() for t in helpers}
    if words & {"if", "whether", "unless"} or _withheld(report, token):
        return True
    if token.tag == "VB" and "to" in words:
        if cue_lemma(token) in _ASKED_TO_KNOW:
            return True  # "wanted to know", "waited to see"
        if only_intended(report, token):
            return True
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


def only_intended(report: Report, token: Token) -> bool:
    """Tell whether an infinitive names words that were asked for or planned, not spoken."""
    parsed, above = report.parsed, report.parsed.head(token)
    while token.dep == "conj" and above.tag == "VB":
        token, above = above, parsed.head(above)
    if token.dep == "acl":
        used = parsed.head(above).lemma in report.lexicon.occasions_taken
        return not used and not any(
            t.lemma in _FOREMOST for t in parsed.children(above, "amod", "det")
        )
    if token.dep == "advcl" and parsed.child(token, *SUBJECTS) is None:
        return above.lemma in report.lexicon.requesting
    if token.dep not in ("xcomp", "ccomp", "advcl"):
        return False
    if above.lemma in DONE or (above.lemma == "have" and above.tag == "VBD"):
        return False  # "was quick to condemn", "had to admit"
    return above.lemma not in report.lexicon.bringing_about


def _withheld(report: Report, token: Token) -> bool:
    """Tell whether a verb above keeps the words back: "refused to say X"."""
    above = report.parsed.head(token)
    return token.dep == "xcomp" and above.lemma in report.lexicon.withholding
