"""Who is alike and how much -> groups that are alike on average: exact average linkage over sparse likeness.

Pairs that are not given count as not alike at all. The average of two groups joined never exceeds the larger of theirs
before, so groups that are each other's nearest can be joined in any order (the nearest-neighbour chain of Benzecri and
Juan, 1982), and a group whose nearest is too far stays as it is. Two groups can only be joined if some pair of them is
alike enough by itself: what hangs together by such pairs holds whole stories, and needs no look beyond.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.link.story.nearness import LINKED

__all__ = ["group_stories"]


def group_stories(
    documents: Sequence[str], near: Mapping[tuple[str, str], int], least: int = LINKED
) -> list[tuple[str, ...]]:
    """Return the groups, each in order of ids, in order of their first.

    `near` are the pairs of documents that are alike, each once, in millionths. Groups are joined, the nearest first,
    as long as their documents are alike by `least` on average. Equal averages are decided by the order of ids.
    """
    names = sorted(documents)
    number = {name: i for i, name in enumerate(names)}
    sums: list[dict[int, int]] = [{} for _ in names]
    for (a, b), likeness in near.items():
        i, j = number[a], number[b]
        sums[i][j] = sums[j][i] = likeness
    groups = _join([[i] for i in range(len(names))], sums, least)
    return sorted(tuple(names[i] for i in sorted(group)) for group in groups)


def _join(groups: list[list[int]], sums: list[dict[int, int]], least: int) -> list[list[int]]:
    """Return the groups after all joins; `sums` has for each those that it is near to, with the sum over pairs."""
    done: list[list[int]] = []
    for start in range(len(groups)):
        if not groups[start]:
            continue
        chain = [start]
        while chain:
            at = chain[-1]
            nearest = _nearest(at, groups, sums, chain[-2] if len(chain) > 1 else None)
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


def _nearest(at: int, groups: list[list[int]], sums: list[dict[int, int]], before: int | None) -> int | None:
    """Return the nearest group on average; of equals the one that the chain came from, else the one of least number."""
    best, best_mean = None, 0.0
    for other, total in sums[at].items():
        mean = total / len(groups[other])
        if best is None or (mean, other == before, -other) > (best_mean, best == before, -best):
            best, best_mean = other, mean
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
    groups[into] = groups[into] + groups[gone]
    _leave(gone, groups, sums)
    return into
