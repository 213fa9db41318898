"""Two clauses of a pile -> whether they are accounts of one thing, and in what they differ; None where they are not.

Accounts are of one thing if all that they tell agrees, but for one thing at most: whether it was so, who did it to
whom, or when. What differs in more is two things, and not one in dispute.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec.structs import replace

from rashomon.link.claim.parties import ALIKE, agree_in, are_alike, are_alike_by_name, are_crossed
from rashomon.link.claim.predicates import agree_in_verb, befalls, is_impact, is_mutual, is_once, only_one
from rashomon.link.event.likeness import agree_in_place, compare
from rashomon.link.event.parties import compare_parties, is_told
from rashomon.profiles import Deed, EventProfile, Party

__all__ = ["Difference", "Sameness", "compare_deeds"]

# opposite: one says that it was so, the other that it was not; swapped: who did it is to whom it was done; other actor,
# other recipient: only one can be right; time: the days or hours cannot both be
Difference = Literal["opposite", "swapped", "actor", "recipient", "time"]


class Sameness(NamedTuple):
    """How sure it is that two accounts are of one thing, in 0..1, why, and in what they differ, if in anything."""

    score: float
    reason: str
    difference: Difference | None = None


# what two accounts must reach by the likeness of events to be taken for one; a difference asks for more, and so do
# accounts of unknown days
_ENOUGH, _ENOUGH_UNDATED = 0.3, 0.6
_ENOUGH_TO_DIFFER = 0.4
_CROSSED = Sameness(_ENOUGH_TO_DIFFER, "things of one kind, each in the role of the other", "swapped")
_DENIED = Sameness(_ENOUGH_TO_DIFFER, "one article has it from one side, and denied by another", "opposite")


def compare_deeds(a: Deed, b: Deed) -> Sameness | None:
    """Return whether two deeds are accounts of one thing, and what they differ in; None where they are two things."""
    verbs = agree_in_verb(a.lemma, b.lemma)
    if verbs == "other" or _count_otherwise(a, b):
        return None
    ours = a.profile
    theirs = b.profile if b.profile.stem == ours.stem else replace(b.profile, stem=ours.stem)
    denied = (a.realis == "negated") != (b.realis == "negated")
    if verbs != "opposite" and not is_mutual(a.lemma) and are_crossed(ours, theirs):
        one_deed = verbs == "same" or (is_impact(a.lemma) and is_impact(b.lemma))
        return _CROSSED if one_deed and not denied and _may_be_one_deed(ours, theirs) else None
    like = _alike(ours, theirs, synonyms=verbs == "synonyms")
    if denied and like is None and verbs != "opposite" and _is_denied_beside(ours, theirs):
        return _DENIED
    if denied != (verbs == "opposite"):
        # two words may be opposites and tell of two things, one here and one there
        here = denied or bool(ours.place) == bool(theirs.place)
        sure = like is not None and here and like[0] >= _ENOUGH_TO_DIFFER and _is_particular(ours, theirs)
        return Sameness(*like, "opposite") if like is not None and sure else None
    if like is not None:
        return Sameness(*like, "time" if _is_at_other_hour(a, b) else None)
    return _differing(a, ours, theirs)


def _count_otherwise(a: Deed, b: Deed) -> bool:
    """Tell whether two deeds are of other numbers: which of these is right is a claim on a number."""
    return bool(a.counts and b.counts) and not set(a.counts) & set(b.counts)


def _alike(a: EventProfile, b: EventProfile, *, synonyms: bool = False) -> tuple[float, str] | None:
    """Return how like two profiles with the same verb are, and why; None where that is not enough to be one thing.

    Synonyms are of one thing only where nobody who takes part is called otherwise.
    """
    actors, recipients = agree_in(a, a.actors, b, b.actors), agree_in(a, a.recipients, b, b.recipients)
    roles = {actors, recipients}
    if not roles & ALIKE or "apart" in roles or agree_in_place(a, b) == "other" or (synonyms and "other" in roles):
        return None
    if actors in ALIKE and compare_parties(a.actors, b.actors) == "other":
        b = replace(b, actors=a.actors)
    if recipients in ALIKE and compare_parties(a.recipients, b.recipients) == "other":
        b = replace(b, recipients=a.recipients)
    least = _ENOUGH_UNDATED if None in (a.earliest, b.earliest) else _ENOUGH
    like = compare(a, b, least=least)
    return None if like is None or like.score < least else (like.score, like.reason)


def _is_particular(a: EventProfile, b: EventProfile) -> bool:
    """Tell whether more than a common noun makes two deeds one: `the vessel` may be no `patrol vessel`."""
    sides = ((a.actors, b.actors), (a.recipients, b.recipients))
    alike = [(x, y) for x, y in sides if are_alike(a, x, b, y)]
    one_day = a.dated and b.dated and (a.earliest, a.latest) == (b.earliest, b.latest)
    if len(alike) == 2 or one_day or agree_in_place(a, b) == "same":
        return True
    same_words = any({p.words for p in x} & {p.words for p in y} for x, y in alike)
    return same_words or any(are_alike_by_name(a, x, b, y) for x, y in alike)


def _is_denied_beside(a: EventProfile, b: EventProfile) -> bool:
    """Tell whether one article has it denied too, in other words but of the same thing.

    `Anyone` may be whoever did it. Of people this says too little: who `left the capital` did not `leave the country`.
    """
    sides = ((a.actors, b.actors), (a.recipients, b.recipients))
    roles = {agree_in(a, x, b, y) for x, y in sides if is_told(x) and is_told(y)}
    of_a_thing = any(agree_in(a, x, b, y) in ALIKE and _is_thing(x) and _is_thing(y) for x, y in sides)
    return a.document == b.document and of_a_thing and roles <= {*ALIKE, "silent"} and _may_be_one_deed(a, b)


def _is_thing(side: Sequence[Party]) -> bool:
    return any(p.thing for p in side)


def _differing(deed: Deed, a: EventProfile, b: EventProfile) -> Sameness | None:
    """Return the one thing in which two deeds of one verb differ that are alike in all else."""
    if not is_mutual(deed.lemma) and not befalls(deed.lemma) and (turned := _turned(a, b)):
        return Sameness(*turned, "swapped")
    apart = is_once(deed.lemma) and _is_one_with_a_name(a.recipients, b.recipients) and _are_dated_apart(a, b)
    if apart and _alike(a, replace(b, earliest=a.earliest, latest=a.latest)):
        return Sameness(_ENOUGH_TO_DIFFER, "it can befall somebody only once", "time")
    return _with_other_party(deed, a, b)


def _turned(a: EventProfile, b: EventProfile) -> tuple[float, str] | None:
    """Return how like two profiles are if who does it is to whom it is done; None where they are not.

    Troops may attack each other's garrisons, and states expel each other's envoys: where one side is known by its
    people alone, it has to be of one day, and at one place or of one number.
    """
    if not (a.actors and a.recipients and b.actors and b.recipients) or agree_in_place(a, b) == "other":
        return None
    sides = ((a.actors, b.recipients), (a.recipients, b.actors))
    if not all(are_alike(a, x, b, y) for x, y in sides):
        one_day = a.dated and b.dated and (a.earliest, a.latest) == (b.earliest, b.latest)
        particular = agree_in_place(a, b) == "same" or bool(set(a.amounts) & set(b.amounts))
        if not (one_day and particular and all(are_alike_by_name(a, x, b, y) for x, y in sides)):
            return None
        return _ENOUGH_TO_DIFFER, "the same two sides, day and place"
    like = compare(a, replace(b, actors=b.recipients, recipients=b.actors), least=_ENOUGH_TO_DIFFER)
    return (like.score, like.reason) if like is not None and like.score >= _ENOUGH_TO_DIFFER else None


def _may_be_one_deed(a: EventProfile, b: EventProfile) -> bool:
    """Tell whether two accounts are of one day or article, or of days that may be one and with a name in common."""
    if agree_in_place(a, b) == "other" or _are_days_apart(a, b):
        return False
    one_day = a.dated and b.dated and (a.earliest, a.latest) == (b.earliest, b.latest)
    return one_day or a.document == b.document or bool(set(a.names) & set(b.names))


def _with_other_party(deed: Deed, a: EventProfile, b: EventProfile) -> Sameness | None:
    """Return that two deeds name another for a role that only one can have."""
    sides = (a.actors, b.actors), (a.recipients, b.recipients)
    roles: tuple[Literal["actor", "recipient"], ...] = ("actor", "recipient")
    for role, (x, y), (others, their_others) in zip(roles, sides, reversed(sides), strict=True):
        if not only_one(role, deed.lemma) or agree_in(a, x, b, y) != "apart":
            continue
        same = replace(b, actors=x) if role == "actor" else replace(b, recipients=x)
        if are_alike(a, others, b, their_others) and (close := _alike(a, same)):
            return Sameness(*close, role)
    return None


def _is_one_with_a_name(ours: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """Tell whether both name the same one: `a soldier` dies on any day."""
    named = [p for p in (*ours, *theirs) if p.names]
    return len(ours) == len(theirs) == 1 and len(named) == 2 and compare_parties(ours, theirs) in ALIKE


def _are_dated_apart(a: EventProfile, b: EventProfile) -> bool:
    return a.dated and b.dated and _are_days_apart(a, b)


def _are_days_apart(a: EventProfile, b: EventProfile) -> bool:
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return False
    return a.latest < b.earliest or b.latest < a.earliest


def _is_at_other_hour(a: Deed, b: Deed) -> bool:
    return a.clock is not None and b.clock is not None and a.clock != b.clock
