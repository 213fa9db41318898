"""A pile -> which days each article reports on, against when it was published: a picture's geometry and a table.

Reported time lies along the picture, a row is an article (or an outlet, where there are many). Nothing is drawn that
the record does not date; what lies too far away to be drawn is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rashomon.model import Timex
from rashomon.show.layout.axis import WIDTH, Tick, Window, choose_window, ticks_of
from rashomon.show.layout.gather import Pile, Reading
from rashomon.show.layout.outlets import Outlet
from rashomon.show.when import Days, days_of, say_stretch
from rashomon.show.words import counted, one_line

__all__ = ["Bar", "Report", "Row", "Stretch", "Timeline", "draw_timeline", "place_of", "reports_of"]

TOP = 28
# beyond so many articles a row is an outlet: a picture longer than three screens answers no question at a glance
MOST_ROWS = 100
# how tall a row is, by how many rows there are at most
_STEPS = ((25, 22.0), (60, 16.0), (MOST_ROWS, 12.0))
# a month or a year says little on where in time a pile lies
VAGUE = 28


class Report(NamedTuple):
    """Words of an article that stand for a day, or for a stretch of time between two days."""

    reading: Reading
    timex: Timex
    first: date
    last: date

    @property
    def words(self) -> str:
        """Return the words of the article."""
        return one_line(self.timex.span.of(self.reading.document.text))


class Stretch(NamedTuple):
    """The same time wherever it is reported, in the order of publication."""

    first: date
    last: date
    reports: Sequence[Report]

    @property
    def said(self) -> str:
        """Return the time in words."""
        return say_stretch(self.first.isoformat(), self.last.isoformat())


class Bar(NamedTuple):
    """A mark of the picture: where it stands, how many days it may stand for, and what it is in words."""

    x: float
    width: float
    days: int
    note: str

    @property
    def is_day(self) -> bool:
        """Tell a day from a stretch of several."""
        return self.days == 1

    @property
    def is_vague(self) -> bool:
        """Tell a stretch that says little on where in time it lies."""
        return self.days >= VAGUE


class Row(NamedTuple):
    """A line of the picture: whose it is, its `y`, when that was published, and the times that it reports."""

    label: str
    outlet: Outlet
    y: float
    published: Sequence[Bar]
    bars: Sequence[Bar]


class Timeline(NamedTuple):
    """The picture, its title as a sentence, what else must be said of it, and its table."""

    title: str
    notes: Sequence[str]
    rows: Sequence[Row] = ()
    ticks: Sequence[Tick] = ()
    step: float = 0
    table: Sequence[Stretch] = ()
    window: Window | None = None

    @property
    def width(self) -> float:
        """Return how wide the picture is."""
        return WIDTH

    @property
    def height(self) -> float:
        """Return how tall the picture is."""
        return TOP + self.step * len(self.rows) + 6


def reports_of(pile: Pile) -> list[Report]:
    """Return the dates of the pile that can be placed."""
    return [Report(r, timex, *days) for r in pile.readings for timex in r.timexes if (days := place_of(timex))]


def place_of(timex: Timex) -> Days | None:
    """Return the days that a date stands for; "now" tells nothing of the pile, lengths have no place."""
    if timex.type not in ("DATE", "TIME") or timex.value == "PRESENT_REF":
        return None
    return days_of(timex.earliest, timex.latest)


def draw_timeline(pile: Pile, asked: Window | None = None) -> Timeline:
    """Draw what is reported when against when it was published; a pile without dates has no rows.

    Picture and table show the days that are `asked` for; if none are, the picture those about which most is said, and
    the table all.
    """
    reports = reports_of(pile)
    published = {r.number: days for r in pile.readings if (days := r.days)}
    missing = list(_missing(pile, published))
    if not reports:
        return Timeline("No article gives a date that can be placed", missing)
    sharp = [r for r in reports if (r.last - r.first).days + 1 < VAGUE] or reports
    said = [d for r in sharp for d in (r.first, r.last)] + [d for p in published.values() for d in p]
    window = asked or choose_window(said)
    shown = [r for r in reports if window.shows(r.first, r.last)]
    published = {n: days for n, days in published.items() if window.shows(*days)}
    lanes = list(_lanes(pile, {r.reading.number for r in shown} | set(published)))
    step = next((step for most, step in _STEPS if len(lanes) <= most), _STEPS[-1][1])
    rows = [_row(label, own, TOP + step * i, window, (shown, published)) for i, (label, own) in enumerate(lanes)]
    title = _title(shown, len(pile.readings)) if shown else _nothing_in(window)
    notes = [*_outside(reports, window, in_table=not asked), *missing]
    return Timeline(title, notes, rows, ticks_of(window), step, _by_time(shown if asked else reports), window)


def _lanes(pile: Pile, worth: set[int]) -> Iterator[tuple[str, list[Reading]]]:
    """Yield the rows: an article each, or an outlet each where the articles are too many."""
    kept = [r for r in pile.readings if r.number in worth]
    if len(kept) <= MOST_ROWS:
        yield from ((f"{r.number} {r.label}", [r]) for r in kept)
        return
    kept.sort(key=lambda r: (not r.outlet.number, r.outlet.number))
    for (_, name), group in groupby(kept, key=lambda r: (r.outlet.number, r.outlet.short)):
        own = list(group)
        yield f"{name} ({len(own)})", own


def _row(
    label: str, own: Sequence[Reading], y: float, window: Window, times: tuple[Sequence[Report], Mapping[int, Days]]
) -> Row:
    reports, published = times
    numbers = {r.number for r in own}
    stretches = _by_time(r for r in reports if r.reading.number in numbers)
    # the longer ones first, so that days lie on top
    stretches.sort(key=lambda s: (s.first - s.last, s.first))
    dates = sorted({published[n] for n in numbers if n in published})
    out = [_bar(window, days, f"published {say_stretch(*(d.isoformat() for d in days))}") for days in dates]
    bars = [_bar(window, (s.first, s.last), _note(s)) for s in stretches]
    return Row(label, own[0].outlet, y, out, bars)


def _bar(window: Window, days: Days, note: str) -> Bar:
    x, width = window.stretch(*days)
    return Bar(x, width, (days[1] - days[0]).days + 1, note)


def _note(stretch: Stretch) -> str:
    words = list(dict.fromkeys(f"“{r.words}”" for r in stretch.reports))
    return f"{stretch.said}: {', '.join(words[:3])}"


def _by_time(reports: Iterable[Report]) -> list[Stretch]:
    """Group reports by their time, in its order."""
    order = sorted(reports, key=lambda r: (r.first, r.last, r.reading.number, r.timex.span.start))
    return [Stretch(*days, list(own)) for days, own in groupby(order, key=lambda r: (r.first, r.last))]


def _title(shown: Sequence[Report], articles: int) -> str:
    some = len({r.reading.number for r in shown})
    of = "" if some == articles else f"{some} of "
    who = f"{of}{counted(articles, 'article')} {'reports' if some == 1 else 'report'} on"
    days = sorted({r.first.isoformat() for r in shown if r.first == r.last})
    if not days:
        return f"{who} {counted(len(_by_time(shown)), 'time')} that no day is given for"
    between = say_stretch(days[0], days[-1])
    if len(days) == 1:
        return f"{who} {between}"
    return f"{who} {len(days)} days {between if between.startswith('between') else 'in ' + between}"


def _nothing_in(window: Window) -> str:
    return f"No article reports on a day {say_stretch(window.first.isoformat(), window.last.isoformat())}"


def _outside(reports: Sequence[Report], window: Window, in_table: bool) -> Iterator[str]:
    """Say how many dates lie beyond the edges of the picture, and how far."""
    before = [s for s in _by_time(reports) if s.last < window.first]
    after = [s for s in _by_time(reports) if s.first > window.last]
    for beyond, side, far in ((before, "earlier", "back to"), (after, "later", "up to")):
        if beyond:
            year = beyond[0].first.year if beyond is before else max(s.last for s in beyond).year
            lies, it_is = ("lies", "it is") if len(beyond) == 1 else ("lie", "they are")
            where = f"outside the picture; {it_is} in the table" if in_table else "outside these days"
            yield f"{counted(len(beyond), f'{side} date')}, {far} {year}, {lies} {where}."


def _missing(pile: Pile, published: Mapping[int, Days]) -> Iterator[str]:
    """Say what the picture cannot show, and why."""
    if not any(r.timexes for r in pile.readings):
        yield "No time expression was found in these articles."
    undated = len(pile.readings) - len(published)
    if undated and not published:
        yield "No article says when it was published, nor tells it closely: “on Tuesday” cannot be placed."
    elif undated:
        of = counted(len(pile.readings), "article")
        yield f"When {undated} of {of} came out is not known closely enough to mark it."
    loose = sum(
        t.type in ("DATE", "TIME") and not days_of(t.earliest, t.latest) for r in pile.readings for t in r.timexes
    )
    if loose:
        are = "is" if loose == 1 else "are"
        yield f"{counted(loose, 'time expression')} cannot be tied to days and {are} left out."
