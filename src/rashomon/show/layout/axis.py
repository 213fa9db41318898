"""Days that a picture must show -> where each lies along it, and lines at round dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rashomon.show.when import MONTHS

__all__ = ["LEFT", "RIGHT", "WIDTH", "Tick", "Window", "choose_window", "ticks_of"]

# the units of the picture are CSS pixels where it stands in its column
WIDTH = 656
LEFT = 160
RIGHT = 12
# the picture holds at least this share of the days, and all of them where that does not make it twice as wide
_CORE = 0.8
_A_MONTH = 31
_MOST_TICKS = 7
# a character of a label at its size in page.css, and the gap between a line and its label in drawings.svg
_CHARACTER = 7
_GAP = 3
_ONE = timedelta(days=1)


class Tick(NamedTuple):
    """A line across the picture with the day, month or year that begins there."""

    x: float
    label: str


class Window(NamedTuple):
    """The days that a picture shows, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it shows."""
        return (self.last - self.first).days + 1

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).days / self.days

    def shows(self, first: date, last: date) -> bool:
        """Tell whether any of the days is in the picture."""
        return first <= self.last and self.first <= last

    def stretch(self, first: date, last: date) -> tuple[float, float]:
        """Return where a stretch of days begins and how wide it is, cut at the edges of the picture."""
        x = self.x(max(first, self.first))
        return x, self.x(min(last, self.last) + _ONE) - x


def choose_window(days: Sequence[date]) -> Window:
    """Return the days to show: the shortest stretch that holds most of `days`, and what lies close enough to it.

    A year named in passing would stretch a picture until the days that it is about could not be told apart.
    """
    days = sorted(days)
    many = max(1, round(_CORE * len(days)))
    _, first, last = min(
        (days[i + many - 1] - days[i], days[i], days[i + many - 1]) for i in range(len(days) - many + 1)
    )
    room = timedelta(days=max(_A_MONTH, (last - first).days) // 2)
    # differences: a sum of the first or last days that there are would be no date
    inside = [d for d in days if first - d <= room and d - last <= room]
    return Window(min(inside) - _ONE, max(inside) + _ONE)


def ticks_of(window: Window) -> list[Tick]:
    """Return lines at round dates, as many as have room: days, weeks, months, quarters, years or more."""
    # left of its line, a last label that has no room on the right would stand over the one before
    return [t for t in _round_dates(window) if t.x + _GAP + _CHARACTER * len(t.label) <= WIDTH]


def _round_dates(window: Window) -> list[Tick]:
    for days in (1, 2, 7, 14):
        if window.days <= _MOST_TICKS * days:
            return [Tick(window.x(d), f"{d.day} {MONTHS[d.month - 1][:3]}") for d in _every(window, days)]
    for months in (1, 3, 6):
        starts = list(_months(window, months))
        if len(starts) <= _MOST_TICKS:
            return [Tick(window.x(d), f"{MONTHS[d.month - 1][:3]} {d.year}") for d in starts]
    years = next(n for n in (1, 2, 5, 10, 20, 50, 100, 500, 2000) if window.days <= _MOST_TICKS * n * 365)
    return [Tick(window.x(d), str(d.year)) for d in _months(window, 12 * years)]


def _every(window: Window, days: int) -> Iterator[date]:
    """Yield each day that the step divides, counted from a Monday."""
    for i in range(window.days):
        day = window.first + timedelta(days=i)
        # day 1 of the calendar is a Monday
        if (day.toordinal() - 1) % days == 0:
            yield day


def _months(window: Window, step: int) -> Iterator[date]:
    """Yield the first day of each month, or of every so many months counted from the year 0."""
    first = window.first.year * 12 + window.first.month - 1
    last = window.last.year * 12 + window.last.month - 1
    for month in range(first - first % step, last + 1, step):
        day = date(month // 12, month % 12 + 1, 1) if month >= 12 else date.min
        if day >= window.first:
            yield day
