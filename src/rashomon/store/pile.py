"""Records about several documents of a pile, such as what two share -> rows, and a way to find those of a document.

Every function works inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from rashomon.errors import PipelineError
from rashomon.model import AnyRecord
from rashomon.store.places import decode, documents_of, row_of
from rashomon.store.queries import batches
from rashomon.store.record_rows import put_records
from rashomon.store.schema import about, record

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_LAYER: BindParameter[str] = bindparam("name")
_NAMED = select(record).where(record.c.layer == _LAYER, record.c.id.in_(_KEYS))
_FORGET = delete(record).where(record.c.layer == _LAYER, record.c.id == _KEY)
_FORGET_ABOUT = delete(about).where(about.c.layer == _LAYER, about.c.id == _KEY)
# not DISTINCT: SQLite would walk along all ids of the layer, in their order
_IDS = select(about.c.id).where(about.c.layer == _LAYER, about.c.document.in_(_KEYS))


def replace_records(
    connection: Connection, layer: str, before: Collection[str], now: Mapping[str, AnyRecord]
) -> set[str]:
    """Let the records of a layer with the ids in `before` be those in `now`, by id, and return the ids that differ.

    What stands there and is still so is not touched. Raises PipelineError for the id of a record that is not in
    `before`, or a document that is not in the store.
    """
    old = {row["id"]: dict(row) for row in _named(connection, layer, before)}
    new = {key: row_of(one) for key, one in now.items()}
    if gone := [key for key, row in sorted(old.items()) if new.get(key) != row]:
        for statement in (_FORGET, _FORGET_ABOUT):
            connection.execute(statement, [{"name": layer, "key": key} for key in gone])
    fresh = [key for key, row in sorted(new.items()) if old.get(key) != row]
    if fresh:
        places = [{"layer": layer, "document": d, "id": key} for key in fresh for d in documents_of(now[key])]
        try:
            put_records(connection, [new[key] for key in fresh])
            connection.execute(insert(about), places)
        except IntegrityError as error:
            raise PipelineError(f"{layer}: an id that stands elsewhere, or no such document: {error.orig}") from error
    return {*gone, *fresh}


def ids_about(connection: Connection, layer: str, documents: Collection[str]) -> list[str]:
    """Return the ids of the records of a layer that are about one of these documents, in order."""
    asked = (connection.execute(_IDS, {"name": layer, "keys": some}).scalars() for some in batches(documents))
    return sorted({key for ids in asked for key in ids})


def records_about(connection: Connection, layer: str, documents: Collection[str]) -> list[Any]:
    """Return the records of a layer that are about one of these documents, each once, in order of their ids."""
    rows = _named(connection, layer, ids_about(connection, layer, documents))
    return sorted((decode(layer, row["json"]) for row in rows), key=lambda one: str(one.id))


def _named(connection: Connection, layer: str, ids: Collection[str]) -> Iterator[RowMapping]:
    for some in batches(ids):
        yield from connection.execute(_NAMED, {"name": layer, "keys": some}).mappings()
