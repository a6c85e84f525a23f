"""Check the lines of a file of training sentences and count their labels.

python training/event_sentences/check.py FILE...
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from sentences import BadLine, read_sentences


def main() -> int:
    """Print what is wrong and the counts of types, statuses and lengths."""
    labels: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    words: Counter[str] = Counter()
    seen: set[str] = set()
    wrong = 0
    for name in sys.argv[1:]:
        for found in read_sentences(Path(name)):
            if isinstance(found, BadLine):
                wrong += 1
                print(f"{name}:{found.number}: {found.reason}")
                continue
            if found.text in seen:
                wrong += 1
                print(f"{name}: told twice: {found.text}")
            seen.add(found.text)
            size = len(found.text.split())
            words["short" if size <= 12 else "middle" if size <= 28 else "long"] += 1
            for judgement in found.judgements:
                labels[judgement.type or "NONE"] += 1
                statuses[judgement.status or "-"] += 1
    print(f"{len(seen)} sentences, {sum(labels.values())} judgements, {wrong} bad lines")
    for counts in (labels, statuses, words):
        print("  " + ", ".join(f"{key} {n}" for key, n in counts.most_common()))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
