"""Events -> what passed between two actors, in the course of time: bars of conflict and cooperation, and their table.

A full bar is what is said to have happened; what was planned, threatened or demanded is an empty one. Counting is
that of `rashomon series`. Whoever acts for a country is counted as that country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from rashomon.data.plover import is_conflict, score_of
from rashomon.model import Realis
from rashomon.show.layout.axis import WIDTH, Tick, Window, choose_window
from rashomon.show.layout.happened import Happening, Telling
from rashomon.show.series import By, Kind, Point, Report, count_events, count_reports
from rashomon.show.sides import Side
from rashomon.show.when import MONTHS
from rashomon.show.words import counted, one_line

__all__ = ["Bar", "Between", "Sum", "compare_pairs", "say_period"]

# as many as a reader may choose among; a single event makes no picture
MOST_PAIRS, LEAST_EVENTS = 8, 2
# periods that a picture shows at most before the next longer ones are taken
_MOST_PERIODS = 32
_HAPPENED: frozenset[Realis] = frozenset({"asserted"})
_ONLY_SAID: frozenset[Realis] = frozenset({"planned", "demanded", "hypothetical"})
_KINDS: tuple[Kind, ...] = ("cooperation", "conflict")
_DAYS: Mapping[By, int] = {"day": 1, "week": 7}
_LEFT, _RIGHT, _HALF, _TOP = 34, 12, 80, 34
_MOST_TICKS, _WIDEST = 7, 16

Pair = tuple[Side, Side]


class Bar(NamedTuple):
    """The events of one kind in one period: of what happened, or only of what was said."""

    kind: Kind
    happened: bool
    x: float
    y: float
    width: float
    height: float


class Sum(NamedTuple):
    """A row of the table: a period ("" for all), the kind, whether it is said to have happened, counted three ways."""

    period: str
    kind: Kind
    happened: bool
    reports: int
    texts: int
    events: int


class Between(NamedTuple):
    """What passed between two actors: picture, table, and what else must be said of them."""

    pair: Pair
    title: str
    notes: Sequence[str]
    by: By
    bars: Sequence[Bar]
    ticks: Sequence[Tick]
    levels: Sequence[tuple[float, int]]
    totals: Sequence[Sum]
    table: Sequence[Sum]

    @property
    def key(self) -> str:
        """Return what names the pair in an address."""
        return "~".join(side.id or side.name for side in self.pair)

    @property
    def names(self) -> str:
        """Return who they are."""
        return f"{self.pair[0].name} and {self.pair[1].name}"

    @property
    def width(self) -> float:
        """Return how wide the picture is."""
        return WIDTH

    @property
    def height(self) -> float:
        """Return how tall the picture is."""
        return _TOP + 2 * _HALF + 18

    @property
    def zero(self) -> float:
        """Return where nothing happens: cooperation is drawn above, conflict below."""
        return _TOP + _HALF


def compare_pairs(happenings: Sequence[Happening]) -> list[Between]:
    """Return what passed between two actors, the pairs with most events that are said to have happened first."""
    reports: defaultdict[Pair, list[tuple[bool, Report]]] = defaultdict(list)
    for happening in happenings:
        for happened, wanted in ((True, _HAPPENED), (False, _ONLY_SAID)):
            told = [t for t in happening.tellings if t.event.realis in wanted]
            # all reports of an event count for every pair that one of them names, as in `rashomon series`
            for pair in sorted({pair for t in told for pair in _pairs(t)}):
                reports[pair] += [(happened, _report(pair, happening, t)) for t in told]
    order = sorted(reports, key=lambda pair: (*_weight(reports[pair]), *map(_by_name, pair)))
    worth = [p for p in order if _weight(reports[p])[0] and len({r.key for _, r in reports[p]}) >= LEAST_EVENTS]
    return [_draw(pair, reports[pair]) for pair in worth[:MOST_PAIRS]]


def _weight(reports: Sequence[tuple[bool, Report]]) -> tuple[int, int]:
    """Return how many events are said to have happened, and how many reports there are, the most first."""
    return -len({r.key for happened, r in reports if happened}), -len(reports)


def _pairs(telling: Telling) -> Iterator[Pair]:
    """Yield who does something to whom, whichever of the two it is; the names decide who stands first."""
    actors, recipients = ([p.side for p in own if p.side] for own in (telling.actors, telling.recipients))
    for one, other in product(actors, recipients):
        if one != other:
            yield min(one, other, key=_by_name), max(one, other, key=_by_name)


def _report(pair: Pair, happening: Happening, telling: Telling) -> Report:
    event = telling.event
    around = next((s.span for s in telling.reading.sentences if s.span.holds(event.trigger)), event.trigger)
    return Report(
        actor=pair[0],
        recipient=pair[1],
        key=happening.key,
        document=event.document,
        sentence=one_line(around.of(telling.reading.document.text)),
        kind="conflict" if is_conflict(event.type) else "cooperation",
        score=score_of(event.type, event.mode),
        when=telling.when,
    )


def _by_name(side: Side) -> tuple[str, str]:
    return side.name, side.id or ""


def _draw(pair: Pair, found: Sequence[tuple[bool, Report]]) -> Between:
    """Draw one pair; where too few of its events have a date, there is no picture."""
    known = {r.key for happened, r in found if happened}
    # what one article announces and another reports has happened
    found = [(happened, r) for happened, r in found if happened or r.key not in known]
    kinds = [(kind, happened) for kind in _KINDS for happened in (True, False)]
    totals = [t for k in kinds if (t := _count(*k, [r for happened, r in found if (r.kind, happened) == k]))]
    days = [d for _, r in found for d in (r.when.earliest, r.when.latest) if d]
    window = choose_window(days) if days else None
    by = _choose_period(window) if window else "month"
    shown = [(happened, r) for happened, r in found if window and _is_near(r, window)]
    series = {happened: count_reports([r for own, r in shown if own is happened], by) for happened in (True, False)}
    periods = list(dict.fromkeys(p.period for p in count_reports([r for _, r in shown], by, fill=True).points))
    table = [_sum(p, happened) for happened, counts in series.items() for p in counts.points]
    table.sort(key=lambda s: (periods.index(s.period), s.kind, not s.happened))
    notes = list(_notes(totals, table, series[True].points))
    picture = _picture(periods, by, table) if len(periods) > 1 else ([], [], [])
    return Between(pair, _title(pair, totals), notes, by, *picture, totals, table)


def _choose_period(window: Window) -> By:
    periods: tuple[By, ...] = ("day", "week")
    return next((by for by in periods if window.days <= _MOST_PERIODS * _DAYS[by]), "month")


def _picture(
    periods: Sequence[str], by: By, table: Sequence[Sum]
) -> tuple[list[Bar], list[Tick], list[tuple[float, int]]]:
    """Return bars, lines at round dates, and where the axis has its figure."""
    step = (WIDTH - _LEFT - _RIGHT) / len(periods)
    xs = {period: _LEFT + step * (i + 0.5) for i, period in enumerate(periods)}
    most = max(s.events for s in table)
    # side by side, what happened first, as wide as there is room for both
    bars = [_bar(s, xs[s.period], min(step * 0.4, _WIDEST), most) for s in table if s.events]
    every = -(-len(xs) // _MOST_TICKS)
    ticks = [Tick(x, say_period(p, by)) for i, (p, x) in enumerate(xs.items()) if i % every == 0]
    return bars, ticks, [(_TOP + _HALF + side * _HALF, most) for side in (-1, 1)]


def _bar(own: Sum, middle: float, width: float, most: int) -> Bar:
    height = _HALF * own.events / most
    y = _TOP + _HALF - (height if own.kind == "cooperation" else 0)
    return Bar(own.kind, own.happened, middle - width * own.happened, y, width, height)


def _is_near(report: Report, window: Window) -> bool:
    first, last = report.when.earliest, report.when.latest
    return first is None or last is None or window.shows(first, last)


def _sum(point: Point, happened: bool) -> Sum:
    return Sum(point.period, point.kind, happened, point.reports, point.texts, point.events)


def _count(kind: Kind, happened: bool, reports: Sequence[Report]) -> Sum | None:
    """Count reports, whether they have a date or not; None where there are none."""
    told: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        told[report.key].append(report)
    return Sum("", kind, happened, *count_events(told.values())) if reports else None


def say_period(period: str, by: By) -> str:
    """Return `3 May` for a day and the Monday of a week, `May 2031` for a month."""
    day = date.fromisoformat(f"{period}-01" if by == "month" else period)
    month = MONTHS[day.month - 1]
    return f"{month[:3]} {day.year}" if by == "month" else f"{day.day} {month[:3]}"


def _title(pair: Pair, totals: Sequence[Sum]) -> str:
    counts = {t.kind: t.events for t in totals if t.happened}
    conflict, cooperation = counts.get("conflict", 0), counts.get("cooperation", 0)
    told = f"{counted(conflict, 'event')} of conflict and {cooperation:,} of cooperation"
    if not conflict or not cooperation:
        one, other = ("conflict", "cooperation") if conflict else ("cooperation", "conflict")
        told = f"{counted(conflict or cooperation, 'event')} of {one}, none of {other},"
    return f"{told} between {pair[0].name} and {pair[1].name}"


def _notes(totals: Sequence[Sum], table: Sequence[Sum], points: Sequence[Point]) -> Iterator[str]:
    """Say what the picture leaves out, and how many events lie where they do for want of a better date."""
    every, drawn = sum(t.events for t in totals), sum(s.events for s in table)
    if len({s.period for s in table}) < 2:
        yield "Too few of these events have a date for a picture."
    elif drawn < every:
        yield f"{drawn:,} of {counted(every, 'event')} have a date near the others and are drawn; the table counts all."
    inferred, happened = sum(p.dated_by_publication for p in points), sum(p.events for p in points)
    if inferred:
        of = f"{inferred:,} of {counted(happened, 'dated event')}"
        yield f"{of} said to have happened {'is' if inferred == 1 else 'are'} placed by the date of an article."
