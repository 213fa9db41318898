"""Figures of a pile -> which count the same thing, and the claim that they make together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rashomon.link.claim.amounts import are_apart
from rashomon.link.claim.figures import are_people
from rashomon.link.claim.predicates import agree_in_verb, is_empty
from rashomon.link.claim.records import Filled, best_antecedent, make_records
from rashomon.link.event.likeness import agree_in_place
from rashomon.link.event.parties import compare_parties
from rashomon.model import Account, Claim
from rashomon.profiles import Antecedent, Dependence, EventProfile, Figure

__all__ = ["choose_figure", "make_figure_claim"]

# the likeness of two figures is that of their sentences, at least this much if they are to be of one thing
_ENOUGH = 0.3
# names that say of what the figures are, in the slot of a claim
_NAMES = 2
# a toll only rises, whoever tells it; who is missing or held becomes less
_RISING = frozenset({"killed", "injured", "rescued", "freed", "evacuated", "displaced", "infected", "arrested"})
_FALLING = frozenset({"missing", "trapped"})


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
    if a.unit != b.unit or a.fate != b.fate or not _count_alike(a, b):
        return 0.0, ""
    ours, theirs = a.told.profile, b.told.profile
    if not _may_be_one_time(ours, theirs) or agree_in_place(ours, theirs) == "other":
        return 0.0, ""
    roles = (compare_parties(ours.actors, theirs.actors), compare_parties(ours.recipients, theirs.recipients))
    if "apart" in roles:
        return 0.0, ""
    names = _overlap(set(ours.names) | set(ours.place), set(theirs.names) | set(theirs.place))
    words = _overlap(_telling(a), _telling(b))
    told = " and ".join(filter(None, (f"the same {a.fate or 'thing'}", "the same names" if names else "")))
    return names * (0.5 + 0.5 * words), told


def _count_alike(a: Figure, b: Figure) -> bool:
    """Tell whether two figures may count the same: by their nouns, or by what they are said to be or do."""
    if a.fate:
        return a.head == b.head or ((are_people(a.head) or not a.head) and (are_people(b.head) or not b.head))
    verbs = agree_in_verb(a.told.lemma, b.told.lemma)
    alike = verbs in ("same", "synonyms") or (is_empty(a.told.lemma) and is_empty(b.told.lemma))
    if a.head and b.head:
        return alike and (a.head == b.head or (are_people(a.head) and are_people(b.head)))
    return alike and a.unit is not None


def _may_be_one_time(a: EventProfile, b: EventProfile) -> bool:
    if a.earliest is None or b.earliest is None or a.latest is None or b.latest is None:
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


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
    accounts = [Filled(figure, figure.said) for figure in figures]

    def differ(a: int, b: int) -> bool:
        one, other = figures[a], figures[b]
        return are_apart(one.low, one.high, other.low, other.high)

    def replaces(first: int, second: int) -> bool:
        rises = figures[second].low > figures[first].low
        return figures[first].fate in (_RISING if rises else _FALLING)

    records = make_records("quantity", _slot(figures), accounts, dependence, differ, replaces)
    claim = records[0]
    assert isinstance(claim, Claim)
    several = claim.origins > 1 or claim.relation not in ("single", "agreement")
    return records if several or _stands_alone(figures[0]) else []


def _stands_alone(figure: Figure) -> bool:
    return bool(figure.fate or figure.unit) and bool(figure.names)


def _slot(figures: Sequence[Figure]) -> str:
    """Return what is counted in plain words: the thing, what became of it, and the names that most accounts share."""
    thing = _commonest([f.words for f in figures if f.words])
    fate = figures[0].fate
    names = Counter(name for f in figures for name in f.names)
    about = [name for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0]))][:_NAMES]
    what = f"{thing} {fate}" if fate and fate not in thing else thing
    return f"{what} ({', '.join(about)})" if about else what


def _commonest(phrases: Sequence[str]) -> str:
    counts = Counter(phrases)
    return min(counts, key=lambda p: (-counts[p], len(p), p)) if counts else "number"
