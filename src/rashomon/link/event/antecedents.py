"""Profiles of events -> for each, which one before it is the same event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rashomon.link.event.likeness import Weights, are_apart, compare
from rashomon.model import Antecedent, EventProfile

__all__ = ["BY", "choose_antecedent", "keys_of", "order_of"]

BY = "cluster/1"

# days: events whose days overlap share a stretch of so many, or two neighbouring ones do
_STRETCH = 4
# days: who knows no more of the time than this is compared only with those who know as little
_VAGUE = 20


def order_of(profile: EventProfile) -> tuple[int, str, str, str]:
    """Return the place of an event in the pile, smallest first: the accounts that say most, then by day and id.

    So an account that leaves out who did it finds all those before it that say so, and follows one of them; it cannot
    stand between two that contradict each other and make them one.
    """
    said = (profile.actors, profile.recipients, profile.place, profile.dated)
    return sum(not part for part in said), profile.earliest or "", profile.document, profile.event


def keys_of(profile: EventProfile, blocks: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of an event, by the blocks of identity that its participants stand in (entity -> block)."""
    parties = (*profile.actors, *profile.recipients)
    named = {blocks[p.entity] for p in parties if p.entity is not None and p.entity in blocks}
    about = {*named, " ".join(profile.place)} - {""} or {profile.stem}
    return frozenset(f"{profile.type}|{what}|{days}" for what in about for days in _stretches(profile))


def _stretches(profile: EventProfile) -> Iterator[str]:
    """Yield the stretches of the calendar that an event may lie in."""
    if profile.earliest is None or profile.latest is None:
        yield "undated"
        return
    first, last = (date.fromisoformat(day).toordinal() for day in (profile.earliest, profile.latest))
    if last - first > _VAGUE:
        yield f"{profile.earliest[:4]}-{profile.latest[:4]}"
        return
    yield from map(str, range(first // _STRETCH, last // _STRETCH + 1))


def choose_antecedent(
    profile: EventProfile, before: Sequence[EventProfile], weights: Weights | None = None
) -> Antecedent | None:
    """Return which of the events before it in the pile an event is, None if none; participants are the pile's entities.

    A pure function: `before` may come in any order, and each of them shares a key with `profile`. An account that is
    as much like one that contradicts this one is passed over: through it two events would become one.
    """
    against = [p for p in before if are_apart(profile, p)]
    likes = [(p, like) for p in before if (like := compare(profile, p, weights)) is not None and like.score >= 0.5]
    for other, like in sorted(likes, key=lambda pair: (-round(pair[1].score, 6), order_of(pair[0]))):
        if not any(_is_one(other, p, weights) for p in against):
            return Antecedent(event=other.event, score=round(like.score, 3), reason=like.reason)
    return None


def _is_one(a: EventProfile, b: EventProfile, weights: Weights | None) -> bool:
    like = compare(a, b, weights)
    return like is not None and like.score >= 0.5
