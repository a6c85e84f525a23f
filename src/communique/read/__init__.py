"""Bytes to sources: files, folders, patterns, standard input and web pages, in any known form.

Each format is one small module with the same seam: a function from an open binary stream to
:class:`~communique.records.Source` records. What cannot be read is reported, never raised.
"""

from communique.read.problems import Problems
from communique.read.rows import source_from_row
from communique.read.sources import bytes_of, read_sources, read_stream

__all__ = ["Problems", "bytes_of", "read_sources", "read_stream", "source_from_row"]
