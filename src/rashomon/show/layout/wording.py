"""Labels and contrasts -> what outlets call the same people, and what one says flatly and another does not.

Only the outlets' own words count here: what stands in quotation marks, or in somebody's account, is told apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.model import Entity, Passage
from rashomon.show.layout.gather import Pile, Reading
from rashomon.show.layout.outlets import Outlet
from rashomon.show.words import one_line

__all__ = ["Called", "Contrasted", "Named", "Said", "Worded", "find_contrasts", "find_labels"]

# people whose labels are set side by side, outlets of each, contrasts: of more, a reader looks at none
MOST_NAMED, MOST_OUTLETS, MOST_CONTRASTS = 30, 12, 40


class Called(NamedTuple):
    """Words for somebody as an outlet first has them, how often it does so in its own voice, and where first."""

    words: str
    times: int
    first: Passage
    reading: Reading

    @property
    def anchor(self) -> str:
        """Return the place of the first of them in its article."""
        return f"l-{self.first.document}-{self.first.span.start}"


class Worded(NamedTuple):
    """What one outlet calls somebody: in its own voice `of` times, and how often it lets others call them something."""

    outlet: Outlet
    called: Sequence[Called]
    of: int
    others: int


class Named(NamedTuple):
    """Somebody with what each outlet calls them, those that do so most; of `outlets`, in `ways` different words."""

    entity: Entity
    worded: Sequence[Worded]
    outlets: int
    ways: int


class Said(NamedTuple):
    """How one article words what is compared: the words, and how."""

    reading: Reading
    passage: Passage
    how: str

    @property
    def anchor(self) -> str:
        """Return the place of the words in the article."""
        return f"w-{self.passage.document}-{self.passage.span.start}"


class Contrasted(NamedTuple):
    """One thing that outlets word differently: what it is, in a few words of the record, and each outlet's words."""

    about: str
    said: Sequence[Said]


def find_labels(pile: Pile) -> list[Named]:
    """Return whom at least two outlets call something in their own voice, those first who are called most things.

    Somebody whom everybody calls by one name tells nothing, and is left out. Articles whose outlet is not known stand
    each for itself.
    """
    readings = {r.document.id: r for r in pile.readings}
    own: defaultdict[str, defaultdict[Outlet, list[tuple[str, Passage]]]] = defaultdict(lambda: defaultdict(list))
    others: Counter[tuple[str, Outlet]] = Counter()
    for label in pile.across.labels:
        for passage in label.passages:
            outlet = readings[passage.document].outlet
            if label.voice == "outlet":
                own[label.entity][outlet].append((label.words, passage))
            else:
                others[label.entity, outlet] += 1
    named = [
        _named(pile.entities[key], by, others, readings)
        for key, by in own.items()
        if key in pile.entities and len(by) > 1
    ]
    telling = [n for n in named if n.ways > 1]
    telling.sort(key=lambda n: (-n.outlets, -n.ways, n.entity.name, n.entity.id))
    return telling[:MOST_NAMED]


def _named(
    entity: Entity,
    own: Mapping[Outlet, Sequence[tuple[str, Passage]]],
    others: Mapping[tuple[str, Outlet], int],
    readings: Mapping[str, Reading],
) -> Named:
    worded, ways = [], {words for by in own.values() for words, _ in by}
    for outlet in sorted(own, key=lambda o: (not o.number, o.number, o.name)):
        places: defaultdict[str, list[Passage]] = defaultdict(list)
        for words, passage in own[outlet]:
            places[words].append(passage)
        called = [_called(found, readings) for found in places.values()]
        called.sort(key=lambda c: (-c.times, c.words))
        worded.append(Worded(outlet, called, sum(c.times for c in called), others.get((entity.id, outlet), 0)))
    shown = sorted(worded, key=lambda w: -w.of)[:MOST_OUTLETS]
    return Named(entity, [w for w in worded if w in shown], len(worded), len(ways))


def _called(found: Sequence[Passage], readings: Mapping[str, Reading]) -> Called:
    first = min(found, key=lambda p: (readings[p.document].number, p.span))
    reading = readings[first.document]
    return Called(one_line(first.span.of(reading.document.text)), len(found), first, reading)


def find_contrasts(pile: Pile, kind: str, about: Mapping[str, str]) -> list[Contrasted]:
    """Return what is worded differently; `about` has the words for claims and clusters by their ids."""
    readings = {r.document.id: r for r in pile.readings}
    found = [
        Contrasted(about[c.about], [Said(readings[s.passage.document], s.passage, s.how) for s in c.sides])
        for c in pile.across.contrasts
        if c.kind == kind and c.about in about and all(s.passage.document in readings for s in c.sides)
    ]
    found.sort(key=lambda c: (-len(c.said), c.said[0].reading.number, c.about))
    return found[:MOST_CONTRASTS]
