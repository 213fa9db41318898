"""Two documents that share a passage -> which of them has it from the other."""

from __future__ import annotations

from typing import Literal

from rashomon.link.descent.families import ancestors
from rashomon.link.descent.outlets import is_same_outlet
from rashomon.model import Family
from rashomon.profiles import Provenance

__all__ = ["Direction", "direction_of"]

Direction = Literal["a_to_b", "b_to_a", "unknown"]


def direction_of(a: Provenance, b: Provenance, family: Family | None = None) -> Direction:
    """Return who took the passages of two documents from whom; `family` is the one that holds both, if one does.

    Within a family the tree of copies tells, elsewhere a credit does. Who shares a part of a text with another, or a
    quotation, mostly has it from a third (three of four such pairs in reuse-dev), so dates say nothing there.
    """
    if family is not None:
        return _in_tree(a.document, b.document, family)
    by_credit = _credits(a, b), _credits(b, a)
    return "unknown" if by_credit[0] == by_credit[1] else "b_to_a" if by_credit[0] else "a_to_b"


def _in_tree(a: str, b: str, family: Family) -> Direction:
    copies = {copy.document: copy for copy in family.copies}
    return "a_to_b" if a in ancestors(b, copies) else "b_to_a" if b in ancestors(a, copies) else "unknown"


def _credits(one: Provenance, other: Provenance) -> bool:
    return any(name and other.outlet and is_same_outlet(name, other.outlet) for name in (one.credited, one.wire))
