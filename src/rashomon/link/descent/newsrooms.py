"""Documents and the families of copies among them -> what each stands on, so that what has one root counts once."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.link.descent.outlets import is_same_outlet
from rashomon.model import Family
from rashomon.profiles import Provenance

__all__ = ["newsrooms_of"]


def newsrooms_of(members: Sequence[Provenance], families: Sequence[Family]) -> dict[str, str]:
    """Return by document what it stands on: whose text it is, else its own outlet, else its family, else itself.

    Names that are one outlet's are given as one: the first of them in order of letters.
    """
    family_of = {document: family for family in families for document in family.documents}
    found = {one.document: _root_of(one, family_of.get(one.document)) for one in members}
    one_name = _liken(sorted({name for name, is_outlet in found.values() if is_outlet}))
    return {document: one_name.get(name, name) for document, (name, _) in found.items()}


def _root_of(one: Provenance, family: Family | None) -> tuple[str, bool]:
    """Return what a document stands on, and whether that is the name of an outlet."""
    if family is not None:
        return (family.outlet, True) if family.outlet else (family.origin or family.id, False)
    name = one.wire or one.credited or one.outlet
    return (name, True) if name else (one.document, False)


def _liken(names: Sequence[str]) -> dict[str, str]:
    """Return for each name the first that is the same outlet's."""
    found: dict[str, str] = {}
    for name in names:
        found[name] = next((first for first in found.values() if is_same_outlet(first, name)), name)
    return found
