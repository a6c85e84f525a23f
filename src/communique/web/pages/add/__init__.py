"""Bring your own: a form for reports, and the page on which they are seen being read."""

from communique.web.pages.add.adding import Runs
from communique.web.pages.add.view import router

__all__ = ["Runs", "router"]
