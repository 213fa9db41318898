"""A name -> the row of our tables that it stands for: well-known people, organisations, places, spelt in many ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from rashomon.data import table
from rashomon.link.identity.letters import CACHED, fold
from rashomon.link.identity.organisation import core, is_acronym, place_core
from rashomon.link.identity.person import PersonName, compare_people, given_key, parse_person

__all__ = ["Known", "Metonym", "full_name", "key_of", "known", "metonym"]

KnownKind = Literal["person", "organisation", "place"]
_FILES: tuple[tuple[KnownKind, str], ...] = (
    ("place", "identity/countries.tsv"),
    ("place", "identity/places.tsv"),
    ("organisation", "identity/organisations.tsv"),
    ("person", "identity/people.tsv"),
)
# `WHO` and `ICE` are no words in capitals, `MALI` may be
_LONG_ENOUGH_TO_SHOUT = 4
# shorter words sound like too many others
_LONG_ENOUGH_TO_HEAR = 6


class Known(NamedTuple):
    """Somebody or something of the tables: what kind, and the name that stands for all the others.

    `detail` is the country of a place or organisation (ISO 3166 alpha-3), the gender of a person; it may be empty.
    """

    kind: KnownKind
    name: str
    detail: str = ""


class Metonym(NamedTuple):
    """What a place or building speaks for: a country's `government`, or itself as an institution of the country."""

    country: str
    stands_for: str


@lru_cache(CACHED)
def known(name: str, kind: str | None = None) -> Known | None:
    """Return what the tables know under this name, of this kind if one is given; None where they know nothing.

    Looked up as it is written, then by its telling words, its parts or its sound. Capitals count in acronyms: `WHO` is
    not `Who`. A place goes before an organisation, that before a person; two of a kind that fit equally well are none.
    """
    # most names that the tables know are found as they are written: their parts need not be looked at
    for find in (_written, _shouted, _by_structure):
        rows = find(name)
        fitting = list(dict.fromkeys(row for row in rows if kind in (None, row.kind)))
        if fitting:
            return fitting[0] if len({row.kind for row in fitting}) == len(fitting) else None
    return None


def key_of(name: str) -> str:
    """Return what names are looked up by: the folded words, without `the`; an acronym keeps its capitals."""
    bare = name.removeprefix("the ").removeprefix("The ")
    return bare.replace(".", "") if is_acronym(bare) else fold(bare)


def _written(name: str) -> Sequence[Known]:
    return _by_key().get(key_of(name), ())


def _shouted(name: str) -> Sequence[Known]:
    """Return the rows of a headline's `MOSCOW`: no acronym, if none is known, and long enough to be a name."""
    return _by_key().get(fold(name), ()) if is_acronym(name) and len(fold(name)) >= _LONG_ENOUGH_TO_SHOUT else ()


@lru_cache(CACHED)
def _by_structure(name: str) -> Sequence[Known]:
    """Return the rows of a name's telling words, its parts or its sound; none for an acronym. Each kind asks anew."""
    if is_acronym(name):
        return ()
    found = [row for row in _by_core().get(core(name), ()) if row.kind == "organisation"]
    found += [row for row in _by_core().get(place_core(name), ()) if row.kind == "place"]
    person = parse_person(name)
    if not person.bare:
        return found + _people_named(person)
    heard = len(name) >= _LONG_ENOUGH_TO_HEAR and " " not in name
    return found + (_surnames().get(person.surname, []) if heard else [])


def _people_named(person: PersonName) -> list[Known]:
    """Return the people of whom the name can be, and against none of whose own names it speaks.

    The name of a son who has another second surname or middle name is that of nobody in the tables.
    """
    verdicts: dict[Known, list[bool]] = defaultdict(list)
    for row, full in _people().get(person.surname, ()):
        verdicts[row].append(compare_people(person, full).same)
    return [row for row, same in verdicts.items() if all(same)]


@cache
def _rows() -> tuple[tuple[Known, tuple[str, ...]], ...]:
    """Return every row of the tables with all its names."""
    found = []
    for kind, file in _FILES:
        for row in table(file):
            detail, others = (*row[1:], "", "")[:2]
            names = [n.strip() for n in others.split(";")]
            found.append((Known(kind, row[0], detail.strip()), (row[0], *filter(None, names))))
    return tuple(found)


@cache
def _by_key() -> Mapping[str, list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for row, names in _rows():
        for key in dict.fromkeys(map(key_of, names)):
            found[key].append(row)
    return found


@cache
def _by_core() -> Mapping[tuple[str, ...], list[Known]]:
    """Return the rows by their telling words, but for those of short single words."""
    found: dict[tuple[str, ...], list[Known]] = defaultdict(list)
    for row, names in _rows():
        if row.kind != "person":
            shape = core if row.kind == "organisation" else place_core
            for key in dict.fromkeys(shape(n) for n in names if not is_acronym(n)):
                if len(key) > 1 or len(key[0]) >= _LONG_ENOUGH_TO_HEAR:
                    found[key].append(row)
    return found


@cache
def _people() -> Mapping[str, list[tuple[Known, PersonName]]]:
    found: dict[str, list[tuple[Known, PersonName]]] = defaultdict(list)
    for row, names in _rows():
        if row.kind == "person":
            for parsed in dict.fromkeys(map(parse_person, names)):
                if not parsed.bare:
                    found[parsed.surname].append((row, parsed))
    return found


@cache
def _surnames() -> Mapping[str, list[Known]]:
    """Return the people whom a surname alone means, by how it sounds."""
    found: dict[str, list[Known]] = defaultdict(list)
    for row, names in _rows():
        alone = [parse_person(name).surname for name in names if row.kind == "person" and " " not in name]
        for surname in {parse_person(row.name).surname} & set(alone):
            found[surname].append(row)
    return found


@cache
def full_name(person: Known) -> PersonName:
    """Return the fullest of a person's names in the tables: middle names and a second surname tell namesakes apart."""
    usual = parse_person(person.name)
    names = [full for row, full in _people().get(usual.surname, ()) if row == person]
    forms = [n for n in names if n.generation == usual.generation and compare_people(n, usual).same]
    first = [n for n in forms if usual.given and given_key(n.given[0]) == given_key(usual.given[0])]
    return max(first, key=lambda n: (bool(n.second), len(n.given), n), default=usual)


@cache
def _metonyms() -> Mapping[str, Metonym]:
    return {fold(row[0]): Metonym(row[1], row[2]) for row in table("identity/metonyms.tsv")}


def metonym(name: str) -> Metonym | None:
    """Return what the name of a capital or of a seat of power stands for where it acts, None if for nothing."""
    return _metonyms().get(fold(name).removeprefix("the "))
