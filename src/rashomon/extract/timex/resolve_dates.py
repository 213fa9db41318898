"""Phrases that name days, months and years (11 July, May to July, 2008-09) -> readings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from rashomon.extract.timex.calendar import add_units, value_at
from rashomon.extract.timex.grammar import Phrase
from rashomon.extract.timex.scene import Reading, Resolver, Scene
from rashomon.extract.timex.tense import Direction, told_as_fact
from rashomon.extract.timex.years import is_year

__all__ = ["RESOLVERS", "choose_year", "named_day"]

# the likelier side wins over the tense when it is this near (days) and the other this far: "was due on 3 January"
_NEAR, _FAR = 60, 240
# days within which a date in digits was written down
_JUST = 21


def _month_day(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    day, why = named_day(scene, phrase)
    if day is not None:
        yield scene.read(phrase, "DATE", str(day), why, loose=f"XXXX-{day.month:02}-{day.day:02}")


def named_day(scene: Scene, phrase: Phrase, part: str = "day") -> tuple[date | None, str]:
    """Return the day that month, day and perhaps a year name, and why that year; None if there is no such day."""
    month, number, year = (scene.value(phrase, p) for p in ("month", part, "year"))
    day = {"S": 2}.get(number) or (int(number) if number.isdigit() else 0)
    if not 1 <= day <= 31:
        return None, ""
    if year:
        return _day(int(year), int(month), day), "the date is written out"
    return choose_year(scene, phrase, lambda y: _day(y, int(month), day))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def choose_year(scene: Scene, phrase: Phrase, on: Callable[[int], date | None]) -> tuple[date | None, str]:
    """Return the day of the year that the tense asks for, or the nearest one where no tense tells."""
    anchor = scene.anchor(phrase, "M")
    now = anchor or scene.day
    days = _on_weekday(scene, phrase, [d for d in map(on, range(now.year - 1, now.year + 2)) if d is not None])
    if not days:
        return None, ""
    behind = max((d for d in days if d <= now), default=days[0])
    ahead = min((d for d in days if d >= now), default=days[-1])
    if anchor is None and scene.only and "day" in phrase.parts:
        beside = [d for year in (-1, 0, 1) if (d := on(scene.only.year + year)) and abs((d - scene.only).days) <= _NEAR]
        if beside:
            return beside[0], f"the one nearest to {scene.only}, the only day that is written out"
    direction = scene.direction(phrase) if scene.known else Direction(0)
    back, forth = (now - behind).days, (ahead - now).days
    sure = told_as_fact(scene.parse, phrase.first, phrase.last) < 0
    if direction.sign < 0 and (sure or not (back > _FAR and forth < _NEAR)):
        return behind, f"the last one up to {scene.name(now)}: {scene.because(direction)}"
    if direction.sign > 0 and not (forth > _FAR and back < _NEAR):
        return ahead, f"the next one from {scene.name(now)}: {scene.because(direction)}"
    return (behind if back <= forth else ahead), f"the one nearest to {scene.name(now)}"


def _on_weekday(scene: Scene, phrase: Phrase, days: list[date]) -> list[date]:
    """Return those of the days on the weekday that the phrase names; all where it names none, or none fits."""
    weekday = scene.value(phrase, "weekday")
    return [day for day in days if str(day.isoweekday()) == weekday] or days


def _month_days(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """Two days of one month are two readings; the year is chosen by the first."""
    first, why = named_day(scene, phrase)
    if first is None or not scene.value(phrase, "until").isdigit():
        return
    last = _day(first.year, first.month, int(scene.value(phrase, "until")))
    if last is None or last <= first:
        return
    join = phrase.parts["join"]
    cuts = phrase._replace(last=join - 1), phrase._replace(first=join + 1)
    for cut, day, which in zip(cuts, (first, last), ("first", "last"), strict=True):
        loose = f"XXXX-{day.month:02}-{day.day:02}"
        yield scene.read(cut, "DATE", str(day), f"{which} day of a range; {why}", loose=loose)


def _month(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    number, year, rel = int(scene.value(phrase, "month")), scene.value(phrase, "year"), scene.value(phrase, "rel")
    loose = f"XXXX-{number:02}"
    if year:
        yield scene.read(phrase, "DATE", f"{year}-{number:02}", "month and year are written out")
    elif rel:
        this = scene.day.year
        if rel == "-1":
            year = str(this if number < scene.day.month else this - 1)
        elif rel == "1":
            year = str(this if number > scene.day.month else this + 1)
        else:
            year = str(this)
        yield scene.read(phrase, "DATE", f"{year}-{number:02}", f"counted from {scene.name(scene.day)}", loose=loose)
    else:
        day, why = choose_year(scene, phrase, lambda y: _closest_of_month(y, number, scene.day))
        if day is not None:
            yield scene.read(phrase, "DATE", value_at(day, "M"), why, loose=loose)


def _closest_of_month(year: int, month: int, day: date) -> date:
    """Return the day itself if it lies in the month, else the month's first day."""
    return day if (year, month) == (day.year, day.month) else date(year, month, 1)


