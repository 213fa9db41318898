"""Clock times, with or without a day and a zone -> readings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from rashomon.extract.timex.grammar import Phrase
from rashomon.extract.timex.resolve_dates import named_day
from rashomon.extract.timex.resolve_relative import weekday_of
from rashomon.extract.timex.scene import Reading, Resolver, Scene
from rashomon.extract.timex.years import follows_digits

__all__ = ["RESOLVERS", "clock_value"]

_CLOCK = re.compile(r"(\d\d|\d(?!\d\d\d))(?:[:.]?(\d\d))?(?::\d\d)?\s*([ap])?")

_HALVES = {"MO": "AM", "AF": "PM", "EV": "PM", "NI": "PM"}
# what stands before a time of day in digits: at 0425 hours
_AT = ("at", "by", "until", "from", "since", "around", "before", "after")


def clock_value(text: str, half: str) -> str | None:
    """Return `21:05` for "9:05" and "PM"; "" for `half` leaves the hour as it is; None if there is no such time."""
    match = _CLOCK.match(text)
    if match is None:
        return None
    hour, minute, own = int(match[1]), match[2] or "00", {"a": "AM", "p": "PM", None: ""}[match[3]]
    half = half or own
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "PM" else 0)
    return f"{hour:02}:{minute}" if hour <= 24 and int(minute) < 60 else None


def _clock(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    half = scene.value(phrase, "ampm") or _HALVES.get(scene.value(phrase, "part"), "")
    if not half and "hour" in phrase.parts:  # on Tuesday night, at eight o'clock
        half = _HALVES.get(scene.part_near(phrase), "")
    text = scene.value(phrase, "clock") or scene.value(phrase, "hour")
    time = scene.value(phrase, "point") or (clock_value(text, half) if text else None)
    if "military" in phrase.parts and (scene.value(phrase, "military") != "H" or not scene.after(phrase, *_AT)):
        return  # they worked 2000 hours
    if time is None or follows_digits(scene.parse, phrase.first):
        return
    day, why = _day_of(scene, phrase)
    if time == "24:00" and day == scene.day and scene.known and scene.direction(phrase).sign < 0:
        time = "00:00"  # the midnight at the end of the day of publication has not struck yet
    reading = scene.read(phrase, "TIME", f"{day}T{time}", why, loose=f"XXXX-XX-XXT{time}")
    yield reading._replace(zone=scene.value(phrase, "zone"))


def _part_of(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """The morning of 8 July."""
    day, why = _day_of(scene, phrase)
    yield scene.read(phrase, "TIME", f"{day}T{scene.value(phrase, 'part')}", why)


def _day_of(scene: Scene, phrase: Phrase) -> tuple[date, str]:
    if "month" in phrase.parts:
        day, why = named_day(scene, phrase)
        if day is not None:
            return day, why
    if "weekday" in phrase.parts:
        return weekday_of(scene, phrase)
    if "dayword" in phrase.parts:
        return scene.day + timedelta(days=int(scene.value(phrase, "dayword"))), f"counted from {scene.name(scene.day)}"
    told = scene.day_told(phrase)
    return (
        told or scene.day,
        f"the day is {scene.name(told)}" if told else f"the day is that of {scene.name(scene.day)}",
    )


RESOLVERS: Mapping[str, Resolver] = {"clock": _clock, "part_of": _part_of}
