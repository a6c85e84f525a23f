"""Checks of the knowledge files beyond what loading refuses: `communique knowledge check`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from communique.errors import KnowledgeError
from communique.knowledge.agents import load_agents
from communique.knowledge.files import (
    PACKAGE,
    data_file,
    data_folder,
    partial_date,
    read_table,
    read_text,
    read_yaml,
    read_yaml_rows,
)
from communique.knowledge.load import Knowledge, load_knowledge
from communique.knowledge.sectors import SECTORS

_HOLDS_TO = re.compile(r"holds to: (\d{4}-\d{2}-\d{2})")
_OFFICES = frozenset({
    "head_of_state", "head_of_government", "deputy_head_of_government", "foreign_minister",
    "defence_minister", "chief_diplomat", "security_adviser", "spokesperson", "envoy",
    "legislature_head", "party_leader", "leader", "secretary_general", "president",
    "commissioner", "monarch_heir", "official",
})  # fmt: skip
_ONE_HOLDER = frozenset({
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "leader",
    "secretary_general",
})  # fmt: skip
_WITHOUT_GAPS = frozenset({"head_of_state", "head_of_government", "foreign_minister"})
_LONGEST_GAP = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong with the knowledge; an ``error`` fails the check, a ``warning`` does not."""

    level: Literal["error", "warning"]
    kind: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A term with the widest and the surest reading of its dates."""

    name: str
    first: date  # earliest possible beginning
    surely_from: date
    surely_to: date
    last: date  # latest possible end


def check_knowledge(package: str = PACKAGE) -> list[Finding]:
    """Return everything found wrong, errors first.

    Args:
        package: the package whose ``data`` folder holds the files.
    """
    try:
        knowledge = load_knowledge(package)
    except KnowledgeError as error:
        return [Finding(level="error", kind="file cannot be loaded", what=str(error))]
    checks: tuple[Callable[[str, Knowledge], Iterable[Finding]], ...] = (
        _heads, _terms, _office_codes, _members, _duplicate_names, _sectors_and_states,
    )  # fmt: skip
    found = [finding for check in checks for finding in check(package, knowledge)]
    return sorted(found, key=lambda f: (f.level, f.kind, f.what))


def text_files(package: str = PACKAGE) -> tuple[str, ...]:
    """Return the names of all YAML and CSV files of the knowledge, sorted."""
    top = [item.name for item in data_file(package, "").iterdir()]
    names = [n for n in (*top, *data_folder(package, "offices")) if n.endswith((".yaml", ".csv"))]
    return tuple(sorted(names))


def holds_to(package: str, name: str) -> date | None:
    """Return the day to which a file says it holds, or None if its head does not say."""
    match = _HOLDS_TO.search(_head(package, name))
    return partial_date(match.group(1), end=True, where=name) if match else None


def _head(package: str, name: str) -> str:
    lines = read_text(package, name).splitlines()
    end = next((i for i, line in enumerate(lines) if line and line[0] != "#"), len(lines))
    return "\n".join(lines[:end])


def _error(kind: str, what: str) -> Finding:
    return Finding(level="error", kind=kind, what=what)


def _warning(kind: str, what: str) -> Finding:
    return Finding(level="warning", kind=kind, what=what)


def _heads(package: str, _knowledge: Knowledge) -> Iterator[Finding]:
    for name in text_files(package):
        if "source:" not in _head(package, name).lower():
            yield _error("head without source", name)
        if holds_to(package, name) is None:
            yield _error("head without the day to which it holds", name)


def _terms(package: str, _knowledge: Knowledge) -> Iterator[Finding]:
    titled: dict[tuple[str, str], list[_Held]] = defaultdict(list)
    held: dict[tuple[str, str], list[_Held]] = defaultdict(list)
    for row in _office_rows(package):
        if row["office"] in _ONE_HOLDER:
            titled[row["of"], row["title"]].append(_held(row))
        if row["office"] in _WITHOUT_GAPS:
            held[row["of"], row["office"]].append(_held(row))
    for (of, title), terms in titled.items():
        yield from _overlaps(f"{of} {title}", terms)
    for (of, office), terms in held.items():
        yield from _gaps(f"{of} {office}", terms)


def _overlaps(which: str, terms: Iterable[_Held]) -> Iterator[Finding]:
    for earlier, later in pairwise(sorted(terms, key=lambda t: (t.first, t.last))):
        if earlier.surely_to - later.surely_from > timedelta(days=1):
            yield _error("two holders of one office", f"{which}: {earlier.name}, {later.name}")


def _gaps(which: str, terms: Iterable[_Held]) -> Iterator[Finding]:
    ordered = sorted(terms, key=lambda t: (t.first, t.last))
    reached = ordered[0]
    for later in ordered[1:]:
        gap = later.first - reached.last
        if gap > _LONGEST_GAP:
            said = f"{which}: {reached.name}, then {later.name} ({gap.days} days)"
            yield _warning("gap between holders", said)
        reached = max(reached, later, key=lambda t: t.last)


def _held(row: Mapping[str, str]) -> _Held:
    def read(key: str, *, end: bool) -> date:
        open_end = date.max if key == "end" else date.min
        return partial_date(row[key], end=end, where=row["name"]) or open_end

    return _Held(
        name=row["name"], first=read("start", end=False), surely_from=read("start", end=True),
        surely_to=read("end", end=False), last=read("end", end=True),
    )  # fmt: skip


def _office_rows(package: str) -> Iterator[dict[str, str]]:
    columns = ("of", "office", "title", "name", "gender", "start", "end", "aliases")
    for name in data_folder(package, "offices"):
        if name.endswith(".csv"):
            yield from read_table(package, name, columns)


def _office_codes(package: str, _knowledge: Knowledge) -> Iterator[Finding]:
    seen: Counter[tuple[str, ...]] = Counter()
    genders: dict[str, set[str]] = defaultdict(set)
    for row in _office_rows(package):
        who = f"{row['of']} {row['title']} {row['name']}"
        if row["office"] not in _OFFICES:
            yield _error("unknown kind of office", f"{who}: {row['office']!r}")
        if row["gender"] not in ("m", "f"):
            yield _error("gender neither m nor f", f"{who}: {row['gender']!r}")
        genders[row["name"]].add(row["gender"])
        seen[row["of"], row["title"], row["name"], row["start"]] += 1
    for name in (name for name, given in genders.items() if len(given) > 1):
        yield _error("a person of two genders", name)
    for term in (term for term, count in seen.items() if count > 1):
        yield _error("term given twice", " ".join(term))


def _members(package: str, _knowledge: Knowledge) -> Iterator[Finding]:
    for row in read_yaml_rows(package, "organisations.yaml", ("id", "name")):
        where = f"organisations.yaml: {row['id']}"
        began = row.get("predecessor") or row.get("founded")
        founded = partial_date(began, end=False, where=where)
        times: dict[str, list[_Held]] = defaultdict(list)
        for member in row.get("members") or ():
            dates = {k: str(member.get(k) or "") for k in ("start", "end")}
            time = _held({"name": member["state"], **dates})
            times[time.name].append(time)
            if dates["start"] and founded and time.surely_from < founded:
                yield _error("member before founding", f"{row['id']}: {time.name}")
            if time.last < time.first:
                yield _error("membership that ends before it begins", f"{row['id']}: {time.name}")
        for state, terms in times.items():
            ordered = sorted(terms, key=lambda t: t.first)
            if any(a.surely_to > b.surely_from for a, b in pairwise(ordered)):
                yield _error("member twice at a time", f"{row['id']}: {state}")


def _duplicate_names(_package: str, knowledge: Knowledge) -> Iterator[Finding]:
    for surface, entries in knowledge.names.meanings.items():
        sure = {e.actor_id for e in entries if e.form == "name" and not e.ambiguous}
        if len(sure) > 1:
            yield _error("one name of two actors", f"{surface}: {', '.join(sorted(sure))}")


def _sectors_and_states(package: str, knowledge: Knowledge) -> Iterator[Finding]:
    for organisation in knowledge.organisations.values():
        if organisation.sector not in SECTORS:
            yield _error("unknown sector", f"{organisation.actor_id}: {organisation.sector!r}")
    if not data_file(package, "agents.yaml").is_file():
        return
    agents = load_agents(package)
    nouns = {**agents.certain, **agents.weak}
    for words, sectors in nouns.items():
        for sector in set(sectors) - SECTORS:
            yield _error("unknown sector", f"agents.yaml: {' '.join(words)}: {sector!r}")
    for names, sectors, country in (
        *((b.names, b.sectors, b.country) for b in agents.bodies),
        *((r.names, r.sectors, r.country) for r in agents.regions),
    ):
        for sector in set(sectors) - SECTORS:
            yield _error("unknown sector", f"{names[0]}: {sector!r}")
        if country is not None and country not in knowledge.states:
            yield _error("unknown state", f"{names[0]}: {country!r}")
    yield from _nouns_twice(package)


def _nouns_twice(package: str) -> Iterator[Finding]:
    content: Mapping[str, Any] = read_yaml(package, "agents.yaml")
    for section in ("certain", "weak"):
        seen: dict[str, str] = {}
        for sector, nouns in content[section].items():
            for noun in nouns:
                if noun in seen:
                    yield _error("noun given twice", f"{noun}: {seen[noun]}, {sector}")
                seen[noun] = sector
