"""A pile -> which texts are one text: the family trees of copies, and the parts that other articles have in common.

Nothing is decided here: what comes from what stands in the record, with the credit or the dates that tell. An origin
that the pile lacks is a text too, and is drawn as one that is not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from rashomon.model import Copy, Family, Reuse
from rashomon.show.layout.gather import Pile, Reading
from rashomon.show.words import counted

__all__ = [
    "Common", "Copies", "Line", "Part", "Tree", "common_of", "draw_copies", "families_of", "passages_between",
    "texts_of",
]  # fmt: skip

# characters that two articles must have in common, quotations aside, to be named as sharing a part
LEAST = 150
# the share of a text that stands in another from which on it is "the same text" in our words
_WHOLE = 0.8


class Common(NamedTuple):
    """How much of a text stands in another: characters of how many."""

    characters: int
    of: int

    @property
    def whole(self) -> bool:
        """Tell whether it is the other text, as a whole."""
        return self.characters >= _WHOLE * self.of

    @property
    def words(self) -> str:
        """Return `2,410 of 2,600 characters (93 %)`."""
        return f"{self.characters:,} of {self.of:,} characters ({100 * self.characters // max(self.of, 1)} %)"


class Line(NamedTuple):
    """A text in a tree: one of the pile, or, without `reading`, one of `outlet` that the pile lacks.

    `depth` is how many texts it came through, 0 for an origin; `told` tells that the record knows from where it is, and
    not only that it is the same text; `common` is what it shares with that text, else with another of the family.
    """

    reading: Reading | None
    outlet: str
    depth: int
    told: bool = False
    reason: str | None = None
    common: Common | None = None

    @property
    def role(self) -> str:
        """Return what it is in its family, in words."""
        if self.reading is None:
            return "origin, not in this pile"
        if self.depth == 0 and self.told:
            return "origin"
        same = "same text" if self.common is None or self.common.whole else "the same in part"
        return same if self.depth else f"{same}; from where is not known"


class Tree(NamedTuple):
    """One text with all that carry it; `lines` are in the order of a tree, each below the one that it comes from."""

    key: str
    lines: Sequence[Line]

    @property
    def carriers(self) -> int:
        """Return how many articles of the pile carry it."""
        return sum(line.reading is not None for line in self.lines)

    @property
    def heading(self) -> str:
        """Return whose text it is, and how many carry it."""
        origin = next((line for line in self.lines if line.depth == 0 and (line.told or line.reading is None)), None)
        if origin is None:
            whose = "One text, first printed nobody says where"
        elif origin.reading is None:
            whose = f"A text of {origin.outlet} that is not in this pile"
        else:
            whose = f"A text of {origin.reading.outlet.label}"
        return f"{whose}, in {counted(self.carriers, 'article')}"


class Part(NamedTuple):
    """Two articles with a part in common; `directed` tells that the first is where the other has it from."""

    first: Reading
    second: Reading
    directed: bool
    of_first: Common
    of_second: Common
    reason: str | None


class Copies(NamedTuple):
    """The trees, largest first; the parts, largest first; and how many pairs share no more than quotations.

    `articles` and `texts` are how many the pile has, copies counted once.
    """

    trees: Sequence[Tree]
    parts: Sequence[Part]
    quoting: int
    articles: int
    texts: int

    @property
    def finding(self) -> str:
        """Return what there is, in a sentence with its numbers."""
        shared = [t for t in self.trees if t.carriers > 1]
        foreign = sum(t.carriers for t in self.trees if any(line.reading is None for line in t.lines))
        parts = [f"{counted(self.articles, 'article')}, {counted(self.texts, 'text')}"]
        if shared:
            carriers = sum(t.carriers for t in shared)
            parts.append(f"{carriers} articles are {'one text' if len(shared) == 1 else f'{len(shared)} texts'}")
        if foreign:
            verb = "has its" if foreign == 1 else "have their"
            parts.append(f"{foreign} {verb} text from elsewhere")
        return "; ".join(parts)


def draw_copies(pile: Pile) -> Copies:
    """Return what the articles have of each other."""
    readings = {r.document.id: r for r in pile.readings}
    pairs = {pair: shared for pair, shared in _pairs(pile.across.reuses).items() if readings.keys() >= set(pair)}
    families = (_among(f, readings) for f in pile.across.families)
    trees = [_tree(f, readings, pairs) for f in families if f.documents]
    trees += _credited(pile)
    trees.sort(key=lambda t: (-t.carriers, t.lines[0].reading.number if t.lines[0].reading else 0, t.key))
    parts = list(_parts(pairs, readings, families_of(pile)))
    parts.sort(key=lambda p: (-p.of_first.characters, p.first.number, p.second.number))
    quoting = sum(all(r.kind == "quote" for r in shared) for shared in pairs.values())
    return Copies(trees, parts, quoting, len(pile.readings), texts_of(pile))


def families_of(pile: Pile) -> dict[str, Family]:
    """Return the family of each document that has one."""
    return {document: family for family in pile.across.families for document in family.documents}


def texts_of(pile: Pile) -> int:
    """Return how many texts the articles are, copies counted once."""
    families = families_of(pile)
    return len({families[key].id if key in families else key for key in (r.document.id for r in pile.readings)})


_Pairs = Mapping[tuple[str, str], Sequence[Reuse]]


def _pairs(reuses: Sequence[Reuse]) -> _Pairs:
    pairs: defaultdict[tuple[str, str], list[Reuse]] = defaultdict(list)
    for reuse in reuses:
        pairs[reuse.a.document, reuse.b.document].append(reuse)
    return pairs


def _among(family: Family, readings: Mapping[str, Reading]) -> Family:
    """Return what of a family is among these articles; of a part of it, who took it from whom may be lost."""
    if readings.keys() >= set(family.documents):
        return family
    copies = [c for c in family.copies if c.document in readings]
    return msgspec.structs.replace(
        family,
        documents=tuple(c.document for c in copies),
        origin=family.origin if family.origin in readings else None,
        copies=tuple(c if c.source in readings else msgspec.structs.replace(c, source=None) for c in copies),
    )


def _tree(family: Family, readings: Mapping[str, Reading], pairs: _Pairs) -> Tree:
    """Lay a family out, top down: the origin and what comes from it, texts that the pile lacks, what is not known."""
    below: defaultdict[str, list[Copy]] = defaultdict(list)
    lost: defaultdict[str, list[Copy]] = defaultdict(list)
    loose: list[Copy] = []
    for copy in sorted(family.copies, key=lambda c: readings[c.document].number):
        if copy.source:
            below[copy.source].append(copy)
        elif copy.outlet:
            lost[copy.outlet].append(copy)
        elif copy.document != family.origin:
            loose.append(copy)
    if family.outlet and family.origin is None:
        lost.setdefault(family.outlet, [])
    seen: set[str] = set()

    def descend(copy: Copy, depth: int) -> Iterator[Line]:
        if copy.document in seen:
            return
        seen.add(copy.document)
        yield _line(copy, depth, family, readings, pairs)
        for child in below[copy.document]:
            yield from descend(child, depth + 1)

    lines = list(descend(Copy(document=family.origin), 0)) if family.origin else []
    for outlet in sorted(lost, key=lambda o: (o != family.outlet, o)):
        lines.append(Line(None, outlet, 0))
        lines += [line for copy in lost[outlet] for line in descend(copy, 1)]
    lines += [line for copy in loose for line in descend(copy, 0)]
    return Tree(family.id, lines)


def _credited(pile: Pile) -> Iterator[Tree]:
    """Yield the articles that say whose text they are, and have no copy in the pile, each below the text it lacks."""
    families = families_of(pile)
    for reading in pile.readings:
        whose = reading.article.republished_from if reading.article else None
        if whose and reading.document.id not in families:
            lines = Line(None, whose, 0), Line(reading, reading.outlet.label, 1, told=True, reason="says so itself")
            yield Tree(reading.document.id, lines)


def _line(copy: Copy, depth: int, family: Family, readings: Mapping[str, Reading], pairs: _Pairs) -> Line:
    own = readings[copy.document]
    if copy.document == family.origin:
        return Line(own, own.outlet.label, depth, told=True)
    others = [copy.source] if copy.source else [d for d in family.documents if d != copy.document]
    common = max((common_of(own, _between(pairs, copy.document, d)) for d in others), default=None)
    return Line(own, own.outlet.label, depth, depth > 0, copy.reason, common if common and common.characters else None)


def passages_between(reuses: Sequence[Reuse], one: str, other: str) -> list[Reuse]:
    """Return the passages that two documents share."""
    return [r for r in reuses if {r.a.document, r.b.document} == {one, other}]


def _between(pairs: _Pairs, one: str, other: str) -> Sequence[Reuse]:
    return pairs.get((one, other)) or pairs.get((other, one)) or ()


def common_of(reading: Reading, shared: Sequence[Reuse]) -> Common:
    """Count the characters of an article that stand in passages, each once; furniture is not part of its text."""
    key = reading.document.id
    spans = sorted((r.a if r.a.document == key else r.b).span for r in shared)
    total, at = 0, 0
    for span in spans:
        total += max(0, span.end - max(span.start, at))
        at = max(at, span.end)
    of = sum(p.end - p.start for b in reading.blocks for p in b.pieces if p.kind != "furniture")
    return Common(min(total, of), of)


def _once(pairs: _Pairs, families: Mapping[str, Family]) -> _Pairs:
    """Return the pairs that share more than quotations and are not one text; of a text with copies, one pair.

    It is the pair with the origin, else the one that shares most.
    """
    best: dict[tuple[str, ...], tuple[tuple[int, int], tuple[str, str], list[Reuse]]] = {}
    for pair, shared in sorted(pairs.items()):
        own = [r for r in shared if r.kind != "quote"]
        texts = tuple(sorted(families[d].id if d in families else d for d in pair))
        copied = sum(d in families and families[d].origin not in (None, d) for d in pair)
        weight = copied, -sum(r.a.span.end - r.a.span.start for r in own)
        if own and texts[0] != texts[1] and (texts not in best or weight < best[texts][0]):
            best[texts] = weight, pair, own
    return {pair: own for _, pair, own in best.values()}


def _parts(pairs: _Pairs, readings: Mapping[str, Reading], families: Mapping[str, Family]) -> Iterator[Part]:
    """Yield the pairs that have a part in common, quotations aside, and are not one text."""
    for (a, b), own in _once(pairs, families).items():
        first, second = readings[a], readings[b]
        directions = {r.direction for r in own}
        if directions == {"b_to_a"} or (directions != {"a_to_b"} and second.number < first.number):
            first, second = second, first
        directed = len(directions) == 1 and directions != {"unknown"}
        commons = common_of(first, own), common_of(second, own)
        if min(c.characters for c in commons) >= LEAST:
            yield Part(first, second, directed, *commons, next((r.reason for r in own if r.reason), None))
