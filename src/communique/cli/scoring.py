"""Scores as people and programs read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO, TYPE_CHECKING, Any

import msgspec
from rich.table import Table
from rich.text import Text

from communique.cli.screen import console, trimmed
from communique.display import Mark, in_guillemets, segments
from communique.display.plain import counted, cut, plain_text
from communique.display.sentences import sentences_around

if TYPE_CHECKING:
    from communique.evaluation import Confused, Evaluation, Miss, Score

_VALUE = 160  # characters
# What a field of gold is called in the records of the coder.
_CODED_AS = {"date": ("when",), "parties": ("actors", "recipients", "parties")}


def write_jsonl(found: Evaluation, output: IO[str], *, misses: bool) -> None:
    """Write a line for each score, each confusion of types, each count of negatives, each miss."""
    for line in _plain(found, misses=misses):
        output.write(msgspec.json.encode(line).decode("utf-8") + "\n")


def _plain(found: Evaluation, *, misses: bool) -> Iterator[dict[str, Any]]:
    for score in found.scores:
        yield {"record": "score", "texts": found.texts, **msgspec.to_builtins(score)}
    for confused in found.confusion:
        yield {"record": "confusion", **msgspec.to_builtins(confused)}
    for kind, (count, coded) in found.negatives.items():
        yield {"record": "negatives", "kind": kind, "gold": count, "coded": coded}
    for miss in found.misses if misses else ():
        yield {"record": "miss", **msgspec.to_builtins(miss)}


def write_tables(found: Evaluation, output: IO[str], *, misses: bool) -> None:
    """Write the scores, which types were confused, and the misses if they are wanted."""
    screen = console(output)
    with trimmed(screen):
        screen.print(Text(f"{counted(found.texts, 'texts')} scored"))
        screen.print(_score_table(found.scores))
        for line in _confusions(found.confusion):
            screen.print(Text(line))
        for kind, (count, coded) in found.negatives.items():
            screen.print(Text(f"{coded} of {count} negatives in {kind} are coded"))
        for miss in found.misses if misses else ():
            screen.print()
            for line in _miss(miss):
                screen.print(Text(line))


def _score_table(scores: Sequence[Score]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("of", "what"):
        table.add_column(name, no_wrap=True)
    for name in ("gold", "found", "coded", "right", "precision", "recall", "F1"):
        table.add_column(name, justify="right", no_wrap=True)
    for kind, several in groupby(scores, key=lambda score: score.kind):
        for n, score in enumerate(several):
            counts = map(str, (score.gold, score.found, score.coded, score.right))
            told = (_number(score, name) for name in ("precision", "recall", "f1"))
            table.add_row("" if n else kind, score.field, *counts, *told)
    return table


def _number(score: Score, name: str) -> str:
    value = getattr(score, name)
    if value is None:
        return "–"
    interval = score.intervals.get(name)
    spread = f" ({interval.low:.2f}–{interval.high:.2f})" if interval else ""
    return f"{value:.2f}{spread}"


def _confusions(confusion: Sequence[Confused]) -> Iterator[str]:
    for kind, of_kind in groupby(confusion, key=lambda c: c.kind):
        yield ""
        yield f"Types of {kind}: in gold, then as coded"
        for gold, several in groupby(of_kind, key=lambda c: c.gold):
            every = list(several)
            told = ", ".join(f"{_coded(one)} {one.count}" for one in every)
            count = str(sum(one.count for one in every))
            yield f"  {(gold or 'not in gold').ljust(12)} {count.rjust(4)}  {told}"


def _coded(confused: Confused) -> str:
    if confused.coded is None:
        return "not found"
    return "right" if confused.coded == confused.gold else confused.coded


def _miss(miss: Miss) -> Iterator[str]:
    named = f" [{miss.id}]" if miss.id is not None else ""
    yield plain_text(f"{miss.where}{named}: {miss.kind}: {miss.what}")
    for side, said in (("gold", miss.gold), ("coded", miss.coded)):
        if said is not None:
            yield f"  {side.ljust(5)}  {cut(plain_text(_said(said, miss.what)), _VALUE)}"
    if miss.words is not None:
        around = sentences_around(miss.text, miss.words)
        part = segments(miss.text, [Mark(span=miss.words, role="miss")], around)
        yield f"  {in_guillemets(part)}"


def _said(record: Mapping[str, Any], what: str) -> str:
    """The value of a field, or the whole of what is said where all of it is missed or extra."""
    held = [name for name in (what, *_CODED_AS.get(what, ())) if name in record]
    if held:
        return "; ".join(_value(record[name]) for name in dict.fromkeys(held)) or "none"
    names = ("type", "kind", "mode", "status", "speaker", "by", "to", "what", "actors",
             "recipients", "parties", "date", "when", "place", "value", "unit", "due")  # fmt: skip
    told = (_value(record[name]) for name in names if record.get(name) not in (None, [], ""))
    return "  ".join(told)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        if "name" in value:
            country = f" ({value['country']})" if value.get("country") else ""
            return f"{value['name']}{country}"
        start, end = value.get("start"), value.get("end")
        return str(start) if start == end else f"{start or '…'} – {end or '…'}"
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return "none" if value is None else str(value)
