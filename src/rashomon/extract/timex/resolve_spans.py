"""Phrases for how long and how often (two years, the past three months, every Tuesday) -> readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rashomon.extract.timex.calendar import add_units
from rashomon.extract.timex.grammar import Phrase
from rashomon.extract.timex.scene import Reading, Resolver, Scene

__all__ = ["RESOLVERS", "duration_value"]

_CLOCK = {"H": "H", "MIN": "M", "S": "S"}
# decades and centuries are counted in years
_IN_YEARS = {"E": 10, "C": 100, "L": 1000}
# what tells of which weeks one speaks in "in the weeks before the vote"
_BOUNDED = ("before", "after", "since", "following", "leading", "ahead", "that", "between")
_WEEKDAYS = {"weekday": "XXXX-WXX-{}", "month": "XXXX-{:0>2}", "season": "XXXX-{}", "part": "XXXX-XX-XXT{}"}


def duration_value(unit: str, count: float | None) -> str:
    """Return P3M, PT2H, P2Y6M or PXD; `count` None is an unknown number."""
    if count is not None and unit in _IN_YEARS:
        unit, count = "Y", count * _IN_YEARS[unit]
    number = "X" if count is None else str(int(count) if count == int(count) else count)
    if unit == "2W":
        return "P2W" if count == 1 else f"P{number}W"
    if unit in _CLOCK:
        if count == 24 and unit == "H":
            return "P1D"
        whole = int(count or 0)
        if unit in ("H", "MIN") and count is not None and count != whole:
            rest = f"{round((count - whole) * 60)}{'M' if unit == 'H' else 'S'}"
            return f"PT{f'{whole}{_CLOCK[unit]}' if whole else ''}{rest}"
        return f"PT{number}{_CLOCK[unit]}"
    if unit == "Y" and count is not None and count != int(count):
        whole = int(count)
        return f"P{f'{whole}Y' if whole else ''}{round((count - whole) * 12)}M"
    return f"P{number}{unit}"


def _span(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """The past three months: three months, and which."""
    unit, rel = scene.unit(phrase), int(scene.value(phrase, "rel"))
    count = scene.count(phrase)
    reading = scene.read(phrase, "DURATION", duration_value(unit, count), f"counted from {scene.name(scene.day)}")
    if count is not None and unit not in _CLOCK and rel and count == int(count):
        end = add_units(scene.day, unit, rel * int(count))
        reading = reading._replace(days=(end, scene.day) if rel < 0 else (scene.day, end))
    yield reading


def _duration(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    unit, count = scene.unit(phrase), scene.count(phrase)
    value = duration_value(unit, count)
    token = phrase.first
    if not _is_length(scene, phrase, unit):
        return
    if scene.value(phrase, "a") and phrase.parts.get("a") == token and scene.is_rate(token):
        yield scene.read(phrase, "SET", duration_value(unit, 1), "so much each")
        return
    yield scene.read(phrase, "DURATION", value, "a length of time")


def _some(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """The coming weeks: nobody knows how many."""
    reading = scene.read(
        phrase, "DURATION", duration_value(scene.unit(phrase), None), f"counted from {scene.name(scene.day)}"
    )
    ahead = scene.value(phrase, "rel") == "1"
    yield reading._replace(days=(scene.day, None) if ahead else (None, scene.day))


def _is_length(scene: Scene, phrase: Phrase, unit: str) -> bool:
    """Tell whether it is no fraction (three-quarters), ordinal (a second try), age (37 years old) or part of a name."""
    following = scene.following(phrase)
    if following in ("old", "-") or "old" in phrase.parts:
        return False
    if following == "of" and scene.parse.words[phrase.last + 2 : phrase.last + 3] == ["age"]:
        return False
    if "a" in phrase.parts and scene.following(phrase) == "care":
        return False  # left alone outside a day care
    if unit == "Q" and (following == "of" or "hyphen" in phrase.parts):
        return False
    return "second" not in phrase.parts or "a" not in phrase.parts


def _bare(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """For weeks, in the days before: nobody knows how many."""
    if "the" in phrase.parts and scene.following(phrase) not in _BOUNDED:
        return
    if scene.after(phrase, "for", "in", "within", "after", "over", "during"):
        yield scene.read(phrase, "DURATION", duration_value(scene.unit(phrase), None), "a length of time, unknown")


def _long(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """Week-long, decades-long."""
    count = 1.0 if scene.has(phrase, "unit", "unit") else None
    yield scene.read(phrase, "DURATION", duration_value(scene.value(phrase, "unit"), count), "a length of time")


def _lasting(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    yield scene.read(phrase, "DURATION", scene.value(phrase, "lasting"), "a length of time")


def _every(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    token = phrase.parts["what"]
    kind, value = scene.kind(token), scene.marked.values[token]
    if kind in _WEEKDAYS:
        yield scene.read(phrase, "SET", _WEEKDAYS[kind].format(value), "again and again")
    elif kind == "weekend":
        yield scene.read(phrase, "SET", "XXXX-WXX-WE", "again and again")
    else:
        count = float(scene.value(phrase, "other") or 1)
        yield scene.read(phrase, "SET", duration_value(value, count), "again and again")


def _weekdays(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    part = scene.value(phrase, "parts")
    value = f"XXXX-WXX-{scene.value(phrase, 'weekdays')}"
    yield scene.read(phrase, "SET", f"{value}T{part}" if part else value, "again and again")


def _often(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    yield scene.read(phrase, "SET", scene.value(phrase, "often"), "again and again")


RESOLVERS: Mapping[str, Resolver] = {
    "span": _span,
    "duration": _duration,
    "every": _every,
    "bare_units": _bare,
    "long": _long,
    "lasting": _lasting,
    "some_units": _some,
    "weekdays": _weekdays,
    "often": _often,
}
