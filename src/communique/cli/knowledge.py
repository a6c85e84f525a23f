"""``communique knowledge``, ``communique knowledge check`` and ``communique knowledge add``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from communique.knowledge import Knowledge
    from communique.knowledge.check import Finding
    from communique.knowledge.own import OwnRow

_PARTLY_DONE = 3
_MOST_TOLD = 20  # names that collide
_MOST_IDS = 4  # who bear one name
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(invoke_without_command=True)
@click.pass_context
def knowledge(ctx: click.Context) -> None:
    """Say what the program knows of the world: counts, and to which day each file holds.

    `communique knowledge check` looks for overlaps, gaps and unknown codes; it fails on errors.
    `communique knowledge check FILE` does so for a file of your own actors.

    `communique knowledge add FILE [--to actors.csv]` checks actors of your own, given as CSV or as
    Wikidata's JSON Lines, and adds them to a CSV file that your settings name.
    """
    if ctx.invoked_subcommand is None:
        _tell_counts()


@knowledge.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=_FILE)
def check(files: tuple[Path, ...]) -> None:
    """Look for what is wrong in the knowledge files, or in FILE; exit with 1 if there are errors.

    FILE holds your own actors, as CSV or as Wikidata's JSON Lines; several are taken together.
    """
    from communique.knowledge import load_knowledge  # noqa: PLC0415  # keeps --help quick

    if files:
        _tell_own(_own_rows(files, load_knowledge())[0], load_knowledge())
        return
    from communique.knowledge.check import check_knowledge  # noqa: PLC0415

    findings = check_knowledge()
    for finding in findings:
        click.echo(f"{finding.level}: {finding.kind}: {finding.what}")
    levels = Counter(finding.level for finding in findings)
    click.echo(f"{levels['error']:,} errors, {levels['warning']:,} warnings", err=bool(findings))
    for line in _by_kind(findings):
        click.echo(line, err=True)
    if levels["error"]:
        click.get_current_context().exit(1)


@knowledge.command()
@click.argument("file", type=_FILE)
@click.option(
    "--to",
    "target",
    default="communique-actors.csv",
    show_default=True,
    metavar="CSV",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to add to; made if it is not there.",
)
def add(file: Path, target: Path) -> None:
    """Check the actors in FILE and add them to a CSV file of your own.

    FILE is CSV, or JSON Lines of Wikidata entities. Nothing is written if a row is wrong.
    """
    from communique.knowledge import load_knowledge  # noqa: PLC0415  # keeps --help quick
    from communique.knowledge.own_file import append_own  # noqa: PLC0415

    itself = target.exists() and target.samefile(file)
    known = load_knowledge(own=(str(target),) if target.exists() and not itself else ())
    rows, left_out = _own_rows((file,), known)
    _tell_own(rows, known)
    if itself:
        click.echo(f"{target} is the file itself: nothing to add")
    else:
        click.echo(f"{append_own(target, rows):,} rows added to {target}")
    click.echo(f'Name it in your settings:\n\n[knowledge]\nactors = ["{target.as_posix()}"]')
    if left_out:
        click.get_current_context().exit(_PARTLY_DONE)


def _own_rows(files: Sequence[Path], known: Knowledge) -> tuple[Sequence[OwnRow], int]:
    """Return the rows of files and how many entities were left out, or tell what is wrong."""
    from communique.knowledge.own_join import own_problems  # noqa: PLC0415  # keeps --help quick

    read = [_read_own(file, known) for file in files]
    rows = [row for found, _, _ in read for row in found]
    problems = [*(p for _, found, _ in read for p in found), *own_problems(known, rows)]
    for problem in problems:
        click.echo(f"error: {problem}", err=True)
    named = ", ".join(map(str, files))
    if problems:
        raise click.ClickException(f"{named}: {len(problems):,} errors")
    if not rows:
        raise click.ClickException(f"{named}: expected actors, one a row or line; found none")
    return rows, sum(left_out for _, _, left_out in read)


def _read_own(file: Path, known: Knowledge) -> tuple[Sequence[OwnRow], Sequence[str], int]:
    """Return a file's rows, what is wrong with it, and how many entities were left out."""
    from communique.knowledge.own import examine_own  # noqa: PLC0415  # keeps --help quick
    from communique.knowledge.own_wikidata import rows_of_wikidata  # noqa: PLC0415
    from communique.knowledge.wikidata import is_wikidata  # noqa: PLC0415

    if not is_wikidata(file):
        return *examine_own(file), 0
    converted = rows_of_wikidata(file, known)
    _tell_skipped(converted.skipped)
    return converted.rows, (), converted.entities_skipped


def _tell_skipped(skipped: Mapping[str, int]) -> None:
    for reason, count in sorted(skipped.items()):
        click.echo(f"skipped: {count:,} {reason}", err=True)


def _tell_own(rows: Sequence[OwnRow], known: Knowledge) -> None:
    """Say what rows would add, by kind, and which of their names others bear."""
    from communique.knowledge.own_join import name_collisions  # noqa: PLC0415  # keeps --help quick

    kinds = Counter({row.actor_id: row.kind for row in rows}.values())
    for kind, count in sorted(kinds.items()):
        click.echo(f"{count:>7,} {kind if count == 1 else f'{kind}s'}")
    click.echo(f"{sum(bool(row.office) for row in rows):>7,} terms of office")
    collisions = name_collisions(known, rows)
    for found in collisions[:_MOST_TOLD]:
        said = f"shared by {_some((*found.own, *found.known))}; the text decides"
        if found.wins:
            said = f"yours, {found.own[0]}, wins over {_some(found.known)}"
        click.echo(f"name: {found.surface!r}: {said}")
    if len(collisions) > _MOST_TOLD:
        click.echo(f"name: {len(collisions) - _MOST_TOLD:,} more names that others bear too")


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST_IDS:,} more" if len(ids) > _MOST_IDS else ""
    return ", ".join(ids[:_MOST_IDS]) + more


def _by_kind(findings: Iterable[Finding]) -> list[str]:
    counts = Counter((f.level, f.kind) for f in findings)
    return [f"     {count:,} {kind}" for (_, kind), count in sorted(counts.items())]


def _tell_counts() -> None:
    from communique.knowledge import load_knowledge  # noqa: PLC0415
    from communique.knowledge.agents import load_agents  # noqa: PLC0415
    from communique.knowledge.check import holds_to, text_files  # noqa: PLC0415
    from communique.knowledge.files import PACKAGE  # noqa: PLC0415

    known, agents = load_knowledge(), load_agents()
    kinds = Counter(o.kind for o in known.organisations.values())
    members = sum(len(o.members) for o in known.organisations.values())
    counts = {
        "states": len(known.states),
        "organisations": kinds["organisation"],
        "memberships": members,
        "groups": kinds["group"],
        "news agencies and outlets": kinds["agency"],
        "persons": sum(actor.kind == "person" for actor in known.actors.values()),
        "terms of office": len(known.offices.terms),
        "summits": len(known.summits),
        "named bodies of states": len(agents.bodies),
        "nouns of actors": len(agents.certain) + len(agents.weak),
    }
    for what, count in counts.items():
        click.echo(f"{count:>7,} {what}")
    for name in text_files():
        click.echo(f"{name} holds to {holds_to(PACKAGE, name) or 'no stated day'}")
