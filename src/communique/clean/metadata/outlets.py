"""The table of outlets: which outlet publishes under a host, and under which name it is known.

Ours is ``data/outlets.csv``; users add tables of the same form, whose rows win over ours.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from communique.errors import KnowledgeError

KINDS = frozenset(
    ("agency", "broadcaster", "newspaper", "magazine", "portal", "ministry", "government",
    "organisation", "think tank")
)  # fmt: skip
_COLUMNS = ("host", "name", "country", "kind", "agency", "aliases")
_REQUIRED = ("host", "name")
_HOST = re.compile(r"^[\w-]+(?:\.[\w-]+)+$")
_HOST_LIKE = re.compile(r"^(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/?$")
_SCHEME = re.compile(r"^https?://")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_COUNTRY = re.compile(r"^(?:[A-Z]{3})?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet of the table: its name, its country, its kind.

    ``agency`` is the name under which others credit it, for an outlet that is a news agency.
    """

    name: str
    country: str | None = None
    kind: str | None = None
    agency: str | None = None
    aliases: tuple[str, ...] = ()

    def answers_to(self, name: str) -> bool:
        """Tell whether the outlet is known by ``name``; case, accents and marks do not count."""
        own = (self.name, _IN_BRACKETS.sub("", self.name), *self.aliases)
        return fold_name(name) in set(map(fold_name, own))


@dataclass(frozen=True, slots=True)
class OutletTable:
    """Outlets by host, and those of their names that no other outlet shares."""

    by_host: Mapping[str, Outlet]
    by_name: Mapping[str, Outlet]

    def at(self, host: str) -> Outlet | None:
        """Return the outlet with the longest host that ``host`` is or ends in."""
        labels = host.casefold().split(".")
        tails = (".".join(labels[at:]) for at in range(len(labels) - 1))
        return next((self.by_host[tail] for tail in tails if tail in self.by_host), None)

    def named(self, name: str) -> Outlet | None:
        """Return the one outlet that goes by ``name``, or whose host it is."""
        if _HOST_LIKE.match(name):
            host = _SCHEME.sub("", name).strip("/").casefold()
            return self.at(host) or self.by_name.get(fold_name(name))
        return self.by_name.get(fold_name(name))

    def listed(self, name: str) -> str:
        """Return the name that the table has for an outlet, or ``name`` where it has none."""
        known = self.named(name)
        return known.name if known else name


def fold_name(name: str) -> str:
    """Return a name as names are compared: letters and digits, without case and accents."""
    folded = name.casefold()
    plain = folded if folded.isascii() else unicodedata.normalize("NFKD", folded)
    return "".join(filter(str.isalnum, plain))


def outlet_table(own: tuple[str, ...] = ()) -> OutletTable:
    """Return our outlets and those of the user's tables.

    Args:
        own: paths of CSV files with the columns host, name, country, kind, agency, aliases, of
            which host and name must be filled; lines that begin with ``#`` are skipped. Their rows
            win over ours.

    Raises:
        KnowledgeError: naming file and row, if a table is missing or not of that form.
    """
    return _table(tuple((path, _changed(path)) for path in own))


@functools.lru_cache(maxsize=8)
def _table(own: tuple[tuple[str, int], ...]) -> OutletTable:
    """The table for files as they stood at given times."""
    ours = (files("communique.clean") / "data" / "outlets.csv").read_text("utf-8")
    rows = list(_rows(ours, "outlets.csv"))
    for path, _ in own:
        rows += _rows(_text_of(path), path)
    by_host = {host: outlet for hosts, outlet in rows for host in hosts}
    return OutletTable(by_host, _unshared(set(by_host.values())))


def _unshared(outlets: Iterable[Outlet]) -> dict[str, Outlet]:
    """Names that lead to one outlet only; "CNA" is the agency of three states."""
    claims: dict[str, set[Outlet]] = {}
    for outlet in outlets:
        for name in (outlet.name, *outlet.aliases):
            claims.setdefault(fold_name(name), set()).add(outlet)
    return {name: next(iter(known)) for name, known in claims.items() if len(known) == 1 and name}


def _changed(path: str) -> int:
    """When a file was last changed, so that it is read again after that."""
    try:
        return Path(path).stat().st_mtime_ns
    except OSError as error:
        raise KnowledgeError(f"{path}: expected a table of outlets: {error.strerror}") from error


def _text_of(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: expected a table of outlets in UTF-8: {error}") from error


def _rows(text: str, where: str) -> Iterator[tuple[tuple[str, ...], Outlet]]:
    """Yield hosts and outlet of each row; ``where`` names the file in errors."""
    head: list[str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        if head is None:
            head = _head(cells, where)
        else:
            yield _row(dict(zip(head, cells, strict=False)), len(cells) - len(head), where, number)
    if head is None:
        raise KnowledgeError(f"{where}: expected a row of column names, {', '.join(_COLUMNS)}")


def _head(cells: list[str], where: str) -> list[str]:
    unknown = set(cells) - set(_COLUMNS)
    missing = set(_REQUIRED) - set(cells)
    if unknown or missing:
        raise KnowledgeError(
            f"{where}: expected the columns {', '.join(_COLUMNS)}, got {', '.join(cells)}"
        )
    return cells


def _row(
    row: dict[str, str], excess: int, where: str, number: int
) -> tuple[tuple[str, ...], Outlet]:
    hosts = tuple(row.get("host", "").casefold().split())
    problem = _problem(row, hosts, excess)
    if problem:
        raise KnowledgeError(f"{where}: row {number}: {problem}")
    outlet = Outlet(
        name=row["name"],
        country=row.get("country") or None,
        kind=row.get("kind") or None,
        agency=row.get("agency") or None,
        aliases=tuple(filter(None, map(str.strip, row.get("aliases", "").split("|")))),
    )
    return hosts, outlet


def _problem(row: Mapping[str, str], hosts: tuple[str, ...], excess: int) -> str | None:
    """Say what is wrong with a row, or None."""
    if excess > 0:
        return f"{excess} more cells than columns; put a name that holds a comma in quotes"
    if not hosts or not all(map(_HOST.match, hosts)):
        return f"expected one host or more, such as lantern-post.example, got {row.get('host')!r}"
    if not row.get("name"):
        return "the outlet has no name"
    if row.get("kind") and row["kind"] not in KINDS:
        return f"expected a kind of {', '.join(sorted(KINDS))}, got {row['kind']!r}"
    if not _COUNTRY.match(row.get("country", "")):
        return f"expected an ISO 3166 alpha-3 code such as GBR, got {row['country']!r}"
    return None
