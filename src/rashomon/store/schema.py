"""The tables of a store, and the migrations that bring an older store up to date.

A record is kept as the JSON of its struct beside the columns that queries need. The text of an article stands once,
in `document`; everything else is a row of `record`, whatever its layer, so a new layer needs no new table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
    update,
)

from rashomon.errors import StoreError
from rashomon.store import sqlite

metadata = MetaData()

# one row, one column: the number of migrations that the store has been through
store_version = Table("store_version", metadata, Column("version", Integer, nullable=False))

# `made_by` is the signature of the stages that made the findings, such as "clean/1 parse/1 attribution/3";
# `superseded_by` is the id of the document that took this one's place, null for a current one
document = Table(
    "document",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("ref", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("raw_sha256", String(64), nullable=False),
    Column("media_type", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("superseded_by", String(16), ForeignKey("document.id")),
    # unique, or SQLite would not know that a walk along it is in order, and would sort every layer (see store/view.py)
    Index("document_ref", "ref", "id", unique=True),
)

# `start` and `stop` are the first span's; a record without spans stands at 0, 0
record = Table(
    "record",
    metadata,
    Column("layer", Text, primary_key=True),
    Column("id", String(16), primary_key=True),
    Column("document", String(16), ForeignKey("document.id")),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("json", Text, nullable=False),
    Index("record_place", "document", "layer", "start", "stop", "id"),
)

rejection = Table(
    "rejection",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
)


def _create(connection: Connection) -> None:
    """Version 1: the tables above and the search index."""
    metadata.create_all(connection, tables=[document, record, rejection])
    sqlite.create_search(connection)


Migration = Callable[[Connection], None]

# Migration n brings a store from version n - 1 to n, in the transaction that also writes the new number. One that has
# been released is never edited: when a table above changes, freeze what version 1 created as literal statements here.
MIGRATIONS: tuple[Migration, ...] = (_create,)


def version_of(connection: Connection) -> int:
    """Return the version of an open store, 0 for an empty file; raises StoreError if it is something else."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    if store_version.name not in tables:
        raise StoreError(f"it is a database of another program (its tables: {', '.join(tables[:5])})")
    return int(connection.execute(select(store_version.c.version)).scalar_one())


def refuse_newer(version: int, newest: int = len(MIGRATIONS)) -> None:
    """Raise StoreError if the store was written by a later Rashomon than this one."""
    if version > newest:
        raise StoreError(
            f"it is of version {version}, written by a newer Rashomon; this one knows up to version {newest}: "
            "install the newer one, or read the articles into a new store"
        )


def refuse_other_version(connection: Connection) -> None:
    """Raise StoreError if the store, which is about to be read only, is not of this very version."""
    version = version_of(connection)
    refuse_newer(version)
    if version == 0:
        raise StoreError("it is empty; fill it with: rashomon read FOLDER")
    if version < len(MIGRATIONS):
        raise StoreError(f"it is of version {version}; `rashomon read` brings it to version {len(MIGRATIONS)}")


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a store up to date inside the caller's transaction; raises StoreError where that cannot be done."""
    version = version_of(connection)
    refuse_newer(version, len(migrations))
    if version == len(migrations):
        return
    for step in migrations[version:]:
        step(connection)
    if version == 0:
        store_version.create(connection)
        connection.execute(insert(store_version).values(version=len(migrations)))
    else:
        connection.execute(update(store_version).values(version=len(migrations)))
