"""Days, units and TIMEX3 values -> other values and the intervals they cover: calendar arithmetic, nothing else.

A value is an ISO-like string as TIMEX3 writes it: `1998-01-08`, `1998-W07`, `1998-W07-WE`, `1998-01`, `1989-Q3`,
`1990-H1`, `1998-SU`, `1998`, `199` (a decade), `19` (the century from 1900), `1998-01-08TMO`, `1998-01-08T09:30`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

__all__ = ["Interval", "add_units", "days_of", "easter", "interval_of", "narrowed", "nth_weekday", "value_at"]

Interval = tuple[date, date]

_MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "L": 12000}
_DAYS_OF = {"D": 1, "W": 7, "2W": 14}
# meteorological seasons of the northern half; winter is named after the year in which it begins
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# parts of the day as clock times; the night ends on the next day
_PARTS = {
    "MO": ("05:00", "12:00"),
    "MI": ("11:00", "14:00"),
    "AF": ("12:00", "18:00"),
    "EV": ("17:00", "22:00"),
    "NI": ("18:00", "06:00"),
    "DT": ("06:00", "18:00"),
}
_VALUE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:T(?P<part>[A-Z]{2})|T(?P<clock>\d\d(?::\d\d(?::\d\d)?)?))?"
    r"|(?P<week>\d{4}-W\d\d)(?P<end>-WE)?"
    r"|(?P<year>\d{4})(?:-(?P<month>\d\d)|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?"
    r"|(?P<decade>\d{3})X?|(?P<century>\d\d)(?:XX)?"
)


def add_units(day: date, unit: str, count: int) -> date:
    """Return the day `count` units later (earlier if negative), at most the last day of its month.

    Raises OverflowError beyond the years 1 to 9999.
    """
    if unit in _DAYS_OF:
        return day + timedelta(days=_DAYS_OF[unit] * count)
    months = day.year * 12 + day.month - 1 + _MONTHS_OF[unit] * count
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"no such year: {year}")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def value_at(day: date, unit: str) -> str:
    """Return the value of the day, week, weekend, month, quarter, year, decade or century that holds `day`.

    `unit` is as in TIMEX3, or WE for the weekend of the ISO week.
    """
    week = day.isocalendar()
    return {
        "D": day.isoformat(),
        "W": f"{week.year:04}-W{week.week:02}",
        "2W": f"{week.year:04}-W{week.week:02}",
        "WE": f"{week.year:04}-W{week.week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04}",
        "E": f"{day.year // 10:03}",
        "C": f"{day.year // 100:02}",
    }[unit]


def interval_of(value: str) -> tuple[str, str] | None:
    """Return first and last day of a value, or its first and last instant for a time; None if it names no interval."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    days = days_of(value)
    if days is None:
        return None
    if match["part"]:
        first, last = _PARTS[match["part"]]
        ends = days[0] if last > first else days[0] + timedelta(days=1)
        return f"{days[0]}T{first}", f"{ends}T{last}"
    if match["clock"]:
        return _instants(days[0], match["clock"])
    return str(days[0]), str(days[1])


def _instants(day: date, clock: str) -> tuple[str, str]:
    if clock.startswith("24"):
        midnight = f"{day + timedelta(days=1)}T00:00"
        return midnight, midnight
    if len(clock) == 2:
        return f"{day}T{clock}:00", f"{day}T{clock}:59"
    return f"{day}T{clock}", f"{day}T{clock}"


def days_of(value: str) -> Interval | None:
    """Return the first and the last day of a value (of the day, for a time); None if it names no interval."""
    match = _VALUE.fullmatch(value)
    try:
        return _days(match) if match else None
    except (ValueError, OverflowError):  # such as 2013-02-30
        return None


def _days(match: re.Match[str]) -> Interval:
    if match["day"]:
        day = date.fromisoformat(match["day"])
        return day, day
    if match["week"]:
        monday = date.fromisoformat(f"{match['week']}-1")
        return (monday + timedelta(days=5) if match["end"] else monday), monday + timedelta(days=6)
    if match["decade"]:
        return date(int(match["decade"]) * 10, 1, 1), date(int(match["decade"]) * 10 + 9, 12, 31)
    if match["century"]:
        return date(int(match["century"]) * 100, 1, 1), date(int(match["century"]) * 100 + 99, 12, 31)
    first, months = _months_of(match)
    start = date(int(match["year"]), first, 1)
    return start, add_units(start, "M", months) - timedelta(days=1)


def _months_of(match: re.Match[str]) -> tuple[int, int]:
    """Return the first month of a part of a year, and how many months it has."""
    if match["month"]:
        return int(match["month"]), 1
    if match["quarter"]:
        return int(match["quarter"]) * 3 - 2, 3
    if match["half"]:
        return int(match["half"]) * 6 - 5, 6
    if match["season"]:
        return _SEASONS[match["season"]], 3
    return 1, 12


def narrowed(days: Interval, mod: str, now: date | None) -> Interval:
    """Return the part of an interval that `EARLY`, `MID`, `LATE` (thirds), `BEFORE` or `AFTER` (of `now`) names."""
    first, last = days
    third = (last - first).days // 3
    if mod == "EARLY":
        return first, first + timedelta(days=third)
    if mod == "MID" and (last - first).days > 1:
        return first + timedelta(days=third + 1), last - timedelta(days=third + 1)
    if mod == "LATE":
        return last - timedelta(days=third), last
    if now is not None and first <= now <= last:
        return (first, now) if mod == "BEFORE" else (now, last) if mod == "AFTER" else days
    return days


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the `nth` weekday (1 Monday .. 7 Sunday) of a month; a fifth that is not there is the last."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else day - timedelta(days=7)


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * e) // 451
    month, day = divmod(h + e - 7 * m + 114, 31)
    return date(year, month, day + 1)
