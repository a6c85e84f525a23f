"""Which versions of the tables this program reads, and what to do about the others."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote

from communique.errors import LedgerError
from communique.ledger import schema
from communique.ledger.place import Place, Server

FIRST_RELEASED = 3
PROGRAM = "communique"


def version_of(place: Place, told: Mapping[str, str]) -> int:
    """Return the version of a ledger's tables.

    Args:
        place: of the ledger, for the message.
        told: its own data, as the table ``meta`` holds it.

    Raises:
        LedgerError: if it is no ledger, or newer than this program, or older than any release.
    """
    if told.get("program") != PROGRAM:
        raise LedgerError(
            f"{place}: a database, but not a ledger of Communiqué; name another {_thing(place)}"
        )
    try:
        version = int(told.get("schema", "0"))
    except ValueError as error:
        raise LedgerError(
            f"{place}: damaged, its version is {told['schema']!r}; restore a copy"
        ) from error
    if version > schema.SCHEMA_VERSION:
        raise LedgerError(
            f"{place}: written by a newer version of Communiqué (schema {version}, this program "
            f"reads up to {schema.SCHEMA_VERSION}); upgrade the program"
        )
    if version < FIRST_RELEASED:
        raise LedgerError(
            f"{place}: written by an earlier version of Communiqué that was never released (schema "
            f"{version}); build it again from its sources under another name"
        )
    return version


def check_version(place: Place, told: Mapping[str, str]) -> None:
    """Raise unless the tables are those that this program works with; see :func:`version_of`.

    Raises:
        LedgerError: as :func:`version_of`, and if the ledger must be upgraded first.
    """
    version = version_of(place, told)
    if version < schema.SCHEMA_VERSION:
        raise LedgerError(
            f"{place}: written by an earlier version of Communiqué (schema {version}, this program "
            f"works with {schema.SCHEMA_VERSION}); bring it up to date with: "
            f"communique upgrade --ledger {quote(str(place))}"
        )


def _thing(place: Place) -> str:
    return "database" if isinstance(place, Server) else "file"
