"""Find the events of a document and say of each whether, when and where it happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.extract.actors.resolve import DocumentParties
from communique.extract.anchor import Anchor
from communique.extract.distance_when import counted_from, distance_of
from communique.extract.events.attribution import attributed_to
from communique.extract.events.candidate import Candidate
from communique.extract.events.confidence import confidence_of, is_refused
from communique.extract.events.domestic import is_domestic
from communique.extract.events.lexicon import Lexicon, load_lexicon
from communique.extract.events.match import find_candidates
from communique.extract.events.opinion import opinions, pair_of, status_by
from communique.extract.events.proposed import proposals, untied
from communique.extract.factuality import status_of
from communique.extract.factuality_relatives import tells_of_past_act
from communique.extract.genre import genre_of
from communique.extract.happening import default_when, when_of
from communique.extract.learned import Judged
from communique.extract.places import DocumentPlaces
from communique.records import EventMention, Party, Place, Status, Time, When, content_id
from communique.syntax import Parsed, Token

# Triggers of a type this near, in characters, tell of one event; a retelling follows within _NEAR.
_SAME_WORDS = 60
_NEAR = 600


@dataclass(frozen=True, slots=True)
class Found:
    """The event mentions of a document, and why other candidates gave none."""

    event_mentions: tuple[EventMention, ...]
    reasons: tuple[str, ...]


def find_events(
    parties: DocumentParties,
    places: DocumentPlaces,
    times: Sequence[Time],
    anchor: Anchor,
    lexicon: Lexicon | None = None,
) -> Found:
    """Return the event mentions of a document in text order.

    Args:
        parties: who its phrases stand for.
        places: its places.
        times: its time expressions, resolved.
        anchor: what is known of its day.
        lexicon: the patterns with their ontology; the packaged ones if None.
    """
    lexicon = lexicon or load_lexicon()
    document = parties.context.document
    genre = genre_of(document.title, document.text)
    reasons: Counter[str] = Counter()
    kept: list[EventMention] = []
    for candidate, judged in _candidates(lexicon, parties, places):
        if genre is not None:
            reasons[f"events not coded: the report is {genre}"] += 1
            continue
        if is_domestic(parties, candidate):
            reasons["events not coded: a matter among people of one country"] += 1
            continue
        status = _status(parties.parsed, candidate, judged)
        if status is None:
            reasons["events not coded: negated"] += 1
            continue
        if is_refused(candidate, judged):
            reasons["events not coded: the model finds that nothing passes between the two"] += 1
            continue
        mention = _mention(candidate, status, judged, parties, places, times, anchor, lexicon)
        if not _repeats(mention, kept):
            kept.append(mention)
    told = tuple(f"{count} {reason}" for reason, count in sorted(reasons.items()))
    return Found(tuple(sorted(_carry_dates(kept), key=lambda m: m.trigger)), told)


def _candidates(
    lexicon: Lexicon, parties: DocumentParties, places: DocumentPlaces
) -> Iterator[tuple[Candidate, Judged | None]]:
    """Yield the lexicon's candidates with the model's opinion, then the model's own."""
    found = list(find_candidates(lexicon, parties, places))
    pairs = [
        pair_of(parties.parsed.sentence_of(c.trigger).span, c.actors, c.recipients) for c in found
    ]
    ties = list(untied(parties, found))
    asked = [pair for pair in pairs if pair is not None]
    judged = opinions(parties.parsed, [*asked, *(tie.pair for tie in ties)])
    for candidate, pair in zip(found, pairs, strict=True):
        yield candidate, judged[pair] if pair is not None else None
    yield from proposals(ties, judged)


def _status(parsed: Parsed, candidate: Candidate, judged: Judged | None) -> Status | None:
    status = status_of(
        parsed, candidate.trigger, candidate.governor, performative=candidate.pattern.performative
    )
    if status is None or judged is None or tells_of_past_act(parsed, candidate.trigger):
        return status  # the model reads the status of the sentence, not of a participle in it
    return status_by(status, candidate, judged)


def _mention(
    candidate: Candidate,
    status: Status,
    judged: Judged | None,
    parties: DocumentParties,
    places: DocumentPlaces,
    times: Sequence[Time],
    anchor: Anchor,
    lexicon: Lexicon,
) -> EventMention:
    parsed = parties.parsed
    trigger, governor, pattern = candidate.trigger, candidate.governor, candidate.pattern
    ontology, mode = lexicon.ontology, _mode(lexicon, parties, candidate)
    cameo = pattern.cameo or ontology.cameo_of(pattern.type, mode)
    sentence = parsed.sentence_of(trigger).span
    visited = (
        tuple(p.country for p in candidate.recipients if p.country)
        if pattern.frame == "visit"
        else ()
    )
    place = places.of_event(trigger, governor, visited) or _at_home(candidate, places)
    if place is None and status == "actual" and _is_main(parsed, governor):
        place = _of_lead(candidate, places)
    told = anchor if status == "actual" else None
    when = when_of(parsed, trigger, governor, times, told)
    when = when or _at_distance(parsed, trigger, times, anchor)
    if when is None:
        lead = place is not None and anchor.happening is not None
        when = default_when(parsed, trigger, governor, anchor, status, lead=lead)
    return EventMention(
        event_mention_id=content_id("em", parsed.text, pattern.rule, trigger.span),
        document_id=parties.context.document.document_id,
        type=pattern.type,
        mode=mode,
        contexts=ontology.contexts_of(sentence.of(parsed.text)),
        cameo=cameo,
        quad=ontology.types[pattern.type].quad,
        intensity=ontology.intensity_of(pattern.type, mode, cameo),
        status=status,
        actors=candidate.actors,
        recipients=candidate.recipients,
        place=place,
        when=when,
        trigger=trigger.span,
        sentence=sentence,
        attributed_to=attributed_to(parties, governor),
        confidence=confidence_of(candidate, status, judged),
        evidence=(sentence,),
        rule=_rule(candidate, status, judged),
    )


