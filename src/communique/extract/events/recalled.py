"""Definite event nouns without parties of their own: "the talks lasted", "the next meeting"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from communique.extract.actors.resolve import DocumentParties
from communique.extract.events.candidate import Candidate
from communique.extract.events.lexicon import Lexicon
from communique.extract.events.nominal import governor_of
from communique.extract.events.slots import side_of, under
from communique.syntax import Token

_REACH = 12
_ANSWERED = frozenset({"ACCUSE", "REQUEST", "THREATEN"})


class Recalled:
    """What a document told so far, for nouns that tell of it again.

    Only meetings are recalled: their nouns are rarely used of anything else in the same report.
    The pattern's rule stands; the mention is marked as recalled and has a lower confidence.
    """

    def __init__(self, lexicon: Lexicon, parties: DocumentParties) -> None:
        self._lexicon = lexicon
        self._parties = parties
        self._last: Candidate | None = None
        self._addressed: list[Candidate] = []

    def remember(self, found: Iterable[Candidate]) -> None:
        """Keep the last meeting that named its parties."""
        for candidate in found:
            if candidate.pattern.type == "CONSULT" and not candidate.recalled:
                self._last = candidate
            if candidate.pattern.type in _ANSWERED and candidate.recipients:
                self._addressed.append(candidate)

    def answered(self, candidate: Candidate) -> Candidate:
        """Add whom an answer answers: "Moscow rejected the charge" that London had made."""
        own = {side_of(a) for a in candidate.actors}
        if candidate.recipients or not candidate.pattern.answers or len(own) > 1:
            return candidate
        for earlier in reversed(self._addressed):
            near = candidate.trigger.sentence - earlier.trigger.sentence <= _REACH
            if near and own & {side_of(r) for r in earlier.recipients}:
                return replace(candidate, recipients=earlier.actors)
        return candidate

    def at(self, token: Token) -> list[Candidate]:
        """Return the earlier meeting's parties for a definite noun that is subject or object."""
        patterns = [p for p in self._lexicon.of_noun(token) if p.recallable]
        last = self._last
        if not patterns or last is None or not self._is_definite(token):
            return []
        if (
            token.sentence == last.trigger.sentence
            or token.sentence - last.trigger.sentence > _REACH
        ):
            return []
        if self._names_another_place(token, last):
            return []
        governor = governor_of(self._parties.parsed, token)
        told = governor is not None and self._tells(token, governor)
        if governor is None or not told:
            return []
        return [
            Candidate(patterns[0], token, governor, last.actors, last.recipients, recalled=True)
        ]

    def _names_another_place(self, token: Token, last: Candidate) -> bool:
        """Tell whether the noun has a place of its own that the earlier sentence does not name."""
        parsed = self._parties.parsed
        before = {c.text.lower() for c in parsed.children(token, "amod")}
        if before & self._lexicon.words.next_meeting:
            return False
        earlier = {t.text for t in parsed.tokens_of(parsed.sentence_of(last.trigger))}
        places = [t for t in under(parsed, token, "in", "at") if t.pos == "PROPN"]
        return any(place.text not in earlier for place in places)

    def _is_definite(self, token: Token) -> bool:
        words = {
            c.text.lower()
            for c in self._parties.parsed.children(token, "det", "poss", "amod", "compound")
        }
        return (
            bool(words & self._lexicon.words.definite)
            and not words & self._lexicon.words.other_meetings
        )

    def _tells(self, token: Token, governor: Token) -> bool:
        """Tell whether the sentence says something new of the meeting: how long, when, planned."""
        if self._lexicon.words.next_meeting & {
            c.text.lower() for c in self._parties.parsed.children(token, "amod")
        }:
            return True
        if token.dep in ("nsubj", "nsubjpass", "conj"):
            return governor.lemma in self._lexicon.words.happening_verbs
        return token.dep == "dobj" and governor.lemma in self._lexicon.words.arranging_verbs
