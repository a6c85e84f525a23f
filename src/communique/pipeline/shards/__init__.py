"""Shards: reports in small tables, coded by one pure function, each stored whole or not at all."""

from communique.pipeline.shards.alone import DIED, Alone, Work, too_long
from communique.pipeline.shards.batch import (
    CODED,
    CODER,
    NO_TEXT,
    SETTINGS,
    SOURCES,
    CodedSource,
    code_batch,
    coded_table,
    coder_of,
    read_coded,
    sources_table,
)
from communique.pipeline.shards.cut import SHARD, Came, Learned, Shard, cut
from communique.pipeline.shards.given import GivenShard, coded_apart
from communique.pipeline.shards.place import ENDING, ShardPlace, is_remote
from communique.pipeline.shards.underway import LIMIT, Begun
from communique.pipeline.shards.workers import Few, coded_shards

__all__ = [
    "CODED",
    "CODER",
    "DIED",
    "ENDING",
    "LIMIT",
    "NO_TEXT",
    "SETTINGS",
    "SHARD",
    "SOURCES",
    "Alone",
    "Begun",
    "Came",
    "CodedSource",
    "Few",
    "GivenShard",
    "Learned",
    "Shard",
    "ShardPlace",
    "Work",
    "code_batch",
    "coded_apart",
    "coded_shards",
    "coded_table",
    "coder_of",
    "cut",
    "is_remote",
    "read_coded",
    "sources_table",
    "too_long",
]
