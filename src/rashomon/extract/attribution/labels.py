"""The tagger's scores of words -> stretches of words with one role, cut where quotation marks and grammar allow."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rashomon.model import Parse, Tagging

__all__ = ["Stretch", "find_stretches"]

# a quotation whose words are content with this mean probability is content from mark to mark
_QUOTED_CONTENT = 0.5
_TINY = 1e-6
# scores are rounded to so many parts of one
_PARTS = 10_000
_ROLES = ("source", "cue", "content")
# nothing, then the beginning and the inside of each role
_ORDER = ("O", *(f"{place}-{role}" for role in _ROLES for place in "BI"))


class Stretch(NamedTuple):
    """Words `first` to `last` of a tagging, both included, that play one role; `score` is their mean probability."""

    role: str
    first: int
    last: int
    score: float


def find_stretches(text: str, parse: Parse, tagging: Tagging) -> list[Stretch]:
    """Return the stretches in text order; no stretch of punctuation only."""
    rows = list(tagging.scores)
    _join_hyphens(text, tagging, rows)
    _fence_quotations(parse, tagging, rows)
    labels = _best_labels(rows, tagging.labels)
    stretches: list[Stretch] = []
    stop = 0
    for k, label in enumerate(labels):
        if k < stop or label == "O":
            continue
        role = label[2:]
        stop = k + 1
        while stop < len(labels) and labels[stop] == f"I-{role}":
            stop += 1
        columns = [tagging.labels.index(x) for x in labels[k:stop]]
        worth = sum(row[column] for row, column in zip(rows[k:stop], columns, strict=True)) / (stop - k)
        stretches.append(Stretch(role, k, stop - 1, worth))
    return [s for s in stretches if any(text[tagging.starts[w]].isalnum() for w in range(s.first, s.last + 1))]


def _join_hyphens(text: str, tagging: Tagging, rows: list[Sequence[float]]) -> None:
    """Give the parts of a hyphenated word the roles of its first part, so that no stretch ends inside it."""
    for k, (end, here) in enumerate(zip(tagging.ends, tagging.starts[1:], strict=False), 1):
        if end != here or not (_joins(text, end - 1) or _joins(text, here)):
            continue
        # what has begun goes on: B- of the first part counts as I-
        previous, row = rows[k - 1], [0.0] * len(rows[k])
        for column, label in enumerate(tagging.labels):
            inside = f"I-{label[2:]}" if label.startswith("B-") else label
            row[tagging.labels.index(inside)] += previous[column]
        rows[k] = row


def _joins(text: str, place: int) -> bool:
    """Tell whether the character is a hyphen inside a word."""
    return text[place] in "-‐‑" and text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()


def _fence_quotations(parse: Parse, tagging: Tagging, rows: list[Sequence[float]]) -> None:
    """Make each quotation wholly content where most of it is."""
    begin, inside = tagging.labels.index("B-content"), tagging.labels.index("I-content")
    for quotation in parse.quotations:
        first = bisect_left(tagging.starts, quotation.outer.start)
        last = bisect_right(tagging.ends, quotation.outer.end) - 1
        words = range(first, last + 1)
        if not words or sum(rows[w][begin] + rows[w][inside] for w in words) < _QUOTED_CONTENT * len(words):
            continue
        goes_on = first > 0 and rows[first - 1][begin] + rows[first - 1][inside] > _QUOTED_CONTENT
        starts = rows[first][begin] > rows[first][inside] and not quotation.continues
        fresh = starts or not goes_on
        for w in words:
            row = [0.0] * len(tagging.labels)
            row[begin if w == first and fresh else inside] = 1.0
            rows[w] = row


def _best_labels(rows: Sequence[Sequence[float]], labels: Sequence[str]) -> list[str]:
    """Return the likeliest sequence of labels in which nothing is inside (I-) that has not begun (B-)."""
    if not rows:
        return []
    worth, *after = _logarithms(rows)[:, [labels.index(label) for label in _ORDER]].tolist()
    worth[2] = worth[4] = worth[6] = -math.inf
    # of each word: the best label, and of each role whether rather its beginning than its inside, if it goes on
    steps: list[tuple[int, int, int, int]] = []
    for o, b1, i1, b2, i2, b3, i3 in after:
        best = max(worth)
        _, begun1, on1, begun2, on2, begun3, on3 = worth
        steps.append((worth.index(best), begun1 >= on1, begun2 >= on2, begun3 >= on3))
        # before the inside of a role stands one of its two labels, before any other whichever is best
        worth = [
            best + o,
            best + b1,
            (begun1 if begun1 >= on1 else on1) + i1,
            best + b2,
            (begun2 if begun2 >= on2 else on2) + i2,
            best + b3,
            (begun3 if begun3 >= on3 else on3) + i3,
        ]
    path = [worth.index(max(worth))]
    for step in reversed(steps):
        here = path[-1]
        inside = here > 0 and here % 2 == 0
        path.append(here - step[here // 2] if inside else step[0])
    return [_ORDER[k] for k in reversed(path)]


def _logarithms(rows: Sequence[Sequence[float]]) -> npt.NDArray[np.float64]:
    """Return the logarithms of all scores, those of `math` and not of numpy, which differ from machine to machine."""
    scores = np.fromiter(chain.from_iterable(rows), float)
    # those of the parts of hyphenated words are sums of others
    parts = np.rint(scores * _PARTS).astype(np.intp).clip(0, _PARTS)
    found: npt.NDArray[np.float64] = _known_logarithms()[parts]
    for k in np.flatnonzero(parts / _PARTS != scores).tolist():
        found[k] = math.log(scores[k] + _TINY)
    return found.reshape(len(rows), -1)


@cache
def _known_logarithms() -> npt.NDArray[np.float64]:
    return np.array([math.log(k / _PARTS + _TINY) for k in range(_PARTS + 1)])
