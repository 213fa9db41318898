"""A file of weights -> scores of classes, and from them probabilities."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from rashomon.data import table

__all__ = ["classify", "score", "weigh"]


@cache
def _weights(name: str) -> Mapping[str, Mapping[str, float]]:
    """Return the weights of `events/NAME.tsv`: what speaks -> for which class, how much."""
    return {
        row[0]: {label: float(weight) for label, weight in (pair.split("=") for pair in row[1].split(" "))}
        for row in table(f"events/{name}.tsv")
    }


def score(name: str, evidence: Iterable[str], labels: Sequence[str]) -> list[float]:
    """Return the sum of the weights for each label."""
    weights = _weights(name)
    # each piece of evidence once, as in training
    rows = [row for each in dict.fromkeys(evidence) if (row := weights.get(each)) is not None]
    scores = []
    for label in labels:
        total = 0.0  # in the order of the evidence: `sum` adds otherwise from Python 3.12 on
        for row in rows:
            if label in row:
                total += row[label]
        scores.append(total)
    return scores


def weigh(name: str, evidence: Iterable[str], labels: Sequence[str]) -> list[float]:
    """Return the probability of each label."""
    scores = score(name, evidence, labels)
    best = max(scores)
    shares = [math.exp(s - best) for s in scores]
    total = sum(shares)
    return [share / total for share in shares]


def classify(name: str, evidence: Iterable[str], labels: Sequence[str]) -> tuple[str, float]:
    """Return the likeliest label and its probability among `labels`."""
    sure = weigh(name, evidence, labels)
    best = max(range(len(labels)), key=sure.__getitem__)
    return labels[best], sure[best]
