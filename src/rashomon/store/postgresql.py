"""What only PostgreSQL has: how a server is reached, who writes when, triggers, a search that finds what SQLite's does.

A store is a schema of its own in a database of the server, `rashomon` unless the address names another one:
postgresql://user@host/database?schema=name. All else in the address is libpq's.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import psycopg
from psycopg import errors, sql
from psycopg.types.string import StrDumper, StrDumperUnknown, TextLoader
from sqlalchemy import Connection, Engine, QueuePool, Row, create_engine, event, text

from rashomon.errors import StoreError
from rashomon.model import Span
from rashomon.store import words
from rashomon.store.database import Store, Trigger
from rashomon.store.engines import connected, engine_like
from rashomon.store.postgresql_functions import FUNCTIONS
from rashomon.store.words import Phrase

ERRORS: tuple[type[BaseException], ...] = (psycopg.Error,)
SCHEMA = "rashomon"
# how long one writer waits for another that is in its transaction
BUSY_SECONDS = 30
CONNECT_SECONDS = 10


# ---- the server ------------------------------------------------------------------------------------------------------


def open_engine(store: Store, *, write: bool) -> Engine:
    """Return an engine on the store's schema; reading never creates, changes or migrates it."""
    address, schema = _address(store)

    def connect() -> psycopg.Connection[Any]:
        connection = psycopg.connect(
            address, client_encoding="UTF8", connect_timeout=CONNECT_SECONDS, application_name="rashomon"
        )
        _set_up(connection, schema, write=write)
        return connection

    engine = engine_like(_pattern(connect), connect, partial(QueuePool, pool_size=1))
    if write:
        turn = text(f"SELECT pg_advisory_xact_lock({_lock_of(schema)})")
        # one writer at a time: a transaction waits for its turn before it looks at anything
        event.listen(engine, "begin", lambda connection: connection.execute(turn))
        event.listen(engine, "commit", _note_writing)
    return engine


# the first server tells for all of them: what SQLAlchemy would do for older ones are versions that nobody runs any more
_patterns: list[Engine] = []


def _pattern(connect: Callable[[], psycopg.Connection[Any]]) -> Engine:
    if not _patterns:
        _patterns.append(connected(create_engine("postgresql+psycopg://", creator=connect, use_native_hstore=False)))
    return _patterns[0]


def _address(store: Store) -> tuple[str, str]:
    """Return the address without the name of the schema, and this name."""
    parts = urlsplit(os.fspath(store))
    given = parse_qsl(parts.query, keep_blank_values=True)
    schema = next((value for name, value in given if name == "schema"), SCHEMA)
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema) or schema.startswith("pg_"):
        raise StoreError(f"no schema can be called {schema!r}: it takes a-z, 0-9 and _, and begins with a letter")
    rest = urlencode([(name, value) for name, value in given if name != "schema"], quote_via=quote)
    return parts._replace(query=rest).geturl(), schema


def _lock_of(schema: str) -> int:
    return int.from_bytes(hashlib.sha256(f"rashomon store {schema}".encode()).digest()[:7])


def _set_up(connection: psycopg.Connection[Any], schema: str, *, write: bool) -> None:
    for dumper in (_EscapingStrDumper, _EscapingStrDumperUnknown):
        connection.adapters.register_dumper(str, dumper)
    for kind in ("text", "varchar"):
        connection.adapters.register_loader(kind, _UnescapingLoader)
    # what is summed up are whole numbers
    connection.adapters.register_loader("numeric", _WholeNumberLoader)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))
        cursor.execute(f"SET lock_timeout TO '{BUSY_SECONDS}s'")
        if not write:
            cursor.execute("SET default_transaction_read_only TO on")
    connection.commit()
    level = psycopg.IsolationLevel
    connection.isolation_level = level.READ_COMMITTED if write else level.REPEATABLE_READ


def is_file_of(store: Store, path: str) -> bool:
    """Tell that a store on a server is in no file that could be read as an article."""
    return False


def prepare(connection: Connection) -> None:
    """Make the schema, if it is not there, and the functions that statements and indexes call."""
    schema = connection.exec_driver_sql("SHOW search_path").scalar_one()
    there = connection.execute(text("SELECT 1 FROM pg_namespace WHERE nspname = :name"), {"name": schema}).first()
    if not there:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    for statement in FUNCTIONS:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("CREATE TABLE written (at TEXT NOT NULL)")
    connection.exec_driver_sql("INSERT INTO written VALUES ('')")


def make_ready(engine: Engine) -> None:
    """Raise StoreError if this user may only read the store."""
    with engine.begin() as connection:
        if not connection.exec_driver_sql("SELECT has_table_privilege('document', 'INSERT')").scalar_one():
            user = connection.exec_driver_sql("SELECT current_user").scalar_one()
            raise StoreError(_MAY_ONLY_READ.format(user))


_MAY_ONLY_READ = "the user {} may read this store, and not write to it"


