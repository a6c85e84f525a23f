"""Places: the toponyms of a text, resolved together, and where an event took place."""

from communique.extract.places.document import DocumentPlaces

__all__ = ["DocumentPlaces"]
