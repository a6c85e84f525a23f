"""Figures: numbers that a report gives, with unit, measure, parties and how exact they are."""

from communique.extract.figures.find import find_figures

__all__ = ["find_figures"]
