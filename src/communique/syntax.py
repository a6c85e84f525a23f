"""Parsed text: tokens, sentences and their trees, free of any parser's own types.

Labels are those of spaCy's English models (Universal POS tags, Penn tags, CLEAR dependencies).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from communique.spans import Span, hull


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word: ``index`` and ``head`` count tokens of the document, a root is its own head."""

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    span: Span
    sentence: int
    entity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: the tokens ``start`` to ``end`` (exclusive) and its characters."""

    index: int
    start: int
    end: int
    span: Span
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that the statistical model saw, with its label (PERSON, ORG, GPE ...)."""

    span: Span
    label: str


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """The parse of one document.

    ``blocks`` are the paragraphs of the text; ``skipped`` those that the gate kept from the
    parser because they can hold nothing we look for.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...] = ()
    blocks: tuple[Span, ...] = ()
    skipped: tuple[int, ...] = ()
    _children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                children[token.head].append(token.index)
        object.__setattr__(self, "_children", tuple(tuple(c) for c in children))

    def children(self, token: Token, *deps: str) -> list[Token]:
        """Return the dependents of ``token`` in text order, those labelled ``deps`` if given."""
        found = (self.tokens[i] for i in self._children[token.index])
        return [t for t in found if not deps or t.dep in deps]

    def child(self, token: Token, *deps: str) -> Token | None:
        """Return the first dependent labelled with one of ``deps``, or None."""
        return next(iter(self.children(token, *deps)), None)

    def head(self, token: Token) -> Token:
        """Return the head of ``token``; a root's head is itself."""
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Yield the heads above ``token``, nearest first, up to the root."""
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """Return ``token`` and everything below it, in text order."""
        found, queue = [], [token.index]
        while queue:
            index = queue.pop()
            found.append(index)
            queue.extend(self._children[index])
        return [self.tokens[i] for i in sorted(found)]

    def conjuncts(self, token: Token) -> list[Token]:
        """Return ``token`` and what is coordinated with it to its right ("A, B and C")."""
        found = [token]
        for part in found:
            found.extend(self.children(part, "conj"))
        return found

    def sentence_of(self, token: Token) -> Sentence:
        """Return the sentence that holds ``token``."""
        return self.sentences[token.sentence]

    def tokens_of(self, sentence: Sentence) -> Sequence[Token]:
        """Return the tokens of a sentence."""
        return self.tokens[sentence.start : sentence.end]

    def root_of(self, sentence: Sentence) -> Token:
        """Return the first root of a sentence."""
        return next(t for t in self.tokens_of(sentence) if t.head == t.index)

    def tokens_in(self, span: Span) -> list[Token]:
        """Return the tokens that lie at least partly in ``span``, in text order."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].span.end <= span.start:
                low = middle + 1
            else:
                high = middle
        found = []
        for token in self.tokens[low:]:
            if token.span.start >= span.end:
                break
            found.append(token)
        return found

    def span_of(self, tokens: Iterable[Token]) -> Span:
        """Return the characters from the first to the last of ``tokens``."""
        return hull(t.span for t in tokens)


def parsed_from_table(text: str, rows: Sequence[Sequence[str]]) -> Parsed:
    """Build a parse of one sentence by hand, for tests of later stages.

    Args:
        text: the sentence.
        rows: one ``(word, lemma, pos, dep, head)`` a token, ``head`` the row number from 0.

    Returns:
        The parse; words are found in ``text`` from left to right.
    """
    tokens, at = [], 0
    for index, (word, lemma, pos, dep, head) in enumerate(rows):
        at = text.index(word, at)
        span = Span(at, at + len(word))
        tokens.append(
            Token(
                index=index,
                text=word,
                lemma=lemma,
                pos=pos,
                tag="",
                dep=dep,
                head=int(head),
                span=span,
                sentence=0,
            )
        )
        at = span.end
    sentence = Sentence(index=0, start=0, end=len(tokens), span=Span(0, len(text)), block=0)
    return Parsed(
        text=text, tokens=tuple(tokens), sentences=(sentence,), blocks=(Span(0, len(text)),)
    )
