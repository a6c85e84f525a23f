"""The page of a report: its text, what was found in it, and a copy beside its original."""

from communique.web.pages.document.copied import COPIED
from communique.web.pages.document.view import DOCUMENT

__all__ = ["COPIED", "DOCUMENT"]
