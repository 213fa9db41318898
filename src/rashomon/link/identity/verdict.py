"""What a comparison of two names comes to."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Verdict"]


class Verdict(NamedTuple):
    """Whether two names are of one thing, how sure (0..1), and why, in words."""

    same: bool
    score: float
    reason: str
