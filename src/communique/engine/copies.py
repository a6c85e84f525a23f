"""Which reports are copies of one another, found on an engine: sketches, pairs, then edges.

1. Each text is sketched. The values of sketches go to buckets by column and value, where texts meet
   their nearest; two that meet on two values may be copies.
2. What three reports of an outlet have in common is counted on the engine: it makes no copy.
3. The texts of a pair are joined to it and compared. The driver sees the pairs that are copies,
   never a text, and finds the groups that they connect.
4. The texts of a group are joined to that of its original: what they share is the passages.

The outcome is that of :func:`communique.merge.copies.find_copies`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from communique.batches import batches
from communique.engine import texts
from communique.engine.pool import each_row
from communique.merge.copies import Copies, originality
from communique.merge.joins import Joins
from communique.merge.likely_copies import SHARED
from communique.merge.pile import Heading, heading_of
from communique.merge.shingled import REPEATED
from communique.records import CopyPassage, Document, content_id, from_json, to_json
from communique.settings import MergeSettings

_OF_DOCUMENTS: list[tuple[str, pa.DataType]] = [
    ("document_id", pa.string()),
    ("outlet", pa.string()),
    ("heading", pa.large_string()),
    ("text", pa.large_string()),
]
DOCUMENTS = pa.schema(_OF_DOCUMENTS)
_BUCKETS = 512  # among which the engine shares the values of sketches out
_AT_ONCE = 200  # texts, or pairs of them, handed to a process together
_OF_TEXT = ("text", "repeated")
Groups = Sequence[tuple[int, ...]]


def document_batches(documents: Iterable[Document]) -> Iterator[pa.RecordBatch]:
    """Yield documents as the engine takes them, one a row of the columns ``DOCUMENTS``."""
    for some in batches(documents, _AT_ONCE):
        columns: dict[str, list[Any]] = {
            "document_id": [one.document_id for one in some],
            "outlet": [one.outlet for one in some],
            "heading": [to_json(heading_of(one)) for one in some],
            "text": [one.text for one in some],
        }
        yield pa.RecordBatch.from_pydict(columns, schema=DOCUMENTS)


def copies_on_daft(
    daft: Any, documents: Any, settings: MergeSettings, jobs: int | None = None
) -> Copies:
    """Group near-duplicate documents.

    Args:
        daft: the library, its runner set.
        documents: a frame with the columns ``DOCUMENTS``, each ``document_id`` once.
        settings: ``copy_containment`` and ``copy_passage_words``.
        jobs: processes at a time; None for one a processor.
    """
    pool: dict[str, Any] = {"jobs": jobs, "at_once": _AT_ONCE}
    ids = documents.select("document_id").sort("document_id").to_arrow().column("document_id")
    places = pa.table({"document_id": ids, "at": pa.array(np.arange(len(ids)))})
    numbered = documents.join(daft.from_arrow(places), on="document_id")
    pairs = _likely(daft, numbered, pool).collect()
    told = _compared_texts(daft, numbered, pairs, pool).collect()
    given = to_json(settings)
    beside = _beside(daft, pairs, told, _OF_TEXT)
    edges = each_row(daft, beside, texts.compared, texts.EDGE, given, **pool)
    groups = _groups(edges.where(daft.col("copies")).to_pydict())
    headings = _headings(daft, numbered, groups)
    firsts = [min(group, key=lambda at: originality(headings[at])) for group in groups]
    copies = daft.from_arrow(_copies_of(firsts, groups))
    beside = _beside(daft, copies, told, ("document_id", *_OF_TEXT)).exclude("one")
    taken = each_row(daft, beside, texts.taken, texts.TAKEN, given, **pool)
    return _told(groups, firsts, headings, taken.sort("other").to_pydict())


def _likely(daft: Any, numbered: Any, pool: Mapping[str, Any]) -> Any:
    """The pairs of texts that may share a passage, the earlier place first."""
    drawn = each_row(daft, numbered.select("at", "text"), texts.sketch, texts.SKETCH, **pool)
    values = drawn.explode("value").where(daft.col("value").not_null())
    met = values.with_column("bucket", daft.col("value") % _BUCKETS).groupby("bucket")
    gathered = met.agg(daft.col("value").list_agg(), daft.col("at").list_agg())
    gathered = gathered.select("value", "at")
    near = each_row(daft, gathered, texts.near, texts.PAIRS, jobs=pool["jobs"])
    each = near.explode("one", "other").where(daft.col("one").not_null())
    met_on = each.with_column("met", daft.lit(1)).groupby("one", "other").agg(daft.col("met").sum())
    return met_on.where(daft.col("met") >= SHARED).select("one", "other")


def _compared_texts(daft: Any, numbered: Any, pairs: Any, pool: Mapping[str, Any]) -> Any:
    """The texts of some pairs, each with those of its shingles that its outlet repeats."""
    wanted = pairs.select(daft.col("one").alias("at")).concat(
        pairs.select(daft.col("other").alias("at"))
    )
    here = numbered.join(wanted.distinct(), on="at", how="semi")
    often = _shingles(daft, numbered, pool).with_column("times", daft.lit(1))
    counted = often.groupby("outlet", "shingle").agg(daft.col("times").sum())
    repeated = counted.where(daft.col("times") >= REPEATED).select("outlet", "shingle")
    own = _shingles(daft, here, pool).join(repeated, on=["outlet", "shingle"], how="semi")
    by_text = own.groupby("at").agg(daft.col("shingle").list_agg().alias("repeated"))
    return here.select("at", "document_id", "text").join(by_text, on="at", how="left")


def _shingles(daft: Any, numbered: Any, pool: Mapping[str, Any]) -> Any:
    """The shingles of the texts of which the outlet is known, one a row."""
    known = numbered.where(daft.col("outlet").not_null()).select("at", "outlet", "text")
    each = each_row(daft, known, texts.shingled, texts.SHINGLES, **pool)
    return each.explode("shingle").where(daft.col("shingle").not_null())


def _beside(daft: Any, pairs: Any, told: Any, columns: Sequence[str]) -> Any:
    """Pairs of places with some columns of both texts."""
    one = told.select(daft.col("at").alias("one"), *columns)
    renamed = [daft.col(name).alias(f"other_{name}") for name in columns]
    other = told.select(daft.col("at").alias("other"), *renamed)
    joined = pairs.join(one, on="one").join(other, on="other")
    return joined.select("one", "other", *columns, *(f"other_{name}" for name in columns))


def _groups(edges: Mapping[str, Sequence[int]]) -> list[tuple[int, ...]]:
    """What pairs connect, by union-find."""
    joins = Joins({*edges["one"], *edges["other"]})
    for one, other in zip(edges["one"], edges["other"], strict=True):
        joins.join(one, other)
    return joins.groups()


def _headings(daft: Any, numbered: Any, groups: Groups) -> dict[int, Heading]:
    """The headings of the members of groups, by place."""
    members = pa.array([at for group in groups for at in group], type=pa.int64())
    wanted = daft.from_arrow(pa.table({"at": members}))
    found = numbered.select("at", "heading").join(wanted, on="at", how="semi").to_pydict()
    headings = (from_json(Heading, heading) for heading in found["heading"])
    return dict(zip(found["at"], headings, strict=True))


def _copies_of(firsts: Sequence[int], groups: Groups) -> pa.Table:
    pairs = [(one, at) for one, group in zip(firsts, groups, strict=True) for at in group]
    pairs = [(one, at) for one, at in pairs if one != at]
    ends = ("one", "other")
    return pa.table(
        {end: pa.array([p[i] for p in pairs], type=pa.int64()) for i, end in enumerate(ends)}
    )


def _told(
    groups: Groups,
    firsts: Sequence[int],
    headings: Mapping[int, Heading],
    taken: Mapping[str, Sequence[Any]],
) -> Copies:
    ids = {at: heading.document_id for at, heading in headings.items()}
    names = [content_id("copy", ids[first]) for first in firsts]
    passages = dict(zip(taken["other"], taken["passages"], strict=True))
    return Copies(
        group={ids[at]: name for name, g in zip(names, groups, strict=True) for at in g},
        original={name: ids[first] for name, first in zip(names, firsts, strict=True)},
        passages=tuple(
            from_json(CopyPassage, line)
            for group in groups
            for at in group
            for line in passages.get(at, ())
        ),
        excerpts=frozenset(
            ids[at] for at, is_one in zip(taken["other"], taken["excerpt"], strict=True) if is_one
        ),
    )
