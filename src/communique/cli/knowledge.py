"""``communique knowledge`` and ``communique knowledge check``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.knowledge.check import Finding


@click.group(invoke_without_command=True)
@click.pass_context
def knowledge(ctx: click.Context) -> None:
    """Say what the program knows of the world: counts, and to which day each file holds.

    `communique knowledge check` looks for overlaps, gaps and unknown codes; it fails on errors.
    """
    if ctx.invoked_subcommand is None:
        _tell_counts()


@knowledge.command()
def check() -> None:
    """Look for what is wrong in the knowledge files; exit with 1 if there are errors."""
    from communique.knowledge.check import check_knowledge  # noqa: PLC0415  # keeps --help quick

    findings = check_knowledge()
    for finding in findings:
        click.echo(f"{finding.level}: {finding.kind}: {finding.what}")
    levels = Counter(finding.level for finding in findings)
    click.echo(f"{levels['error']:,} errors, {levels['warning']:,} warnings", err=bool(findings))
    for line in _by_kind(findings):
        click.echo(line, err=True)
    if levels["error"]:
        click.get_current_context().exit(1)


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
