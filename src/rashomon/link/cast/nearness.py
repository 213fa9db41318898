"""The articles of a story -> how much each two tell of the same, and which of them tell of one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import fsum, log, sqrt
from typing import NamedTuple, TypeVar

from rashomon.link.cast.figures import Figure

__all__ = ["Nearness", "cosine"]

Key = TypeVar("Key")

# mean nearness below which articles are taken to tell of different things, such as two robberies of one week
_OF_ONE_THING = 0.04


class Nearness(NamedTuple):
    """`between` has a number from 0 to 1 for each two articles, `telling` the number of the thing each tells of."""

    between: Sequence[Sequence[float]]
    telling: Sequence[int]

    @classmethod
    def of(cls, articles: Sequence[Sequence[Figure]]) -> Nearness:
        """Measure it by the words of the figures: the cosine, words that few of the articles have counting most."""
        bags = [Counter(_words(figures)) for figures in articles]
        spread = Counter(word for bag in bags for word in bag)
        rarity = {word: log((len(bags) + 1) / n) for word, n in spread.items()}
        weighed = [{w: n * rarity[w] for w, n in bag.items()} for bag in bags]
        between = [[cosine(a, b) for b in weighed] for a in weighed]
        number_of = {i: number for number, part in enumerate(_tellings(between)) for i in part}
        return cls(between, [number_of[i] for i in range(len(articles))])


def _words(figures: Sequence[Figure]) -> Iterator[str]:
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


def _tellings(between: Sequence[Sequence[float]]) -> list[set[int]]:
    """Part the articles into those that tell of one thing: average linkage, the nearest first."""
    parts = {i: {i} for i in range(len(between))}
    sums = {(i, j): between[i][j] for i in parts for j in range(i + 1, len(between))}
    while sums:
        a, b = max(sums, key=lambda p: (sums[p] / (len(parts[p[0]]) * len(parts[p[1]])), -p[0], -p[1]))
        if sums.pop((a, b)) / (len(parts[a]) * len(parts[b])) < _OF_ONE_THING:
            break
        parts[a] |= parts.pop(b)
        for i in parts:
            if i != a:
                sums[min(a, i), max(a, i)] += sums.pop((min(b, i), max(b, i)))
    return list(parts.values())
