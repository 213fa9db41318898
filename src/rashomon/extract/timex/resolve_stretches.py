"""Phrases that name stretches of time (the 1990s, the third quarter of 2019, last summer) and holidays -> readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from rashomon.extract.timex.calendar import days_of, easter, nth_weekday
from rashomon.extract.timex.grammar import Phrase
from rashomon.extract.timex.lexicon import holidays
from rashomon.extract.timex.resolve_dates import choose_year
from rashomon.extract.timex.scene import Reading, Resolver, Scene

__all__ = ["RESOLVERS"]

# what makes two digits a decade: the 80s, '80s, early 80s
_MARKS = frozenset({"whose", "apostrophe", "mod"})
# seasons that mean other things as well
_DOUBTFUL = ("fall", "spring")


def _decade(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    text = scene.value(phrase, "decade")
    mod = next((m for m in ("mid", "early", "late") if text.startswith(m)), "")
    digits = text.rpartition("-")[2]
    if len(digits) == 2 and (scene.has(phrase, "whose", "poss") or not (mod or _MARKS & set(phrase.parts))):
        return  # in his thirties; temperatures of 30s
    value = digits[:3] if len(digits) == 4 else f"{'20' if digits in ('00', '10') else '19'}{digits[0]}"
    yield scene.read(phrase, "DATE", value, "the decade is named", mod=mod.upper())


def _year_end(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    yield scene.read(phrase, "DATE", str(scene.day.year), f"the year of {scene.name(scene.day)}", mod="LATE")


def _century(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    number = scene.value(phrase, "ord")
    if scene.value(phrase, "unit") == "C" and number.isdigit() and 10 < int(number) <= 22:
        yield scene.read(phrase, "DATE", f"{int(number) - 1}", "the century is named")


def _quarter(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    number = {"S": "2"}.get(scene.value(phrase, "ord"), scene.value(phrase, "ord"))
    if not scene.has(phrase, "unit", "quarter") or number not in "1234":
        return
    if year := scene.value(phrase, "year"):
        yield scene.read(phrase, "DATE", f"{year}-Q{number}", "quarter and year are written out")
        return
    if "fiscal" in phrase.parts:
        # whose year begins when is not known: the label is all that is said
        yield scene.read(phrase, "DATE", f"{scene.day.year}-Q{number}", f"the fiscal year of {scene.name(scene.day)}")
        return
    # a forecast for the quarter that just ended is no future: the tense is of the report, so the nearest is meant
    value = min((f"{scene.day.year + y}-Q{number}" for y in (-1, 0, 1)), key=lambda v: _distance(v, scene.day))
    why = f"the one nearest to {scene.name(scene.day)}"
    yield scene.read(phrase, "DATE", value, why, loose=f"XXXX-Q{number}")


def _distance(value: str, day: date) -> int:
    """Return how many days lie between a day and the days of a value, 0 if it lies among them."""
    first, last = days_of(value) or (day, day)
    return max((first - day).days, (day - last).days, 0)


def _quarter_of(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    number = {"S": "2"}.get(scene.value(phrase, "ord"), scene.value(phrase, "ord"))
    if number in "1234":
        year = scene.day.year + int(scene.value(phrase, "rel"))
        yield scene.read(
            phrase, "DATE", f"{year}-Q{number}", f"counted from {scene.name(scene.day)}", loose=f"XXXX-Q{number}"
        )


def _half_year(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    half = {"1": "H1", "S": "H2"}.get(scene.value(phrase, "ord"))
    year, unit = scene.value(phrase, "year"), scene.value(phrase, "unit")
    if half and year:
        yield scene.read(phrase, "DATE", f"{year}-{half}", "half and year are written out")
    elif half and unit == "Y":
        year = str(scene.day.year + int(scene.value(phrase, "rel") or 0))
        yield scene.read(
            phrase, "DATE", f"{year}-{half}", f"counted from {scene.name(scene.day)}", loose=f"XXXX-{half}"
        )


def _season(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    name, year, rel = (scene.value(phrase, p) for p in ("season", "year", "rel"))
    loose = f"XXXX-{name}"
    if year:
        yield scene.read(phrase, "DATE", f"{year}-{name}", "season and year are written out")
        return
    if _names_something(scene, phrase.last):
        return
    alone = not rel and "mod" not in phrase.parts
    if alone and scene.parse.lemma[phrase.last] in _DOUBTFUL and not _is_time(scene, phrase):
        return
    day, why = _choose_season(scene, phrase, name, rel)
    yield scene.read(phrase, "DATE", f"{day.year}-{name}", why, loose=loose)


def _names_something(scene: Scene, token: int) -> bool:
    """Tell whether a season is part of a name, such as that of games."""
    parse, head = scene.parse, scene.parse.head[token]
    return parse.dep[token] == "compound" and head > token and parse.pos[head] == "PROPN"


def _is_time(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether "the fall" is a season here: in the fall, but not the fall of the town."""
    return scene.after(phrase, "in", "during", "since", "by", "until") and scene.following(phrase) != "of"


def _choose_season(scene: Scene, phrase: Phrase, name: str, rel: str) -> tuple[date, str]:
    years = range(scene.day.year - 2, scene.day.year + 3)
    spans = [s for y in years if (s := days_of(f"{y}-{name}"))]
    if rel == "-1":
        return max(s for s, e in spans if e < scene.day), f"the last one before {scene.name(scene.day)}"
    if rel == "1":
        return min(s for s, e in spans if s > scene.day), f"the next one after {scene.name(scene.day)}"
    if rel == "0":
        return next(s for s, e in spans if s.year == scene.day.year), f"the one of the year of {scene.name(scene.day)}"
    day, why = choose_year(scene, phrase, lambda y: _inside(days_of(f"{y}-{name}"), scene.day))
    return (day or scene.day), why


def _inside(span: tuple[date, date] | None, day: date) -> date | None:
    if span is None:
        return None
    return day if span[0] <= day <= span[1] else span[0]


def _holiday(scene: Scene, phrase: Phrase) -> Iterator[Reading]:
    name, year, rel = (scene.value(phrase, p) for p in ("holiday", "year", "rel"))
    if year:
        yield scene.read(phrase, "DATE", str(_holiday_in(name, int(year))), "holiday and year are written out")
        return
    if rel == "-1":
        day = max(d for y in (-1, 0) if (d := _holiday_in(name, scene.day.year + y)) < scene.day)
        yield scene.read(phrase, "DATE", str(day), f"the last one before {scene.name(scene.day)}")
        return
    found, why = choose_year(scene, phrase, lambda y: _holiday_in(name, y))
    if found is not None:
        yield scene.read(phrase, "DATE", str(found), why)


def _holiday_in(name: str, year: int) -> date:
    """Return the day of a holiday of the table in a year."""
    rule = holidays()[name]
    if rule.after_easter is not None:
        return date.fromordinal(easter(year).toordinal() + rule.after_easter)
    if rule.weekday:
        return nth_weekday(year, rule.month, rule.weekday, rule.nth)
    return date(year, rule.month, rule.day)


RESOLVERS: Mapping[str, Resolver] = {
    "decade": _decade,
    "century": _century,
    "year_end": _year_end,
    "quarter": _quarter,
    "quarter_of": _quarter_of,
    "half_year": _half_year,
    "season": _season,
    "holiday": _holiday,
}
