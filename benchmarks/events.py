"""Measure the coding of events part by part, and print Markdown tables.

    python benchmarks/events.py [--shared DIR] [--limit N]

* Marked pairs: the lexicon alone, the model alone, both; on the gold pairs and on the tenth of our
  own training sentences that nothing was fitted to.
* How often an answer of a given confidence is right, on that tenth, with a bar to look at.
* Unit sentences on invented countries, which are given as a user's own actors: how many of the
  typed events are detected with their type, and how much is coded beyond them.

The gold lies in ``DIR/gold``, outside this repository. Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from communique.pipeline import classify_rows, code_rows
from communique.settings import Deciders, KnowledgeSettings, Settings
from tables import markdown_table

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

from labels import shifted
from sentences import corpus, is_held_out

ROOT = Path(__file__).parents[1]
PAIRS = ("root_macro_f1", "quad_macro_f1", "binary_macro_f1", "accuracy")
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
BAR = 30
YIELDING = "CONCEDE|RETREAT"

# The unit sentences bear codes of WEIS (McClelland 1978: 08 agree, 09 request, 12 accuse, 22
# force), which their labels read as if they were CAMEO's. These PLOVER types continue its roots.
WEIS = {
    "01": ("CONCEDE", "RETREAT"), "03": ("CONSULT",), "04": ("SUPPORT",), "05": ("AGREE",),
    "06": ("SUPPORT", "CONCEDE", "AID", "AGREE"), "07": ("AID",),
    "08": ("AGREE", "SUPPORT", "COOPERATE"), "09": ("REQUEST",), "10": ("REQUEST",),
    "11": ("REJECT",), "12": ("ACCUSE",), "13": ("ACCUSE", "PROTEST"), "14": ("REJECT",),
    "15": ("REQUEST",), "16": ("THREATEN",), "17": ("THREATEN",), "18": ("MOBILIZE", "PROTEST"),
    "19": ("SANCTION",), "20": ("SANCTION",), "21": ("COERCE",), "22": ("ASSAULT",),
}  # fmt: skip

# The countries and people of Tolkien's and Rowling's stories on which the unit sentences are told.
INVENTED = """name,aliases,demonyms,kind,country,sectors,office,of
Gondor,Minas Tirith,Gondorian,state,XGO,,,
Arnor,,Arnorian,state,XAR,,,
Osgiliath,,,state,XOS,,,
Bree,,Breelander,state,XBR,,,
Eriador,,Eriadori;Eriadorian,state,XER,,,
Calenardhon,,,state,XCA,,,
Mordor,Minas Morgul,,state,XMO,,,
Ithilen,Ithilien,,state,XIT,,,
Fornost,,,state,XFO,,,
Dagolath,,Dagolathi,state,XDA,,,
Dol Amroth,,,state,XDO,,,
Rohan,,Rohirrim;Rohans,state,XRO,,,
Lorien,Caras Galadhon,Elf;Elves,state,XEL,,,
Hobbiton,Shire;the Shire,Hobbit;Hobbits,state,XHO,,,
Gollum,Smeagol;Slinker;Stinker,,person,XHO,,official,XHO
Frodo,,,person,XHO,,official,XHO
Sam Gamgee,Gamgee,,person,XHO,,official,XHO
Galadriel,,,person,XEL,,official,XEL
Elrond,,,person,XAR,,official,XAR
"""


def own_sentences() -> Iterator[dict[str, Any]]:
    """Yield the held-out pairs of our own sentences as rows, with the codebook's type."""
    for sentence in filter(lambda s: is_held_out(s.text), corpus()):
        for at, judged in enumerate(sentence.judgements):
            yield {
                "id": f"{zlib.crc32(sentence.text.encode())}-{at}",
                "text": sentence.text,
                "source": list(judged.source),
                "target": list(judged.target),
                "type": shifted(judged.type, judged.status or "") if judged.type else None,
            }


def gold_scores(gold: Path, deciders: Deciders) -> dict[str, float]:
    """Score the filter on the gold pairs with its own scorer."""
    command = shlex.join([sys.executable, "-m", "communique", "classify", "--by", deciders])
    run = [sys.executable, str(gold / "measure.py"), "pairs", "--json", "--cmd", command]
    return dict(json.loads(subprocess.check_output(run)))


def macro_f1(pairs: Sequence[tuple[str | None, str | None]]) -> float:
    """Return the mean F1 over the labels of the first of each pair."""
    scores = []
    for label in sorted({right or "" for right, _ in pairs}):
        hits = sum((r or "") == label == (s or "") for r, s in pairs)
        wrong = sum(((r or "") == label) != ((s or "") == label) for r, s in pairs)
        scores.append(2 * hits / (2 * hits + wrong) if hits else 0.0)
    return sum(scores) / len(scores)


