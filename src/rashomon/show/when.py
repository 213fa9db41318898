"""Dates, intervals and TIMEX3 values -> plain words, and days to count with."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.model import Dating, Timex

__all__ = [
    "MONTHS",
    "Days",
    "day_of",
    "days_of",
    "published_between",
    "say_date",
    "say_dating",
    "say_interval",
    "say_stretch",
    "say_timex",
]

# first and last day of a stretch
Days = tuple[date, date]

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CLOCK = re.compile(r"T(\d\d:\d\d)")
_LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?|X)([YMWDHS]|DE|CE)")
_UNITS = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "DE": "decade", "CE": "century", "TH": "hour", "TM": "minute",
    "TS": "second",
}  # fmt: skip
# not %B, which speaks the language of the machine
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_of(said: str | None) -> date | None:
    """Return the day that an ISO 8601 date, or one with a time, begins with; None if it names no day."""
    try:
        return date.fromisoformat(said[:10]) if said else None
    except ValueError:
        return None


def days_of(earliest: str | None, latest: str | None) -> Days | None:
    """Return first and last day of an interval, None if one of them is not known."""
    first, last = day_of(earliest), day_of(latest)
    # a day must be left on either side to count with
    return (first, last) if first and last and date.min < first <= last < date.max else None


def published_between(published: str) -> Days | None:
    """Return the days that a date of publication stands for, which may say no more than its month or year."""
    found = _PARTIAL.match(published)
    if not found or found[3]:
        return days_of(published, published)
    year, month = int(found[1]), int(found[2] or 12)
    after = f"{year + month // 12}-{month % 12 + 1:02}-01"
    end = day_of(after)
    return days_of(f"{year}-{found[2] or '01'}-01", (end - timedelta(days=1)).isoformat()) if end else None


def say_date(published: str | None) -> str:
    """Return `12 March 2031`, `March 2031` or `2031` as far as it is known; what is no date is returned as it is."""
    if not published:
        return "date unknown"
    found = _PARTIAL.match(published)
    if not found:
        return published
    year, month, day = found.groups()
    try:
        known = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return published
    name = MONTHS[known.month - 1]
    if day:
        return f"{known.day} {name} {year}"
    return f"{name} {year}" if month else year


def say_stretch(earliest: str | None, latest: str | None) -> str:
    """Return `3 May 2031`, `May 2031`, `between 3 and 9 May 2031`, `before 9 May 2031`, or that it is unknown."""
    if earliest and latest:
        days = days_of(earliest, latest)
        return _between(*days) if days else f"between {say_date(earliest)} and {say_date(latest)}"
    if earliest:
        return f"not before {say_date(earliest)}"
    return f"not after {say_date(latest)}" if latest else "date unknown"


def say_interval(earliest: str | None, latest: str | None) -> str:
    """Return an interval in ISO 8601, for a narrow column: without what its end has in common with its beginning."""
    if earliest is None or latest is None:
        return f"{earliest} or later" if earliest else f"{latest} or earlier" if latest else "unknown"
    if earliest == latest:
        return earliest
    if len(earliest) != len(latest):
        return f"{earliest}…{latest}"
    differs = next(at for at, (one, other) in enumerate(zip(earliest, latest, strict=True)) if one != other)
    begins = max(latest.rfind(mark, 0, differs) for mark in "-T") + 1
    return f"{earliest}…{latest[begins:]}"


def _between(first: date, last: date) -> str:
    """Return what people call the stretch: a day, a month, a year, or its two ends without saying anything twice."""
    if first == last:
        return say_date(first.isoformat())
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    if whole and first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    end = say_date(last.isoformat())
    if first.year != last.year:
        return f"between {say_date(first.isoformat())} and {end}"
    if first.month != last.month:
        return f"between {first.day} {MONTHS[first.month - 1]} and {end}"
    return f"between {first.day} and {end}"


def say_dating(dating: Dating) -> str:
    """Return the interval in which an article must have been published."""
    return say_stretch(dating.earliest, dating.latest)


def say_timex(timex: Timex) -> str:
    """Return what a time expression stands for: a day with its weekday, a stretch, a length, or its TIMEX3 value."""
    if timex.type in ("DURATION", "SET"):
        return _length(timex.value or "") or "of no fixed length"
    days = days_of(timex.earliest, timex.latest)
    if days is None:
        known = timex.earliest or timex.latest
        return say_stretch(timex.earliest, timex.latest) if known else "no day can be fixed"
    words = _between(*days)
    if days[0] == days[1]:
        words = f"{_WEEKDAYS[days[0].weekday()]} {words}"
    clock = _CLOCK.search(timex.value or "")
    return f"{words}, {clock[1]}" if clock else words


def _length(value: str) -> str:
    """Return `3 days` for `P3D`; a value that is no simple length is returned as it is."""
    found = _LENGTH.fullmatch(value)
    if not found:
        return value
    unit = _UNITS.get(found[1] + found[3]) or _UNITS[found[3]]
    number = "some" if found[2] == "X" else found[2]
    return f"{number} {unit}" if number == "1" else f"{number} {unit.replace('century', 'centurie')}s"
