"""Profiles of events -> for each, which one before it is the same event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.model import EventProfile

__all__ = ["BY", "Antecedent", "choose_antecedent", "keys_of"]

BY = "cluster/1"


class Antecedent(NamedTuple):
    """The event that another one is, how sure that is in 0..1, and why."""

    event: str
    score: float
    reason: str


def keys_of(profile: EventProfile, blocks: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of an event, by the blocks of identity that its participants stand in (entity -> block)."""
    named = sorted({blocks[e] for e in (*profile.actors, *profile.recipients) if e in blocks})
    return frozenset(f"{profile.type}|{block}|{profile.earliest}" for block in named)


def choose_antecedent(profile: EventProfile, before: Sequence[EventProfile]) -> Antecedent | None:
    """Return which of the events before it in the pile an event is, None if none; participants are the pile's entities.

    A pure function: `before` may come in any order, and each of them shares a key with `profile`.
    """
    same = [p for p in before if p.stem == profile.stem and set(p.actors) == set(profile.actors)]
    first = min(same, key=lambda p: (p.document, p.event), default=None)
    return None if first is None else Antecedent(first.event, 1.0, "the same word, the same actors, the same day")
