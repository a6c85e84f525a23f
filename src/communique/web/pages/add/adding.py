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
_UPLOADS = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that was done: ``what``, and how many of it so far."""

    what: str
    done: int


@dataclass(slots=True, kw_only=True)
class Run:
    """One reader's reports on their way into the ledger.

    Attributes:
        run_id: names it in addresses.
        folder: where its files lie until they are read.
        names: of what was brought, as the reader gave them.
        pasted: a text that was typed in, if any.
        state: how far it is.
        steps: what was done so far; it only grows.
        refused: address and reason of what could not be read.
        counts: what came out, by kind, once it is done.
        problem: why it failed.
    """

    run_id: str
    folder: Path
    names: tuple[str, ...]
    pasted: Source | None = None
    state: State = "waiting"
    steps: list[Step] = field(default_factory=list)
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

    def get(self, run_id: str) -> Run | None:
        """Return a run, None if there is none of that id, or it is long ago."""
        return self._runs.get(run_id)

    def begin(self, folder: Path, names: Sequence[str], pasted: Source | None) -> Run:
        """Start the run of a folder and of a text; the folder is removed at its end."""
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
        except (CommuniqueError, OSError) as error:
            run.problem, run.state = str(error).replace(f"{self._place}: ", ""), "failed"
        except BaseException:
            run.problem, run.state = "a defect of the program; its log tells more", "failed"
            raise
        finally:
            shutil.rmtree(run.folder, ignore_errors=True)

    def _build(self, run: Run) -> None:
        settings = _settings(self._place)
        sources = _sources(run, settings)
        report = pipeline.build(
            sources, self._place, settings=settings,
            progress=lambda what, done, total: run.steps.append(Step(what=what, done=done)),
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
        run.steps.append(Step(what="reading", done=1))
        yield replace(run.pasted, uri=f"{run.uri}{run.pasted.uri}")
    for done, source in enumerate(read_sources([run.folder], refuse, settings.read), start=1):
        run.steps.append(Step(what="reading", done=done))
        yield replace(source, uri=f"{run.uri}{_shown(source.uri, run)}")


def _shown(uri: str, run: Run) -> str:
    """An address without the folder in which the file lies for the moment."""
    return uri.split(f"{run.folder.name}/", 1)[-1].removeprefix(run.uri)
