"""Write how common words are in reports of dealings between states: data for telling stories apart.

    python tools/make_story_words.py SYNTHETIC.jsonl

SYNTHETIC.jsonl holds reports as objects with ``text``; ours were the synthetic stories of NGEC.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path

from communique.merge.story_words import stems

TARGET = Path("src/communique/merge/data/story_words.csv")
_LEAST = 9  # reports; rarer words weigh about the same whatever their number
_HEAD = """\
# How common words are in reports of dealings between states: stem, and in how many of {count}
# reports it stands. Words that are not listed stand in fewer than {least}. What is common here
# tells little of what a story is about.
#
# source: counted by tools/make_story_words.py in the synthetic stories of NGEC (MIT licence,
#   copyright Andrew Halterman and others); the stories themselves are not in this repository.
"""


def main(path: Path) -> None:
    """Count stems by report and write those that are not rare."""
    reports = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    counts = Counter(stem for text in reports for stem in set(stems(text)))
    kept = sorted((stem, n) for stem, n in counts.items() if n >= _LEAST)
    head = _HEAD.format(count=len(reports), least=_LEAST)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(head)
        rows = csv.writer(file, lineterminator="\n")
        rows.writerows([("stem", "reports"), ("*", len(reports)), *kept])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
