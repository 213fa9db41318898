"""Two names -> whether they are of the same person, organisation or place, how sure that is, and why."""

from __future__ import annotations

from functools import cache

from rashomon.data import table
from rashomon.link.identity.known import Known, key_of, known
from rashomon.link.identity.letters import fold
from rashomon.link.identity.organisation import core, initials, is_acronym, place_core
from rashomon.link.identity.person import compare_people, parse_person
from rashomon.link.identity.verdict import Verdict
from rashomon.link.identity.words import is_given, kind_of_word
from rashomon.model import EntityKind

__all__ = ["looks_like", "same_name"]

_MAY_BE_DEFINED = 3  # letters: `EU` could stand for any two words


def same_name(a: str, b: str, kind: EntityKind | None = None) -> Verdict:
    """Tell whether two names, with nothing else known of them, are names of one thing.

    `kind` is what both are; None lets the names tell. A bare surname counts as any full name that ends in it.
    """
    # 1. as written   2. by the tables   3. acronyms   4. by what the names look like
    if key_of(a) == key_of(b):
        return Verdict(True, 1.0, "the same name")
    asked = kind if kind in ("person", "organisation", "place") else None
    one, other = known(a, asked), known(b, asked)
    if one or other:
        return _compare_known(a, b, one, other)
    if _is_acronym_of(a, b) or _is_acronym_of(b, a):
        return Verdict(True, 0.85, "an acronym of the other")
    kinds = {asked or looks_like(a), asked or looks_like(b)}
    if "organisation" in kinds:
        return _equal(core(a), core(b), "the same telling words")
    if "place" in kinds:
        return _equal(place_core(a), place_core(b), "the same words but for their spelling")
    return compare_people(parse_person(a), parse_person(b))


def _compare_known(a: str, b: str, one: Known | None, other: Known | None) -> Verdict:
    if one and other:
        if one == other:
            return Verdict(True, 0.98, f"both are names of {one.name} (table)")
        return Verdict(False, 0.02, f"one is {one.name}, the other {other.name} (tables)")
    row, name = (one, b) if one else (other, a)
    assert row is not None
    if row.kind == "person":
        return compare_people(parse_person(row.name), parse_person(name))
    if _is_acronym_of(name, row.name):
        return Verdict(True, 0.85, f"an acronym of {row.name}")
    return Verdict(False, 0.1, f"one is {row.name} (table), the other is no known name of it")


def _is_acronym_of(short: str, long: str) -> bool:
    return is_acronym(short) and len(key_of(short)) >= _MAY_BE_DEFINED and key_of(short) in initials(long)


def _equal(a: tuple[str, ...], b: tuple[str, ...], reason: str) -> Verdict:
    return Verdict(True, 0.9, reason) if a == b else Verdict(False, 0.1, "different words")


@cache
def _cues(kind: str) -> frozenset[str]:
    rows = [row[1] for row in table("names/cues.tsv") if row[0] == kind]
    return frozenset(fold(word) for row in rows for word in row.split())


def looks_like(name: str) -> str:
    """Return what a name is by its words alone: person, organisation, place, or nothing where they do not tell."""
    words = fold(name).split()
    if not words:
        return ""
    if is_acronym(name) or {words[-1], words[0]} & kind_of_word("legal") or words[0] in _cues("organisation first"):
        return "organisation"
    if len(words) > 1 and words[-1] in _cues("organisation last"):
        return "organisation"
    if len(words) > 1 and words[0] in kind_of_word("direction"):
        return "place"
    if len(words) > 1 and (words[-1] in _cues("place last") or words[0] in _cues("place first")):
        return "place"
    return "person" if len(words) > 1 and is_given(words[0]) else ""
