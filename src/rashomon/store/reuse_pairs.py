"""Pairs of articles that are to be compared, and the lists in which documents and pairs wait.

Every function works inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set

from sqlalchemy import BindParameter, Connection, Table, bindparam, delete, insert, or_, select, update

from rashomon.store.queries import batches
from rashomon.store.reuse_pages import SOME
from rashomon.store.schema import pair, uncompared, untraced, unvisited

__all__ = ["Pair", "find_unvisited", "forget_pairs_of", "mark", "pairs_from", "replace_pairs", "weigh_pairs"]

Pair = tuple[str, str]

# put together once, see store/linking.py
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_PAIRS_OF = select(pair.c.a, pair.c.b, pair.c.weight).where(or_(pair.c.a.in_(_KEYS), pair.c.b.in_(_KEYS)))
_PAIRS_FROM = select(pair.c.a, pair.c.b, pair.c.weight).where(pair.c.a.in_(_KEYS))
_ONE = (pair.c.a == bindparam("one"), pair.c.b == bindparam("other"))
_FORGET = delete(pair).where(*_ONE)
_WEIGH = update(pair).where(*_ONE).values(weight=bindparam("sum"))
_COMPARED = delete(uncompared).where(uncompared.c.a == bindparam("one"), uncompared.c.b == bindparam("other"))
_WAITING = select(uncompared).where(uncompared.c.a.in_(_KEYS))
_LISTS = {
    table.name: (select(table.c.document).where(table.c.document.in_(_KEYS)), insert(table))
    for table in (unvisited, untraced)
}


def find_unvisited(connection: Connection) -> list[str]:
    """Return the documents whose stock and pairs are to be found anew."""
    return sorted(connection.execute(select(unvisited.c.document)).scalars())


def mark(connection: Connection, table: Table, documents: Iterable[str]) -> None:
    """Let documents wait in one of the lists."""
    wanted = sorted(set(documents))
    find, add = _LISTS[table.name]
    known: set[str] = set()
    for at in range(0, len(wanted), SOME):
        known |= set(connection.execute(find, {"keys": wanted[at : at + SOME]}).scalars())
    if new := [{"document": key} for key in wanted if key not in known]:
        connection.execute(add, new)


def pairs_from(connection: Connection, documents: Iterable[str]) -> dict[Pair, int]:
    """Return the pairs of which the first is one of these documents, and what they weigh."""
    wanted, found = sorted(documents), {}
    for at in range(0, len(wanted), SOME):
        for row in connection.execute(_PAIRS_FROM, {"keys": wanted[at : at + SOME]}):
            found[row.a, row.b] = int(row.weight)
    return found


def replace_pairs(connection: Connection, documents: Sequence[str], now: Mapping[Pair, int], again: Set[str]) -> None:
    """Let the pairs of some documents, with anybody, be those that are given with what they weigh.

    New ones wait to be compared, and all those of the documents in `again` too.
    """
    rows = [row for few in batches(documents) for row in connection.execute(_PAIRS_OF, {"keys": few})]
    old = {(row.a, row.b): row.weight for row in rows}
    _forget_pairs(connection, sorted(old.keys() - now.keys()))
    weigh_pairs(connection, {key: weight for key, weight in now.items() if old.get(key, weight) != weight}, 0)
    if fresh := now.keys() - old.keys():
        connection.execute(insert(pair), [{"a": a, "b": b, "weight": now[a, b]} for a, b in sorted(fresh)])
    _await_comparing(connection, fresh | {both for both in now if not again.isdisjoint(both)})


def weigh_pairs(connection: Connection, weights: Mapping[Pair, int], least: int) -> None:
    """Let pairs weigh this; those that weigh less than `least` are forgotten."""
    _forget_pairs(connection, sorted(key for key, weight in weights.items() if weight < least))
    if kept := sorted((key, weight) for key, weight in weights.items() if weight >= least):
        connection.execute(_WEIGH, [{"one": a, "other": b, "sum": weight} for (a, b), weight in kept])


def forget_pairs_of(connection: Connection, document: str) -> None:
    """Forget the pairs of a document."""
    _forget_pairs(connection, sorted((row.a, row.b) for row in connection.execute(_PAIRS_OF, {"keys": [document]})))


def _forget_pairs(connection: Connection, pairs: Sequence[Pair]) -> None:
    """Forget pairs, whose documents are to be traced again."""
    if pairs:
        rows = [{"one": a, "other": b} for a, b in pairs]
        for statement in (_FORGET, _COMPARED):
            connection.execute(statement, rows)
        mark(connection, untraced, {document for both in pairs for document in both})


def _await_comparing(connection: Connection, pairs: Collection[Pair]) -> None:
    first = {a for a, _ in pairs}
    known = {(row.a, row.b) for few in batches(first) for row in connection.execute(_WAITING, {"keys": few})}
    if new := sorted({*pairs} - known):
        connection.execute(insert(uncompared), [{"a": a, "b": b} for a, b in new])
