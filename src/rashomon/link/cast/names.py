"""Groups of figures -> fewer: those whose names are the same, or one a part of the other's that is nobody else's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rashomon.link.cast.group import Group, NameKey, initials
from rashomon.link.cast.union import Union

__all__ = ["join_names"]

_PART = "a part of the name that nobody else in the story bears"


def join_names(groups: Sequence[Group]) -> list[Group]:
    """Join groups of the same name, then bare surnames, acronyms and shortened names to the one name they shorten."""
    union = Union(groups)
    bearers: dict[NameKey, list[int]] = {}
    known: dict[str, int] = {}
    for i, group in enumerate(groups):
        for entity in sorted(group.known_as):
            union.join(known.setdefault(entity, i), i, "one in the pile")
        for key in sorted(group.names):
            bearers.setdefault(key, []).append(i)
    for key, same in bearers.items():
        for i in same[1:]:
            # of a bare surname the pile only says that it does not know whose it is
            if len(key) == 1 or not _are_namesakes(union.whole[union.root(same[0])], union.whole[union.root(i)]):
                union.join(same[0], i, "the same name")
    for short in sorted(bearers, key=len, reverse=True):
        if "place" in union.whole[union.root(bearers[short][0])].kinds:
            continue  # `Korea` is no short name of North Korea
        longer = {union.root(bearers[key][0]) for key in _fuller(short, bearers)}
        if len(longer) == 1:
            # not `Washington` the city and somebody's surname
            union.join(longer.pop(), bearers[short][0], _PART, unless_apart=True)
    return union.groups()


def _are_namesakes(a: Group, b: Group) -> bool:
    """Tell whether the pile knows two people under the name."""
    return bool(a.known_as and b.known_as) and a.known_as.isdisjoint(b.known_as) and a.kinds == b.kinds == {"person"}


def _fuller(short: NameKey, bearers: Mapping[NameKey, Sequence[int]]) -> Iterator[NameKey]:
    """Yield the names of the story that the short one may stand for."""
    for key in bearers:
        if len(key) > len(short) and (
            key[-len(short) :] == short
            or (key[: len(short)] == short and key[len(short)] == "of")
            or (len(short) == 1 and short[0].replace(".", "") == initials(key))
        ):
            yield key
