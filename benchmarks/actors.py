"""Measure how well short phrases and names lead to a country, a sector and an entity.

    python benchmarks/actors.py FILE [--misses] [--json]

``FILE`` holds one case a line: ``text``, ``call``, ``args``, ``kwargs`` and ``expect``, where
``call`` names a small function of the earlier system from which the cases come:

* ``agent_to_code(text, context, day)``: country, ``code_1`` and ``code_2``
* ``short_text_to_agent(text)``: the same, of a phrase without a name
* ``search_nat(text)``: the country of a phrase, under ``cc``
* ``query_wiki(text, country)``: the title of the person, organisation or place that is named

Cases that hold program text instead of a phrase are left out and counted.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from communique.extract.actors.phrase_actor import PhraseActor, actor_of
from communique.knowledge import Knowledge, load_knowledge
from communique.knowledge.agents import plain_words
from tables import markdown_table

# Undated cases and "today" mean the time at which the cases were written.
TODAY = date(2022, 11, 1)
# Organisations of states, for which the earlier system had country codes: ours has no country and
# names the organisation.
ORGANISATIONS = {"EUR", "IGO", "UNO"}
# Sectors that are equal, expected -> also right, and why.
EQUAL: dict[str, set[str]] = {
    "UNK": {"", "CVL"},  # "two men": no sector was given; ours says civilians or nothing
    "": {"GOV"},  # a state as such: its government, or no sector
    "PRM": {"REB"},  # an armed group is listed once by the two, as rebels or paramilitaries
    "REB": {"PRM", "UAF"},
    "UAF": {"PRM", "REB"},
    "AGR": {"CVL"},  # farmers; the codebook without the later additions has civilians
    "SOC": {"NGO"},  # civil society; the codebook without the later additions has NGO
}
_MONTHS = "january february march april may june july august september october november december"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was asked of one case, what was found, whether it is right."""

    figure: str
    text: str
    expected: str
    found: str
    right: bool


def outcomes(cases: list[dict[str, Any]], knowledge: Knowledge) -> Iterator[Outcome]:
    """Yield an outcome for everything that a case expects."""
    for case in cases:
        actor = answer(case, knowledge)
        expect, text = case["expect"], case["text"]
        country = expect.get("country", expect.get("cc"))
        if country is not None:
            right = _same_country(country, actor)
            yield Outcome("country", text, country, actor.country or "", right)
        if "code_1" in expect:
            main = actor.sectors[0] if actor.sectors else ""
            if country in ORGANISATIONS and main == "IGO":
                main = "GOV"  # the earlier system took the European Union for a state
            right = _same_sector(expect["code_1"], main)
            yield Outcome("sector", text, expect["code_1"], " ".join(actor.sectors), right)
        title = expect.get("title") or expect.get("wiki")
        if title:
            right = _same_name(title, actor, knowledge)
            yield Outcome("name", text, title, actor.name or "", right)


def answer(case: dict[str, Any], knowledge: Knowledge) -> PhraseActor:
    """Return our answer to a case."""
    args, given = case["args"], case["kwargs"]
    by_position = dict(zip(("context", "query_date"), args, strict=False))
    context = given.get("country") or by_position.get("context") or ""
    day = read_day(given.get("query_date") or by_position.get("query_date"))
    country = actor_of(context, knowledge).country if context else None
    return actor_of(case["text"], knowledge, day=day, country=country)


def read_day(words: str | None) -> date:
    """Return the day of "2022-04-01", "12 April 2022", "October 1, 2021"; else `TODAY`."""
    if not words or words == "today":
        return TODAY
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return date.fromisoformat(words)
    month = next(i for i, m in enumerate(_MONTHS.split(), 1) if m in words.lower())
    numbers = sorted(map(int, re.findall(r"\d+", words)))
    return date(numbers[1], month, numbers[0])


def _same_country(expected: str, actor: PhraseActor) -> bool:
    if expected in ORGANISATIONS:
        return actor.country is None and (actor.actor_id or "").startswith("organisation/")
    return (actor.country or "") == expected


def _same_sector(expected: str, found: str) -> bool:
    return found == expected or found in EQUAL.get(expected, set())


def _same_name(title: str, actor: PhraseActor, knowledge: Knowledge) -> bool:
    """Compare what a title and a phrase name; a capital may name its state's government."""
    plain = re.sub(r" \(.*\)$", "", title)
    known = knowledge.actor(actor.actor_id) if actor.actor_id else None
    names = {actor.name or "", *((known.name, *known.aliases) if known else ())}
    same = actor_of(plain, knowledge)
    return plain_words(plain) in {plain_words(n) for n in names} or (
        same.name is not None and (same.name, same.actor_id) == (actor.name, actor.actor_id)
    )


def main() -> int:
    """Print the figures; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    lines = options.file.read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines if line.strip()]
    cases = [c for c in read if "d['" not in c["text"]]
    results = list(outcomes(cases, load_knowledge()))
    asked = Counter(r.figure for r in results)
    right = Counter(r.figure for r in results if r.right)
    figures = {name: round(right[name] / asked[name], 3) for name in sorted(asked)}
    if options.misses:
        for r in results:
            if not r.right:
                print(f"{r.figure:8} {r.text!r}: expected {r.expected!r}, found {r.found!r}")
    if options.json:
        print(json.dumps(figures | {"n": len(cases), "left_out": len(read) - len(cases)}))
    else:
        rows = [(name, str(asked[name]), f"{value:.3f}") for name, value in figures.items()]
        print(markdown_table(("figure", "asked", "right"), rows, right={1, 2}))
        print(f"{len(read) - len(cases)} cases without a phrase left out")
    return 0


if __name__ == "__main__":
    sys.exit(main())
