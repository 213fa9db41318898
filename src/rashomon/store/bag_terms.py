"""The heaviest terms of articles -> a table of who has them, and who shares enough of them to be compared.

A row a term: the ids of the documents that it is one of the heaviest of, 64 bits each and ascending, and how much it
weighs in each, 16 bits. A row a document would be slow: a term that a thousand documents have takes a thousand looks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from rashomon.profiles import Bag
from rashomon.store.queries import batches
from rashomon.store.schema import bag_term

__all__ = ["LASTING", "LEADING", "SHARED", "add_terms", "find_sharing", "leading_terms", "remove_terms", "row_of_term"]

# Two articles are compared if they share telling terms: of each, so many that weigh most are looked at, and the
# products of the weights of those that they share must reach so much (in millionths, as likeness itself), of which the
# days between the two must leave this (in millionths of millionths). In a pile of 2,000 reports of shootings each
# article is compared with 28 others, and with 118 if days do not count; 99.5 % of the pairs that can join stories are.
LEADING = 24
SHARED = 50_000
LASTING = 40_000 * 1_000_000

_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_VALUES: dict[str, Any] = {"documents": bindparam("of"), "weights": bindparam("much")}
_HOLDERS = select(bag_term).where(bag_term.c.term.in_(_KEYS))
_NEW = insert(bag_term).values(term=bindparam("key"), **_VALUES)
_PUT = update(bag_term).where(bag_term.c.term == bindparam("key")).values(**_VALUES)
_FORGET = delete(bag_term).where(bag_term.c.term == bindparam("key"))


class _Holders(NamedTuple):
    """The documents that have a term, in ascending order, and how much it weighs in each."""

    documents: NDArray[np.uint64]
    weights: NDArray[np.uint16]


_NOBODY = _Holders(np.array([], np.uint64), np.array([], np.uint16))


def leading_terms(bag: Bag) -> list[tuple[str, int]]:
    """Return the terms by which an article is found by those that may be like it, with their weights."""
    return list(islice(bag.terms.items(), LEADING))


def row_of_term(term: str, weights: Mapping[str, int]) -> dict[str, Any]:
    """Return the row of a term that weighs so much in these documents."""
    ids = sorted(weights)
    documents, heavy = np.array([int(one, 16) for one in ids], np.uint64), [weights[one] for one in ids]
    return {"term": term, "documents": documents.tobytes(), "weights": np.array(heavy, np.uint16).tobytes()}


def add_terms(connection: Connection, bags: Collection[Bag]) -> None:
    """Note who has the leading terms of some bags, none of which is noted yet."""
    more: dict[str, dict[int, int]] = defaultdict(dict)
    for bag in bags:
        for term, weight in leading_terms(bag):
            more[term][int(bag.document, 16)] = weight
    there = _holders(connection, more)
    rows = []
    for term, weights in more.items():
        held = there.get(term, _NOBODY)
        documents = np.concatenate([held.documents, np.array(list(weights), np.uint64)])
        heavy = np.concatenate([held.weights, np.array(list(weights.values()), np.uint16)])
        order = np.argsort(documents)
        rows.append({"key": term, "of": documents[order].tobytes(), "much": heavy[order].tobytes()})
    for statement, known in ((_PUT, True), (_NEW, False)):
        if some := [row for row in rows if (row["key"] in there) == known]:
            connection.execute(statement, some)


def remove_terms(connection: Connection, bags: Collection[Bag]) -> None:
    """Forget who has the leading terms of some bags."""
    gone: dict[str, list[int]] = defaultdict(list)
    for bag in bags:
        for term, _ in leading_terms(bag):
            gone[term].append(int(bag.document, 16))
    put, forget = [], []
    for term, (documents, weights) in _holders(connection, gone).items():
        stay = ~np.isin(documents, np.array(gone[term], np.uint64))
        if stay.any():
            put.append({"key": term, "of": documents[stay].tobytes(), "much": weights[stay].tobytes()})
        else:
            forget.append({"key": term})
    for statement, some in ((_PUT, put), (_FORGET, forget)):
        if some:
            connection.execute(statement, some)


def find_sharing(connection: Connection, bags: Collection[Bag]) -> Iterator[tuple[str, str, int]]:
    """Yield the documents of some bags, which are noted, each with one that shares enough terms, and how much."""
    holders = _holders(connection, {term for bag in bags for term, _ in leading_terms(bag)})
    for bag in bags:
        some = [(holders[term], weight) for term, weight in leading_terms(bag)]
        if not some:
            continue
        ids, place = np.unique(np.concatenate([one.documents for one, _ in some]), return_inverse=True)
        shared = np.bincount(place, np.concatenate([one.weights * float(weight) for one, weight in some]))
        enough = (shared >= SHARED) & (ids != int(bag.document, 16))
        for one, much in zip(ids[enough].tolist(), shared[enough].tolist(), strict=True):
            yield bag.document, f"{one:016x}", int(much)


def _holders(connection: Connection, terms: Collection[str]) -> dict[str, _Holders]:
    return {
        row.term: _Holders(np.frombuffer(row.documents, np.uint64), np.frombuffer(row.weights, np.uint16))
        for some in batches(terms)
        for row in connection.execute(_HOLDERS, {"keys": some}).all()
    }
