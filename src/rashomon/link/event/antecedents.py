"""Profiles of events -> for each, which one before it is the same event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import fsum

from rashomon.link.event.likeness import Likeness, Weights, compare
from rashomon.link.event.parties import is_told
from rashomon.link.event.words import kinds_of
from rashomon.profiles import Antecedent, EventProfile

__all__ = ["BY", "choose_antecedent", "keys_of", "order_of", "stays_with", "stretches_of"]

BY = "cluster/2"

# days: events whose days overlap share a stretch of so many, or two neighbouring ones do
_STRETCH = 16
# days: who knows no more of the time than this knows no day
_VAGUE = 31

# an event is another from this likeness on, on average over all that tell the same; two tell the same from this on
ENOUGH = 0.3
_SURE = 0.8
# of the likeliest, so many are looked at: what is told a thousand times is not compared a million times
_TRIED = 8
# what rounding may make of a tie
_AS_GOOD = 1e-9


def order_of(profile: EventProfile) -> tuple[int, int, str, str, str]:
    """Return the place of an event in the pile, smallest first: the accounts that say most, then by day and id.

    So an account that leaves out who did it finds all those before it that say so, and follows one of them; it cannot
    stand between two that contradict each other and make them one. A participant without a name or a word, `they`, is
    left out too.
    """
    left_out = (not is_told(profile.actors)) + (not is_told(profile.recipients))
    return left_out, int(not profile.dated), profile.earliest or "", profile.document, profile.event


def keys_of(profile: EventProfile, blocks: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of an event, by the blocks of identity that its participants stand in (entity -> block).

    A key is a type, a time, and somebody or some place by name, or the kind of deed and a word for who took part, or
    the kind of deed alone where the article gives the day: two accounts of one event have one of these in common, or
    nothing would tell that they are of one. Where no day is known, a name needs the kind of deed beside it: the undated
    events of a pile are too many. All of one article are compared, for it tells of one event again and again, and says
    less and less of it. The time comes first: what is told in one fortnight is looked up side by side in any pile.
    """
    parties = (*profile.actors, *profile.recipients)
    known = {blocks[p.entity] for p in parties if p.entity is not None and p.entity in blocks}
    named = {*known, *profile.names, *profile.place}
    described = {word for p in parties for word in p.words} - named
    kinds, stretches = kinds_of(profile.stem.split()), stretches_of(profile)
    told = {f"{kind} {word}" for kind in kinds for word in (described if stretches else described | named)}
    timed = {(days, what) for what in (told | named if stretches else told) for days in stretches or ("",)}
    if profile.dated and profile.earliest == profile.latest:
        timed |= {(str(profile.latest), kind) for kind in kinds}
    about = {f"{time}|{profile.type}|{what}" for time, what in timed} | {f"{profile.document}|{profile.type}"}
    if profile.dated:
        about |= {f"{days}|{kind} {word}" for kind in kinds for word in described | named for days in stretches}
    return frozenset(about)


def stretches_of(profile: EventProfile) -> tuple[str, ...]:
    """Return the stretches of the calendar that an event may lie in, none where that is not known."""
    if profile.earliest is None or profile.latest is None:
        return ()
    return _stretches_between(profile.earliest, profile.latest)


@lru_cache(1 << 12)
def _stretches_between(earliest: str, latest: str) -> tuple[str, ...]:
    first, last = (date.fromisoformat(day).toordinal() for day in (earliest, latest))
    return tuple(map(str, range(first // _STRETCH, last // _STRETCH + 1))) if last - first <= _VAGUE else ()


def choose_antecedent(
    profile: EventProfile, before: Sequence[EventProfile], weights: Weights | None = None
) -> Antecedent | None:
    """Return which of the events before it in the pile an event is, None if none; participants are the pile's entities.

    A pure function: `before` may come in any order, and each of them shares a key with `profile`. A candidate counts
    for as much as all that tell the same as it are like this one on average; it is passed over if this one contradicts
    any of those, since through it two events would become one. `weights` replace those that ship, to train them.
    """
    likes = {p.event: compare(profile, p, weights, ENOUGH) for p in before}
    score = {event: like.score for event, like in likes.items() if like is not None and like.score >= ENOUGH}
    likely = sorted((p for p in before if p.event in score), key=lambda p: (-score[p.event], order_of(p)))
    best: tuple[float, EventProfile] | None = None
    for candidate in likely[:_TRIED]:
        company = [p for p in before if p is candidate or _tell_the_same(candidate, p, weights)]
        alike = [likes[p.event] or compare(profile, p, weights) for p in company]
        known = [like.score for like in alike if like is not None]
        if len(known) < len(company):
            continue
        average = fsum(known) / len(known)
        if average >= ENOUGH and (best is None or average > best[0] + _AS_GOOD):
            best = average, candidate
    if best is None:
        return None
    like = likes[best[1].event]
    return Antecedent(finding=best[1].event, score=round(best[0], 3), reason=like.reason if like else "")


def stays_with(profile: EventProfile, chosen: EventProfile | None, new: Sequence[EventProfile]) -> bool:
    """Tell whether an event keeps to what it has chosen if some come to those before it, whoever else is there.

    It does if none of these is like it, nor tells the same as the chosen one. Those others whose company they are can
    only lose by it: what is less than enough lowers an average that is enough, and raises none to be so.
    """
    likes = (compare(profile, other, least=ENOUGH) for other in new)
    if any(like is not None and like.score >= ENOUGH for like in likes):
        return False
    return chosen is None or not any(_tell_the_same(chosen, other, None) for other in new)


def _tell_the_same(a: EventProfile, b: EventProfile, weights: Weights | None) -> bool:
    if weights is not None:
        return _are_sure(compare(a, b, weights))
    # the same from either side, so that it is found out once
    return _are_surely_one(a, b) if a.event < b.event else _are_surely_one(b, a)


@lru_cache(1 << 12)  # whoever tells of the event asks it of the same two
def _are_surely_one(a: EventProfile, b: EventProfile) -> bool:
    return _are_sure(compare(a, b, least=_SURE))


def _are_sure(like: Likeness | None) -> bool:
    return like is not None and like.score >= _SURE
