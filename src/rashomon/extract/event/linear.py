"""A file of weights -> scores of classes, and from them probabilities."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rashomon.data import table

__all__ = ["chance_of", "classify", "score", "weigh", "weights_of"]

# the weights of one piece of evidence for each class of its file, and a last one for classes that the file lacks
_Row = tuple[float, ...]
_UNKNOWN = -1


class _Weights(NamedTuple):
    """A file of weights: where the weight for a class stands in a row, and the row of each piece of evidence."""

    places: Mapping[str, int]
    rows: Mapping[str, _Row]


@cache
def _weights(name: str) -> _Weights:
    """Return the weights of `events/NAME.tsv`: what speaks -> for which class, how much."""
    told = {
        row[0]: {label: float(weight) for label, weight in (pair.split("=") for pair in row[1].split(" "))}
        for row in table(f"events/{name}.tsv")
    }
    labels = tuple(dict.fromkeys(label for weights in told.values() for label in weights))
    # rows side by side in memory, and one zero for all: what is looked up here lies far apart, and that takes the time
    rows = {each: (*(weights.get(label, 0.0) for label in labels), 0.0) for each, weights in told.items()}
    return _Weights({label: place for place, label in enumerate(labels)}, rows)


@cache
def _places(name: str, labels: tuple[str, ...]) -> tuple[int, ...]:
    """Return where the weights for some classes stand in a row."""
    return tuple(_weights(name).places.get(label, _UNKNOWN) for label in labels)


def _rows(name: str, evidence: Iterable[str]) -> list[_Row]:
    """Return the weights of each piece of evidence once, as in training."""
    return list(filter(None, map(_weights(name).rows.get, dict.fromkeys(evidence))))


def score(name: str, evidence: Iterable[str], labels: Sequence[str]) -> list[float]:
    """Return the sum of the weights for each label."""
    rows = _rows(name, evidence)
    scores = []
    for place in _places(name, tuple(labels)):
        total = 0.0  # in the order of the evidence: `sum` adds otherwise from Python 3.12 on
        for row in rows:
            total += row[place]
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
    place = _weights(name).places[label]
    return tuple(row[place] for row in _rows(name, evidence))


def chance_of(total: float) -> float | None:
    """Return the probability of the first of two classes by the sum for it, None where the second is likelier."""
    if total < -_HAIR:
        return None
    sure, less = _shares((total, -total))
    return sure if sure >= less else None
