"""What only SQLite has: how its files are opened, triggers, and full-text search with exact character offsets."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text

from rashomon.errors import StoreError
from rashomon.model import Span
from rashomon.store import words
from rashomon.store.database import Store, Trigger
from rashomon.store.engines import connected, engine_like
from rashomon.store.sqlite_words import BUSY_SECONDS, plain_words

__all__ = [
    "ERRORS",
    "create_search",
    "create_triggers",
    "describe",
    "drop_triggers",
    "find_damage",
    "find_documents",
    "find_words",
    "index_text",
    "is_file_of",
    "make_ready",
    "open_engine",
    "plain_words",
    "prepare",
    "state_of",
]

ERRORS: tuple[type[BaseException], ...] = (sqlite3.DatabaseError,)


def open_engine(store: Store, *, write: bool) -> Engine:
    """Return an engine on the store's file; reading never creates, changes or migrates it."""
    path = Path(store)
    if not write and not path.exists():
        raise StoreError(f"{path}: there is no such store; make one with: rashomon read FOLDER --store {path}")
    if write and not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent} to put the store in")
    uri = path.absolute().as_uri() + ("?mode=rwc" if write else _reading_mode(path))

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
        # names are compared without regard to case; lower() knows no letters beyond ASCII
        connection.create_function("fold", 1, str.casefold, deterministic=True)
        return connection

    engine = engine_like(_pattern(), connect)
    event.listen(engine, "connect", _set_up if write else _set_up_reader)
    event.listen(engine, "begin", _begin_writing if write else _begin)
    return engine


@cache
def _pattern() -> Engine:
    return connected(create_engine("sqlite://"))


def is_file_of(store: Store, path: str) -> bool:
    """Tell whether a path is one of the files that SQLite keeps a store in."""
    beside = os.path.realpath(path).removeprefix(os.path.realpath(Path(store)))
    return beside in ("", "-wal", "-shm", "-journal")


def _reading_mode(path: Path) -> str:
    """Return how to open the file so that reading leaves nothing behind: no -wal and -shm files beside it."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "?mode=rw"  # only who may write tidies up at the end; _set_up_reader sees to it that nothing else is
    if os.access(path.parent, os.W_OK) or path.with_name(f"{path.name}-wal").exists():
        return "?mode=ro"
    return "?mode=ro&immutable=1"  # read-only media: there is no place for these files, and nobody writes


def state_of(connection: Connection, store: Store) -> str:
    """Return a word that is another one after every write to the store, and the same as long as nobody writes."""
    path = Path(store)
    log = path.with_name(f"{path.name}-wal")
    told = [path.stat()] + ([log.stat()] if log.exists() and log.stat().st_size else [])
    return "-".join(f"{one.st_mtime_ns:x}.{one.st_size:x}" for one in told)


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    # sqlite3 would begin transactions by itself, and only before some statements: we do it, see _begin
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # in WAL a killed process loses nothing that was committed; only a power cut could cost the last articles
    connection.execute("PRAGMA synchronous = NORMAL")


def _set_up_reader(connection: sqlite3.Connection, _: object) -> None:
    _set_up(connection, _)
    connection.execute("PRAGMA query_only = ON")


def prepare(connection: Connection) -> None:
    """Make nothing: an empty file is enough."""


def make_ready(engine: Engine) -> None:
    """Let readers go on while a process writes; to be called once the file is known to be a store of ours."""
    # not through SQLAlchemy, which begins a transaction, where the mode cannot be changed
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    # take the write lock at once: a transaction that upgrades from reading later can fail half-way
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def create_triggers(connection: Connection, triggers: Sequence[Trigger]) -> None:
    """Let what follows from rows follow, after each row."""
    for one in triggers:
        body = "; ".join(one.statements)
        connection.exec_driver_sql(
            f"CREATE TRIGGER {one.name} AFTER {one.event} FOR EACH ROW WHEN {one.condition} BEGIN {body}; END"
        )


def drop_triggers(connection: Connection, triggers: Sequence[Trigger]) -> None:
    """Let nothing follow from rows any more."""
    for one in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {one.name}")


def create_search(connection: Connection) -> None:
    """Make the index of words; diacritics do not count, so `Orbán` is found by `orban`."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE search USING fts5(document UNINDEXED, text, tokenize = '{words.TOKENIZER}')"
    )


def index_text(connection: Connection, document: str, content: str) -> None:
    """Add the text of a document to the search index."""
    # highlight() stops at a NUL character; another control character keeps every offset
    row = {"document": document, "text": content.replace("\0", "\1")}
    connection.execute(text("INSERT INTO search (document, text) VALUES (:document, :text)"), row)


def find_documents(connection: Connection, query: str, limit: int | None = None) -> dict[str, int]:
    """Return the current documents that hold every word or "phrase" of the query, best first, each with its row.

    A word that ends in `*` stands for all words that begin so. The row is that of the index, for `find_words`.
    """
    wanted = words.match_expression(query)
    if not wanted:
        return {}
    # the shelf holds no texts: to see there what is current does not mean to read them
    found = text(
        "SELECT shelf.document, search.rowid FROM search JOIN shelf ON shelf.document = search.document "
        "WHERE search MATCH :wanted ORDER BY bm25(search), shelf.ref, shelf.document LIMIT :limit"
    )
    return dict(connection.execute(found, {"wanted": wanted, "limit": -1 if limit is None else limit}).all())


def find_words(connection: Connection, query: str, row: int) -> list[Span]:
    """Return where the words of a query stand in the text of a row: code points of the document."""
    wanted = words.match_expression(query)
    content = connection.execute(text("SELECT text FROM search WHERE rowid = :row"), {"row": row}).scalar()
    if not wanted or content is None:
        return []
    marked = text("SELECT highlight(search, 1, :mark, :mark) FROM search WHERE search MATCH :wanted AND rowid = :row")
    mark = words.unused_character(content)
    shown = connection.execute(marked, {"mark": mark, "wanted": wanted, "row": row}).scalar()
    return words.marked_words(shown, mark) if shown else []


def find_damage(connection: Connection) -> list[str]:
    """Return what SQLite itself finds wrong with the file, and the documents that search would miss."""
    rows = connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars().all()
    faults = [str(row) for row in rows if row != "ok"]
    missing = "SELECT id FROM document WHERE id NOT IN (SELECT document FROM search) ORDER BY id"
    return faults + [f"document {i} cannot be searched" for i in connection.exec_driver_sql(missing).scalars()]


def describe(store: Store = "") -> Mapping[str, str | bool]:
    """Return the version of SQLite and whether what a store needs is built into it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
        try:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
            search = True
        except sqlite3.OperationalError:
            search = False
    return {"version": sqlite3.sqlite_version, "fts5": search, "wal": "OMIT_WAL" not in options}
