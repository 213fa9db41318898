"""Words for a place -> the country it is in, as ISO 3166 alpha-3: "Mariupol" is in UKR, "eastern Ukraine" too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from rashomon.data import table
from rashomon.data.countries import country_of

__all__ = ["country_of_place"]


def country_of_place(words: str) -> str | None:
    """Return the country of a place that news often names, by any of its names, or that the words themselves name.

    None for all others: most towns have namesakes, and which one is meant would be a guess. None as well for what lies
    in no country or in a disputed one, as far as the table knows.
    """
    name = " ".join(words.split()).removeprefix("the ")
    return _places()[name] if name in _places() else country_of(words)


@cache
def _places() -> Mapping[str, str | None]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, country, others in (row for row in table("identity/places.tsv") if len(row) == 3):
        for one in (name, *others.split("; ")):
            found[one.removeprefix("the ")].add(country)
    return {name: countries.pop() or None for name, countries in found.items() if name and len(countries) == 1}
