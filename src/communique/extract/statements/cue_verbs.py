"""Which verbs are cues where they stand: said, and not denied, refused or only possible."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.sources import can_speak
from communique.extract.statements.unsaid import is_unsaid
from communique.syntax import Token

_NEAR_QUOTE = 60


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
    return report.quote_at(token.span.start) is None and not is_unsaid(report, token)


def _introduces_saying(report: Report, token: Token) -> bool:
    """Tell whether "quoted X as saying" leaves the words to "saying"."""
    parsed = report.parsed
    ways = (p for p in parsed.children(token, "prep") if p.text.lower() == "as")
    return any(parsed.child(way, "pcomp") is not None for way in ways)


def _follows_quote(report: Report, token: Token) -> bool:
    """Tell whether a quotation ends shortly before a verb, in the same sentence."""
    at = token.span.start
    return any(q.whole.end <= at < q.whole.end + _NEAR_QUOTE for q in report.quotes)
