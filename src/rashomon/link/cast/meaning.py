"""A description, and those whom its story names -> the one whom it means, if its words single one out.

Precision goes before all else: what is not definite means nobody in particular, and what two may be called by means
neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.link.cast.phrases import Description, words_of
from rashomon.model import EntityKind, Office

__all__ = ["Described", "Known", "Meaning", "Named", "is_head_of_state"]


class Known(NamedTuple):
    """Somebody whom a story names: an entity of the pile, what it is called, and the offices it holds."""

    entity: str
    kinds: frozenset[EntityKind]
    descriptions: Sequence[Description]
    offices: Sequence[Office]


class Described(NamedTuple):
    """A description where it stands: its words, as they are written and as they are read, and its office."""

    words: str
    kind: EntityKind
    read: Description
    office: Office | None


class Meaning(NamedTuple):
    """Whom a description means, how sure that is, and why."""

    entity: str
    score: float
    reason: str


# shares of right answers on NewsWCL50 (benchmarks/labels.py)
_BY_OFFICE, _BY_NOUN = 0.9, 0.8


class Named:
    """Those whom a story names, to be found by their offices and by what they are called.

    `told` are all descriptions of the story: where it speaks of a next coach, `the coach` may be either.
    """

    def __init__(self, story: Iterable[Known], told: Iterable[Description] = ()) -> None:
        self._changing = {read.head for read in told if not _words("to come").isdisjoint(read.words | read.of)}
        self._by_country: defaultdict[tuple[str | None, str], list[Known]] = defaultdict(list)
        self._by_noun: defaultdict[str, list[Known]] = defaultdict(list)
        for known in story:
            for place in dict.fromkeys(_place(office) for office in known.offices):
                self._by_country[place].append(known)
            for noun in dict.fromkeys(read.head for read in known.descriptions):
                self._by_noun[noun].append(known)

    def meant_by(self, one: Described) -> Meaning | None:
        """Return whom a description means: the one whose office it tells, else the one who is called so."""
        if not _is_definite(one):
            return None
        offices = self._by_country.get(_place(one.office), ()) if one.office else ()
        for score, those, fits, why in (
            (_BY_OFFICE, offices, _fits_office, "the office"),
            (_BY_NOUN, self._called(one.read), _fits_noun, "the noun"),
        ):
            found = [known.entity for known in those if one.kind in known.kinds and fits(one, known)]
            if found:
                reason = f"{why} of nobody else in the story: {one.read.head}"
                return Meaning(found[0], score, reason) if len(found) == 1 else None
        return None

    def _called(self, read: Description) -> Sequence[Known]:
        dated = not (_words("over") | _words("to come")).isdisjoint(read.words | read.of)
        return () if read.head in self._changing and not dated else self._by_noun.get(read.head, ())


def _place(office: Office) -> tuple[str | None, str]:
    return office.country, office.organisation or ""


def _is_definite(one: Described) -> bool:
    """Tell `the coach`, `his coach`, `Halvia's coach`, `head coach` from `a coach`, `two coaches`, `some of them`."""
    first = one.words.split()[0].lower()
    if one.read.plural or first in _words("indefinite") or first[0].isdigit():
        return False
    # a bare `president` or `son` is said of anybody
    return first != one.read.head or bool(one.read.words | one.read.of)


def _fits_office(one: Described, known: Known) -> bool:
    office = one.office
    if office is None or not office.title or not (office.country or office.organisation):
        return False
    return any(_is_one_office(office, held) for held in known.offices)


def is_head_of_state(office: Office) -> bool:
    """Tell whether an office is the first of a country: which of them it is, a description may leave open."""
    return office.title in _words("head of state") and not office.organisation


def _is_one_office(a: Office, b: Office) -> bool:
    same = a.title == b.title or (is_head_of_state(a) and is_head_of_state(b))
    return same and _place(a) == _place(b)


def _fits_noun(one: Described, known: Known) -> bool:
    """Tell whether somebody is called by the noun, beside a name or in another article, and nothing else clashes."""
    nations = _nations(one.read)
    theirs = {o.country for o in known.offices if o.country} | {n for d in known.descriptions for n in _nations(d)}
    if nations and theirs and nations.isdisjoint(theirs):
        return False
    return any(_is_one_noun(one.read, other) for other in known.descriptions)


def _is_one_noun(a: Description, b: Description) -> bool:
    if a.head != b.head or a.plural != b.plural or a.head in words_of("anybody"):
        return False
    beside, theirs = (d.words | d.of for d in (a, b))
    if beside & _words("rank") != theirs & _words("rank"):
        return False
    # who was, is and will be coach are three
    if any(beside.isdisjoint(_words(time)) != theirs.isdisjoint(_words(time)) for time in ("over", "to come")):
        return False
    telling = beside - _words("loose") - _words("over") - _words("to come")
    return not telling or bool(telling & theirs)


def _nations(read: Description) -> set[str]:
    return {name for name in read.of if len(name) == 3 and name.isupper()}


@cache
def _words(kind: str) -> frozenset[str]:
    lines = (row[1] for row in table("cast/meaning.tsv") if row[0] == kind)
    return frozenset(word.replace("+", " ") for line in lines for word in line.split())
