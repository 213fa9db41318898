"""Labelled articles -> trained weights: the rounds of training, with an average of the weights on the way."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the usual name
from torch import Tensor

from training.attribution.examples import IGNORED, Example, Labelled, cut_examples
from training.attribution.network import Tagger

__all__ = ["ROUNDS", "Round", "fit"]

_BATCH = 8  # windows
_PAD, _CLS, _SEP, _MASK = 0, 101, 102, 103
_SAVE_SECONDS = 240


class Round(NamedTuple):
    """One run of the learning rate from 0 up to `rate` and down to 0."""

    steps: int
    rate: float
    link_weight: float  # what the loss of the links counts beside that of the labels
    masked: float  # share of pieces that are hidden from the model
    seed: int
    share: float  # of this round's weights in the final ones


# how the shipped weights were made: 2.9 and 3.0 epochs, of about 516 steps each
ROUNDS = (
    Round(steps=1495, rate=2.5e-4, link_weight=0.3, masked=0.0, seed=1, share=0.35),
    Round(steps=1567, rate=2e-4, link_weight=0.5, masked=0.08, seed=3, share=0.65),
)


def fit(articles: list[list[Labelled]], rounds: tuple[Round, ...], folder: Path) -> Tagger:
    """Train on `articles`, each with all its readings; `folder` keeps what is needed to go on after a stop."""
    torch.set_num_threads(1)
    torch.manual_seed(rounds[0].seed)
    model = Tagger()
    kept: list[dict[str, Tensor]] = []
    for number, plan in enumerate(rounds):
        done = folder / f"round-{number}.pt"
        if not done.exists():
            _fit_round(model, articles, plan, done)
        # a round hands on the average of its weights, not the last ones
        kept.append(torch.load(done))
        model.load_state_dict(kept[-1])
    model.load_state_dict(_blend(kept, [plan.share for plan in rounds]))
    model.eval()
    return model


def _blend(states: list[dict[str, Tensor]], shares: list[float]) -> dict[str, Tensor]:
    """Return the weighted mean of the weights of all rounds; what is no float is the same in all."""
    return {
        name: sum(s * state[name] for s, state in zip(shares, states, strict=True))
        if last.is_floating_point()
        else last
        for name, last in states[-1].items()
    }


def _fit_round(model: Tagger, articles: list[list[Labelled]], plan: Round, done: Path) -> None:
    average = copy.deepcopy(model).eval()
    optimizer = _optimizer(model, plan.rate)
    part = done.with_suffix(".part")
    step = _resume(part, model, average, optimizer)
    # an interrupted round goes on with a fresh shuffle
    batches = _batches(articles, random.Random(plan.seed + step))
    model.train()
    saved = time.monotonic()
    while step < plan.steps:
        loss = _step(model, optimizer, next(batches), plan, step / plan.steps)
        step += 1
        if step % 4 == 0:
            _average(average, model, min(0.99, (1 + step / 4) / (10 + step / 4)))
        if step % 50 == 0:
            print(f"{done.stem} step {step}/{plan.steps} loss {loss:.3f}", flush=True)
        if time.monotonic() - saved > _SAVE_SECONDS:
            state = {"model": model.state_dict(), "average": average.state_dict()}
            torch.save({**state, "optimizer": optimizer.state_dict(), "step": step}, part)
            saved = time.monotonic()
    torch.save(average.state_dict(), done)
    part.unlink(missing_ok=True)


def _resume(part: Path, model: Tagger, average: Tagger, optimizer: torch.optim.Optimizer) -> int:
    if not part.exists():
        return 0
    state: dict[str, Any] = torch.load(part, weights_only=False)
    model.load_state_dict(state["model"])
    average.load_state_dict(state["average"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])


def _optimizer(model: Tagger, rate: float) -> torch.optim.Optimizer:
    matrices = [p for p in model.parameters() if p.ndim >= 2]
    vectors = [p for p in model.parameters() if p.ndim < 2]
    groups = [{"params": matrices, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), fused=True)


def _average(average: Tagger, model: Tagger, keep: float) -> None:
    with torch.no_grad():
        for old, new in zip(average.parameters(), model.parameters(), strict=True):
            old.lerp_(new, 1 - keep)


def _batches(articles: list[list[Labelled]], rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches without end: each epoch one reading of each article, cut anew; similar lengths together."""
    while True:
        examples = [e for readings in articles for e in cut_examples(rng.choice(readings), rng)]
        rng.shuffle(examples)
        batches: list[list[Example]] = []
        for k in range(0, len(examples), 8 * _BATCH):
            some = sorted(examples[k : k + 8 * _BATCH], key=lambda e: len(e.ids))
            batches += [some[j : j + _BATCH] for j in range(0, len(some), _BATCH)]
        rng.shuffle(batches)
        yield from batches


def _step(model: Tagger, optimizer: torch.optim.Optimizer, batch: list[Example], plan: Round, progress: float) -> float:
    for group in optimizer.param_groups:
        group["lr"] = plan.rate * min(1.0, progress / 0.06) * (1 - progress)
    ids, real = _stack(batch, "ids", _PAD), _stack(batch, "ids", _PAD) != _PAD
    hidden = (torch.rand(ids.shape) < plan.masked) & (ids > _SEP)
    ids = ids.masked_fill(hidden, _MASK)
    with torch.autocast("cpu", torch.bfloat16):
        labels, links = model(ids, _stack(batch, "features", 0), real)
    links = links.float().masked_fill(~real[:, None], -1e4)
    loss = _loss(labels, _stack(batch, "labels", IGNORED))
    loss = loss + plan.link_weight * _loss(links, _stack(batch, "links", IGNORED))
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return float(loss.item())


def _loss(scores: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED)


def _stack(batch: list[Example], column: str, fill: int) -> Tensor:
    """Stack one column of the examples, padded to a multiple of 16, which the matrix units like."""
    width = -(-max(len(e.ids) for e in batch) // 16) * 16
    rows = [getattr(e, column) for e in batch]
    padded = [np.pad(row, (0, width - len(row)), constant_values=fill) for row in rows]
    return torch.from_numpy(np.stack(padded))
