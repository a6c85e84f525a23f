"""What one line looks like by itself, in numbers: the half of a line's features that needs no page.

The features are of ideas rather than of words (length, case, punctuation, sentence-ness, whom it
speaks to), so that most hold in any language. Word lists are those of ``data/page_words.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.clean.furniture import page_words
from communique.clean.text.line_rules import (
    QUOTE,
    ends_like_sentence,
    has_arrow,
    is_bracketed,
    is_cut_off,
    is_date_line,
    is_dateline,
    is_link_row,
    is_prose,
    is_sentence,
    remembered,
)

_LOOKED_AT = 400
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SEPARATOR = re.compile(r"[|•·»›→/]|::|->|>>")
_BULLET = re.compile(r"(?:[-–—•*▪◦‣]|\(?\d{1,2}[.)])\s")
_SPEAKER = re.compile(r"[A-Z][\w .'’-]{1,40}:\s")
_LABEL = re.compile(r"([^:.!?\"“”]{2,40}):\s?\S")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)[@#]\w", re.I)
_INNER_STOP = re.compile(r"[.!?][\"'”’)]?\s+[\"'“‘(]?[^\W\d_a-z]")
_GLUED = re.compile(r"[a-z][A-Z]")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b|\b(?:19|20)\d{2}\b", re.I)
_AGO = re.compile(r"\b(?:mins?|minutes?|hours?|hrs?|days?|weeks?|months?|years?) (?:ago|read)\b")
_DIGIT = re.compile(r"\d")
_ODD = re.compile(r"[^\w\s]|_")

SHAPE = (
    "words",
    "characters",
    "sentence",
    "prose",
    "link_row",
    "date_line",
    "dateline",
    "bracketed",
    "arrow",
    "ends_as_sentence",
    "ends_in_colon",
    "ends_in_question",
    "cut_off",
    "starts_small",
    "starts_with_digit",
    "starts_with_quote",
    "bullet",
    "speaker",
    "label",
    "label_in_capitals",
    "quotes",
    "commas",
    "separators",
    "address",
    "clock",
    "ago",
    "glued",
    "inner_stops",
    "digits",
    "odd_signs",
    "letters_a_word",
    "capitals",
    "all_capitals",
    "title_case",
    "small_words",
    "short_words",
    "to_the_reader",
    "offers",
    "orders",
    "telling",
)
"""Names of the numbers that :func:`line_shape` returns, in order."""


@remembered
def line_shape(line: str) -> tuple[float, ...]:
    """Return the features of a line by itself, named by ``SHAPE``.

    Args:
        line: trimmed; of a long one the first 400 characters count, its length and its end.
    """
    text = line[:_LOOKED_AT]
    extent = (min(len(line.split()), 200), min(len(line), 1500))
    return (*extent, *_kinds(line), *_edges(line), *_marks(text), *_wording(_WORD.findall(text)))


def _kinds(line: str) -> tuple[float, ...]:
    return (
        is_sentence(line),
        is_prose(line),
        is_link_row(line),
        is_date_line(line),
        is_dateline(line),
        is_bracketed(line),
        has_arrow(line),
    )


def _edges(line: str) -> tuple[float, ...]:
    return (
        ends_like_sentence(line),
        line.endswith(":"),
        line.endswith("?"),
        is_cut_off(line),
        line[:1].islower(),
        line[:1].isdigit(),
        bool(QUOTE.match(line)),
        bool(_BULLET.match(line)),
        bool(_SPEAKER.match(line)),
        bool(label := _LABEL.match(line)),
        label is not None and label[1].isupper(),
    )


def _marks(text: str) -> tuple[float, ...]:
    return (
        len(QUOTE.findall(text)),
        text.count(","),
        len(_SEPARATOR.findall(text)),
        bool(_ADDRESS.search(text)),
        bool(_CLOCK.search(text)),
        bool(_AGO.search(text)),
        len(_GLUED.findall(text)),
        len(_INNER_STOP.findall(text)),
        len(_DIGIT.findall(text)) / len(text) if text else 0.0,
        len(_ODD.findall(text)) / len(text) if text else 0.0,
    )


def _wording(words: Sequence[str]) -> tuple[float, ...]:
    lists = page_words()
    count = max(1, len(words))
    folded = [word.casefold() for word in words]
    small = [word for word in words if word[0].islower()]
    capitals = [word for word in words if word[0].isupper()]
    reader, offers, telling = (
        sum(map(lists[name].__contains__, folded))
        for name in ("reader_words", "promotion_words", "telling_words")
    )
    return (
        sum(map(len, words)) / count,
        len(capitals) / count,
        sum(len(word) > 1 and word.isupper() for word in capitals) / count,
        float(1 < len(words) == len(capitals)),
        len(small),
        sum(len(word) <= 3 for word in small) / count,
        reader / count,
        offers,
        float(bool(folded) and folded[0] in lists["order_words"]),
        telling,
    )
