"""Numbers and dates -> plain words."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["counted", "part", "say_date"]

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# not %B, which speaks the language of the machine
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def counted(number: int, noun: str) -> str:
    """Return `1 article`, `1,204 articles`."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def part(number: int, whole: int, noun: str = "") -> str:
    """Return `7 of 59 statements (12 %)`; below five of anything a percentage says nothing and is left out."""
    of = f" {noun if whole == 1 else noun + 's'}" if noun else ""
    share = f" ({round(100 * number / whole)} %)" if whole >= 5 else ""
    return f"{number:,} of {whole:,}{of}{share}"


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
    name = _MONTHS[known.month - 1]
    if day:
        return f"{known.day} {name} {year}"
    return f"{name} {year}" if month else year
