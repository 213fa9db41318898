"""Events -> what passed between two actors, in the course of time: lines of conflict and cooperation, and their table.

The lines are of what is said to have happened; what was planned, threatened or demanded is a second one. Counting is
that of `rashomon series`. Whoever acts for a country is counted as that country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from rashomon.data.plover import is_conflict, score_of
from rashomon.model import Realis
from rashomon.show.event_reader import When
from rashomon.show.report.axis import WIDTH, Tick, Window, choose_window
from rashomon.show.report.happened import Happening, Telling
from rashomon.show.series import By, Kind, Point, Report, Side, count_reports
from rashomon.show.when import MONTHS
from rashomon.show.words import counted, one_line

__all__ = ["Between", "Line", "Sum", "compare_pairs", "say_period"]

# as many as a reader may choose among; a single event makes no line
MOST_PAIRS, LEAST_EVENTS = 8, 2
# periods that a picture shows at most before the next longer ones are taken
_MOST_PERIODS = 32
_HAPPENED: frozenset[Realis] = frozenset({"asserted"})
_ONLY_SAID: frozenset[Realis] = frozenset({"planned", "demanded", "hypothetical"})
_KINDS: tuple[Kind, ...] = ("cooperation", "conflict")
_DAYS: Mapping[By, int] = {"day": 1, "week": 7}
_LEFT, _RIGHT, _HALF, _TOP = 34, 12, 80, 34
_MOST_TICKS = 7

Pair = tuple[Side, Side]


class Line(NamedTuple):
    """One line of the picture: of which kind, of what happened or only of what was said, and its points."""

    kind: Kind
    happened: bool
    points: Sequence[tuple[float, float]]

    @property
    def path(self) -> str:
        """Return the points as SVG takes them."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)


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
    lines: Sequence[Line]
    ticks: Sequence[Tick]
    levels: Sequence[tuple[float, int]]
    totals: Sequence[Sum]
    table: Sequence[Sum]

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
        for telling in happening.tellings:
            realis = telling.event.realis
            if realis in _HAPPENED or realis in _ONLY_SAID:
                for report in _reports(happening, telling):
                    reports[report.actor, report.recipient].append((realis in _HAPPENED, report))
    order = sorted(reports, key=lambda pair: (*_weight(reports[pair]), *map(_by_name, pair)))
    worth = (p for p in order if _weight(reports[p])[0] and len({r.key for _, r in reports[p]}) >= LEAST_EVENTS)
    drawn = (_draw(pair, reports[pair]) for pair in worth)
    return list(islice(filter(None, drawn), MOST_PAIRS))


def _weight(reports: Sequence[tuple[bool, Report]]) -> tuple[int, int]:
    """Return how many events are said to have happened, and how many reports there are, the most first."""
    return -len({r.key for happened, r in reports if happened}), -len(reports)


def _reports(happening: Happening, telling: Telling) -> Iterator[Report]:
    """Yield what an article tells of each pair, whichever of the two does it; the names decide who stands first."""
    sides = [[p.side for p in parties if p.side] for parties in (telling.actors, telling.recipients)]
    event = telling.event
    around = next((s.span for s in telling.reading.sentences if s.span.holds(event.trigger)), event.trigger)
    pairs = {(min(a, r, key=_by_name), max(a, r, key=_by_name)) for a in sides[0] for r in sides[1] if a != r}
    for one, other in sorted(pairs):
        yield Report(
            actor=one,
            recipient=other,
            key=happening.key,
            document=event.document,
            sentence=one_line(around.of(telling.reading.document.text)),
            kind="conflict" if is_conflict(event.type) else "cooperation",
            score=score_of(event.type, event.mode),
            when=_when(telling),
        )


def _by_name(side: Side) -> tuple[str, str]:
    return side.name, side.id or ""


def _when(telling: Telling) -> When:
    came_out = telling.reading.days
    published = came_out[0] if came_out and came_out[0] == came_out[1] else None
    if telling.days:
        return When(*telling.days, "event", published)
    return When(published, published, "publication" if published else None, published)


