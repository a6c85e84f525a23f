"""Names to actors: which of the meanings of each surface form a document intends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from communique.extract.actors.described_names import described_actors, is_description
from communique.extract.actors.longer_names import (
    is_part_of_name,
    is_private,
    names_a_place,
    previous,
)
from communique.extract.actors.name_words import load_name_words
from communique.extract.context import Context, Reference
from communique.knowledge import NameEntry, NameMatch, Term
from communique.knowledge.names import fold
from communique.syntax import Token

_RECENT = date(2015, 1, 1)



@dataclass
class _Evidence:
    """What the unambiguous names of a document say: persons in full, and forms of each actor."""

    persons: set[str] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)


def find_names(context: Context) -> tuple[dict[int, Reference], dict[int, str]]:
    """Return, by token, the known actors whom names stand for, and those to whom words point.

    References are persons, states, organisations and groups. Modifiers are the actor ids of
    adjectives and compounds: "Russian diplomats", "U.S. officials", "Russia-China ties". A name
    whose meaning the document does not settle is left out.
    """
    matches = list(_matches(context))
    evidence = _weigh(matches)
    references: dict[int, Reference] = {}
    modifiers: dict[int, str] = {}
    described = [(m, tokens) for m, tokens in matches if is_description(m)]
    for match, tokens in matches:
        chosen = None if is_description(match) else _choose(context, match, tokens, evidence)
        if chosen is not None and chosen.form not in ("adjective", "combining"):
            end = tokens[-1].index + 1
            reference = Reference(chosen.actor_id, tokens[0].index, end, chosen.form)
            references |= dict.fromkeys((t.index for t in tokens), reference)
        usable = [e for e in match.entries if e.kind in ("state", "organisation", "group")]
        usable = [e for e in usable if e.form != "description"]
        if is_part_of_name(context, usable, tokens):
            continue
        owner = _by_evidence(usable, evidence) if usable else None
        if owner is not None:
            modifiers |= dict.fromkeys((t.index for t in tokens), owner.actor_id)
    told = described_actors(context, described, references, modifiers)
    return references | told, modifiers | {i: r.actor_id for i, r in told.items()}


def _matches(context: Context) -> Iterator[tuple[NameMatch, list[Token]]]:
    """Yield the name matches that fall on tokens of parsed blocks."""
    parsed = context.parsed
    barred = load_name_words().barred(parsed.text)
    for match in context.knowledge.names.find(parsed.text):
        tokens = parsed.tokens_in(match.span)
        if tokens and not any(span.covers(match.span) for span in barred):
            yield match, tokens


def _weigh(matches: list[tuple[NameMatch, list[Token]]]) -> _Evidence:
    evidence = _Evidence()
    for match, _ in matches:
        if len({e.actor_id for e in match.entries}) != 1:
            continue
        entry = match.entries[0]
        if entry.kind == "person" and entry.form == "name":
            evidence.persons.add(entry.actor_id)
        if not entry.ambiguous:
            evidence.forms[entry.actor_id] += 1
    return evidence


def _choose(
    context: Context, match: NameMatch, tokens: list[Token], evidence: _Evidence
) -> NameEntry | None:
    persons = [e for e in match.entries if e.kind == "person"]
    others = [e for e in match.entries if e.kind != "person"]
    full = [e for e in persons if e.form == "name"]
    if full:
        return _in_office(context, full)
    if persons:
        chosen = _short_name(context, persons, tokens, evidence, alone=not others)
        if chosen is not None:
            return chosen
    if not others or is_private(context, match.span) or is_part_of_name(context, others, tokens):
        return None
    return _by_evidence(others, evidence, context=context, match=match)


def _in_office(context: Context, entries: list[NameEntry]) -> NameEntry | None:
    """Choose among namesakes the one who held an office when the report appeared."""
    if len({e.actor_id for e in entries}) == 1:
        return entries[0]
    offices = context.knowledge.offices
    held = [e for e in entries if context.day and offices.of_person(e.actor_id, context.day)]
    return held[0] if len({e.actor_id for e in held}) == 1 else None


def _short_name(
    context: Context, entries: list[NameEntry], tokens: list[Token], evidence: _Evidence, *,
    alone: bool,
) -> NameEntry | None:  # fmt: skip
    """Link a surname: to the person whose full name the document gives, else to a unique one."""
    before, titles = previous(context, tokens[0]), load_name_words().titles
    if tokens[-1].text.endswith(".") and tokens[-1].text.lower() in titles:
        return None  # "U.S. Sen. Marco Rubio" is no Hun Sen
    titled = before is not None and before.text.lower() in titles
    if before is not None and not titled and _starts_other_name(context, before, tokens[0]):
        return None
    if _is_given_name(context, tokens[-1]) or names_a_place(context, tokens[-1]):
        return None
    named = [e for e in entries if e.actor_id in evidence.persons]
    if named:
        return named[-1] if len({e.actor_id for e in named}) == 1 else None
    common = all(t.pos in ("PROPN", "NOUN") for t in tokens)
    if not common or _is_of_another(context, entries, tokens):
        return None
    surface = tokens[0].span.start, tokens[-1].span.end
    word = context.parsed.text[surface[0] : surface[1]]
    if not titled and (word in load_name_words().common_surnames or not alone):
        return None
    held = _in_office_on(context, entries)
    return held[0] if len({e.actor_id for e in held}) == 1 else None


def _is_of_another(context: Context, entries: list[NameEntry], tokens: list[Token]) -> bool:
    """Tell whether the document gives someone else's full name with this surname.

    "Chris Christie" keeps "Christie" from a prime minister of that surname; "Vladimir V. Putin" is
    no one else, since the given name is the same.
    """
    surname = [t.text for t in tokens]
    known = (context.knowledge.actors[e.actor_id] for e in entries)
    given = {fold(form.split()[0]) for actor in known for form in (actor.name, *actor.aliases)}
    names = (context.parsed.tokens_in(n.span) for n in context.parsed.names if n.label == "PERSON")
    others = (words for words in map(_capitalised, names) if _ends_in(words, surname))
    return any(fold(words[0]) not in given for words in others)


def _capitalised(tokens: list[Token]) -> list[str]:
    titles = load_name_words().titles
    return [t.text for t in tokens if t.text[:1].isupper() and t.text.lower() not in titles]


def _ends_in(name: list[str], surname: list[str]) -> bool:
    return len(name) > len(surname) and name[-len(surname) :] == surname


def _in_office_on(context: Context, entries: list[NameEntry]) -> list[NameEntry]:
    """Return the bearers of a surname in office on the day of the report.

    Without a day, those of recent years, else who left last: a report that does not say when it is
    from seldom means by a bare surname someone who left before the others.
    """
    offices, day = context.knowledge.offices, context.day
    if day is not None:
        return [e for e in entries if offices.of_person(e.actor_id, day)]
    left = {e.actor_id: _left(offices.of_person(e.actor_id)) for e in entries}
    since = min(_RECENT, max(left.values(), default=_RECENT))
    return [e for e in entries if left[e.actor_id] >= since]


def _left(terms: Iterable[Term]) -> date:
    """Return the last day of the last term, the latest possible for who is in office."""
    return max((t.end or date.max for t in terms), default=date.min)


def _starts_other_name(context: Context, before: Token, token: Token) -> bool:
    """Tell whether a capitalised word directly before makes this someone else's full name."""
    if before.pos != "PROPN" or not before.text[:1].isupper() or not before.text.isalpha():
        return False
    opens = before.index == context.parsed.sentence_of(before).start
    if opens and before.text.endswith("ing"):
        return False  # "Addressing Putin, Xi said"
    if before.text.isupper():
        return False
    same_name = before.entity == "PERSON" == token.entity
    known = context.knowledge.names.meanings.get(before.text, ())
    return (same_name or before.dep == "compound") and not known


