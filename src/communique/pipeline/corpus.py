"""The bundled corpus of the demo."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def corpus_path() -> Path:
    """Return the folder of the reports that ``communique demo`` builds."""
    return Path(str(files("communique.demo"))) / "corpus"
