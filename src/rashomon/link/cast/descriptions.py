"""Groups of figures -> fewer: the same noun in articles that tell of the same is the same somebody."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.link.cast.group import Group, agree_on, are_apart
from rashomon.link.cast.nearness import Nearness
from rashomon.link.cast.union import Union

__all__ = ["join_descriptions"]


def join_descriptions(groups: Sequence[Group], nearness: Nearness) -> list[Group]:
    """Join unnamed groups to the one somebody who is named and described so, else to one another."""
    union = Union(groups)
    for telling in sorted(set(nearness.telling)):
        here = [i for i, g in enumerate(groups) if any(nearness.telling[a] == telling for a in g.articles)]
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
            union.join(may_be.pop(), i, f"called {head} beside the name", unless_apart=True)
        elif not any(
            agree_on(head, union.whole[union.root(j)], groups[i])
            and union.join(j, i, f"the same description: {head}", unless_apart=True)
            for j in first
        ):
            first.append(i)
