"""Parsed -> records: times, places, actors, events, statements, commitments and figures."""

from communique.extract.context import Context
from communique.extract.document import extract
from communique.extract.resolve import DocumentParties

__all__ = ["Context", "DocumentParties", "extract"]
