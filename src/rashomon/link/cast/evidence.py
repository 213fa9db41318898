"""Groups of figures -> fewer: what speaks for and against two being one, weighed; the surest are joined first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import fsum

from rashomon.data import table
from rashomon.link.cast.group import Group, are_apart
from rashomon.link.cast.nearness import Nearness, cosine
from rashomon.link.cast.phrases import words_of

__all__ = ["Weights", "features", "join_by_evidence", "shipped_weights", "touch"]

# log-odds; what rounding may make of a tie
_AS_GOOD = 1e-6

Weights = Mapping[str, float]


@cache
def shipped_weights() -> Weights:
    """Return the weights of the evidence (`cast/weights.tsv`, made by training/cast)."""
    return {row[0]: float(row[1]) for row in table("cast/weights.tsv")}


def features(a: Group, b: Group, nearness: Nearness) -> dict[str, float]:
    """Return what speaks for and against the two being one, by name, each between 0 and 1."""
    nouns = a.heads.keys() & b.heads.keys()
    # what one article calls by two names says nothing of how much two articles tell of the same
    close = [nearness.between[x][y] for x in sorted(a.articles) for y in sorted(b.articles) if x != y] or [0.0]
    fewer = min(len(a.articles), len(b.articles))
    return {
        "any two": 1.0,
        "a noun": float(bool(nouns - words_of("anybody"))),
        "a noun for anybody": float(bool(nouns) and nouns <= words_of("anybody")),
        "both people": float(_is_human(a) and _is_human(b)),
        "neither people": float(not _is_human(a) and not _is_human(b)),
        "words": cosine(a.words, b.words),
        "names beside": cosine(a.of, b.of),
        "deeds": cosine(a.deeds, b.deeds),
        "opposite deeds": float(any((verb, _OTHER[side]) in b.deeds for verb, side in a.deeds)),
        "one sentence": min(1.0, len(a.sentences & b.sentences) / max(1, min(len(a.sentences), len(b.sentences)))),
        "one article": len(a.articles & b.articles) / fewer,
        "close articles": max(close),
        "articles on average": fsum(close) / len(close),
    }


_OTHER = {"does": "suffers", "suffers": "does"}


def _is_human(group: Group) -> bool:
    return bool(group.kinds & {"person", "group"})


def join_by_evidence(groups: Sequence[Group], nearness: Nearness, weights: Weights | None = None) -> list[Group]:
    """Join the two groups that the evidence is surest of, again and again, while it is for joining."""
    chosen = shipped_weights() if weights is None else weights
    alive = dict(enumerate(groups))
    sharers: dict[tuple[str, object], set[int]] = defaultdict(set)
    for i, group in alive.items():
        for shared in _shared_with(group):
            sharers[shared].add(i)

    def scores_of(i: int) -> Iterator[tuple[tuple[int, int], float]]:
        others = {j for shared in _shared_with(alive[i]) for j in sharers[shared] if j != i and j in alive}
        for j in others:
            if (score := _score(alive[i], alive[j], nearness, chosen)) > 0:
                yield (min(i, j), max(i, j)), score

    scores = dict(scored for i in alive for scored in scores_of(i))
    while scores:
        a, b = max(scores, key=lambda pair: (scores[pair], -pair[0], -pair[1]))
        rivals = _rivals(a, b, scores, alive)
        if rivals:
            scores = {pair: s for pair, s in scores.items() if pair not in rivals}
            continue
        alive[a] = alive[a].with_(alive[b], _reason(alive[a], alive.pop(b)))
        for shared in _shared_with(alive[a]):
            sharers[shared].add(a)
        scores = {pair: s for pair, s in scores.items() if a not in pair and b not in pair} | dict(scores_of(a))
    return list(alive.values())


def _shared_with(group: Group) -> Iterator[tuple[str, object]]:
    """Yield what another group must share at least one of for the evidence to be asked."""
    for kind, counted in (("noun", group.heads), ("deed", group.deeds), ("name", group.of), ("word", group.words)):
        for what in counted:
            yield kind, what


def _rivals(
    a: int, b: int, scores: Mapping[tuple[int, int], float], alive: Mapping[int, Group]
) -> set[tuple[int, int]]:
    """Return this pair and those as good that exclude it, nothing if none does: whom two may be alike is neither."""
    found = set()
    for pair, score in scores.items():
        if pair != (a, b) and score >= scores[a, b] - _AS_GOOD and (a in pair) != (b in pair):
            third = pair[0] if pair[1] in (a, b) else pair[1]
            if are_apart(alive[third], alive[b if a in pair else a]):
                found |= {pair, (a, b)}
    return found


def _score(a: Group, b: Group, nearness: Nearness, weights: Weights) -> float:
    if not touch(a, b, nearness) or are_apart(a, b):
        return -1.0
    return sum(weights.get(name, 0.0) * value for name, value in features(a, b, nearness).items())


def _reason(a: Group, b: Group) -> str:
    """Say what speaks for the two: what they share, the first of each sort."""
    shared = [
        *sorted(a.heads.keys() & b.heads.keys())[:1],
        *(f"{verb} ({side})" for verb, side in sorted(a.deeds.keys() & b.deeds.keys())[:1]),
        *sorted((a.words.keys() & b.words.keys()) | (a.of.keys() & b.of.keys()))[:1],
    ]
    return f"evidence weighed: {', '.join(shared)}"


def touch(a: Group, b: Group, nearness: Nearness) -> bool:
    """Tell whether the evidence is asked at all: something is shared, by articles that may tell of the same.

    Not within one article: whom it calls by two nouns, its own coreference has had the better chance to see.
    """
    if len(a.articles | b.articles) == 1:
        return False
    if not a.names and not b.names:
        tellings = [{nearness.telling[i] for i in group.articles} for group in (a, b)]
        if tellings[0].isdisjoint(tellings[1]):
            return False
    return not set(_shared_with(a)).isdisjoint(_shared_with(b))
