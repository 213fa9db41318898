"""A pile -> its articles on a line of time as they came out, copies of one text on one row: a picture's geometry.

A row for each family of copies, and one for all texts that stand alone; articles of one day stand over one another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rashomon.show.layout.axis import WIDTH, Tick, Window, choose_window, ticks_of
from rashomon.show.layout.copies import families_of, texts_of
from rashomon.show.layout.gather import Pile, Reading
from rashomon.show.words import counted

__all__ = ["Arrivals", "Dot", "Row", "draw_arrivals"]

TOP = 28
# how far apart articles of one day stand, and the room around a row
STEP, ROOM = 13.0, 9.0
# rows beside that of texts that stand alone: further families are in the table
MOST_FAMILIES = 12
# a mark is this wide, so that neighbouring days of a short story do not touch
DOT = 9.0


class Dot(NamedTuple):
    """An article: the middle of its mark; `width` is that of the days between which it came out, 0 for one day."""

    reading: Reading
    x: float
    y: float
    width: float = 0


class Row(NamedTuple):
    """Articles of one text, or all texts that stand alone; `family` tells the former."""

    label: str
    y: float
    height: float
    dots: Sequence[Dot]
    family: bool

    @property
    def thread(self) -> tuple[float, float] | None:
        """Return from where to where a line joins what is one text."""
        xs = [dot.x for dot in self.dots]
        return (min(xs), max(xs)) if self.family and max(xs) > min(xs) else None


class Arrivals(NamedTuple):
    """The picture with its title; `undated` are the articles that it cannot show, `left` those of further families."""

    title: str
    rows: Sequence[Row]
    ticks: Sequence[Tick]
    undated: Sequence[Reading]
    left: int

    @property
    def width(self) -> float:
        """Return how wide the picture is."""
        return WIDTH

    @property
    def height(self) -> float:
        """Return how tall the picture is."""
        return self.rows[-1].y + self.rows[-1].height + 4 if self.rows else 0


def draw_arrivals(pile: Pile) -> Arrivals:
    """Draw when each article came out; what is not known closely enough to lie in the picture is listed."""
    spans = {r.document.id: days for r in pile.readings if (days := r.days)}
    if not spans:
        return Arrivals(_title(pile, None), [], [], list(pile.readings), 0)
    window = choose_window([day for days in spans.values() for day in days])
    shown = [r for r in pile.readings if r.document.id in spans and window.shows(*spans[r.document.id])]
    groups = list(_groups(pile, shown))
    rows: list[Row] = []
    for label, own, family in groups[: MOST_FAMILIES + 1]:
        rows.append(_row(label, own, family, rows[-1].y + rows[-1].height if rows else TOP, window))
    left = sum(len(own) for _, own, _ in groups[MOST_FAMILIES + 1 :])
    return Arrivals(_title(pile, window), rows, ticks_of(window), [r for r in pile.readings if r not in shown], left)


def _groups(pile: Pile, shown: Sequence[Reading]) -> Iterator[tuple[str, list[Reading], bool]]:
    """Yield the texts that stand alone, then each family, largest first, with what to write beside it."""
    families = families_of(pile)
    copies: dict[str, list[Reading]] = {}
    for reading in shown:
        if reading.document.id in families:
            copies.setdefault(families[reading.document.id].id, []).append(reading)
    alone = [r for r in shown if len(copies.get(getattr(families.get(r.document.id), "id", ""), ())) < 2]
    if alone:
        yield counted(len(alone), "text") + " of their own" if len(alone) > 1 else "1 text of its own", alone, False
    for key, own in sorted(copies.items(), key=lambda c: (-len(c[1]), c[1][0].number)):
        if len(own) > 1:
            origin = next((r for r in own if families[r.document.id].origin == r.document.id), None)
            whose = origin.outlet.label if origin else next(f.outlet for f in pile.across.families if f.id == key)
            yield f"One text{f' of {whose}' if whose else ''}", own, True


def _row(label: str, own: Sequence[Reading], family: bool, y: float, window: Window) -> Row:
    stacked: Counter[float] = Counter()
    places = []
    for reading in own:
        x, width = window.stretch(*(reading.days or (window.first, window.first)))
        middle, one_day = x + width / 2, reading.days is not None and reading.days[0] == reading.days[1]
        # days of a long story are narrower than a mark
        column = round(middle / DOT)
        places.append((reading, middle, 0 if one_day else width, stacked[column]))
        stacked[column] += 1
    tall = max(stacked.values()) * STEP
    dots = [Dot(r, x, y + ROOM + tall - STEP / 2 - STEP * level, width) for r, x, width, level in places]
    return Row(label, y, tall + 2 * ROOM, dots, family)


def _title(pile: Pile, window: Window | None) -> str:
    articles, texts = len(pile.readings), texts_of(pile)
    days = {day for r in pile.readings if r.days and r.days[0] == r.days[1] for day in r.days[:1]}
    on = f" on {counted(len(days), 'day')}" if window and days else ""
    copies = f": {counted(texts, 'text')}" if texts < articles else ""
    return f"{counted(articles, 'article')} came out{on}{copies}" if on else f"{counted(articles, 'article')}{copies}"
