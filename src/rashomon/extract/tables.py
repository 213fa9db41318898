"""Data files about names -> sets and dictionaries, read once a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.data import table

__all__ = ["Place", "cues", "given_names", "nationalities", "places", "roles"]


class Place(NamedTuple):
    """A row of the place table; `country` is ISO 3166 alpha-3 or empty."""

    level: str
    country: str
    doubtful: bool


# kinds are asked for by nouns of articles too, and most nouns are none
@lru_cache(maxsize=1 << 12)
def cues(kind: str) -> frozenset[str]:
    """Return the words of one kind of cue (`names/cues.tsv`), none for what is no kind."""
    return _cues().get(kind, frozenset())


@cache
def _cues() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, words, *_ in table("names/cues.tsv"):
        found.setdefault(kind, set()).update(word.replace("+", " ") for word in words.split())
    return {kind: frozenset(words) for kind, words in found.items()}


@cache
def places() -> Mapping[str, Place]:
    """Return names of places; a doubtful one is also a common word, a given name or a surname."""
    return {row[0]: Place(row[1], row[2], row[3] == "doubtful") for row in table("names/places.tsv")}


@cache
def nationalities() -> Mapping[str, str]:
    """Return adjectives and names of peoples, singular and plural, and their country or an empty string."""
    found = {row[0]: row[1] for row in table("names/nationalities.tsv")}
    return found | {f"{name}s": country for name, country in found.items() if not name.endswith(("s", "h", "se"))}


@cache
def given_names() -> Mapping[str, str]:
    """Return given names and the gender they tell: m, f, or u for either."""
    return {row[0]: row[1] for row in table("names/given.tsv")}


@cache
def roles() -> Mapping[str, tuple[str, str]]:
    """Return common nouns for people and groups: (`person` or `group`, gender or an empty string)."""
    return {row[0]: (row[1], row[2]) for row in table("names/roles.tsv")}
