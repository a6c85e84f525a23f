"""The gate: which blocks can hold anything we look for, decided without a parse.

Parsing is what costs, so a document is parsed only if it names two actors, or one beside a word of
states' dealings: a match report that names a footballer's country is neither. In one that passes,
only blocks with a name, a quotation mark, a figure or a pronoun are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import ahocorasick

from communique.knowledge.names import fold
from communique.spans import Span

_MAY_MATTER = re.compile(
    r"[\"“”„«»‘]|\d|\b(?:he|she|they|it|we|both|the two|sides?|said|says|told|leaders?|"
    r"president|minister|ministry|king|prince|chancellor|government|embassy|ambassador|talks|"
    r"meeting|summit|according|three|four|five|agreed?|met|meets?|signed?|visit(?:s|ed|ing)?|"
    r"deal|treaty|accord|pact|envoys?|diplomats?|sanctions?|officials?|troops|invit\w+)\b",
    re.IGNORECASE,
)

_DEALINGS = re.compile(
    r"\b(?:presiden\w+|minist\w+|premier|chancellor|monarch|government|parliament|embass\w+|"
    r"ambassador\w*|consul\w*|diplom\w+|envoys?|summit|talks|treat(?:y|ies)|accords?|pacts?|"
    r"agreements?|sanction\w*|tariffs?|troops|militar\w+|army|navy|forces|soldiers|missiles?|"
    r"nuclear|border|ceasefire|truce|war|hostages?|prisoners?|foreign|bilateral|sovereign\w*|"
    r"protest\w*|exil\w+|refugees?|aid|kremlin|state visit|spokes\w+)\b",
    re.IGNORECASE,
)


class Gate:
    """An Aho-Corasick automaton over all names of actors.

    Args:
        names: surface forms of actors, matched in their own case.
        weak: surface forms that say little by themselves, such as surnames: they make a block
            worth parsing, but not a document.
    """

    def __init__(self, names: Iterable[str], weak: Iterable[str] = ()) -> None:
        strong = frozenset(filter(None, names))
        self._automaton = ahocorasick.Automaton()
        for name in strong:
            self._automaton.add_word(name, (len(name), True))
        for name in frozenset(filter(None, weak)) - strong:
            self._automaton.add_word(name, (len(name), False))
        self._automaton.make_automaton()

    def admits(self, text: str, *, weak: bool = False) -> bool:
        """Tell whether ``text`` names at least one actor as a whole word.

        Args:
            text: in its own case; accents do not count.
            weak: True to be content with a weak form.
        """
        return next(self._named(text, weak=weak), None) is not None

    def is_relevant(self, text: str) -> bool:
        """Tell whether a document can tell of dealings between states."""
        named: set[str] = set()
        for name in self._named(text):
            named.add(name)
            if len(named) > 1:
                return True
        return bool(named) and _DEALINGS.search(text) is not None

    def _named(self, text: str, *, weak: bool = False) -> Iterator[str]:
        """Yield the forms that stand as whole words."""
        if not self._automaton:  # an automaton without words refuses to search
            return
        folded = fold(text)
        for last, (length, strong) in self._automaton.iter(folded):
            first = last - length + 1
            before = folded[first - 1] if first else " "
            after = folded[last + 1] if last + 1 < len(folded) else " "
            if (strong or weak) and not before.isalnum() and not after.isalnum():
                yield folded[first : last + 1]

    def choose(self, text: str, blocks: Iterable[Span]) -> tuple[list[int], list[int]]:
        """Return the indexes of the blocks to parse and of those to skip."""
        numbered = list(enumerate(blocks))
        if not self.is_relevant(text):
            return [], [index for index, _ in numbered]
        parse, skip = list[int](), list[int]()
        for index, block in numbered:
            words = block.of(text)
            matters = _MAY_MATTER.search(words) or self.admits(words, weak=True)
            (parse if matters else skip).append(index)
        return parse, skip
