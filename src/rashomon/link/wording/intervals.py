"""A count and what it is of -> the interval that its share lies in."""

from __future__ import annotations

from math import sqrt

__all__ = ["LEAST", "interval"]

# below this many there are counts alone: an interval would span most of what is possible, and look like knowledge
LEAST = 5
# the 97.5 % quantile of the normal distribution
_Z = 1.959964


def interval(count: int, of: int) -> tuple[float, float] | tuple[None, None]:
    """Return the 95 % score interval of the share `count` / `of` (Wilson 1927, JASA 22), Nones for fewer than LEAST."""
    if of < LEAST:
        return None, None
    share = count / of
    middle = share + _Z**2 / (2 * of)
    half = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    whole = 1 + _Z**2 / of
    # at 0 and at all, rounding could leave the bound a hair outside of what is possible
    return round(max(0.0, (middle - half) / whole), 4), round(min(1.0, (middle + half) / whole), 4)
