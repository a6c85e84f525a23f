"""Definite event nouns without parties of their own: "the talks lasted", "the next meeting"."""

from __future__ import annotations

from collections.abc import Iterable

from communique.extract.events.candidate import Candidate
from communique.extract.events.lexicon import Lexicon
from communique.extract.events.nominal import governor_of
from communique.extract.resolve import DocumentParties
from communique.syntax import Token

_REACH = 12


class Recalled:
    """What a document told so far, for nouns that tell of it again.

    Only meetings are recalled: their nouns are rarely used of anything else in the same report.
    The pattern's rule stands; the mention is marked as recalled and has a lower confidence.
    """

    def __init__(self, lexicon: Lexicon, parties: DocumentParties) -> None:
        self._lexicon = lexicon
        self._parties = parties
        self._last: Candidate | None = None

    def remember(self, found: Iterable[Candidate]) -> None:
        """Keep the last meeting that named its parties."""
        for candidate in found:
            if candidate.pattern.type == "CONSULT" and not candidate.recalled:
                self._last = candidate

    def at(self, token: Token) -> list[Candidate]:
        """Return the earlier meeting's parties for a definite noun that is subject or object."""
        patterns = [p for p in self._lexicon.of_noun(token) if p.recallable]
        last = self._last
        if not patterns or last is None or not self._is_definite(token):
            return []
        if token.sentence == last.trigger.sentence or token.sentence - last.trigger.sentence > _REACH:
            return []
        governor = governor_of(self._parties.parsed, token)
        told = governor is not None and self._tells(token, governor)
        if governor is None or not told:
            return []
        return [Candidate(patterns[0], token, governor, last.actors, last.recipients, recalled=True)]

    def _is_definite(self, token: Token) -> bool:
        words = {c.text.lower() for c in self._parties.parsed.children(token, "det", "poss", "amod", "compound")}
        return bool(words & self._lexicon.words.definite) and not words & self._lexicon.words.other_meetings

    def _tells(self, token: Token, governor: Token) -> bool:
        """Tell whether the sentence says something of the meeting: how long, when, that it is planned."""
        if self._lexicon.words.next_meeting & {c.text.lower() for c in self._parties.parsed.children(token, "amod")}:
            return True
        if token.dep in ("nsubj", "nsubjpass", "conj"):
            return governor.lemma in self._lexicon.words.happening_verbs
        return token.dep == "dobj" and governor.lemma in self._lexicon.words.arranging_verbs
