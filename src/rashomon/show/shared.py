"""Passages that documents share -> the stretches of one of them, each with the others that carry it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from rashomon.model import Passage, Reuse, Span
from rashomon.show.evidence import Mark

__all__ = ["HEAVIEST", "Stretch", "mark_stretches", "partner_of", "shared_stretches"]

# a line in the margin grows no thicker than this: three and thirty carriers look alike, the note beside it counts them
HEAVIEST = 3
# characters between two stretches with the same carriers over which the line goes on: a space, a mark, a line break
_BRIDGED = 3


class Stretch(NamedTuple):
    """Words of a document that others carry too; `documents` are the ids of those, in order."""

    span: Span
    documents: tuple[str, ...]

    @property
    def weight(self) -> int:
        """Return how thick to draw it, from 1 to `HEAVIEST`: by how many others carry it."""
        return min(len(self.documents), HEAVIEST)


def partner_of(reuse: Reuse, document: str) -> tuple[Passage, Passage] | None:
    """Return the passage of a document and that of the other one; None where the document has no part in it."""
    if reuse.a.document == document:
        return reuse.a, reuse.b
    return (reuse.b, reuse.a) if reuse.b.document == document else None


def shared_stretches(document: str, reuses: Iterable[Reuse]) -> list[Stretch]:
    """Return, in text order and without overlaps, what others share of the document with this id."""
    pairs = [pair for reuse in reuses if (pair := partner_of(reuse, document))]
    return list(_joined(_cut([(own.span, other.document) for own, other in pairs])))


def mark_stretches(stretches: Iterable[Stretch]) -> list[Mark]:
    """Return the marks of stretches; the id says where each begins."""
    return [Mark(s.span, "shared", f"h{s.span.start}", f"n{s.weight}") for s in stretches]


def _cut(held: list[tuple[Span, str]]) -> Iterator[Stretch]:
    """Yield stretches that end wherever the set of those that carry them changes."""
    borders = sorted({at for span, _ in held for at in (span.start, span.end)})
    for start, end in pairwise(borders):
        documents = tuple(sorted({other for span, other in held if span.start <= start and end <= span.end}))
        if documents:
            yield Stretch(Span(start, end), documents)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Join neighbours with the same carriers."""
    last: Stretch | None = None
    for stretch in stretches:
        if last and last.documents == stretch.documents and stretch.span.start - last.span.end <= _BRIDGED:
            last = Stretch(Span(last.span.start, stretch.span.end), last.documents)
            continue
        if last:
            yield last
        last = stretch
    if last:
        yield last
