"""Runs a small program of ours in a process of its own, ended when it takes too long.

What reads PDF is a library in C, which a hostile file can hang or crash; what reads RTF takes
minutes for some files of a few kilobytes. Neither may cost the rest of a run anything.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

LONGEST_SECONDS = 8.0
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program wrote, and how it ended: by itself, ended for its time, or crashed."""

    written: bytes
    end: Literal["done", "late", "crashed"]


def run_apart(
    program: str, data: bytes, *arguments: int, seconds: float = LONGEST_SECONDS
) -> Outcome:
    """Run one of the programs next to this file on ``data``, with what it wrote until it ended.

    Args:
        program: its file below this folder, such as ``pdf/program.py``.
        data: what it reads from standard input.
        arguments: numbers for its command line.
        seconds: after these it is ended.
    """
    # -P: the folder of the program holds modules that are named as some of the standard library.
    command = [sys.executable, "-P", str(_FOLDER / program), *map(str, arguments)]
    try:
        ended = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return Outcome(late.stdout or b"", "late")
    return Outcome(ended.stdout, "crashed" if ended.returncode else "done")
