"""Two accounts of events -> how sure it is that they tell of one, and why; None where they cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from math import exp, sqrt
from typing import NamedTuple

from rashomon.data import table
from rashomon.link.event.parties import compare_parties
from rashomon.link.event.words import are_synonyms
from rashomon.model import EventProfile

__all__ = ["Likeness", "Weights", "are_apart", "compare", "features", "shipped_weights"]

Weights = Mapping[str, float]

# of these types both sides do the same, so that it does not matter who is named first
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})


class Likeness(NamedTuple):
    """How sure it is that two accounts tell of one event, in 0..1, and what speaks for it."""

    score: float
    reason: str


@cache
def shipped_weights() -> Weights:
    """Return the weights of the evidence (`clusters/weights.tsv`)."""
    return {row[0]: float(row[1]) for row in table("clusters/weights.tsv")}


def are_apart(a: EventProfile, b: EventProfile) -> bool:
    """Tell whether two accounts speak against each other: other days, other deeds, others who took part."""
    if not _may_be_one_day(a, b):
        return True
    if a.type != b.type and a.stem != b.stem:
        return True
    return "apart" in _roles(a, b)


def _may_be_one_day(a: EventProfile, b: EventProfile) -> bool:
    if a.earliest is None or b.earliest is None or a.latest is None or b.latest is None:
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def _roles(a: EventProfile, b: EventProfile) -> tuple[str, str]:
    """Return how the actors agree, and how the recipients do."""
    if a.type == b.type and a.type in _MUTUAL:
        all_of_them = compare_parties((*a.actors, *a.recipients), (*b.actors, *b.recipients))
        return all_of_them, all_of_them
    return compare_parties(a.actors, b.actors), compare_parties(a.recipients, b.recipients)


def features(a: EventProfile, b: EventProfile) -> dict[str, float]:
    """Return what speaks for and against two accounts telling of one event, by name, each between 0 and 1."""
    return dict(_features(a, b))


def _features(a: EventProfile, b: EventProfile) -> Iterator[tuple[str, float]]:
    yield "any two", 1.0
    yield f"trigger: {_trigger(a, b)}", 1.0
    for role, agreement in zip(("actor", "recipient"), _roles(a, b), strict=True):
        yield f"{role}: {agreement}", 1.0
    yield f"time: {_time(a, b)}", 1.0
    yield f"place: {_place(a, b)}", 1.0
    yield "words", _overlap(_common(a), _common(b))
    yield "names", _overlap(a.names, b.names)
    yield "other names", float(bool(a.names) and bool(b.names) and not set(a.names) & set(b.names))
    yield "one sentence", float(a.document == b.document and a.text == b.text)


def _trigger(a: EventProfile, b: EventProfile) -> str:
    if a.stem == b.stem:
        return "same"
    if are_synonyms(a.stem, b.stem):
        return "synonyms"
    return "same mode" if a.type == b.type and a.mode and a.mode == b.mode else "same type"


def _time(a: EventProfile, b: EventProfile) -> str:
    if a.earliest is None or b.earliest is None:
        return "unknown"
    if a.dated and b.dated:
        return "same day" if (a.earliest, a.latest) == (b.earliest, b.latest) else "days overlap"
    return "may be one day"


def _place(a: EventProfile, b: EventProfile) -> str:
    if not a.place or not b.place:
        return "unknown"
    return "same" if set(a.place) & set(b.place) else "other"


def _common(profile: EventProfile) -> tuple[str, ...]:
    """Return the words of the sentence that are neither names nor the trigger."""
    return tuple(w for w in profile.words if w not in profile.names and w not in profile.stem.split())


def _overlap(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    return len(set(a) & set(b)) / sqrt(len(a) * len(b)) if a and b else 0.0


# what a person is told of the evidence
_SAID = {
    "trigger: same": "the same word",
    "trigger: synonyms": "words of one meaning",
    "trigger: same mode": "the same kind of deed",
    "trigger: same type": "the same type of deed",
    "actor: same": "the same actor",
    "actor: like": "an actor who may be the same",
    "recipient: same": "the same recipient",
    "recipient: like": "a recipient who may be the same",
    "time: same day": "the same day",
    "time: days overlap": "days that overlap",
    "place: same": "the same place",
}


def compare(a: EventProfile, b: EventProfile, weights: Weights | None = None) -> Likeness | None:
    """Return how sure it is that two accounts tell of one event, and why; None where they speak against each other."""
    if are_apart(a, b):
        return None
    chosen = shipped_weights() if weights is None else weights
    found = features(a, b)
    odds = sum(value * chosen.get(name, 0.0) for name, value in found.items())
    told = [_SAID[name] for name, value in found.items() if value and name in _SAID]
    return Likeness(1 / (1 + exp(-odds)), ", ".join(told))
