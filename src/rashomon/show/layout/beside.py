"""A pile -> pairs of articles side by side: the passages that they share joined and numbered, what differs marked.

Each text stands whole on its side and in its own order, furniture left out: what only one of them has stands beside
nothing, and a passage that stands elsewhere in the other is named by its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from rashomon.link.statement import Quoted, align_words
from rashomon.model import Reuse, Span
from rashomon.show.layout.aligned import set_both
from rashomon.show.layout.copies import Common, Copies, Tree, common_of, passages_between
from rashomon.show.layout.escape import visible
from rashomon.show.layout.gather import Pile, Reading
from rashomon.show.words import counted

__all__ = ["MOST", "Beside", "Row", "set_beside"]

# pairs that the page sets; each holds two whole texts
MOST = 24
# characters that two articles which are not one text must share to be set side by side
LEAST = 400


class Row(NamedTuple):
    """What stands beside each other: a shared passage with its number, or what one side alone has, number 0.

    `same` tells that not a word differs, `moved` that the passage stands elsewhere on the other side.
    """

    number: int
    left: Markup
    right: Markup
    same: bool = False
    moved: bool = False


class Beside(NamedTuple):
    """Two articles; `directed` tells that the left one is where the right one has its words from."""

    key: str
    left: Reading
    right: Reading
    directed: bool
    reason: str | None
    common: tuple[Common, Common]
    rows: Sequence[Row]

    @property
    def heading(self) -> str:
        """Return who stands beside whom."""
        return f"{self.left.label} and {self.right.label}"

    @property
    def summary(self) -> str:
        """Return how much they share, and how."""
        changed = sum(row.number > 0 and not row.same and not row.moved for row in self.rows)
        passages = len({row.number for row in self.rows if row.number})
        return f"{counted(passages, 'shared passage')}, {changed or 'none'} with a word changed"


def set_beside(pile: Pile, copies: Copies) -> tuple[list[Beside], int]:
    """Return the pairs to set, families before parts, and how many more there would be."""
    wanted = [*(edge for tree in copies.trees for edge in _edges(tree))]
    wanted += [(p.first, p.second, p.directed, p.reason) for p in copies.parts if p.of_first.characters >= LEAST]
    pairs = []
    for left, right, directed, reason in wanted[:MOST]:
        shared = passages_between(pile.across.reuses, left.document.id, right.document.id)
        common = common_of(left, shared), common_of(right, shared)
        rows = list(_rows(left, right, shared))
        key = f"b-{left.document.id}-{right.document.id}"
        pairs.append(Beside(key, left, right, directed, reason, common, rows))
    return pairs, max(0, len(wanted) - MOST)


_Edge = tuple[Reading, Reading, bool, str | None]


def _edges(tree: Tree) -> Iterator[_Edge]:
    """Yield each text with the one that it comes from, or with the first of its family where none is known."""
    first = next((line.reading for line in tree.lines if line.reading), None)
    above: dict[int, Reading | None] = {}
    for line in tree.lines:
        above[line.depth] = line.reading
        source = above.get(line.depth - 1) if line.depth else None
        if line.reading is None or line.reading is first:
            continue
        if source:
            yield source, line.reading, True, line.reason
        elif first:
            yield first, line.reading, False, None


class _Shared(NamedTuple):
    left: Span
    right: Span


def _rows(left: Reading, right: Reading, reuses: Sequence[Reuse]) -> Iterator[Row]:
    """Yield the rows: in the order of both where it is one order, else in that of each."""
    key = left.document.id
    shared = sorted(_Shared(*((r.a.span, r.b.span) if r.a.document == key else (r.b.span, r.a.span))) for r in reuses)
    numbers = {s: number for number, s in enumerate(shared, start=1)}
    joined = _in_one_order(shared)
    moved = [s for s in shared if s not in set(joined)]
    at_left, at_right = 0, 0
    ends = _Shared(
        Span(len(left.document.text), len(left.document.text) + 1),
        Span(len(right.document.text), len(right.document.text) + 1),
    )
    for passage in [*joined, ends]:
        yield from _alone(left, at_left, passage.left.start, {s.left: numbers[s] for s in moved}, "left")
        yield from _alone(right, at_right, passage.right.start, {s.right: numbers[s] for s in moved}, "right")
        if passage is not ends:
            row = _joined(left, right, passage, numbers[passage])
            # a passage of nothing but furniture has no words to set
            if row.left or row.right:
                yield row
        at_left, at_right = max(at_left, passage.left.end), max(at_right, passage.right.end)


def _joined(left: Reading, right: Reading, passage: _Shared, number: int) -> Row:
    sides = (
        Quoted(left.document.text, _own(left, passage.left)),
        Quoted(right.document.text, _own(right, passage.right)),
    )
    words = ["".join(s.of(side.text) for s in side.spans).strip() for side in sides]
    if words[0].split() == words[1].split():
        return Row(number, visible(words[0]), visible(words[1]), same=True)
    found = align_words(*sides)
    return Row(number, *set_both(*sides, found), same=all(d.kind == "kept" for d in found))


def _alone(reading: Reading, start: int, end: int, moved: Mapping[Span, int], side: str) -> Iterator[Row]:
    """Yield what one side has between two joined passages; a passage that the other has elsewhere is a row."""
    at = start
    for span in sorted(s for s in moved if start <= s.start and s.end <= end):
        yield from _plain(reading, at, span.start, side)
        yield _placed(moved[span], visible(span.of(reading.document.text).strip()), side, moved=True)
        at = span.end
    yield from _plain(reading, at, end, side)


def _plain(reading: Reading, start: int, end: int, side: str) -> Iterator[Row]:
    own = _own(reading, Span(start, end)) if start < end else ()
    words = "".join(s.of(reading.document.text) for s in own).strip()
    # a mark or two between passages is nothing that was put in
    if any(c.isalnum() for c in words):
        yield _placed(0, visible(words), side)


def _own(reading: Reading, span: Span) -> tuple[Span, ...]:
    """Return what of a span is no furniture."""
    pieces = (p for b in reading.blocks for p in b.pieces if p.kind != "furniture")
    return tuple(
        Span(max(p.start, span.start), min(p.end, span.end))
        for p in pieces
        if p.start < span.end and span.start < p.end
    )


def _placed(number: int, words: Markup, side: str, moved: bool = False) -> Row:
    empty = Markup("")
    return Row(number, *((words, empty) if side == "left" else (empty, words)), moved=moved)


def _in_one_order(shared: Sequence[_Shared]) -> list[_Shared]:
    """Return the passages, given in the order of the left, that hold most characters and are in one order on the right.

    The longest increasing subsequence by ends on the right; passages are few, so that quadratic time does.
    """
    best: list[tuple[int, list[_Shared]]] = []
    for passage in shared:
        before = [
            b for b in best if b[1][-1].right.end <= passage.right.start and b[1][-1].left.end <= passage.left.start
        ]
        weight, chain = max(before, key=lambda b: b[0], default=(0, []))
        best.append((weight + passage.left.end - passage.left.start, [*chain, passage]))
    return max(best, key=lambda b: b[0])[1] if best else []
