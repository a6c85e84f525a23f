"""Bytes to sources: files, folders and JSON Lines, whatever their ending says.

Each format is one small module with the same seam: a function from an open binary stream to
:class:`~communique.records.Source` records. What cannot be read is reported, never raised.
"""

from communique.read.files import read_sources
from communique.read.formats.jsonl import source_from_row
from communique.read.problems import Problems

__all__ = ["Problems", "read_sources", "source_from_row"]
