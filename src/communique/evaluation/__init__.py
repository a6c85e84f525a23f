"""Scores of the coder on texts that people annotated, and gold made of corrections."""

from communique.evaluation.corrected import gold_of_corrections
from communique.evaluation.gold import GoldRow, read_gold, write_gold
from communique.evaluation.run import Evaluation, Miss, evaluate, evaluate_corrected, evaluate_rows
from communique.evaluation.scores import Confused, Interval, Score

__all__ = [
    "Confused",
    "Evaluation",
    "GoldRow",
    "Interval",
    "Miss",
    "Score",
    "evaluate",
    "evaluate_corrected",
    "evaluate_rows",
    "gold_of_corrections",
    "read_gold",
    "write_gold",
]
