"""Who speaks by a verb: its subject, its agent, or a name that the parse hung elsewhere."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.nominal import in_free_relative
from communique.extract.statements.phrases import edges, verb_group
from communique.extract.statements.sources import can_speak, subject
from communique.syntax import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_NOBODY = frozenset({"that", "this", "there", "you", "it", "what", "which"})
_CROWDS = frozenset({"many", "some", "most", "others", "several", "few", "all"})


def speaker_of(report: Report, cue: Token) -> Token | None:
    """Return the subject, or a noun beside a cue that the parse left without one."""
    by = agent(report, cue)
    if by is not None:
        return by
    found = subject(report, cue) or surname_may(report, cue)
    if report.parsed.child(cue, "nsubj") is None:
        # "Britain will expel them, Theresa May told parliament": the parser hangs May elsewhere.
        found = _unattached(report, cue) or found
    if found is not None:
        word = found.text.lower()
        strong = cue_lemma(cue) in report.lexicon.strong
        strong = strong or cue_lemma(cue) in report.lexicon.human
        strong = strong or in_free_relative(report, cue) or report.parties.party(found) is not None
        speaks_alone = word == "it" and strong and cue.dep != "relcl"
        return found if word not in _NOBODY or speaks_alone else None
    return _inverted(report, cue) if cue.tag in _FINITE else None


def agent(report: Report, cue: Token) -> Token | None:
    """Return who speaks by a passive cue: "was condemned by X"."""
    by = report.parsed.child(cue, "agent")
    if by is None or report.parsed.child(cue, "auxpass") is None:
        return None
    return report.parsed.child(by, "pobj")


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
    if noun.text == ",":
        return _before_aside(report, cue, first - 1)
    if noun.text.lower() in _CROWDS and noun.head == cue.index:
        return noun
    if noun.pos not in ("NOUN", "PROPN", "PRON") or noun.sentence != cue.sentence:
        return None
    while noun.head != noun.index and parsed.head(noun).index < first and noun.dep in (
        "pobj", "prep", "compound"
    ):
        noun = parsed.head(noun)
    start = edges(parsed, noun)[0]
    before = parsed.tokens[start - 1].text if start > 0 else ""
    return noun if before in (",", '"', "—", "-") and can_speak(report, noun) else None


def _before_aside(report: Report, cue: Token, comma: int) -> Token | None:
    """Return X of "..., X, the leader of Y, said" where the parse hung X on a word before it."""
    parsed = report.parsed
    start = parsed.sentence_of(cue).start
    for token in reversed(parsed.tokens[start:comma]):
        if token.entity != "PERSON" and token.lemma not in report.lexicon.voices:
            continue
        if token.dep not in ("conj", "appos", "nsubj", "ROOT", "dep", "npadvmod"):
            continue
        first = edges(parsed, token)[0]
        opens = first == start or parsed.tokens[first - 1].text in (",", "and", "but")
        if opens and parsed.tokens[token.index + 1].text == ",":
            return token
    return None


def surname_may(report: Report, cue: Token) -> Token | None:
    """Return "May" that the parse takes for a modal though a past tense follows it."""
    may = next((t for t in report.parsed.children(cue, "aux") if t.text == "May"), None)
    return may if may is not None and cue.tag == "VBD" else None
