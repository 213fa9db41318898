"""The accounts of one claim, and which of them cannot both be -> how they stand to each other.

A conflict is between two outlets that say it in their own voices; a dispute, where at least one side is somebody whom
an outlet quotes, or hedges; a revision, where what is said later replaces what was said before, by the same source or
as events went on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

from rashomon.model import Relation, Stance

__all__ = ["Told", "relate"]


class Told(NamedTuple):
    """An account as far as its relation to others goes.

    `speaker` is to whom it is attributed, None for the outlet or somebody who is not named, `source` the words for
    them; `day` is the one on which it was published, ISO 8601, None where that is not known. A copy in another outlet
    that says something else has not revised it.
    """

    document: str
    outlet: str
    stance: Stance
    attributed: bool
    speaker: str | None = None
    source: str = ""
    day: str | None = None


def relate(
    accounts: Sequence[Told],
    differ: Callable[[int, int], bool],
    *,
    replaces: Callable[[int, int], bool] = lambda _first, _second: False,
) -> Relation:
    """Return the relation of accounts; `differ` tells of two, by index, whether they cannot both be.

    `replaces` tells whether the second, told on a later day, has taken the place of the first, whoever tells it: a toll
    that has risen.
    Conflict goes before dispute, dispute before revision. An outlet that hedges is in no conflict.
    """
    found: set[Relation] = set()
    for a, b in combinations(range(len(accounts)), 2):
        first, second = sorted((a, b), key=lambda i: (accounts[i].day or "", i))
        if _is_later(accounts[first], accounts[second]) and replaces(first, second):
            found.add("revision")
        elif differ(a, b):
            found.add(_of(accounts[first], accounts[second]))
    for relation in ("conflict", "dispute", "revision"):
        if relation in found:
            return relation
    return "agreement" if len({a.document for a in accounts}) > 1 else "single"


def _of(first: Told, second: Told) -> Relation:
    """Return how two accounts that cannot both be stand to each other; the first was told no later than the second."""
    if first.attributed and second.attributed:
        if first.speaker is not None and first.speaker == second.speaker:
            return "revision"
        # "the insurers" of one article are those of a later one, and "officials" of one day may be any
        same = first.source == second.source and _is_later(first, second)
        return "revision" if same else "dispute"
    if first.attributed or second.attributed or "hedges" in (first.stance, second.stance):
        return "dispute"
    return "revision" if first.outlet == second.outlet else "conflict"


def _is_later(first: Told, second: Told) -> bool:
    return first.day is not None and second.day is not None and first.day < second.day
