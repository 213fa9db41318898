"""The table of offices and their holders -> who held an office on a day, and which offices somebody held.

Dates may be partial (`2023`, `2023-07`): they stand for all their days. Where the table itself knows only the year, a
holder counts on all of that year's days for `holders`, and on none of them for `offices_of`: so that one name in the
answer is sure, and an office given to a name is sure.
"""

from __future__ import annotations

import calendar
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.data import table

__all__ = ["Tenure", "fold", "holders", "offices_of", "tenures", "tenures_of", "without_initials"]


class Tenure(NamedTuple):
    """A row of `holders.tsv`: who held which office of whom, from when to when.

    `of` is a country (ISO 3166 alpha-3) or the short name of an organisation; dates may be partial. Where `end` is
    empty, the person held the office when the source was made, which is `seen`; nothing is known of later days.
    """

    of: str
    office: str
    person: str
    start: str
    end: str
    seen: str
    source: str
    checked: str


@cache
def tenures() -> tuple[Tenure, ...]:
    """Return all rows of the table, in its order."""
    return tuple(Tenure(*row) for row in table("offices/holders.tsv"))


def holders(of: str, office: str, earliest: str, latest: str | None = None) -> tuple[str, ...]:
    """Return who may have held an office between two dates (or on one), each once, in the order they came into it.

    One name is a sure answer; on the day of a handover there are two; none means that the table does not know.
    """
    first, last = first_day(earliest), last_day(latest or earliest)
    found = [t.person for t in _by_office().get((of, office), ()) if first_day(t.start) <= last and first <= _end(t)]
    return tuple(dict.fromkeys(found))


def offices_of(person: str, earliest: str, latest: str | None = None) -> tuple[Tenure, ...]:
    """Return the offices that somebody of this name held on every day between two dates (or of one)."""
    first, last = first_day(earliest), last_day(latest or earliest)
    return tuple(t for t in tenures_of(person) if last_day(t.start) <= first and last <= _sure_end(t))


def tenures_of(person: str) -> tuple[Tenure, ...]:
    """Return all that the table knows of somebody of this name."""
    return tuple(_by_person().get(fold(person), ()))


# the words of an article are asked for again and again
@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """Return a name as it is compared: lower case, without accents, apostrophes and dots, hyphens made spaces."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(name.casefold().translate(_LETTERS).split())


def without_initials(name: str) -> str:
    """Return a folded name of two words or more without single letters and `Jr.`; the whole where less is left."""
    words = fold(name).split()
    kept = [word for word in words if len(word) > 1 and word not in ("jr", "sr")]
    return " ".join(kept if len(kept) > 1 else words)


_LETTERS = str.maketrans(
    {"-": " ", "’": "", "'": "", "ʻ": "", "`": "", ".": " ", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae"}
)


def first_day(date: str) -> str:
    """Return the first day of a date that may be partial."""
    return {4: f"{date}-01-01", 7: f"{date}-01"}.get(len(date), date[:10])


def last_day(date: str) -> str:
    """Return the last day of a date that may be partial."""
    if len(date) == 7:
        year, month = map(int, date.split("-"))
        return f"{date}-{calendar.monthrange(year, month)[1]:02}"
    return f"{date}-12-31" if len(date) == 4 else date[:10]


def _end(tenure: Tenure) -> str:
    return last_day(tenure.end or tenure.seen)


def _sure_end(tenure: Tenure) -> str:
    return first_day(tenure.end) if tenure.end else last_day(tenure.seen)


@cache
def _by_office() -> Mapping[tuple[str, str], list[Tenure]]:
    found: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for tenure in tenures():
        found[tenure.of, tenure.office].append(tenure)
    return found


@cache
def _by_person() -> Mapping[str, list[Tenure]]:
    found: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures():
        for name in {fold(tenure.person), without_initials(tenure.person)}:
            found[name].append(tenure)
    return found
