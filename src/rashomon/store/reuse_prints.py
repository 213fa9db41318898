"""The text of an article -> the index of prints, and with whom it shares enough of them to be compared.

Every function works inside the caller's transaction. How widely a print is spread depends on the first of its holders
(`sample` of them, by id) and on nothing else. An article that comes or goes changes the prints that it holds, most of
them held by nobody else; the holders of those that are spread otherwise than before are visited: which text of theirs
is stock, and with whom they are to be compared, is found anew. So what stands there at the end depends on the articles
alone, and not on how they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, Table, bindparam, delete, insert, or_, select, update

from rashomon.model import Article, Span, Zone
from rashomon.profiles import Holder, Reusing
from rashomon.store.linking import layers_of
from rashomon.store.reuse_pages import SOME, Keys, Postings, add_postings, find_postings, listed, remove_postings
from rashomon.store.schema import pair, printed, shared_print, uncompared, untraced, unvisited

__all__ = [
    "await_prints", "find_unprinted", "find_unvisited", "leave", "mark", "print_document", "text_of", "visit_document",
]  # fmt: skip


class _Spread(NamedTuple):
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
_FORGET = delete(printed).where(printed.c.document == _KEY)
# not with parameters, see store/reuse_pages.py
_SHARED = "SELECT print, spread, last FROM shared_print WHERE print IN ({})"
_FORGET_SHARED = delete(shared_print).where(shared_print.c.print.in_(_KEYS))
_PAIRS_OF = select(pair).where(or_(pair.c.a == _KEY, pair.c.b == _KEY)).order_by(pair.c.a, pair.c.b)
_FORGET_PAIR = delete(pair).where(pair.c.a == bindparam("one"), pair.c.b == bindparam("other"))
_COMPARED = delete(uncompared).where(uncompared.c.a == bindparam("one"), uncompared.c.b == bindparam("other"))
_WEIGH = (
    update(pair).where(pair.c.a == bindparam("one"), pair.c.b == bindparam("other")).values(weight=bindparam("sum"))
)
_PAIRS_FROM = select(pair.c.a, pair.c.b, pair.c.weight).where(pair.c.a.in_(_KEYS))
_LISTS = {
    table.name: (select(table.c.document).where(table.c.document.in_(_KEYS)), insert(table))
    for table in (unvisited, untraced)
}
_WAITING = select(uncompared).where(uncompared.c.a.in_(_KEYS))


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
    rows = connection.execute(_PAIRS_OF, {"key": document}).all()
    forget_pairs(connection, [(row.a, row.b) for row in rows])


def find_unprinted(connection: Connection, by: str) -> list[str]:
    """Return the documents that the stage of this signature has not put into the index, or is to take out of it."""
    # two ranges of the index, see linking.find_unlinked
    others = or_(printed.c.made_by < by, printed.c.made_by > by)
    return sorted(connection.execute(select(printed.c.document).where(others)).scalars())


def find_unvisited(connection: Connection) -> list[str]:
    """Return the documents whose stock and pairs are to be found anew."""
    return sorted(connection.execute(select(unvisited.c.document)).scalars())


def key_of(document: str) -> int:
    """Return the id of a document as the index has it; the order is the same."""
    return int(document, 16)


def name_of(key: int) -> str:
    """Return the id of a document of the index."""
    return f"{key:016x}"


def mark(connection: Connection, table: Table, documents: Iterable[str]) -> None:
    """Let documents wait in one of the lists."""
    wanted = sorted(set(documents))
    find, add = _LISTS[table.name]
    known: set[str] = set()
    for at in range(0, len(wanted), SOME):
        known |= set(connection.execute(find, {"keys": wanted[at : at + SOME]}).scalars())
    if new := [{"document": key} for key in wanted if key not in known]:
        connection.execute(add, new)


# ---- the index ------------------------------------------------------------------------------------------------------


def print_document(connection: Connection, document: str, reusing: Reusing, by: str) -> None:
    """Take what stands of a document out of the index, and put the prints of its text into it, if it is current."""
    row = connection.execute(_ROW, {"key": document}).one()
    if row.prints is not None:
        old = _keys(row.prints)
        remove_postings(connection, key_of(document), old)
        _spread_again(connection, document, old, reusing)
    if not row.current:
        for table in (unvisited, untraced):
            connection.execute(delete(table).where(table.c.document == document))
        connection.execute(_FORGET, {"key": document})
        return
    text, aside, article = text_of(connection, document)
    prints = reusing.take_prints(text, aside)
    hashes = prints.hashes
    add_postings(connection, Postings(hashes, np.full(len(hashes), key_of(document), dtype=np.uint64)))
    about = {"outlet": article and article.outlet, "published": article and article.published, "stock": "[]"}
    kept = {"prints": hashes.tobytes(), "quoted": np.packbits(prints.quoted).tobytes()}
    connection.execute(_CHANGE.values(made_by=by, **about, **kept), {"key": document})
    _spread_again(connection, document, hashes, reusing)
    for table in (unvisited, untraced):
        mark(connection, table, [document])


def text_of(connection: Connection, document: str) -> tuple[str, list[Span], Article | None]:
    """Return the text of a document, the spans that are no text of the article, and what the article is."""
    layers = layers_of(connection, document, {"document", "zone", "article"})
    zones: list[Zone] = layers["zone"]
    return layers["document"].text, [z.span for z in zones if z.kind == "furniture"], layers["article"]


def _spread_again(connection: Connection, document: str, prints: Keys, reusing: Reusing) -> None:
    """Note how widely the prints of a document that came or went are spread, and whom that concerns."""
    before = _spreads(connection, prints)
    # where it is not among the first, nothing has changed, however many they are
    settled = [key for key, spread in before.items() if spread.last is not None and document > spread.last]
    open_prints = np.setdiff1d(prints, np.array(settled, dtype=np.uint64), assume_unique=True)
    holders = _by_print(find_postings(connection, open_prints))
    now = find_spreads(connection, holders, reusing)
    changed = {key for key in {*before, *now} - {*settled} if before.get(key) != now.get(key)}
    keep_spreads(connection, changed, now)
    others = {key: [holder for holder in holders.get(key, ()) if holder != document] for key in changed}
    # what one other holds says nothing of two others
    moves = [_Move(before[k], now[k], some) for k, some in others.items() if len(some) > 1]
    mark(connection, unvisited, _concerned(document, moves, reusing))
    _lighten(connection, [m for m in moves if _weight(m.now, reusing) < _weight(m.before, reusing)], reusing)


def keep_spreads(connection: Connection, prints: Collection[int], now: Mapping[int, _Spread]) -> None:
    """Write how widely some prints are spread; `now` lacks those that only one document holds, or none."""
    keys = _signed(sorted(prints))
    for at in range(0, len(keys), SOME):
        connection.execute(_FORGET_SHARED, {"keys": keys[at : at + SOME]})
    if fresh := sorted(now.keys() & set(prints)):
        rows = zip(_signed(fresh), (now[key] for key in fresh), strict=True)
        connection.execute(insert(shared_print), [{"print": k, "spread": s.families, "last": s.last} for k, s in rows])


class _Move(NamedTuple):
    """How widely a print was spread before a document came or went, how widely it is now, and who else holds it."""

    before: _Spread
    now: _Spread
    others: list[str]


def _weight(spread: _Spread, reusing: Reusing, *, quoted: bool = False) -> int:
    return reusing.weigh(spread.families, quoted=quoted)


def _concerned(document: str, moves: Sequence[_Move], reusing: Reusing) -> set[str]:
    """Return who is to be visited: what is stock in it, or with whom it is to be compared, may be otherwise now."""
    found: set[str] = set()
    for before, now, others in moves:
        was, weighs = (_weight(spread, reusing) for spread in (before, now))
        # the first who hold a print are in every pair that it speaks for
        first = others[: reusing.sample]
        if (was == 0) != (weighs == 0):
            found.update(others)  # it is stock, or not any more
        elif weighs > was or (_weight(before, reusing, quoted=True) != _weight(now, reusing, quoted=True) and not was):
            found.update(first)
        found.update(set(first) - set(sorted([*first, document])[: reusing.sample]))
    return found


def _lighten(connection: Connection, moves: Sequence[_Move], reusing: Reusing) -> None:
    """Take from the weights of pairs what their prints tell less than before; those that weigh too little are none."""
    held: dict[str, dict[int, int]] = {}
    for at, (before, now, others) in enumerate(moves):
        for other in others:
            held.setdefault(other, {})[at] = _weight(before, reusing) - _weight(now, reusing)
    documents, lighter = sorted(held), {}
    for at in range(0, len(documents), SOME):
        for row in connection.execute(_PAIRS_FROM, {"keys": documents[at : at + SOME]}):
            common = held[row.a].keys() & held.get(row.b, {}).keys()
            if less := sum(held[row.a][at] for at in common if moves[at].now.joins(row.a, row.b)):
                lighter[row.a, row.b] = row.weight - less
    _weigh_again(connection, lighter, reusing)


def _weigh_again(connection: Connection, weights: Mapping[tuple[str, str], int], reusing: Reusing) -> None:
    """Let pairs weigh this; those that weigh too little are forgotten."""
    forget_pairs(connection, sorted(pair for pair, weight in weights.items() if weight < reusing.candidate))
    kept = sorted((pair, weight) for pair, weight in weights.items() if weight >= reusing.candidate)
    if kept:
        connection.execute(_WEIGH, [{"one": a, "other": b, "sum": weight} for (a, b), weight in kept])


def find_spreads(connection: Connection, holders: Mapping[int, Sequence[str]], reusing: Reusing) -> dict[int, _Spread]:
    """Return how widely prints are spread that several documents hold."""
    samples = {key: tuple(some[: reusing.sample]) for key, some in holders.items() if len(some) > 1}
    rows = _rows(connection, {document for sample in samples.values() for document in sample})
    known = {key: Holder(key, row.outlet, row.published) for key, row in rows.items()}

    @cache
    def kin(a: str, b: str) -> bool:
        return reusing.is_kin(_keys(rows[a].prints), _keys(rows[b].prints))

    quoted = cache(lambda document: _quoted(rows[document]))

    @cache
    def spread(sample: tuple[str, ...], in_marks: bool) -> int:
        longest_first = sorted(sample, key=lambda document: (-len(rows[document].prints), document))
        return reusing.spread_of([known[document] for document in longest_first], kin, quoted=in_marks)

    return {
        key: _Spread(
            spread(sample, any(key in quoted(document) for document in sample)),
            sample[-1] if len(sample) == reusing.sample else None,
        )
        for key, sample in samples.items()
    }


def _spreads(connection: Connection, prints: Keys) -> dict[int, _Spread]:
    """Return how widely prints are spread, of those that several documents hold."""
    rows = connection.exec_driver_sql(_SHARED.format(listed(prints.view(np.int64).tolist())))
    return {key & (2**64 - 1): _Spread(families, last) for key, families, last in rows.fetchall()}


def _by_print(found: Postings) -> dict[int, list[str]]:
    """Return the holders of each print, in order."""
    holders: dict[int, list[str]] = {}
    for key, document in zip(found.prints.tolist(), found.documents.tolist(), strict=True):
        holders.setdefault(key, []).append(name_of(document))
    return holders


def _rows(connection: Connection, documents: Collection[str]) -> dict[str, Any]:
    return {row.document: row for row in connection.execute(_ROWS, {"keys": sorted(documents)})}


def _keys(prints: bytes) -> Keys:
    return np.frombuffer(prints, dtype="<u8")


def _signed(prints: Sequence[int]) -> list[int]:
    """Return prints as databases have whole numbers."""
    return np.array(prints, dtype=np.uint64).view(np.int64).tolist()  # type: ignore[no-any-return]


# ---- stock, and whom to compare -------------------------------------------------------------------------------------


def visit_document(connection: Connection, document: str, reusing: Reusing) -> None:
    """Find which text of a document is stock, and with whom it is to be compared; pairs that change wait for it."""
    row = connection.execute(_ROW, {"key": document}).one()
    hashes = _keys(row.prints)
    spreads = _spreads(connection, hashes)
    text, aside, _ = text_of(connection, document)
    prints = reusing.take_prints(text, aside)
    families = np.array([spreads[h].families if h in spreads else 1 for h in hashes.tolist()], dtype=np.int64)
    stock = msgspec.json.encode(list(reusing.find_stock(text, prints, families))).decode()
    if stock != row.stock:
        connection.execute(_CHANGE.values(stock=stock), {"key": document})
    weights = _weigh_pairs(
        connection, document, dict(zip(hashes.tolist(), prints.quoted.tolist(), strict=True)), spreads, reusing
    )
    now = {_ordered(document, other): weight for other, weight in weights.items()}
    old = {(row.a, row.b): row.weight for row in connection.execute(_PAIRS_OF, {"key": document})}
    _weigh_again(connection, {pair: now.get(pair, 0) for pair in old if now.get(pair) != old[pair]}, reusing)
    if fresh := sorted(now.keys() - old.keys()):
        connection.execute(insert(pair), [{"a": a, "b": b, "weight": now[a, b]} for a, b in fresh])
    _await_comparing(connection, sorted(now) if stock != row.stock else fresh)
    connection.execute(delete(unvisited).where(unvisited.c.document == document))


def _weigh_pairs(
    connection: Connection, document: str, quoted: Mapping[int, bool], spreads: Mapping[int, _Spread], reusing: Reusing
) -> dict[str, int]:
    """Return with whom a document is to be compared, and what the prints that they share weigh together."""
    own = key_of(document)
    telling = sorted(h for h, s in spreads.items() if _weight(s, reusing, quoted=quoted[h]))
    plain = np.array([_weight(spreads[h], reusing) for h in telling], dtype=np.int64)
    most = np.array([_weight(spreads[h], reusing, quoted=quoted[h]) for h in telling], dtype=np.int64)
    last = np.array([key_of(spreads[h].last or name_of(2**64 - 1)) for h in telling], dtype=np.uint64)
    found = find_postings(connection, np.array(telling, dtype=np.uint64))
    which = np.searchsorted(np.array(telling, dtype=np.uint64), found.prints)
    # a print speaks for comparing two of its holders where one of them is among the first
    counts = (found.documents != own) & (np.minimum(found.documents, np.uint64(own)) <= last[which])
    others, at, which = *np.unique(found.documents[counts], return_inverse=True), which[counts]
    surely, perhaps = (_sums(at, weights[which], len(others)) for weights in (plain, most))
    weights = {name_of(key): weight for key, weight in zip(others.tolist(), surely, strict=True)}
    doubtful = {
        name_of(others[i]): i for i in range(len(others)) if perhaps[i] > surely[i] and perhaps[i] >= reusing.candidate
    }
    for other, row in _rows(connection, doubtful).items():
        theirs = _quoted(row)
        shared = which[at == doubtful[other]].tolist()
        weights[other] += sum(int(most[i] - plain[i]) for i in shared if telling[i] in theirs)
    return {other: weight for other, weight in weights.items() if weight >= reusing.candidate}


def _sums(at: NDArray[np.intp], weights: NDArray[np.int64], size: int) -> list[int]:
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, at, weights)
    return sums.tolist()  # type: ignore[no-any-return]


def _quoted(row: Any) -> set[int]:
    """Return the prints of a document that stand in quotation marks only."""
    prints = _keys(row.prints)
    inside = np.unpackbits(np.frombuffer(row.quoted, dtype=np.uint8), count=len(prints)).astype(bool)
    return set(prints[inside].tolist())


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def forget_pairs(connection: Connection, pairs: Sequence[tuple[str, str]]) -> None:
    """Forget pairs, whose documents are to be traced again."""
    if pairs:
        rows = [{"one": a, "other": b} for a, b in pairs]
        for statement in (_FORGET_PAIR, _COMPARED):
            connection.execute(statement, rows)
        mark(connection, untraced, {document for both in pairs for document in both})


def _await_comparing(connection: Connection, pairs: Sequence[tuple[str, str]]) -> None:
    known = connection.execute(_WAITING, {"keys": sorted({a for a, _ in pairs})}).all() if pairs else []
    if new := sorted({*pairs} - {(row.a, row.b) for row in known}):
        connection.execute(insert(uncompared), [{"a": a, "b": b} for a, b in new])
