"""Periods of business reports (the quarter, a year earlier, the year-ago period) -> readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from rashomon.extract.timex.calendar import add_units, value_at
from rashomon.extract.timex.grammar import Phrase
from rashomon.extract.timex.scene import Reading, Resolver, Scene

__all__ = ["RESOLVERS"]


def _year_before(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """A year ago, a year earlier: the year before, or the same quarter of it where quarters are compared."""
    if scene.value(phrase, "unit") != "Y" or scene.value(phrase, "back") not in ("-1", "BEFORE"):
        return
    if not ({"a", "period"} & set(phrase.parts) or phrase.first < phrase.parts["back"] - 1):
        return
    quarter, number = scene.quarter_near(phrase), scene.value(phrase, "ord").replace("S", "2")
    if quarter and scene.has(phrase, "period", "quarter") and number:
        quarter = f"{quarter[:4]}-Q{number}"
    if quarter:
        yield scene.read(phrase, "DATE", f"{int(quarter[:4]) - 1}{quarter[4:]}", f"a year before {quarter}")
    else:
        start = scene.focus[0] if scene.value(phrase, "back") == "BEFORE" and scene.focus else scene.day
        yield scene.read(phrase, "DATE", value_at(add_units(start, "Y", -1), "Y"), f"a year before {start}")


def _the_quarter(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    """The quarter just told of, or the last that had ended."""
    quarter = scene.quarter_near(phrase)
    if quarter is None and scene.has(phrase, "period", "period") and "latest" not in phrase.parts:
        return
    if scene.following(phrase) == "of":
        return
    why = "the quarter just told of" if quarter else f"the last quarter that had ended on {scene.name(scene.day)}"
    yield scene.read(phrase, "DATE", quarter or _ended(scene.day), why)


def _ended(day: date) -> str:
    return value_at(add_units(day, "Q", -1), "Q")


def _year_period(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    quarter = scene.quarter_near(phrase)
    year = scene.value(phrase, "year")
    yield scene.read(phrase, "DATE", year + quarter[4:] if quarter else year, "the year is written out")


def _this_year(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    if scene.value(phrase, "unit") != "Y" or not scene.after(phrase, "for", "during", "in", "throughout", "of"):
        return
    if scene.following(phrase) == "ended":
        yield scene.read(phrase, "DURATION", "P1Y", "a year, not of the calendar")
    elif not scene.after(phrase, "of"):
        yield scene.read(phrase, "DATE", f"{scene.day.year}", f"the year of {scene.name(scene.day)}")


RESOLVERS: Mapping[str, Resolver] = {
    "year_before": _year_before,
    "the_quarter": _the_quarter,
    "year_period": _year_period,
    "this_year": _this_year,
}
