"""Words and phrases of time -> their classes in the grammar and their values, from `data/timex`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from rashomon.data import table

__all__ = ["Entry", "Holiday", "holidays", "phrases"]


class Entry(NamedTuple):
    """What a word or phrase means: its class in the grammar, and a value that the class gives sense to."""

    kind: str
    value: str


Phrases = Mapping[str, list[tuple[tuple[str, ...], Entry]]]


@cache
def phrases() -> Phrases:
    """Return the phrases by their first word in lower case, the longest first."""
    rows = [(row[0], Entry(row[1], row[2] if len(row) > 2 else "")) for row in table("timex/words.tsv")]
    rows += [(row[0], Entry("holiday", row[0])) for row in table("timex/holidays.tsv")]
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for text, entry in rows:
        words = tuple(split_words(text.lower()))
        found.setdefault(words[0], []).append((words, entry))
    return {word: sorted(entries, key=lambda e: -len(e[0])) for word, entries in found.items()}


def split_words(text: str) -> list[str]:
    """Cut a phrase the way the parser does: a possessive ending and an inner hyphen are words of their own."""
    for mark in ("'s ", "' "):
        text = text.replace(mark, f" {mark}")
    if text.endswith("'s"):
        text = text.removesuffix("'s") + " 's"
    return [w for part in text.split() for w in _cut_hyphens(part)]


def _cut_hyphens(word: str) -> list[str]:
    """Cut at hyphens between letters, and keep the hyphens."""
    return word.replace("-", " - ").split() if word.strip("-") and not word.endswith("-") else [word]


class Holiday(NamedTuple):
    """How a holiday's day follows from the year: a fixed day, the nth weekday of a month, or days after Easter."""

    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    after_easter: int | None = None


@cache
def holidays() -> Mapping[str, Holiday]:
    """Return the holidays by name."""
    return {row[0]: _holiday(row[1]) for row in table("timex/holidays.tsv")}


def _holiday(rule: str) -> Holiday:
    if rule.startswith("easter"):
        return Holiday(after_easter=int(rule.removeprefix("easter")))
    month, day = rule.split("-")
    if "." in day:
        weekday, nth = day.split(".")
        return Holiday(month=int(month), weekday=int(weekday), nth=int(nth))
    return Holiday(month=int(month), day=int(day))
