"""Distinct events -> a picture of when they lie, in lanes by who acts: geometry, a title, and what it cannot show.

One mark an event, however many report it. Nothing is drawn that no article dates; it is listed instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from math import sqrt
from typing import NamedTuple

from rashomon.show.deeds import NOBODY, say_realis, short_realis
from rashomon.show.report.axis import WIDTH, Tick, Window, choose_window, ticks_of
from rashomon.show.report.happened import Happening
from rashomon.show.report.timeline import VAGUE
from rashomon.show.when import Days
from rashomon.show.words import counted

__all__ = ["Lane", "Lanes", "Spot", "draw_lanes"]

# beyond so many a picture is a thicket; the ones told by most articles are drawn, and all are counted
MOST_SPOTS = 40
MOST_LANES = 6
TOP = 28
_STEP = 19.0
_GAP = 6
# a character of a label at its size in report.css, and how many there are at most
_CHARACTER = 5.9
_LABEL = 26
_DAY = timedelta(days=1)


class Spot(NamedTuple):
    """One event in the picture: where its dot, its stretch of days, its publication and its words stand.

    `hollow` tells that nobody says that it took place, `struck` that somebody says that it did not; `link` is the id of
    the place on the page where its words stand.
    """

    happening: Happening
    link: str
    x: float
    radius: float
    stretch: tuple[float, float] | None
    published: float | None
    hollow: bool
    struck: bool
    words: str
    on_left: bool
    track: int = 0

    @property
    def extent(self) -> tuple[float, float]:
        """Return from where to where it needs its track for itself."""
        xs = [self.x - self.radius, self.x + self.radius]
        xs += [self.stretch[0], sum(self.stretch)] if self.stretch else []
        xs += [self.published - 1, self.published + 1] if self.published else []
        room = _GAP + _CHARACTER * len(self.words)
        return (min(xs) - room, max(xs)) if self.on_left else (min(xs), max(xs) + room)

    @property
    def words_x(self) -> float:
        """Return where its words begin, or end if they stand on its left."""
        return (
            self.extent[0] + _CHARACTER * len(self.words)
            if self.on_left
            else self.extent[1] - _CHARACTER * len(self.words)
        )

    @property
    def note(self) -> str:
        """Return all that the mark shows in words."""
        main = self.happening.main
        said = "; ".join(dict.fromkeys(say_realis(t.event.realis) for t in self.happening.tellings))
        return f"{main.phrase}. {self.happening.said_when}; {said}; told by {self.happening.told_by}"


class Lane(NamedTuple):
    """The events of one actor; `total` counts those not drawn as well.

    `key` is the entity's id or the country's code, "" for a lane of several.
    """

    label: str
    key: str
    total: int
    y: float
    tracks: int
    spots: Sequence[Spot]


class Lanes(NamedTuple):
    """The picture, its title as a sentence, what else must be said of it, and which events no article dates."""

    title: str
    notes: Sequence[str]
    lanes: Sequence[Lane] = ()
    ticks: Sequence[Tick] = ()
    undated: Sequence[Happening] = ()

    @property
    def width(self) -> float:
        """Return how wide the picture is."""
        return WIDTH

    @property
    def height(self) -> float:
        """Return how tall the picture is."""
        return TOP + sum(_height(lane.tracks) for lane in self.lanes) + 4

    @property
    def step(self) -> float:
        """Return how tall a track is."""
        return _STEP


def draw_lanes(happenings: Sequence[Happening], told: Collection[Happening]) -> Lanes:
    """Draw the events that some article dates, those that most articles tell; `happenings` come in that order.

    Those in `told` stand side by side on the page, which is where their marks lead; the others lead to their article.
    """
    dated = [h for h in happenings if h.days and _length(h.days) < VAGUE]
    undated = [h for h in happenings if not h.days]
    vague = len(happenings) - len(dated) - len(undated)
    title = _title(happenings)
    keys = {h.key for h in told}
    notes = list(_not_drawn(len(dated), vague, len(undated)))
    if not dated:
        return Lanes(title, notes, undated=undated)
    window = choose_window([d for h in dated[:MOST_SPOTS] for d in h.days or ()])
    shown = [h for h in dated[:MOST_SPOTS] if h.days and window.shows(*h.days)]
    if len(shown) < len(dated[:MOST_SPOTS]):
        notes.append(
            f"{counted(len(dated[:MOST_SPOTS]) - len(shown), 'event')} too far off to be drawn: see the table."
        )
    spots = [_spot(h, window, f"c-{h.key}" if h.key in keys else f"e-{h.main.event.id}") for h in shown]
    return Lanes(title, notes, list(_lanes(happenings, spots)), ticks_of(window), undated)


def _lanes(happenings: Sequence[Happening], spots: Sequence[Spot]) -> Iterator[Lane]:
    """Yield a lane for each of those who act most, one for all others, and one for what nobody is named for."""
    weight = Counter(p for h in happenings for p in h.sides)
    own = {s.link: max(s.happening.sides, key=lambda p: (weight[p], p), default=None) for s in spots}
    # a lane of one event tells nothing that its words do not
    acting = {p for p in own.values() if p and weight[p] > 1}
    top = sorted(acting, key=lambda p: (-weight[p], p))[:MOST_LANES]
    rest = [s for s in spots if own[s.link] not in top]
    elsewhere = [h for h in happenings if not set(h.sides) & set(top)]
    by_others, by_nobody = ([s for s in rest if bool(s.happening.main.actors) is named] for named in (True, False))
    y = float(TOP)
    for label, key, total, kept in (
        *((p.name, p.id or "", weight[p], [s for s in spots if own[s.link] == p]) for p in top),
        ("others", "", sum(bool(h.main.actors) for h in elsewhere), by_others),
        (NOBODY, "", sum(not h.main.actors for h in elsewhere), by_nobody),
    ):
        if kept:
            packed = _pack(kept)
            lane = Lane(label, key, total, y, max(s.track for s in packed) + 1, packed)
            yield lane
            y += _height(lane.tracks)


def _spot(happening: Happening, window: Window, link: str) -> Spot:
    assert happening.days is not None
    first, last = happening.days
    x, width = window.stretch(first, last)
    came_out = happening.tellings[0].reading.days
    published = None
    if came_out and came_out[0] == came_out[1] and window.shows(*came_out):
        published = window.x(came_out[0]) + (window.x(came_out[0] + _DAY) - window.x(came_out[0])) / 2
    realis = happening.main.event.realis
    many = f" · {happening.reports}" if happening.reports > 1 else ""
    how = f", {short_realis(realis)}" if short_realis(realis) else ""
    words = _cut(happening.main.words) + how + many
    spot = Spot(
        happening,
        link,
        x + width / 2,
        min(3.5 + 1.3 * sqrt(happening.reports - 1), 8),
        (x, width) if first != last else None,
        published,
        not happening.took_place,
        happening.is_denied,
        words,
        False,
    )
    return spot if spot.extent[1] <= WIDTH else spot._replace(on_left=True)


def _pack(spots: Iterable[Spot]) -> list[Spot]:
    """Give each spot the first track where it touches no other; the order of time decides who comes first."""
    ends: list[float] = []
    packed = []
    for spot in sorted(spots, key=lambda s: (s.extent, s.happening.key)):
        left, right = spot.extent
        track = next((i for i, end in enumerate(ends) if end + _GAP <= left), len(ends))
        ends[track:] = [right, *ends[track + 1 :]]
        packed.append(spot._replace(track=track))
    return packed


def _height(tracks: int) -> float:
    return tracks * _STEP + 8


def _length(days: Days) -> int:
    return (days[1] - days[0]).days + 1


def _cut(words: str) -> str:
    return words if len(words) <= _LABEL else words[: _LABEL - 1].rstrip() + "…"


def _title(happenings: Sequence[Happening]) -> str:
    """Say in a sentence how much is told, and who acts in most of it."""
    if not happenings:
        return "No event was found in these articles"
    told = sum(len(h.tellings) for h in happenings)
    many = f"{counted(len(happenings), 'event')}, told {told:,} times" if told > 1 else "1 event, told once"
    acts = Counter(p for h in happenings for p in h.sides)
    if not acts:
        return many
    party = max(acts, key=lambda p: (acts[p], p))
    return f"{many}: {party.name} acts in {acts[party]:,}"


def _not_drawn(dated: int, vague: int, undated: int) -> Iterator[str]:
    """Say how many events the picture leaves out, and why."""
    if dated > MOST_SPOTS:
        yield f"The picture shows {MOST_SPOTS} of the {dated:,} events that have a date: those that most articles tell."
    if vague:
        yield f"{counted(vague, 'event')} dated only to a month or longer: see the table."
    if undated:
        yield f"{counted(undated, 'event')} that no article dates: listed below the picture."
