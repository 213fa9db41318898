"""Phrases that point from another day (Friday, last week, two years ago, the following day) -> readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from rashomon.extract.timex.calendar import add_units, value_at
from rashomon.extract.timex.grammar import Phrase
from rashomon.extract.timex.scene import Reading, Resolver, Scene

__all__ = ["RESOLVERS", "weekday_of"]

# how finely a distance is told: two years ago is a year, two weeks ago a week
_GRAIN = {"2W": "W", "L": "C"}
# "a decade ago" is no decade of the calendar but the years around one
_YEARS = {"E": 10, "C": 100, "L": 1000}
_COARSE = {"E": "Y", "C": "E", "L": "C"}
_CLOCK_UNITS = ("H", "MIN", "S")
_UNTOLD = "relative, and no date is told before it"


def _weekday(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    day, why = weekday_of(scene, phrase)
    yield scene.read(phrase, "DATE", str(day), why, loose=f"XXXX-WXX-{scene.value(phrase, 'weekday')}")


def weekday_of(scene: Scene, phrase: Phrase) -> tuple[date, str]:
    """Return the day that a name of a weekday means, and why."""
    number, rel = int(scene.value(phrase, "weekday")), scene.value(phrase, "rel")
    narrative = scene.value(phrase, "narrative")
    if narrative and scene.focus:
        return _narrative_weekday(scene.focus[0], number, int(narrative))
    direction = scene.direction(phrase)
    anchor = None if scene.known or rel or _is_report(scene, phrase) else scene.anchor(phrase, "D")
    if anchor and scene.dateline and direction.sign <= 0:
        day = anchor - timedelta(days=(anchor.isoweekday() - number) % 7)
        return day, f"the last one up to {scene.name(anchor)}: {scene.because(direction)}"
    if anchor:
        return anchor + timedelta(days=(number - anchor.isoweekday()) % 7), f"the first one from {scene.name(anchor)}"
    back = (scene.day.isoweekday() - number) % 7
    behind, ahead = scene.day - timedelta(days=back), scene.day + timedelta(days=-back % 7)
    if rel == "-1" or narrative == "-1":
        # yesterday is not called "last Thursday"
        return behind - timedelta(days=7 if back < 2 else 0), f"the last one before {scene.name(scene.day)}"
    if rel == "1":
        return ahead + timedelta(days=0 if back else 7), f"the next one after {scene.name(scene.day)}"
    if direction.sign > 0 or (rel == "0" and direction.sign == 0):
        return ahead, f"the next one from {scene.name(scene.day)}: {scene.because(direction)}"
    return behind, f"the last one up to {scene.name(scene.day)}: {scene.because(direction)}"


def _is_report(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether it is the day on which somebody said something: that of the report, not of the story told."""
    verb = scene.direction(phrase).verb
    return verb >= 0 and scene.parse.lemma[verb] in ("say", "tell", "announce", "report", "warn", "add", "confirm")


def _narrative_weekday(focus: date, number: int, sign: int) -> tuple[date, str]:
    if sign < 0:
        return focus - timedelta(days=(focus.isoweekday() - number) % 7 or 7), f"the one before {focus}, just told of"
    gap = (number - focus.isoweekday()) % 7
    return focus + timedelta(days=gap or 7 * sign), f"the one after {focus}, just told of"


