"""Two documents that share a passage -> which of them has it from the other."""

from __future__ import annotations

from typing import Literal

from rashomon.link.descent.families import ancestors
from rashomon.link.descent.outlets import is_same_outlet
from rashomon.link.descent.provenance import is_before
from rashomon.model import Family
from rashomon.profiles import Provenance

__all__ = ["Direction", "direction_of"]

Direction = Literal["a_to_b", "b_to_a", "unknown"]


def direction_of(a: Provenance, b: Provenance, family: Family | None = None) -> Direction:
    """Return who took the passages of two documents from whom; `family` is the one that holds both, if one does.

    Within a family the tree of copies tells, elsewhere a credit does that no date speaks against. Who shares a part of
    a text with another, or a quotation, mostly has it from a third (three of four such pairs in reuse-dev), so that
    dates alone say nothing there.
    """
    if family is not None:
        return _in_tree(a.document, b.document, family)
    by_credit = _has_it_from(a, b), _has_it_from(b, a)
    return "unknown" if by_credit[0] == by_credit[1] else "b_to_a" if by_credit[0] else "a_to_b"


def _in_tree(a: str, b: str, family: Family) -> Direction:
    copies = {copy.document: copy for copy in family.copies}
    return "a_to_b" if a in ancestors(b, copies) else "b_to_a" if b in ancestors(a, copies) else "unknown"


def _has_it_from(one: Provenance, other: Provenance) -> bool:
    """Tell whether a document credits the outlet of another, which is no later one: outlets tell things again."""
    names = filter(None, (one.credited, one.wire))
    return not is_before(one, other) and any(is_same_outlet(name, other.outlet or "") for name in names)
