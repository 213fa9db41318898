"""Prints and who holds them <-> pages of a store: the index in which articles that share text find each other.

A posting is a print and a document that holds it (its id), 64 bits each. Pages are a tree: the root takes what comes,
and a page that is full pours all it holds into its children, told apart by the next bits of the print (a buffer tree:
Arge 1995). So a posting is written a few times, on its way down, together with hundreds of others, and never because
the index has grown. Which page holds a posting depends on what came before it; what is found does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, insert, update

from rashomon.store.schema import print_page

__all__ = [
    "Postings", "add_postings", "choose_postings", "find_postings", "join_postings", "lay_out", "listed",
    "remove_postings", "sort_postings",
]  # fmt: skip

Keys = NDArray[np.uint64]

# children a page, as bits of the print; the number of a page is a one, and the bits that all its prints begin with
BITS = 4
ROOT = 1
# postings a page holds, half of it at least and half as much more at most (see _room)
PAGE = 512
# a print that very many documents hold cannot be told apart: from this depth on pages are as long as they must
DEEPEST = 12
# databases take only so many values in one query
SOME = 500

# put together once, see store/linking.py
_VALUES: dict[str, Any] = {"prints": bindparam("some"), "documents": bindparam("of")}
_WRITE = insert(print_page).values(id=bindparam("key"), **_VALUES)
_REWRITE = update(print_page).where(print_page.c.id == bindparam("key")).values(**_VALUES)
# not with parameters: hundreds of them take as long to put into a statement as to look up
_PAGES = "SELECT id, prints, documents FROM print_page WHERE id IN ({}) ORDER BY id"


# the number of a page, and its prints and documents
_Row = Any


class Postings(NamedTuple):
    """Prints with a document that holds each, in ascending order of both."""

    prints: Keys
    documents: Keys


def find_postings(connection: Connection, prints: Keys) -> Postings:
    """Return the postings of some prints, which are ascending and each given once."""
    found = []
    for level in _levels(connection, prints):
        whole = _read(b"".join(prints for _, prints, _ in level), b"".join(documents for *_, documents in level))
        found.append(choose_postings(whole, prints))
    return sort_postings(join_postings(found))


def choose_postings(some: Postings, prints: Keys) -> Postings:
    """Return those of the postings that are of some prints, which are ascending and each given once."""
    first, last = (np.searchsorted(some.prints, prints, side) for side in ("left", "right"))
    sizes = last - first
    at = np.repeat(first - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) + np.arange(sizes.sum())
    return Postings(some.prints[at], some.documents[at])


def add_postings(connection: Connection, some: Postings) -> None:
    """Write postings, none of which is in the index yet."""
    incoming = {ROOT: some}
    while incoming:
        stored = {key: _read(*page) for key, *page in _fetch(connection, incoming)}
        pages = {key: _merge(stored.get(key, _NONE), more) for key, more in incoming.items()}
        full = [key for key, page in pages.items() if len(page.prints) > _room(key) and _depth(key) < DEEPEST]
        incoming = {child: part for key in full for child, part in _pour(key, pages[key])}
        _store(connection, stored, pages | dict.fromkeys(full, _NONE))


def lay_out(key: int, some: Postings) -> Iterator[tuple[int, Postings]]:
    """Yield the page of this number and all below it for postings that are its own, none of which is in an index."""
    if len(some.prints) <= PAGE // 2 or _depth(key) == DEEPEST:
        yield key, some
        return
    yield key, _NONE
    for child, part in _pour(key, some):
        yield from lay_out(child, part)


def remove_postings(connection: Connection, document: int, prints: Keys) -> None:
    """Take back all postings of a document, which holds these prints."""
    for rows in _levels(connection, prints):
        level = {key: _read(*page) for key, *page in rows}
        kept = {key: page.documents != document for key, page in level.items()}
        less = {
            key: Postings(page.prints[kept[key]], page.documents[kept[key]])
            for key, page in level.items()
            if not kept[key].all()
        }
        _store(connection, level, less)


def _levels(connection: Connection, prints: Keys) -> Iterable[list[_Row]]:
    """Yield the pages that can hold the prints, from the root down, each level in the order of its prints."""
    for depth in range(DEEPEST + 1):
        shift = np.uint64(64 - BITS * depth)
        ids = np.unique(prints >> shift) if depth else np.zeros(1, dtype=np.uint64)
        level = _fetch(connection, (ids + (1 << BITS * depth)).tolist())
        if not level:  # no page has a child without being there
            return
        yield level


_NONE = Postings(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64))


def _fetch(connection: Connection, ids: Collection[int]) -> list[_Row]:
    """Return the pages of these numbers, in order."""
    wanted = sorted(ids)
    found: list[_Row] = []
    for at in range(0, len(wanted), SOME):
        found += connection.exec_driver_sql(_PAGES.format(listed(wanted[at : at + SOME]))).fetchall()
    return found


def _read(prints: bytes, documents: bytes) -> Postings:
    return Postings(np.frombuffer(prints, dtype="<u8"), np.frombuffer(documents, dtype="<u8"))


def listed(numbers: Iterable[int]) -> str:
    """Return whole numbers as they stand in a statement."""
    return ", ".join(map(str, numbers))


def _store(connection: Connection, before: Collection[int], pages: Mapping[int, Postings]) -> None:
    """Write pages; those of the ids in `before` are there already."""
    rows = [{"key": k, "some": p.prints.tobytes(), "of": p.documents.tobytes()} for k, p in pages.items()]
    for statement, new in ((_REWRITE, False), (_WRITE, True)):
        if several := [row for row in rows if (row["key"] not in before) == new]:
            connection.execute(statement, several)


def _pour(key: int, page: Postings) -> Iterable[tuple[int, Postings]]:
    """Yield what goes to each child of a page."""
    shift = np.uint64(64 - BITS * (_depth(key) + 1))
    children = (page.prints >> shift) & np.uint64((1 << BITS) - 1)
    for child in np.unique(children).tolist():
        first, last = np.searchsorted(children, (child, child + 1))
        yield (key << BITS) + child, Postings(page.prints[first:last], page.documents[first:last])


def _depth(key: int) -> int:
    return (key.bit_length() - 1) // BITS


def _room(key: int) -> int:
    """Return the postings that a page can hold: not the same for all, or whole levels would be full at one time."""
    return PAGE // 2 + key * 0x9E3779B1 % PAGE


def _merge(some: Postings, more: Postings) -> Postings:
    """Return what two pages hold together; many a page is empty."""
    return sort_postings(join_postings([some, more])) if len(some.prints) else more


def join_postings(parts: Iterable[Postings]) -> Postings:
    """Return postings one after the other."""
    some = [_NONE, *parts]
    return Postings(np.concatenate([p.prints for p in some]), np.concatenate([p.documents for p in some]))


def sort_postings(some: Postings) -> Postings:
    """Return postings in ascending order of prints and documents."""
    order = np.lexsort((some.documents, some.prints))
    return Postings(some.prints[order], some.documents[order])
