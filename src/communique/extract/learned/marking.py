"""A sentence with its two parties marked, as the word pieces that the network reads."""

from __future__ import annotations

from dataclasses import dataclass

from tokenizers import Tokenizer

from communique.spans import Span

# Unused entries of the encoder's vocabulary serve as marks: about the source, about the target.
_SOURCE, _TARGET = ("[unused1]", "[unused2]"), ("[unused3]", "[unused4]")
_MOST_PIECES = 128
_MOST_PARTY = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Word pieces of a sentence, and where the marks before source and target stand in them."""

    pieces: tuple[int, ...]
    source: int
    target: int


class Marker:
    """Marks parties and cuts sentences into word pieces.

    Args:
        tokenizer: the encoder's, without truncation or padding.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._start, self._end = self._one("[CLS]"), self._one("[SEP]")
        self._source = self._one(_SOURCE[0]), self._one(_SOURCE[1])
        self._target = self._one(_TARGET[0]), self._one(_TARGET[1])

    def mark(self, text: str, source: Span, target: Span) -> Marked:
        """Return the word pieces of ``text`` with marks about the two parties.

        A sentence of more pieces than the network takes keeps the stretch about its parties.

        Args:
            text: one sentence.
            source: the party that acts, in code points of ``text``.
            target: the party that is acted upon.

        Raises:
            ValueError: if the spans overlap, are empty or reach beyond the text.
        """
        first, last = sorted((source, target), key=lambda span: span.start)
        if not 0 <= first.start < first.end <= last.start < last.end <= len(text):
            raise ValueError("the parties must be two separate stretches of the sentence")
        ahead, between, behind = (
            self._pieces(text[a:b])
            for a, b in ((0, first.start), (first.end, last.start), (last.end, len(text)))
        )
        one = self._party(text, first, is_source=first is source)
        other = self._party(text, last, is_source=last is source)
        ahead, between, behind = _shortened(ahead, between, behind, len(one) + len(other))
        begin = 1 + len(ahead)
        second = begin + len(one) + len(between)
        pieces = (self._start, *ahead, *one, *between, *other, *behind, self._end)
        at = (begin, second) if first is source else (second, begin)
        return Marked(pieces=pieces, source=at[0], target=at[1])

    def _party(self, text: str, span: Span, *, is_source: bool) -> list[int]:
        opening, closing = self._source if is_source else self._target
        return [opening, *self._pieces(span.of(text))[:_MOST_PARTY], closing]

    def _pieces(self, words: str) -> list[int]:
        sound = words.encode("utf-8", "replace").decode("utf-8")  # it refuses half characters
        return list(self._tokenizer.encode(sound, add_special_tokens=False).ids)

    def _one(self, token: str) -> int:
        number = self._tokenizer.token_to_id(token)
        if number is None:
            raise ValueError(f"the vocabulary lacks {token}")
        return int(number)


def _shortened(
    ahead: list[int], between: list[int], behind: list[int], parties: int
) -> tuple[list[int], list[int], list[int]]:
    """Cut what is too long: the far ends first, then the middle of what stands between."""
    room = _MOST_PIECES - 2 - parties
    half = max(0, room - len(between)) // 2
    kept_ahead = max(half, room - len(between) - len(behind))
    ahead = ahead[max(0, len(ahead) - kept_ahead) :] if kept_ahead > 0 else []
    behind = behind[: max(0, room - len(between) - len(ahead))]
    if len(between) > room:
        between = between[: room // 2] + between[len(between) - room // 2 :]
    return ahead, between, behind
