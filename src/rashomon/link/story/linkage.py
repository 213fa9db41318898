"""Who is alike and how much -> groups that are alike on average: exact average linkage over sparse likeness.

Pairs that are not given count as not alike at all. The average of two groups joined never exceeds the larger of theirs
before, so groups that are each other's nearest can be joined in any order (the nearest-neighbour chain of Benzecri and
Juan, 1982), and a group whose nearest is too far stays as it is. So the group of one document is found without those of
all others: a chain that begins at it joins what is nearer to its neighbours than they are to it, and no more.

A pair of documents comes into it only where one of them was looked at. Nothing is joined that has no pair alike enough
by itself: so a document that comes or goes changes the group alone that somebody was looked at for who is alike enough
to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from rashomon.link.story.nearness import LINKED
from rashomon.profiles import Grouped

__all__ = ["find_group", "group_stories"]

# a document -> those that are alike to it, and how much, in millionths
Near = Callable[[str], Mapping[str, int]]


def find_group(document: str, near: Near, least: int = LINKED) -> Grouped:
    """Return the group of a document, the same whichever of its documents is asked for, and whom it was looked at for.

    Groups are joined, the nearest first, as long as their documents are alike by `least` on average. Equal averages are
    decided by the ids of the first documents.
    """
    linkage = _Linkage(near, least)
    documents = linkage.complete(document)
    if documents[0] != document:
        linkage = _Linkage(near, least)
        linkage.complete(documents[0])
    return Grouped(documents, tuple(sorted(linkage.seen - set(documents))))


def group_stories(
    documents: Iterable[str], near: Mapping[tuple[str, str], int], least: int = LINKED
) -> list[tuple[str, ...]]:
    """Return the groups of all documents, each in order of ids, in order of their first.

    `near` are the pairs of documents that are alike, each once, in millionths.
    """
    beside: dict[str, dict[str, int]] = defaultdict(dict)
    for (a, b), likeness in near.items():
        beside[a][b] = beside[b][a] = likeness
    linkage = _Linkage(beside.__getitem__, least)
    return sorted({linkage.complete(document) for document in documents})


class _Linkage:
    """Groups as far as they are joined, each by its first document; who is not looked at yet stands alone."""

    def __init__(self, near: Near, least: int) -> None:
        self.seen: set[str] = set()
        self._near, self._least = near, least
        self._first: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        # of each group the others that it is near to, with the sum over pairs
        self._sums: dict[str, Counter[str]] = {}

    def complete(self, document: str) -> tuple[str, ...]:
        """Return the group of a document after all joins, in order of ids."""
        chain = [self._first.get(document, document)]
        self._look_at(chain[0])
        while (nearest := self._nearest(chain[-1])) is not None:
            if chain[-2:-1] == [nearest]:
                joined = self._join(chain.pop(), chain.pop())
                chain = chain or [joined]
            else:
                self._look_at(nearest)
                chain.append(nearest)
        return tuple(sorted(self._members[chain[-1]]))

    def _look_at(self, group: str) -> None:
        """Know the others that a group is near to; one that is not known yet is of one document."""
        if group in self._sums:
            return
        self.seen.add(group)
        self._first[group], self._members[group] = group, [group]
        sums = self._sums[group] = Counter[str]()
        for other, likeness in self._near(group).items():
            sums[self._first.get(other, other)] += likeness

    def _nearest(self, group: str) -> str | None:
        """Return the nearest on average, of equals the one that is first; None where it is too far to be joined."""
        best, total, size = "", self._least * len(self._members[group]), 1
        for other, their_total in self._sums[group].items():
            their_size = len(self._members[other]) if other in self._members else 1
            # as whole numbers: two groups must come to the same answer about each other
            more, less = their_total * size, total * their_size
            if more > less or (more == less and (not best or other < best)):
                best, total, size = other, their_total, their_size
        return best or None

    def _join(self, one: str, other: str) -> str:
        """Let two groups be one, and return the name of it."""
        first, gone = sorted((one, other))
        sums, more = self._sums[first], self._sums.pop(gone)
        del sums[gone], more[first]
        sums.update(more)
        for third in more.keys() & self._sums.keys():
            theirs = self._sums[third]
            theirs[first] += theirs.pop(gone)
        for document in self._members[gone]:
            self._first[document] = first
        self._members[first] += self._members.pop(gone)
        return first