def told(text: str) -> None:
    """Say on standard error what is going on."""
    print(f"{text} ...", file=sys.stderr, flush=True)


def pair_table(gold: Path, rows: Sequence[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Return the table on marked pairs, and the answers of both on our own sentences."""
    cells = []
    answers: dict[str, list[dict[str, Any]]] = {}
    for deciders in get_args(Deciders):
        told(f"pairs by {deciders}")
        answers[deciders] = list(classify_rows(rows, deciders=deciders))
        ours = [(r["type"], a["type"]) for r, a in zip(rows, answers[deciders], strict=True)]
        right = sum(r == s for r, s in ours) / len(ours)
        scored = gold_scores(gold, deciders)
        shares = [f"{scored[name]:.3f}" for name in PAIRS]
        cells.append([deciders, *shares, f"{macro_f1(ours):.3f}", f"{right:.3f}"])
    head = ["decided by", "root F1", "quad F1", "binary F1", "accuracy"]
    table = markdown_table(
        [*head, "own, F1 with none", "own, accuracy"], cells, right=set(range(1, 7))
    )
    return table, answers["both"]


def reliability(rows: Sequence[dict[str, Any]], answers: Sequence[dict[str, Any]]) -> str:
    """Return how often answers are right by their confidence."""
    cells = []
    for low, high in pairwise(BINS):
        inside = [
            (row["type"] == a["type"], a["confidence"])
            for row, a in zip(rows, answers, strict=True)
            if low <= a["confidence"] < high or high == a["confidence"] == 1.0
        ]
        if inside:
            share = sum(right for right, _ in inside) / len(inside)
            mean = sum(confidence for _, confidence in inside) / len(inside)
            bar = "█" * round(share * BAR) + "░" * (BAR - round(share * BAR))
            cells.append(
                [f"{low:g} to {high:g}", str(len(inside)), f"{mean:.2f}", f"{share:.2f}", bar]
            )
    return markdown_table(["confidence", "answers", "mean", "right", ""], cells, right={1, 2, 3})


def unit_table(gold: Path) -> str:
    """Return the figures on the unit sentences."""
    told("unit sentences")
    lines = (gold / "events_petrarch_unit.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        actors = Path(folder, "invented.csv")
        actors.write_text(INVENTED, encoding="utf-8")
        settings = replace(Settings(), knowledge=KnowledgeSettings(actors=(str(actors),)))
        asked = [{name: row[name] for name in ("id", "text", "date")} for row in rows]
        answers = list(code_rows(asked, settings))
    labelled, weis, either, kept_silent, coded = [], [], [], [], 0
    for row, answer in zip(rows, answers, strict=True):
        found = {_folded(m["type"]) for m in answer["event_mentions"]}
        coded += len(answer["event_mentions"])
        wanted = {_folded(e["type"]) for e in row["events"] if e["type"]}
        as_weis = {_folded(t) for e in row["events"] for t in WEIS.get(str(e["code"])[:2], ())}
        if wanted:
            labelled.append(bool(wanted & found))
        if as_weis:
            weis.append(bool(as_weis & found))
        if wanted | as_weis:
            either.append(bool((wanted | as_weis) & found))
        if not row["events"]:
            kept_silent.append(not found)
    cells = [
        ["type as labelled detected", *_share(labelled)],
        ["type by the WEIS code detected", *_share(weis)],
        ["type by either detected", *_share(either)],
        ["without any event: nothing coded", *_share(kept_silent)],
        ["events coded in all", str(coded), ""],
    ]
    return markdown_table(["unit sentences", "n", "share"], cells, right={1, 2})


def _share(hits: Sequence[bool]) -> list[str]:
    return [str(len(hits)), f"{sum(hits) / max(1, len(hits)):.3f}"]


def _folded(event_type: str) -> str:
    return YIELDING if event_type in ("CONCEDE", "RETREAT", YIELDING) else event_type


def tables(gold: Path, rows: Sequence[dict[str, Any]]) -> Iterable[str]:
    """Yield the tables one by one."""
    pairs, answers = pair_table(gold, rows)
    yield pairs
    yield reliability(rows, answers)
    yield unit_table(gold)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--limit", type=int, default=None, help="own pairs to ask about")
    options = parser.parse_args()
    rows: list[Mapping[str, Any]] = list(own_sentences())[: options.limit]
    print("\n\n".join(tables(options.shared / "gold", [dict(row) for row in rows])))


if __name__ == "__main__":
    main()
