"""What two parties did and said to one another; and who deals with whom most."""

from communique.web.pages.relationship.pairs import PAIRS
from communique.web.pages.relationship.view import RELATIONSHIP

__all__ = ["PAIRS", "RELATIONSHIP"]
