"""Two accounts of events -> how sure it is that they tell of one, and why; None where they cannot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache, lru_cache
from math import exp, fsum, log, sqrt
from typing import Literal, NamedTuple

from rashomon.data import table
from rashomon.link.event.parties import Agreement, compare_parties
from rashomon.link.event.words import are_synonyms, kinds_of
from rashomon.profiles import EventProfile

__all__ = [
    "Likeness", "Weights", "agree_in_place", "agree_in_roles", "agree_in_trigger", "are_apart", "compare", "features",
    "shipped_weights",
]  # fmt: skip

Weights = Mapping[str, float]
# how the actors agree, and how the recipients do
Roles = tuple[Agreement, Agreement]

# of these types both sides do the same, so that it does not matter who is named first
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_ONE = frozenset({"same", "like"})
# days
_WEEK = 7
# share of the words that two sentences have in common, from which on they tell of something particular
_PARTICULAR = 0.3
# what rounding may make of odds
_ROUNDING = 1e-6
# triggers, pairs of them, and days that a process keeps in mind
_CACHED = 1 << 16


class Likeness(NamedTuple):
    """How sure it is that two accounts tell of one event, in 0..1, and what speaks for it."""

    score: float
    reason: str


@cache
def shipped_weights(among: Literal["pile", "story"] = "pile") -> Weights:
    """Return the weights of the evidence (`clusters/weights.tsv`).

    They are others in a pile, where two articles may tell of anything, than among articles known to tell one story.
    """
    column = {"pile": 1, "story": 2}[among]
    return {row[0]: float(row[column]) for row in table("clusters/weights.tsv")}


def are_apart(a: EventProfile, b: EventProfile) -> bool:
    """Tell whether two accounts speak against each other: other days, other deeds, others named for one role."""
    return not _may_be_one_day(a, b) or _are_apart_by(agree_in_roles(a, b), a, b)


def _are_apart_by(roles: Roles, a: EventProfile, b: EventProfile) -> bool:
    return "apart" in roles or (a.type != b.type and a.stem != b.stem and not _is_one_deed_by_any_name(a, b, roles))


def _is_one_deed_by_any_name(a: EventProfile, b: EventProfile, roles: Collection[Agreement]) -> bool:
    """Tell whether two types may name one deed: an embargo is voted (SANCTION) and keeps ships out (COERCE).

    Only words of one meaning may, of one day, and with one participant who is the same and none who is another.
    """
    on_one_day = _time(a, b) in ("same day", "days overlap")
    agree = bool({"same", "like"} & {*roles}) and "other" not in roles
    return on_one_day and agree and are_synonyms(a.stem.split(), b.stem.split())


def _may_be_one_day(a: EventProfile, b: EventProfile) -> bool:
    if a.earliest is None or b.earliest is None or a.latest is None or b.latest is None:
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def agree_in_roles(a: EventProfile, b: EventProfile) -> Roles:
    """Return how the actors agree, and how the recipients do."""
    if a.type == b.type and a.type in _MUTUAL:
        all_of_them = _compare_partners(a, b)
        return all_of_them, all_of_them
    return compare_parties(a.actors, b.actors), compare_parties(a.recipients, b.recipients)


def _compare_partners(a: EventProfile, b: EventProfile) -> Agreement:
    """Return how the partners agree; who met one on a day, and another, met twice."""
    ours, theirs = (tuple(dict.fromkeys((*p.actors, *p.recipients))) for p in (a, b))
    if len(ours) == len(theirs) == 2:
        rest = [p for p in ours if compare_parties((p,), theirs) not in _ONE]
        other = [p for p in theirs if compare_parties((p,), ours) not in _ONE]
        if compare_parties(rest, other) == "apart":
            return "apart"
    return compare_parties(ours, theirs)


def features(a: EventProfile, b: EventProfile) -> dict[str, float]:
    """Return what speaks for and against two accounts telling of one event, by name, each between 0 and 1."""
    return _beside_roles(a, b) | _of_roles(a, b, agree_in_roles(a, b))


def _beside_roles(a: EventProfile, b: EventProfile) -> dict[str, float]:
    """Return the features that do not ask who takes part."""
    place, amounts = agree_in_place(a, b), _amounts(a, b)
    words, names = _overlap(_common_words(a), _common_words(b)), _overlap(a.names, b.names)
    # neither day, place, number nor sentence single it out: allies help each other every day
    dated, same = a.dated or b.dated, "same" in (place, amounts)
    return {
        "any two": 1.0,
        f"trigger: {agree_in_trigger(a, b)}": 1.0,
        f"time: {_time(a, b)}": 1.0,
        "days between": _days_between(a, b),
        f"place: {place}": 1.0,
        f"amounts: {amounts}": 1.0,
        "words": words,
        "names": names,
        "other names": float(bool(a.names and b.names) and not names),
        "nothing particular": float(not dated and not same and words < _PARTICULAR),
        "one article": float(a.document == b.document),
        # what one sentence tells in two words is two deeds, whichever of its copies they are read in
        "one sentence": float(a.text == b.text and a.stem != b.stem),
    }


def _of_roles(a: EventProfile, b: EventProfile, roles: Roles) -> dict[str, float]:
    actors, recipients = roles
    # the word for a deed may name any: no participant, place or name speaks for one event
    only_the_deed = not _ONE.intersection(roles) and set(a.names).isdisjoint(b.names) and agree_in_place(a, b) != "same"
    return {f"actor: {actors}": 1.0, f"recipient: {recipients}": 1.0, "only the deed": float(only_the_deed)}


def agree_in_trigger(a: EventProfile, b: EventProfile) -> str:
    """Return how the words for the deed agree; an `attack` of no mode may be an attack of any."""
    if told := _agree_in_stems(a.stem, b.stem):
        return told
    if not a.type or a.type != b.type:
        return "other"
    return "same type" if a.mode is None or b.mode is None or a.mode == b.mode else "other mode"


@lru_cache(_CACHED)
def _agree_in_stems(a: str, b: str) -> str:
    """Return whether two deeds are told in the same words, or in words of one meaning; "" if in neither."""
    (ours, kinds), (theirs, their_kinds) = _deed_told(a), _deed_told(b)
    if ours <= theirs or theirs <= ours:
        return "same"
    return "" if ours.isdisjoint(theirs) and kinds.isdisjoint(their_kinds) else "synonyms"


@lru_cache(_CACHED)
def _deed_told(stem: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a trigger, and the kinds of deed that they may name."""
    words = stem.split()
    return frozenset(words), kinds_of(words)


