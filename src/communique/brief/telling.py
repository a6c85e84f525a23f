"""An event as one English sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.brief.briefing import Line
from communique.brief.dates import when_words
from communique.brief.parties import Names
from communique.brief.plain import capital, cut, in_words, listed, plain, tail
from communique.brief.sources import Sources, Words
from communique.brief.wording import Phrase, Verbs, Wording, load_verbs
from communique.ledger import Ledger
from communique.ontology import Ontology, load_ontology
from communique.records import Actor, Event, EventMention, Party
from communique.spans import Span

_LONGEST_WORDS = 170
_SHORTEST_WORDS = 25

# How a sentence begins where the event is not a fact, and which form of the verb then follows.
_FRAMES = {
    "planned": "it was planned that {who} would {infinitive}{where}{when}",
    "proposed": "it was proposed that {who} should {infinitive}{where}{when}",
    "conditional": "it was spoken of as a possibility that {who} would {infinitive}{where}{when}",
    "denied": "it was denied that {who} had {participle}{where}{when}",
    "alleged": "it was alleged that {who} had {participle}{where}{when}",
    "cancelled": "{who} would have {participle}{where}{when}, but this was called off or put off",
}


class Teller:
    """Puts events into words."""

    def __init__(self, ledger: Ledger, names: Names, sources: Sources, ontology: Ontology) -> None:
        self._ledger = ledger
        self._names = names
        self._sources = sources
        self._ontology = ontology
        self._verbs: Verbs = load_verbs()

    @classmethod
    def of(cls, ledger: Ledger, actors: Iterable[Actor]) -> Teller:
        """Return a teller that knows the offices of ``actors`` alone, for a page of events."""
        return cls(ledger, Names(actors), Sources(ledger), load_ontology())

    def line(self, event: Event) -> Line:
        """Return the sentence of an event with its notes."""
        mentions = self.mentions(event)
        shown = [m for m in mentions if m.status == event.status] or mentions
        numbers, more = self._sources.cite(
            Words(m.document_id, m.sentence, m.trigger) for m in shown
        )
        told = self.sentence(event) + self._as_told_by(event, mentions) + self._quoted(event, shown)
        return Line(text=f"{told} ({_support(event)}).", notes=numbers, more=more)

    def sentence(self, event: Event) -> str:
        """Return who did what to whom, when and where, without a full stop."""
        return self._told(event, when_words(event.when) or "", "on a day that is not known")

    def deed(self, event: Event) -> str:
        """Return who did what to whom and where, for a table that has days of their own."""
        return self._told(event, "", "")

    def _told(self, event: Event, when: str, undated: str) -> str:
        frame = _FRAMES.get(event.status)
        form = next(
            (f for f in ("infinitive", "participle") if f"{{{f}}}" in (frame or "")), "past"
        )
        phrase = _phrase(event, self._verbs.of(event, self._parent(event.type)))
        who = self._who(event)
        did = self._with_them(event, getattr(phrase, form))
        where = self._where(event)
        if frame is not None:
            after = f" {when}" if when else ""
            return capital(frame.format(who=who, where=where, when=after, **{form: did}))
        date = when or undated
        first = f"{date}, " if date else ""
        # Words of the report are to follow the verb, so that the place goes in front of it.
        if where and date and self._is_quoted(event):
            return capital(f"{date},{where}, {who} {did}")
        return capital(f"{first}{who} {did}{where}")

    def mentions(self, event: Event) -> list[EventMention]:
        """Return the accounts of an event, in the order in which the event names them."""
        found = (self._ledger.record(mention_id)[1] for mention_id in event.event_mentions)
        return [mention for mention in found if isinstance(mention, EventMention)]

    def _who(self, event: Event) -> str:
        return self._names.all(_named(event.actors), event.when) or "somebody whom no report names"

    def _with_them(self, event: Event, words: str) -> str:
        if "{them}" not in words:
            return words
        return words.replace("{them}", self._names.all(_recipients(event), event.when))

    def _where(self, event: Event) -> str:
        """The place, unless it is the state that the sentence names anyway."""
        place = event.place
        if place is None:
            return ""
        named = (p.country for p in (*event.actors, *event.recipients))
        name = plain(place.name)
        if not name or self._names.is_state(name, named):
            return ""
        return f" in {self._names.place(name, place.country)}"

    def _as_told_by(self, event: Event, mentions: list[EventMention]) -> str:
        """Who says so, where no report says it on its own account."""
        tellers = [mention.attributed_to for mention in mentions]
        named = [teller for teller in tellers if teller is not None]
        if not named or len(named) < len(tellers):
            return ""
        own = {party.actor_id for party in event.actors if party.actor_id}
        alone = {teller.actor_id for teller in named} == own and len(own) == 1
        if alone and event.status == "actual":
            teller = event.actors[0]
            whose = "its" if _is_state(teller) else _possessive(plain(teller.name))
            return f", by {whose} own account"
        return f", according to {self._names.all(named, None, most=3)}"

    def _is_quoted(self, event: Event) -> bool:
        wording = self._verbs.of(event, self._parent(event.type))
        return wording is None or wording.quoted

    def _quoted(self, event: Event, mentions: list[EventMention]) -> str:
        if not self._is_quoted(event):
            return ""
        every = list(self._words(mentions))
        best = next((words for words in every if not words.endswith("…")), None)
        words = best or next(iter(every), "")
        return f": “{words}”" if words else ""

    def _words(self, mentions: list[EventMention]) -> Iterator[str]:
        """What follows the word that tells the event, up to the end of its sentence.

        Where too little follows to be understood, what goes before it as well.
        """
        for mention in mentions:
            text = self._sources.document(mention.document_id).text
            if not mention.sentence.covers(mention.trigger):
                continue
            said = plain(Span(mention.trigger.start, mention.sentence.end).of(text)).rstrip(" .;:,")
            if len(said) >= _SHORTEST_WORDS:
                yield cut(said, _LONGEST_WORDS)
            else:
                yield tail(plain(mention.sentence.of(text)).rstrip(" .;:,"), _LONGEST_WORDS)

    def _parent(self, name: str) -> str | None:
        kind = self._ontology.types.get(name)
        return kind.parent if kind is not None else None


def _phrase(event: Event, wording: Wording | None) -> Phrase:
    if wording is None:
        name = plain(event.type)
        rest = f" part in an event of the type {name}"
        rest += " with {them}" if event.recipients else ""
        return Phrase(past=f"took{rest}", infinitive=f"take{rest}", participle=f"taken{rest}")
    recipients = _recipients(event)
    if recipients:
        is_body = any(_is_state(p) or _is_body(p) for p in recipients)
        return wording.directed if is_body else wording.people
    return wording.together if len(event.actors) > 1 else wording.alone


def _recipients(event: Event) -> list[Party]:
    return _named(event.recipients)


def _named(parties: Iterable[Party]) -> list[Party]:
    """Parties without a state whose people are named among them."""
    several = list(parties)
    people = {p.country for p in several if p.country and not _is_state(p)}
    return [p for p in several if not (_is_state(p) and p.country in people)]


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _is_state(party: Party) -> bool:
    return (party.actor_id or "").startswith("state/")


def _is_body(party: Party) -> bool:
    return (party.actor_id or "").startswith(("organisation/", "group/"))


def _support(event: Event) -> str:
    """How many tell it independently of one another, and how many reports that makes."""
    independent = event.independent_sources
    words = in_words(independent, "independent source") if independent > 1 else "one source"
    reports = event.reports
    return words if reports <= independent else listed([words, in_words(reports, "report")])
