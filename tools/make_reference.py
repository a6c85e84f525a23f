"""Make ``docs/reference.md`` from the code: commands, functions, records, settings, types, errors.

Run it by ``make docs``. A test compares the file with what this would write.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

import click

import communique
from communique import errors, evaluation, records, settings
from communique.cli import main as command_line
from communique.ledger import KINDS
from communique.ledger.filters import APPLICABLE, Filters
from communique.ontology import EventType, load_ontology

BAR = r"\|"  # a bar inside a cell
TARGET = Path(__file__).parents[1] / "docs" / "reference.md"
_HEAD = """\
# Reference

Made from the code by `tools/make_reference.py`; do not edit. Renew it with `make docs`.

- [Commands](#commands): what to type
- [Functions](#functions): what to call
- [Filters](#filters): what to ask a ledger for
- [Records](#records): what comes back
- [Settings](#settings): what can be tuned
- [Event types](#event-types): PLOVER
- [Errors](#errors)
"""


def reference() -> str:
    """Return the page."""
    parts = (_commands, _functions, _filters, _records, _settings, _event_types, _errors)
    return "\n".join([_HEAD, *(line for part in parts for line in (*part(), ""))]).rstrip() + "\n"


def _commands() -> Iterator[str]:
    yield "## Commands"
    yield ""
    yield "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done in part with counted reasons."
    yield "Records and tables go to standard output; progress and messages go to standard error."
    yield "`-` as a file name means the standard streams."
    for name, command in _with_subcommands(command_line.commands):
        yield ""
        yield f"### communique {name}"
        yield ""
        yield _unwrapped(command.help or "")
        yield ""
        yield f"`communique {name} {_usage(command)}`"
        options = [p for p in command.params if isinstance(p, click.Option)]
        if options:
            yield ""
            yield from _table(("option", "meaning"), map(_option, options))


def _with_subcommands(
    commands: Mapping[str, click.Command], group: str = ""
) -> Iterator[tuple[str, click.Command]]:
    for name, command in commands.items():
        yield f"{group}{name}", command
        if isinstance(command, click.Group):
            yield from _with_subcommands(command.commands, f"{group}{name} ")


def _usage(command: click.Command) -> str:
    context = click.Context(command)
    pieces = [piece for p in command.get_params(context) for piece in p.get_usage_pieces(context)]
    return " ".join(["[OPTIONS]", *pieces])


def _option(option: click.Option) -> tuple[str, str]:
    shown = option.metavar or ("" if option.is_flag else _kind(option))
    notes = ["Required."] if option.required else []
    if option.show_default and option.default is not None:
        notes.append(f"Default: `{option.default}`.")
    return f"`{' '.join([*option.opts, shown]).strip()}`", " ".join([option.help or "", *notes])


def _kind(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "|".join(map(str, option.type.choices))
    return "N" if isinstance(option.type, click.IntRange) else option.type.name.upper()


def _functions() -> Iterator[str]:
    yield "## Functions"
    yield ""
    yield "`import communique` gives these, the classes below, the records, and the errors;"
    yield "nothing else is public. The examples of the functions are run by the tests;"
    yield "[Use it in Python](how-to/use-in-python.md) has more."
    for name in ("build", "open", "correct", "code", "evaluate", "load_settings"):
        function = getattr(communique, name)
        yield from ("", f"### communique.{name}", "", "```text")
        yield f"{name}{inspect.signature(function)}".replace("'", "")
        yield ""
        yield inspect.getdoc(function) or ""
        yield "```"
    for name in ("Ledger", "Selection", "Corrector"):
        yield from _class_with_methods(name)
    for name in ("View", "Page", "Hit", "Snippet", "BuildReport", "Done", "Evaluation"):
        yield from _class_with_fields(name)
    for kind in (evaluation.Score, evaluation.Confused, evaluation.Miss):
        yield from ("", f"#### {kind.__name__}", "", "```text", inspect.getdoc(kind) or "", "```")


def _class_with_methods(name: str) -> Iterator[str]:
    kind = getattr(communique, name)
    yield from ("", f"### communique.{name}", "", "```text", inspect.getdoc(kind) or "", "```", "")
    methods = inspect.getmembers(kind, inspect.isfunction)
    shown = [(method, call) for method, call in methods if not method.startswith("_")]
    yield from _table(("method", "purpose"), ((f"`{m}`", _first_sentence(c)) for m, c in shown))


def _class_with_fields(name: str) -> Iterator[str]:
    kind = getattr(communique, name)
    yield from ("", f"### communique.{name}", "", "```text", inspect.getdoc(kind) or "", "```", "")
    yield from _table(("field", "type", "if absent"), map(_field, fields(kind)))


def _filters() -> Iterator[str]:
    yield "## Filters"
    yield ""
    yield "The listings take these as options (`--between RUS CHN`), the methods of `Ledger` as"
    yield "`Filters(between=...)`."
    yield ""
    yield "```text"
    yield inspect.getdoc(Filters) or ""
    yield "```"
    yield ""
    names = [field.name for field in fields(Filters) if field.name not in ("limit", "order")]
    rows = ((f"`{name}`", *_kinds_filtered_by(name)) for name in names)
    yield from _table(("filter", "applies to"), rows)


def _kinds_filtered_by(name: str) -> tuple[str]:
    return (", ".join(kind for kind, known in APPLICABLE.items() if name in known),)


def _records() -> Iterator[str]:
    yield "## Records"
    yield ""
    yield (inspect.getdoc(records) or "").split("\n\n", 1)[1]
    yield ""
    yield "`communique export` writes one file for each of these kinds:"
    yield ""
    names = ((kind, value.record.__name__) for kind, value in KINDS.items())
    rows = ((f"`{kind}.jsonl`", f"[{name}](#{name.lower()})") for kind, name in names)
    yield from _table(("file", "record"), rows)
    yield ""
    yield "Fields of these types take one of a few words:"
    yield ""
    words = ((n, v) for n, v in vars(records).items() if "Literal" in str(get_origin(v)))
    yield from _table(("type", "words"), ((f"`{n}`", ", ".join(get_args(v))) for n, v in words))
    for name, record in vars(records).items():
        if is_dataclass(record) and name != "Span":
            yield from ("", f"### {name}", "", _prose(record), "")
            yield from _table(("field", "type", "if absent"), map(_field, fields(record)))


def _field(field: Field[Any]) -> tuple[str, str, str]:
    return f"`{field.name}`", f"`{field.type}`", _default(field)


def _default(field: Field[Any]) -> str:
    if field.default is not MISSING:
        return "null" if field.default is None else f"`{field.default!r}`"
    return "empty" if field.default_factory is not MISSING else "always there"


def _settings() -> Iterator[str]:
    yield "## Settings"
    yield ""
    yield "One TOML file, given by `--settings`; every key has a default, unknown keys are errors."
    for section in fields(settings.Settings):
        kind = getattr(settings, str(section.type))
        yield from ("", f"### [{section.name}]", "", _prose(kind), "")
        yield from _table(("key", "type", "default"), _keys(kind))


def _keys(section: Any) -> Iterator[tuple[str, str, str]]:
    for key in fields(section):
        kind = str(key.type).replace("|", BAR)
        default = key.default if key.default_factory is MISSING else key.default_factory()
        yield f"`{key.name}`", kind, f"`{_toml(default)}`"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "[]" if value == () else str(value)


def _event_types() -> Iterator[str]:
    yield "## Event types"
    yield ""
    yield "PLOVER, read from `src/communique/ontology/data/plover.yaml`. Quad: 1 verbal"
    yield "cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. Intensity:"
    yield "Goldstein scale, -10 to +10. [Event types](ontology.md) has them in full, with all"
    yield "modes, contexts and CAMEO codes."
    yield ""
    ontology = load_ontology()
    head = ("type", "quad", "CAMEO root", "intensity", "what it is", "modes")
    yield from _table(head, map(_event_type, ontology.types.values()))
    yield ""
    yield f"Contexts: {', '.join(ontology.contexts)}."


def _event_type(kind: EventType) -> tuple[str, ...]:
    numbers = str(kind.quad), str(kind.root), str(kind.intensity)
    return f"`{kind.name}`", *numbers, kind.definition, ", ".join(kind.modes)


def _errors() -> Iterator[str]:
    yield "## Errors"
    yield ""
    yield "```text"
    yield (inspect.getdoc(errors) or "").split("\n", 2)[2]
    yield "```"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', BAR) for cell in row)} |"


def _prose(kind: object) -> str:
    """The docstring of a class, in Markdown's way of marking code."""
    return (inspect.getdoc(kind) or "").replace("``", "`")


def _first_sentence(function: Any) -> str:
    first = " ".join((inspect.getdoc(function) or "").split("\n\n", 1)[0].split())
    return re.sub(r":\w+:`([^`]*)`", r"`\1`", first).replace("``", "`")


def _unwrapped(text: str) -> str:
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(map(_unwrapped_paragraph, paragraphs))


def _unwrapped_paragraph(paragraph: str) -> str:
    # Click leaves the lines of a paragraph alone that begins with a backspace.
    marked, _, lines = paragraph.partition("\b\n")
    return f"```text\n{lines}\n```" if lines and not marked else " ".join(paragraph.split())


def main() -> None:
    """Write the page."""
    TARGET.write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