def _draw(pair: Pair, found: Sequence[tuple[bool, Report]]) -> Between | None:
    """Draw one pair; None where none of its events has a date."""
    days = [d for _, r in found for d in (r.when.earliest, r.when.latest) if d]
    if not days:
        return None
    window = choose_window(days)
    by = _choose_period(window)
    shown = [(happened, r) for happened, r in found if _is_near(r, window)]
    real = [r for happened, r in shown if happened]
    known = {r.key for r in real}
    # what one article announces and another reports has happened
    only_said = [r for happened, r in shown if not happened and r.key not in known]
    series = count_reports(real, by), count_reports(only_said, by)
    periods = list(dict.fromkeys(p.period for p in count_reports([*real, *only_said], by, fill=True).points))
    if not periods:
        return None
    table = [_sum(p, one is series[0]) for one in series for p in one.points]
    table.sort(key=lambda s: (periods.index(s.period), s.kind, not s.happened))
    kinds = [(kind, happened) for kind in _KINDS for happened in (True, False)]
    totals = [t for kind, happened in kinds if (t := _total(table, kind, happened))]
    notes = [*_notes(found, shown, sum(s.undated for s in series)), *_by_publication(series[0].points)]
    return Between(pair, _title(pair, totals), notes, by, *_picture(periods, by, table, totals), totals, table)


def _choose_period(window: Window) -> By:
    periods: tuple[By, ...] = ("day", "week")
    return next((by for by in periods if window.days <= _MOST_PERIODS * _DAYS[by]), "month")


def _picture(
    periods: Sequence[str], by: By, table: Sequence[Sum], totals: Sequence[Sum]
) -> tuple[list[Line], list[Tick], list[tuple[float, int]]]:
    """Return lines, lines at round dates, and where the axis has its figure; what happened is drawn last, on top."""
    step = (WIDTH - _LEFT - _RIGHT) / len(periods)
    xs = {period: _LEFT + step * (i + 0.5) for i, period in enumerate(periods)}
    most = max(s.events for s in table)
    lines = [_line(table, t, xs, most) for t in sorted(totals, key=lambda t: t.happened)]
    every = -(-len(xs) // _MOST_TICKS)
    ticks = [Tick(x, say_period(p, by)) for i, (p, x) in enumerate(xs.items()) if i % every == 0]
    return lines, ticks, [(_TOP + _HALF + side * _HALF, most) for side in (-1, 1)]


def _is_near(report: Report, window: Window) -> bool:
    first, last = report.when.earliest, report.when.latest
    return first is None or last is None or window.shows(first, last)


def _sum(point: Point, happened: bool) -> Sum:
    return Sum(point.period, point.kind, happened, point.reports, point.texts, point.events)


def _total(table: Sequence[Sum], kind: Kind, happened: bool) -> Sum | None:
    own = [s for s in table if s.kind == kind and s.happened is happened]
    if not own:
        return None
    return Sum("", kind, happened, sum(s.reports for s in own), sum(s.texts for s in own), sum(s.events for s in own))


def _line(table: Sequence[Sum], total: Sum, xs: Mapping[str, float], most: int) -> Line:
    counts = {s.period: s.events for s in table if s.kind == total.kind and s.happened is total.happened}
    up = -1 if total.kind == "cooperation" else 1
    points = [(x, _TOP + _HALF + up * _HALF * counts.get(period, 0) / most) for period, x in xs.items()]
    return Line(total.kind, total.happened, points)


def say_period(period: str, by: By) -> str:
    """Return `3 May` for a day and the Monday of a week, `May 2031` for a month."""
    day = date.fromisoformat(f"{period}-01" if by == "month" else period)
    month = MONTHS[day.month - 1]
    return f"{month[:3]} {day.year}" if by == "month" else f"{day.day} {month[:3]}"


def _title(pair: Pair, totals: Sequence[Sum]) -> str:
    counts = {t.kind: t.events for t in totals if t.happened}
    conflict, cooperation = counts.get("conflict", 0), counts.get("cooperation", 0)
    told = f"{counted(conflict, 'event')} of conflict and {cooperation:,} of cooperation"
    return f"{told} between {pair[0].name} and {pair[1].name}"


def _notes(found: Sequence[tuple[bool, Report]], shown: Sequence[tuple[bool, Report]], undated: int) -> Iterator[str]:
    far = len({r.key for _, r in found} - {r.key for _, r in shown})
    if far:
        yield f"{counted(far, 'event')} too long before or after the others to be drawn."
    if undated:
        yield f"{counted(undated, 'event')} without a date, which {'is' if undated == 1 else 'are'} not drawn."


def _by_publication(points: Sequence[Point]) -> Iterator[str]:
    inferred, all_of_them = sum(p.dated_by_publication for p in points), sum(p.events for p in points)
    if inferred:
        of = f"{inferred:,} of {counted(all_of_them, 'event')}"
        yield f"{of} said to have happened {'is' if inferred == 1 else 'are'} placed by the date of an article."
