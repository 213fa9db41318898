"""The texts of a pile -> what any two of them share: all at once, in memory.

The store keeps an index and does the same one article at a time; what it finds must be equal to this.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from rashomon.link.reuse.compare import Comparison, compare, prepare
from rashomon.link.reuse.prints import Prints, is_kin, take_prints
from rashomon.link.reuse.stock import CANDIDATE, SAMPLE, find_stock, spread_of, weigh
from rashomon.model import Span
from rashomon.profiles import Holder

__all__ = ["find_reuse"]


def find_reuse(
    texts: Mapping[str, str],
    aside: Mapping[str, Sequence[Span]] | None = None,
    holders: Mapping[str, Holder] | None = None,
) -> dict[tuple[str, str], Comparison]:
    """Return what any two texts share, by their ids, the smaller first.

    `aside` are spans that are no text of the article, `holders` say what is known of each text's outlet and day.
    """
    aside, holders = aside or {}, holders or {}
    prints = {key: take_prints(texts[key], aside.get(key, ())) for key in sorted(texts)}
    held: dict[int, list[str]] = defaultdict(list)
    for key, some in prints.items():
        for value in some.hashes.tolist():
            held[value].append(key)
    spreads = _spreads(prints, {value: [holders.get(k, Holder(k)) for k in keys] for value, keys in held.items()})
    ready = {}
    for key, some in prints.items():
        spread = np.array([spreads[value] for value in some.hashes.tolist()], dtype=np.int64)
        ready[key] = prepare(texts[key], (*find_stock(texts[key], some, spread), *aside.get(key, ())))
    found = ((pair, compare(ready[pair[0]], ready[pair[1]])) for pair in _candidates(prints, held, spreads))
    return {pair: comparison for pair, comparison in found if comparison}


def _spreads(prints: Mapping[str, Prints], held: Mapping[int, Sequence[Holder]]) -> dict[int, int]:
    @cache
    def kin(a: str, b: str) -> bool:
        return is_kin(prints[a].hashes, prints[b].hashes)

    quoted = _quoted(prints)

    def spread(value: int, sample: Sequence[Holder]) -> int:
        longest_first = sorted(sample, key=lambda one: (-len(prints[one.document].hashes), one.document))
        return spread_of(longest_first, kin, quoted=any(value in quoted[one.document] for one in sample))

    return {value: spread(value, some[:SAMPLE]) for value, some in held.items()}


def _quoted(prints: Mapping[str, Prints]) -> dict[str, set[int]]:
    return {key: set(some.hashes[some.quoted].tolist()) for key, some in prints.items()}


def _candidates(
    prints: Mapping[str, Prints], held: Mapping[int, Sequence[str]], spreads: Mapping[int, int]
) -> list[tuple[str, str]]:
    """Return the pairs worth comparing, in order."""
    quoted = _quoted(prints)
    weights: Counter[tuple[str, str]] = Counter()
    for value, keys in held.items():
        weight = [weigh(spreads[value], quoted=in_marks) for in_marks in (False, True)]
        if len(keys) == 1 or not any(weight):
            continue
        # the first who hold a print are joined to all others, not all to all: a text may stand in 10,000 papers
        for at, a in enumerate(keys[:SAMPLE]):
            for b in keys[at + 1 :]:
                weights[a, b] += weight[value in quoted[a] and value in quoted[b]]
    return sorted(pair for pair, weight in weights.items() if weight >= CANDIDATE)
