"""Disputes on who did it: two sides that name each other, or two speakers who name unlike doers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from communique.merge.accounts import fold
from communique.merge.dispute_words import load_dispute_words
from communique.merge.nations import nation_words, state_name, states_in
from communique.merge.quantities import stem
from communique.records import Dispute, DisputedValue, Document, Statement, content_id
from communique.spans import Span, hull

_CLOSE_BY = 400  # characters between two accounts in one report
_SHARED = 2  # words that accounts of two reports share besides weapons and blows
_FRESH = 14  # days between two reports of one blow
_BEFORE = 300  # characters before "each blamed the other" that may name the two
_SHOWN = 90  # characters of the matter

_WEAPON = (
    r"(?:missile|rocket|shell|drone|bomb|mine|torpedo|mortar|grenade|interceptor|warhead|munition"
    r"|air[- ]defen[cs]e|artillery|jet|warplane|aircraft|helicopter|gun|warship|submarine|vessel"
    r"|ship|boat|plane|tanker|trawler|cutter"
    r"|force|troop|soldier|army|navy|gunner|gunman|gunmen|agent|saboteur|hacker|militia|fighter"
    r"|coast ?guard|police|border guard|sniper|patrol|commando)s?"
)
_BLOW = (
    r"(?:hit|hits|struck|strike|strikes|c[ao]me down|fell|fallen|landed|crashed|exploded|blew up"
    r"|blown up|downed|shot|fired|opened fire|shelled|bombed|rammed|sank|sunk|destroyed|damaged"
    r"|attacked|launched|carried out|caused|killed|crossed|seized|boarded|sabotaged|severed|cut)"
)
_DEED = (
    r"(?:launched|fired|carried out|staged|planted|caused|done|shot|dropped|perpetrated|conducted"
    r"|mounted|ordered|committed|planned|directed|sponsored|orchestrated)"
)
_OWN_BLOW = re.compile(rf"^(?:['’]s?)?\s+(?:[\w-]+\s+){{0,4}}?{_WEAPON}\b.{{0,60}}?\b{_BLOW}\b")
_BY = re.compile(rf"\b{_DEED}\s+(?:from\s+)?by\s+(?:the\s+)?$")
_WORK_OF = re.compile(r"\b(?:the (?:work|doing|handiwork) of|blamed? (?:\w+ )?on)\s+(?:the\s+)?$")
_BEHIND = re.compile(r"^(?:\s+\w+)?\s+(?:was|is|were|had been|be)\s+(?:\w+\s+)?"
                     r"(?:behind|responsible for|to blame for|the culprit)\b")  # fmt: skip
_NOT = re.compile(r"\b(?:not|never|no|nor|deny|denied|denies)\b|n't\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:it|them|this|that one|the same)\b(?!\s+(?:is|was|had|has|would)\b)")
_WORD = re.compile(r"[a-z]{3,}")
_BLOWS = re.compile(rf"(?:{_WEAPON}|{_BLOW}|{_DEED})", re.IGNORECASE)
_MUTUAL = re.compile(
    r"\b(?:blam(?:ed?|es|ing)|accus(?:ed?|es|ing))\s+(?:the other|each other|one another)\b"
    r"(?:\s+(?:of|for|over)\s+(?P<matter>[^.;\n]+))?"
    r"|\b(?:traded|exchanged)\s+(?:accusations|blame|charges|recriminations)"
    r"(?:\s+(?:of|over|about|for)\s+(?P<traded>[^.;\n]+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Account:
    """Who did it, by the words of one speaker."""

    document: Document
    span: Span
    speaker: str
    doer: str
    words: frozenset[str]
    points_back: bool
    value: DisputedValue


def find_doer_disputes(
    statements: Iterable[Statement], documents: Mapping[str, Document]
) -> tuple[Dispute, ...]:
    """Return disputes between speakers who say that different states did one thing.

    Args:
        statements: of all documents.
        documents: by id, with story set.
    """
    by_story: dict[str, list[_Account]] = defaultdict(list)
    for statement in statements:
        document = documents[statement.document_id]
        by_story[document.story or document.document_id].extend(_accounts(statement, document))
    found: dict[tuple[str, ...], list[_Account]] = defaultdict(list)
    for accounts in by_story.values():
        for first, second in combinations(sorted(accounts, key=_place), 2):
            if _rival(first, second):
                story = first.document.story or first.document.document_id
                one, other = sorted((first.doer, second.doer))
                found[story, one, other, *sorted((first.speaker, second.speaker))] += [
                    first,
                    second,
                ]
    return tuple(_doer_dispute(accounts) for _, accounts in sorted(found.items()))


def _place(account: _Account) -> tuple[str, Span, str]:
    return account.document.document_id, account.span, account.doer


def _accounts(statement: Statement, document: Document) -> Iterator[_Account]:
    """The states that a statement makes the doer of a blow."""
    if statement.speaker is None or not statement.content:
        return
    content = " ".join(span.of(document.text) for span in statement.content)
    cue = " ".join(span.of(document.text) for span in statement.cue)
    if not _BLOWS.search(content) or load_dispute_words().denial.search(cue):
        return
    doers = {code for span, code in states_in(content) if _is_doer(content, span)}
    if len(doers) != 1:
        return
    span = hull((*statement.source, *statement.cue, *statement.content))
    doer, name = doers.pop(), statement.speaker.name
    yield _Account(
        document=document,
        span=span,
        speaker=statement.speaker.actor_id or fold(name),
        doer=doer,
        words=_plain_words(content),
        points_back=_POINTING.search(content) is not None,
        value=DisputedValue(
            value=f"{state_name(doer)}, says {name}",
            document_id=document.document_id,
            evidence=(span,),
        ),
    )


def _is_doer(content: str, span: Span) -> bool:
    before, after = content[max(0, span.start - 60) : span.start], content[span.end :]
    if _NOT.search(before[-25:]):
        return False
    return bool(
        _OWN_BLOW.match(after)
        or _BEHIND.match(after)
        or _BY.search(before)
        or _WORK_OF.search(before)
    )


def _plain_words(content: str) -> frozenset[str]:
    """The words that say what was hit, where and how, without states, weapons and blows."""
    empty = load_dispute_words().empty
    return frozenset(
        stem(word)
        for word in _WORD.findall(content.lower())
        if word not in empty and word not in nation_words() and not _BLOWS.fullmatch(word)
    )


def _rival(first: _Account, second: _Account) -> bool:
    if first.doer == second.doer or first.speaker == second.speaker:
        return False
    if first.document is second.document:
        apart = second.span.start - first.span.end
        one_thing = bool(first.words & second.words) or first.points_back or second.points_back
        return first.span != second.span and apart <= _CLOSE_BY and one_thing
    days = [a.document.published for a in (first, second)]
    told = [day.start for day in days if day is not None and day.start is not None]
    if len(told) == 2 and abs((told[1] - told[0]).days) > _FRESH:
        return False
    return len(first.words & second.words) >= _SHARED


def _doer_dispute(accounts: Sequence[_Account]) -> Dispute:
    told = sorted(accounts, key=lambda a: (_published(a.document), *_place(a)))
    first = told[0]
    return Dispute(
        dispute_id=content_id("dispute", "doer", first.document.document_id, first.span),
        field="actor",
        kind="conflict",
        values=tuple(dict.fromkeys(account.value for account in told)),
        measure="who did it",
    )


def _published(document: Document) -> date:
    start = document.published.start if document.published is not None else None
    return start or date.max


def tells_of_mutual_blame(document: Document) -> bool:
    """Tell whether a report says that two sides blame each other."""
    return _MUTUAL.search(document.text) is not None


def find_mutual_blame(documents: Iterable[Document]) -> tuple[Dispute, ...]:
    """Return disputes of two states that blame each other for one thing, told in one sentence.

    Args:
        documents: with copy group set; copies of one report tell one dispute.
    """
    found: dict[tuple[str, ...], list[tuple[Document, Span]]] = defaultdict(list)
    for document in sorted(documents, key=lambda d: (_published(d), d.document_id)):
        for match in _MUTUAL.finditer(document.text):
            sides = _sides(document.text, match.start())
            if len(sides) == 2:
                matter = match["matter"] or match["traded"] or "what happened"
                group = document.copy_group or document.document_id
                found[group, *sides, matter].append((document, _sentence(document.text, match)))
    return tuple(
        _mutual_dispute(tuple(sides), matter, told)
        for (_, *sides, matter), told in sorted(found.items())
    )


def _mutual_dispute(
    sides: tuple[str, ...], matter: str, told: Sequence[tuple[Document, Span]]
) -> Dispute:
    first, span = told[0]
    one, other = map(state_name, sides)
    return Dispute(
        dispute_id=content_id("dispute", "mutual", first.document_id, span),
        field="actor",
        kind="conflict",
        values=tuple(
            DisputedValue(value=words, document_id=d.document_id, evidence=(at,))
            for words in (f"{other}, says {one}", f"{one}, says {other}")
            for d, at in told
        ),
        measure=" ".join(matter.split())[:_SHOWN],
    )


def _sides(text: str, at: int) -> tuple[str, ...]:
    """The two states that the sentence names, else those most named just before, else in all."""
    start = max(text.rfind(mark, 0, at) for mark in (". ", "\n")) + 1
    for words in (text[start:at], text[max(0, start - _BEFORE) : at], text):
        counts = Counter(code for _, code in states_in(words))
        ranked = sorted(counts, key=lambda code: (-counts[code], code))
        if len(ranked) == 2 or (len(ranked) > 2 and counts[ranked[1]] > 2 * counts[ranked[2]]):
            return tuple(sorted(ranked[:2]))
    return ()


def _sentence(text: str, match: re.Match[str]) -> Span:
    start = max(text.rfind(mark, 0, match.start()) for mark in (". ", "\n")) + 1
    ends = [at for mark in (". ", "\n") if (at := text.find(mark, match.end())) >= 0]
    end = min(ends, default=len(text))
    while start < end and text[start].isspace():
        start += 1
    return Span(start, min(end + 1, len(text)) if text[end : end + 1] == "." else end)