def _time(a: EventProfile, b: EventProfile) -> str:
    if a.earliest is None or b.earliest is None:
        return "untold in one article" if a.document == b.document else "unknown"
    if a.dated and b.dated:
        return "same day" if (a.earliest, a.latest) == (b.earliest, b.latest) else "days overlap"
    return "may be one day"


def _days_between(a: EventProfile, b: EventProfile) -> float:
    """Return how far apart the days of two accounts end, in weeks, at most 2: most is told on the day or the next."""
    if a.latest is None or b.latest is None:
        return 0.0
    return min(abs(_number_of(a.latest) - _number_of(b.latest)) / _WEEK, 2.0)


@lru_cache(_CACHED)
def _number_of(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def agree_in_place(a: EventProfile, b: EventProfile) -> str:
    """Return how the places agree; a town that was attacked is where the attack was."""
    if not a.place and not b.place:
        return "unknown"
    if set(a.place) & _where(b) or set(b.place) & _where(a):
        return "same"
    return "other" if a.place and b.place else "unknown"


def _where(profile: EventProfile) -> set[str]:
    parties = (*profile.actors, *profile.recipients)
    return {*profile.place, *(word for p in parties if p.kind == "place" and not p.country for word in p.words)}


def _amounts(a: EventProfile, b: EventProfile) -> str:
    """Return how the numbers agree, of those that count the same; numbers of victims change from day to day."""
    if not a.amounts or not b.amounts or {unit for unit, _ in a.amounts}.isdisjoint(unit for unit, _ in b.amounts):
        return "unknown"
    return "same" if set(a.amounts) & set(b.amounts) else "other"


def _common_words(profile: EventProfile) -> frozenset[str]:
    """Return the words of the sentence that are neither names nor the trigger."""
    return _common_of(profile.words, profile.names, profile.stem)


@lru_cache(1 << 12)  # an account is compared with several
def _common_of(words: tuple[str, ...], names: tuple[str, ...], stem: str) -> frozenset[str]:
    return frozenset(words).difference(names, stem.split())


def _overlap(a: Collection[str], b: Collection[str]) -> float:
    if not a or not b:
        return 0.0
    common = a & b if isinstance(a, frozenset) and isinstance(b, frozenset) else set(a).intersection(b)
    return len(common) / sqrt(len(a) * len(b)) if common else 0.0


# what a person is told of the evidence, in this order
_SAID = {
    "trigger: same": "the same word",
    "trigger: synonyms": "words of one meaning",
    "trigger: same type": "the same type of deed",
    "actor: same": "the same actor",
    "actor: like": "an actor who may be the same",
    "recipient: same": "the same recipient",
    "recipient: like": "a recipient who may be the same",
    "time: same day": "the same day",
    "time: days overlap": "days that overlap",
    "place: same": "the same place",
    "amounts: same": "the same number",
}


def compare(a: EventProfile, b: EventProfile, weights: Weights | None = None, least: float = 0.0) -> Likeness | None:
    """Return how sure it is that two accounts tell of one event, and why; None where they speak against each other.

    It may be None, too, where it is less than `least`: most that are compared are told too differently, and it need not
    be looked at who takes part.
    """
    if not _may_be_one_day(a, b):
        return None
    chosen = shipped_weights() if weights is None else weights
    beside = _beside_roles(a, b)
    told = _weigh(beside, chosen)
    if weights is None and least and fsum(told) + _most_by_roles() < _odds_of(least):
        return None
    if _are_apart_by(roles := agree_in_roles(a, b), a, b):
        return None
    of_roles = _of_roles(a, b, roles)
    odds, found = fsum(told + _weigh(of_roles, chosen)), beside | of_roles
    return Likeness(1 / (1 + exp(-odds)), ", ".join(said for name, said in _SAID.items() if name in found))


def _weigh(found: Mapping[str, float], weights: Weights) -> list[float]:
    return [value * weights.get(name, 0.0) for name, value in found.items() if value]


@cache
def _most_by_roles() -> float:
    """Return the most that who takes part can speak for one event."""
    told = shipped_weights()
    sides = [[weight for name, weight in told.items() if name.startswith(side)] for side in ("actor: ", "recipient: ")]
    return sum(map(max, sides)) + max(0.0, told["only the deed"])


@cache
def _odds_of(score: float) -> float:
    """Return the log-odds of a score, and a little less: sums are rounded."""
    return log(score / (1 - score)) - _ROUNDING
