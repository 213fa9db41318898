"""A trigger and the attributions of its article -> whose account it stands in, the outermost first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rashomon.model import Attribution, Span

__all__ = ["Accounts"]


class Accounts:
    """The attributions of one article, asked which of them tell of a trigger.

    Borders of contents cut the text into pieces, in each of which the same contents go on: an article with a thousand
    attributions is not to be searched a thousand times.
    """

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        contents = [(span, a) for a in attributions for span in a.content]
        self._borders = sorted({border for span, _ in contents for border in (span.start, span.end)})
        self._pieces: list[list[Attribution]] = [[] for _ in self._borders]
        for span, attribution in contents:
            for piece in range(bisect_left(self._borders, span.start), bisect_left(self._borders, span.end)):
                if self._pieces[piece][-1:] != [attribution]:
                    self._pieces[piece].append(attribution)

    def chain(self, trigger: Span) -> list[Attribution]:
        """Return the attributions in whose content a trigger stands, the outermost first; [] for the narrator's.

        One lies inside another where its cue stands in the other's content ("Kyiv says [Moscow admitted ...]"), or
        else where its content is shorter; the order of the cues decides between equals.
        """
        piece = bisect_right(self._borders, trigger.start) - 1
        return _in_order([a for a in self._pieces[piece] if _tells(a, trigger)]) if piece >= 0 else []


def _in_order(around: Sequence[Attribution]) -> list[Attribution]:
    return sorted(around, key=lambda a: (_depth(a, around), -_length(a), a.cue, a.id))


def _tells(attribution: Attribution, trigger: Span) -> bool:
    """Tell whether a trigger is told by an attribution.

    "Accused" in "Kestovia accused Halvia of shelling" is the cue itself, "led" in "the general who led the raid said"
    stands in the source: these are the words of whoever tells of the saying.
    """
    if not any(span.holds(trigger) for span in attribution.content):
        return False
    return not any(span.overlaps(trigger) for span in (*attribution.cue, *attribution.source))


def _depth(attribution: Attribution, around: Sequence[Attribution]) -> int:
    """Return in how many of the others an attribution is told itself."""
    return sum(_is_told_in(attribution, other) for other in around if other is not attribution)


def _is_told_in(inner: Attribution, outer: Attribution) -> bool:
    return any(span.holds(cue) for span in outer.content for cue in inner.cue)


def _length(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)
