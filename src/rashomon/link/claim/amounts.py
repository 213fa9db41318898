"""An amount as a text gives it -> between which numbers it lies, and whether two amounts can both be right."""

from __future__ import annotations

import re
from functools import cache
from math import floor, log10
from typing import NamedTuple

from rashomon.data import table
from rashomon.model import Quantity

__all__ = ["Amount", "are_apart", "read_amount"]

# "about 30" may be 27 to 33; from a hundred on a number that ends in zeros may be rounded: 1,900 is 1,850 to 1,950
_ABOUT = 0.1
_ROUND = 100


class Amount(NamedTuple):
    """Between which numbers an amount lies, and how it is said in short; `high` is None where nothing bounds it."""

    low: float
    high: float | None
    said: str


def read_amount(quantity: Quantity, words: str) -> Amount | None:
    """Return the amount of a quantity; `words` are its own, for the vague ones. None where it is no number at all."""
    value = quantity.value
    if value is None:
        named = next((row for row in _vague() if row[0].search(words)), None)
        return Amount(named[1], named[2], words.casefold()) if named else None
    if isinstance(value, tuple):
        return Amount(value[0], value[1], f"{_number(value[0])}-{_number(value[1])}")
    said = _number(value)
    if quantity.bound == "at_least":
        return Amount(value, None, f">={said}")
    if quantity.bound == "at_most":
        return Amount(0.0, value, f"<={said}")
    step = 0.5 * _last_place(value)
    if quantity.bound == "about":
        within = max(step, _ABOUT * abs(value))
        return Amount(value - within, value + within, f"~{said}")
    return Amount(value, value, said) if abs(value) < _ROUND else Amount(value - step, value + step, said)


def are_apart(a_low: float, a_high: float | None, b_low: float, b_high: float | None) -> bool:
    """Tell whether no number lies within both."""
    return (a_high is not None and a_high < b_low) or (b_high is not None and b_high < a_low)


@cache
def _vague() -> tuple[tuple[re.Pattern[str], float, float], ...]:
    """Return patterns of the vague words, the longest first: "hundreds of thousands" are no hundreds."""
    rows = sorted(table("claims/vague.tsv"), key=lambda row: -len(row[0]))
    return tuple((re.compile(rf"\b{word}\b", re.IGNORECASE), float(low), float(high)) for word, low, high in rows)


def _last_place(value: float) -> float:
    """Return the place of the last digit that is not zero: 100 of 1,900, 1 of 17."""
    if value == 0 or value != floor(value):
        return 0.0
    place = 1.0
    while abs(value) % (place * 10) == 0 and place < 10 ** floor(log10(abs(value))):
        place *= 10
    return place


def _number(value: float) -> str:
    return f"{value:g}" if value != floor(value) else str(int(value))
