"""Spans in any order -> whether one of them holds another span, or shares a character with it: by bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from rashomon.model import Span

__all__ = ["Stretches"]


class Stretches:
    """Stretches of one text, which may overlap; a long text has thousands that are asked about as many words."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        # how far this stretch or one before it reaches
        self._reach = list(accumulate((span.end for span in ordered), max))

    def hold(self, span: Span) -> bool:
        """Tell whether a span lies wholly inside one of the stretches."""
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._reach[before - 1] >= span.end

    def touch(self, span: Span) -> bool:
        """Tell whether a span overlaps one of the stretches."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start
