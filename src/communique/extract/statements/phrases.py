"""Noun phrases and clauses as spans: where a source phrase or a clause begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.spans import Span, hull
from communique.syntax import Parsed, Token

SUBJECTS = ("nsubj", "nsubjpass")
# Marks of quotation stay: the newsroom cuts them only where they enclose the whole content.
_EDGE = " \n\t\r,;:—–-…"
_DANGLING = re.compile(r"[,;]\s+(?:and|but|or)$")
_LOOSE = ("relcl", "acl", "appos", "advcl", "parataxis", "cc", "ccomp", "dep")


def tidy(text: str, span: Span) -> Span | None:
    """Return ``span`` without punctuation and blanks at its edges, None when nothing is left."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_EDGE + ".)"))
    end = span.start + len(words.rstrip(_EDGE + "("))
    if end > start and text[end - 1] == "." and not _abbreviates(text, start, end):
        end -= 1
    dangling = _DANGLING.search(text, start, end)
    end = dangling.start() if dangling is not None else end
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end) if end > start and any(c.isalnum() for c in text[start:end]) else None


def _abbreviates(text: str, start: int, end: int) -> bool:
    """Tell whether the full stop before ``end`` belongs to a short form such as "U.S."."""
    word = text[start:end].rsplit(maxsplit=1)[-1]
    return word.count(".") > 1


def verb_group(parsed: Parsed, verb: Token) -> list[Token]:
    """Return a verb with its auxiliaries, negation, particles and adverbs beside it."""
    helpers = parsed.children(verb, "aux", "auxpass", "neg", "prt")
    helpers += [
        t
        for t in parsed.children(verb, "advmod")
        if abs(t.index - verb.index) <= 2 and not parsed.children(t) and t.tag[:1] != "W"
    ]
    kept = [t for t in helpers if abs(t.index - verb.index) <= 4 and not _parted(parsed, t, verb)]
    group = sorted([verb, *kept], key=lambda t: t.index)
    # "Told reporters later": an adverb behind the addressee is no part of the group.
    return [t for t in group if t.index <= verb.index or _follows(group, verb, t)]


def _parted(parsed: Parsed, one: Token, other: Token) -> bool:
    """Tell whether a mark of quotation stands between two words: "Not now," she said."""
    first, last = sorted((one.span, other.span))
    return any(mark in parsed.text[first.end : last.start] for mark in "\"“”„«»")


def _follows(group: list[Token], verb: Token, token: Token) -> bool:
    """Tell whether only words of the group stand between a verb and a later token of it."""
    indexes = {t.index for t in group}
    return all(i in indexes for i in range(verb.index, token.index))


def runs(parsed: Parsed, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Return the spans of ``tokens``, one for each unbroken run of them."""
    found: list[Span] = []
    last = -2
    for token in sorted(tokens, key=lambda t: t.index):
        if token.index == last + 1:
            found[-1] = Span(found[-1].start, token.span.end)
        else:
            found.append(token.span)
        last = token.index
    return tuple(found)


def noun_phrase(parsed: Parsed, head: Token, *, core: bool = False) -> Span:
    """Return the span of a noun phrase.

    Args:
        parsed: the parse.
        head: its head noun.
        core: leave out appositions and relative clauses, as for a name.
    """
    cut = _LOOSE if core else ("relcl", "advcl", "parataxis", "ccomp", "dep")
    kept, queue = [head], [head]
    while queue:
        token = queue.pop()
        for child in parsed.children(token):
            aside = child.dep in cut or (child.dep == "conj" and child.pos in ("VERB", "AUX"))
            stop = child.dep == "conj" or (child.dep == "punct" and child.text != "-")
            if aside or (core and stop and token.index == head.index):
                continue
            kept.append(child)
            queue.append(child)
    kept.sort(key=lambda t: t.index)
    middle = kept.index(head)
    first = last = middle
    while first > 0 and kept[first - 1].index == kept[first].index - 1:
        first -= 1
    while last + 1 < len(kept) and kept[last + 1].index == kept[last].index + 1:
        last += 1
    span = hull(t.span for t in kept[first : last + 1])
    return tidy(parsed.text, span) or head.span


def noun_phrase_end(parsed: Parsed, head: Token) -> int:
    """Return the index of the last token of a noun phrase without what follows its head's name."""
    return parsed.tokens_in(noun_phrase(parsed, head, core=True))[-1].index


def edges(parsed: Parsed, head: Token) -> tuple[int, int]:
    """Return the indexes of the first and last token below ``head``."""
    below = parsed.subtree(head)
    return below[0].index, below[-1].index


def without(span: Span, cut: Iterable[Span]) -> tuple[Span, ...]:
    """Return what is left of ``span`` when the spans of ``cut`` are taken out."""
    left = [span]
    for hole in cut:
        pieces: list[Span] = []
        for piece in left:
            if not piece.overlaps(hole):
                pieces.append(piece)
                continue
            if piece.start < hole.start:
                pieces.append(Span(piece.start, hole.start))
            if hole.end < piece.end:
                pieces.append(Span(hole.end, piece.end))
        left = pieces
    return tuple(left)


def tidy_all(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Tidy each span and drop those without a word."""
    return tuple(t for t in (tidy(text, s) for s in spans) if t is not None)
