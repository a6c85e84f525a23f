"""Figures of one document: how much of what, for whom, how exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.extract.figures import exclusions
from communique.extract.figures.amounts import describe_amount, is_bare_verb, is_conversion
from communique.extract.figures.capitals import with_capitals
from communique.extract.figures.counted import Counted, find_noun, find_unit, is_anaphoric, unit_of
from communique.extract.figures.durations import (
    find_article_times,
    in_minutes,
    is_length,
    join_lengths,
    with_half,
)
from communique.extract.figures.ellipsis import (
    Earlier,
    read_ellipsis,
    read_gap,
    read_others,
    recent,
)
from communique.extract.figures.fractions import find_fractions
from communique.extract.figures.lexicon import Lexicon, load_lexicon
from communique.extract.figures.measures import describe_things, is_source
from communique.extract.figures.numerals import (
    find_numerals,
    plain,
    with_letter_scale,
    with_people_scale,
)
from communique.extract.figures.ordinals import read_ordinal
from communique.extract.figures.periods import TIMELESS, find_period
from communique.extract.figures.qualifiers import read_qualifier
from communique.extract.figures.ranges import Quantity, join_ranges
from communique.extract.figures.trend import read_change, tells_change
from communique.extract.figures.votes import find_votes
from communique.extract.figures.whose import find_parties
from communique.extract.genre import genre_of
from communique.extract.parties import Parties
from communique.records import Document, Figure, Party, Time, content_id
from communique.spans import Span, hull
from communique.syntax import Parsed, Sentence, Token

# Reports of games and reviews of films count runs and stars, not what states did.
_UNREAL = ("sport", "fiction")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number, what it counts, and its measure."""

    quantity: Quantity
    counted: Counted
    measure: str

    def remembered(self, sentence: Sentence) -> Earlier:
        return Earlier(self.counted.unit, self.measure, sentence.index, self.quantity.numeral.value)


def find_figures(
    document: Document, parsed: Parsed, parties: Parties, times: Sequence[Time]
) -> tuple[Figure, ...]:
    """Return the figures that a document gives, in text order, no number twice.

    Money, people, things, shares, lengths of time and ordinals that count ("75th anniversary").
    Dates, clock times, ages, labels, scores and numbers that only point back ("the two leaders")
    are none.

    Args:
        document: the document; its text is that of ``parsed``.
        parsed: its parse.
        parties: who its noun phrases stand for.
        times: its time expressions, for the period of a figure.
    """
    if genre_of(document.title, document.text) in _UNREAL:
        return ()
    lexicon = load_lexicon()
    found: list[Figure] = []
    earlier: list[Earlier] = []
    for sentence in parsed.sentences:
        for quantity in _quantities(parsed, sentence, lexicon):
            reading = _read(parsed, quantity, earlier, lexicon)
            if reading is None:
                continue
            if reading.counted.unit.kind not in ("time", "ordinal"):
                earlier.append(reading.remembered(sentence))
            whose = find_parties(parsed, sentence, reading.counted.span, parties, lexicon)
            found.append(_figure(document, parsed, sentence, reading, whose, times, lexicon))
    return tuple(found)


def _quantities(parsed: Parsed, sentence: Sentence, lexicon: Lexicon) -> list[Quantity]:
    """Return the numbers and ranges of a sentence that are no dates or fixed phrases, in order."""
    text = parsed.text
    excluded = exclusions.find_excluded(text, sentence.span, lexicon)
    numerals = [
        with_people_scale(text, n)
        for n in find_numerals(text, sentence.span)
        if not any(n.span.overlaps(x) for x in excluded) and parsed.tokens_in(n.span)
    ]
    formed = [*find_votes(text, sentence.span, numerals), *find_fractions(text, sentence.span)]
    numerals = [n for n in numerals if not _is_taken(n.span, formed)]
    found = [*formed, *join_ranges(text, join_lengths(text, numerals, lexicon))]
    articles = find_article_times(text, sentence.span, lexicon)
    found += [Quantity(n, n.span) for n in articles if not _is_taken(n.span, found)]
    return sorted(found, key=lambda q: q.span)


def _is_taken(span: Span, quantities: Sequence[Quantity]) -> bool:
    return any(span.overlaps(q.span) for q in quantities)


