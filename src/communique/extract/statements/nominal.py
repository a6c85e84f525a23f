"""Statements shaped as noun phrases and infinitives: "stressed the need for", "urged X to"."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.carrying import CARRIERS, carried, gerund, tight
from communique.extract.statements.phrases import edges, noun_phrase
from communique.extract.statements.unsaid import only_intended
from communique.spans import Span
from communique.syntax import Parsed, Token

_NAMERS_WITHOUT_AS = frozenset({"call", "dub", "brand", "label", "deem", "term", "declare",
                                "pronounce", "consider"})  # fmt: skip
# What is claimed in words; land, lives and shares of a vote are not.
_CLAIMED = frozenset({"responsibility", "credit", "victory", "success", "innocence", "immunity",
                      "ignorance", "neutrality", "asylum", "mandate", "independence"})  # fmt: skip

# "Was accused by Y of Z", "was praised by Y for Z".
_BLAMING = frozenset({"accuse", "blame", "praise", "criticise", "criticize", "condemn", "thank"})


def infinitive_content(report: Report, cue: Token) -> Span | None:
    """Return "X to do Y" after a cue such as "urged" or "promised"."""
    parsed = report.parsed
    for clause in parsed.children(cue, "xcomp", "ccomp", "advcl"):
        to = next((t for t in parsed.children(clause, "aux") if t.text.lower() == "to"), None)
        if to is None or clause.index < cue.index or clause.tag != "VB":
            continue
        asks = cue.lemma in report.lexicon.requesting and only_intended(report, clause)
        if clause.lemma in report.lexicon.strong and not asks:
            continue  # "chose to say that X": what was said is the statement
        asked = parsed.child(cue, "dobj")
        if clause.dep == "advcl" and asked is None:
            continue
        first, last = edges(parsed, clause)
        last = _before_finite(report, clause, last)
        start = parsed.tokens[max(first, cue.index + 1)]
        day = asked is not None and asked.entity in ("DATE", "TIME")
        keeps = not day and (cue.lemma not in ("tell", "ask") or last - start.index < 2)
        if asked is not None and cue.index < asked.index < clause.index and keeps:
            start = parsed.tokens[max(edges(parsed, asked)[0], cue.index + 1)]
        if last - start.index < 2:
            return None
        return tight(report, cue, start.index, last)
    return None


def _before_finite(report: Report, clause: Token, last: int) -> int:
    """Return the end of an infinitive before "and called ...", which goes on from the main verb."""
    for verb in report.parsed.children(clause, "conj"):
        if verb.tag in ("VBD", "VBZ", "VBP"):
            return edges(report.parsed, verb)[0] - 1
    return last


def object_content(report: Report, cue: Token) -> Span | None:
    """Return the noun phrase that is itself the content: "praised X as Y", "accused X of Y"."""
    parsed = report.parsed
    if _refers_back(report, cue):
        return noun_phrase(parsed, parsed.head(cue), core=True)
    target = parsed.child(cue, "dobj") or gerund(report, cue) or _whatever(report, cue)
    if target is None or target.index < cue.index or target.entity in ("DATE", "TIME"):
        return None
    first, last = edges(parsed, target)
    last = carried(report, cue, last)
    if last == first and target.pos not in ("NOUN", "PROPN"):
        return None
    if cue.lemma == "claim" and target.lemma not in _CLAIMED:
        return None
    people = (t.lemma in report.lexicon.voices for t in parsed.conjuncts(target))
    if cue.lemma == "recall" and (target.entity == "PERSON" or any(people)):
        # An ambassador who is recalled is called home.
        return None
    return tight(report, cue, max(first, cue.index + 1), last)


def passive_content(report: Report, cue: Token) -> tuple[Span, ...]:
    """Return the subject of a passive cue, which is what it attributes: "X was condemned by Y"."""
    parsed = report.parsed
    about = parsed.child(cue, "nsubjpass")
    if about is None or about.pos == "PRON" or about.index > cue.index:
        return ()
    spans = [tight(report, cue, *edges(parsed, about))]
    agent = parsed.child(cue, "agent")
    after = agent.index if agent is not None else cue.index
    for prep in (*parsed.children(cue, "prep"), *_below_agent(parsed, agent)):
        if prep.index > after and _tells_why(cue, prep):
            spans.append(tight(report, cue, *edges(parsed, prep)))
            break
    return tuple(s for s in spans if s is not None)


def _tells_why(cue: Token, prep: Token) -> bool:
    """Tell whether a preposition goes on with what a passive attributes: "accused by Y of Z"."""
    word = prep.text.lower()
    return word == "as" or (word in ("of", "for") and cue.lemma in _BLAMING)


def _below_agent(parsed: Parsed, agent: Token | None) -> list[Token]:
    """Return the prepositions that the parse hung on "by X" of "accused by X of Y"."""
    named = parsed.child(agent, "pobj") if agent is not None else None
    return list(parsed.children(named, "prep")) if named is not None else []


def _whatever(report: Report, cue: Token) -> Token | None:
    """Return the verb of a free relative: "denounced what it called illegal attacks"."""
    for clause in report.parsed.children(cue, "ccomp"):
        first = report.parsed.tokens[edges(report.parsed, clause)[0]]
        if clause.index > cue.index and first.tag in ("WP", "WRB"):
            return clause
    return None


def _refers_back(report: Report, cue: Token) -> bool:
    """Tell whether what is attributed stands before: "a law which China opposes"."""
    parsed, target = report.parsed, report.parsed.child(cue, "dobj")
    if cue.dep != "relcl" or parsed.child(cue, "nsubj") is None:
        return False
    if target is None or target.index > cue.index or target.tag not in ("WDT", "WP", "IN"):
        return False
    named = any(t.text.lower() == "as" for t in parsed.children(cue, "prep"))
    return parsed.head(cue).pos in ("NOUN", "PROPN") and not named


def naming_content(report: Report, cue: Token) -> Span | None:
    """Return "X Y" of "called X Y" and "X as Y" of "described X as Y"."""
    parsed = report.parsed
    right = [c for c in parsed.children(cue) if c.index > cue.index]
    if in_free_relative(report, cue):
        named = [c for c in right if c.dep in ("oprd", "ccomp", "dobj", "attr", "acomp")]
        return tight(report, cue, *edges(parsed, named[0])) if named else None
    held = [c for c in right if c.dep == "dobj"]
    within = [t for c in held for t in parsed.children(c, "prep")]
    as_phrase = any(c.dep == "prep" and c.text.lower() == "as" for c in (*right, *within))
    second = any(c.dep in ("oprd", "ccomp", "xcomp", "attr", "acomp") for c in right)
    trailing = (a for c in right if c.dep == "dobj" for a in parsed.children(c, "amod"))
    second = second or any(a.index > parsed.head(a).index for a in trailing)
    quoted = any(report.quote_at(t.span.start) for c in right for t in parsed.subtree(c))
    if not (as_phrase or (cue.lemma in _NAMERS_WITHOUT_AS and (second or quoted))):
        return None
    parts = [c for c in right if c.dep not in ("advcl", "conj", "cc", "punct", "npadvmod", "prt")]
    parts = [c for c in parts if c.dep != "prep" or c.text.lower() in CARRIERS]
    if not parts or any(t.lemma == "persona" for c in parts for t in parsed.subtree(c)):
        return None
    first = min(edges(parsed, c)[0] for c in parts)
    last = max(edges(parsed, c)[1] for c in parts)
    return tight(report, cue, max(first, cue.index + 1), last)


def in_free_relative(report: Report, cue: Token) -> bool:
    """Tell whether a naming verb stands in "what it calls Y"."""
    named = report.parsed.child(cue, "dobj")
    before = named is not None and named.index < cue.index
    return before and named is not None and named.tag == "WP" and named.text.lower() == "what"
