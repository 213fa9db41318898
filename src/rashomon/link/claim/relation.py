"""The accounts of one claim, and which of them cannot both be -> how they stand to each other.

A conflict is between two outlets that say it in their own voices; a dispute, where at least one side is somebody whom
an outlet quotes; a revision, where what is said later replaces what was said before, by the same source or by events.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

from rashomon.model import Relation, Stance

__all__ = ["Told", "relate"]


class Told(NamedTuple):
    """An account as far as its relation to others goes.

    `speaker` is to whom it is attributed, None for the outlet or somebody who is not named; `newsroom` is what its
    document stands on, `day` the one on which it was published, ISO 8601, None where that is not known.
    """

    document: str
    newsroom: str
    stance: Stance
    attributed: bool
    speaker: str | None = None
    day: str | None = None


def relate(
    accounts: Sequence[Told],
    differ: Callable[[int, int], bool],
    *,
    replaces: Callable[[int, int], bool] = lambda _first, _second: False,
) -> Relation:
    """Return the relation of accounts; `differ` tells of two, by index, whether they cannot both be.

    `replaces` tells whether the second may have come about after the first, whoever tells it: a toll that has risen.
    What is hedged differs from nothing. Conflict goes before dispute, dispute before revision.
    """
    found: set[Relation] = set()
    for a, b in combinations(range(len(accounts)), 2):
        if "hedges" not in (accounts[a].stance, accounts[b].stance) and differ(a, b):
            first, second = sorted((a, b), key=lambda i: (accounts[i].day or "", i))
            later = _is_later(accounts[first], accounts[second])
            found.add("revision" if later and replaces(first, second) else _of(accounts[first], accounts[second]))
    for relation in ("conflict", "dispute", "revision"):
        if relation in found:
            return relation
    return "agreement" if len({a.document for a in accounts}) > 1 else "single"


def _of(first: Told, second: Told) -> Relation:
    """Return how two accounts that cannot both be stand to each other; the first was told no later than the second."""
    if first.speaker is not None and first.speaker == second.speaker:
        return "revision"
    if first.attributed or second.attributed:
        unnamed = first.attributed == second.attributed and first.speaker is None and second.speaker is None
        return "revision" if unnamed and _same_source(first, second) else "dispute"
    return "revision" if first.newsroom == second.newsroom else "conflict"


def _same_source(first: Told, second: Told) -> bool:
    """Tell whether a newsroom gives, of people whom it does not name, one thing first and another later."""
    return first.newsroom == second.newsroom and _is_later(first, second)


def _is_later(first: Told, second: Told) -> bool:
    return first.day is not None and second.day is not None and first.day < second.day
