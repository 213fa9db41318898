"""The terms of articles -> who shares enough of the heaviest to be compared, and how much any two share of all.

`bag_term` has a row a term: the documents that it is one of the heaviest of, in order of their ids, with how much it
weighs there, and the days between which they came out (`HOLDER`). A row a document would be slow: a term that a
thousand documents have takes a thousand looks. The days stand there, since most who share enough of the heaviest terms
are too far away: nobody has to look at their bags.

All terms of a document stand in its row of `bag`, as numbers: a digest of 64 bits for each, and its weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from rashomon.profiles import Bag
from rashomon.store.queries import batches
from rashomon.store.schema import bag_term

__all__ = [
    "LASTING", "LEADING", "SHARED", "Fade", "Holders", "Sharing", "Weighed", "add_terms", "find_sharing",
    "leading_terms", "read_weighed", "remove_terms", "row_of_term", "share", "weigh",
]  # fmt: skip

# Two articles are compared if they share telling terms: of each, so many that weigh most are looked at, and the
# products of the weights of those that they share must reach so much (in millionths, as likeness itself), of which the
# days between the two must leave this (in millionths of millionths). In a pile of 2,000 reports of shootings each
# article is compared with 28 others, and with 118 if days do not count; 99.5 % of the pairs that can join stories are.
LEADING = 24
SHARED = 50_000
LASTING = 40_000 * 1_000_000

# see `profiles.Sorting`
Fade = Callable[[tuple[float, float], NDArray[Any]], NDArray[Any]]

_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_VALUES: dict[str, Any] = {"holders": bindparam("held")}
_HOLDERS = select(bag_term.c.term, bag_term.c.holders).where(bag_term.c.term.in_(_KEYS))
_NEW = insert(bag_term).values(term=bindparam("key"), **_VALUES)
_PUT = update(bag_term).where(bag_term.c.term == bindparam("key")).values(**_VALUES)
_FORGET = delete(bag_term).where(bag_term.c.term == bindparam("key"))

# a document that has a term: its id, what the term weighs there, and the days of its bag
HOLDER = np.dtype([("document", np.uint64), ("weight", np.uint16), ("days", np.float32, 2)])

Holders = NDArray[np.void]


def leading_terms(bag: Bag) -> list[tuple[str, int]]:
    """Return the terms by which an article is found by those that may be like it, with their weights."""
    return list(islice(bag.terms.items(), LEADING))


def row_of_term(term: str, holders: Sequence[tuple[int, int, tuple[float, float]]]) -> dict[str, Any]:
    """Return the row of a term that some documents have."""
    return {"term": term, "holders": np.array(sorted(holders), HOLDER).tobytes()}


def add_terms(connection: Connection, bags: Collection[Bag]) -> Mapping[str, Holders]:
    """Note who has the leading terms of some bags, none of which is noted yet; return who has each of these terms."""
    new = _holders_among(bags)
    there = _holders(connection, new)
    now = {term: _joined(there[term], held) if term in there else held for term, held in new.items()}
    for statement, known in ((_PUT, True), (_NEW, False)):
        if some := [{"key": term, "held": now[term].tobytes()} for term in now if (term in there) == known]:
            connection.execute(statement, some)
    return now


def _holders_among(bags: Collection[Bag]) -> dict[str, Holders]:
    """Return who of some bags has each of their leading terms."""
    ordered = sorted(bags, key=lambda bag: bag.document)
    leading = [leading_terms(bag) for bag in ordered]
    many = [len(terms) for terms in leading]
    held = np.zeros(sum(many), HOLDER)
    held["document"] = np.repeat(np.array([int(bag.document, 16) for bag in ordered], np.uint64), many)
    held["weight"] = [weight for terms in leading for _, weight in terms]
    held["days"] = np.repeat(np.array([bag.days for bag in ordered]).reshape(-1, 2), many, axis=0)
    places: dict[str, list[int]] = defaultdict(list)
    for place, (term, _) in enumerate(chain.from_iterable(leading)):
        places[term].append(place)
    return {term: held[some] for term, some in places.items()}


def _joined(some: Holders, others: Holders) -> Holders:
    both = np.concatenate([some, others])
    return both[np.argsort(both["document"])]


def remove_terms(connection: Connection, bags: Collection[Bag]) -> None:
    """Forget who has the leading terms of some bags."""
    gone: dict[str, list[int]] = defaultdict(list)
    for bag in bags:
        for term, _ in leading_terms(bag):
            gone[term].append(int(bag.document, 16))
    put, forget = [], []
    for term, held in _holders(connection, gone).items():
        stay = ~np.isin(held["document"], np.array(gone[term], np.uint64))
        if stay.any():
            put.append({"key": term, "held": held[stay].tobytes()})
        else:
            forget.append({"key": term})
    for statement, some in ((_PUT, put), (_FORGET, forget)):
        if some:
            connection.execute(statement, some)


class Sharing(NamedTuple):
    """Which others an article is to be compared with, and how much of their likeness the days between leave."""

    document: str
    others: list[str]
    fade: NDArray[Any]


def find_sharing(holders: Mapping[str, Holders], bags: Collection[Bag], fade: Fade) -> Iterator[Sharing]:
    """Yield for each of some bags those who share enough terms with it that the days between leave enough.

    `holders` are those of their leading terms, they themselves among them.
    """
    for bag in bags:
        if some := [(holders[term], weight) for term, weight in leading_terms(bag)]:
            yield _sharing(bag, some, fade)


def _sharing(bag: Bag, some: Sequence[tuple[Holders, int]], fade: Fade) -> Sharing:
    holders = np.concatenate([held for held, _ in some])
    mine = np.repeat([float(weight) for _, weight in some], [len(held) for held, _ in some])
    ids, first, place = np.unique(holders["document"], return_index=True, return_inverse=True)
    shared = np.bincount(place, holders["weight"] * mine)
    enough = np.flatnonzero((shared >= SHARED) & (ids != int(bag.document, 16)))
    left = fade(bag.days, holders["days"][first[enough]])
    lasting = shared[enough] * left >= LASTING
    return Sharing(bag.document, [f"{one:016x}" for one in ids[enough[lasting]].tolist()], left[lasting])


def _holders(connection: Connection, terms: Collection[str]) -> dict[str, Holders]:
    return {
        term: np.frombuffer(held, HOLDER)
        for some in batches(terms)
        for term, held in connection.execute(_HOLDERS, {"keys": some}).all()
    }


# ---- how much two articles share of all their terms -----------------------------------------------------------------


class Weighed(NamedTuple):
    """The terms of an article as numbers, in ascending order, and the weight of each."""

    digests: NDArray[np.uint64]
    weights: NDArray[np.uint16]


def weigh(bag: Bag) -> Weighed:
    """Return the terms of a bag as numbers."""
    digests = np.frombuffer(b"".join(map(_digest, bag.terms)), np.uint64)
    order = np.argsort(digests)
    return Weighed(digests[order], np.array(list(bag.terms.values()), np.uint16)[order])


def read_weighed(digests: bytes, weights: bytes) -> Weighed:
    """Return the terms of an article as a store keeps them."""
    return Weighed(np.frombuffer(digests, np.uint64), np.frombuffer(weights, np.uint16))


# no two of ten million words have the same one, but by a chance of 3 in a million
@lru_cache(100_000)
def _digest(term: str) -> bytes:
    return blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def share(mine: Weighed, others: Sequence[Weighed]) -> NDArray[Any]:
    """Return for each of some articles, which have terms, the sum of the products of the weights that it shares."""
    digests = np.concatenate([other.digests for other in others])
    weights = np.concatenate([other.weights for other in others]).astype(np.int64)
    place = np.minimum(np.searchsorted(mine.digests, digests), len(mine.digests) - 1)
    products = np.where(mine.digests[place] == digests, mine.weights[place] * weights, 0)
    starts = np.cumsum([0, *(len(other.digests) for other in others[:-1])])
    return np.add.reduceat(products, starts)
