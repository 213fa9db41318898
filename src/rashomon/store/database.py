"""The address of a store -> the database that it is kept in: one face, behind it one module for each.

All other SQL of this room is common to both. What differs is how a store is opened, who waits for whom while it is
written, the search for words, how triggers are put, and what its errors mean.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rashomon.errors import StoreError, without_password

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from rashomon.model import Span

__all__ = ["Database", "Store", "Trigger", "database_at", "database_of", "describe", "plain_errors", "shown"]

# the path of a file, or the address of a server
Store = str | os.PathLike[str]

_SCHEMES = ("postgresql://", "postgres://")


class Trigger(NamedTuple):
    """Statements that follow when a row comes, goes or changes: NEW and OLD are that row in them and in the condition.

    `event` is such as "INSERT ON record", or "UPDATE OF json ON record".
    """

    name: str
    event: str
    condition: str
    statements: Sequence[str]


class Database(Protocol):
    """What a module has to give: these functions, and the errors of its driver."""

    ERRORS: tuple[type[BaseException], ...]

    def open_engine(self, store: Store, *, write: bool) -> Engine:
        """Return an engine on the store; reading never creates, changes or migrates it.

        A transaction of an engine for writing begins when no other writes, and one for reading sees the store as it
        was when it began.
        """

    def make_ready(self, engine: Engine) -> None:
        """Do what must be done once a store is known to be ours, and about to be written."""

    def prepare(self, connection: Connection) -> None:
        """Make what the tables and statements of a new store need."""

    def state_of(self, connection: Connection, store: Store) -> str:
        """Return a word that is another one after every write to the store, and the same as long as nobody writes."""

    def is_file_of(self, store: Store, path: str) -> bool:
        """Tell whether a path is one of the files that the store is kept in."""

    def plain_words(self, error: BaseException) -> str:
        """Return what an error of the database means, for who started the command."""

    def create_triggers(self, connection: Connection, triggers: Sequence[Trigger]) -> None:
        """Let what follows from rows follow."""

    def drop_triggers(self, connection: Connection, triggers: Sequence[Trigger]) -> None:
        """Let nothing follow from rows any more."""

    def create_search(self, connection: Connection) -> None:
        """Make the index of words; diacritics do not count, so `Orbán` is found by `orban`."""

    def index_text(self, connection: Connection, document: str, content: str) -> None:
        """Add the text of a document to the index."""

    def find_documents(self, connection: Connection, query: str, limit: int | None = None) -> dict[str, int]:
        """Return the current documents that hold every word or "phrase" of the query, best first, each with its row.

        A word that ends in `*` stands for all words that begin so. The row is that of the index, for `find_words`.
        Best are those that BM25 puts first, as FTS5 counts it; of equal ones the ref tells.
        """

    def find_words(self, connection: Connection, query: str, row: int) -> list[Span]:
        """Return where the words of a query stand in the text of a row: code points of the document."""

    def find_damage(self, connection: Connection) -> list[str]:
        """Return what the database itself finds wrong, and the documents that search would miss."""

    def describe(self, store: Store) -> Mapping[str, str | bool]:
        """Return what of the database is here, by name, and whether what a store needs is there."""


def database_of(store: Store) -> Database:
    """Return the database of a store; raises StoreError where it is of no kind that there is, or lacks its driver."""
    address = os.fspath(store)
    if address.startswith(_SCHEMES):
        return _postgresql(store)
    if "://" in address:
        scheme = address.partition("://")[0]
        raise StoreError(f"{scheme}: no such store; give the path of a file, or postgresql://user@host/database")
    return _sqlite()


def database_at(connection: Connection) -> Database:
    """Return the database of a connection."""
    return _postgresql("") if connection.dialect.name == "postgresql" else _sqlite()


def _sqlite() -> Database:
    from rashomon.store import sqlite

    return sqlite


def _postgresql(store: Store) -> Database:
    try:
        from rashomon.store import postgresql
    except ImportError as error:
        raise StoreError(f"PostgreSQL needs its driver: pip install 'rashomon[postgres]' ({error})") from error
    return postgresql


def shown(store: Store) -> str:
    """Return the store as it may be shown to people: without a password."""
    return without_password(os.fspath(store))


def describe(store: Store) -> Mapping[str, str | bool]:
    """Return what of the database of a store is here, by name, and whether what a store needs is there."""
    return database_of(store).describe(store)


@contextmanager
def plain_errors(store: Store) -> Iterator[None]:
    """Turn what the database says into a StoreError that names the store."""
    try:
        yield
    except StoreError as error:
        name, message = shown(store), str(error)
        raise (error if message.startswith(f"{name}:") else StoreError(f"{name}: {message}")) from error
    except Exception as error:
        database = database_of(store)
        driven = getattr(error, "orig", error)
        if not isinstance(driven, database.ERRORS):
            raise
        raise StoreError(f"{shown(store)}: {database.plain_words(driven)}") from error
