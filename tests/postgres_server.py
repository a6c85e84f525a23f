"""A PostgreSQL server for the tests: made in a folder, reached by a socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pg8000.dbapi

_OWNER = "communique"
# Nothing outlives the tests, so nothing needs to reach the disk.
_QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=50"


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, or None if no server is installed."""
    found = shutil.which("pg_ctl")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: int(f.parent.name))
    if not folders and found is not None:
        folders = [Path(found).resolve().parent]
    there = [folder for folder in folders if (folder / "initdb").exists()]
    return there[-1] if there else None


def name_of(address: str) -> str:
    """Return the name of the database of an address."""
    return address.partition("@/")[2].partition("?")[0]


class PostgresServer:
    """A running server; each ledger is a database of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0

    def address(self, name: str) -> str:
        """Return the address of a database, whether it is there or not."""
        return f"postgresql://{_OWNER}@/{name}?host={self._folder}"

    def new(self, options: str = "") -> str:
        """Make an empty database and return its address."""
        self._made += 1
        name = f"ledger{self._made}"
        self.run(f"CREATE DATABASE {name} {options}")
        return self.address(name)

    def copy(self, address: str) -> str:
        """Make a copy of a database that nobody uses and return its address."""
        return self.new(f"TEMPLATE {name_of(address)}")

    def drop(self, address: str) -> None:
        """Remove a database, whoever uses it."""
        self.run(f"DROP DATABASE {name_of(address)} WITH (FORCE)")

    def run(self, statement: str, name: str = "postgres") -> list[tuple[object, ...]]:
        """Run one statement in a database, outside the program under test."""
        connection = pg8000.dbapi.connect(
            user=_OWNER, database=name, unix_sock=str(self._folder / ".s.PGSQL.5432")
        )
        try:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute(statement)
            return [tuple(row) for row in cursor.fetchall()] if cursor.description else []
        finally:
            connection.close()


@contextmanager
def running(programs: Path) -> Iterator[PostgresServer]:
    """Make a server that listens to a socket only, and stop it at the end."""
    # The path of a socket may be 107 bytes long, that of a folder of pytest is longer.
    with tempfile.TemporaryDirectory(prefix="pg-", dir=_memory()) as made:
        folder = Path(made)
        user = _unprivileged()
        if user is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        data, log = folder / "data", folder / "log"
        _call(
            [programs / "initdb", "--pgdata", data, "--username", _OWNER, "--auth", "trust",
             "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
            user,
        )  # fmt: skip
        options = f"-c listen_addresses= -k {folder} {_QUICK}"
        control = [programs / "pg_ctl", "--pgdata", data, "--wait", "--silent"]
        _call([*control, "--log", log, "--options", options, "start"], user)
        try:
            yield PostgresServer(folder)
        finally:
            _call([*control, "--mode", "immediate", "stop"], user)


def _memory() -> str | None:
    """A folder in memory if there is room: making and removing databases is mostly writing."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK) or shutil.disk_usage(shared).free < 2**30:
        return None
    return str(shared)


def _unprivileged() -> str | None:
    """The user that the server runs as where the tests run as root, whom it refuses."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _call(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(
        command,
        user=user,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout.decode(errors='replace')}")
