"""The order of stages: read, clean, parse, extract, merge, store. Only this package knows it."""

from communique.pipeline.build import build
from communique.pipeline.coder import Coder
from communique.pipeline.corpus import corpus_path
from communique.pipeline.correct import Corrector, Done, correct, correcting
from communique.pipeline.explain import explain
from communique.pipeline.report import BuildReport
from communique.pipeline.rows import (
    classify_rows,
    clean_rows,
    clean_sources,
    cluster_rows,
    code_rows,
)
from communique.pipeline.shards import code_batch
from communique.pipeline.try_patterns import Trial, try_patterns

__all__ = [
    "BuildReport",
    "Coder",
    "Corrector",
    "Done",
    "Trial",
    "build",
    "classify_rows",
    "clean_rows",
    "clean_sources",
    "cluster_rows",
    "code_batch",
    "code_rows",
    "corpus_path",
    "correct",
    "correcting",
    "explain",
    "try_patterns",
]
