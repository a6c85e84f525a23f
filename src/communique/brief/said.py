"""What was said: statements with their words, in the order of the reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from communique.brief.briefing import Line, Part, Section
from communique.brief.dates import interval_words
from communique.brief.parties import Names
from communique.brief.plain import capital, counted, cut, listed, plain
from communique.brief.sources import Sources, words_around
from communique.records import Statement
from communique.spans import Span, hull

MOST = 40

_LONGEST = 300
# Cues after which an English sentence goes on with "that", whatever tense the report has them in.
_SAYING = {
    "say": "said", "says": "said", "said": "said", "saying": "said", "has said": "said",
    "have said": "said", "had said": "said", "to say": "said", "adds": "added", "added": "added",
    "told": "said", "tells": "said", "wrote": "wrote", "writes": "wrote", "noted": "noted",
    "notes": "noted", "stressed": "stressed", "stresses": "stressed", "warned": "warned",
    "stated": "stated", "according to": "said", "announced": "announced", "insisted": "insisted",
    "declared": "declared", "argued": "argued", "claimed": "claimed", "believes": "believed",
    "emphasised": "stressed", "emphasized": "stressed", "confirmed": "confirmed",
    "explained": "explained", "reiterated": "reiterated", "replied": "replied", "hoped": "hoped",
} | {cue: cue for cue in (
    "acknowledged", "admitted", "alleged", "asserted", "boasted", "cautioned", "charged",
    "commented", "complained", "conceded", "concluded", "contended", "disclosed", "estimated",
    "highlighted", "indicated", "lamented", "maintained", "observed", "pledged", "predicted",
    "promised", "recalled", "remarked", "revealed", "suggested", "underlined", "underscored",
    "vowed",
)}  # fmt: skip
# Beginnings of words that do not go on from a speaker: "to say ...", "according to ...".
_NOT_A_VERB = re.compile(r"to\b|according\b|in\b", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?!according\b)[a-z]+ing\b")
# Words that begin a sentence with a capital letter and have none within one.
_OPENING = re.compile(
    r"(He|She|It|They|We|There|This|That|These|Those|The|An?|His|Her|Its|Their|Our) (?=\S+ \S)"
)
_SUBORDINATE = re.compile(
    r"\s(?:that|which|who|whose|while|when|where|until|unless|after|before|because|if|as)\s"
)
_FINITE = frozenset({
    "is", "are", "was", "were", "be", "will", "would", "can", "could", "should", "may", "might",
    "must", "shall", "has", "have", "had", "do", "does", "did",
})  # fmt: skip


def said(statements: Sequence[Statement], names: Names, sources: Sources) -> Section:
    """Return the section on statements; of many, those in direct speech or by named people."""
    distinct = _distinct(_outermost(statements), sources)
    ranked = sorted(distinct, key=lambda same: (_rank(same), _day(same[0], sources)))
    kept = sorted(ranked[:MOST], key=lambda same: _day(same[0], sources))
    parts = [
        Part(heading=heading, lines=tuple(_line(same, names, sources) for same in told))
        for heading, told in (
            (None, [same for same in kept if _is_dated(same[0], sources)]),
            ("In undated reports", [same for same in kept if not _is_dated(same[0], sources)]),
        )
        if told
    ]
    left = len(distinct) - len(kept)
    remark = (
        f"And {counted(left, 'statement')} more, fewer of them in direct speech." if left else None
    )
    return Section(title="What was said", parts=tuple(parts), remark=remark)


def _outermost(statements: Sequence[Statement]) -> list[Statement]:
    """Statements, less those that the same speaker makes within another one of them."""
    told: dict[tuple[str, str], list[tuple[Statement, Span]]] = {}
    for one in statements:
        if one.content:
            told.setdefault((one.document_id, _speaker(one)), []).append((one, hull(one.content)))
    within = {
        inner.statement_id
        for several in told.values()
        for inner, words in several
        for _, around in several
        if around != words and around.covers(words)
    }
    return [one for one in statements if one.statement_id not in within]


def _speaker(statement: Statement) -> str:
    speaker = statement.speaker
    return (speaker.actor_id or plain(speaker.name)) if speaker else ""


def _distinct(statements: Iterable[Statement], sources: Sources) -> list[list[Statement]]:
    """The same words of the same speaker in several reports, together."""
    found: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        words = sources.words(statement.document_id, statement.content, 10_000).casefold()
        found.setdefault((_speaker(statement), words), []).append(statement)
    return list(found.values())


def _rank(same: Sequence[Statement]) -> tuple[int, int, int]:
    """How far down in a long list: reports, direct words and known speakers come first."""
    first = same[0]
    named = bool(first.speaker and first.speaker.actor_id)
    return -len(same), not named, first.kind == "indirect"


def _day(statement: Statement, sources: Sources) -> tuple[date, str, int]:
    day = sources.published(statement.document_id) or date.max
    at = min((span.start for span in statement.content), default=0)
    return day, statement.document_id, at


def _line(same: Sequence[Statement], names: Names, sources: Sources) -> Line:
    first = same[0]
    numbers, more = sources.cite(
        words_around(
            s.document_id, (*s.source, *s.cue, *s.content), s.content[0] if s.content else None
        )
        for s in same
    )
    return Line(text=_told(first, names, sources), notes=numbers, more=more)


def _told(statement: Statement, names: Names, sources: Sources) -> str:
    published = sources.document(statement.document_id).published
    when = interval_words(published)
    speakers = statement.speakers or ((statement.speaker,) if statement.speaker else ())
    who = names.all(speakers, published) or "somebody whom the report does not name"
    via = (
        f" (as passed on by {listed([plain(one) for one in statement.via])})"
        if statement.via
        else ""
    )
    told = f"{capital(who)}{via} {_words(statement, names, sources)}"
    if sources.in_correction(statement.document_id, statement.content):
        told += " (In a correction of the outlet.)"
    return f"{when}: {told}" if when else told


def _is_dated(statement: Statement, sources: Sources) -> bool:
    return interval_words(sources.document(statement.document_id).published) is not None


def _words(statement: Statement, names: Names, sources: Sources) -> str:
    """The verb and the words, quoted exactly; words of the report where no verb is sure."""
    text = sources.document(statement.document_id).text
    content = sources.words(statement.document_id, statement.content, _LONGEST)
    cue = plain(" ".join(span.of(text) for span in statement.cue)).casefold()
    to = names.all(statement.addressees, None)
    to = f" to {to}" if to else ""
    if statement.kind == "direct":
        verb = _SAYING.get(cue, "said")
        return _closed(f"{verb}{to}: “{content}”")
    if cue in _SAYING and is_clause(content):
        return _closed(f"{_SAYING[cue]}{to} that {going_on(content)}")
    run = _run_on(text, statement)
    if run is not None:
        words = cut(plain(run.of(text)), _LONGEST)
        if _PARTICIPLE.match(words):
            return _closed(f"spoke, “{words}”")
        told = _NOT_A_VERB.match(words) is None
        return _closed(f"“{words}”" if told else f"in the words of the report: “{words}”")
    return _closed(f"reportedly spoke{to} of this: “{content}”")


def going_on(content: str) -> str:
    """Words in quotation marks as they follow "that": an opening "He" stands before them, small."""
    opening = _OPENING.match(content)
    if opening is None:
        return f"“{content}”"
    return f"{opening[1].lower()} “{content[opening.end() :]}”"


def is_clause(content: str) -> bool:
    """Whether words are a sentence of their own, with a verb before any subordinate clause."""
    words = _SUBORDINATE.split(content.casefold(), maxsplit=1)[0].split()
    if words[:1] == ["to"] or words[:2] == ["not", "to"]:
        return False
    return bool(_FINITE & set(words)) or any(w.endswith("ed") for w in words[1:])


def _run_on(text: str, statement: Statement) -> Span | None:
    """Cue and content as they stand one after the other in the report."""
    if not statement.cue or not statement.content:
        return None
    run = Span(statement.cue[0].start, max(span.end for span in statement.content))
    between = text[statement.cue[-1].end : statement.content[0].start]
    follows = statement.content[0].start - statement.cue[-1].end >= 0
    return run if follows and len(between) <= 12 and len(statement.content) == 1 else None


def _closed(words: str) -> str:
    """With a full stop, unless the quoted words end in one."""
    return words if words.rstrip('”"')[-1:] in ".!?…" else f"{words}."
