"""Figures of a pile -> which count the same thing, and the claim that they make together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rashomon.link.claim.amounts import are_apart
from rashomon.link.claim.figures import COUNTED_FOR, are_people
from rashomon.link.claim.predicates import agree_in_verb, is_empty
from rashomon.link.claim.records import Filled, best_antecedent, make_records
from rashomon.link.event.likeness import agree_in_place
from rashomon.link.event.parties import compare_parties
from rashomon.model import Account, Claim
from rashomon.profiles import Antecedent, Dependence, EventProfile, Figure

__all__ = ["choose_figure", "figure_stands_alone", "make_figure_claim"]

# the likeness of two figures is that of their sentences, at least this much if they are to be of one thing
_ENOUGH = 0.3
# share of telling words from which on two sentences of unknown days tell of one thing
_PARTICULAR = 0.3
# from this share of the names that two articles have most often, victims are taken to be of one event
_ONE_STORY = 0.5
# names that say of what the figures are, in the slot of a claim
_NAMES = 2
# a toll only rises, whoever tells it; who is missing or held becomes less
_RISING = frozenset({"killed", "injured", "rescued", "freed", "evacuated", "displaced", "infected", "arrested"})
_FALLING = frozenset({"missing", "trapped"})
# "at least two" have become four, but "at least 20" are still 23
_MANY_MORE = 1.5


def choose_figure(figure: Figure, before: Sequence[Figure]) -> Antecedent | None:
    """Return which figure before it counts the same as this one, None if none."""
    found = []
    for other in before:
        if figure.document == other.document and figure.told.profile.text == other.told.profile.text:
            continue
        score, reason = _likeness(figure, other)
        if score >= _ENOUGH:
            found.append((other.finding, score, reason))
    return best_antecedent(found)


def _likeness(a: Figure, b: Figure) -> tuple[float, str]:
    """Return how likely two figures count the same thing, in 0..1, and why."""
    ours, theirs = a.told.profile, b.told.profile
    if a.unit != b.unit or a.fate != b.fate or not _count_alike(a, b):
        return 0.0, ""
    if not _may_be_one_time(a, b) or _are_in_other_places(ours, theirs):
        return 0.0, ""
    if are_apart(a.low, a.high, b.low, b.high) and not _may_differ(a, b):
        return 0.0, ""
    if "apart" in (compare_parties(ours.actors, theirs.actors), compare_parties(ours.recipients, theirs.recipients)):
        return 0.0, ""
    names, words = _overlap(_named(a), _named(b)), _overlap(_telling(a), _telling(b))
    if _have_one_number_in_mind(a, b) or (a.document == b.document and not (_named(a) and _named(b))):
        names = 1.0  # what is not said anew is what was named before
    if a.told.day is None or b.told.day is None:  # nothing says that they are of one week
        names = names if words >= _PARTICULAR else 0.0
    elif a.fate and a.document != b.document and _overlap(set(a.about), set(b.about)) >= _ONE_STORY:
        names = 1.0
    return names * (0.5 + 0.5 * words), f"the same {a.fate or 'thing'} is counted, with the same names"


def _may_differ(a: Figure, b: Figure) -> bool:
    """Tell whether two numbers that cannot both be right may be of one thing.

    Two that one article gives are of two things, unless two whom it names give them; and so are two of which nothing
    tells that they are of one week.
    """
    if a.document == b.document:
        return None not in (a.told.speaker, b.told.speaker) and a.told.speaker != b.told.speaker
    return all(f.told.day is not None or f.told.profile.dated for f in (a, b))


def _count_alike(a: Figure, b: Figure) -> bool:
    """Tell whether two figures may count the same: by their nouns, and by what they are said to be or do."""
    heads = not a.head or not b.head or a.head == b.head or (are_people(a.head) and are_people(b.head))
    if a.fate:
        return heads
    if _have_one_number_in_mind(a, b):
        return True
    # synonyms are not enough: more houses are damaged than destroyed
    same = agree_in_verb(a.told.lemma, b.told.lemma) == "same"
    empty = is_empty(a.told.lemma), is_empty(b.told.lemma)
    # "4,000 people marched, the police said; there were 6,000, said the union"
    alike = same or all(empty) or (a.document == b.document and any(empty))
    return heads and alike and bool((a.head and b.head) or a.unit)


def _have_one_number_in_mind(a: Figure, b: Figure) -> bool:
    """Tell whether somebody speaks of rounds that were fired, and later of rounds that hit."""
    things = a.head == b.head and a.head and not are_people(a.head)
    return bool(things and a.told.speaker and a.told.speaker == b.told.speaker)


def _named(figure: Figure) -> set[str]:
    """Return the stems of the names of the sentence, countries left out, and of its place."""
    return {*figure.told.profile.names, *figure.told.profile.place}


def _may_be_one_time(a: Figure, b: Figure) -> bool:
    """Tell whether two figures may be of one time; victims are counted again from day to day."""
    days = sorted((p.earliest, p.latest) for p in (a.told.profile, b.told.profile) if p.earliest and p.latest)
    if len(days) < 2:
        return True
    (_, ended), (began, _) = days
    within = COUNTED_FOR if a.fate in _RISING | _FALLING else 0
    return (date.fromisoformat(began) - date.fromisoformat(ended)).days <= within


def _are_in_other_places(a: EventProfile, b: EventProfile) -> bool:
    """Tell whether both name a place, and not the same: `the town` may be any."""
    ours, theirs = set(a.place) & set(a.names), set(b.place) & set(b.names)
    return bool(ours and theirs) and not ours & theirs and agree_in_place(a, b) == "other"


def _telling(figure: Figure) -> set[str]:
    profile = figure.told.profile
    return set(profile.words) - set(profile.names)


def _overlap(a: set[str], b: set[str]) -> float:
    """Return the share of the smaller set that is in the larger."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def make_figure_claim(figures: Sequence[Figure], dependence: Dependence) -> list[Claim | Account]:
    """Return the claim that figures make together, in order of the pile, with its accounts; [] if it is worth none.

    A number that one article alone gives, and its copies, is a claim where it counts victims, money, or a measure.
    """
    if len(figures) == 1 and not figure_stands_alone(figures[0]):
        return []  # as most are: the same comes out below, at many times the cost
    accounts = [Filled(figure, figure.said) for figure in figures]

    def differ(a: int, b: int) -> bool:
        one, other = figures[a], figures[b]
        return are_apart(one.low, one.high, other.low, other.high)

    def replaces(first: int, second: int) -> bool:
        before, after = figures[first], figures[second]
        if not differ(first, second) and after.low < _MANY_MORE * before.low:
            return False
        return before.fate in (_RISING if after.low > before.low else _FALLING)

    records = make_records("quantity", _slot(figures), accounts, dependence, differ, replaces)
    claim = records[0]
    assert isinstance(claim, Claim)
    several = claim.origins > 1 or claim.relation not in ("single", "agreement")
    return records if several or figure_stands_alone(figures[0]) else []


def figure_stands_alone(figure: Figure) -> bool:
    """Tell whether a number that no other article gives makes a claim: of victims or a measure, if names are there."""
    return bool(figure.fate or figure.unit) and bool(figure.names)


def _slot(figures: Sequence[Figure]) -> str:
    """Return what is counted in plain words: who came to harm, and the names that most accounts share, or a clause."""
    first = figures[0]
    if not first.fate:
        return first.frame
    thing = _commonest([f.words for f in figures if f.head]) or "people"
    names = Counter(name for f in figures for name in f.names)
    about = [name for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0]))][:_NAMES]
    return f"{thing} {first.fate} ({', '.join(about)})" if about else f"{thing} {first.fate}"


def _commonest(phrases: Sequence[str]) -> str:
    counts = Counter(phrases)
    return min(counts, key=lambda p: (-counts[p], len(p), p)) if counts else ""
