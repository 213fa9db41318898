"""Readings of an article without a date of its own -> between which days it must have been published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rashomon.extract.timex.calendar import Interval, add_units, days_of
from rashomon.extract.timex.grammar import Phrase
from rashomon.extract.timex.marking import Marked
from rashomon.extract.timex.resolve import resolve_phrase
from rashomon.extract.timex.scene import Reading, Scene
from rashomon.extract.timex.tense import direction_of, events_of, last_events, told_as_fact
from rashomon.model import Parse

__all__ = ["Estimate", "estimate_publication"]

# phrases that say how far the day of publication is from a date that stands beside them: "next week, 11 July"
_POINTING = frozenset({"rel_unit", "dayword", "dayword_part", "weekday", "weekend", "ago", "rel_part"})
_BETWEEN = frozenset({",", "(", "-", "–", "—", "on"})
_MOST_BETWEEN = 2
_WEEKDAY_YEARS = 7  # years in which a day of the month (but 29 February) falls on a given weekday at least once
_REACH = 370  # days: what points further than a year points at no day


# a day, and the tokens that tell it
Bound = tuple[date, tuple[int, int]]


class Estimate(NamedTuple):
    """First and last possible day, None where nothing bounds that side; the tokens that tell, and why in words."""

    earliest: date | None
    latest: date | None
    evidence: tuple[tuple[int, int], ...]
    reason: str


def estimate_publication(
    parse: Parse, marked: Marked, phrases: Sequence[Phrase], readings: Sequence[Reading]
) -> Estimate | None:
    """Return when the article must have been published, by its own words; None if they do not tell.

    What is told in the past tense has happened, what is told with "will" has not; a relative date beside a written one
    ("next week, 11 July") fixes the days between which both hold. The year comes from the text or there is none.
    """
    # 1. not before the last thing that happened   2. not after the first that is to come   3. pointing phrases
    past = max(_happened(parse, readings), default=None)
    coming = min((c for c in _to_come(parse, readings) if past is None or c[0] >= past[0]), default=None)
    earliest, latest = past[0] if past else None, coming[0] if coming else None
    for pair in _pairs(parse, phrases, readings):
        estimate = _by_pair(parse, marked, *pair, past, coming)
        if estimate is not None:
            return estimate
    if earliest is None and latest is None:
        return None
    told = [(bound, what) for bound, what in ((past, "what happened"), (coming, "what is to come")) if bound]
    reason = "not earlier than {}" if past else "not later than {}"
    if len(told) == 2:
        reason = "between what happened and what is to come"
    return Estimate(earliest, latest, tuple(b[1] for b, _ in told), reason.format(told[0][1]))


def _written(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Interval]]:
    """Yield the dates whose year is told by the text itself."""
    for reading in readings:
        days = days_of(reading.value) if reading.value and reading.type in ("DATE", "TIME") else None
        if days is not None and reading.written:
            yield reading, days


def _happened(parse: Parse, readings: Sequence[Reading]) -> Iterator[Bound]:
    for reading, days in _written(readings):
        if told_as_fact(parse, reading.first, reading.last) < 0:
            yield days[0], (reading.first, reading.last)


def _to_come(parse: Parse, readings: Sequence[Reading]) -> Iterator[Bound]:
    for reading, days in _written(readings):
        if told_as_fact(parse, reading.first, reading.last) > 0:
            yield days[1], (reading.first, reading.last)


def _pairs(parse: Parse, phrases: Sequence[Phrase], readings: Sequence[Reading]) -> Iterator[tuple[Phrase, Reading]]:
    """Yield a relative date with a named one that means the same: one phrase, two side by side, two of one event."""
    by_place = {(r.first, r.last) for r in readings}
    relative = [p for p in phrases if p.rule in _POINTING and (p.first, p.last) in by_place]
    named = [r for r in readings if r.type == "DATE" and (r.written or r.loose)]
    places = {(p.first, p.last): p for p in phrases if p.rule == "month_day" and {"rel", "weekday"} <= set(p.parts)}
    yield from ((places[r.first, r.last]._replace(rule="weekday"), r) for r in named if (r.first, r.last) in places)
    edges: dict[int, set[int]] = {}
    for k, reading in enumerate(named):
        edges.setdefault(reading.first, set()).add(k)
        edges.setdefault(reading.last, set()).add(k)
    for phrase in relative:
        near = range(phrase.first - _MOST_BETWEEN - 1, phrase.last + _MOST_BETWEEN + 2)
        beside = sorted({k for token in near for k in edges.get(token, ())})
        yield from ((phrase, named[k]) for k in beside if _stand_together(parse, phrase, named[k]))
    yield from _of_one_event(parse, relative, named)


def _of_one_event(
    parse: Parse, phrases: Sequence[Phrase], readings: Sequence[Reading]
) -> Iterator[tuple[Phrase, Reading]]:
    """Yield two that say when one event is to be: a summit next week, and a summit on 11 July."""
    telling: dict[str, list[int]] = {}
    for k, reading in enumerate(readings):
        for event in _events_to_come(parse, reading):
            telling.setdefault(event, []).append(k)
    for phrase in phrases if telling else ():
        same = {k for event in _events_to_come(parse, phrase) for k in telling.get(event, ())}
        others = (readings[k] for k in sorted(same))
        yield from ((phrase, r) for r in others if (r.first, r.last) != (phrase.first, phrase.last))


def _events_to_come(parse: Parse, when: Phrase | Reading) -> Collection[str]:
    to_come = direction_of(parse, when.first, when.last).sign > 0
    return events_of(parse, when.first, when.last) if to_come else ()


def _by_pair(
    parse: Parse, marked: Marked, phrase: Phrase, reading: Reading, past: Bound | None, coming: Bound | None
) -> Estimate | None:
    """Return the days on which a relative date and a named one are the same.

    A date without a year lies in the first year that the text leaves it, or in any later one: then only the first of
    these days is sure. Unless a weekday stands beside it, or the text tells of the last event of its kind.
    """
    earliest, latest = past[0] if past else None, coming[0] if coming else None
    of_year = "unit" in phrase.parts and marked.values[phrase.parts["unit"]] == "Y"
    weekday = marked.values[phrase.parts["weekday"]] if phrase.first == reading.first else ""
    dates = _dates_of(reading, None if of_year else earliest, weekday)
    days = _days_when(parse, marked, phrase, dates) if dates else None
    if dates is None or days is None:
        return None
    low, high = max(days[0], earliest or days[0]), min(days[1], latest or days[1])
    if low > high:
        return None
    evidence = {(phrase.first, phrase.last), (reading.first, reading.last)}
    reason = "a relative date and a named one are the same, and both hold on these days"
    if reading.written or (latest and latest < days[0] + timedelta(days=365)):
        return Estimate(low, high, tuple(sorted(evidence)), reason)
    evidence |= {past[1]} if past else set()
    if weekday:  # the same day of the month falls on the same weekday five years later, or more
        return Estimate(low, high, tuple(sorted(evidence)), f"{reason}, in the first year with that weekday")
    if past and events_of(parse, phrase.first, phrase.last) & last_events(parse, *past[1]):
        later = _days_when(parse, marked, phrase, _a_year_later(dates))
        why = f"{reason} of {dates[0].year} or {dates[0].year + 1}, since the last such event is told of"
        return Estimate(low, later[1] if later else None, tuple(sorted(evidence)), why)
    return Estimate(low, None, tuple(sorted(evidence)), f"{reason} of {dates[0].year}, or of a later year")


def _stand_together(parse: Parse, phrase: Phrase, reading: Reading) -> bool:
    """Tell whether nothing but a comma, a bracket or a preposition stands between the two."""
    low, high = sorted([(phrase.first, phrase.last), (reading.first, reading.last)])
    between = parse.words[low[1] + 1 : high[0]]
    if low[1] >= high[0] or len(between) > _MOST_BETWEEN or not _BETWEEN.issuperset(w.lower() for w in between):
        return False
    return not any(low[1] < start <= high[0] for start, _ in parse.sentences)


def _a_year_later(days: Interval) -> Interval:
    return add_units(days[0], "Y", 1), add_units(days[1], "Y", 1)


def _dates_of(reading: Reading, earliest: date | None, weekday: str) -> Interval | None:
    """Return the days that a reading names; without a year, in the first one that text and weekday leave."""
    if reading.written:
        return days_of(reading.value) if reading.value else None
    if earliest is None or reading.loose is None or "WXX" in reading.loose:
        return None
    years = (
        days_of(reading.loose.replace("XXXX", f"{earliest.year + k}")) for k in range(_WEEKDAY_YEARS if weekday else 2)
    )
    fitting = (days for days in years if days and days[1] >= earliest)
    return next((days for days in fitting if weekday in ("", str(days[0].isoweekday()))), None)


def _days_when(parse: Parse, marked: Marked, phrase: Phrase, dates: Interval) -> Interval | None:
    """Return first and last of the days on which the phrase means a time that holds the dates."""
    found = []
    for offset in range(-_REACH, _REACH + 1):
        day = dates[0] + timedelta(days=offset)
        for reading in resolve_phrase(Scene(parse, marked, day), phrase):
            days = days_of(reading.value or "")
            if days and days[0] <= dates[0] <= dates[1] <= days[1]:
                found.append(day)
    return (found[0], found[-1]) if found else None
