"""A trigger and the attributions of its article -> whose account it stands in, the outermost first."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Attribution, Span

__all__ = ["find_chain"]


def find_chain(trigger: Span, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    """Return the ids of all attributions in whose content a trigger stands, the outermost first; () for the narrator's.

    One lies inside another where its cue stands in the other's content ("Kyiv says [Moscow admitted ...]"), or else
    where its content is shorter; the order of the cues decides between equals.
    """
    around = [a for a in attributions if _tells(a, trigger)]
    return tuple(a.id for a in sorted(around, key=lambda a: (_depth(a, around), -_length(a), a.cue, a.id)))


def _tells(attribution: Attribution, trigger: Span) -> bool:
    """Tell whether a trigger is told by an attribution.

    "Accused" in "Kestovia accused Halvia of shelling" is the cue itself, "led" in "the general who led the raid said"
    stands in the source: these are the words of whoever tells of the saying.
    """
    if any(span.overlaps(trigger) for span in (*attribution.cue, *attribution.source)):
        return False
    return any(span.holds(trigger) for span in attribution.content)


def _depth(attribution: Attribution, around: Sequence[Attribution]) -> int:
    """Return in how many of the others an attribution is told itself."""
    return sum(_is_told_in(attribution, other) for other in around if other is not attribution)


def _is_told_in(inner: Attribution, outer: Attribution) -> bool:
    return any(span.holds(cue) for span in outer.content for cue in inner.cue)


def _length(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)
