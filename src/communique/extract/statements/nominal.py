"""Statements shaped as noun phrases and infinitives: "stressed the need for", "urged X to"."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.cues import Sense, cue_lemma
from communique.extract.statements.phrases import edges, tidy
from communique.extract.statements.sources import can_speak
from communique.spans import Span
from communique.syntax import Token

_CARRIERS = frozenset({"as", "for", "of", "to", "over", "against", "about", "with", "on", "into",
                       "toward", "towards", "between", "from", "in"})  # fmt: skip
_NAMERS_WITHOUT_AS = frozenset({"call", "dub", "brand", "label", "deem", "term", "declare",
                                "pronounce", "consider"})  # fmt: skip
_EMPTY_ALONE = frozenset({"statement", "case", "point", "message", "claim", "call", "view"})
_SCENE = frozenset({"in", "during", "at", "after", "before", "when", "while", "as", "by"})
_OCCASIONS = frozenset({"meeting", "conference", "summit", "talk", "briefing", "event", "session",
                        "ceremony", "forum", "rally", "dinner", "time", "end"})  # fmt: skip
_FREE_UTTERERS = frozenset({"express", "voice", "convey"})


def infinitive_content(report: Report, cue: Token) -> Span | None:
    """Return "X to do Y" after a cue such as "urged" or "promised"."""
    parsed = report.parsed
    for clause in parsed.children(cue, "xcomp", "ccomp", "advcl"):
        to = next((t for t in parsed.children(clause, "aux") if t.text.lower() == "to"), None)
        if to is None or clause.index < cue.index or clause.tag != "VB":
            continue
        if any("quote" in s.frames for s in report.lexicon.senses.get(clause.lemma, ())):
            # "Wanted to say that X": what was said is the statement.
            continue
        if clause.dep == "advcl" and parsed.child(cue, "dobj") is None:
            continue
        first, last = edges(parsed, clause)
        last = _before_finite(report, clause, last)
        start = parsed.tokens[max(first, cue.index + 1)]
        asked = parsed.child(cue, "dobj")
        if asked is not None and cue.index < asked.index < clause.index and cue.lemma not in (
            "tell", "ask"
        ):
            start = parsed.tokens[max(edges(parsed, asked)[0], cue.index + 1)]
        if last - start.index < 2:
            return None
        return _tight(report, cue, start.index, last)
    return None


def _before_finite(report: Report, clause: Token, last: int) -> int:
    """Return the end of an infinitive before "and called ...", which goes on from the main verb."""
    for verb in report.parsed.children(clause, "conj"):
        if verb.tag in ("VBD", "VBZ", "VBP"):
            return edges(report.parsed, verb)[0] - 1
    return last


def preposition_content(report: Report, cue: Token, sense: Sense) -> Span | None:
    """Return the object of a cue's preposition: "called for X", "called on X to do Y"."""
    parsed, particle = report.parsed, sense.particle
    if cue_lemma(cue) in ("point", "speak", "talk") and cue.tag == "VBG":
        return None
    prep = next(
        (t for t in parsed.children(cue, "prep", "prt", "advmod") if t.text.lower() == particle),
        None,
    )
    if prep is None or prep.index > cue.index + 3:
        return None
    complement = parsed.child(prep, "pobj", "pcomp") or parsed.child(cue, "dobj")
    if complement is None or complement.index < prep.index:
        return None
    first, last = edges(parsed, complement)
    last = max(last, _carried(report, cue, last))
    if "infinitive" in sense.frames:
        below = parsed.children(cue, "xcomp", "advcl")
        below += parsed.children(complement, "acl", "relcl")
        clause = next((c for c in below if c.tag == "VB" and c.index > complement.index), None)
        if clause is None:
            return None
        last = max(last, edges(parsed, clause)[1])
    return _tight(report, cue, max(first, prep.index + 1), last)


def object_content(report: Report, cue: Token) -> Span | None:
    """Return the noun phrase that is itself the content: "praised X as Y", "accused X of Y"."""
    parsed = report.parsed
    target = parsed.child(cue, "dobj") or _gerund(report, cue)
    if target is None or target.index < cue.index:
        return None
    first, last = edges(parsed, target)
    last = _carried(report, cue, last)
    if last == first and target.pos not in ("NOUN", "PROPN"):
        return None
    return _tight(report, cue, max(first, cue.index + 1), last)


def _gerund(report: Report, cue: Token) -> Token | None:
    """Return a gerund object: "denied targeting the hospital"."""
    clauses = report.parsed.children(cue, "xcomp", "ccomp")
    return next((c for c in clauses if c.tag == "VBG" and c.index > cue.index), None)


def naming_content(report: Report, cue: Token) -> Span | None:
    """Return "X Y" of "called X Y" and "X as Y" of "described X as Y"."""
    parsed = report.parsed
    right = [c for c in parsed.children(cue) if c.index > cue.index]
    as_phrase = any(c.dep == "prep" and c.text.lower() == "as" for c in right)
    second = any(c.dep in ("oprd", "ccomp", "xcomp", "attr", "acomp") for c in right)
    trailing = (a for c in right if c.dep == "dobj" for a in parsed.children(c, "amod"))
    second = second or any(a.index > parsed.head(a).index for a in trailing)
    quoted = any(report.quote_at(t.span.start) for c in right for t in parsed.subtree(c))
    if not (as_phrase or (cue.lemma in _NAMERS_WITHOUT_AS and (second or quoted))):
        return None
    parts = [c for c in right if c.dep not in ("advcl", "conj", "cc", "punct", "npadvmod", "prt")]
    parts = [c for c in parts if c.dep != "prep" or c.text.lower() in _CARRIERS]
    if not parts:
        return None
    first = min(edges(parsed, c)[0] for c in parts)
    last = max(edges(parsed, c)[1] for c in parts)
    return _tight(report, cue, max(first, cue.index + 1), last)


