"""What resolving one phrase of time may look at, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from rashomon.extract.timex.calendar import Interval, days_of
from rashomon.extract.timex.grammar import Phrase
from rashomon.extract.timex.marking import KIND_OF, Marked
from rashomon.extract.timex.tense import Direction, direction_of, told_as_fact
from rashomon.model import Parse

__all__ = ["Kind", "Reading", "Resolver", "Scene"]

# tokens: about three sentences
_NEAR = 90

# days around publication on which the event lies that an article tells of
_RECENT = 7

# years around a supposed day in which a date hangs on the supposition
_SUPPOSED = 150

# days of the longest of its kind
_LENGTH = {"D": 1, "W": 7, "M": 31, "Q": 92, "Y": 366}

# rules whose phrases name their year without a word of its own for it
_WRITTEN = frozenset({"slashed", "the_year", "decade", "century", "by_name"})

# a quarter that the one under report is compared with is not the one under report
_COMPARED = frozenset({"year_before", "year_period"})

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


class Reading(NamedTuple):
    """What one phrase comes to: `loose` is the value that holds whatever the day of publication.

    `mod` narrows the interval of the value (see `narrowed`); `days` is the interval where the value does not say it;
    `written` tells that the words name the year themselves.
    """

    first: int
    last: int
    type: Kind
    value: str | None
    reason: str
    mod: str = ""
    days: tuple[date | None, date | None] | None = None
    loose: str | None = None
    zone: str = ""
    written: bool = False


class Scene:
    """One article as told on `day`, and the dates that it has told of so far.

    `known` is False where `day` is a mere supposition, far from any day that a text may name; then `only` is the one
    day, or the first of a few weeks, that the text writes out.
    """

    def __init__(
        self, parse: Parse, marked: Marked, day: date, *, known: bool = True, only: date | None = None
    ) -> None:
        self.parse, self.marked, self.day, self.known, self.only = parse, marked, day, known, only
        self._told: list[Interval] = []
        self._fixed: Interval | None = None
        self._fixed_at = -_NEAR
        self.dateline = False  # whether the day last fixed is no day of the story: nothing is told to happen on it
        self._part, self._part_at = "", -_NEAR
        self._quarter: str | None = None
        self._quarter_at = -_NEAR

    def value(self, phrase: Phrase, part: str) -> str:
        """Return the value of a part of the phrase, "" where the phrase has no such part."""
        token = phrase.parts.get(part)
        return "" if token is None else self.marked.values[token]

    @property
    def focus(self) -> Interval | None:
        """Return the days last told of."""
        return self._told[-1] if self._told else None

    def day_told(self, phrase: Phrase) -> date | None:
        """Return the day that a time without a day belongs to: the one last told of, else one of the last days told of.

        What is past was not on a day after publication: "to report by Friday. It happened at noon."
        """
        past = self.known and self.direction(phrase).sign < 0
        days = [first if first == last and not (past and first > self.day) else None for first, last in self._told]
        if not days or days[-1] or not self.known:
            return days[-1] if days else None
        return next((day for day in reversed(days) if day and abs((self.day - day).days) <= _RECENT), None)

    def anchor(self, phrase: Phrase, unit: str) -> date | None:
        """Return the day that the names of days or months are counted from; None if nothing fixes one.

        That is the day of publication, else the start of a `unit` or less that the article has fixed shortly before.
        """
        if self.known:
            return self.day
        if self._fixed is None or self._fixed_at < phrase.first - _NEAR:
            return None
        return self._fixed[0] if (self._fixed[1] - self._fixed[0]).days < _LENGTH[unit] else None

    def name(self, day: date) -> str:
        """Say which day it is that something is counted from."""
        return f"publication ({day})" if self.known and day == self.day else f"{day}, just told of"

    def direction(self, phrase: Phrase) -> Direction:
        """Return where the verb over the phrase puts it."""
        return direction_of(self.parse, phrase.first, phrase.last)

    def because(self, direction: Direction) -> str:
        """Say in words what told the direction."""
        if direction.verb < 0:
            return "no verb tells the direction"
        return f"{'past' if direction.sign < 0 else 'future'} by “{self.parse.words[direction.verb]}”"

    def read(
        self, phrase: Phrase, kind: Kind, value: str | None, reason: str, *, loose: str | None = None, mod: str = ""
    ) -> Reading:
        """Make a reading of the phrase; its `mod` is the phrase's own unless one is given."""
        mod = mod or self.value(phrase, "mod")
        written = "year" in phrase.parts or phrase.rule in _WRITTEN
        return Reading(phrase.first, phrase.last, kind, value, reason, mod=mod, loose=loose, written=written)

    def kind(self, token: int) -> str:
        """Return the class of a token."""
        return KIND_OF[self.marked.letters[token]]

    def unit(self, phrase: Phrase) -> str:
        """Return the unit of a phrase as in TIMEX3: D, W, M, Y, H, MIN ..."""
        return next(v for part in ("unit", "units", "second") if (v := self.value(phrase, part)))

    def count(self, phrase: Phrase) -> float | None:
        """Return how many units a phrase speaks of; None for "several"; "a" is one."""
        vague, number = self.value(phrase, "vague"), self.value(phrase, "num") or self.value(phrase, "amount")
        if vague or number == "X":
            return None if vague in ("X", "") else float(vague)
        if "extra" in phrase.parts:
            return float(number or 1) + 0.5
        return float(number or (0.5 if "half" in phrase.parts else 1))

    def is_rate(self, token: int) -> bool:
        """Tell whether "a year" follows an amount, as in "5,000 dollars a year" or "twice a week"."""
        if token == 0:
            return False
        before = self.parse.lemma[token - 1]
        return self.parse.pos[token - 1] in ("NOUN", "NUM", "SYM") or before in ("once", "twice", "time")

    def following(self, phrase: Phrase) -> str:
        """Return the word after the phrase in lower case."""
        return "".join(self.parse.words[phrase.last + 1 : phrase.last + 2]).lower()

    def has(self, phrase: Phrase, part: str, kind: str) -> bool:
        """Tell whether a part of the phrase is of this class."""
        token = phrase.parts.get(part)
        return token is not None and self.kind(token) == kind

    def after(self, phrase: Phrase, *words: str) -> bool:
        """Tell whether the word before the phrase is one of these."""
        return phrase.first > 0 and self.parse.words[phrase.first - 1].lower() in words

    def counts_something(self, token: int) -> bool:
        """Tell whether a number counts what follows it, as in "2000 people", or is an amount of money."""
        parse = self.parse
        before = parse.words[token - 1].lower() if token else ""
        if before == "the":
            return False
        following = token + 1 < len(parse.words) and parse.tag[token + 1] in ("NNS", "NNPS")
        return before in ("$", "€", "£", "#") or (
            following and parse.dep[token] == "nummod" and parse.head[token] > token
        )

    def quarter_near(self, phrase: Phrase) -> str | None:
        """Return the quarter that the words before the phrase tell of; None if none stands near."""
        return self._quarter if self._quarter_at > phrase.first - _NEAR else None

    def part_near(self, phrase: Phrase) -> str:
        """Return the part of the day that the words before the phrase tell of; "" if none stands near."""
        return self._part if self._part_at > phrase.first - _NEAR else ""

    def focus_for(self, unit: str) -> Interval | None:
        """Return the days last told of that are no longer than a unit: no day follows from a year."""
        longest = _LENGTH.get(unit, _LENGTH["Y"])
        return next((d for d in reversed(self._told) if (d[1] - d[0]).days < longest), None)

    def note(self, phrase: Phrase, reading: Reading) -> None:
        """Remember what later phrases may start from."""
        days = days_of(reading.value) if reading.value and reading.type in ("DATE", "TIME") else None
        if days is not None and (self.known or abs(days[0].year - self.day.year) > _SUPPOSED):
            self._told.append(days)
            if reading.type == "TIME" and reading.value:
                self._part, self._part_at = reading.value.partition("T")[2], reading.last
            if reading.written and (days[1] - days[0]).days < _LENGTH["M"]:
                self._fixed, self._fixed_at = days, reading.last
                self.dateline = told_as_fact(self.parse, reading.first, reading.last) == 0
            if reading.value and "-Q" in reading.value and phrase.rule not in _COMPARED:
                self._quarter, self._quarter_at = reading.value, reading.last


Resolver = Callable[[Scene, Phrase], Iterator[Reading]]
