"""The copies of one text -> the family: what each was taken from, and whose text it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from rashomon.link.descent.outlets import is_same_outlet
from rashomon.link.descent.provenance import is_before
from rashomon.model import Copy, Family, digest
from rashomon.profiles import Provenance

__all__ = ["BY", "ancestors", "trace_family"]

BY = "reuse/1"


def trace_family(members: Sequence[Provenance], ties: Mapping[tuple[str, str], float]) -> Family:
    """Return the family of documents that are one text.

    `ties` are the pairs of them that were found to be republications, the lesser id first, and how much of their text
    agrees. What a document credits comes before dates; where several copies may be the first, none is.
    """
    texts = sorted(members, key=lambda one: one.document)
    sources = _Sources(texts, ties)
    copies = tuple(_apart_from_rings({copy.document: copy for copy in map(sources.copy_of, texts)}))
    documents = tuple(one.document for one in texts)
    origin = _origin_of(copies)
    return Family(
        id=digest("family", *documents),
        by=BY,
        documents=documents,
        origin=origin,
        outlet=_outlet_of(origin, texts, copies),
        copies=copies,
    )


class _Sources:
    """The documents of one family, asked for what each was taken from."""

    def __init__(self, texts: Sequence[Provenance], ties: Mapping[tuple[str, str], float]) -> None:
        self.texts, self.ties = texts, ties

    def copy_of(self, one: Provenance) -> Copy:
        """Return what a document was taken from, by its credit, else by the dates."""
        for name in filter(None, (one.credited, one.wire)):
            if holders := [other for other in self.texts if other is not one and _is_by(other, name)]:
                source = min(holders, key=lambda other: (-self._tie(one, other), other.earliest or "9", other.document))
                return Copy(document=one.document, source=source.document, reason=f"credits {name}")
        if absent := one.wire or one.credited:
            return Copy(document=one.document, outlet=absent, reason=f"credits {absent}, whose text is not in the pile")
        first, why = self._first
        if first is None or first is one or is_before(one, first):
            return Copy(document=one.document)
        if why:
            return Copy(document=one.document, source=first.document, reason=why)
        reason = f"came out on {one.earliest}, the first on {first.latest}"
        return Copy(document=one.document, source=first.document, reason=reason)

    def _tie(self, a: Provenance, b: Provenance) -> float:
        pair = (a.document, b.document) if a.document < b.document else (b.document, a.document)
        return self.ties.get(pair, 0.0)

    @cached_property
    def _first(self) -> tuple[Provenance | None, str | None]:
        """Return the document that those who credit nobody come from, and why if not by the dates.

        That is the one whom the others credit. Dates count where nobody credits anybody: who does not say where the
        text is from may have it from the outlet that another one credits, whenever that came out.
        """
        credited = sorted({name for one in self.texts for name in (one.credited, one.wire) if name})
        own = [one for one in self.texts if not (one.credited or one.wire)]
        if credited:
            named = [one for one in own if any(_is_by(one, name) for name in credited)]
            return (named[0], f"others credit {named[0].outlet}") if len(named) == 1 else (None, None)
        return next((one for one in own if all(other is one or is_before(one, other) for other in own)), None), None


def _is_by(one: Provenance, name: str) -> bool:
    return one.outlet is not None and is_same_outlet(one.outlet, name)


def _apart_from_rings(copies: Mapping[str, Copy]) -> Iterator[Copy]:
    """Yield the copies; who credits each other in a ring says nothing of who was first."""
    for name, copy in copies.items():
        ring = name in ancestors(name, copies)
        yield Copy(document=name, reason=copy.reason) if ring else copy


def ancestors(document: str, copies: Mapping[str, Copy]) -> list[str]:
    """Return the documents that one comes from, the nearest first; it is among them itself in a ring."""
    found: list[str] = []
    at = copies[document].source
    while at is not None and at not in found:
        found.append(at)
        at = copies[at].source
    return found


def _origin_of(copies: Sequence[Copy]) -> str | None:
    """Return the document from which all others come."""
    roots = [copy for copy in copies if copy.source is None]
    return roots[0].document if len(roots) == 1 and roots[0].outlet is None else None


def _outlet_of(origin: str | None, texts: Sequence[Provenance], copies: Sequence[Copy]) -> str | None:
    """Return whose text the family is: the origin's outlet, else the one outlet that is credited and not there."""
    if origin is not None:
        return next(one.outlet for one in texts if one.document == origin)
    named = sorted({copy.outlet for copy in copies if copy.outlet}, key=lambda name: (-len(name), name))
    return named[0] if named and all(is_same_outlet(named[0], name) for name in named) else None
