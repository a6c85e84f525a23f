"""From the sightings of all documents to dated offices: who held what, by which outlets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from communique.extract.actors.roles import load_roles
from communique.extract.actors.sightings import is_shared
from communique.knowledge import Knowledge, Term
from communique.merge.joins import Joins
from communique.merge.sources import source_of
from communique.pipeline.learned.names import same_name
from communique.pipeline.learned.table import LearnedTable
from communique.records import Document, Extraction, LearnedOffice, OfficeSighting, content_id

_WIDEST = timedelta(days=31)  # of the days on which a report can have been written
_APART = timedelta(days=366)  # between sightings; further apart they are of two terms
_CLEARLY = 3  # times as many outlets as speak for all rivals

Of = tuple[str, str]  # title and owner


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sighting with its report; both ends of its dates are known."""

    sighting: OfficeSighting
    document: Document
    start: date
    end: date


def learn_offices(
    documents: Iterable[Document], extractions: Iterable[Extraction], knowledge: Knowledge
) -> LearnedTable:
    """Return the offices that documents give to people whom the knowledge does not have.

    Args:
        documents: with their copy groups, in any order; others teach nothing.
        extractions: of these documents.
        knowledge: whose holders of an office go before those of reports.
    """
    by_id = {document.document_id: document for document in documents}
    seen = sorted(_dated(extractions, by_id), key=lambda s: (s.start, s.sighting.document_id))
    persons = _one_person(seen, knowledge)
    runs = [office for group in _by_office(seen, persons).values() for office in group]
    judged = [_judged(office, runs, knowledge) for office in runs]
    return LearnedTable(
        tuple(sorted(
            (o for o in judged if o.actor_id not in knowledge.actors), key=lambda o: o.learned_id
        )),
        renamed={
            spelt: one
            for spelt, one in persons.items()
            if spelt != one and spelt not in knowledge.actors
        },
        rivals=tuple(o for o in judged if o.actor_id in knowledge.actors),
    )  # fmt: skip


def _dated(extractions: Iterable[Extraction], documents: Mapping[str, Document]) -> Iterator[_Seen]:
    """Yield the sightings of a known day in reports of a known outlet."""
    for extraction in extractions:
        document = documents.get(extraction.document_id)
        if document is None or not (document.outlet or document.agency):
            continue
        for sighting in extraction.office_sightings:
            start, end = sighting.start, sighting.end
            if start is not None and end is not None and end - start <= _WIDEST:
                yield _Seen(sighting, document, start, end)


def _one_person(seen: Sequence[_Seen], knowledge: Knowledge) -> dict[str, str]:
    """Return the id that stands for each id: spellings of the name of one holder are one."""
    counts: Counter[str] = Counter(s.sighting.actor_id for s in seen)
    joins = Joins(counts)
    of: dict[Of, dict[str, str]] = defaultdict(dict)
    for found in seen:
        sighting = found.sighting
        of[sighting.title, sighting.of].setdefault(sighting.actor_id, sighting.name)
    for names in of.values():
        for one, other in combinations(sorted(names), 2):
            if same_name(names[one], names[other]):
                joins.join(one, other)
    known = _known_spellings(seen, knowledge)
    persons: dict[str, str] = {}
    for group in joins.groups():
        listed = {known[member] for member in group if member in known}
        one = min(group, key=lambda i: (i not in knowledge.actors, -counts[i], i))
        persons |= dict.fromkeys(group, next(iter(listed)) if len(listed) == 1 else one)
    return persons


def _known_spellings(seen: Sequence[_Seen], knowledge: Knowledge) -> dict[str, str]:
    """Return for ids that only spell a known holder's name otherwise the id of that holder."""
    found: dict[str, str] = {}
    for one in seen:
        sighting = one.sighting
        if sighting.actor_id in knowledge.actors:
            continue
        for term in _terms(sighting.title, sighting.of, one.start, knowledge):
            if same_name(sighting.name, term.name):
                found.setdefault(sighting.actor_id, term.actor_id)
    return found


def _by_office(seen: Sequence[_Seen], persons: Mapping[str, str]) -> dict[Of, list[LearnedOffice]]:
    """Return the terms that sightings speak of, by office; none is judged yet."""
    held: dict[tuple[Of, str], list[_Seen]] = defaultdict(list)
    for found in seen:
        office = found.sighting.title, found.sighting.of
        held[office, persons[found.sighting.actor_id]].append(found)
    offices: dict[Of, list[LearnedOffice]] = defaultdict(list)
    for (office, person), sightings in sorted(held.items(), key=lambda item: item[0]):
        offices[office] += [_office(person, run) for run in _runs(sightings)]
    return offices


def _runs(sightings: Sequence[_Seen]) -> Iterator[list[_Seen]]:
    run: list[_Seen] = []
    for found in sightings:
        if run and found.start - max(s.end for s in run) > _APART:
            yield run
            run = []
        run.append(found)
    yield run


def _office(person: str, run: Sequence[_Seen]) -> LearnedOffice:
    first = run[0].sighting
    names = Counter(s.sighting.name for s in run if s.sighting.actor_id == person)
    names = names or Counter(s.sighting.name for s in run)
    name = min(names, key=lambda n: (-names[n], n))
    return LearnedOffice(
        learned_id=content_id("office", person, first.title, first.of, run[0].start),
        actor_id=person,
        name=name,
        title=first.title,
        of=first.of,
        start=run[0].start,
        end=max(s.end for s in run),
        standing="single",
        sources=_sources([s.document for s in run]),
        aliases=tuple(sorted({s.sighting.name for s in run} - {name})),
        sightings=tuple(s.sighting for s in run),
    )


def _sources(documents: Sequence[Document]) -> tuple[str, ...]:
    """Name the first outlet of each independent source, in the order of their reports."""
    source = source_of(documents)
    first: dict[str, str] = {}
    for document in documents:
        first.setdefault(source[document.document_id], document.outlet or document.agency or "")
    return tuple(first.values())


def _judged(
    office: LearnedOffice, every: Sequence[LearnedOffice], knowledge: Knowledge
) -> LearnedOffice:
    if not is_shared(office.title) and (
        _is_outnumbered(office, every) or _is_known_of_another(office, knowledge)
    ):
        return replace(office, standing="contested")
    return replace(office, standing="agreed" if len(office.sources) > 1 else "single")


def _is_outnumbered(office: LearnedOffice, every: Sequence[LearnedOffice]) -> bool:
    """Tell whether others are said to hold the office at the time, by too many outlets."""
    rivals = sum(
        len(other.sources)
        for other in every
        if (other.title, other.of) == (office.title, office.of)
        and other.actor_id != office.actor_id
        and other.start <= office.end
        and office.start <= other.end
    )
    return len(office.sources) < _CLEARLY * rivals


def _is_known_of_another(office: LearnedOffice, knowledge: Knowledge) -> bool:
    terms = [
        term
        for day in (office.start, office.end)
        for term in _terms(office.title, office.of, day, knowledge)
    ]
    return any(term.actor_id != office.actor_id for term in terms)


def _terms(title: str, of: str, day: date, knowledge: Knowledge) -> list[Term]:
    """Return the known terms of an office on a day."""
    role = load_roles().offices.get(title)
    titles, kinds = (role.titles, role.kinds) if role else ((), ())
    offices = knowledge.offices
    found = [term for one in (title, *titles) for term in offices.titled(of, one, day)]
    return found + [term for kind in kinds for term in offices.holders(of, kind, day)]
