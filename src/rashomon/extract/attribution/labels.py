"""The tagger's scores of words -> stretches of words with one role, cut where quotation marks and grammar allow."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.model import Parse, Tagging

__all__ = ["Stretch", "find_stretches"]

# a quotation whose words are content with this mean probability is content from mark to mark
_QUOTED_CONTENT = 0.5
_TINY = 1e-6


class Stretch(NamedTuple):
    """Words `first` to `last` of a tagging, both included, that play one role; `score` is their mean probability."""

    role: str
    first: int
    last: int
    score: float


def find_stretches(text: str, parse: Parse, tagging: Tagging) -> list[Stretch]:
    """Return the stretches in text order; no stretch of punctuation only."""
    rows = [list(row) for row in tagging.scores]
    _join_hyphens(text, tagging, rows)
    _fence_quotations(parse, tagging, rows)
    labels = _best_labels(rows, tagging.labels)
    stretches: list[Stretch] = []
    k = 0
    while k < len(labels):
        role = tagging.labels[labels[k]].partition("-")[2]
        stop = k + 1
        while stop < len(labels) and role and tagging.labels[labels[stop]] == f"I-{role}":
            stop += 1
        if role:
            worth = sum(rows[w][labels[w]] for w in range(k, stop)) / (stop - k)
            stretches.append(Stretch(role, k, stop - 1, worth))
        k = stop
    return [s for s in stretches if any(text[tagging.starts[w]].isalnum() for w in range(s.first, s.last + 1))]


def _join_hyphens(text: str, tagging: Tagging, rows: list[list[float]]) -> None:
    """Give the parts of a hyphenated word the roles of its first part, so that no stretch ends inside it."""
    for k in range(1, len(rows)):
        before, here = tagging.ends[k - 1] - 1, tagging.starts[k]
        if here != tagging.ends[k - 1] or not (_joins(text, before) or _joins(text, here)):
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


def _fence_quotations(parse: Parse, tagging: Tagging, rows: list[list[float]]) -> None:
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
            rows[w] = [0.0] * len(tagging.labels)
            rows[w][begin if w == first and fresh else inside] = 1.0


def _best_labels(rows: Sequence[Sequence[float]], labels: Sequence[str]) -> list[int]:
    """Return the likeliest sequence of labels in which nothing is inside (I-) that has not begun (B-)."""
    if not rows:
        return []
    # the label that begins what another goes on with: one of the two stands before it; before others stands any
    begins = [(k, labels.index(f"B-{x[2:]}")) for k, x in enumerate(labels) if x.startswith("I-")]
    worth = [math.log(p + _TINY) for p in rows[0]]
    for k, _ in begins:
        worth[k] = -math.inf
    steps: list[list[int]] = []
    for row in rows[1:]:
        best = max(worth)
        step = [worth.index(best)] * len(labels)
        gained = [best + math.log(p + _TINY) for p in row]
        for k, begin in begins:
            step[k] = before = begin if worth[begin] >= worth[k] else k
            gained[k] = worth[before] + math.log(row[k] + _TINY)
        worth = gained
        steps.append(step)
    path = [worth.index(max(worth))]
    for step in reversed(steps):
        path.append(step[path[-1]])
    return path[::-1]
