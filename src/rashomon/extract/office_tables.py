"""Data files about offices -> phrases to look up in a text: titles, organs of states, organisations, countries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from rashomon.data import table
from rashomon.data.offices import fold, tenures, without_initials
from rashomon.extract.tables import nationalities, places

__all__ = [
    "Body",
    "Organisation",
    "Phrases",
    "Title",
    "bodies",
    "countries",
    "country_of_place",
    "full_name",
    "is_famous",
    "organisation_of",
    "organisations",
    "sector_of",
    "split",
    "title_length",
    "titles",
    "words_of",
]

T = TypeVar("T")
_HYPHEN = re.compile(r"(?<=\w)[-–](?=\w)")
_GENITIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")


class Title(NamedTuple):
    """What a title means: the canonical office, its sector, and for whom it means that (empty: for anybody)."""

    office: str
    sector: str
    whose: frozenset[str] = frozenset()


class Body(NamedTuple):
    """An organ that every state has (`name` is empty for people who act for one), and its sector."""

    name: str
    sector: str


class Organisation(NamedTuple):
    """An organisation, the country it is part of (None: international), its sector, the office of its head."""

    name: str
    country: str | None
    sector: str
    head: str


class Phrases(Generic[T]):
    """A dictionary whose keys are sequences of words, looked up inside a text; the longest key is taken."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._entries: dict[tuple[str, ...], list[T]] = {}
        for key, value in entries:
            meanings = self._entries.setdefault(tuple(split(key)), [])
            meanings += [value] if value not in meanings else []
        # most words begin and end no phrase, and need no look at what stands beside them
        self._from, self._upto = (_lengths_by(self._entries, i) for i in (0, -1))

    def ending(self, words: Sequence[str], end: int) -> tuple[int, list[T]] | None:
        """Return where the longest phrase starts that ends just before `end`, and what it means."""
        if not 0 < end <= len(words):
            return None
        for length in self._upto.get(words[end - 1], ()):
            start = end - length
            found = self._entries.get(tuple(words[start:end])) if start >= 0 else None
            if found:
                return start, found
        return None

    def starting(self, words: Sequence[str], start: int) -> tuple[int, list[T]] | None:
        """Return just after which word the longest phrase ends that starts at `start`, and what it means."""
        if not 0 <= start < len(words):
            return None
        for length in self._from.get(words[start], ()):
            end = start + length
            found = self._entries.get(tuple(words[start:end])) if end <= len(words) else None
            if found:
                return end, found
        return None


def _lengths_by(keys: Iterable[tuple[str, ...]], place: int) -> Mapping[str, Sequence[int]]:
    """Return how many words the phrases have, the longest first, by the word that stands at a place in them."""
    found: dict[str, set[int]] = {}
    for key in keys:
        if key:
            found.setdefault(key[place], set()).add(len(key))
    return {word: sorted(lengths, reverse=True) for word, lengths in found.items()}


