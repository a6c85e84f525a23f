"""Who held which learned office on a day, and under which name they are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from communique.pipeline.learned.names import same_surname
from communique.records import Actor, LearnedOffice, Office

# How far from its sightings an office still counts. Ministers stay for years, so within a month
# of a report the same one is in office in all but a few cases of a hundred.
_REACH = timedelta(days=31)
_CLEARLY = 3  # times as many outlets as speak for all others who bear the title


@dataclass(frozen=True, slots=True)
class LearnedTable:
    """Offices learned from documents, all standings; only agreed ones resolve anything.

    ``renamed`` leads from the ids of other spellings to the one id of a person; ``rivals`` are
    offices that reports give to persons whom the knowledge has.
    """

    offices: tuple[LearnedOffice, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    rivals: tuple[LearnedOffice, ...] = ()

    def of_person(self, actor_id: str, day: date) -> LearnedOffice | None:
        """Return the agreed office of a person on a day, the one with most outlets of several."""
        held = [o for o in self._agreed(day) if o.actor_id == actor_id]
        return max(held, key=lambda o: (len(o.sources), o.learned_id), default=None)

    def holder(self, title: str, of: str, day: date) -> LearnedOffice | None:
        """Return who alone bears a title of a state on a day, or None if that is not certain."""
        named = [
            o
            for o in (*self.offices, *self.rivals)
            if (o.title, o.of) == (title, of) and _covers(o, day)
        ]
        votes: dict[str, int] = defaultdict(int)
        for office in named:
            votes[office.actor_id] += len(office.sources)
        agreed = [o for o in self._agreed(day) if o in named]
        best = max(agreed, key=lambda o: (len(o.sources), o.learned_id), default=None)
        others = sum(votes.values()) - (votes[best.actor_id] if best else 0)
        return best if best and votes[best.actor_id] >= _CLEARLY * others else None

    def named(
        self, surname: str, day: date, *, title: str | None = None, of: str | None = None
    ) -> LearnedOffice | None:
        """Return the one person of that surname in an agreed office on a day, or None."""
        found = [
            o
            for o in self.offices
            if any(same_surname(surname, n) for n in (o.name, *o.aliases)) and _covers(o, day)
            and title in (None, o.title) and of in (None, o.of)
        ]  # fmt: skip
        if len({o.actor_id for o in found}) != 1:
            return None
        return next((o for o in found if o.standing == "agreed"), None)

    def actors(self, states: Mapping[str, object]) -> Iterator[Actor]:
        """Yield the persons of agreed offices as actors.

        Args:
            states: by alpha-3 code; an office of anything else gives no country.
        """
        held: dict[str, list[LearnedOffice]] = defaultdict(list)
        for office in self.offices:
            if office.standing == "agreed":
                held[office.actor_id].append(office)
        for actor_id, offices in sorted(held.items()):
            last = max(offices, key=lambda o: (o.end, o.learned_id))
            country = last.of if last.of in states else None
            yield Actor(
                actor_id=actor_id,
                name=last.name,
                kind="person",
                aliases=tuple(sorted({a for o in offices for a in o.aliases})),
                country=country,
                sectors=("GOV",) if country else ("IGO",),
                offices=tuple(
                    Office(title=o.title, of=o.of, start=o.start, end=o.end)
                    for o in sorted(offices, key=lambda o: (o.start, o.learned_id))
                ),
                basis="learned",
            )

    def _agreed(self, day: date) -> Iterator[LearnedOffice]:
        return (o for o in self.offices if o.standing == "agreed" and _covers(o, day))


def _covers(office: LearnedOffice, day: date) -> bool:
    return office.start - _REACH <= day <= office.end + _REACH