def _read(
    parsed: Parsed, quantity: Quantity, earlier: Sequence[Earlier], lexicon: Lexicon
) -> _Reading | None:
    text, numeral = parsed.text, quantity.numeral
    if quantity.unit is not None:
        formed = Counted(quantity.unit, None, quantity.span)
        if quantity.measure:
            return _Reading(quantity, formed, quantity.measure)
        return _read_measured(parsed, quantity, formed, earlier, lexicon)
    if numeral.ordinal:
        ordinal = read_ordinal(parsed, numeral, lexicon)
        return None if ordinal is None else _Reading(quantity, *ordinal)
    if exclusions.is_age(text, numeral.span) or exclusions.follows_sequence(text, quantity.span):
        return None
    counted = find_unit(text, numeral, lexicon) or _unit_of_low(parsed, quantity, lexicon)
    if counted is not None:
        return _read_measured(parsed, quantity, counted, earlier, lexicon)
    if exclusions.is_attached(text, numeral.span):
        return None
    gap = read_gap(parsed, numeral, earlier)
    if gap is not None:
        return _Reading(quantity, *gap)
    if exclusions.is_label(parsed, numeral, lexicon):
        return None
    # "by 287 votes to 55, six months after": the months are not counted by 55.
    apart = text[numeral.span.end : numeral.span.end + 2] == ", "
    noun = None if apart else find_noun(parsed, numeral, lexicon)
    if noun is not None and noun.lemma == "other":
        return _Reading(quantity, *read_others(parsed, noun, quantity.span, earlier, lexicon))
    if noun is not None:
        return _read_counted(parsed, quantity, noun, lexicon)
    if exclusions.is_year(text, numeral.span) or quantity.low is not None:
        return None
    ellipsis = read_ellipsis(parsed, numeral, earlier, lexicon)
    return None if ellipsis is None else _Reading(quantity, *ellipsis)


def _unit_of_low(parsed: Parsed, quantity: Quantity, lexicon: Lexicon) -> Counted | None:
    """Return the currency sign before the first number of a range ("$5-7 billion")."""
    if quantity.low is None:
        return None
    counted = find_unit(parsed.text, quantity.low, lexicon)
    return counted if counted is not None and counted.unit.kind == "money" else None


def _read_measured(
    parsed: Parsed,
    quantity: Quantity,
    counted: Counted,
    earlier: Sequence[Earlier],
    lexicon: Lexicon,
) -> _Reading | None:
    """Read a number with a currency or a unit of measure."""
    text = parsed.text
    if counted.unit.kind == "money":
        scaled = with_letter_scale(text, quantity.numeral)
        quantity = Quantity(scaled, hull([quantity.span, scaled.span]), quantity.low)
    span = hull([counted.span, quantity.span])
    counted = Counted(counted.unit, None, span)
    if counted.unit.kind == "time":
        if not is_length(text, quantity.span, span, lexicon):
            return None
        quantity, counted = in_minutes(quantity, counted)
        counted = Counted(counted.unit, None, with_half(text, counted.span))
    latest = recent(earlier, parsed.tokens_in(span)[0].sentence)
    same = latest is not None and latest.sentence == parsed.tokens_in(span)[0].sentence
    moved = same and counted.unit.kind == "share" and tells_change(text, span)
    if latest is not None and (moved or is_conversion(text, counted, latest.unit)):
        return _Reading(quantity, counted, latest.measure)
    measure = describe_amount(parsed, counted, lexicon)
    if not measure or is_bare_verb(parsed, counted, measure):
        same = latest is not None and latest.unit.kind == counted.unit.kind
        measure = latest.measure if latest is not None and same else counted.unit.name.lower()
    return _Reading(quantity, counted, measure)


def _read_counted(
    parsed: Parsed, quantity: Quantity, noun: Token, lexicon: Lexicon
) -> _Reading | None:
    """Read a number before the noun that it counts."""
    text, numeral = parsed.text, quantity.numeral
    if read_qualifier(text, quantity.span, lexicon, kind="things")[0] == "exact" and (
        exclusions.is_year(text, numeral.span)
        or is_anaphoric(parsed, numeral, noun, lexicon)
        or (numeral.value <= 10 and is_source(parsed, noun, lexicon))
    ):
        return None
    counted = Counted(unit_of(noun, lexicon), noun, hull([quantity.span, noun.span]))
    return _Reading(quantity, counted, describe_things(parsed, noun, lexicon))


def _figure(
    document: Document,
    parsed: Parsed,
    sentence: Sentence,
    reading: _Reading,
    parties: tuple[Party, ...],
    times: Sequence[Time],
    lexicon: Lexicon,
) -> Figure:
    quantity, unit = reading.quantity, reading.counted.unit
    qualifier, phrase = read_qualifier(document.text, reading.counted.span, lexicon, kind=unit.kind)
    if any(t.dep == "prt" for t in parsed.tokens_in(Span(phrase.start, quantity.span.start))):
        qualifier, phrase = "exact", reading.counted.span  # "handed over 17 bodies"
    low, value = quantity.low, plain(quantity.numeral.value)
    if low is not None and qualifier == "exact":
        qualifier = "about"
    return Figure(
        figure_id=content_id("fg", document.document_id, quantity.span.start, quantity.span.end),
        document_id=document.document_id,
        value=value if low is None else plain(low.value),
        low=None if low is None else plain(low.value),
        high=None if low is None else value,
        unit=unit.name,
        currency=unit.currency or lexicon.currency_of(unit.name, parties),
        qualifier=qualifier,
        measure=with_capitals(parsed, sentence, reading.measure),
        parties=parties,
        period=None if unit.kind in TIMELESS else find_period(parsed, reading.counted.span, times),
        change=read_change(parsed, reading.counted.span, lexicon),
        evidence=(phrase, sentence.span),
    )
