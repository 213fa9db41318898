"""Who takes part in two events, by two accounts -> whether they can be the same, are, or cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rashomon.link.event.words import is_part_of_a_place
from rashomon.profiles import Party

__all__ = ["Agreement", "compare_parties", "is_told"]

# same: somebody is the same; like: one may stand for the other, or is called or described alike; other: they are
# described otherwise; silent: one account leaves it out; apart: both name somebody, and not the same
Agreement = Literal["same", "like", "silent", "other", "apart"]

# a state, its people and its bodies act for one another; two of its ministers do not
_STANDS_FOR_A_STATE = frozenset({"place", "nationality", "organisation", "group"})


def is_told(side: Sequence[Party]) -> bool:
    """Tell whether anything is known of those who have a role: a name or a word that is no pronoun."""
    return any(party.names or party.words for party in side)


def compare_parties(a: Sequence[Party], b: Sequence[Party]) -> Agreement:
    """Return how those whom two accounts name for one role agree; the best agreement of any two counts."""
    if len(a) == 1 == len(b):
        return _compare(a[0], b[0])
    found = {_compare(x, y) for x in a for y in b}
    return next((agreement for agreement in ("same", "like", "other", "apart") if agreement in found), "silent")


def _compare(a: Party, b: Party) -> Agreement:
    if a.entity is not None and a.entity == b.entity:
        return "same"
    if a.country is not None and a.country == b.country and {a.kind, b.kind} & _STANDS_FOR_A_STATE:
        return "like"
    if a.names and b.names and not set(a.names).isdisjoint(b.names):
        return "like"
    if is_part_of_a_place(a.names) != is_part_of_a_place(b.names):  # a street, and the town that it is in
        return "other"
    if a.names and b.names:  # a minister is not his country, yet may act for it
        # of a single word the kind is as often mistaken: a town for its people
        alike = a.kind is None or b.kind is None or a.kind == b.kind or len(a.names) == len(b.names) == 1
        return "apart" if alike else "other"
    return "other" if set(a.words).isdisjoint(b.words) else "like"
