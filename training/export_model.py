"""Write the trained network as ONNX in eight-bit integers, with its tokenizer and labels."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import torch
from labels import LABELS
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

_INPUTS = ("pieces", "mask", "source", "target")


def write_model(
    reader: nn.Module, tokenizer: Tokenizer, temperatures: dict[str, float], folder: Path
) -> None:
    """Write ``event_model.onnx``, ``event_model.json`` and ``word_pieces.json`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    reader.eval()
    pieces = torch.randint(1000, 2000, (3, 21))
    example = (pieces, torch.ones_like(pieces), torch.tensor([1, 2, 3]), torch.tensor([9, 8, 7]))
    axes = {name: {0: "pairs"} for name in (*_INPUTS, *LABELS)}
    axes["pieces"][1] = axes["mask"][1] = "length"
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch, "whole.onnx")
        torch.onnx.export(
            reader, example, whole, input_names=list(_INPUTS), output_names=list(LABELS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        (folder / "event_model_full.onnx").write_bytes(whole.read_bytes())
        quantize_dynamic(whole, folder / "event_model.onnx", weight_type=QuantType.QInt8)
    about = {
        "labels": {name: list(values) for name, values in LABELS.items()},
        "temperatures": temperatures,
    }
    (folder / "event_model.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    tokenizer.save(str(folder / "word_pieces.json"), pretty=False)
