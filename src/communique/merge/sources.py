"""How many independent sources stand behind a fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from communique.merge.accounts import fold
from communique.merge.joins import Joins
from communique.records import Document


def source_of(documents: Iterable[Document]) -> Mapping[str, str]:
    """Return, by document id, a name for the source that a report rests on.

    Reports rest on one source if they are copies, come from one outlet, or give or relay the words
    of one agency: twelve reprints of a wire story are one witness.
    """
    every = sorted(documents, key=lambda d: d.document_id)
    joins = Joins([d.document_id for d in every] + [name for d in every for name in _ties(d)])
    for document in every:
        for name in _ties(document):
            joins.join(document.document_id, name)
    return {d.document_id: joins.find(d.document_id) for d in every}


def _ties(document: Document) -> list[str]:
    names = [document.outlet, document.agency, *document.via]
    ties = [f"teller:{fold(name)}" for name in names if name and fold(name)]
    if document.copy_group is not None:
        ties.append(f"copies:{document.copy_group}")
    return ties
