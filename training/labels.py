"""The answers that the network gives, and those that a judgement asks for."""

from __future__ import annotations

from sentences import STATUSES, Judgement

from communique.ontology import load_ontology

_TYPES = tuple(load_ontology().types)
_COOPERATION = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
_FORCE = {"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}

# type: the act as its verb has it. shifted: the codebook's type, for which cooperation ahead is
# AGREE, force ahead THREATEN, and what is called off or refused REJECT.
LABELS: dict[str, tuple[str, ...]] = {
    "type": ("NONE", *_TYPES),
    "shifted": ("NONE", *_TYPES),
    "status": STATUSES,
    "mode": tuple(
        f"{name}.{mode}" for name, kind in load_ontology().types.items() for mode in kind.modes
    ),
}

Targets = tuple[int, ...]


def targets_of(judgement: Judgement) -> Targets:
    """Return the index of each right answer, -100 where the judgement gives none."""
    kind, status = judgement.type, judgement.status
    if kind is None or status is None:
        return (0, 0, -100, -100)
    mode = f"{kind}.{judgement.mode}" if judgement.mode else None
    return (
        LABELS["type"].index(kind),
        LABELS["shifted"].index(shifted(kind, status)),
        STATUSES.index(status),
        LABELS["mode"].index(mode) if mode else -100,
    )


def shifted(kind: str, status: str) -> str:
    """Return the type under which the PLOVER codebook files an act that is not yet or not done."""
    if kind in _COOPERATION or kind == "AGREE":
        if status in ("planned", "proposed", "conditional"):
            return "AGREE"
        return "REJECT" if status in ("denied", "cancelled") else kind
    return "THREATEN" if kind in _FORCE and status in ("planned", "conditional") else kind
