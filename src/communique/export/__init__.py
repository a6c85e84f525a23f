"""Exports of a ledger: one module a format, listed in ``formats``."""

from communique.export.csv import export_csv, write_csv
from communique.export.formats import FORMATS, Exporter
from communique.export.icalendar import export_due
from communique.export.jsonl import export_jsonl
from communique.export.parquet import export_parquet, write_parquet
from communique.export.written import Written

__all__ = [
    "FORMATS",
    "Exporter",
    "Written",
    "export_csv",
    "export_due",
    "export_jsonl",
    "export_parquet",
    "write_csv",
    "write_parquet",
]
