"""Who is alike and how much -> groups that are alike on average: exact average linkage over sparse likeness.

Pairs that are not given count as not alike at all. The average of two groups joined never exceeds the larger of theirs
before, so groups that are each other's nearest can be joined in any order (the nearest-neighbour chain of Benzecri and
Juan, 1982), and a group whose nearest is too far stays as it is. Nothing is joined but by the averages of its own
documents, so a group at the end would be the same one without all others. Two groups can only be joined if some pair of
them is alike enough by itself. Hence, among more documents, nobody changes groups but who is joined to one that came,
and, pair by pair alike enough, who is beside somebody that does (see store/stories.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from rashomon.link.story.nearness import LINKED

__all__ = ["find_groups", "group_stories"]


def group_stories(
    documents: Collection[str], near: Mapping[tuple[str, str], int], least: int = LINKED
) -> list[tuple[str, ...]]:
    """Return the groups, as `find_groups` does; `near` are the pairs that are alike, each once, in millionths."""
    beside: dict[str, dict[str, int]] = defaultdict(dict)
    for (a, b), likeness in near.items():
        beside[a][b] = beside[b][a] = likeness
    return find_groups(documents, beside, least)


def find_groups(
    documents: Collection[str], beside: Mapping[str, Mapping[str, int]], least: int = LINKED
) -> list[tuple[str, ...]]:
    """Return the groups, each in order of ids, in order of their first.

    `beside` are for each document, unless there are none, those that it is alike to, in millionths, others among them.
    Groups are joined, the nearest first, as long as their documents are alike by `least` on average. Equal averages are
    decided by the ids of the first documents of the groups.
    """
    names = sorted(documents)
    number = {name: i for i, name in enumerate(names)}
    sums = [
        {number[other]: likeness for other, likeness in beside.get(name, {}).items() if other in number}
        for name in names
    ]
    groups = _join([[i] for i in range(len(names))], sums, least)
    return sorted(tuple(names[i] for i in sorted(group)) for group in groups)


def _join(groups: list[list[int]], sums: list[dict[int, int]], least: int) -> list[list[int]]:
    """Return the groups after all joins; `sums` has for each those that it is near to, with the sum over pairs.

    The first document of a group stands first.
    """
    done: list[list[int]] = []
    for start in range(len(groups)):
        if not groups[start]:
            continue
        chain = [start]
        while chain:
            at = chain[-1]
            nearest = _nearest(at, groups, sums)
            if nearest is None or sums[at][nearest] < least * len(groups[at]) * len(groups[nearest]):
                done.append(groups[at])
                _leave(at, groups, sums)
                chain.pop()
            elif len(chain) > 1 and nearest == chain[-2]:
                del chain[-2:]
                joined = _merge(nearest, at, groups, sums)
                chain = chain or [joined]
            else:
                chain.append(nearest)
    return done


def _nearest(at: int, groups: list[list[int]], sums: list[dict[int, int]]) -> int | None:
    """Return the nearest group on average; of equals the one whose first document is first."""
    best, best_total, best_size = None, 0, 1
    for other, total in sums[at].items():
        size = len(groups[other])
        # whole numbers: two groups must come to the same answer about each other
        more, less = total * best_size, best_total * size
        if best is None or more > less or (more == less and groups[other][0] < groups[best][0]):
            best, best_total, best_size = other, total, size
    return best


def _leave(at: int, groups: list[list[int]], sums: list[dict[int, int]]) -> None:
    """Take out a group that nothing will be joined with."""
    for other in sums[at]:
        del sums[other][at]
    sums[at], groups[at] = {}, []


def _merge(one: int, other: int, groups: list[list[int]], sums: list[dict[int, int]]) -> int:
    """Let the group with more neighbours take in the other, and return its number."""
    into, gone = (one, other) if len(sums[one]) >= len(sums[other]) else (other, one)
    for third, total in sums[gone].items():
        if third != into:
            sums[into][third] = sums[third][into] = sums[into].get(third, 0) + total
    first, second = sorted((groups[into], groups[gone]))
    groups[into] = first + second
    _leave(gone, groups, sums)
    return into
