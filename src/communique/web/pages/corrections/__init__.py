"""Corrections: the page that lists them, and the form by which pages make and undo them."""

from communique.web.pages.corrections.view import CORRECTIONS, router

__all__ = ["CORRECTIONS", "router"]
