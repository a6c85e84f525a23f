"""Learn the weights by which accounts are taken for one event, and write them with m and u.

    python training/fit_merge_weights.py --write src/communique/merge/data/weights.yaml

Pairs of event mentions come from the invented world of ``benchmarks/synthetic_news.py``, where the
truth is known, grouped into copies and stories by the program itself. ``m`` of a level is its share
among pairs that tell of one happening, ``u`` among pairs that do not, of all pairs that blocking
brings together and no conflict keeps apart. ``--em`` hides the truth and finds m and u by
expectation maximisation, as splink does. ``--check`` merges worlds of other seeds by the weights of
a file and says how well. What no invented text can teach, the ``words`` of a sentence, keeps the
weights set by hand.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from communique.merge import group
from communique.merge.accounts import read_account
from communique.merge.blocking import candidate_pairs
from communique.merge.compare import Levels, levels
from communique.merge.conflicts import conflict
from communique.merge.events import group_mentions
from communique.merge.weights import Level, Weights, read_weights
from communique.records import Document
from communique.settings import MergeSettings
from synthetic_news import Report, reports

WORLDS = ((11, 3000), (12, 1000), (13, 300))  # seed and reports: dense and thin
CHECKED = ((21, 3000), (22, 300))
DRAWN = 20.0  # mentions' worth of doubt that draws rare levels towards counting nothing
FURTHEST = 5.0  # no level alone decides
BY_HAND = {
    "words": {
        "said_elsewhere": (
            -0.7,
            "accusations, demands, threats in two reports: people speak often",
        ),
        "other_matter": (-5.0, "two acts of one day in one report, told in no word alike"),
    },
}
HEADER = """\
# How much each kind of evidence speaks for two accounts telling of one event.
# Additive log-odds, as in record linkage (Fellegi and Sunter, "A theory for record linkage", 1969):
# the weights of a pair's levels and the prior are summed, and the logistic of the sum is the score
# between 0 and 1 of `why`. m is how often two accounts of one event are at a level, u how often two
# accounts of two events are; the weight is ln(m / u), held between -5 and 5.
# Learned by training/fit_merge_weights.py from invented reports of known truth; see
# docs/decisions/0020-merge-weights.md. Weights without m and u are set by hand.
#
# Where every sum begins: the share of one event among the pairs that are compared, in log-odds."""
EXPLAINED = {
    "parties": "of each of two parties, the best match",
    "others": "whether both accounts name the very same parties",
    "time": "days in common, the wider of the two; else how far apart they were told",
    "place": "of the happening",
    "reports": "that give the accounts; near: within 600 characters",
    "mode": "such as meet, visit, phone",
    "code": "the CAMEO code",
    "status": "such as actual, planned",
    "words": "of the sentences; set by hand",
}
NOT_IN_WORLDS = {  # what the invented reports do not show is set by hand
    "parties": {"no_parties": 0.9},
    # An invented report tells many events; a real one comes back to those it told.
    "reports": {"near_in_report": 1.0, "same_report": 0.5},
    "status": {"planned_and_actual": -0.5, "other": 0.0},
    "code": {"unknown": 0.0},
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts: their levels, whether they tell of one happening, and what the pair counts.

    ``share`` lets each account count alike, however many it is compared with; a story told in
    fifty reports would else outweigh a hundred told in two.
    """

    found: Levels
    one: bool
    share: float


def world(seed: int, count: int) -> tuple[list[Report], dict[str, Document]]:
    """Return the reports of a world, and its documents with copies and stories found."""
    told = list(reports(count, seed))
    unique = {report.document.document_id: report.document for report in told}
    grouped = group(list(unique.values()), MergeSettings())
    return told, {document.document_id: document for document in grouped.documents}


def pairs(seed: int, count: int) -> Iterator[Pair]:
    """Yield the pairs of a world that are compared."""
    told, documents = world(seed, count)
    truth = {mention: name for report in told for mention, name in report.tells.items()}
    accounts = [
        read_account(mention, documents[mention.document_id])
        for report in told
        for mention in report.extraction.event_mentions
    ]
    compared = [
        (accounts[first], accounts[second])
        for first, second in candidate_pairs(accounts)
        if conflict(accounts[first], accounts[second]) is None
    ]
    times = Counter(account.id for pair in compared for account in pair)
    for one, other in compared:
        found = {k: v for k, v in levels(one, other).items() if k not in BY_HAND}
        share = (1 / times[one.id] + 1 / times[other.id]) / 2
        yield Pair(found, truth[one.id] == truth[other.id], share)


def counted(known: Sequence[Pair], belief: Sequence[float]) -> Weights:
    """Return the weights under which each pair tells of one happening as far as believed."""
    one: dict[str, Counter[str]] = defaultdict(Counter)
    two: dict[str, Counter[str]] = defaultdict(Counter)
    for pair, share in zip(known, belief, strict=True):
        for name, at in pair.found.items():
            for level in at:
                one[name][level] += pair.share * share
                two[name][level] += pair.share * (1 - share)
    total = sum(pair.share * share for pair, share in zip(known, belief, strict=True))
    fields = {name: _levels(name, one[name], two[name]) for name in one}
    return Weights(prior=_log_odds(total / sum(pair.share for pair in known)), fields=fields)


def _levels(name: str, one: Counter[str], two: Counter[str]) -> dict[str, Level]:
    found = {}
    for level in sorted({*one, *two}):
        doubt = DRAWN * (one[level] + two[level]) / (one.total() + two.total())
        m = (one[level] + doubt) / (one.total() + DRAWN)
        u = (two[level] + doubt) / (two.total() + DRAWN)
        weight = max(-FURTHEST, min(FURTHEST, math.log(m / u)))
        found[level] = Level(weight=round(weight, 2), m=round(m, 4), u=round(u, 4))
    by_hand = {k: Level(weight=w) for k, w in NOT_IN_WORLDS.get(name, {}).items()}
    return found | by_hand


def expected(known: Sequence[Pair], rounds: int = 60) -> Weights:
    """Return weights by expectation maximisation, begun from likeness in time and place."""
    alike = {"same_days", "same_city", "copies", "near_in_report"}
    belief = [
        0.9 if sum(level in alike for at in pair.found.values() for level in at) > 1 else 0.2
        for pair in known
    ]
    for _ in range(rounds):
        weights = counted(known, belief)
        belief = [_belief(pair.found, weights) for pair in known]
    return counted(known, belief)


def _belief(found: Levels, weights: Weights) -> float:
    parts = (weights.of(name, level) for name, at in found.items() for level in at)
    return 1 / (1 + math.exp(-weights.prior - sum(parts)))


def _log_odds(share: float) -> float:
    return round(math.log(share / (1 - share)), 2)


def check(weights: Weights, least: float) -> Iterator[str]:
    """Yield how well worlds of other seeds are merged: B3, events of two happenings."""
    for seed, count in CHECKED:
        told, documents = world(seed, count)
        truth = {mention: name for report in told for mention, name in report.tells.items()}
        mentions = [m for report in told for m in report.extraction.event_mentions]
        settings = MergeSettings(event_score=least)
        found = group_mentions(mentions, documents, settings, weights=weights)
        groups = [[truth[account.id] for account in one.accounts] for one in found]
        precision, recall = b_cubed(groups)
        mixed = sum(len(set(names)) > 1 for names in groups)
        f1 = 2 * precision * recall / (precision + recall)
        yield (
            f"seed {seed}, {count} reports: B3 {precision:.3f} {recall:.3f} {f1:.3f}, "
            f"{mixed} of {len(groups)} events mix happenings"
        )


def b_cubed(groups: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Return B-cubed precision and recall of groups of true names."""
    size = Counter(name for names in groups for name in names)
    precision = recall = 0.0
    for names in groups:
        for name, count in Counter(names).items():
            precision += count * count / len(names)
            recall += count * count / size[name]
    return precision / size.total(), recall / size.total()


def as_yaml(weights: Weights) -> str:
    """Return the file of weights, with the words on how they were got that its header gives."""
    lines = [HEADER, f"prior: {weights.prior}", "", "fields:"]
    for name, found in weights.fields.items():
        lines.append(f"  {name}:  # {EXPLAINED[name]}")
        for level, value in sorted(found.items(), key=lambda item: -item[1].weight):
            got = f", m: {value.m}, u: {value.u}" if value.m is not None else ""
            lines.append(f"    {level}: {{weight: {value.weight}{got}}}")
    for name, by_hand in BY_HAND.items():
        lines.append(f"  {name}:  # {EXPLAINED[name]}")
        lines += [f"    {n}: {{weight: {w}}}  # {why}" for n, (w, why) in by_hand.items()]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Learn, and write or check."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--em", action="store_true", help="learn without the truth")
    parser.add_argument("--write", type=Path, metavar="FILE")
    parser.add_argument("--check", type=Path, metavar="FILE", help="check these, learn none")
    parser.add_argument("--least", type=float, default=MergeSettings().event_score)
    chosen = parser.parse_args()
    if chosen.check is not None:
        weights = read_weights(chosen.check.read_text(encoding="utf-8"), str(chosen.check))
    else:
        known = [pair for seed, count in WORLDS for pair in pairs(seed, count)]
        right = [float(pair.one) for pair in known]
        weights = expected(known) if chosen.em else counted(known, right)
        print(
            f"{len(known)} pairs, {sum(right) / len(known):.3f} of one happening", file=sys.stderr
        )
        text = as_yaml(weights)
        weights = read_weights(text, "learned")
        if chosen.write is not None:
            chosen.write.write_text(text, encoding="utf-8")
        else:
            sys.stdout.write(text)
    for line in check(weights, chosen.least):
        print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