def _months(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """May to July: the second is the first one after the first."""
    until, join = int(scene.value(phrase, "until")), phrase.parts["join"]
    for first in _month(scene, phrase._replace(last=join - 1)):
        year, month = map(int, (first.value or "").split("-"))
        if "year" in phrase.parts:
            first = first._replace(value=f"{year - (month > until)}-{month:02}")
            last = f"{year}-{until:02}"
        else:
            last = f"{year + (month > until)}-{until:02}"
        cut = phrase._replace(first=join + 1)
        yield first
        yield scene.read(cut, "DATE", last, first.reason, loose=first.loose and f"XXXX-{until:02}")


def _days_apart(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """31 July to 1 August 2014: the first is the last such day before the second."""
    join, year = phrase.parts["join"], int(scene.value(phrase, "year"))
    months = int(scene.value(phrase, "month")), int(scene.value(phrase, "last_month"))
    numbers = [scene.value(phrase, part) for part in ("day", "until")]
    if not all(number.isdigit() for number in numbers):
        return
    first, last = (_day(year, month, int(number)) for month, number in zip(months, numbers, strict=True))
    if first and last:
        first = first if first <= last else add_units(first, "Y", -1)
        yield scene.read(
            phrase._replace(last=join - 1), "DATE", str(first), "first day of a range, up to the last's year"
        )
        yield scene.read(phrase._replace(first=join + 1), "DATE", str(last), "last day of a range, written out")


def _years(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """2019 to 2021, 2008-09: two years."""
    year, until, join = scene.value(phrase, "year"), scene.value(phrase, "until"), phrase.parts["join"]
    token = phrase.parts["until"]
    if scene.has(phrase, "until", "num"):
        if len(scene.parse.words[token]) != 2 or not scene.parse.words[token].isdigit():
            return
        until = year[:2] + scene.parse.words[token]
    years = [phrase.parts[part] for part in ("year", "until") if scene.has(phrase, part, "year")]
    if not all(is_year(scene.parse, scene.marked, year) for year in years):
        return
    if int(year) < int(until) and not scene.counts_something(token):
        yield scene.read(phrase._replace(last=join - 1), "DATE", year, "first year of a range")
        yield scene.read(phrase._replace(first=join + 1), "DATE", until, "last year of a range")


def _month_of_year(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    if scene.value(phrase, "unit") == "Y":
        year = scene.day.year + int(scene.value(phrase, "rel"))
        month, number = int(scene.value(phrase, "month")), scene.value(phrase, "day")
        if number and not (number.isdigit() and _day(year, month, int(number))):
            return
        rest = f"{month:02}-{int(number):02}" if number else f"{month:02}"
        yield scene.read(
            phrase, "DATE", f"{year}-{rest}", f"counted from {scene.name(scene.day)}", loose=f"XXXX-{rest}"
        )


def _iso(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    parts = [scene.value(phrase, p) for p in ("year", "month_number", "day")]
    if all(p.isdigit() for p in parts) and (day := _day(*map(int, parts))):
        yield scene.read(phrase, "DATE", str(day), "the date is written out")


def _written_date(text: str, now: date | None) -> tuple[str | None, str]:
    """Return the value of a date in digits, and why; a day and month that could change places leave the year alone.

    Unless one of the two is of the weeks before publication and the other is not.
    """
    numbers = [int(n) for n in re.findall(r"\d+", text.split("T")[0])]
    if len(re.split(r"[-/.]", text)[0]) == 4:
        day = _day(*numbers[:3])
        return str(day) if day else None, "the date is written out"
    first, second, year = numbers[0], numbers[1], _full_year(numbers[2])
    if first > 12 or first == second:
        day = _day(year, second, first)
    elif second > 12:
        day = _day(year, first, second)
    else:
        both = [d for d in (_day(year, first, second), _day(year, second, first)) if d and now]
        near = [d for d in both if now and 0 <= (now - d).days <= _JUST]
        if len(near) != 1:
            return f"{year}", "day and month could change places: the year alone is sure"
        return str(near[0]), f"day and month could change places: the one just before publication ({now})"
    return str(day) if day else None, "the date is written out"


def _full_year(year: int) -> int:
    """Return 1998 for 98 and 2013 for 13: two digits mean a year up to 2049."""
    return year if year >= 100 else year + (2000 if year < 50 else 1900)


def _slashed(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    value, why = _written_date(scene.value(phrase, "slashed"), scene.day if scene.known else None)
    if value:
        yield scene.read(phrase, "DATE", value, why, loose=value[:4])


def _by_name(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    yield scene.read(phrase, "DATE", scene.value(phrase, "byname"), "the day is known by this name")


def _year(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    token = phrase.parts["year"]
    if scene.parse.tag[token] == "CD" and scene.counts_something(token):
        return
    if phrase.first == token and not is_year(scene.parse, scene.marked, token):
        return
    yield scene.read(phrase, "DATE", scene.value(phrase, "year"), "the year is written out")


def _the_year(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    number = scene.value(phrase, "num")
    if scene.value(phrase, "unit") == "Y" and number.isdigit() and len(number) == 4:
        yield scene.read(phrase, "DATE", number, "the year is written out")


RESOLVERS: Mapping[str, Resolver] = {
    "month_day": _month_day,
    "month_days": _month_days,
    "month": _month,
    "days_apart": _days_apart,
    "by_name": _by_name,
    "months": _months,
    "years": _years,
    "month_of_year": _month_of_year,
    "iso": _iso,
    "slashed": _slashed,
    "year": _year,
    "the_year": _the_year,
}
