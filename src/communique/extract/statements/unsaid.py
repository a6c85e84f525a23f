"""Words that were not said: denied, refused, only possible, asked for or planned."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.phrases import SUBJECTS
from communique.extract.statements.sources import DONE, surname_may
from communique.syntax import Token

_IRREALIS = frozenset({"would", "could", "should", "might", "may", "can", "must"})
_FUTURE = frozenset({"will", "wo", "'ll", "’ll", "shall"})
# "The first leader to condemn it" did condemn it.
_FOREMOST = frozenset({"first", "second", "last", "latest", "only", "next", "one"})
_NOBODY = frozenset({"no", "nobody", "none", "neither", "few"})
_BARELY = frozenset({"hardly", "scarcely", "barely"})
# "By blaming", "after blaming": these took place; "without blaming", "for blaming" leave it open.
_REAL_BEFORE_GERUND = frozenset({"by", "in", "after", "before", "while", "when", "as", "on", "with",
                                 "through", "besides", "since", "despite"})  # fmt: skip
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
    if _set_aside(report, token) or _supposed(report, token) or _by_nobody(report, token):
        return True
    if token.tag == "VB" and "to" in words:
        if cue_lemma(token) in _ASKED_TO_KNOW:
            return True  # "wanted to know", "waited to see"
        if only_intended(report, token):
            return True
    if token.tag == "VBN" and token.dep in ("advcl", "acl") and not words:
        # "Asked about tariffs, she said": the participle is passive, unless it is a past tense.
        return token.dep == "advcl"
    denied = any(t.dep == "neg" for t in helpers) or any(
        t.text.lower() in _BARELY for t in report.parsed.children(token, "advmod")
    )
    if denied and cue_lemma(token) not in report.lexicon.attitudes:
        return True
    if any(t.dep == "auxpass" for t in helpers) and not report.parsed.child(token, "agent"):
        return True
    if words & _FUTURE and not _announced(report, token):
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


def _announced(report: Report, token: Token) -> bool:
    """Tell whether words are known before they are spoken: "will say on Tuesday that X"."""
    if cue_lemma(token) in report.lexicon.stances:
        return True
    later = report.parsed.sentence_of(token).span.end
    quoted = any(token.span.end <= q.whole.start < later for q in report.quotes)
    return quoted or report.parsed.child(token, "ccomp") is not None


def _set_aside(report: Report, token: Token) -> bool:
    """Tell whether a deed was left out or is another's: "without blaming", "rather than blame".

    Of "blamed Iran for threatening Israel" and "accused Iran of threatening" it is not the
    speaker's, and whether it took place is what the speaker says.
    """
    above = report.parsed.head(token)
    if token.dep == "pcomp" and token.tag == "VBG":
        return above.text.lower() not in _REAL_BEFORE_GERUND
    before = report.parsed.tokens[token.index - 1] if token.index else None
    return token.tag == "VB" and before is not None and before.text.lower() == "than"


def _supposed(report: Report, token: Token) -> bool:
    """Tell whether an inverted "had" only supposes: "Had Modi condemned it, ..."."""
    subject = report.parsed.child(token, *SUBJECTS)
    if subject is None or token.tag != "VBN" or subject.index > token.index:
        return False
    helpers = report.parsed.children(token, "aux")
    return any(t.text.lower() == "had" and t.index < subject.index for t in helpers)


def _by_nobody(report: Report, token: Token) -> bool:
    """Tell whether the subject denies that anyone said it: "no country condemned it"."""
    subject = report.parsed.child(token, *SUBJECTS)
    if subject is None:
        return False
    named = (subject, *report.parsed.children(subject, "det", "amod", "preconj"))
    return any(t.text.lower() in _NOBODY for t in named)


def _withheld(report: Report, token: Token) -> bool:
    """Tell whether a verb above keeps the words back: "refused to say X"."""
    above = report.parsed.head(token)
    return token.dep == "xcomp" and above.lemma in report.lexicon.withholding
