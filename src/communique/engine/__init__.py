"""The shard function on an existing engine: Daft, by itself or on a Ray cluster; Spark."""

from communique.engine.daft_run import Coding, code_on_daft
from communique.engine.files import FileCoded, FileCoder, code_file

__all__ = ["Coding", "FileCoded", "FileCoder", "code_file", "code_on_daft"]