def uttered(report: Report, cue: Token) -> tuple[Span, Span] | None:
    """Return cue and content of "expressed hope that X", None for other phrases.

    The cue runs from the verb to the noun and its preposition.
    """
    parsed, lexicon = report.parsed, report.lexicon
    noun = parsed.child(cue, "dobj")
    if cue.lemma not in lexicon.uttering_verbs or noun is None or noun.index < cue.index:
        return None
    if noun.lemma not in lexicon.uttering_nouns and cue.lemma not in _FREE_UTTERERS:
        return None
    if any(t.text.lower() in ("no", "few", "any") for t in parsed.children(noun, "det", "amod")):
        return None
    first, last = edges(parsed, noun)
    last = _felt_at(report, cue, _carried(report, cue, last))
    owner = parsed.child(noun, "poss")
    if owner is not None and owner.pos != "PRON":
        content = _tight(report, cue, max(first, cue.index + 1), last)
        return (cue.span, content) if content else None
    rest = [t for t in parsed.tokens[noun.index + 1 : last + 1] if t.pos != "PUNCT"]
    opener = rest[0] if rest else None
    if opener is None or opener.tag == "VBG":
        content = _tight(report, cue, max(first, cue.index + 1), last)
        wordy = last > first and noun.lemma not in _EMPTY_ALONE
        return (cue.span, content) if content and wordy and opener is None else None
    scene = opener.text.lower() in _SCENE and not _is_cause(report, opener)
    if scene and noun.lemma not in ("confidence", "interest", "belief"):
        return None
    that = opener.text.lower() == "that"
    short = not that and opener.pos == "ADP" and last - opener.index <= 3
    if short or _leads_to_party(report, opener):
        # "Regards from Xi to Putin", "support for Ukraine": the noun itself is what was conveyed.
        content = _tight(report, cue, max(first, cue.index + 1), last)
        return (cue.span, content) if content else None
    start = opener.index + 1 if that or opener.pos == "ADP" else opener.index
    content = _tight(report, cue, start, last)
    if content is None:
        return None
    end = noun.span.end if opener.index == start else opener.span.end
    return Span(cue.span.start, min(end, content.start)), content


def _felt_at(report: Report, cue: Token, last: int) -> int:
    """Extend "expressed happiness" by what it is about: "at the progress"."""
    for prep in report.parsed.children(cue, "prep"):
        if prep.index == last + 1 and _is_cause(report, prep):
            return edges(report.parsed, prep)[1]
    return last


def _is_cause(report: Report, prep: Token) -> bool:
    """Tell whether "at" names the cause of a feeling rather than an occasion."""
    inner = report.parsed.child(prep, "pobj")
    return prep.text.lower() == "at" and inner is not None and inner.lemma not in _OCCASIONS


def _carried(report: Report, cue: Token, last: int) -> int:
    """Extend an object by the prepositional phrases that follow it: "X as Y", "X of Y"."""
    parsed = report.parsed
    for part in parsed.children(cue, "prep", "dative"):
        first, end = edges(parsed, part)
        if first == last + 1 and part.text.lower() in _CARRIERS and not _tells_time(report, part):
            last = end
    return last


def _leads_to_party(report: Report, opener: Token) -> bool:
    inner = report.parsed.child(opener, "pobj")
    return opener.text.lower() in ("to", "from") and inner is not None and can_speak(report, inner)


def _tells_time(report: Report, prep: Token) -> bool:
    inner = report.parsed.child(prep, "pobj")
    return inner is not None and inner.entity in ("DATE", "TIME")


def _tight(report: Report, cue: Token, first: int, last: int) -> Span | None:
    """Return the span of tokens ``first`` to ``last``, before any later cue participle."""
    parsed = report.parsed
    for token in parsed.tokens[first + 1 : last + 1]:
        comma = parsed.tokens[token.index - 1].text == ","
        if token.tag == "VBG" and comma and token.lemma in report.lexicon.senses:
            last = token.index - 2
            break
        if token.text.lower() in report.lexicon.according and token.tag == "VBG":
            last = token.index - 1
            break
        if comma and token.text.lower() == "which" and _disputes(report, token, last):
            last = token.index - 2
            break
    if last < first:
        return None
    end = parsed.tokens[last].span.end
    quote = report.quote_at(end - 1)
    if quote is not None and quote.whole.start > cue.span.end:
        end = max(end, quote.whole.end)
    return tidy(report.text, Span(parsed.tokens[first].span.start, end))


def _disputes(report: Report, which: Token, last: int) -> bool:
    """Tell whether a relative clause holds a cue: "..., which Azerbaijan denies"."""
    return any(
        cue_lemma(t) in report.lexicon.senses and t.pos == "VERB"
        for t in report.parsed.tokens[which.index + 1 : last + 1]
    )
