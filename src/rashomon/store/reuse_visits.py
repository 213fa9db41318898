"""What is known of the prints of an article -> which text of it is stock, and with whom it is to be compared.

Every function works inside the caller's transaction. See store/reuse_prints.py for who is visited, and why.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, select, update

from rashomon.profiles import Reusing
from rashomon.store.reuse_pages import find_postings
from rashomon.store.reuse_pairs import replace_pairs
from rashomon.store.reuse_prints import (
    Spread,
    key_of,
    keys_of,
    name_of,
    quoted_of,
    rows_of,
    spreads_of,
    text_of,
    weight_of,
)
from rashomon.store.schema import printed, unvisited

__all__ = ["visit_document"]

# put together once, see store/linking.py
_ROW = select(printed).where(printed.c.document == bindparam("key"))
_KEEP = update(printed).where(printed.c.document == bindparam("key")).values(stock=bindparam("spans"))
_VISITED = delete(unvisited).where(unvisited.c.document == bindparam("key"))


def visit_document(connection: Connection, document: str, reusing: Reusing) -> None:
    """Find which text of a document is stock, and with whom it is to be compared; pairs that change wait for it."""
    row = connection.execute(_ROW, {"key": document}).one()
    hashes = keys_of(row.prints)
    spreads = spreads_of(connection, hashes)
    text, aside, _ = text_of(connection, document)
    prints = reusing.take_prints(text, aside)
    families = np.array([spreads[h].families if h in spreads else 1 for h in hashes.tolist()], dtype=np.int64)
    stock = msgspec.json.encode(list(reusing.find_stock(text, prints, families))).decode()
    if stock != row.stock:
        connection.execute(_KEEP, {"key": document, "spans": stock})
    quoted = dict(zip(hashes.tolist(), prints.quoted.tolist(), strict=True))
    weights = _weigh(connection, document, quoted, spreads, reusing)
    replace_pairs(connection, document, weights, again=stock != row.stock)
    connection.execute(_VISITED, {"key": document})


def _weigh(
    connection: Connection, document: str, quoted: Mapping[int, bool], spreads: Mapping[int, Spread], reusing: Reusing
) -> dict[str, int]:
    """Return with whom a document is to be compared, and what the prints that they share weigh together."""
    own = key_of(document)
    telling = sorted(h for h, s in spreads.items() if weight_of(s, reusing, quoted=quoted[h]))
    plain = np.array([weight_of(spreads[h], reusing) for h in telling], dtype=np.int64)
    most = np.array([weight_of(spreads[h], reusing, quoted=quoted[h]) for h in telling], dtype=np.int64)
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
    for other, row in rows_of(connection, doubtful).items():
        theirs = quoted_of(row)
        shared = which[at == doubtful[other]].tolist()
        weights[other] += sum(int(most[i] - plain[i]) for i in shared if telling[i] in theirs)
    return {other: weight for other, weight in weights.items() if weight >= reusing.candidate}


def _sums(at: NDArray[np.intp], weights: NDArray[np.int64], size: int) -> list[int]:
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, at, weights)
    return sums.tolist()
