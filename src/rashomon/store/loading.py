"""Rows of every table, made elsewhere -> a new store that holds them, as if it had read the articles by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import BigInteger, Boolean, Connection, Float, Integer, LargeBinary, Table, insert, select

from rashomon.errors import StoreError
from rashomon.store import upkeep
from rashomon.store.database import Store, database_at, database_of, plain_errors
from rashomon.store.migrating import VERSION, migrate
from rashomon.store.schema import apart, correction, metadata, overruled, store_version, united
from rashomon.store.schema import document as documents

__all__ = ["SCHEMA_VERSION", "columns_of", "load_store", "tables_of_articles"]

Row = dict[str, Any]
SCHEMA_VERSION = VERSION

SOME = 5_000
# what persons say is no row that a machine made
_NOT_MADE = (store_version, correction, overruled, apart, united)
_KINDS: tuple[tuple[type, str], ...] = (
    (Boolean, "boolean"), (BigInteger, "bigint"), (Integer, "bigint"), (Float, "double"), (LargeBinary, "binary"),
)  # fmt: skip


def tables_of_articles() -> list[str]:
    """Return the tables that hold what was made of articles, each after those that its rows refer to."""
    return [table.name for table in metadata.sorted_tables if table not in _NOT_MADE]


def columns_of(table: str) -> dict[str, str]:
    """Return the columns of a table and what is in them: string, bigint, double, boolean or binary."""
    return {
        column.name: next((kind for type_, kind in _KINDS if isinstance(column.type, type_)), "string")
        for column in metadata.tables[table].columns
    }


def load_store(
    store: Store,
    rows_of: Callable[[str], Iterable[Row]],
    tell: Callable[[str, int], None] = lambda table, rows: None,
) -> dict[str, int]:
    """Make a store of the rows that `rows_of` gives for each table, all or none, and return how many each has.

    Raises StoreError if the store holds articles already, or rows refer to what is not there.
    """
    with plain_errors(store):
        engine = database_of(store).open_engine(store, write=True)
        try:
            with engine.begin() as connection:
                migrate(connection)
                _refuse_full(connection)
                with upkeep.paused(connection):
                    counts = {name: _fill(connection, name, rows_of(name), tell) for name in tables_of_articles()}
            database_of(store).make_ready(engine)
        finally:
            engine.dispose()
    return counts


def _refuse_full(connection: Connection) -> None:
    if connection.execute(select(documents.c.id).limit(1)).first():
        raise StoreError("it holds articles already; give the name of a new store")


def _fill(connection: Connection, name: str, rows: Iterable[Row], tell: Callable[[str, int], None]) -> int:
    table, count = metadata.tables[name], 0
    for some in _batches(rows):
        _put(connection, table, some)
        count += len(some)
        tell(name, count)
    return count


def _put(connection: Connection, table: Table, rows: list[Row]) -> None:
    connection.execute(insert(table), rows)
    if table is documents:
        for row in rows:
            database_at(connection).index_text(connection, row["id"], row["text"])


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while some := list(islice(remaining, SOME)):
        yield some
