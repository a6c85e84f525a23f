"""Bringing a ledger that an earlier release wrote up to date, whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, select

from communique.errors import LedgerError
from communique.ledger import connect as sqlite
from communique.ledger import postgres, schema
from communique.ledger.connect import writing
from communique.ledger.meta import set_meta
from communique.ledger.opening import translated
from communique.ledger.place import Place, Server, place_of
from communique.ledger.versions import version_of

if TYPE_CHECKING:
    from alembic.script import Script, ScriptDirectory

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """What an upgrade did: from which schema to which, and where the ledger lies as it was.

    ``copy`` is None on a server, and where there was nothing to do.
    """

    before: int
    after: int
    copy: Path | None = None


def upgrade(given: Path | Server | str, *, migrations: Path = MIGRATIONS) -> Upgraded:
    """Bring a ledger up to date; it is as it was before if anything fails, or the program dies.

    Args:
        given: the ledger's file or address. A file is copied first; the copy stays beside it.
        migrations: folder of the Alembic revisions that change the tables.

    Raises:
        LedgerError: if it is missing, damaged, no ledger, newer than this program or older than
            any release, or if it cannot be written.
    """
    place = place_of(given)
    with translated(place):
        before = version_of(place, _entries(place))
        scripts = _scripts(migrations)
        after = int(scripts.get_current_head() or before)
        if before >= after:
            return Upgraded(before=before, after=before)
        with _kept(place, before) as copy, _engine(place) as engine, writing(engine) as connection:
            _check_still(place, connection, before)
            _run(connection, _steps(scripts, before))
            set_meta(connection, "schema", str(after))
    return Upgraded(before=before, after=after, copy=copy)


def _entries(place: Place) -> dict[str, str]:
    if isinstance(place, Path):
        return sqlite.entries(place)
    with _engine(place) as engine, engine.connect() as connection:
        return postgres.entries(connection)


@contextmanager
def _engine(place: Place) -> Iterator[Engine]:
    engine = postgres.engine_of(place) if isinstance(place, Server) else sqlite.engine_of(place)
    try:
        yield engine
    finally:
        engine.dispose()


def _scripts(migrations: Path) -> ScriptDirectory:
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # only an upgrade needs it

    return ScriptDirectory(str(migrations), version_locations=[str(migrations)])


def _steps(scripts: ScriptDirectory, before: int) -> Sequence[Script]:
    """The revisions that follow ``before``, in order."""
    newest_first = scripts.iterate_revisions("head", str(before))
    return [step for step in reversed(list(newest_first)) if step.revision != str(before)]


def _run(connection: Connection, steps: Sequence[Script]) -> None:
    from alembic.migration import MigrationContext  # noqa: PLC0415
    from alembic.operations import Operations  # noqa: PLC0415

    with Operations.context(MigrationContext.configure(connection)):
        for step in steps:
            step.module.upgrade()


def _check_still(place: Place, connection: Connection, before: int) -> None:
    """Raise if another program was quicker."""
    query = select(schema.meta.c.value).where(schema.meta.c.key == "schema")
    if connection.execute(query).scalar() != str(before):
        raise LedgerError(f"{place}: another program has just upgraded it")


@contextmanager
def _kept(place: Place, version: int) -> Iterator[Path | None]:
    """Keep a copy of a file as it is; without need of it after all, it is removed."""
    if isinstance(place, Server):
        yield None
        return
    copy = _free_name(place, version)
    try:
        with (
            closing(sqlite3.connect(place)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        yield copy
    except BaseException:
        copy.unlink(missing_ok=True)
        raise


def _free_name(path: Path, version: int) -> Path:
    """A name beside the ledger that nothing has; an upgrade that was killed leaves its copy."""
    first = path.with_name(f"{path.name}.schema{version}")
    names = (path.with_name(f"{first.name}.{number}") for number in count(2))
    return first if not first.exists() else next(name for name in names if not name.exists())