def _note_writing(connection: Connection) -> None:
    # a transaction has a number once it has written something; who may only read has none, and may not touch the row
    number = connection.exec_driver_sql("SELECT pg_current_xact_id_if_assigned()::text").scalar_one()
    if number is not None:
        connection.execute(text("UPDATE written SET at = :number"), {"number": number})


def state_of(connection: Connection, store: Store) -> str:
    """Return a word that is another one after every write to the store, and the same as long as nobody writes."""
    asked = "SELECT 'written'::regclass::oid || '-' || at FROM written"
    return str(connection.exec_driver_sql(asked).scalar_one())


def plain_words(error: BaseException) -> str:
    """Return what an error of the server means, for who started the command."""
    said = str(error).strip().partition("\n")[0]
    if isinstance(error, errors.InsufficientPrivilege):
        return f"this user is not allowed to do that ({said})"
    if isinstance(error, errors.ReadOnlySqlTransaction):
        return f"the server takes no writes ({said})"
    if isinstance(error, errors.LockNotAvailable):
        return f"somebody else has been writing for {BUSY_SECONDS} seconds; try again later"
    if isinstance(error, errors.DiskFull):
        return f"the disk of the server is full ({said}); all articles that were read before are kept"
    if isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
        if getattr(error, "sqlstate", None) in (None, "57P01", "57P02", "57P03") and "connection failed" not in said:
            return f"the connection to the server is lost ({said}); what was written is kept: run the same again"
        if "connection failed" in said:
            return f"the server cannot be reached, or lets nobody in so: {said.partition('connection failed: ')[2]}"
    return said


# ---- text ------------------------------------------------------------------------------------------------------------

# PostgreSQL has no NUL, neither in text nor in what it takes out of JSON. The order of code points is kept: 0 -> 1 1,
# 1 -> 1 2
_ESCAPED = {"\0": "\1\1", "\1": "\1\2", "\\u0000": "\\u0001\\u0001", "\\u0001": "\\u0001\\u0002"}
_PLAIN = {escaped: plain for plain, escaped in _ESCAPED.items()}
_TO_ESCAPE = re.compile(r"[\0\1]|\\u000[01]")
_TO_UNESCAPE = re.compile(r"\1[\1\2]|\\u0001\\u000[12]".replace(r"\1", "\1").replace(r"\2", "\2"))


def escape(value: str) -> str:
    """Return text without NUL that tells which text it was, and stands in the same order."""
    return _TO_ESCAPE.sub(lambda match: _ESCAPED[match[0]], value)


def unescape(value: str) -> str:
    """Return the text that was escaped."""
    return _TO_UNESCAPE.sub(lambda match: _PLAIN[match[0]], value)


class _EscapingStrDumper(StrDumper):
    def dump(self, obj: str) -> Any:
        return super().dump(escape(obj))


class _EscapingStrDumperUnknown(StrDumperUnknown):
    def dump(self, obj: str) -> Any:
        return super().dump(escape(obj))


class _UnescapingLoader(TextLoader):
    def load(self, data: Any) -> Any:
        held = bytes(data)
        value = held.decode()
        return unescape(value) if b"\1" in held or b"\\u0001" in held else value


class _WholeNumberLoader(TextLoader):
    def load(self, data: Any) -> Any:
        return int(bytes(data))


# ---- triggers --------------------------------------------------------------------------------------------------------


def create_triggers(connection: Connection, triggers: Sequence[Trigger]) -> None:
    """Let what follows from rows follow, at the end of each statement."""
    for one in triggers:
        # a condition outside the function could not ask other tables
        body = "; ".join(one.statements)
        connection.exec_driver_sql(
            f"CREATE FUNCTION {one.name}() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN IF {one.condition} THEN {body}; END IF; RETURN NULL; END $$"
        )
        connection.exec_driver_sql(
            f"CREATE TRIGGER {one.name} AFTER {one.event} FOR EACH ROW EXECUTE FUNCTION {one.name}()"
        )


def drop_triggers(connection: Connection, triggers: Sequence[Trigger]) -> None:
    """Let nothing follow from rows any more."""
    for one in triggers:
        connection.exec_driver_sql(f"DROP FUNCTION {one.name}() CASCADE")


# ---- search ----------------------------------------------------------------------------------------------------------

# a tsvector holds a megabyte of different words, none of more than 2,047 bytes: a text with more is looked through
MOST_BYTES, LONGEST_WORD = 1_000_000, 1_000
# as FTS5 has them
K1, B = 1.2, 0.75

_SEARCH = (
    """CREATE TABLE search (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        document TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES document,
        words BIGINT NOT NULL,
        content TEXT COLLATE "C" NOT NULL,
        lexemes TSVECTOR)""",
    "CREATE INDEX search_lexemes ON search USING gin (lexemes)",
    "CREATE INDEX search_unlisted ON search (id) WHERE lexemes IS NULL",
)


def create_search(connection: Connection) -> None:
    """Make the index of words.

    `content` are the words of a text in order, as they are compared, each between two spaces: a phrase is a part of
    it, and words that follow each other share none of the spaces. `lexemes` are the different ones among them, by which
    those texts are found that are worth looking at; null where they are too many.
    """
    for statement in _SEARCH:
        connection.exec_driver_sql(statement)


