"""Statements behind a preposition: "called for X", "spoke out against X", "asked X for Y"."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.carrying import carried, gerund, tight
from communique.extract.statements.cues import Sense, cue_lemma
from communique.extract.statements.phrases import edges
from communique.spans import Span
from communique.syntax import Parsed, Token

# Words up to which a cue's preposition stands, besides those of an object in between.
_NEAR, _LONG_OBJECT = 3, 6


def preposition_content(report: Report, cue: Token, sense: Sense) -> Span | None:
    """Return the object of a cue's preposition: "called for X", "called on X to do Y"."""
    parsed, (particle, *further) = report.parsed, sense.particle.split()
    aside = cue.tag == "VBG" and parsed.child(cue, "aux") is None
    if cue_lemma(cue) in ("point", "speak", "talk") and aside:
        return None
    prep = next(
        (t for t in parsed.children(cue, "prep", "prt", "advmod") if t.text.lower() == particle),
        None,
    )
    if prep is None:
        return _for_whom_to(report, cue, particle)
    if prep.index > cue.index + _NEAR + object_length(parsed, cue):
        return None
    for word in further:
        prep = parsed.tokens[prep.index + 1]
        if prep.text.lower() != word:
            return None
    complement = parsed.child(prep, "pobj", "pcomp") or parsed.child(cue, "dobj")
    complement = complement or gerund(report, cue) or _beyond(report, cue, prep)
    if complement is None or complement.index < prep.index:
        return None
    first, last = edges(parsed, complement)
    last = max(last, carried(report, cue, last))
    if "infinitive" in sense.frames:
        below = parsed.children(cue, "xcomp", "advcl")
        below += parsed.children(complement, "acl", "relcl")
        clause = next((c for c in below if c.tag == "VB" and c.index > complement.index), None)
        if clause is None:
            return None
        last = max(last, edges(parsed, clause)[1])
    return tight(report, cue, max(first, prep.index + 1), last)


def _beyond(report: Report, cue: Token, particle: Token) -> Token | None:
    """Return the object of a preposition after the particle: "spoke out against X"."""
    for prep in (*report.parsed.children(cue, "prep"), *report.parsed.children(particle, "prep")):
        if prep.index == particle.index + 1:
            return report.parsed.child(prep, "pobj", "pcomp")
    return None


def _for_whom_to(report: Report, cue: Token, particle: str) -> Span | None:
    """Return the clause of "called for X to do Y", which the parse hangs on its own verb."""
    for clause in report.parsed.children(cue, "advcl", "ccomp", "xcomp"):
        mark = report.parsed.child(clause, "mark")
        if mark is not None and mark.text.lower() == particle and mark.index == cue.index + 1:
            return tight(report, cue, mark.index + 1, edges(report.parsed, clause)[1])
    return None


def object_length(parsed: Parsed, cue: Token) -> int:
    """Return how many words of an object stand between a cue and its preposition."""
    to = (p for p in parsed.children(cue, "prep") if p.text.lower() in ("to", "with"))
    target = parsed.child(cue, "dobj", "dative") or next(to, None)
    if target is None or target.index < cue.index:
        return 0
    first, last = edges(parsed, target)
    return min(last - first + 1, _LONG_OBJECT)
