"""Scoring a coder, or what a ledger's coder said, on gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from msgspec import UNSET

from communique.errors import RecordError
from communique.evaluation.check import Checker
from communique.evaluation.compare import Compared, Difference, compare
from communique.evaluation.corrected import gold_of_corrections
from communique.evaluation.fields import SCORED
from communique.evaluation.gold import GoldPair, GoldRow, read_gold
from communique.evaluation.scores import Confused, Score, score
from communique.evaluation.values import Tally, one
from communique.extract.times import parse_date
from communique.ledger import Ledger, Place
from communique.pipeline import Coder, classify_rows
from communique.records import Document, Extraction, document_id, to_dict
from communique.settings import Settings
from communique.spans import Span

_FIELDS = ("found", "exact")
_PAIR_FIELDS = ("found", "type", "mode")


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One thing on which gold and the coder differ.

    Attributes:
        where: file and line of the gold.
        id: of its row.
        kind: ``events`` and so on.
        what: missed, extra, rejected, or the name of the field that differs.
        gold: what gold says, as plain values; None if it has no such thing.
        coded: what the coder says; likewise.
        text: that is about.
        words: where in the text; None if nobody says.
    """

    where: str
    id: str | int | None
    kind: str
    what: str
    gold: Any
    coded: Any
    text: str
    words: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How well the coder did on gold.

    Attributes:
        texts: rows of gold that were scored.
        scores: by kind and field, in a fixed order.
        confusion: of types, by kind; those that agree among them.
        negatives: by kind, how many things gold says are none, and how many of them are coded.
        misses: everything on which gold and coder differ.
        skipped: file and line of each row that could not be scored, and why.
    """

    texts: int
    scores: tuple[Score, ...]
    confusion: tuple[Confused, ...]
    negatives: dict[str, tuple[int, int]]
    misses: tuple[Miss, ...]
    skipped: tuple[str, ...] = ()

    def score(self, kind: str, field: str) -> Score:
        """Return the score of a field of a kind, such as ``("events", "type")``.

        Raises:
            KeyError: if gold does not annotate it.
        """
        for found in self.scores:
            if (found.kind, found.field) == (kind, field):
                return found
        raise KeyError(f"gold does not annotate {field!r} of {kind!r}")

    def __repr__(self) -> str:
        counts = (self.texts, "texts"), (len(self.scores), "scores"), (len(self.misses), "misses")
        return f"<{', '.join(f'{what}: {count}' for count, what in counts)}>"

    def _repr_html_(self) -> str:
        """The scores as a table, for notebooks."""
        names = ("kind", "field", "gold", "found", "coded", "right", "precision", "recall", "f1")
        head = "".join(f"<th>{name}</th>" for name in names)
        rows = "".join(
            f"<tr>{''.join(f'<td>{_cell(getattr(one, name))}</td>' for name in names)}</tr>"
            for one in self.scores
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if isinstance(value, float) else escape(str(value))


def evaluate(
    gold: Path, *, ledger: Place | str | None = None, settings: Settings | None = None
) -> Evaluation:
    """Score on a file of gold; see :func:`communique.evaluate`."""
    rows = read_gold(gold)
    if ledger is None:
        return evaluate_rows(rows, settings=settings)
    with Ledger.open(ledger) as opened:
        return evaluate_rows(rows, ledger=opened, settings=settings)


def evaluate_corrected(
    ledger: Place | str, *, settings: Settings | None = None
) -> Evaluation:
    """Score the coder of a ledger on what people corrected in it.

    Raises:
        RecordError: if nobody corrected anything that is of one document.
    """
    with Ledger.open(ledger) as opened:
        rows = [
            replace(row, where=f"{opened.path}: document {str(row.document_id)[:10]}")
            for row in gold_of_corrections(opened)
        ]
        if not rows:
            raise RecordError(
                f"{opened.path}: expected corrections that re-code, confirm or reject"
            )
        return evaluate_rows(rows, ledger=opened, settings=settings)


def evaluate_rows(
    rows: Sequence[GoldRow], *, ledger: Ledger | None = None, settings: Settings | None = None
) -> Evaluation:
    """Score on rows of gold.

    Args:
        rows: as :func:`read_gold` gives them.
        ledger: open; its coder is scored on its documents. If None, texts are coded now.
        settings: of the coding.

    Raises:
        RecordError: if a row does not fit its text; the message names file and line.
    """
    coder = Coder.ungated(settings)
    checker = Checker(coder.lexicon.ontology, coder.knowledge)
    skipped: list[str] = []
    checked: list[tuple[GoldRow, Document]] = []
    for row in rows:
        document = _document(row, ledger)
        if document is None:
            skipped.append(f"{row.where}: the ledger does not hold this text")
        else:
            checked.append((checker.checked(row, document.text), document))
    documents = [document for _, document in checked]
    coded = _coded(coder, documents) if ledger is None else _as_coded(ledger, documents)
    results = [
        (row, compare(row, coded[document.document_id])) for row, document in checked
    ]
    _compare_pairs(results, coder.settings)
    return _evaluation(results, skipped)


def _document(row: GoldRow, ledger: Ledger | None) -> Document | None:
    if ledger is not None:
        wanted = row.document_id or document_id(row.text or "")
        return ledger.documents(document=wanted, limit=1).first()
    if row.text is None:
        raise RecordError(f"{row.where}: a `document_id` alone needs a ledger; give `text` or one")
    published = parse_date(row.date) if row.date else None
    if row.date and published is None:
        raise RecordError(f"{row.where}: expected `date` such as 2024-07-03, got {row.date!r}")
    return Document(
        document_id=document_id(row.text), uri=row.where, text=row.text, title=row.title,
        outlet=row.outlet, published=published,
    )  # fmt: skip


def _coded(coder: Coder, documents: Iterable[Document]) -> dict[str, Extraction]:
    unique = {document.document_id: document for document in documents}
    return {one.document.document_id: one.extraction for one in coder.code(unique.values())}


def _as_coded(ledger: Ledger, documents: Iterable[Document]) -> dict[str, Extraction]:
    wanted = {document.document_id for document in documents}
    found = {e.document_id: e for e in ledger.extractions() if e.document_id in wanted}
    return {name: found.get(name, Extraction(document_id=name)) for name in wanted}


def _compare_pairs(
    results: Sequence[tuple[GoldRow, Compared]], settings: Settings
) -> None:
    """Ask for all pairs in one run, and compare the answers."""
    pairs = [(row, result, pair) for row, result in results for pair in row.items("pairs")]
    asked = [
        {"id": n, "text": row.text, "source": list(pair.source), "target": list(pair.target)}
        for n, (row, _, pair) in enumerate(pairs)
    ]
    answers = classify_rows(asked, settings) if asked else iter(())
    for (_, result, pair), answer in zip(pairs, answers, strict=True):
        _compare_pair(pair, answer, result)


def _compare_pair(pair: GoldPair, answer: dict[str, Any], result: Compared) -> None:
    told, mode = answer.get("type"), answer.get("mode")
    result.add("pairs", "found", one(pair.type, told, same=True))
    result.add("pairs", "type", one(pair.type, told, same=pair.type == told))
    if pair.mode is not UNSET:
        result.add("pairs", "mode", one(pair.mode, mode, same=pair.mode == mode))
    if pair.type is not None or told is not None:
        result.types.append(("pairs", pair.type, told))
    if pair.type != told:
        result.differences.append(
            Difference(kind="pairs", what="type", gold=pair, coded=answer, words=pair.source)
        )


def _evaluation(results: Sequence[tuple[GoldRow, Compared]], skipped: list[str]) -> Evaluation:
    types = Counter(told for _, result in results for told in result.types if any(told[1:]))
    negatives: dict[str, tuple[int, int]] = {}
    for _, result in results:
        for kind, (count, still) in result.negatives.items():
            had = negatives.get(kind, (0, 0))
            negatives[kind] = (had[0] + count, had[1] + still)
    return Evaluation(
        texts=len(results),
        scores=tuple(_scores([result for _, result in results])),
        confusion=tuple(
            Confused(kind=kind, gold=gold, coded=coded, count=count)
            for (kind, gold, coded), count in sorted(types.items(), key=_by_type)
        ),
        negatives=negatives,
        misses=tuple(
            _miss(row, difference) for row, result in results for difference in result.differences
        ),
        skipped=tuple(skipped),
    )


def _by_type(counted: tuple[tuple[str, str | None, str | None], int]) -> tuple[Any, ...]:
    (kind, gold, coded), count = counted
    return kind, gold is None, gold or "", coded != gold, -count, coded or ""


def _scores(results: Sequence[Compared]) -> Iterator[Score]:
    names = [(kind, f) for kind, scored in SCORED.items() for f in (*_FIELDS, *scored.fields)]
    names += [("pairs", name) for name in _PAIR_FIELDS]
    for key in names:
        by_text: list[Tally] = [r.tallies[key] for r in results if key in r.tallies]
        if by_text and any(any(tally) for tally in by_text):
            yield score(*key, by_text)


def _miss(row: GoldRow, difference: Difference) -> Miss:
    return Miss(
        where=row.where, id=row.id, kind=difference.kind, what=difference.what,
        gold=_plain(difference.gold), coded=_plain(difference.coded), text=row.text or "",
        words=difference.words,
    )  # fmt: skip


def _plain(thing: Any) -> Any:
    if thing is None or isinstance(thing, dict):
        return thing
    return to_dict(thing)
