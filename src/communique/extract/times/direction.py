"""Which way a verb points: into the past or into the future, as the parse shows it."""

from __future__ import annotations

from communique.extract.times.reading import Direction
from communique.spans import Span
from communique.syntax import Parsed, Token

_MODALS = frozenset(
    {"will", "shall", "would", "may", "might", "could", "should", "must", "'ll", "wo"}
)
# Verbs whose object, infinitive or participle lies ahead: "plans to visit", "talks set for Monday".
_PROSPECTIVE = frozenset({
    "agree", "aim", "anticipate", "ask", "await", "book", "call", "commit", "decide", "demand",
    "due", "expect", "forecast", "go", "hope", "intend", "invite", "likely", "mean", "need",
    "offer", "order", "plan", "pledge", "prepare", "project", "promise", "propose", "ready",
    "request", "require", "schedule", "seek", "set", "slate", "tell", "threaten", "tip", "urge",
    "vow", "want", "wish", "postpone", "delay", "earmark",
})  # fmt: skip
_SCHEDULED = frozenset({
    "schedule", "slate", "set", "plan", "expect", "postpone", "delay", "due", "earmark", "tip",
    "anticipate", "forecast", "invite", "project", "prepare",
})  # fmt: skip


_PROSPECTIVE_NOUNS = frozenset({
    "agreement", "aim", "commitment", "decision", "demand", "hope", "intention", "invitation",
    "offer", "order", "plan", "pledge", "promise", "proposal", "readiness", "request", "threat",
    "vow", "wish",
})  # fmt: skip


# What puts a thing off moves it into the days to come, also in the past tense.
_DELAYING = frozenset({"postpone", "delay", "defer", "extend", "adjourn", "reschedule"})
_OF_DELAY = frozenset({"until", "till", "to"})
# "the planned summit in April", "preparations for the visit in May".
_TO_COME = frozenset({
    "planned", "upcoming", "forthcoming", "coming", "scheduled", "slated", "expected", "proposed",
    "looming", "impending", "eventual",
})  # fmt: skip
_PREPARING = frozenset({"planning", "preparation", "preparations", "run-up", "runup"})


def direction_at(parsed: Parsed, span: Span) -> Direction:
    """Return the direction of the verb that governs the words of ``span``.

    Args:
        parsed: the parse; a span in a skipped block has no tokens and no direction.
        span: the words of a time expression.
    """
    tokens = parsed.tokens_in(span)
    if not tokens:
        return "unknown"
    inside = {token.index for token in tokens}
    top = next((t for t in tokens if t.head not in inside or t.head == t.index), tokens[0])
    for token in (top, *parsed.ancestors(top)):
        if token.index in inside:
            continue
        if token.pos in ("VERB", "AUX"):
            return "future" if _is_put_off(parsed, token, top) else _of_verb(parsed, token)
        if token.lemma == "due" or _is_to_come(parsed, token):
            return "future"
    return "unknown"


def _is_put_off(parsed: Parsed, verb: Token, time: Token) -> bool:
    """Tell whether a verb puts something off to the time: "postponed the vote until Tuesday"."""
    return verb.lemma in _DELAYING and parsed.head(time).text.lower() in _OF_DELAY


def _is_to_come(parsed: Parsed, noun: Token) -> bool:
    """Tell whether a noun over a time is of what lies ahead, or of preparing for it."""
    if noun.text.lower() in _PREPARING:
        return True
    return any(c.text.lower() in _TO_COME for c in parsed.children(noun, "amod"))


def _of_verb(parsed: Parsed, verb: Token, depth: int = 0) -> Direction:
    """Return where a verb form points; participles and infinitives ask the verb above."""
    helpers = parsed.children(verb, "aux", "auxpass")
    lemmas = {t.lemma for t in helpers} | {t.text.lower() for t in helpers}
    if "could" in lemmas and parsed.children(verb, "neg"):
        return "past"
    if lemmas & _MODALS:
        return "past" if "have" in lemmas and "will" not in lemmas else "future"
    if verb.tag == "VBN" and verb.lemma in _SCHEDULED:
        return "future"
    if any(t.tag == "TO" for t in helpers):
        return _of_infinitive(parsed, verb, depth)
    if "have" in lemmas:
        return "past"
    if verb.tag in ("VBG", "VBN"):
        return _of_participle(parsed, verb, helpers, depth)
    return _of_tense(verb)


def _of_tense(token: Token) -> Direction:
    if token.tag == "VBD":
        return "past"
    return "present" if token.tag in ("VBZ", "VBP") else "unknown"


def _of_infinitive(parsed: Parsed, verb: Token, depth: int) -> Direction:
    above = parsed.head(verb)
    if any(t.text.lower() == "have" for t in parsed.children(verb, "aux")):
        return "past"  # "was to have brought them together"
    if any(t.text.lower() == "had" for t in parsed.children(above, "aux")):
        return "past"  # "had expected to receive him in August"
    if above.index == verb.index or above.lemma in _PROSPECTIVE or above.lemma == "be":
        return "future"
    if above.pos not in ("VERB", "AUX"):
        governor = next((t for t in parsed.ancestors(above) if t.pos in ("VERB", "AUX")), None)
        if governor is None or above.lemma in _PROSPECTIVE_NOUNS:
            return "future"
        above = governor
    return _of_verb(parsed, above, depth + 1) if depth < 4 else "unknown"


def _of_participle(parsed: Parsed, verb: Token, helpers: list[Token], depth: int) -> Direction:
    be = next((t for t in helpers if t.lemma in ("be", "get")), None)
    if be is not None:
        return _of_tense(be)
    above = parsed.head(verb)
    if verb.tag == "VBN" or above.index == verb.index or depth >= 4:
        return "past" if verb.tag == "VBN" else "unknown"
    if above.pos in ("VERB", "AUX"):
        return _of_verb(parsed, above, depth + 1)
    return "unknown"
