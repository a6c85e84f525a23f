"""Who acts: names, offices, descriptions, groups and pronouns of one document, resolved.

``resolve`` puts the parts together; each of the others answers one question about a phrase through
the ``resolver`` seam.
"""

from communique.extract.actors.resolve import DocumentParties, distinct

__all__ = ["DocumentParties", "distinct"]