def _is_given_name(context: Context, token: Token) -> bool:
    """Tell whether a surname follows: "Michel" in "Michel Barnier" is no surname."""
    tokens = context.parsed.tokens
    after = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    if after is None or after.sentence != token.sentence or after.pos != "PROPN":
        return False
    return token.dep == "compound" and token.entity == "PERSON" == after.entity


def _by_evidence(
    entries: list[NameEntry],
    evidence: _Evidence,
    *,
    context: Context | None = None,
    match: NameMatch | None = None,
) -> NameEntry | None:
    """Choose the meaning that the rest of the document supports."""
    distinct = {e.actor_id for e in entries}
    supported = [e for e in entries if evidence.forms[e.actor_id]]
    if len(distinct) > 1:
        if len({e.actor_id for e in supported}) == 1:
            return supported[0]
        plain = [e for e in entries if not e.ambiguous]
        return plain[0] if len({e.actor_id for e in plain}) == 1 else None
    entry = entries[0]
    doubtful = entry.actor_id == "state/GEO" and entry.surface == "Georgia"
    if not entry.ambiguous or (supported and not doubtful):
        return entry
    if context is not None and match is not None:
        return entry if _fits_context(context, entry, match, evidence) else None
    return entry if len(evidence.forms) >= 2 else None


def _fits_context(
    context: Context, entry: NameEntry, match: NameMatch, evidence: _Evidence
) -> bool:
    """Tell whether an ambiguous state name stands among other states, not in an American state."""
    if entry.kind == "agency":
        return False
    if entry.actor_id == "state/GEO":
        words, text = load_name_words(), context.parsed.text
        near = text[max(0, match.span.start - 70) : match.span.end + 70]
        if any(cue in near for cue in words.caucasian_state_cues):
            return True
        if any(cue in near for cue in words.american_state_cues):
            return False
        return not any(cue in text for cue in words.american_state_cues)
    return sum(1 for actor in evidence.forms if actor.startswith("state/")) >= 1