def _at_distance(
    parsed: Parsed, trigger: Token, times: Sequence[Time], anchor: Anchor
) -> When | None:
    """Return the days that lie so far from those of the clause above: "ten days after they"."""
    distance = distance_of(parsed, trigger, times)
    if distance is None:
        return None
    above = distance.above
    day = when_of(parsed, above, above, times, None)
    day = day or default_when(parsed, above, above, anchor, "actual", lead=False)
    return counted_from(distance, day, parsed.text) if day is not None else None


def _at_home(candidate: Candidate, places: DocumentPlaces) -> Place | None:
    """Return the actor's own country for what a state does on its soil, such as an expulsion."""
    countries = {a.country for a in candidate.actors}
    own = next(iter(countries)) if len(countries) == 1 else None
    return places.of_state(own) if candidate.pattern.at_home and own is not None else None


def _is_main(parsed: Parsed, governor: Token) -> bool:
    return governor.dep in ("ROOT", "ccomp") or (
        governor.dep == "conj" and parsed.head(governor).dep == "ROOT"
    )


def _of_lead(candidate: Candidate, places: DocumentPlaces) -> Place | None:
    """Return the dateline's place for what the lead tells, unless only the other side is there."""
    place = places.in_lead(candidate.trigger)
    joint = not candidate.recipients
    at_actors = place is not None and place.country in {a.country for a in candidate.actors}
    return place if joint or at_actors else None


def _mode(lexicon: Lexicon, parties: DocumentParties, candidate: Candidate) -> str | None:
    """Return the pattern's mode, else the one that words or the number of parties show."""
    pattern = candidate.pattern
    if pattern.mode is not None:
        return pattern.mode
    parsed = parties.parsed
    heads = {candidate.trigger.index, candidate.governor.index}
    near = [t for h in heads for t in parsed.subtree(parsed.tokens[h])]
    words = (t.text for t in near if t.pos in ("NOUN", "VERB", "ADJ"))
    shown = lexicon.words.mode_of(pattern.type, words)
    multilateral = pattern.type == "CONSULT" and len(candidate.actors) > 2
    return shown or ("multilateral" if multilateral else None)


def _rule(candidate: Candidate, status: Status, judged: Judged | None) -> str:
    """Return the pattern, and after it what the model gives to type and status together."""
    rule = f"{candidate.pattern.rule}+recalled" if candidate.recalled else candidate.pattern.rule
    if judged is None or candidate.pattern.type not in judged.types:
        return rule
    share = judged.types[candidate.pattern.type] * judged.statuses[status]
    return f"{rule}+model:{share:.2f}"


def _countries(parties: Sequence[Party]) -> set[str]:
    return {p.country or p.actor_id or p.name for p in parties}


def _repeats(mention: EventMention, kept: Sequence[EventMention]) -> bool:
    """Tell whether the same sentence already gave this event by other words."""
    parties = _countries(mention.actors + mention.recipients)
    for other in kept:
        others = _countries(other.actors + other.recipients)
        if other.sentence == mention.sentence and other.type == mention.type and parties & others:
            near = abs(other.trigger.start - mention.trigger.start) < _SAME_WORDS
            if near or parties <= others:
                return True
    return False


def _carry_dates(mentions: Sequence[EventMention]) -> list[EventMention]:
    """Give an undated retelling the date of the same document's dated mention of the event."""
    return [_dated(mention, mentions) for mention in mentions]


def _dated(mention: EventMention, mentions: Sequence[EventMention]) -> EventMention:
    told = mention.when
    vague = told is None or (told.basis in ("publication", "document") and told.text is None)
    source = _dated_twin(mention, mentions) if vague and mention.status == "actual" else None
    if source is None:
        return mention
    return replace(mention, when=_borrowed(source.when), place=mention.place or source.place)


def _dated_twin(mention: EventMention, mentions: Sequence[EventMention]) -> EventMention | None:
    parties = _countries(mention.actors + mention.recipients)
    twins = [
        m for m in mentions
        if m is not mention and m.status == "actual" and m.when is not None and m.when.text
        and parties == _countries(m.actors + m.recipients)
        and (m.type == mention.type or _NEAR > mention.sentence.start - m.sentence.start > 0)
        and (m.place is None or mention.place is None or m.place.country == mention.place.country)
    ]  # fmt: skip
    distinct = {(t.when.start, t.when.end) for t in twins if t.when}
    return twins[-1] if len(distinct) == 1 else None


def _borrowed(when: When | None) -> When | None:
    return replace(when, basis="event") if when is not None else None
