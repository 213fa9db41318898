"""The text of an article -> the index of prints, how widely each is spread, and whom it concerns when that changes.

Every function works inside the caller's transaction. Articles come many at a time: that costs least. How widely a
print is spread depends on the first of its holders (`sample` of them, by id) and on nothing else. An article that comes
or goes changes the prints that it holds, most of them held by nobody else; the holders of those that are spread
otherwise than before are visited: which text of theirs is stock, and with whom they are to be compared, is found anew.
So what stands there at the end depends on the articles alone, and not on how they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select, update

from rashomon.model import Article, Span, Zone
from rashomon.profiles import Holder, Reusing
from rashomon.store.linking import layers_of_each
from rashomon.store.reuse_pages import (
    SOME,
    Keys,
    Postings,
    add_postings,
    choose_postings,
    find_postings,
    join_postings,
    listed,
    remove_postings,
    sort_postings,
)
from rashomon.store.reuse_pairs import forget_pairs_of, mark, pairs_from, weigh_pairs
from rashomon.store.schema import printed, shared_print, untraced, unvisited

__all__ = [
    "Spread", "Text", "await_prints", "find_spreads", "find_unprinted", "keep_spreads", "key_of", "keys_of", "leave",
    "name_of", "print_documents", "quoted_of", "rows_of", "spreads_of", "texts_of", "weight_of",
]  # fmt: skip


class Spread(NamedTuple):
    """Among how many families a print is spread, and the last document that decides it, None where all do."""

    families: int
    last: str | None

    def joins(self, a: str, b: str) -> bool:
        """Tell whether the print speaks for comparing two of its holders: one of them is among the first."""
        return self.last is None or min(a, b) <= self.last


# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[Any]] = bindparam("keys", expanding=True)
_AWAIT = insert(printed)
_ROW = select(printed).where(printed.c.document == _KEY)
_ROWS = select(printed).where(printed.c.document.in_(_KEYS))
_CHANGE = update(printed).where(printed.c.document == _KEY)
_LEAVE = _CHANGE.values(made_by="", current=False)
_COME = _CHANGE.values(made_by="", current=True)
_PUT = _CHANGE.values(
    made_by=bindparam("by"),
    outlet=bindparam("by_outlet"),
    published=bindparam("on_day"),
    stock="[]",
    prints=bindparam("hashes"),
    quoted=bindparam("in_marks"),
)
_FORGET = delete(printed).where(printed.c.document == _KEY)
# not with parameters, see store/reuse_pages.py
_SHARED = "SELECT print, spread, last FROM shared_print WHERE print IN ({})"
_FORGET_SHARED = delete(shared_print).where(shared_print.c.print.in_(_KEYS))


def await_prints(connection: Connection, document: str) -> None:
    """Note that the text of a document is to be put into the index."""
    known = connection.execute(_ROW, {"key": document}).first()
    if known:
        connection.execute(_COME, {"key": document})
    else:
        connection.execute(_AWAIT, {"document": document, "made_by": "", "current": True})


def leave(connection: Connection, document: str) -> None:
    """Note that the text of a document is to be taken out of the index, and forget its pairs."""
    connection.execute(_LEAVE, {"key": document})
    forget_pairs_of(connection, document)


def find_unprinted(connection: Connection, by: str) -> list[str]:
    """Return the documents that the stage of this signature has not put into the index, or is to take out of it."""
    # two ranges of the index, see linking.find_unlinked
    others = or_(printed.c.made_by < by, printed.c.made_by > by)
    return sorted(connection.execute(select(printed.c.document).where(others)).scalars())


def key_of(document: str) -> int:
    """Return the id of a document as the index has it; the order is the same."""
    return int(document, 16)


def name_of(key: int) -> str:
    """Return the id of a document of the index."""
    return f"{key:016x}"


# ---- the index ------------------------------------------------------------------------------------------------------


def print_documents(connection: Connection, some: Sequence[str], reusing: Reusing, by: str) -> None:
    """Take what stands of some documents out of the index, and put the prints of their texts into it if current."""
    rows = rows_of(connection, some)
    old = {document: keys_of(row.prints) for document, row in rows.items() if row.prints is not None}
    for document, hashes in old.items():
        remove_postings(connection, key_of(document), hashes)
    _spread_again(connection, old, reusing)
    if gone := [document for document, row in rows.items() if not row.current]:
        for table in (unvisited, untraced, printed):
            connection.execute(delete(table).where(table.c.document.in_(gone)))
    if current := [document for document, row in rows.items() if row.current]:
        _put(connection, current, reusing, by)


def _put(connection: Connection, some: Sequence[str], reusing: Reusing, by: str) -> None:
    """Put the prints of the texts of some documents into the index, in which they are not."""
    found: dict[str, Keys] = {}
    rows = []
    for document, (text, aside, article) in texts_of(connection, some).items():
        prints = reusing.take_prints(text, aside)
        found[document] = prints.hashes
        about = {"by": by, "by_outlet": article and article.outlet, "on_day": article and article.published}
        kept = {"hashes": prints.hashes.tobytes(), "in_marks": np.packbits(prints.quoted).tobytes()}
        rows.append({"key": document, **about, **kept})
    add_postings(connection, _postings_of(found))
    connection.execute(_PUT, rows)
    _spread_again(connection, found, reusing)
    for table in (unvisited, untraced):
        mark(connection, table, some)


Text = tuple[str, list[Span], Article | None]


def texts_of(connection: Connection, some: Collection[str]) -> dict[str, Text]:
    """Return the texts of some documents, the spans that are no text of the article, and what each article is."""
    found = layers_of_each(connection, some, {"document", "zone", "article"})
    return {
        document: (layers["document"].text, _aside(layers["zone"]), layers["article"])
        for document, layers in found.items()
    }


def _aside(zones: Sequence[Zone]) -> list[Span]:
    return [zone.span for zone in zones if zone.kind == "furniture"]


def _spread_again(connection: Connection, moved: Mapping[str, Keys], reusing: Reusing) -> None:
    """Note how widely the prints of documents are spread that all came or all went, and whom that concerns."""
    if not moved:
        return
    theirs = _postings_of(moved)
    prints = np.unique(theirs.prints)
    before = spreads_of(connection, prints)
    known = _keys(before)
    first = theirs.documents[np.searchsorted(theirs.prints, known)].tolist()
    # where none of them is among the first, nothing has changed, however many hold it
    settled = {
        key
        for key, document in zip(known.tolist(), first, strict=True)
        if (last := before[key].last) is not None and document > key_of(last)
    }
    found = find_postings(connection, np.setdiff1d(prints, _keys(settled), assume_unique=True))
    # most prints are held by one document, and were held by none or by this one
    several = np.union1d(_keys(before.keys() - settled), _held_by_several(found))
    holders, held = (_by_print(choose_postings(some, several)) for some in (found, theirs))
    now = find_spreads(connection, holders, reusing)
    changed = {key for key in {*before, *now} - settled if before.get(key) != now.get(key)}
    keep_spreads(connection, changed, now)
    others = {key: [one for one in holders.get(key, ()) if one not in moved] for key in changed}
    moves = [_Move(before.get(k, _ALONE), now.get(k, _ALONE), some, held[k]) for k, some in others.items() if some]
    # what one other holds says nothing of two others, unless it is stock, or not any more
    moves = [move for move in moves if len(move.others) > 1 or _is_turned(move, reusing)]
    mark(connection, unvisited, _concerned(moves, reusing))
    _lighten(connection, [m for m in moves if weight_of(m.now, reusing) < weight_of(m.before, reusing)], reusing)


def _postings_of(moved: Mapping[str, Keys]) -> Postings:
    """Return the postings of some documents, given with the prints that they hold."""
    each = (Postings(hashes, np.full(len(hashes), key_of(key), dtype=np.uint64)) for key, hashes in moved.items())
    return sort_postings(join_postings(each))


def _held_by_several(some: Postings) -> Keys:
    """Return the prints of which there are several postings, each once and ascending."""
    return np.unique(some.prints[1:][some.prints[1:] == some.prints[:-1]])


def _keys(prints: Iterable[int]) -> Keys:
    """Return prints in ascending order."""
    return np.array(sorted(prints), dtype=np.uint64)


# a print that one document holds
_ALONE = Spread(1, None)


def keep_spreads(connection: Connection, prints: Collection[int], now: Mapping[int, Spread]) -> None:
    """Write how widely some prints are spread; `now` lacks those that only one document holds, or none."""
    keys = _signed(sorted(prints))
    for at in range(0, len(keys), SOME):
        connection.execute(_FORGET_SHARED, {"keys": keys[at : at + SOME]})
    if fresh := sorted(now.keys() & set(prints)):
        rows = zip(_signed(fresh), (now[key] for key in fresh), strict=True)
        connection.execute(insert(shared_print), [{"print": k, "spread": s.families, "last": s.last} for k, s in rows])


class _Move(NamedTuple):
    """How widely a print was spread before `moved` came or went, how widely it is now, and who else holds it."""

    before: Spread
    now: Spread
    others: list[str]
    moved: list[str]


def _is_turned(move: _Move, reusing: Reusing) -> bool:
    """Tell whether a print has come to be stock, or is not any more."""
    return (weight_of(move.before, reusing) == 0) != (weight_of(move.now, reusing) == 0)


def weight_of(spread: Spread, reusing: Reusing, *, quoted: bool = False) -> int:
    """Return what a print tells of two that share it."""
    return reusing.weigh(spread.families, quoted=quoted)


def _concerned(moves: Sequence[_Move], reusing: Reusing) -> set[str]:
    """Return who is to be visited: what is stock in it, or with whom it is to be compared, may be otherwise now."""
    found: set[str] = set()
    for move in moves:
        before, now, others, moved = move
        was, weighs = (weight_of(spread, reusing) for spread in (before, now))
        # the first who hold a print are in every pair that it speaks for
        first = others[: reusing.sample]
        if _is_turned(move, reusing):
            found.update(others)
        elif weighs > was or (
            weight_of(before, reusing, quoted=True) != weight_of(now, reusing, quoted=True) and not was
        ):
            found.update(first)
        found.update(set(first) - set(sorted([*first, *moved])[: reusing.sample]))
    return found


def _lighten(connection: Connection, moves: Sequence[_Move], reusing: Reusing) -> None:
    """Take from the weights of pairs what their prints tell less than before; those that weigh too little are none."""
    held: dict[str, dict[int, int]] = {}
    for at, (before, now, others, _) in enumerate(moves):
        for other in others:
            held.setdefault(other, {})[at] = weight_of(before, reusing) - weight_of(now, reusing)
    lighter = {}
    for (a, b), weight in pairs_from(connection, held).items():
        common = held[a].keys() & held.get(b, {}).keys()
        if less := sum(held[a][at] for at in common if moves[at].now.joins(a, b)):
            lighter[a, b] = weight - less
    weigh_pairs(connection, lighter, reusing.candidate)


def find_spreads(connection: Connection, holders: Mapping[int, Sequence[str]], reusing: Reusing) -> dict[int, Spread]:
    """Return how widely prints are spread that several documents hold."""
    samples = {key: tuple(some[: reusing.sample]) for key, some in holders.items() if len(some) > 1}
    rows = rows_of(connection, {document for sample in samples.values() for document in sample})
    known = {key: Holder(key, row.outlet, row.published) for key, row in rows.items()}

    @cache
    def kin(a: str, b: str) -> bool:
        return reusing.is_kin(keys_of(rows[a].prints), keys_of(rows[b].prints))

    quoted = cache(lambda document: quoted_of(rows[document]))

    @cache
    def spread(sample: tuple[str, ...], in_marks: bool) -> int:
        longest_first = sorted(sample, key=lambda document: (-len(rows[document].prints), document))
        return reusing.spread_of([known[document] for document in longest_first], kin, quoted=in_marks)

    return {
        key: Spread(
            spread(sample, any(key in quoted(document) for document in sample)),
            sample[-1] if len(sample) == reusing.sample else None,
        )
        for key, sample in samples.items()
    }


def spreads_of(connection: Connection, prints: Keys) -> dict[int, Spread]:
    """Return how widely prints are spread, of those that several documents hold."""
    if not len(prints):  # `IN ()` is not SQL everywhere
        return {}
    rows = connection.exec_driver_sql(_SHARED.format(listed(prints.view(np.int64).tolist())))
    return {key & (2**64 - 1): Spread(families, last) for key, families, last in rows.fetchall()}


def _by_print(found: Postings) -> dict[int, list[str]]:
    """Return the holders of each print, in order."""
    holders: dict[int, list[str]] = {}
    for key, document in zip(found.prints.tolist(), found.documents.tolist(), strict=True):
        holders.setdefault(key, []).append(name_of(document))
    return holders


def rows_of(connection: Connection, documents: Collection[str]) -> dict[str, Any]:
    """Return what the index has of some documents."""
    wanted = sorted(documents)
    found: dict[str, Any] = {}
    for at in range(0, len(wanted), SOME):
        found |= {row.document: row for row in connection.execute(_ROWS, {"keys": wanted[at : at + SOME]})}
    return found


def keys_of(prints: bytes) -> Keys:
    """Return the prints of a document."""
    return np.frombuffer(prints, dtype="<u8")


def _signed(prints: Sequence[int]) -> list[int]:
    """Return prints as databases have whole numbers."""
    return np.array(prints, dtype=np.uint64).view(np.int64).tolist()  # type: ignore[no-any-return]


def quoted_of(row: Any) -> set[int]:
    """Return the prints of a document that stand in quotation marks only."""
    prints = keys_of(row.prints)
    inside = np.unpackbits(np.frombuffer(row.quoted, dtype=np.uint8), count=len(prints)).astype(bool)
    return set(prints[inside].tolist())
