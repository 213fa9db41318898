"""Groups of figures -> fewer: what speaks for and against two being one, weighed; the surest are joined first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import fsum, log, sqrt
from typing import TypeVar

from rashomon.data import table
from rashomon.link.cast.figures import Figure, words_of
from rashomon.link.cast.group import Group, are_apart

__all__ = ["Weights", "closeness_of", "features", "join_by_evidence", "shipped_weights", "touch"]

Weights = Mapping[str, float]
Closeness = Sequence[Sequence[float]]
Key = TypeVar("Key")


@cache
def shipped_weights() -> Weights:
    """Return the weights of the evidence (`cast/weights.tsv`, made by training/cast)."""
    return {row[0]: float(row[1]) for row in table("cast/weights.tsv")}


def closeness_of(articles: Sequence[Sequence[Figure]]) -> Closeness:
    """Return how much each two articles tell of the same: the cosine of their words, the rare ones first."""
    bags = [Counter(_words_of_article(figures)) for figures in articles]
    spread = Counter(word for bag in bags for word in bag)
    rarity = {word: log((len(bags) + 1) / n) for word, n in spread.items()}
    weighed = [{w: n * rarity[w] for w, n in bag.items()} for bag in bags]
    return [[cosine(a, b) for b in weighed] for a in weighed]


def _words_of_article(figures: Sequence[Figure]) -> Iterator[str]:
    for f in figures:
        for d in f.descriptions:
            yield from (d.head, *d.words, *d.of)
        for name in f.names:
            yield from name.casefold().split()
        yield from (verb for verb, _ in f.deeds)


def cosine(a: Mapping[Key, float], b: Mapping[Key, float]) -> float:
    """Return the cosine of two sparse vectors."""
    # fsum: the same to the last bit whatever the order of the keys
    product = fsum(value * b[key] for key, value in a.items() if key in b)
    if not product:
        return 0.0
    return product / sqrt(fsum(v * v for v in a.values()) * fsum(v * v for v in b.values()))


def features(a: Group, b: Group, closeness: Closeness) -> dict[str, float]:
    """Return what speaks for and against the two being one, by name, each between 0 and 1."""
    nouns = a.heads.keys() & b.heads.keys()
    # what one article calls by two names says nothing of how much two articles tell of the same
    close = [closeness[x][y] for x in sorted(a.articles) for y in sorted(b.articles) if x != y] or [0.0]
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


def join_by_evidence(groups: Sequence[Group], closeness: Closeness, weights: Weights | None = None) -> list[Group]:
    """Join the two groups that the evidence is surest of, again and again, while it is for joining."""
    chosen = shipped_weights() if weights is None else weights
    alive = dict(enumerate(groups))
    scores = {
        (j, i): score for i in alive for j in range(i) if (score := _score(alive[j], alive[i], closeness, chosen)) > 0
    }
    while scores:
        a, b = max(scores, key=lambda pair: (scores[pair], -pair[0], -pair[1]))
        alive[a] = alive[a].with_(alive.pop(b))
        scores = {pair: s for pair, s in scores.items() if a not in pair and b not in pair}
        for i, group in alive.items():
            if i != a and (score := _score(alive[a], group, closeness, chosen)) > 0:
                scores[min(a, i), max(a, i)] = score
    return list(alive.values())


def _score(a: Group, b: Group, closeness: Closeness, weights: Weights) -> float:
    if not touch(a, b) or are_apart(a, b):
        return -1.0
    return sum(weights.get(name, 0.0) * value for name, value in features(a, b, closeness).items())


def touch(a: Group, b: Group) -> bool:
    """Tell whether there is anything to speak for the two: a noun, a word, a name beside it, a deed."""
    return any(
        x.keys() & y.keys() for x, y in ((a.heads, b.heads), (a.deeds, b.deeds), (a.of, b.of), (a.words, b.words))
    )