def index_text(connection: Connection, document: str, content: str) -> None:
    """Add the text of a document to the search index."""
    found = words.words_of(content)
    different = sorted(set(found))
    sizes = [len(word.encode()) for word in different]
    listed = sum(sizes) <= MOST_BYTES and max(sizes, default=0) <= LONGEST_WORD
    row = {
        "document": document,
        "words": len(found),
        "content": _spaced(found),
        "lexemes": different if listed else None,
    }
    put = "INSERT INTO search (document, words, content, lexemes) VALUES (:document, :words, :content,"
    connection.execute(text(f"{put} array_to_tsvector(CAST(:lexemes AS TEXT[])))"), row)


def _spaced(found: Sequence[str]) -> str:
    return "".join(f" {word} " for word in found)


def find_documents(connection: Connection, query: str, limit: int | None = None) -> dict[str, int]:
    """Return the current documents that hold every word or "phrase" of the query, best first, each with its row."""
    wanted = words.phrases_of(query)
    if not wanted:
        return {}
    rows = _holding(connection, wanted)
    held = [len(rows) if len(wanted) == 1 else len(_holding(connection, [phrase])) for phrase in wanted]
    count, size = connection.exec_driver_sql("SELECT count(*), sum(words) FROM search").one()
    weights = [_rarity(count, some) for some in held]
    current = [(_score(row, weights, size / count), row.ref, row.document, row.id) for row in rows if row.ref]
    return {document: row for _, _, document, row in sorted(current)[:limit]}


def _holding(connection: Connection, wanted: Sequence[Phrase]) -> Sequence[Row[Any]]:
    """Return the texts that hold all of the phrases: their number of words, and how often each phrase is in them."""
    needles = {f"needle_{at}": _needle(phrase) for at, phrase in enumerate(wanted)}
    times = ", ".join(
        f"(octet_length(content) - octet_length(replace(content, :{name}, ''))) / octet_length(:{name}) AS {name}"
        for name in needles
    )
    holds = " AND ".join(f"strpos(content, :{name}) > 0" for name in needles)
    asked = text(
        f"SELECT shelf.ref, search.document, search.id, search.words, {times} FROM search"
        " LEFT JOIN shelf ON shelf.document = search.document"
        f" WHERE (lexemes @@ CAST(:lexemes AS tsquery) OR lexemes IS NULL) AND {holds}"
    )
    return connection.execute(asked, {**needles, "lexemes": _lexemes(wanted)}).all()


def _needle(phrase: Phrase) -> str:
    spaced = _spaced(phrase.words)
    return spaced.removesuffix(" ") if phrase.prefix else spaced


def _lexemes(wanted: Sequence[Phrase]) -> str:
    """Return what to ask of the index; a word is letters and digits only, so that quotation marks make it safe."""
    asked = {
        f"'{word}'{':*' if phrase.prefix and at == len(phrase.words) else ''}"
        for phrase in wanted
        for at, word in enumerate(phrase.words, 1)
    }
    # what is too long for the index stands in no text that is listed there
    return " & ".join(sorted(asked)) if all(len(one.encode()) < LONGEST_WORD for one in asked) else ""


def _rarity(texts: int, held: int) -> float:
    weight = math.log((texts - held + 0.5) / (held + 0.5))
    return weight if weight > 0 else 1e-6


def _score(row: Row[Any], weights: Sequence[float], mean: float) -> float:
    """Return the negative of BM25 (Robertson and Zaragoza 2009), as FTS5 works it out."""
    score = 0.0
    for at, weight in enumerate(weights):
        times = float(row._mapping[f"needle_{at}"])
        score += weight * ((times * (K1 + 1.0)) / (times + K1 * (1 - B + B * row.words / mean)))
    return -score


def find_words(connection: Connection, query: str, row: int) -> list[Span]:
    """Return where the words of a query stand in the text of a row: code points of the document."""
    asked = text("SELECT text FROM document JOIN search ON search.document = document.id WHERE search.id = :row")
    content = connection.execute(asked, {"row": row}).scalar()
    return words.find_words(content, query) if content is not None else []


# ---- what is wrong, and what there is ------------------------------------------------------------------------------


def find_damage(connection: Connection) -> list[str]:
    """Return the documents that search would miss; whether its files are whole, the server tells (pg_amcheck)."""
    missing = "SELECT id FROM document WHERE id NOT IN (SELECT document FROM search) ORDER BY id"
    return [f"document {i} cannot be searched" for i in connection.exec_driver_sql(missing).scalars()]


def describe(store: Store) -> Mapping[str, str | bool]:
    """Return what server and driver it is, and whether it has text as a store needs it; raises StoreError."""
    engine = open_engine(store, write=False)
    try:
        with engine.connect() as connection:
            asked = "SELECT current_setting('server_version'), current_setting('server_encoding')"
            version, encoding = connection.exec_driver_sql(asked).one()
    finally:
        engine.dispose()
    return {"server": str(version), "driver": psycopg.__version__, "utf8": encoding == "UTF8"}
