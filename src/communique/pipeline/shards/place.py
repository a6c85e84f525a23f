"""Where coded shards lie: a folder, or a bucket; each whole or not there at all."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import fs
from pyarrow import parquet as pq

from communique.errors import SourceError

ENDING = ".coded.parquet"
UNDER_WAY = ".under-way"
_REMOTE = re.compile(r"(?:s3|gs|gcs|hdfs|abfss?)://", re.IGNORECASE)


def is_remote(address: str | Path) -> bool:
    """Tell whether an address is that of a bucket rather than of a folder."""
    return isinstance(address, str) and _REMOTE.match(address) is not None


@dataclass(frozen=True, slots=True)
class ShardPlace:
    """A folder of coded shards, one file each, named by the hash of its input and coder.

    ``address`` is a folder's path, or the address of one in a bucket, such as
    ``s3://bucket/coded``, which is reached with the credentials of the environment.
    """

    address: str

    def names(self) -> list[str]:
        """Return the names of the shards that are there, sorted."""
        system, root = self._reach()
        with _told(self.address):
            found = system.get_file_info(fs.FileSelector(root, allow_not_found=True))
        return sorted(one.base_name.removesuffix(ENDING) for one in found if _is_shard(one))

    def has(self, name: str) -> bool:
        """Tell whether a shard is there."""
        system, root = self._reach()
        with _told(self.address):
            found: fs.FileInfo = system.get_file_info(f"{root}/{name}{ENDING}")
        return bool(found.type == fs.FileType.File)

    def folder(self) -> Path | None:
        """Return the folder that this is, None if it is in a bucket."""
        return None if is_remote(self.address) else Path(self.address).absolute()

    def words_left(self) -> list[Path]:
        """Return the words that processes left here which ended while they coded."""
        folder = self.folder()
        return sorted(folder.glob(f".*{UNDER_WAY}")) if folder is not None else []

    def read(self, name: str) -> pa.Table | None:
        """Return a shard, or None if it is not there or was damaged, so that it is made again."""
        system, root = self._reach()
        try:
            with system.open_input_file(f"{root}/{name}{ENDING}") as stream:
                return pq.read_table(pa.BufferReader(stream.read()))
        except (OSError, pa.ArrowException):
            return None

    def write(self, name: str, table: pa.Table) -> None:
        """Put a shard there, whole or not at all."""
        packed = io.BytesIO()
        pq.write_table(table, packed, compression="zstd")
        system, root = self._reach()
        with _told(self.address):
            if not isinstance(system, fs.LocalFileSystem):
                with system.open_output_stream(f"{root}/{name}{ENDING}") as stream:
                    stream.write(packed.getbuffer())  # a bucket shows an object once it is whole
                return
            Path(root).mkdir(parents=True, exist_ok=True)
            part = Path(root) / f".{name}.{os.getpid()}.part"
            part.write_bytes(packed.getbuffer())
            part.replace(Path(root) / f"{name}{ENDING}")

    def forget(self, names: Iterable[str]) -> None:
        """Remove shards, those that are there."""
        system, root = self._reach()
        for name in names:
            with suppress(FileNotFoundError):
                system.delete_file(f"{root}/{name}{ENDING}")

    def _reach(self) -> tuple[fs.FileSystem, str]:
        if (folder := self.folder()) is not None:
            return fs.LocalFileSystem(), str(folder)
        with _told(self.address):
            system, path = fs.FileSystem.from_uri(self.address)
        return system, path.rstrip("/")


class _told:  # noqa: N801  # used as a function
    """Turns what a file system raises into an error that names the place."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError | pa.ArrowException):
            raise SourceError(f"{self._address}: cannot hold coded shards: {error}") from error


def _is_shard(found: fs.FileInfo) -> bool:
    return bool(found.type == fs.FileType.File and found.base_name.endswith(ENDING))
