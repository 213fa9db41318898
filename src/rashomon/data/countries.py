"""Words for an actor -> the one country they belong to, as ISO 3166 alpha-3: "the Ukrainian navy" is UKR."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from rashomon.data import table

__all__ = ["country_of"]

_GENITIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")


def country_of(words: str) -> str | None:
    """Return the country that words name, or whose adjective, genitive or "of" phrase they stand in; None if unsure.

    A country, its people, its capital where that stands for its government ("Kyiv", "the Kremlin"), an organisation
    that is part of a state. Two countries ("US and Israeli jets") are none, and so are "US-led", "Russian-backed", and a
    country's name before another name: "Jordan Peterson" is no state.
    """
    found = _GENITIVE.sub(" 's", words).replace(",", " ,").split()
    if found and found[0].lower() == "the":
        del found[0]
    if not found:
        return None
    end, country = _longest(found, 0)
    if country is None:
        return _of_phrase(found)
    rest = found[end:]
    if rest and rest[0] in ("and", "or", ",", "&") and any(_longest(rest, i)[1] for i in range(1, len(rest))):
        return None
    is_adjective = " ".join(found[:end]) in _adjectives()
    is_name = rest and rest[0][0].isupper() and not is_adjective
    return None if is_name else country


def _of_phrase(words: Sequence[str]) -> str | None:
    """Return the country at the end: "the parliament of Ukraine"."""
    for i in range(1, len(words) - 1):
        if words[i] == "of":
            start = i + 1 + (words[i + 1] == "the")
            end, country = _longest(words, start)
            return country if end == len(words) else None
    return None


def _longest(words: Sequence[str], start: int) -> tuple[int, str | None]:
    """Return where the longest name that starts at a word ends, and its country; the start and None if there is none."""
    for end in range(min(len(words), start + 7), start, -1):
        country = _names().get(" ".join(words[start:end]))
        if country:
            return end, country
    return start, None


@cache
def _names() -> Mapping[str, str]:
    rows = [(row[0], row[1], row[2] if len(row) > 2 else "") for row in table("identity/countries.tsv")]
    named = {name: country for first, country, others in rows for name in (first, *others.split("; ")) if name}
    seats = {row[0]: row[1] for row in table("identity/metonyms.tsv") if row[2] == "government"}
    organs = {}
    for row in table("offices/organisations.tsv"):
        name, country, _, _, others = (*row, "", "", "", "")[:5]
        organs |= dict.fromkeys((name, *others.split("; ")), country) if country else {}
    every = {**organs, **seats, **_adjectives(), **named}
    return {name.removeprefix("the "): country for name, country in every.items() if name}


@cache
def _adjectives() -> Mapping[str, str]:
    """Return adjectives and names of peoples, singular and plural."""
    rows = [row for row in table("names/nationalities.tsv") if len(row) > 1 and row[1]]
    plurals = {f"{row[0]}s": row[1] for row in rows if not row[0].endswith(("s", "h", "se"))}
    return {row[0]: row[1] for row in rows} | plurals
