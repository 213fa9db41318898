"""Numbers, amounts, offices -> plain words."""

from __future__ import annotations

import re
from functools import cache

from rashomon.data import table
from rashomon.model import Bound, Office, Quantity

__all__ = [
    "counted",
    "one_line",
    "part",
    "say_amount",
    "say_number",
    "say_office",
    "say_quantity",
    "say_value",
    "times",
]

_BOUNDS: dict[Bound, str] = {"exact": "", "at_least": "at least ", "at_most": "at most ", "about": "about "}
# as they are written in the values of accounts
_WRITTEN = {">=": "at least ", "<=": "at most ", "~": "about "}
# two digits behind the point at the most: 1,234,567 stays as it is
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def one_line(words: str) -> str:
    """Return words of an article with each stretch of white space as one space."""
    return re.sub(r"\s+", " ", words).strip()


def counted(number: int, noun: str) -> str:
    """Return `1 article`, `1,204 articles`."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def say_value(value: str | None) -> str:
    """Return what fills the slot of a claim in plain words: `at least 14` for `>=14`; "" for nothing."""
    value = value or ""
    bound = next((b for b in _WRITTEN if value.startswith(b)), "")
    return _WRITTEN.get(bound, "") + value.removeprefix(bound)


def times(number: int) -> str:
    """Return `once`, `twice`, `7 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def part(number: int, whole: int, noun: str = "") -> str:
    """Return `7 of 59 statements (12 %)`; below five of anything a percentage says nothing and is left out."""
    of = f" {noun if whole == 1 else noun + 's'}" if noun else ""
    share = f" ({round(100 * number / whole)} %)" if whole >= 5 else ""
    return f"{number:,} of {whole:,}{of}{share}"


def say_number(number: float) -> str:
    """Return `1,204`, `0.5`, `1.25 million`: as many digits as it has, and no zeros that would have to be counted."""
    for least, name in _SCALES:
        if number >= least and number % (least / 100) == 0:
            return f"{number / least:,.2f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.4f}".rstrip("0")


def say_quantity(quantity: Quantity) -> str:
    """Return an amount with its bound and unit: `at least 14`, `1 million USD`, `3 to 5 km`; a vague one has none."""
    unit = f" {quantity.unit}" if quantity.unit and quantity.value is not None else ""
    return say_amount(quantity) + unit


def say_amount(quantity: Quantity) -> str:
    """Return an amount with its bound, without its unit."""
    if quantity.value is None:
        return "no figure given"
    if isinstance(quantity.value, tuple):
        amount = f"{say_number(quantity.value[0])} to {say_number(quantity.value[1])}"
    else:
        amount = say_number(quantity.value)
    return _BOUNDS[quantity.bound] + amount


def say_office(office: Office) -> str:
    """Return an office with whose it is: `president, Ukraine`, `secretary general, NATO`."""
    country = say_country(office.country) if office.country else None
    return ", ".join(part for part in (office.title, office.organisation, country) if part)


def say_country(code: str) -> str:
    """Return the name of a country by its code (ISO 3166 alpha-3), the code itself where it has none."""
    return _countries().get(code, code)


@cache
def _countries() -> dict[str, str]:
    # the first row of a code has its name: England and Wales have that of the United Kingdom, too
    return {code: name for name, code, *_ in reversed(list(table("identity/countries.tsv")))}
