"""Who takes part in two events, by two accounts -> whether they can be the same, are, or cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rashomon.model import Party

__all__ = ["Agreement", "compare_parties"]

# same: somebody is named alike; like: one may stand for the other, or is described alike; silent: one account leaves it
# out, or says too little; apart: both name somebody else
Agreement = Literal["same", "like", "silent", "apart"]

# a state, its people and its bodies act for one another; two of its ministers do not
_STANDS_FOR_A_STATE = frozenset({"place", "nationality", "organisation", "group"})
_NAMED = frozenset({"person", "organisation", "place", "nationality"})


def compare_parties(a: Sequence[Party], b: Sequence[Party]) -> Agreement:
    """Return how those whom two accounts name for one role agree; the best agreement of any two counts."""
    found = {_compare(x, y) for x in a for y in b}
    for agreement in ("same", "like", "apart"):
        if agreement in found and (agreement != "apart" or "silent" not in found):
            return agreement
    return "silent"


def _compare(a: Party, b: Party) -> Agreement:
    if a.entity is not None and a.entity == b.entity:
        return "same"
    if a.country is not None and a.country == b.country and {a.kind, b.kind} & _STANDS_FOR_A_STATE:
        return "like"
    if set(a.words) & set(b.words):
        return "like"
    return "apart" if a.kind in _NAMED and b.kind in _NAMED else "silent"
