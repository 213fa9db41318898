"""Deeds of a pile -> which are accounts of one thing, and the claim that they make together.

A claim is a thing told with one place left open, its slot: whether it was so, who did it to whom, or when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.link.claim.lists import words_of
from rashomon.link.claim.records import Filled, best_antecedent, make_records
from rashomon.link.claim.sameness import Difference, compare_deeds
from rashomon.model import Account, Claim
from rashomon.profiles import Antecedent, Deed, Dependence

__all__ = ["choose_deed", "deed_stands_alone", "make_deed_claim"]


def choose_deed(deed: Deed, before: Sequence[Deed]) -> Antecedent | None:
    """Return of which deed before it this one is another account, None if of none."""
    found = []
    for other in before:
        same = None if _is_of_one_sentence(deed, other) else compare_deeds(deed, other)
        if same is not None and not (same.difference and _is_one_voice(deed, other)):
            found.append((other.finding, same.score, same.reason))
    return best_antecedent(found)


def _is_of_one_sentence(a: Deed, b: Deed) -> bool:
    """Tell whether two clauses stand in one sentence: they are two things, or it would not say both."""
    return a.document == b.document and a.profile.text == b.profile.text


def _is_one_voice(a: Deed, b: Deed) -> bool:
    """Tell whether one article says both in one voice: it does not contradict itself, so that they are two things."""
    return a.document == b.document and a.attributed == b.attributed and a.speaker == b.speaker


class _Side(NamedTuple):
    """Where an account stands to the first one: whether it was so, and whether with the roles turned round."""

    so: bool
    turned: bool
    different: frozenset[Difference]


def deed_stands_alone(deed: Deed) -> bool:
    """Tell whether a deed that no other article tells makes a claim: of an event, if it says who did it to whom."""
    return not deed.counts and _says_who_to_whom(deed)


def make_deed_claim(deeds: Sequence[Deed], dependence: Dependence) -> list[Claim | Account]:
    """Return the claim that deeds make together, in order of the pile, with its accounts; [] if it is worth none.

    What one article alone tells is a claim if it is an event with somebody who did it and somebody to whom it was done:
    who reads of more asks for the articles. The same holds for what one article and its copies tell.
    """
    if len(deeds) == 1 and not deed_stands_alone(deeds[0]):
        return []  # as most are: the same comes out below, at many times the cost
    sides = dict(_sides(deeds))
    different = frozenset(d for side in sides.values() for d in side.different)
    slot, value = _slot(deeds, different, sides)
    accounts = [Filled(deed, value(deed)) for deed in deeds]

    def differ(a: int, b: int) -> bool:
        one, other = accounts[a].value, accounts[b].value
        return None not in (one, other) and one != other

    records = make_records("event", slot, accounts, dependence, differ)
    claim = records[0]
    assert isinstance(claim, Claim)
    if different:
        return records
    if all(deed.counts for deed in deeds):
        return []  # the claim is the one on their number
    return records if claim.origins > 1 or any(map(_says_who_to_whom, deeds)) else []


def _says_who_to_whom(deed: Deed) -> bool:
    return bool(deed.coded and deed.actor and deed.recipient)


def _sides(deeds: Sequence[Deed]) -> Iterator[tuple[str, _Side]]:
    """Yield for each deed where it stands to the first, by way of the one that it was found to be."""
    known: dict[str, Deed] = {}
    found: dict[str, _Side] = {}
    for deed in deeds:
        before = known.get(deed.antecedent.finding) if deed.antecedent else None
        if before is None:
            side = _Side(deed.realis != "negated", False, frozenset())
        else:
            same, above = compare_deeds(deed, before), found[before.finding]
            difference = same.difference if same else None
            side = _Side(
                above.so != (difference == "opposite"),
                above.turned != (difference == "swapped"),
                frozenset({difference} if difference else ()),
            )
        known[deed.finding], found[deed.finding] = deed, side
        yield deed.finding, side


Value = Callable[[Deed], str | None]


def _slot(deeds: Sequence[Deed], different: frozenset[Difference], sides: Mapping[str, _Side]) -> tuple[str, Value]:
    """Return what is left open between these accounts, in plain words, and what fills it."""
    first = deeds[0]

    def whether(deed: Deed) -> str:
        return "yes" if sides[deed.finding].so else "no"

    def who(deed: Deed) -> str:
        side = sides[deed.finding]
        name = first.recipient if side.turned else first.actor
        return name if side.so else f"not {name}"

    if "swapped" in different:
        return f"who {first.verb} whom", who
    if "actor" in different:
        return f"who {first.verb} {first.recipient}", lambda deed: deed.actor or None
    if "recipient" in different:
        return f"whom {first.actor} {first.verb}", lambda deed: deed.recipient or None
    least = _inside(_least(deeds, sides))
    if "time" in different and "opposite" not in different:
        return f"when {least}", _time
    return f"whether {least}", whether


def _least(deeds: Sequence[Deed], sides: Mapping[str, _Side]) -> Deed:
    """Return the account whose words all others would sign, or nearly: it says so, and least of who takes part."""

    def order(deed: Deed) -> tuple[bool, bool, bool, int]:
        open_sides = [side for side in (deed.actor, deed.recipient) if side]
        vague = all(side.lower() in words_of("pronoun") for side in open_sides)
        return deed.realis == "negated", not sides[deed.finding].so, vague, len(open_sides)

    return min(deeds, key=order)


def _time(deed: Deed) -> str | None:
    profile = deed.profile
    return deed.clock or (profile.earliest if profile.dated and profile.earliest == profile.latest else None)


def _inside(deed: Deed) -> str:
    """Return the words of a deed as they stand inside a sentence."""
    first, _, rest = deed.words.partition(" ")
    small = first.lower() if first.lower() in words_of("small") else first
    return f"{small} {rest}".strip()
