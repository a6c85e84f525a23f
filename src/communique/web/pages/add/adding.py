"""Reports that a reader brings: kept for a moment, then read, coded and merged like any others."""

from __future__ import annotations

import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from communique import pipeline
from communique.errors import CommuniqueError
from communique.ledger import SETTINGS, Ledger, Place
from communique.read import read_sources
from communique.records import Source, from_json
from communique.settings import Settings

State = Literal["waiting", "working", "done", "failed"]

_REMEMBERED = 20  # runs
_AT_ONCE = 8  # uploads that come in, wait, or are being read
_MOST_CHARACTERS = 300_000_000  # of one run, unpacked: an archive of 64 MB may hold much more
_UPLOADS = "added"


@dataclass(slots=True, kw_only=True)
class Run:
    """One reader's reports on their way into the ledger.

    Attributes:
        run_id: names it in addresses.
        folder: where its files lie until they are read.
        names: of what was brought, as the reader gave them.
        pasted: a text that was typed in, if any.
        state: how far it is.
        done: how many of each kind of step so far.
        refused: address and reason of what could not be read.
        counts: what came out, by kind, once it is done.
        problem: why it failed.
    """

    run_id: str
    folder: Path
    names: tuple[str, ...]
    pasted: Source | None = None
    state: State = "waiting"
    done: dict[str, int] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    problem: str = ""

    @property
    def uri(self) -> str:
        """Where the addresses of its sources begin."""
        return f"{_UPLOADS}/{self.run_id}/"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed")


class Runs:
    """The runs of a room: one at a time writes, the last ones are remembered."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._one_at_a_time = threading.Lock()
        self._free = threading.BoundedSemaphore(_AT_ONCE)
        self.watching = 0

    def get(self, run_id: str) -> Run | None:
        """Return a run, None if there is none of that id, or it is long ago."""
        return self._runs.get(run_id)

    def take_place(self) -> bool:
        """Take the place of an upload before it comes in; tell whether one was free."""
        return self._free.acquire(blocking=False)

    def give_back(self) -> None:
        """Give a place back of which no run came."""
        self._free.release()

    def begin(self, folder: Path, names: Sequence[str], pasted: Source | None) -> Run:
        """Start the run of a folder and of a text, for which a place was taken.

        At its end the folder is removed and the place given back.
        """
        run = Run(run_id=secrets.token_urlsafe(9), folder=folder, names=tuple(names), pasted=pasted)
        self._runs[run.run_id] = run
        while len(self._runs) > _REMEMBERED:
            self._runs.popitem(last=False)
        threading.Thread(target=self._do, args=(run,), daemon=True).start()
        return run

    def _do(self, run: Run) -> None:
        try:
            with self._one_at_a_time:
                run.state = "working"
                self._build(run)
            run.state = "done"
        except CommuniqueError as error:
            run.problem, run.state = str(error).replace(f"{self._place}: ", ""), "failed"
        except OSError as error:  # its words name files of this machine
            run.problem, run.state = error.strerror or "a file could not be used", "failed"
        except BaseException:
            run.problem, run.state = "a defect of the program; its log tells more", "failed"
            raise
        finally:
            shutil.rmtree(run.folder, ignore_errors=True)
            self._free.release()

    def _build(self, run: Run) -> None:
        settings = _settings(self._place)
        sources = _sources(run, settings)
        report = pipeline.build(
            sources, self._place, settings=settings, few="apart",
            progress=lambda what, done, total: run.done.__setitem__(what, done),
        )  # fmt: skip
        run.refused += [(_shown(uri, run), reason) for uri, reason in report.problems]
        run.counts = {"read": report.read, "new": report.new, "already there": report.already}
        run.counts["copies of others"] = report.duplicates


def _settings(place: Place) -> Settings:
    """The settings with which the ledger was built, so that nothing in it is coded otherwise."""
    with Ledger.open(place) as ledger:
        remembered = ledger.recall(SETTINGS)
    return from_json(Settings, remembered) if remembered else Settings()


def _sources(run: Run, settings: Settings) -> Iterator[Source]:
    def refuse(uri: str, reason: str) -> None:
        run.refused.append((_shown(uri, run), reason))

    if run.pasted is not None:
        run.done["reading"] = 1
        yield replace(run.pasted, uri=f"{run.uri}{run.pasted.uri}")
    length = 0
    for done, source in enumerate(read_sources([run.folder], refuse, settings.read), start=1):
        length += len(source.content)
        if length > _MOST_CHARACTERS:
            refuse(source.uri, "this and all after it: too much at once; use communique build")
            return
        run.done["reading"] = done
        yield replace(source, uri=f"{run.uri}{_shown(source.uri, run)}")


def _shown(uri: str, run: Run) -> str:
    """An address without the folder in which the file lies for the moment."""
    return uri.split(f"{run.folder.name}/", 1)[-1].removeprefix(run.uri)
