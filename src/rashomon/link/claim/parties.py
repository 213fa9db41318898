"""Who takes part in two clauses -> whether they are the same, more strictly than for events: by peoples too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rashomon.link.event.parties import Agreement, compare_parties
from rashomon.profiles import EventProfile, Party

__all__ = ["ALIKE", "agree_in", "are_alike", "are_alike_by_name"]

ALIKE: frozenset[Agreement] = frozenset({"same", "like"})
# `Velia` and `Velian`, `Kerria` and `Kerrish`: they begin alike, and what follows is an ending
_ROOT, _ENDING = 4, 3


def agree_in(a: EventProfile, our_side: Sequence[Party], b: EventProfile, their_side: Sequence[Party]) -> Agreement:
    """Return how those who have a role in two clauses agree; "Marovian troops" are others than "Dalesti troops"."""
    found = compare_parties(our_side, their_side)
    if found in ("like", "other"):
        ours, theirs = set(_proper(a, our_side)), set(_proper(b, their_side))
        if ours and theirs and not _share(ours, theirs):
            return "apart"
    return found


def are_alike(a: EventProfile, our_side: Sequence[Party], b: EventProfile, their_side: Sequence[Party]) -> bool:
    """Tell whether those who have a role in two clauses are the same, by all that is told."""
    return agree_in(a, our_side, b, their_side) in ALIKE


def are_alike_by_name(a: EventProfile, our_side: Sequence[Party], b: EventProfile, their_side: Sequence[Party]) -> bool:
    """Tell whether they are of one name or people: `Kerria`, and `the Kerrish ambassador`."""
    return _share(set(_proper(a, our_side)), set(_proper(b, their_side)))


def _proper(profile: EventProfile, side: Sequence[Party]) -> Iterator[str]:
    """Yield the stems of the names of participants, and of the peoples that they are of."""
    for party in side:
        yield from party.names
        yield from (word for word in party.words if word in profile.names)


def _share(ours: Collection[str], theirs: Collection[str]) -> bool:
    return any(_are_one(x, y) for x in ours for y in theirs)


def _are_one(a: str, b: str) -> bool:
    if a == b:
        return True
    alike = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return alike >= _ROOT and max(len(a), len(b)) - alike <= _ENDING
