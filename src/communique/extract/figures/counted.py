"""What a number counts: the unit after it, the noun it modifies, or a noun left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.extract.figures.lexicon import Lexicon, Unit
from communique.extract.figures.numerals import Numeral
from communique.spans import Span
from communique.syntax import Parsed, Token

_LATIN_PLURALS = frozenset({"memoranda", "referenda", "consortia"})
_IRREGULAR = {"person": "people", "man": "men", "woman": "women", "child": "children"}
_REACH = 6
_DEFINITE = frozenset({"the", "these", "those", "both", "all", "our"})
# "1.5 times" is a factor where something grew or is compared; elsewhere it counts occasions.
_GREW = re.compile(
    r"\b(?:grew|grown|grow|rose|risen|rise|increased?|growth|up|multiplied|exceed\w*|fell|by)\b"
    r"[^.,;]{0,12}\Z",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\s(?:more|less|larger|bigger|higher|smaller|lower|greater|as|the\s\w+)\b", re.I
)
_DOLLARS = re.compile(r"\s(?:US\s|U\.S\.\s)?(?:dollars|euros|pounds)\b", re.IGNORECASE)
_BEYOND_LATIN = "\u0250"


@dataclass(frozen=True, slots=True)
class Counted:
    """The unit of a number, the noun it stands at (if any), and the characters of both."""

    unit: Unit
    noun: Token | None
    span: Span


def plural(noun: str) -> str:
    """Return the plural of an English noun in lower case."""
    for ending, form in _IRREGULAR.items():
        if noun.endswith(ending):
            return noun.removesuffix(ending) + form
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun if noun.endswith("s") else noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def find_unit(text: str, numeral: Numeral, lexicon: Lexicon) -> Counted | None:
    """Return the currency or measure written beside the number ("$5", "5 per cent", "3-day")."""
    before = lexicon.before_number.search(text, max(0, numeral.span.start - 6), numeral.span.start)
    if before:
        again = _DOLLARS.match(text, numeral.span.end)
        end = again.end() if again else numeral.span.end
        return Counted(lexicon.units[before.group(1)], None, Span(before.start(), end))
    after = lexicon.after_number.match(text, numeral.span.end)
    if after is None or _is_other_word(text, after.group(1), after.end(), numeral):
        return None
    unit = lexicon.units[after.group(1).lower()]
    return Counted(unit, None, Span(numeral.span.start, after.end()))


def _is_other_word(text: str, word: str, end: int, numeral: Numeral) -> bool:
    """Tell whether a unit's word is another word here: "10 won", "5 ha", "12 feet of clay"."""
    if word.lower() in {"won", "rand", "dong"}:
        return numeral.scale < 1000
    if word.lower() in {"strong", "member", "nation", "country"}:
        return text[numeral.span.end : numeral.span.end + 1] != "-"
    if word.lower() == "times":
        grew = _GREW.search(text, max(0, numeral.span.start - 30), numeral.span.start)
        return grew is None and _COMPARED.match(text, end) is None
    if word == "second" and text[numeral.span.end : numeral.span.end + 1] == "-":
        return False
    if word == "second" or (word.lower() == "day" and text[end : end + 4].lower() == "s of"):
        return True
    if word.lower() == "fold":
        return False
    return text[end : end + 1] == "-" and word.lower() not in {"day", "year", "month", "hour"}


def find_noun(parsed: Parsed, numeral: Numeral, lexicon: Lexicon) -> Token | None:
    """Return the noun that the number modifies: "23 Russian diplomats", "14 EU member states"."""
    tokens = parsed.tokens_in(numeral.span)
    last = tokens[-1]
    for token in tokens:
        head = parsed.head(token)
        right = last.index < head.index <= last.index + _REACH
        linked = token.dep in ("nummod", "amod", "compound") and right
        if linked and counts(head, numeral, lexicon):
            return head
    return _following_noun(parsed, last, numeral, lexicon)


def _following_noun(
    parsed: Parsed, last: Token, numeral: Numeral, lexicon: Lexicon
) -> Token | None:
    """Walk over adjectives and compounds to the noun, where the parse did not link the number."""
    for token in parsed.tokens[last.index + 1 : last.index + 1 + _REACH]:
        if token.sentence != last.sentence:
            return None
        if counts(token, numeral, lexicon):
            following = parsed.tokens[token.index + 1 : token.index + 2]
            if not (following and following[0].tag in ("NNS", "NNPS")):
                return token
            continue
        model = token.text.isdigit() and parsed.tokens[token.index - 1].pos == "PROPN"
        if model and token.index > last.index + 1:
            continue  # the 2 of "18 Leopard 2 tanks"
        if token.pos not in ("ADJ", "NOUN", "PROPN") and token.tag not in ("VBN", "HYPH", "VBG"):
            return None
    return None


def counts(noun: Token, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Tell whether ``noun`` can be counted by the number: a plural, a collective, or one thing."""
    if numeral.value == 1 and not numeral.digits:
        return noun.tag == "NN" and lexicon.has("single", noun.lemma)
    if not noun.text.isalpha() or max(noun.text) >= _BEYOND_LATIN:
        return False
    if noun.tag in ("NNS", "NNPS") or noun.text.lower().endswith("men") or _is_latin(noun):
        return noun.pos in ("NOUN", "PROPN") and not lexicon.has("uncounted", noun.lemma)
    return noun.pos in ("NOUN", "ADJ") and lexicon.has("collective", noun.text.lower())


def _is_latin(noun: Token) -> bool:
    """Tell whether a noun is a plural that the parser takes for a singular: "memoranda"."""
    return noun.text.lower() in _LATIN_PLURALS


def unit_of(noun: Token, lexicon: Lexicon) -> Unit:
    """Return the unit that a counted noun gives, always in the plural."""
    word = noun.text.lower()
    if lexicon.has("person_adjectives", word):
        return Unit("people", "things")
    if lexicon.has("collective", word) or word.endswith("men") or _is_latin(noun):
        return Unit(word, "things")
    return Unit(plural(word) if noun.tag in ("NN", "NNP") else word, "things")


def is_anaphoric(parsed: Parsed, numeral: Numeral, noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether the phrase only points back: "the two countries", "both leaders", "his two"."""
    first = parsed.tokens_in(numeral.span)[0]
    before = parsed.tokens[first.index - 1] if first.index else None
    definite = before is not None and before.sentence == first.sentence and (
        before.tag in ("PRP$", "POS", "WP$") or before.lemma in _DEFINITE
    )  # fmt: skip
    if numeral.value == 2 and lexicon.has("anaphoric", noun.lemma) and not numeral.digits:
        return definite or noun.lemma not in {"diplomat", "official", "man", "woman", "people"}
    return definite and not numeral.digits and numeral.value <= 12 and before is not None
