"""The verbs of two clauses -> whether they say the same, the opposite, or something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from rashomon.data import table
from rashomon.link.event.words import stem

__all__ = [
    "Agreement", "agree_in_verb", "befalls", "is_empty", "is_estimate", "is_impact", "is_light", "is_mutual", "is_once",
    "kinds_of_verb", "only_one",
]  # fmt: skip

Agreement = Literal["same", "synonyms", "opposite", "other"]

# verbs, and pairs of verbs, that a process keeps in mind
_CACHED = 1 << 16


@lru_cache(_CACHED)
def agree_in_verb(a: str, b: str) -> Agreement:
    """Return how two base forms ("shoot down", "be full") agree."""
    if _are_opposite(a, b):
        return "opposite"
    if _key(a) == _key(b):
        return "same"
    # in a collision both collide, whoever struck whom; to be or have anything is nothing in common
    if is_mutual(a) != is_mutual(b) or is_empty(a) or is_empty(b):
        return "other"
    return "synonyms" if _kinds_of(a) & _kinds_of(b) else "other"


@lru_cache(_CACHED)
def kinds_of_verb(lemma: str) -> frozenset[str]:
    """Return what a verb may be compared by: synonyms have a kind in common, and so have opposites."""
    return _kinds_of(lemma) | {_key(lemma)} | {f"side of {row}" for row, _ in _sides().get(_key(lemma), ())}


def is_mutual(lemma: str) -> bool:
    """Tell whether both sides do the same to each other: "met", "agreed with"."""
    return _listed("mutual", lemma)


def is_impact(lemma: str) -> bool:
    """Tell whether one thing runs into another by it: "rammed", "struck", but not "shelled"."""
    return _listed("impact", lemma) or _listed("impact", _key(lemma))


def is_once(lemma: str) -> bool:
    """Tell whether it can befall somebody only once: "died"."""
    return _listed("once", lemma)


def befalls(lemma: str) -> bool:
    """Tell whether who does it is whom it happens to: "the boat sank"."""
    return _listed("befall", lemma)


def is_empty(lemma: str) -> bool:
    """Tell whether a verb says no more than that its subject took place: "the blast happened"."""
    is_number = lemma.startswith("be ") and any(c.isdigit() for c in lemma)  # "inflation was 8.4 per cent"
    return is_number or _listed("empty", lemma)


def is_light(lemma: str) -> bool:
    """Tell whether a verb says nothing without its object, which may be anything: "gave the order"."""
    return _listed("light", lemma)


def is_estimate(lemma: str) -> bool:
    """Tell whether who does it is the one who gives a number: "the insurers put it at 30 million"."""
    return _listed("estimate", lemma)


def only_one(side: Literal["actor", "recipient"], lemma: str) -> bool:
    """Tell whether only one can have done it, or can it have been done to: "won the race", "elected him"."""
    return _listed(f"one {side}", lemma)


def _are_opposite(a: str, b: str) -> bool:
    theirs = dict(_sides().get(_key(b), ()))
    return any(theirs.get(row, left) != left for row, left in _sides().get(_key(a), ()))


@cache
def _sides() -> Mapping[str, tuple[tuple[int, bool], ...]]:
    """Return for each verb the rows of opposites that it stands in, and whether on their left."""
    found: dict[str, list[tuple[int, bool]]] = {}
    rows = [row for row in table("claims/predicates.tsv") if row[0] == "opposite"]
    for number, (_, left, right) in enumerate(rows):
        for words, is_left in ((left, True), (right, False)):
            for lemma in words.split(", "):
                found.setdefault(_key(lemma), []).append((number, is_left))
    return {lemma: tuple(places) for lemma, places in found.items()}


def _kinds_of(lemma: str) -> frozenset[str]:
    """Return the kinds of deed that a verb may name; "turn up" is not "turn"."""
    return _kinds().get(_stems(_key(lemma)), frozenset())


@cache
def _kinds() -> Mapping[tuple[str, ...], frozenset[str]]:
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    rows = [row for row in table("claims/predicates.tsv") if row[0] == "synonyms"]
    for kind, phrases in (*table("clusters/synonyms.tsv"), *((row[1], row[1]) for row in rows)):
        for phrase in phrases.split(", "):
            found[_stems(phrase)].add(f"to do: {kind}")
    return {stems: frozenset(kinds) for stems, kinds in found.items()}


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    rows = (row for row in table("claims/predicates.tsv") if row[0] not in ("opposite", "synonyms"))
    return {row[0]: frozenset(row[1].split(", ")) for row in rows}


def _listed(kind: str, lemma: str) -> bool:
    """Tell whether a verb is listed, as it stands or without the preposition that leads to whom ("clash with")."""
    return lemma in _lists()[kind] or lemma.rpartition(" ")[0] in _lists()[kind]


def _key(lemma: str) -> str:
    """Return a verb without a preposition that makes no difference: "hit" for "hit at", but "vote against"."""
    first, _, last = lemma.rpartition(" ")
    return first if last in ("at", "on", "upon", "into", "with", "to") and first and lemma != "agree to" else lemma


@cache
def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in phrase.split())
