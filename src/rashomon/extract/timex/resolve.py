"""Phrases of one article and what is known of its day -> readings, one value for every day it may have been."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from rashomon.extract.timex import (
    resolve_clock,
    resolve_dates,
    resolve_periods,
    resolve_relative,
    resolve_spans,
    resolve_stretches,
)
from rashomon.extract.timex.calendar import Interval, days_of
from rashomon.extract.timex.grammar import Phrase
from rashomon.extract.timex.marking import Marked
from rashomon.extract.timex.scene import Reading, Scene
from rashomon.model import Parse

__all__ = ["read_phrases", "resolve_phrase"]

RESOLVERS = {
    **resolve_dates.RESOLVERS,
    **resolve_stretches.RESOLVERS,
    **resolve_relative.RESOLVERS,
    **resolve_spans.RESOLVERS,
    **resolve_periods.RESOLVERS,
    **resolve_clock.RESOLVERS,
}
# days within which the dates of one story lie
_CLOSE = 60
# two days that share no digit of the year: what comes out the same for both does not hang on the day of publication
_ANY: Interval = (date(1511, 3, 11), date(2888, 9, 28))


def read_phrases(parse: Parse, marked: Marked, phrases: Sequence[Phrase], published: Interval | None) -> list[Reading]:
    """Resolve the phrases against the interval in which the article was published; None where nothing is known of it.

    Each phrase is read as if the article were of the first, and of the last day of the interval: where both give one
    value it holds, else what they have in common is kept, and the interval runs from the one to the other.
    """
    first, last = published or _ANY
    known = published is not None
    only = None
    readings = _read_on(phrases, Scene(parse, marked, first, known=known))
    if first == last:
        return readings
    if not known and (only := _only_day(readings)):
        readings = _read_on(phrases, Scene(parse, marked, first, known=known, only=only))
    # 29 February is there in one year and not in the other: what only one day knows is left out
    later = {(r.first, r.last): r for r in _read_on(phrases, Scene(parse, marked, last, known=known, only=only))}
    pairs = [(a, later.get((a.first, a.last))) for a in readings]
    return [_merge(a, b, known) for a, b in pairs if b is not None]


def _only_day(readings: Sequence[Reading]) -> date | None:
    """Return the day that the text writes out, or the first of several that lie close together; None if they do not."""
    spans = [days_of(r.value) for r in readings if r.written and r.type == "DATE" and r.value]
    days = [span[0] for span in spans if span and span[0] == span[1]]
    return min(days) if days and (max(days) - min(days)).days <= _CLOSE else None


def _read_on(phrases: Sequence[Phrase], scene: Scene) -> list[Reading]:
    """Read the phrases that share no token; one that comes to nothing leaves its words to the next candidate."""
    readings: list[Reading] = []
    free = 0
    for phrase in phrases:
        if phrase.first >= free and (found := resolve_phrase(scene, phrase)):
            readings += found
            free = phrase.last + 1
            for reading in found:
                scene.note(phrase, reading)
    return readings


def resolve_phrase(scene: Scene, phrase: Phrase) -> list[Reading]:
    """Return the readings of a phrase; none if they lie outside the years 1 to 9999, such as 20,000 years ago."""
    try:
        return list(RESOLVERS[phrase.rule](scene, phrase))
    except (OverflowError, ValueError):
        return []


def _merge(a: Reading, b: Reading, known: bool) -> Reading:
    """Return what two readings of one phrase have in common."""
    if a == b:
        return a
    if not known:
        value = a.value if a.value == b.value else a.loose if a.loose == b.loose else None
        return a._replace(value=value, days=None, mod="", reason="relative, and nothing tells the day of publication")
    value = a.value if a.value == b.value else a.loose if a.loose and a.loose == b.loose else _common(a.value, b.value)
    if value == a.value == b.value and a.days == b.days:
        return a._replace(reason=f"the day of publication is known between two days; {a.reason}")
    first, last = (r.days or (r.value and days_of(r.value)) for r in (a, b))
    days = (first[0], last[1]) if first and last else None
    if days and days[0] and days[1] and days[0] > days[1]:
        days = days[1], days[0]  # the later of the two days may mean the earlier time
    return a._replace(value=value, days=days, reason=f"the day of publication is known between two days; {a.reason}")


def _common(a: str | None, b: str | None) -> str | None:
    """Return what two dates agree on, year before month before day, X for the rest; None if not even the year does."""
    if not a or not b or a[:4] != b[:4] or a.count("-") != b.count("-"):
        return None
    (day, _, time), (other, _, other_time) = a.partition("T"), b.partition("T")
    pairs = list(zip(day.split("-"), other.split("-"), strict=True))
    same = [part for part, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
    # a week, a quarter and a half keep their letter; a season is none without its name
    rest = [re.sub(r"\d", "X", part) for part, _ in pairs[len(same) :]]
    common = "-".join([*same, *(part for part in rest if "X" in part)])
    return f"{common}T{time}" if time and time == other_time else common
