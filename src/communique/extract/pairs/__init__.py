"""What one marked party does to another: for researchers who bring their own pairs."""

from communique.extract.pairs.classify import Asked, classify_pairs

__all__ = ["Asked", "classify_pairs"]
