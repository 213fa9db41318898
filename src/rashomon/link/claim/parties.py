"""Who takes part in two clauses -> whether they are the same, more strictly than for events: by peoples too."""

from __future__ import annotations

from collections.abc import Sequence, Set

from rashomon.link.claim.things import ANY, kind_of
from rashomon.link.event.parties import Agreement, compare_parties
from rashomon.profiles import EventProfile, Party

__all__ = ["ALIKE", "agree_in", "are_alike", "are_alike_by_name", "are_crossed"]

ALIKE: frozenset[Agreement] = frozenset({"same", "like"})
# `Velia` and `Velian`, `Kerria` and `Kerrish`: they begin alike, and what follows is an ending
_ROOT, _ENDING = 4, 3
# how well two sides fit
_SURE, _BY_KIND, _APART = 2, 1, -2


def agree_in(a: EventProfile, our_side: Sequence[Party], b: EventProfile, their_side: Sequence[Party]) -> Agreement:
    """Return how those who have a role in two clauses agree; "Marovian troops" are others than "Dalesti troops"."""
    found = compare_parties(our_side, their_side)
    if found in ("like", "other"):
        ours, theirs = _proper(a, our_side), _proper(b, their_side)
        if ours and theirs and not _share(ours, theirs):
            return "apart"
        return _agree_as_things(our_side, their_side, one_article=a.document == b.document) or found
    return found


def _agree_as_things(ours: Sequence[Party], theirs: Sequence[Party], *, one_article: bool) -> Agreement | None:
    """Return how two things agree by what they are, None where that tells nothing: two names are told by the names.

    A `patrol vessel` is like a `cutter`, and a `trawler` is none of them; a `ship` may be any, and so may a name be of
    which nothing tells what it is. In one article the ship is likely to be the one that has been told of.
    """
    if len(ours) != 1 or len(theirs) != 1 or (ours[0].names and theirs[0].names):
        return None
    (x,), (y,) = ours, theirs
    if x.thing is None or y.thing is None:
        return "silent" if (x.thing or y.thing) and _is_bare_name(x if y.thing else y) else None
    (kind, sort), (their_kind, their_sort) = kind_of(x.thing), kind_of(y.thing)
    if kind != their_kind:
        return None
    if ANY in (sort, their_sort):
        return "like" if one_article else None if set(x.words) & set(y.words) else "silent"
    return "like" if sort == their_sort else "apart"


def _is_bare_name(party: Party) -> bool:
    return party.kind != "person" and not party.country and set(party.words) == set(party.names) != set()


def are_crossed(a: EventProfile, b: EventProfile) -> bool:
    """Tell whether who does it in one account is to whom it is done in the other, by what things they are.

    Where all that take part are of one kind, each account has its own words for them: if `the cutter` rammed the Anna
    Reet, and a trawler struck `the patrol vessel`, then the trawler is the Anna Reet.
    """
    sides = (a.actors, a.recipients, b.actors, b.recipients)
    if not len(a.actors) == len(a.recipients) == len(b.actors) == len(b.recipients) == 1:
        return False
    if not all(side[0].thing or _is_bare_name(side[0]) for side in sides):
        return False
    things = [side[0].thing for side in sides if side[0].thing]
    if len(things) < len(sides) - 1 or len({kind_of(thing)[0] for thing in things}) > 1:
        return False
    straight = _fit(a, a.actors, b, b.actors), _fit(a, a.recipients, b, b.recipients)
    crossed = _fit(a, a.actors, b, b.recipients), _fit(a, a.recipients, b, b.actors)
    return min(crossed) > _APART and max(crossed) == _SURE and sum(crossed) > sum(straight)


def _fit(a: EventProfile, ours: Sequence[Party], b: EventProfile, theirs: Sequence[Party]) -> int:
    """Return how well two sides fit, by a name or sort, by nothing but their kind, or not at all."""
    found = agree_in(a, ours, b, theirs)
    if found == "apart":
        return _APART
    any_sort = any(p.thing and kind_of(p.thing)[1] == ANY and not p.names for p in (*ours, *theirs))
    if any_sort and {p.words for p in ours} != {p.words for p in theirs}:
        return _BY_KIND
    return _SURE if found in ALIKE else 0


def are_alike(a: EventProfile, our_side: Sequence[Party], b: EventProfile, their_side: Sequence[Party]) -> bool:
    """Tell whether those who have a role in two clauses are the same, by all that is told."""
    return agree_in(a, our_side, b, their_side) in ALIKE


def are_alike_by_name(a: EventProfile, our_side: Sequence[Party], b: EventProfile, their_side: Sequence[Party]) -> bool:
    """Tell whether they are of one name or people: `Kerria`, and `the Kerrish ambassador`."""
    return _share(_proper(a, our_side), _proper(b, their_side))


def _proper(profile: EventProfile, side: Sequence[Party]) -> set[str]:
    """Return the stems of the names of participants, and of the peoples that they are of."""
    of_peoples = {word for party in side for word in party.words if word in profile.names}
    return of_peoples.union(*(party.names for party in side))


def _share(ours: Set[str], theirs: Set[str]) -> bool:
    return not ours.isdisjoint(theirs) or any(_begin_alike(x, y) for x in ours for y in theirs)


def _begin_alike(a: str, b: str) -> bool:
    if a[:_ROOT] != b[:_ROOT]:
        return False
    alike = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return alike >= _ROOT and max(len(a), len(b)) - alike <= _ENDING
