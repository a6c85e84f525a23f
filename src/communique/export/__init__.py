"""Exports of a ledger: one module a format, listed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from communique.export.jsonl import export_jsonl
from communique.ledger import Ledger

Exporter = Callable[[Ledger, Path], dict[str, int]]

FORMATS: Mapping[str, Exporter] = MappingProxyType({"jsonl": export_jsonl})

__all__ = ["FORMATS", "Exporter", "export_jsonl"]
