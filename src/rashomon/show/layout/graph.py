"""Copies -> a picture: texts one below the other, and arcs from where a text is taken to where it is carried.

An arc diagram (Wattenberg 2002): a line of points can have a line of words beside each, which a drawing of free points
has no room for, and families stay together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rashomon.show.layout.copies import Common, Copies, Line, Tree
from rashomon.show.layout.gather import Reading

__all__ = ["MOST", "Arc", "Graph", "Node", "draw_graph"]

# texts that are drawn: of more, a reader sees no arcs
MOST = 80
# in units of the picture: where the points stand, between which heights, how wide an arc is at the most
_AXIS, _STEP, _TOP, _GAP = 110, 40, 22, 18
_NEAR, _FAR = 34, 104
WIDTH = 720


class Node(NamedTuple):
    """A text in the picture: an article, or, without `reading`, one that the pile lacks; `head` opens a family."""

    y: float
    outlet: str
    reading: Reading | None
    role: str
    head: str = ""


class Arc(NamedTuple):
    """What two texts have in common: the numbers of their nodes, and the share of the second that it is.

    `known` tells that the first is where the other has it from; `whole` that they are copies of one text.
    """

    first: int
    second: int
    share: float
    known: bool
    whole: bool
    note: str
    path: str

    @property
    def thickness(self) -> float:
        """Return how thick it is drawn."""
        return 1 + 3.5 * self.share


class Graph(NamedTuple):
    """The picture; `left_out` texts are not drawn, since they are too many."""

    nodes: Sequence[Node]
    arcs: Sequence[Arc]
    height: float
    left_out: int

    @property
    def width(self) -> float:
        """Return how wide it is."""
        return WIDTH

    @property
    def axis(self) -> float:
        """Return where the points stand."""
        return _AXIS


class _Link(NamedTuple):
    """An arc before it has a place: between keys of nodes."""

    first: str
    second: str
    common: Common | None
    known: bool
    whole: bool
    reason: str | None


def draw_graph(copies: Copies) -> Graph:
    """Return families of copies in their order, then the other articles with a part in common, by number."""
    rows: dict[str, tuple[Line, str]] = {}
    links: list[_Link] = []
    for tree in copies.trees:
        for n, (key, line) in enumerate(_keyed(tree)):
            rows[key] = line, "" if n else tree.heading
        links += _links_of(tree)
    alone = {r.document.id: r for p in copies.parts for r in (p.first, p.second) if r.document.id not in rows}
    for n, reading in enumerate(sorted(alone.values(), key=lambda r: r.number)):
        head = "" if n else "Articles that have a part in common with another"
        rows[reading.document.id] = Line(reading, reading.outlet.label, 0), head
    links += [
        _Link(p.first.document.id, p.second.document.id, p.of_second, p.directed, False, p.reason)
        for p in copies.parts
    ]  # fmt: skip
    drawn = dict(list(rows.items())[:MOST])
    nodes = list(_place(drawn, alone))
    at = {key: n for n, key in enumerate(drawn)}
    arcs = [_arc(link, at, nodes) for link in links if link.first in at and link.second in at]
    return Graph(nodes, arcs, (nodes[-1].y if nodes else 0) + _STEP, len(rows) - len(drawn))


def _keyed(tree: Tree) -> Iterator[tuple[str, Line]]:
    """Yield the lines of a family, each with what tells it from all others of the picture."""
    for n, line in enumerate(tree.lines):
        yield (line.reading.document.id if line.reading else f"{tree.key}-{n}"), line


def _links_of(tree: Tree) -> Iterator[_Link]:
    """Yield what joins the texts of a family: each with the one it comes from, else with the first of them."""
    above: dict[int, str] = {}
    top = None
    for key, line in _keyed(tree):
        above[line.depth] = key
        if line.depth:
            yield _Link(above[line.depth - 1], key, line.common, line.told, True, line.reason)
        elif top is None:
            top = key
        elif line.reading:
            yield _Link(top, key, line.common, False, True, line.reason)


def _place(rows: dict[str, tuple[Line, str]], alone: dict[str, Reading]) -> Iterator[Node]:
    y = float(_TOP)
    for key, (line, head) in rows.items():
        y += _GAP + _STEP / 2 if head else 0
        yield Node(y, line.outlet, line.reading, "" if key in alone else line.role, head)
        y += _STEP


def _arc(link: _Link, at: dict[str, int], nodes: Sequence[Node]) -> Arc:
    first, second = at[link.first], at[link.second]
    one, other = nodes[first], nodes[second]
    # the farther apart, the wider, so that arcs over each other part
    x = _AXIS - min(_FAR, _NEAR + 14 * (abs(first - second) - 1))
    path = f"M{_AXIS - 8} {one.y:g}C{x:g} {one.y:g} {x:g} {other.y:g} {_AXIS - 8} {other.y:g}"
    share = link.common.characters / max(link.common.of, 1) if link.common else 0.0
    return Arc(first, second, share, link.known, link.whole, _note(link, one, other), path)


def _note(link: _Link, one: Node, other: Node) -> str:
    """Say what an arc stands for: `The Tide has it from Wire: 2,410 of 2,600 characters (93 %); the credit`."""
    if link.known:
        said = f"{other.outlet} has {'the text' if link.whole else 'a part'} from {one.outlet}"
    else:
        said = f"{one.outlet} and {other.outlet} have {'one text' if link.whole else 'a part in common'}"
    said += f": {link.common.words}" if link.common else ""
    return f"{said}; {link.reason}" if link.reason else said
