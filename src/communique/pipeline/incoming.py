"""Sources to the shards that a ledger does not hold yet, and what came of those."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from communique.clean import RecurringLines
from communique.errors import RecordError
from communique.ledger import Ledger, Place, source_key
from communique.pipeline.coder import Coder
from communique.pipeline.report import BuildReport
from communique.pipeline.shards import Came, Shard, cut
from communique.read import read_sources
from communique.records import Source

_LEARNED = "recurring lines"
_MEMORIES = 64  # windows under way at once, at most


def shards_beside(ledger: Place) -> Path:
    """Return where the shards of a ledger lie while it is built: beside its file.

    A ledger on a server has no such place; its shards lie in the folder for temporary files.
    """
    if isinstance(ledger, Path):
        return ledger.with_name(f".{ledger.name}-shards")
    known = sha256(str(ledger).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"communique-{known}-shards"


def incoming(
    sources: Iterable[str | Path | Source],
    ledger: Ledger,
    coder: Coder,
    report: BuildReport,
    memory: Path,
    reached: Callable[[int], None],
) -> Iterator[Shard]:
    """Yield what this ledger does not hold yet, in shards.

    Args:
        sources: as :func:`communique.read.read_sources` takes them.
        ledger: what it holds from the same coder is counted and left out.
        coder: whose settings and id the shards get.
        report: counts what came in, and what could not be read.
        memory: folder for what a stopped run had learned of the outlets.
        reached: told how many bytes of the input were read.
    """
    done = ledger.coded(coder.coder_id)
    before = ledger.recall(_LEARNED)
    return cut(
        _came(sources, coder, report, done, reached),
        coder.settings,
        coder.coder_id,
        done=done,
        learned=_Memory(ledger=ledger, folder=memory),
        recurring=RecurringLines.from_json(before) if before else None,
    )


def _came(
    sources: Iterable[str | Path | Source],
    coder: Coder,
    report: BuildReport,
    done: set[str],
    reached: Callable[[int], None],
) -> Iterator[Came]:
    for source in read_sources(sources, report.refuse, coder.settings.read, reached=reached):
        key = source_key(source)
        report.read += 1
        report.already += key in done
        yield Came(source, key)


@dataclass(slots=True, kw_only=True)
class _Memory:
    """What was learned of the outlets: in the ledger for the next run, and by window for this one.

    A run that goes on after a stop knows no more of the outlets in a window than it did before.
    """

    ledger: Ledger
    folder: Path
    _kept: deque[Path] = field(default_factory=deque)
    _last: RecurringLines | None = None

    def before(self, window: str) -> RecurringLines | None:
        with suppress(OSError, RecordError, UnicodeDecodeError):
            return RecurringLines.from_json(self._file(window).read_text("utf-8"))
        return None

    def keep(self, window: str, lines: RecurringLines) -> None:
        if not lines.outlets:
            return
        told = lines.to_json()
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self._file(window).with_suffix(".part")
        part.write_text(told, "utf-8")
        self._kept.append(part.replace(self._file(window)))
        if len(self._kept) > _MEMORIES:
            self._kept.popleft().unlink(missing_ok=True)
        if lines != self._last:
            self._last = lines
            self.ledger.remember(_LEARNED, told)

    def _file(self, window: str) -> Path:
        return self.folder / f"{window}.json"
