"""Parsed -> records: times, places, actors, events, statements, commitments and figures."""

from communique.extract.actors.resolve import DocumentParties
from communique.extract.context import Context
from communique.extract.document import extract

__all__ = ["Context", "DocumentParties", "extract"]
