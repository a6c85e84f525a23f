"""The shard function on an existing engine: Daft, by itself or on a Ray cluster."""

from communique.engine.daft_run import Coding, code_on_daft
from communique.engine.files import FileCoded, code_file

__all__ = ["Coding", "FileCoded", "code_file", "code_on_daft"]
