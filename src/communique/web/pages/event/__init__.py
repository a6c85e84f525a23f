"""The page of an event: its fields, who tells it, why it is one, what stands around it."""

from communique.web.pages.event.view import EVENT

__all__ = ["EVENT"]