def split(text: str) -> list[str]:
    """Return the words of a phrase as they are compared: hyphens part words, an `'s` is a word of its own."""
    return _GENITIVE.sub(" 's", _HYPHEN.sub(" ", text)).split()


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the words of one kind (`offices/words.tsv`)."""
    rows = [row[1] for row in table("offices/words.tsv") if row[0] == kind]
    return frozenset(word.replace("+", " ") for words in rows for word in words.split())


@cache
def titles() -> Phrases[Title]:
    """Return titles in lower case; those of ministers are made of what they can be minister for."""
    found = []
    for office, sector, whose, words in table("offices/titles.tsv"):
        title = Title(office, sector, frozenset(name.replace("+", " ") for name in whose.split()))
        found += [(word, title) for word in words.lower().split("; ")]
    for field, _, words in table("offices/fields.tsv"):
        minister = Title(f"{field} minister", "GOV")
        for word in words.split("; "):
            found += [(form.format(word), minister) for form in _MINISTERS]
    return Phrases(found)


_MINISTERS = (
    "{} minister", "minister of {}", "minister for {}", "{} secretary", "secretary of {}", "secretary for {}",
    "secretary of state for {}", "minister of the {}", "federal minister of {}",
)  # fmt: skip


def title_length(words: Sequence[str]) -> int:
    """Return how many words a name begins with that are titles, all but its last: two of `Acting President Roe`."""
    lower, n = [word.lower() for word in words], 0
    while n + 1 < len(words) and (lower[n] in words_of("beside a title") or titles().ending(lower[: n + 1], n + 1)):
        n += 1
    return n


@cache
def bodies() -> Phrases[Body]:
    """Return organs of states in lower case, ministries included."""
    found = [
        (word, Body(name, sector)) for name, sector, words in table("offices/bodies.tsv") for word in words.split("; ")
    ]
    for field, sector, words in table("offices/fields.tsv"):
        for word in words.split("; "):
            found += [(form.format(word), Body(f"{field} ministry", sector)) for form in _MINISTRIES]
    return Phrases(found)


_MINISTRIES = (
    "{} ministry", "ministry of {}", "ministry for {}", "ministry of the {}", "{} department", "department of {}",
    "{} office",
)  # fmt: skip


@cache
def organisations() -> Phrases[Organisation]:
    """Return organisations by all their names, as they are spelt: `who` is a pronoun, `WHO` is not."""
    found = []
    for row in table("offices/organisations.tsv"):
        name, country, sector, head, others = (*row, "", "", "")[:5]
        organisation = Organisation(name, country or None, sector, head)
        found += [(other, organisation) for other in (name, *filter(None, others.split("; ")))]
    return Phrases(found)


@cache
def countries() -> Phrases[str]:
    """Return names of countries, their adjectives, and capitals that stand for them, as they are spelt."""
    names = [(row[0], row[1]) for row in table("identity/countries.tsv")]
    names += [
        (other, row[1]) for row in table("identity/countries.tsv") if len(row) > 2 for other in row[2].split("; ")
    ]
    names += [(row[0], row[1]) for row in table("identity/metonyms.tsv") if row[2] == "government"]
    return Phrases([*names, *((name, country) for name, country in nationalities().items() if country)])


def country_of_place(name: str, *, sure: bool = False) -> str | None:
    """Return the country of a town or region whose name means nothing else, or of which it is `sure` that it is one."""
    place = places().get(name)
    if place is not None and place.doubtful and not sure:
        return None
    return (place.country if place is not None else None) or _spelt_places().get(name)


@cache
def _spelt_places() -> Mapping[str, str]:
    rows = [(row[0], row[1], row[2] if len(row) > 2 else "") for row in table("identity/places.tsv")]
    return {name: country for first, country, others in rows for name in (first, *others.split("; ")) if name}


def full_name(name: str, *, reigns: bool = False) -> str | None:
    """Return the name under which `holders.tsv` has somebody: other spellings are looked up, initials left out.

    None for a single name that is nobody's alone, unless they reign: kings are called so.
    """
    folded = fold(name)
    known = _known_as().get(folded)
    if known is not None:
        return known
    words = without_initials(name).split()
    if reigns and len(words) > 1 and words[0] in words_of("of a throne"):
        words = words[1:]
    if len(words) > 2:
        return _by_ends(words) or " ".join(words)
    return " ".join(words) if len(words) > 1 or reigns else None


def _by_ends(words: Sequence[str]) -> str | None:
    """Return the one holder whose name is a longer one without names in its middle: `Paul-Henri Sandaogo Damiba`."""
    names = [name for name in _names_by_ends().get((words[0], words[-1]), ()) if set(name.split()) < set(words)]
    return names[0] if len(names) == 1 else None


@cache
def _names_by_ends() -> Mapping[tuple[str, str], frozenset[str]]:
    """Return names of holders of two words or more by the first and the last."""
    found: dict[tuple[str, str], set[str]] = {}
    for tenure in tenures():
        words = fold(tenure.person).split()
        if len(words) > 1:
            found.setdefault((words[0], words[-1]), set()).add(" ".join(words))
    return {ends: frozenset(names) for ends, names in found.items()}


def is_famous(person: str) -> bool:
    """Tell whether somebody is in the table of other spellings: news writes of them without saying who they are."""
    return fold(person) in _known_as()


@cache
def _known_as() -> Mapping[str, str]:
    rows = [(row[0], other) for row in table("offices/known_as.tsv") for other in (row[0], *row[1].split("; "))]
    return {fold(other): person for person, other in rows}


def organisation_of(name: str) -> Organisation | None:
    """Return the organisation of this name, None for a country."""
    return next((o for o in _organisations() if o.name == name), None)


@cache
def _organisations() -> tuple[Organisation, ...]:
    rows = [(*row, "", "")[:4] for row in table("offices/organisations.tsv")]
    return tuple(Organisation(name, country or None, sector, head) for name, country, sector, head in rows)


@cache
def sector_of(office: str) -> str:
    """Return the sector of a state's office by its canonical name."""
    known = {row[0]: row[1] for row in table("offices/titles.tsv")}
    if office in known:
        return known[office]
    return "MIL" if office.endswith(("commander", "defence ministry spokesperson")) else "GOV"
