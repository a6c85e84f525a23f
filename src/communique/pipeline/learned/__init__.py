"""Offices learned across documents, once independent outlets agree, and what they resolve.

``offices`` weighs the sightings of all documents, ``table`` answers who held what on a day, and
``fill`` resolves with it what single documents left open. Stored codings stay as their coder left
them, so the outcome depends on the documents alone, not on the order in which they came.
"""

from communique.pipeline.learned.fill import changed_records, resolve_across
from communique.pipeline.learned.offices import learn_offices
from communique.pipeline.learned.table import LearnedTable

__all__ = ["LearnedTable", "changed_records", "learn_offices", "resolve_across"]
