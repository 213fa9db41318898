"""A description, and those whom its story names -> the one whom it means, if its words single one out.

Precision goes before all else: what is not definite means nobody in particular, and what two may be called by means
neither, unless the story's cast tells which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.link.cast.phrases import Description, words_of
from rashomon.model import EntityKind, Office

__all__ = ["Described", "Known", "Meaning", "is_head_of_state", "mean"]


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


def mean(one: Described, story: Iterable[Known], cast: str | None) -> Meaning | None:
    """Return whom a description means; `cast` is who the figures of the story say that it is, None where nobody is."""
    if not _is_definite(one):
        return None
    fitting = [known for known in story if one.kind in known.kinds]
    for score, fits, why in ((_BY_OFFICE, _fits_office, "the office"), (_BY_NOUN, _fits_noun, "the noun")):
        found = [known.entity for known in fitting if fits(one, known)]
        if len(found) == 1 or cast in found:
            meant = cast if cast in found else found[0]
            return Meaning(meant, score, f"{why} of nobody else in the story: {one.read.head}")
        if found:
            return None
    return None


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
    return same and a.country == b.country and (a.organisation or "") == (b.organisation or "")


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
    return not beside - _words("loose") or bool(beside & theirs)


def _nations(read: Description) -> set[str]:
    return {name for name in read.of if len(name) == 3 and name.isupper()}


@cache
def _words(kind: str) -> frozenset[str]:
    lines = (row[1] for row in table("cast/meaning.tsv") if row[0] == kind)
    return frozenset(word.replace("+", " ") for line in lines for word in line.split())
