"""A store -> all that stands in it, so that two of them can be compared row for row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from rashomon.model import LAYERS
from rashomon.store import open_view
from rashomon.store.database import Store

# these are as the articles came: names are numbered and outlive who bears them, a print is on the page that had room
_OF_ARRIVAL = {
    "name": "SELECT name FROM name WHERE id IN (SELECT name FROM bearer)",
    "bearer": "SELECT name.name, bearer.entity FROM bearer JOIN name ON name.id = bearer.name",
}


def tables_in(store: Path) -> dict[str, list[Any]]:
    """Return the rows of each table, in an order of their own."""
    with closing(sqlite3.connect(store)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        asked = {
            name: _OF_ARRIVAL.get(name, f"SELECT * FROM {name}") for name in names if not name.startswith("search")
        }
        found = {name: sorted(connection.execute(query), key=repr) for name, query in asked.items()}
        found["search"] = sorted(connection.execute("SELECT document, text FROM search"))
    found["print_page"] = sorted(_postings(found["print_page"]))
    return found


def _postings(pages: list[Any]) -> Iterator[tuple[int, int]]:
    for _, prints, documents in pages:
        yield from zip(*(np.frombuffer(some, dtype=np.uint64).tolist() for some in (prints, documents)), strict=True)


def records_in(store: Store) -> dict[str, list[Any]]:
    """Return the records of each layer in the order in which they are listed and exported."""
    with open_view(store) as view:
        return {layer: list(view.records(layer)) for layer in LAYERS if layer not in ("voice", "label", "contrast")}
