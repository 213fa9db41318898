"""Sayings -> for each, which one before it in the pile is the same statement."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.link.statement.keys import place_of
from rashomon.link.statement.likeness import compare
from rashomon.profiles import Antecedent, Saying

__all__ = ["choose_saying"]


def choose_saying(saying: Saying, before: Sequence[Saying]) -> Antecedent | None:
    """Return which of the sayings before it in the pile one is, None if none; entities are the pile's.

    A pure function: `before` may come in any order, and each of them shares a key with `saying`. The likeliest is
    chosen, of several the fullest.
    """
    likes = ((compare(p, saying), p) for p in before)
    likely = sorted((-like.score, place_of(p), p.finding, like.reason) for like, p in likes if like is not None)
    if not likely:
        return None
    score, _, finding, reason = likely[0]
    return Antecedent(finding=finding, score=-score, reason=reason)
