"""Who is alike and how much -> groups that are alike on average: exact average linkage over sparse likeness.

Pairs that are not given count as not alike at all. The average of two groups joined never exceeds the larger of theirs
before, so groups that are each other's nearest can be joined in any order (the nearest-neighbour chain of Benzecri and
Juan, 1982), and a group whose nearest is too far stays as it is. Nothing is joined but by the averages of its own
documents, so a group at the end would be the same one without all others.

Among more documents, groups are others only if, the nearest joined first, one that is on the way here is joined with
one of those. What it is joined with here is no nearer to it, or it would be joined with that already; and of the other
one, some document is as near to it on average as all are. Hence nobody changes groups who came but by such documents
(see store/stories.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from rashomon.link.story.nearness import LINKED

__all__ = ["find_groups", "group_stories"]


def group_stories(
    documents: Collection[str], near: Mapping[tuple[str, str], int], least: int = LINKED
) -> list[tuple[str, ...]]:
    """Return the groups, as `find_groups` does; `near` are the pairs that are alike, each once, in millionths."""
    beside: dict[str, dict[str, int]] = defaultdict(dict)
    for (a, b), likeness in near.items():
        beside[a][b] = beside[b][a] = likeness
    return list(find_groups(documents, beside, least))


def find_groups(
    documents: Collection[str], beside: Mapping[str, Mapping[str, int]], least: int = LINKED
) -> dict[tuple[str, ...], set[str]]:
    """Return the groups, each in order of ids, in order of their first, and with each the others that border on it.

    `beside` are for each document, unless there are none, those that it is alike to, in millionths, others among them.
    Groups are joined, the nearest first, as long as their documents are alike by `least` on average. Equal averages are
    decided by the ids of the first documents of the groups. Who is not among the documents borders on a group if they
    are as near, on average, to one that it was joined of as this was to the next, or to all of it by `least`.
    """
    names = sorted(documents)
    number = {name: i for i, name in enumerate(names)}
    rows = [beside.get(name, {}) for name in names]
    joining = _Joining(
        [{number[other]: likeness for other, likeness in row.items() if other in number} for row in rows],
        _outside(rows, number, least),
        least,
    )
    found = {tuple(names[i] for i in sorted(group)): border for group, border in joining.join()}
    return {group: found[group] for group in sorted(found)}


def _outside(rows: Sequence[Mapping[str, int]], within: Collection[str], least: int) -> list[dict[str, int]]:
    """Return what each is alike to beyond those within; who is near to none of all these borders on no group."""
    near = {other for row in rows for other, likeness in row.items() if likeness >= least} - set(within)
    return [{other: row[other] for other in near & row.keys()} for row in rows]


class _Joining:
    """Groups of numbers, first one document each, the first of each group in front.

    `sums` has for each group those that it is near to, with the sum over pairs, `outside` the same of who is none of
    the documents.
    """

    def __init__(self, sums: list[dict[int, int]], outside: list[dict[str, int]], least: int) -> None:
        self.groups = [[i] for i in range(len(sums))]
        self.sums, self.outside, self.least = sums, outside, least
        self.borders: list[set[str]] = [set() for _ in sums]

    def join(self) -> Iterator[tuple[list[int], set[str]]]:
        """Yield the groups after all joins, with who borders on each."""
        for start in range(len(self.groups)):
            chain = [start] if self.groups[start] else []
            while chain:
                at = chain[-1]
                nearest = self._nearest(at)
                if nearest is None or not self._is_near(at, nearest):
                    self._note_borders(at, self.least * len(self.groups[at]), 1)
                    yield self.groups[at], self.borders[at]
                    self._leave(at)
                    chain.pop()
                elif len(chain) > 1 and nearest == chain[-2]:
                    del chain[-2:]
                    joined = self._merge(nearest, at)
                    chain = chain or [joined]
                else:
                    chain.append(nearest)

    def _is_near(self, one: int, other: int) -> bool:
        return self.sums[one][other] >= self.least * len(self.groups[one]) * len(self.groups[other])

    def _nearest(self, at: int) -> int | None:
        """Return the nearest group on average; of equals the one whose first document is first."""
        groups = self.groups
        best, best_total, best_size = None, 0, 1
        for other, total in self.sums[at].items():
            size = len(groups[other])
            # whole numbers: two groups must come to the same answer about each other
            more, less = total * best_size, best_total * size
            if best is None or more > less or (more == less and groups[other][0] < groups[best][0]):
                best, best_total, best_size = other, total, size
        return best

    def _note_borders(self, at: int, total: int, size: int) -> None:
        """Note who is as near to a group as what has so many documents, to which its own are alike by `total`."""
        self.borders[at].update(other for other, near in self.outside[at].items() if near * size >= total)

    def _merge(self, one: int, other: int) -> int:
        """Let the group with more neighbours take in the other, and return its number."""
        sums, groups = self.sums, self.groups
        into, gone = (one, other) if len(sums[one]) >= len(sums[other]) else (other, one)
        for mine, beside in ((into, gone), (gone, into)):
            self._note_borders(mine, sums[into][gone], len(groups[beside]))
        for third, total in sums[gone].items():
            if third != into:
                sums[into][third] = sums[third][into] = sums[into].get(third, 0) + total
        for outsider, total in self.outside[gone].items():
            self.outside[into][outsider] = self.outside[into].get(outsider, 0) + total
        self.borders[into] |= self.borders[gone]
        first, second = sorted((groups[into], groups[gone]))
        groups[into] = first + second
        self._leave(gone)
        return into

    def _leave(self, at: int) -> None:
        """Take out a group that nothing will be joined with."""
        for other in self.sums[at]:
            del self.sums[other][at]
        self.sums[at], self.groups[at] = {}, []
