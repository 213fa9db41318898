"""Kinds of words in names, from `identity/words.tsv` and the tables of names, read once a process."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from rashomon.data import table
from rashomon.link.identity.letters import fold, sound

__all__ = [
    "classes",
    "country_name",
    "country_of",
    "gender_of",
    "is_given",
    "kind_of_word",
    "language_of",
    "members",
    "respelt",
]


_TAKES_ARTICLE = re.compile(r"^United |Republic|Islands$|^(?:Netherlands|Philippines|Bahamas|Maldives|Gambia|Comoros)$")


@cache
def kind_of_word(kind: str) -> frozenset[str]:
    """Return the words of one kind, such as `title` or `particle`, in small letters."""
    return frozenset(word for row in table("identity/words.tsv") if row[0] == kind for word in row[1].split())


@cache
def respelt(kind: str) -> Mapping[str, str]:
    """Return words and what counts as the same word; an empty string where the word does not count."""
    return dict(pair.split("=") for pair in kind_of_word(kind))


@cache
def _classes() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(table("identity/given.tsv")):
        for name in row[2].split():
            folded = fold(name).replace(" ", "")
            found[folded].add(number)
            found[sound(folded)].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def classes(given: str) -> frozenset[int]:
    """Return the classes of given names that a folded name belongs to: Volodymyr's is Vladimir's."""
    return _classes().get(given) or _classes().get(sound(given), frozenset())


@cache
def members(number: int) -> tuple[str, ...]:
    """Return the names of one class, folded."""
    return tuple(fold(name).replace(" ", "") for name in table("identity/given.tsv")[number][2].split())


@cache
def language_of(given: str) -> frozenset[str]:
    """Return the languages that a given name's classes are marked with: `slavic`, `spanish`, `arabic`, ..."""
    return frozenset(table("identity/given.tsv")[number][0] for number in _classes().get(given, ()))


@cache
def _given() -> Mapping[str, str]:
    listed = {fold(row[0]): row[1] for row in table("names/given.tsv")}
    for row in table("identity/given.tsv"):
        listed.update({fold(name).replace(" ", ""): row[1] for name in row[2].split()})
    return listed


def is_given(word: str) -> bool:
    """Tell whether a folded word is a known given name."""
    return word in _given()


def gender_of(given: str) -> str:
    """Return m or f where a folded given name tells, else an empty string."""
    gender = _given().get(given, "")
    return gender if gender in ("m", "f") else ""


@cache
def _countries() -> Mapping[str, str]:
    found = {fold(row[0]): row[1] for row in table("names/nationalities.tsv") if len(row) > 1 and row[1]}
    for row in table("identity/countries.tsv"):
        if len(row) > 1 and row[1]:
            names = row[2].split(";") if len(row) > 2 else []
            found.update({fold(name).removeprefix("the "): row[1] for name in (row[0], *names)})
    return found


def country_of(words: str) -> str:
    """Return the country (ISO 3166 alpha-3) that folded words name or are the adjective of, else an empty string."""
    return _countries().get(words, "")


@cache
def _country_names() -> Mapping[str, str]:
    rows = [row for row in table("identity/countries.tsv") if len(row) > 1 and row[1]]
    return {row[1]: row[0] for row in reversed(rows)}


def country_name(code: str, *, article: bool = False) -> str:
    """Return the English name of a country by its code (ISO 3166 alpha-3), the code itself where it has none.

    With `article` as it stands in a sentence: `the United States`.
    """
    name = _country_names().get(code, code)
    return f"the {name}" if article and _TAKES_ARTICLE.search(name) else name
