"""A date as pages print it -> ISO 8601, as far as it is said."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from rashomon.data import table


@cache
def _months() -> dict[str, int]:
    return {name: int(row[0]) for row in table("clean/months.tsv") for name in row[1:]}


@cache
def date_pattern() -> re.Pattern[str]:
    """Return the pattern of a date that names its month; day and year may be missing, but not both."""
    month = rf"(?P<month>{'|'.join(sorted(_months(), key=len, reverse=True))})\b\.?"
    weekday = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
    day_first = (
        rf"{day.replace('day>', 'day1>')} (?:of )?{month.replace('month>', 'month1>')},?(?: (?P<year1>\d{{4}}))?"
    )
    month_first = rf"{month} {day}(?:,? (?P<year>(?:19|20)\d\d))?"
    month_year = rf"{month.replace('month>', 'month2>')},? (?P<year2>(?:19|20)\d\d)"
    iso = r"(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)(?:(?:T| )\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
    slashed = r"(?P<slashed>\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d|(?:19|20)\d\d/\d{1,2}/\d{1,2})"
    shape = rf"\b{weekday}(?:{day_first}|{month_first}|{month_year}|{iso}|{slashed})\b"
    # pages keep a date on one line by spaces that do not break
    return re.compile(shape.replace(" ", "[ \u00a0\u202f]"), re.IGNORECASE)


def parse_date(text: str) -> str | None:
    """Return the first date in `text` that names its year as `2024-08-07` or `2024-08`; None if there is none.

    A date of digits whose day and month could change places says its year and no more.
    """
    for match in date_pattern().finditer(text):
        found = _iso(match)
        if found:
            return found
    return None


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts["iso"]:
        return _checked(*parts["iso"].split("-"))
    if parts["slashed"]:
        return _from_digits(re.split(r"[./]", parts["slashed"]))
    year = parts["year"] or parts["year1"] or parts["year2"]
    month = (parts["month"] or parts["month1"] or parts["month2"] or "").lower()
    day = parts["day"] or parts["day1"]
    if not year or month not in _months():
        return None
    return _checked(year, str(_months()[month]), *([day] if day else []))


def _from_digits(numbers: list[str]) -> str | None:
    if len(numbers[0]) == 4:
        return _checked(*numbers)
    first, second, year = numbers
    if int(first) > 12 or first == second:
        return _checked(year, second, first)
    if int(second) > 12:
        return _checked(year, first, second)
    return year


def _checked(year: str, month: str, day: str = "") -> str | None:
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
