"""Gold made of corrections: what people decided about records, as rows to score a coder on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from communique.corrections import Archive, in_force
from communique.evaluation.gold import ITEMS, GoldRow
from communique.ledger import Ledger
from communique.records import Anchor, Correction, Document, Figure
from communique.spans import Span

_KINDS = {
    "event_mentions": "events",
    "statements": "statements",
    "commitments": "commitments",
    "figures": "figures",
}
# The fields of corrections that gold has, by its own name for them.
_TAKEN = {
    "events": {"type": "type", "mode": "mode", "status": "status", "actors": "actors",
               "recipients": "recipients", "when": "date", "place": "place"},
    "statements": {"kind": "kind", "speaker": "speaker", "topics": "topics"},
    "commitments": {"kind": "kind", "by": "by", "to": "to", "due": "due", "place": "place"},
    "figures": {"value": "value", "unit": "unit", "currency": "currency",
                "qualifier": "qualifier", "parties": "parties"},
}  # fmt: skip
# What a record is taken for, as an anchor tells it.
_TYPE = {"events": "type", "statements": "kind", "commitments": "kind", "figures": "unit"}
_Key = tuple[str, str, str, Span]


def gold_of_corrections(ledger: Ledger) -> Iterator[GoldRow]:
    """Yield a row of gold for each document about whose records people decided something.

    A re-coded or confirmed record becomes an item with its type and the fields that a person
    gave; a rejected one becomes a negative. What joins and splits decide is of no one document.
    Rows are not complete: nobody says that there is nothing else in the text. Nothing depends on
    what is coded now, so that the coder of any version may be scored.
    """
    documents = {d.document_id: d for d in ledger.documents()}
    decided = _decided(ledger, Archive(documents))
    rows: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for (document_id, kind, _, span), fields in decided.items():
        rows[document_id][kind].append(ITEMS[kind](span=span, **fields))
    for document_id in sorted(rows):
        yield _row(documents[document_id], rows[document_id])


def _decided(ledger: Ledger, archive: Archive) -> dict[_Key, dict[str, Any]]:
    """Return what people say of each record, the last word of the last; by words and record."""
    found: dict[_Key, dict[str, Any]] = {}
    for correction in in_force(ledger.corrections()):
        for anchor in correction.records if correction.kind in _SAYING else ():
            if anchor.kind not in _KINDS:
                continue
            kind = _KINDS[anchor.kind]
            for spot in archive.places(anchor):
                key = spot.document_id, kind, anchor.record_id, spot.focus
                had = found.get(key, {_TYPE[kind]: anchor.type})
                found[key] = had | _SAYING[correction.kind](ledger, correction, anchor)
    return found


def _given(_ledger: Ledger, correction: Correction, anchor: Anchor) -> dict[str, Any]:
    names = _TAKEN[_KINDS[anchor.kind]]
    return {names[name]: _told(v) for name, v in correction.values.items() if name in names}


def _denied(ledger: Ledger, _correction: Correction, anchor: Anchor) -> dict[str, Any]:
    """A negative: what the coder took the words for, which they are not."""
    coded = ledger.as_coded(anchor.record_id)
    value = {"value": coded.value} if isinstance(coded, Figure) else {}
    return {_TYPE[_KINDS[anchor.kind]]: anchor.type, "wrong": True} | value


_SAYING: dict[str, Callable[[Ledger, Correction, Anchor], dict[str, Any]]] = {
    "recode": _given,
    "confirm": _given,
    "reject": _denied,
}


def _row(document: Document, items: Mapping[str, list[Any]]) -> GoldRow:
    day = document.published
    make: Callable[..., GoldRow] = GoldRow
    return make(
        id=document.document_id,
        document_id=document.document_id,
        text=document.text,
        title=document.title,
        outlet=document.outlet,
        date=day.start.isoformat() if day and day.start and day.start == day.end else None,
        complete=False,
        **{kind: tuple(some) for kind, some in items.items()},
    )


def _told(value: Any) -> Any:
    """A value of a correction in the words of gold."""
    if isinstance(value, list | tuple):
        return tuple(map(_told, value))
    if not isinstance(value, Mapping):
        return value
    if "precision" in value:
        start, end = value.get("start"), value.get("end")
        return None if None in (start, end) else start if start == end else f"{start}..{end}"
    if "actor_id" in value:
        return value["actor_id"] or value["name"]
    return f"{value['name']}, {value['country']}" if value.get("country") else value["name"]
