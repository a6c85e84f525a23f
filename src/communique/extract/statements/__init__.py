"""Who said what: attributed statements with source, cue and content as exact spans."""

from communique.extract.statements.find import find_statements

__all__ = ["find_statements"]
