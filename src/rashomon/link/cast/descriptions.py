"""Groups of figures -> fewer: the same noun in articles that tell of the same is the same somebody."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.link.cast.group import Group, agree_on, are_apart
from rashomon.link.cast.union import Union

__all__ = ["join_descriptions"]

# mean closeness below which articles are taken to tell of different things, such as two robberies of one week
_OF_ONE_THING = 0.04

Closeness = Sequence[Sequence[float]]


def join_descriptions(groups: Sequence[Group], closeness: Closeness) -> list[Group]:
    """Join unnamed groups to the one somebody who is named and described so, else to one another.

    `closeness` says how much two articles tell of the same.
    """
    union = Union(groups)
    for articles in find_tellings(closeness):
        here = [i for i, g in enumerate(groups) if g.articles & articles]
        described: dict[tuple[str, bool], list[int]] = {}
        for i in here:
            for head in sorted(groups[i].heads):
                described.setdefault((head, groups[i].plural), []).append(i)
        for (head, _), same in described.items():
            _join(union, groups, head, same)
    return union.groups()


def _join(union: Union, groups: Sequence[Group], head: str, same: Sequence[int]) -> None:
    named = [i for i in same if groups[i].names and groups[i].kinds]
    first: list[int] = []
    for i in same:
        if i in named:
            continue
        may_be = {
            union.root(n)
            for n in named
            if agree_on(head, groups[n], groups[i]) and not are_apart(groups[n], union.whole[union.root(i)])
        }
        if len(may_be) == 1:
            union.join(may_be.pop(), i, unless_apart=True)
        elif not any(
            agree_on(head, union.whole[union.root(j)], groups[i]) and union.join(j, i, unless_apart=True) for j in first
        ):
            first.append(i)


def find_tellings(closeness: Closeness) -> list[set[int]]:
    """Return the articles, parted into those that tell of the same thing: average linkage, the closest first."""
    parts = {i: {i} for i in range(len(closeness))}
    sums = {(i, j): closeness[i][j] for i in parts for j in range(i + 1, len(closeness))}
    while sums:
        a, b = max(sums, key=lambda p: (sums[p] / (len(parts[p[0]]) * len(parts[p[1]])), -p[0], -p[1]))
        if sums.pop((a, b)) / (len(parts[a]) * len(parts[b])) < _OF_ONE_THING:
            break
        parts[a] |= parts.pop(b)
        for i in parts:
            if i != a:
                sums[min(a, i), max(a, i)] += sums.pop((min(b, i), max(b, i)))
    return list(parts.values())
