"""Exports of a ledger: one module a format, listed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from communique.export.csv import export_csv, write_csv
from communique.export.jsonl import export_jsonl
from communique.export.parquet import export_parquet, write_parquet
from communique.ledger import Ledger

# Writes a ledger to a folder; returns how many records each file holds, by the file's name.
Exporter = Callable[[Ledger, Path], dict[str, int]]

FORMATS: Mapping[str, Exporter] = MappingProxyType(
    {"jsonl": export_jsonl, "csv": export_csv, "parquet": export_parquet}
)

__all__ = [
    "FORMATS",
    "Exporter",
    "export_csv",
    "export_jsonl",
    "export_parquet",
    "write_csv",
    "write_parquet",
]