def _weekdays_range(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """From Monday to Friday: the second is the first one after the first."""
    first, why = weekday_of(scene, phrase)
    number, join = int(scene.value(phrase, "until")), phrase.parts["join"]
    last = first + timedelta(days=(number - first.isoweekday()) % 7 or 7)
    for cut, day in ((phrase._replace(last=join - 1), first), (phrase._replace(first=join + 1), last)):
        yield scene.read(cut, "DATE", str(day), why, loose=f"XXXX-WXX-{day.isoweekday()}")


def _weekday_part(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    day, why = weekday_of(scene, phrase)
    part = scene.value(phrase, "part") or scene.value(phrase, "point")
    yield scene.read(phrase, "TIME", f"{day}T{part}", why, loose=f"XXXX-WXX-{scene.value(phrase, 'weekday')}T{part}")


def _dayword(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    day = scene.day + timedelta(days=int(scene.value(phrase, "dayword")))
    part = scene.value(phrase, "part")
    value = f"{day}T{part}" if part else str(day)
    yield scene.read(phrase, "TIME" if part else "DATE", value, f"counted from {scene.name(scene.day)}")


def _nightword(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    yield scene.read(phrase, "TIME", f"{scene.day}TNI", f"the night of {scene.name(scene.day)}")


def _rel_part(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    rel = int(scene.value(phrase, "rel"))
    focus = scene.focus_for("D") if rel == 1 else None  # the next morning, of the day just told of
    start = focus[0] if focus else scene.day
    day = start + timedelta(days=rel)
    yield scene.read(phrase, "TIME", f"{day}T{scene.value(phrase, 'part')}", f"counted from {scene.name(start)}")


def _rel_unit(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    unit, rel = scene.value(phrase, "unit"), int(scene.value(phrase, "rel") or scene.value(phrase, "latest"))
    if unit in _CLOCK_UNITS:
        return
    if scene.has(phrase, "rel", "past"):
        yield scene.read(phrase, "DURATION", f"P1{unit}", f"up to {scene.name(scene.day)}")
        return
    if unit == "D" and rel == 1:
        yield _from_focus(scene, phrase, unit, rel)
        return
    if "latest" in phrase.parts and unit == "Q":
        rel = -1
    day = add_units(scene.day, unit, rel)
    yield scene.read(phrase, "DATE", value_at(day, _GRAIN.get(unit, unit)), f"counted from {scene.name(scene.day)}")


def _narrative_unit(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    unit = scene.value(phrase, "unit")
    if unit not in _CLOCK_UNITS:
        yield _from_focus(scene, phrase, unit, int(scene.value(phrase, "narrative") or scene.value(phrase, "before")))


def _from_focus(scene: Scene, phrase: Phrase, unit: str, sign: int) -> Reading:
    """The following day, that year, the day before: counted from the date just told of.

    Where none is told yet, a week or more is counted from publication; a day is none.
    """
    focus = scene.focus_for(unit)
    if focus is None and unit == "D":
        return scene.read(phrase, "DATE", None, _UNTOLD)
    start = focus[0 if sign <= 0 else 1] if focus else scene.day
    value = value_at(add_units(start, unit, sign), _GRAIN.get(unit, unit))
    return scene.read(phrase, "DATE", value, f"counted from {scene.name(start)}")


def _unit_before(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """The day before, the night before; not "the day before the vote", whose date is that of the vote."""
    near = range(phrase.last + 1, min(len(scene.parse.words), phrase.last + 5))
    if any(scene.parse.head[t] == phrase.last for t in near if scene.parse.pos[t] != "PUNCT"):
        return
    if scene.has(phrase, "unit", "part"):
        focus = scene.focus_for("D")
        day = focus[0] + timedelta(days=int(scene.value(phrase, "before"))) if focus else None
        value = f"{day}T{scene.value(phrase, 'unit')}" if day else None
        yield scene.read(phrase, "TIME", value, f"counted from {scene.name(day)}" if day else _UNTOLD)
    else:
        yield from _narrative_unit(scene, phrase)


def _before_last(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    unit = scene.value(phrase, "unit")
    yield scene.read(
        phrase, "DATE", value_at(add_units(scene.day, unit, -2), unit), f"counted from {scene.name(scene.day)}"
    )


def _the_unit(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """The end of the month: the month, narrowed."""
    unit = scene.value(phrase, "unit")
    if unit in ("W", "M", "Q", "Y", "E", "C"):
        yield scene.read(phrase, "DATE", value_at(scene.day, unit), f"the one that holds {scene.name(scene.day)}")


def _ago(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    yield from _shifted(scene, phrase, scene.day, int(scene.value(phrase, "ago")))


def _shift(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    sign = -1 if scene.value(phrase, "shift") == "BEFORE" else 1
    focus = scene.focus_for(scene.unit(phrase))
    if focus is None and scene.count(phrase) is not None:
        yield scene.read(phrase, "DATE", None, _UNTOLD)
    else:
        yield from _shifted(scene, phrase, focus[0 if sign < 0 else 1] if focus else scene.day, sign)


def _shifted(scene: Scene, phrase: Phrase, start: date, sign: int) -> Iterator[Reading]:
    unit, count = scene.unit(phrase), scene.count(phrase)
    why = f"counted from {scene.name(start)}"
    if count is None:
        ref = "PAST_REF" if sign < 0 else "FUTURE_REF"
        yield scene.read(phrase, "DATE", ref, f"no number: some time {'before' if sign < 0 else 'after'} {start}")
        return
    if unit in _CLOCK_UNITS:
        unit, count = "D", count // 24 if unit == "H" else 0
    elif count != int(count):
        unit, count = ("M", round(count * 12)) if unit == "Y" else ("Y", round(count * _YEARS.get(unit, 1)))
    yield scene.read(phrase, "DATE", value_at(add_units(start, unit, sign * int(count)), _told_as(unit)), why)


def _told_as(unit: str) -> str:
    return _COARSE.get(unit, _GRAIN.get(unit, unit))


def _recent(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    yield scene.read(phrase, "DURATION", f"PX{scene.unit(phrase)}", f"some time up to {scene.name(scene.day)}")


def _past_ref(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    yield scene.read(phrase, "DATE", "PAST_REF", f"some time before {scene.name(scene.day)}")


def _present_ref(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    yield scene.read(phrase, "DATE", "PRESENT_REF", f"seen from {scene.name(scene.day)}")


def _future_ref(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    yield scene.read(phrase, "DATE", "FUTURE_REF", f"some time after {scene.name(scene.day)}")


def _part(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """In the morning: of the day just told of."""
    if scene.after(phrase, "in", "by", "during", "until", "at", "on", "that", "through"):
        day = scene.day_told(phrase) or scene.day
        yield scene.read(phrase, "TIME", f"{day}T{scene.value(phrase, 'part')}", f"of {day}")


def _weekend(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    rel, narrative = scene.value(phrase, "rel"), scene.value(phrase, "narrative")
    start, steps = scene.day, int(rel or narrative or 0)
    why = f"counted from {scene.name(start)}"
    if narrative and scene.focus:
        start = scene.focus[0]
        why = f"counted from {scene.name(start)}"
    elif not rel:
        direction = scene.direction(phrase)
        steps = -1 if direction.sign < 0 and start.isoweekday() < 6 else 0
        why = f"{why}: {scene.because(direction)}"
    yield scene.read(phrase, "DATE", value_at(start + timedelta(weeks=steps), "WE"), why)


def _ref(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    following = scene.parse.words[phrase.last + 1 : phrase.last + 2]
    if scene.following(phrase) == "of":
        return  # at the moment of impact
    if scene.value(phrase, "ref") != "FUTURE_REF" or following not in (["as"], ["after"]):
        yield scene.read(phrase, "DATE", scene.value(phrase, "ref"), f"seen from {scene.name(scene.day)}")


RESOLVERS: Mapping[str, Resolver] = {
    "weekday": _weekday,
    "weekday_part": _weekday_part,
    "dayword": _dayword,
    "dayword_part": _dayword,
    "nightword": _nightword,
    "rel_part": _rel_part,
    "rel_unit": _rel_unit,
    "narrative_unit": _narrative_unit,
    "the_unit": _the_unit,
    "unit_before": _unit_before,
    "before_last": _before_last,
    "weekdays_range": _weekdays_range,
    "ago": _ago,
    "shift": _shift,
    "recent": _recent,
    "weekend": _weekend,
    "the_past": _past_ref,
    "units_ago": _past_ref,
    "recent_thing": _past_ref,
    "current": _present_ref,
    "future": _future_ref,
    "part": _part,
    "ref": _ref,
}
