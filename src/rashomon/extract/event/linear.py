"""A file of weights -> scores of classes, and from them probabilities."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from rashomon.data import table

__all__ = ["classify", "score"]


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
    rows = [weights[e] for e in evidence if e in weights]
    return [sum(row.get(label, 0.0) for row in rows) for label in labels]


def classify(name: str, evidence: Iterable[str], labels: Sequence[str]) -> tuple[str, float]:
    """Return the likeliest label and its probability among `labels`."""
    scores = score(name, evidence, labels)
    best = max(range(len(labels)), key=scores.__getitem__)
    return labels[best], 1 / sum(math.exp(s - scores[best]) for s in scores)
