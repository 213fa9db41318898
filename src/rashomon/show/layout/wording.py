"""Labels and contrasts -> what outlets call the same people, and what one says flatly and another does not.

Only the outlets' own words count here: what stands in quotation marks, or in somebody's account, is told apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.model import Entity, Label, Passage
from rashomon.show.layout.gather import Pile, Reading
from rashomon.show.layout.outlets import Outlet
from rashomon.show.words import one_line

__all__ = ["Called", "Contrasted", "Named", "Said", "Worded", "find_contrasts", "find_labels", "name_one"]

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


# words of a label, where they stand, and in which article
_Place = tuple[str, Passage, Reading]
_Own = defaultdict[str, defaultdict[Outlet, list[_Place]]]
_Others = defaultdict[str, Counter[Outlet]]


def find_labels(pile: Pile) -> list[Named]:
    """Return whom at least two outlets call something in their own voice, those first who are called most things.

    Somebody whom everybody calls by one name tells nothing, and is left out. Articles whose outlet is not known stand
    each for itself.
    """
    own, others = _by_outlet(pile.across.labels, pile.readings)
    named = [
        _named(pile.entities[key], by, others.get(key, {}))
        for key, by in own.items()
        if key in pile.entities and len(by) > 1
    ]
    telling = [n for n in named if n.ways > 1]
    telling.sort(key=lambda n: (-n.outlets, -n.ways, n.entity.name, n.entity.id))
    return telling[:MOST_NAMED]


def name_one(entity: Entity, labels: Sequence[Label], readings: Sequence[Reading]) -> Named | None:
    """Return what outlets call one entity, of whom all labels are, in these articles; None where nobody does."""
    own, others = _by_outlet(labels, readings)
    outlets = {*own[entity.id], *others[entity.id]}
    return _named(entity, {o: own[entity.id][o] for o in outlets}, others[entity.id]) if outlets else None


def _by_outlet(labels: Sequence[Label], articles: Sequence[Reading]) -> tuple[_Own, _Others]:
    """Return, by entity and outlet, the outlet's own words with their places, and how often it has others' words."""
    readings = {r.document.id: r for r in articles}
    own: _Own = defaultdict(lambda: defaultdict(list))
    others: _Others = defaultdict(Counter)
    for label in labels:
        for passage in label.passages:
            reading = readings[passage.document]
            if label.voice == "outlet":
                own[label.entity][reading.outlet].append((label.words, passage, reading))
            else:
                others[label.entity][reading.outlet] += 1
    return own, others


def _named(entity: Entity, own: Mapping[Outlet, Sequence[_Place]], others: Mapping[Outlet, int]) -> Named:
    worded, ways = [], {words for by in own.values() for words, *_ in by}
    for outlet in sorted(own, key=lambda o: (not o.number, o.number, o.name)):
        places: defaultdict[str, list[_Place]] = defaultdict(list)
        for place in own[outlet]:
            places[place[0]].append(place)
        called = [_called(found) for found in places.values()]
        called.sort(key=lambda c: (-c.times, c.words))
        worded.append(Worded(outlet, called, sum(c.times for c in called), others.get(outlet, 0)))
    shown = sorted(worded, key=lambda w: -w.of)[:MOST_OUTLETS]
    return Named(entity, [w for w in worded if w in shown], len(worded), len(ways))


def _called(found: Sequence[_Place]) -> Called:
    _, first, reading = min(found, key=lambda p: (p[2].number, p[1].span))
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
