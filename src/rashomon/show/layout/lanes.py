"""Distinct events -> a picture of when they lie, in lanes by who acts: geometry, a title, and what it cannot show.

One mark an event, however many report it. What no article dates stands at its first publication, without a dot: that
is no day of the event. What is only planned or possible and has no day is listed instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from math import ceil, sqrt
from typing import Literal, NamedTuple

from rashomon.show.deeds import NOBODY, say_realis, short_realis
from rashomon.show.layout.addresses import Addresses
from rashomon.show.layout.axis import LEFT, RIGHT, WIDTH, Tick, Window, choose_window, ticks_of
from rashomon.show.layout.happened import Happening
from rashomon.show.layout.timeline import VAGUE
from rashomon.show.when import Days, say_stretch
from rashomon.show.words import counted

__all__ = ["Lane", "Lanes", "Spot", "draw_lanes"]

# beyond so many a picture is a thicket; the ones told by most articles are drawn, and all are counted
MOST_SPOTS = 40
MOST_LANES = 6
TOP = 28
_STEP = 19.0
_GAP = 6
# how far a thread leads back from the first report of what no article dates
_OPEN = 22
# a character of a label at its size in page.css, and how many there are at most
_CHARACTER = 5.9
_LABEL = 40
# where the words stand: beside the mark, or over it where it takes up most of the picture
Beside = Literal["right", "left", "above"]


class Spot(NamedTuple):
    """One event in the picture: where its dot, its stretch of days, its publication and its words stand.

    `link` leads to where its words stand, `track` is its line in its lane. Where no article says
    when it was there is no dot: `x` is where it was first reported, and `radius` how far an open thread leads back.
    """

    happening: Happening
    link: str
    x: float
    radius: float
    stretch: tuple[float, float] | None
    published: float | None
    words: str = ""
    beside: Beside = "right"
    track: int = 0

    @property
    def undated(self) -> bool:
        """Tell whether no article says when it was."""
        return self.happening.days is None

    @property
    def hollow(self) -> bool:
        """Tell whether nobody says that it took place."""
        return not self.happening.took_place

    @property
    def struck(self) -> bool:
        """Tell whether somebody says that it did not take place."""
        return self.happening.is_denied

    @property
    def drawn(self) -> tuple[float, float]:
        """Return from where to where dot, stretch and publication are drawn."""
        xs = [self.x - self.radius, self.x + (1 if self.undated else self.radius)]
        xs += [self.stretch[0], sum(self.stretch)] if self.stretch else []
        xs += [self.published - 1, self.published + 1] if self.published else []
        return min(xs), max(xs)

    @property
    def extent(self) -> tuple[float, float]:
        """Return from where to where it needs its track for itself."""
        left, right = self.drawn
        room = _GAP + _CHARACTER * len(self.words)
        return left - room * (self.beside == "left"), right + room * (self.beside == "right")

    @property
    def words_x(self) -> float:
        """Return where its words begin, or end if they stand on its left."""
        left, right = self.drawn
        return {"left": left - _GAP, "right": right + _GAP, "above": left + 2 * _GAP}[self.beside]

    @property
    def note(self) -> str:
        """Return all that the mark shows in words."""
        main = self.happening.main
        said = "; ".join(dict.fromkeys(say_realis(t.event.realis) for t in self.happening.tellings))
        return f"{main.phrase}. {self.when}; {said}; told by {self.happening.told_by}"

    @property
    def when(self) -> str:
        """Return when it was, or first reported, in words."""
        first = self.happening.first_told
        reported = f", first reported {say_stretch(*(d.isoformat() for d in first))}" if self.undated and first else ""
        return self.happening.said_when + reported


class Lane(NamedTuple):
    """The events of one actor, or of several; `total` counts those not drawn as well."""

    label: str
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


def draw_lanes(
    happenings: Sequence[Happening], told: Collection[Happening], addresses: Addresses | None = None
) -> Lanes:
    """Draw the events that most articles tell, those first that some article dates; `happenings` come in that order.

    Those in `told` have a place of their own, which is where their marks lead; the others lead to their article, in the
    report if no other `addresses` are given.
    """
    dated = [h for h in happenings if h.days and _length(h.days) < VAGUE]
    undated = [h for h in happenings if not h.days]
    placed = [h for h in undated if h.took_place and _day_told(h)]
    title = _title(happenings)
    kept = (dated + placed)[:MOST_SPOTS]
    notes = list(_not_drawn(len(dated), len(happenings) - len(dated) - len(undated)))
    if not kept:
        return Lanes(title, [*notes, *_without_day(len(undated), 0)], undated=undated)
    window = _with_room(choose_window(list(_days_of_the_story(kept))), kept)
    shown = [h for h in kept if window.shows(*_place(h))]
    notes += _without_day(len(undated), sum(not h.days for h in shown))
    if len(shown) < len(kept):
        notes.append(f"{counted(len(kept) - len(shown), 'event')} too far off to be drawn: see the table.")
    brush = _Brush(window, {h.key for h in told}, addresses or Addresses())
    return Lanes(title, notes, list(_lanes(happenings, shown, brush)), ticks_of(window), undated)


def _day_told(happening: Happening) -> Days | None:
    """Return the day of its first report, None where that is not known to the day."""
    days = happening.first_told
    return days if days and days[0] == days[1] else None


def _place(happening: Happening) -> Days:
    """Return the days where it stands in the picture: its own, else that of its first report."""
    days = happening.days or _day_told(happening)
    assert days is not None
    return days


def _days_of_the_story(kept: Sequence[Happening]) -> Iterator[date]:
    """Yield the days by which to choose what the picture shows: of events, but for those long past, and of articles."""
    recent = [h for h in kept if any(t.event.realis != "historical" for t in h.tellings)] or kept
    for happening in recent:
        yield from happening.days or ()
        yield from happening.first_told or ()


def _with_room(window: Window, kept: Sequence[Happening]) -> Window:
    """Return a window that begins early enough for the open thread of an event that was reported on its first day."""
    if all(h.days for h in kept):
        return window
    room = ceil(window.days * _OPEN / (WIDTH - LEFT - RIGHT))
    return window._replace(first=date.fromordinal(max(1, window.first.toordinal() - room)))


def _lanes(happenings: Sequence[Happening], shown: Sequence[Happening], brush: _Brush) -> Iterator[Lane]:
    """Yield a lane for each of those who act most, one for all others, and one for what nobody is named for."""
    weight = Counter(side for h in happenings for side in h.sides)
    own = {h.key: max(h.sides, key=lambda side: (weight[side], side), default=None) for h in shown}
    # a lane of one event tells nothing that its words do not
    acting = {side for side in own.values() if side and weight[side] > 1}
    top = sorted(acting, key=lambda side: (-weight[side], side))[:MOST_LANES]
    elsewhere = [h for h in happenings if not set(h.sides) & set(top)]
    rest = [h for h in shown if own[h.key] not in top]
    groups = [(s.name, weight[s], [h for h in shown if own[h.key] == s]) for s in top]
    for label, named in (("others", True), (NOBODY, False)):
        total = sum(bool(h.main.actors) is named for h in elsewhere)
        groups.append((label, total, [h for h in rest if bool(h.main.actors) is named]))
    y = float(TOP)
    for label, total, kept in groups:
        if kept:
            spots = _pack(brush.spot(h, alone=label != "others") for h in kept)
            lane = Lane(label, total, y, max(s.track for s in spots) + 1, spots)
            yield lane
            y += _height(lane.tracks)


class _Brush(NamedTuple):
    """What it takes to draw one event: the days of the picture, and the keys of events that have their own place."""

    window: Window
    told: Collection[str]
    addresses: Addresses

    def link(self, happening: Happening) -> str:
        """Return where the mark of an event leads."""
        if happening.key in self.told:
            return self.addresses.event(happening.key)
        main = happening.main
        return self.addresses.finding(main.reading.document.id, "event", main.event.id)

    def spot(self, happening: Happening, alone: bool) -> Spot:
        """Return the mark of an event; `alone` tells that its lane says who did it."""
        first, last = _place(happening)
        x, width = self.window.stretch(first, last)
        spot = Spot(
            happening,
            link=self.link(happening),
            x=x + width / 2,
            radius=min(3.5 + 1.3 * sqrt(happening.reports - 1), 8) if happening.days else min(_OPEN, x - LEFT),
            stretch=(x, width) if first != last else None,
            published=self._published(happening),
        )
        left, right = spot.drawn
        rooms: dict[Beside, float] = {"right": WIDTH - right, "left": left - LEFT, "above": right - left - _GAP}
        full = _words(happening, alone, _LABEL)
        fits = (place for place in rooms if rooms[place] >= _GAP + _CHARACTER * len(full))
        beside = next(fits, max(rooms, key=lambda place: rooms[place]))
        most = min(_LABEL, int((rooms[beside] - _GAP) / _CHARACTER))
        return spot._replace(words=_words(happening, alone, most), beside=beside)

    def _published(self, happening: Happening) -> float | None:
        """Return where it was first reported, None where that is not known to the day or not in the picture."""
        days = _day_told(happening)
        if not days or not self.window.shows(*days):
            return None
        x, width = self.window.stretch(*days)
        return x + width / 2


def _words(happening: Happening, alone: bool, most: int) -> str:
    """Return the words beside a mark: the deed, whether it took place, and how many report it."""
    main = happening.main
    how = short_realis(main.event.realis)
    behind = (f", {how}" if how else "") + (f" · {happening.reports}" if happening.reports > 1 else "")
    words = main.deed if alone else main.phrase
    most -= len(behind)
    if len(words) > most:
        words = words[: max(0, words.rfind(" ", 0, max(0, most - 1)))].rstrip(" …") + " …"
    return words + behind


def _pack(spots: Iterable[Spot]) -> list[Spot]:
    """Give each spot the first track where it touches no other; the order of time decides who comes first.

    Words over a mark need the track above it as well.
    """
    ends: list[float] = []
    packed = []
    for spot in sorted(spots, key=lambda s: (s.extent, s.happening.key)):
        left, right = spot.extent
        tall = 2 if spot.beside == "above" else 1
        first = next(i for i in range(len(ends) + 1) if all(end + _GAP <= left for end in ends[i : i + tall]))
        ends[first : first + tall] = [right] * tall
        packed.append(spot._replace(track=first + tall - 1))
    return packed


def _height(tracks: int) -> float:
    return tracks * _STEP + 8


def _length(days: Days) -> int:
    return (days[1] - days[0]).days + 1


def _title(happenings: Sequence[Happening]) -> str:
    """Say in a sentence how many events there are, how many of them took place, and who acts in most."""
    if not happenings:
        return "No event was found in these articles"
    happened = sum(h.took_place for h in happenings)
    said = {0: "none", len(happenings): "all"}.get(happened, f"{happened:,}")
    whole = f"{counted(len(happenings), 'event')}, {said} said to have happened"
    acts = Counter(p for h in happenings for p in h.sides)
    if not acts:
        return whole
    party = max(acts, key=lambda p: (acts[p], p))
    return f"{whole}: {party.name} acts in {acts[party]:,}"


def _not_drawn(dated: int, vague: int) -> Iterator[str]:
    """Say how many events the picture leaves out, and why."""
    if dated > MOST_SPOTS:
        yield f"The picture shows {MOST_SPOTS} of the {dated:,} events that have a date: those that most articles tell."
    if vague:
        yield f"{counted(vague, 'event')} dated only to a month or longer: see the table."


def _without_day(undated: int, drawn: int) -> Iterator[str]:
    """Say how many events no article dates, and how many of them are drawn all the same."""
    if undated:
        shown = f"; of these {drawn:,} {'stands' if drawn == 1 else 'stand'} where first reported" if drawn else ""
        yield f"{counted(undated, 'event')} that no article dates: listed below the picture{shown}."
