"""The formats of exports by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from communique.export.atom import export_atom
from communique.export.bibtex import export_bibtex
from communique.export.csl import export_csl
from communique.export.csv import export_csv
from communique.export.ftm import export_ftm
from communique.export.gdelt import export_gdelt
from communique.export.geojson import export_geojson
from communique.export.gexf import export_gexf
from communique.export.graphml import export_graphml
from communique.export.icalendar import export_icalendar
from communique.export.icews import export_icews
from communique.export.jsonl import export_jsonl
from communique.export.jsonld import export_jsonld
from communique.export.parquet import export_parquet
from communique.export.polecat import export_polecat
from communique.export.stix import export_stix
from communique.export.written import Written
from communique.ledger import Filters, Ledger


class Exporter(Protocol):
    """Writes a ledger, or the events that meet filters and what belongs to them, to a folder.

    Returns what became of the records of each kind that the format takes.
    """

    def __call__(
        self, ledger: Ledger, folder: Path, chosen: Filters | None = None, /
    ) -> tuple[Written, ...]: ...



FORMATS: Mapping[str, Exporter] = MappingProxyType(
    {
        "jsonl": export_jsonl,
        "csv": export_csv,
        "parquet": export_parquet,
        "polecat": export_polecat,
        "icews": export_icews,
        "gdelt": export_gdelt,
        "geojson": export_geojson,
        "icalendar": export_icalendar,
        "graphml": export_graphml,
        "gexf": export_gexf,
        "atom": export_atom,
        "bibtex": export_bibtex,
        "csl": export_csl,
        "jsonld": export_jsonld,
        "stix": export_stix,
        "ftm": export_ftm,
    }
)
