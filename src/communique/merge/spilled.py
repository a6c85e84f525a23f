"""Numbers in a temporary file, so that memory does not grow with the reports they come from."""

from __future__ import annotations

import tempfile
from io import SEEK_END
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Number = TypeVar("Number", bound=np.generic)


class Spilled(Generic[Number]):
    """A growing row of numbers of one kind, read back in pieces; its file goes when it goes."""

    def __init__(self, kind: type[Number]) -> None:
        self._kind: np.dtype[Number] = np.dtype(kind)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # closed when it is collected
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, numbers: npt.NDArray[Any]) -> int:
        """Add numbers at the end; return how many there are now."""
        self._file.write(np.ascontiguousarray(numbers, dtype=self._kind).tobytes())
        self._count += len(numbers)
        return self._count

    def between(self, start: int, end: int) -> npt.NDArray[Number]:
        """Return the numbers from ``start`` on, up to ``end``."""
        size = self._kind.itemsize
        self._file.seek(start * size)
        told = self._file.read((end - start) * size)
        self._file.seek(0, SEEK_END)
        return np.frombuffer(told, dtype=self._kind)
