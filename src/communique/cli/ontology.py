"""``communique ontology``, ``communique ontology TYPE`` and ``communique ontology check``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.options import settings_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.extract.events import Lexicon, Pattern
    from communique.ontology import EventType, Ontology
    from communique.pipeline import Trial

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_SHOWN_WORDS = 12  # of a pattern's predicates


class TypesGroup(click.Group):
    """A group to which every event type is a command that shows it."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a subcommand, or the command that shows a type."""
        return super().get_command(ctx, cmd_name) or _showing(cmd_name)


@click.group(cls=TypesGroup, invoke_without_command=True, subcommand_metavar="[TYPE]")
@settings_option
@click.pass_context
def ontology(ctx: click.Context, settings_path: Path | None) -> None:
    """Say what kinds of events are coded: all types with their definitions, or one TYPE in full.

    `communique ontology SANCTION` shows what the type takes in and leaves out, its modes, CAMEO
    codes, and patterns with their examples.

    `communique ontology check FILE` loads your own event types from a YAML file and tries the
    examples and counterexamples of their patterns.
    """
    if ctx.invoked_subcommand is None:
        for line in _listed(_lexicon(settings_path).ontology):
            click.echo(line)


@ontology.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@settings_option
def check(files: tuple[Path, ...], settings_path: Path | None) -> None:
    """Load event types from FILE and try their examples; exit with 1 if one fails."""
    from communique.display.plain import counted  # noqa: PLC0415  # keeps --help quick
    from communique.pipeline import try_patterns  # noqa: PLC0415
    from communique.settings import load_settings  # noqa: PLC0415

    chosen = settings_path or _settings_of_group()
    trials = list(try_patterns([str(file) for file in files], load_settings(chosen)))
    failed = [trial for trial in trials if not trial.passed]
    for trial in failed:
        click.echo(_failure(trial))
    rules = {trial.pattern.rule for trial in trials}
    click.echo(
        f"{counted(len(rules), 'patterns')}, {counted(len(trials), 'sentences')}: "
        f"{len(trials) - len(failed):,} as they should be, {len(failed):,} not"
    )
    if failed:
        click.get_current_context().exit(1)


def _settings_of_group() -> Path | None:
    above = click.get_current_context().parent
    path = above.params.get("settings_path") if above is not None else None
    return path if isinstance(path, Path) else None


def _showing(name: str) -> click.Command:
    """Return the command that shows one type."""

    def show(settings_path: Path | None) -> None:
        lexicon = _lexicon(settings_path or _settings_of_group())
        kind = lexicon.ontology.types.get(name.upper())
        if kind is None:
            known = ", ".join(lexicon.ontology.types)
            raise click.UsageError(f"there is no event type {name}; known: {known}")
        for line in _in_full(kind, lexicon):
            click.echo(line)

    return settings_option(click.command(name, help="Show an event type.")(show))


def _lexicon(settings_path: Path | None) -> Lexicon:
    from communique.pipeline import Coder  # noqa: PLC0415  # keeps --help quick
    from communique.settings import load_settings  # noqa: PLC0415

    return Coder(load_settings(settings_path)).lexicon


def _listed(known: Ontology) -> Iterator[str]:
    width = max(map(len, known.types))
    yield f"{'type':<{width}}  quad  intensity  definition"
    for kind in known.types.values():
        own = " (your own)" if kind.own else ""
        yield f"{kind.name:<{width}}  {kind.quad:^4}  {kind.intensity:>9}  {kind.definition}{own}"
    yield ""
    yield f"Contexts: {', '.join(known.contexts)}."


def _in_full(kind: EventType, lexicon: Lexicon) -> Iterator[str]:
    from communique.ontology import QUADS  # noqa: PLC0415  # keeps --help quick

    known = lexicon.ontology
    own = f" (your own{f', after {kind.parent}' if kind.parent else ''})" if kind.own else ""
    yield f"{kind.name}{own}: {kind.definition}"
    code = f"; CAMEO {kind.cameo}" if kind.cameo else ""
    yield f"Quad class {kind.quad}, {QUADS[kind.quad]}; intensity {kind.intensity}{code}"
    yield from _section("It is", kind.includes)
    yield from _section("It is not", kind.excludes)
    modes = kind.modes.values()
    yield from _section(
        "Modes",
        (f"{m.name} ({m.cameo or 'no CAMEO code'}, {m.intensity}): {m.definition}" for m in modes),
    )
    codes = known.codes_of(kind.name)
    yield from _section("CAMEO codes", (f"{c.code} {c.name} ({c.intensity})" for c in codes))
    patterns = [pattern for pattern in lexicon.patterns if pattern.type == kind.name]
    yield from _section("Patterns", (line for p in patterns for line in _told(p)))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    shown = list(lines)
    if shown:
        yield ""
        yield f"{title}:"
        yield from (f"  {line}" for line in shown)


def _told(pattern: Pattern) -> Iterator[str]:
    words = sorted(pattern.verbs | pattern.nouns)
    more = f" and {len(words) - _SHOWN_WORDS} more" if len(words) > _SHOWN_WORDS else ""
    mode = f", {pattern.mode}" if pattern.mode else ""
    name = pattern.rule.partition(".")[2]
    yield f"{name}{mode} ({pattern.frame}): {', '.join(words[:_SHOWN_WORDS])}{more}"
    yield from (f"  + {sentence}" for sentence in pattern.examples)
    yield from (f"  - {sentence}" for sentence in pattern.counterexamples)


def _failure(trial: Trial) -> str:
    from communique.display.plain import cut  # noqa: PLC0415  # keeps --help quick

    kind = "example" if trial.wanted else "counterexample"
    gave = [f"{event.type} {event.status} by {event.rule}" for event in trial.events]
    return (
        f"{trial.pattern.type}: pattern {trial.pattern.rule.partition('.')[2]!r}: {kind} "
        f"{cut(trial.sentence, 200)!r} gave {', '.join(gave) or 'no event'}"
    )
