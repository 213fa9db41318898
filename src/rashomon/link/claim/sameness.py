"""Two clauses of a pile -> whether they are accounts of one thing, and in what they differ; None where they are not.

Accounts are of one thing if all that they tell agrees, but for one thing at most: whether it was so, who did it to
whom, or when. What differs in more is two things, and not one in dispute.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec.structs import replace

from rashomon.link.claim.predicates import agree_in_verb, befalls, is_mutual, is_once, only_one
from rashomon.link.event.likeness import agree_in_place, compare
from rashomon.link.event.parties import compare_parties
from rashomon.profiles import Deed, EventProfile, Party

__all__ = ["Difference", "Sameness", "compare_deeds"]

# opposite: one says that it was so, the other that it was not; swapped: who did it is to whom it was done; other actor,
# other recipient: only one can be right; time: the days or hours cannot both be
Difference = Literal["opposite", "swapped", "actor", "recipient", "time"]
_ALIKE = frozenset({"same", "like"})


class Sameness(NamedTuple):
    """How sure it is that two accounts are of one thing, in 0..1, why, and in what they differ, if in anything."""

    score: float
    reason: str
    difference: Difference | None = None


# what two accounts must reach by the likeness of events to be taken for one; a difference asks for more
_ENOUGH = 0.3
_ENOUGH_TO_DIFFER = 0.4


def compare_deeds(a: Deed, b: Deed) -> Sameness | None:
    """Return whether two deeds are accounts of one thing, and what they differ in; None where they are two things."""
    verbs = agree_in_verb(a.lemma, b.lemma)
    if verbs == "other":
        return None
    ours, theirs = a.profile, replace(b.profile, stem=a.profile.stem)
    denied = (a.realis == "negated") != (b.realis == "negated")
    opposite = denied != (verbs == "opposite")
    if (like := _alike(ours, theirs)) is not None:
        if not opposite:
            return Sameness(like[0], like[1], "time" if _is_at_other_hour(a, b) else None)
        return Sameness(like[0], like[1], "opposite") if like[0] >= _ENOUGH_TO_DIFFER else None
    if opposite:
        return None
    return _differing(a, b, ours, theirs)


def _alike(a: EventProfile, b: EventProfile) -> tuple[float, str] | None:
    """Return how like two profiles with the same verb are, and why; None where that is not enough to be one thing."""
    roles = compare_parties(a.actors, b.actors), compare_parties(a.recipients, b.recipients)
    if not set(roles) & _ALIKE or "apart" in roles or agree_in_place(a, b) == "other":
        return None
    like = compare(a, b)
    return None if like is None or like.score < _ENOUGH else (like.score, like.reason)


def _differing(a: Deed, b: Deed, ours: EventProfile, theirs: EventProfile) -> Sameness | None:
    """Return the one thing in which two deeds differ that are alike in all else."""
    turned = replace(theirs, actors=theirs.recipients, recipients=theirs.actors)
    can_turn = _both_sides(ours) and _both_sides(theirs) and not is_mutual(a.lemma) and not befalls(a.lemma)
    like = compare(ours, turned) if can_turn and _are_all_alike(ours, turned) else None
    if like is not None and like.score >= _ENOUGH_TO_DIFFER:
        return Sameness(like.score, like.reason, "swapped")
    if is_once(a.lemma) and _is_one_with_a_name(ours.recipients, theirs.recipients) and _are_dated_apart(ours, theirs):
        same_day = replace(theirs, earliest=ours.earliest, latest=ours.latest)
        if _alike(ours, same_day):
            return Sameness(_ENOUGH_TO_DIFFER, "it can befall somebody only once", "time")
    return _with_other_party(a, ours, theirs)


def _with_other_party(a: Deed, ours: EventProfile, theirs: EventProfile) -> Sameness | None:
    """Return that two deeds name another for a role that only one can have."""
    for side, other in (("actors", "recipients"), ("recipients", "actors")):
        role: Literal["actor", "recipient"] = "actor" if side == "actors" else "recipient"
        if not only_one(role, a.lemma) or compare_parties(getattr(ours, side), getattr(theirs, side)) != "apart":
            continue
        same = replace(theirs, **{side: getattr(ours, side)})
        if compare_parties(getattr(ours, other), getattr(theirs, other)) in _ALIKE and (close := _alike(ours, same)):
            return Sameness(close[0], close[1], role)
    return None


def _both_sides(profile: EventProfile) -> bool:
    return bool(profile.actors and profile.recipients)


def _are_all_alike(a: EventProfile, b: EventProfile) -> bool:
    roles = compare_parties(a.actors, b.actors), compare_parties(a.recipients, b.recipients)
    return set(roles) <= _ALIKE and agree_in_place(a, b) != "other"


def _is_one_with_a_name(ours: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """Tell whether both name the same one: `a soldier` dies on any day."""
    named = [p for p in (*ours, *theirs) if p.names]
    return len(ours) == len(theirs) == 1 and len(named) == 2 and compare_parties(ours, theirs) in _ALIKE


def _are_dated_apart(a: EventProfile, b: EventProfile) -> bool:
    if not (a.dated and b.dated and a.earliest and a.latest and b.earliest and b.latest):
        return False
    return a.latest < b.earliest or b.latest < a.earliest


def _is_at_other_hour(a: Deed, b: Deed) -> bool:
    return a.clock is not None and b.clock is not None and a.clock != b.clock
