"""Groups that are found to be one, pair by pair -> the groups that are left."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.link.cast.group import Group, are_apart

__all__ = ["Union"]


class Union:
    """Disjoint sets over groups; the root of a set, its first, holds what all of them tell together."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.parents = list(range(len(groups)))
        self.whole = list(groups)

    def root(self, i: int) -> int:
        """Return the number of the set that group `i` is in."""
        while self.parents[i] != i:
            i = self.parents[i]
        return i

    def join(self, a: int, b: int, reason: str, unless_apart: bool = False) -> bool:
        """Make one set of the two, and keep why; tell whether they are one now."""
        a, b = sorted((self.root(a), self.root(b)))
        if a != b:
            if unless_apart and are_apart(self.whole[a], self.whole[b]):
                return False
            self.parents[b] = a
            self.whole[a] = self.whole[a].with_(self.whole[b], reason)
        return True

    def groups(self) -> list[Group]:
        """Return what is left, in the order of their first groups."""
        return [self.whole[i] for i, parent in enumerate(self.parents) if parent == i]
