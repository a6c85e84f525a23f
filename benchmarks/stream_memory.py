"""How much memory a listing of all events takes, in a process of its own.

python benchmarks/stream_memory.py LEDGER
"""

from __future__ import annotations

import resource
import subprocess
import sys
from itertools import islice
from pathlib import Path

from communique.ledger import Ledger

_SETTLED = 1_000  # records after which memory should grow no more


def growth_of_listing(path: Path) -> str:
    """Return a sentence on the memory of a listing, measured in a new process."""
    done = subprocess.run(
        [sys.executable, __file__, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def peak() -> float:
    """Return the most memory that this process ever held, in MB."""
    unit = 1024 if sys.platform == "darwin" else 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit / 1024


def main() -> None:
    """Go through all events, and tell the most memory held near the beginning and at the end."""
    with Ledger.open(Path(sys.argv[1])) as ledger:
        events = iter(ledger.events())
        read = sum(1 for _ in islice(events, _SETTLED))
        early = peak()
        read += sum(1 for _ in events)
    sys.stdout.write(
        f"Listing {read:,} events: {early:.0f} MB after {_SETTLED:,}, {peak():.0f} MB at the end.\n"
    )


if __name__ == "__main__":
    main()
