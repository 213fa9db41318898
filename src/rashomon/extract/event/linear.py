"""A file of weights -> scores of classes, and from them probabilities."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from rashomon.data import table

__all__ = ["chance_of", "classify", "score", "weigh", "weights_of"]

_Row = Mapping[str, float]


@cache
def _weights(name: str) -> Mapping[str, _Row]:
    """Return the weights of `events/NAME.tsv`: what speaks -> for which class, how much."""
    return {
        row[0]: {label: float(weight) for label, weight in (pair.split("=") for pair in row[1].split(" "))}
        for row in table(f"events/{name}.tsv")
    }


def _rows(name: str, evidence: Iterable[str]) -> list[_Row]:
    """Return the weights of each piece of evidence once, as in training."""
    weights = _weights(name)
    return [row for each in dict.fromkeys(evidence) if (row := weights.get(each)) is not None]


def score(name: str, evidence: Iterable[str], labels: Sequence[str]) -> list[float]:
    """Return the sum of the weights for each label."""
    rows = _rows(name, evidence)
    scores = []
    for label in labels:
        total = 0.0  # in the order of the evidence: `sum` adds otherwise from Python 3.12 on
        for row in rows:
            total += row.get(label, 0.0)
        scores.append(total)
    return scores


def weigh(name: str, evidence: Iterable[str], labels: Sequence[str]) -> list[float]:
    """Return the probability of each label."""
    return _shares(score(name, evidence, labels))


def _shares(scores: Sequence[float]) -> list[float]:
    best = max(scores)
    shares = [math.exp(s - best) for s in scores]
    total = sum(shares)
    return [share / total for share in shares]


def classify(name: str, evidence: Iterable[str], labels: Sequence[str]) -> tuple[str, float]:
    """Return the likeliest label and its probability among `labels`."""
    sure = weigh(name, evidence, labels)
    best = max(sure)
    return labels[sure.index(best)], best


# ---- one of two classes: what speaks for the one speaks as much against the other ---------------------------------

# what is this much less is less likely, however `exp` is rounded
_HAIR = 1e-9


def weights_of(name: str, evidence: Iterable[str], label: str) -> tuple[float, ...]:
    """Return how much each piece of evidence speaks for a label."""
    return tuple(row[label] for row in _rows(name, evidence))


def chance_of(total: float) -> float | None:
    """Return the probability of the first of two classes by the sum for it, None where the second is likelier."""
    if total < -_HAIR:
        return None
    sure, less = _shares((total, -total))
    return sure if sure >= less else None
