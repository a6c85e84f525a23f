"""Definite event nouns without parties of their own: "the talks lasted", "the next meeting"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from communique.extract.actors.resolve import DocumentParties
from communique.extract.clause import clause_of
from communique.extract.events.admission import admitted
from communique.extract.events.candidate import Candidate
from communique.extract.events.lexicon import Lexicon
from communique.extract.events.nominal import governor_of
from communique.extract.events.slots import all_parties, can_act, named_beside, side_of, under
from communique.extract.factuality_relatives import tells_of_past_act
from communique.syntax import Token

_REACH = 12
_LENGTHS = frozenset({"minute", "hour", "day", "week"})
_OF_DEALS = frozenset({"AGREE", "SUPPORT", "CONSULT"})
# What states join others in: an expulsion, a recognition, a condemnation.
_IMITATED = frozenset({"SANCTION", "SUPPORT", "ACCUSE", "AID"})
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
        self._joint: Candidate | None = None
        self._imitable: Candidate | None = None
        self._addressed: list[Candidate] = []

    def remember(self, found: Iterable[Candidate]) -> None:
        """Keep the last meeting that named its parties."""
        for candidate in found:
            if candidate.pattern.type == "CONSULT" and not candidate.recalled:
                self._last = candidate
            if candidate.pattern.type in _OF_DEALS and not candidate.recipients:
                self._joint = candidate
            if candidate.pattern.type in _IMITATED and candidate.recipients:
                self._imitable = candidate
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

    def concluded(self, verb: Token) -> list[Candidate]:
        """Return a deal told again by its participle alone: "the accord signed in Muscat last May".

        Its parties are those of the meeting or deal that the document told before.
        """
        parsed, last = self._parties.parsed, self._joint
        if last is None or not tells_of_past_act(parsed, verb) or self._is_far(verb, last):
            return []
        clause = clause_of(parsed, verb)
        deals = [
            p for p in admitted(self._lexicon, parsed, clause)
            if p.frame == "joint" and p.objects and p.type in _OF_DEALS
        ]  # fmt: skip
        if not deals or clause.subjects or self._others_named(verb, last):
            return []
        return [Candidate(deals[0], verb, verb, last.actors, (), recalled=True)]

    def _others_named(self, verb: Token, last: Candidate) -> bool:
        """Tell whether the sentence, but for the venue, names a side that took no part."""
        parsed = self._parties.parsed
        venues = clause_of(parsed, verb).governed_by("in", "at", "by")
        named = named_beside(self._parties, verb, venues)
        sides = {side_of(p) for p in last.actors}
        return any(side_of(p) not in sides for p in named)

    def followed(self, verb: Token) -> list[Candidate]:
        """Return what others did likewise: "Malta and Peru followed suit", "were among those that".

        The act is the last one of a kind that states join in, done to the same recipient.
        """
        last = self._imitable
        if last is None or not self._imitates(verb) or self._is_far(verb, last):
            return []
        took_part = {side_of(p) for p in (*last.actors, *last.recipients)}
        parties = all_parties(self._parties, self._imitators(verb))
        doers = tuple(p for p in parties if can_act(p) and side_of(p) not in took_part)
        if not doers:
            return []
        return [Candidate(last.pattern, verb, verb, doers, last.recipients, recalled=True)]

    def _imitates(self, verb: Token) -> bool:
        parsed, words = self._parties.parsed, self._lexicon.words.imitating
        if verb.lemma == "follow" and verb.dep == "relcl":
            return not parsed.children(verb, "dobj")
        objects = parsed.children(verb, "dobj", "advmod")
        return verb.lemma in ("follow", "do", "act") and any(o.lemma in words for o in objects)

    def _imitators(self, verb: Token) -> tuple[Token, ...]:
        """Return the subject, or who was "among those that followed"."""
        parsed = self._parties.parsed
        if verb.dep != "relcl":
            return clause_of(parsed, verb).subjects
        above = next((a for a in parsed.ancestors(verb) if a.lemma == "be"), None)
        return clause_of(parsed, above).subjects if above is not None else ()

    def _is_far(self, token: Token, earlier: Candidate) -> bool:
        return token.sentence - earlier.trigger.sentence > _REACH

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
        return self._is_measured(token) or (
            bool(words & self._lexicon.words.definite)
            and not words & self._lexicon.words.other_meetings
        )

    def _tells(self, token: Token, governor: Token) -> bool:
        """Tell whether the sentence says something new of the meeting: how long, when, planned."""
        if self._lexicon.words.next_meeting & {
            c.text.lower() for c in self._parties.parsed.children(token, "amod")
        }:
            return True
        if self._is_measured(token):
            return True
        if token.dep in ("nsubj", "nsubjpass", "conj"):
            return governor.lemma in self._lexicon.words.happening_verbs
        return token.dep == "dobj" and governor.lemma in self._lexicon.words.arranging_verbs

    def _is_measured(self, token: Token) -> bool:
        """Tell whether a length or place in a row points to the meeting: "four days of talks"."""
        parsed = self._parties.parsed
        measure = parsed.head(parsed.head(token))
        counted = token.dep == "pobj" and parsed.head(token).text == "of"
        return counted and measure.lemma in _LENGTHS and bool(parsed.children(measure, "nummod"))
