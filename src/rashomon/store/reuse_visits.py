"""What is known of the prints of an article -> which text of it is stock, and with whom it is to be compared.

Every function works inside the caller's transaction. See store/reuse_prints.py for who is visited, and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, update

from rashomon.profiles import Reusing
from rashomon.store.many import ForMany
from rashomon.store.reuse_pages import Keys, Postings, choose_postings, find_postings
from rashomon.store.reuse_pairs import Pair, replace_pairs
from rashomon.store.reuse_prints import (
    Spread,
    Text,
    key_of,
    keys_of,
    name_of,
    quoted_of,
    rows_of,
    spreads_of,
    texts_of,
    weight_of,
)
from rashomon.store.schema import printed, unvisited

__all__ = ["visit_documents"]

# put together once, see store/linking.py
_KEEP = ForMany(
    update(printed).where(printed.c.document == bindparam("key")).values(stock=bindparam("spans")), "spans", "key"
)
_VISITED = ForMany(delete(unvisited).where(unvisited.c.document == bindparam("key")), "key")


def visit_documents(connection: Connection, some: Sequence[str], reusing: Reusing) -> None:
    """Find which text of some documents is stock, and with whom each is to be compared; pairs that change wait."""
    rows = rows_of(connection, some)
    hashes = {document: keys_of(rows[document].prints) for document in some}
    spreads = spreads_of(connection, np.unique(np.concatenate(list(hashes.values()))))
    stock = {key for key, spread in spreads.items() if weight_of(spread, reusing) == 0}
    texts = texts_of(connection, [document for document in some if not stock.isdisjoint(hashes[document].tolist())])
    told = [key for key, spread in spreads.items() if weight_of(spread, reusing, quoted=True)]
    held = find_postings(connection, np.array(sorted(told), dtype=np.uint64))
    stocks = {document: _find_stock(hashes[document], texts.get(document), spreads, reusing) for document in some}
    pairs: dict[Pair, int] = {}
    for document in some:
        weights = _weigh(connection, rows[document], spreads, held, reusing)
        pairs |= {(min(document, other), max(document, other)): weight for other, weight in weights.items()}
    changed = [document for document in some if stocks[document] != rows[document].stock]
    _KEEP(connection, [(stocks[document], document) for document in changed])
    replace_pairs(connection, some, pairs, again={*changed})
    _VISITED(connection, [(document,) for document in some])


def _find_stock(hashes: Keys, text: Text | None, spreads: Mapping[int, Spread], reusing: Reusing) -> str:
    """Return the stock of a document as JSON; `text` is None where no print of it is stock."""
    if text is None:
        return "[]"
    families = np.array([spreads[h].families if h in spreads else 1 for h in hashes.tolist()], dtype=np.int64)
    prints = reusing.take_prints(text[0], text[1])
    return msgspec.json.encode(list(reusing.find_stock(text[0], prints, families))).decode()


def _weigh(
    connection: Connection, row: Any, spreads: Mapping[int, Spread], held: Postings, reusing: Reusing
) -> dict[str, int]:
    """Return with whom a document is to be compared, and what the prints that they share weigh together.

    `held` are all postings of its prints that tell something, and others.
    """
    own, quoted = key_of(row.document), quoted_of(row)
    shared = [h for h in keys_of(row.prints).tolist() if h in spreads]
    telling = [h for h in shared if weight_of(spreads[h], reusing, quoted=h in quoted)]
    if not telling:
        return {}
    plain = np.array([weight_of(spreads[h], reusing) for h in telling], dtype=np.int64)
    most = np.array([weight_of(spreads[h], reusing, quoted=h in quoted) for h in telling], dtype=np.int64)
    last = np.array([key_of(spreads[h].last or name_of(2**64 - 1)) for h in telling], dtype=np.uint64)
    found = choose_postings(held, np.array(telling, dtype=np.uint64))
    which = np.searchsorted(np.array(telling, dtype=np.uint64), found.prints)
    # a print speaks for comparing two of its holders where one of them is among the first
    counts = (found.documents != own) & (np.minimum(found.documents, np.uint64(own)) <= last[which])
    others, at, which = *np.unique(found.documents[counts], return_inverse=True), which[counts]
    surely, perhaps = (_sums(at, weights[which], len(others)) for weights in (plain, most))
    weights = {name_of(key): weight for key, weight in zip(others.tolist(), surely, strict=True)}
    doubtful = {
        name_of(others[i]): i for i in range(len(others)) if perhaps[i] > surely[i] and perhaps[i] >= reusing.candidate
    }
    for other, there in rows_of(connection, doubtful).items():
        theirs = quoted_of(there)
        common = which[at == doubtful[other]].tolist()
        weights[other] += sum(int(most[i] - plain[i]) for i in common if telling[i] in theirs)
    return {other: weight for other, weight in weights.items() if weight >= reusing.candidate}


def _sums(at: NDArray[np.intp], weights: NDArray[np.int64], size: int) -> list[int]:
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, at, weights)
    return sums.tolist()
