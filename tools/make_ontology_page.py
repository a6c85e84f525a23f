"""Make ``docs/ontology.md`` from the ontology's files: types, modes, contexts, CAMEO.

Run it by ``make docs``. A test compares the file with what this would write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.ontology import QUADS, CameoCode, EventType, Ontology, load_ontology

TARGET = Path(__file__).parents[1] / "docs" / "ontology.md"
_HEAD = """\
# Event types

Made from `src/communique/ontology/data` by `tools/make_ontology_page.py`; do not edit. Renew it
with `make docs`. `communique ontology TYPE` prints the same of one type, with its patterns.

PLOVER in our own words: sixteen [types](#types), their modes, twenty-five [contexts](#contexts),
and what every [CAMEO code](#cameo) becomes.

## Quad classes

{quads}

The published readings differ. Ours is that of the ZSP paper, by which coders are compared. Others
are a setting:

{readings}

```toml
# my-settings.toml
[code]
quads = {{SANCTION = 3, CONCEDE = 1}}
```

Events and the answers of `communique classify` follow; intensities do not change.

## Intensity

Goldstein's scale from -10 to +10, as it was extended to CAMEO. An event has the value of its CAMEO
code where that code fits its type and mode, else that of its mode, else that of its type. So an
invitation (026) has 4.0 and a demand (100) -5.0, though both are REQUEST and verbal conflict.
"""
_READINGS = (
    ("ZSP paper", "nothing", "SANCTION and CONCEDE are material, REQUEST is verbal conflict"),
    (
        "PLOVER's manual (2021), by its sections",
        "`quads = {CONCEDE = 1}`",
        "a concession is verbal: it is a promise that something will not happen",
    ),
    (
        "SANCTION as words",
        "`quads = {SANCTION = 3}`",
        "material conflict is left to force. The manual has it both ways: its section on SANCTION "
        "says material, while it calls verbal what often comes to the same, such as a cancelled "
        "meeting",
    ),
)


def page() -> str:
    """Return the page."""
    known = load_ontology()
    quads = "\n".join(f"{n}. {name}: {_of_quad(known, n)}" for n, name in QUADS.items())
    readings = "\n".join(_table(("reading", "in the settings", "what it does"), _READINGS))
    parts = (_types(known), _contexts(known), _cameo(known))
    lines = (line for part in parts for line in part)
    return _HEAD.format(quads=quads, readings=readings) + "\n" + "\n".join(lines) + "\n"


def _of_quad(known: Ontology, number: int) -> str:
    return ", ".join(kind.name for kind in known.types.values() if kind.quad == number)


def _types(known: Ontology) -> Iterator[str]:
    yield "## Types"
    for kind in known.types.values():
        yield from ("", f"### {kind.name}", "", kind.definition, "")
        yield f"Quad class {kind.quad}, CAMEO {kind.cameo}, intensity {kind.intensity}."
        yield from ("", "It is:", "", *(f"- {line}" for line in kind.includes))
        yield from ("", "It is not:", "", *(f"- {line}" for line in kind.excludes))
        if kind.modes:
            yield ""
            yield from _modes(kind)
    yield ""


def _modes(kind: EventType) -> Iterator[str]:
    rows = (
        (f"`{mode.name}`", mode.definition, mode.cameo or "", str(mode.intensity))
        for mode in kind.modes.values()
    )
    yield from _table(("mode", "what it is", "CAMEO", "intensity"), rows)


def _contexts(known: Ontology) -> Iterator[str]:
    yield from ("## Contexts", "", "What an event is about, by the words of its sentence.", "")
    contexts = known.contexts.values()
    rows = ((f"`{c.name}`", c.definition, ", ".join(c.words)) for c in contexts)
    yield from _table(("context", "what it is about", "words"), rows)
    yield ""


def _cameo(known: Ontology) -> Iterator[str]:
    yield from ("## CAMEO", "")
    yield "What a code is in PLOVER. *About* is the act that is promised, asked, refused,"
    yield "threatened or charged, with its status. Codes without a type are statements, no events."
    yield ""
    head = ("code", "name", "type", "modes", "about", "intensity")
    yield from _table(head, map(_code, known.codes.values()))


def _code(code: CameoCode) -> tuple[str, ...]:
    name = f"**{code.name}**" if len(code.code) == 2 else code.name
    about = f"{code.act} {code.act_status}" if code.act else ""
    modes = ", ".join(code.modes)
    return code.code, name, code.type or "", modes, about, str(code.intensity)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def main() -> None:
    """Write the page."""
    TARGET.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
