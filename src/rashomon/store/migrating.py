"""A store of any version -> one of this version; one that a later Rashomon has written is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import get_args

from sqlalchemy import (
    Connection,
    ExecutableDDLElement,
    create_mock_engine,
    delete,
    insert,
    inspect,
    literal,
    select,
    text,
    true,
    update,
)
from sqlalchemy.engine.mock import MockConnection

from rashomon.errors import StoreError
from rashomon.profiles import ItemKind
from rashomon.store import upkeep
from rashomon.store.database import database_at
from rashomon.store.schema import (
    about,
    apart,
    bag,
    bag_term,
    cast,
    correction,
    decided,
    document,
    gathered,
    item,
    item_key,
    kindred,
    likeness,
    link,
    member,
    metadata,
    overruled,
    pair,
    print_page,
    printed,
    product,
    profile,
    record,
    shared_print,
    store_version,
    uncompared,
    ungrouped,
    united,
    unsettled,
    untold,
    untraced,
    unvisited,
)

__all__ = ["MIGRATIONS", "VERSION", "Migration", "migrate", "refuse_other_version", "version_of"]


def _link(connection: Connection) -> None:
    """Version 2: who is who in the pile; every article that stands there is to be linked."""
    metadata.create_all(connection, tables=[link, profile, member, unsettled])
    current = select(document.c.id, literal("")).where(document.c.superseded_by.is_(None))
    connection.execute(insert(link).from_select(["document", "made_by"], current))


def _join(connection: Connection) -> None:
    """Version 3: which events are one, in tables that version 4 has replaced; there is nothing left to make."""


# as versions 4 to 6 had it
_FORMER_ITEM = """
CREATE TABLE item (
    kind TEXT NOT NULL, finding VARCHAR(16) NOT NULL, document VARCHAR(16) NOT NULL, made_by TEXT NOT NULL,
    place TEXT NOT NULL, json TEXT NOT NULL, antecedent VARCHAR(16), score FLOAT, reason TEXT, whole VARCHAR(16),
    PRIMARY KEY (kind, finding), FOREIGN KEY (document) REFERENCES document (id)
)"""


def _compare(connection: Connection) -> None:
    """Version 4: what the articles of the pile owe to each other, and what they agree and differ on.

    The tables of version 3, and what was made of them, give way to those of items of any kind. Those of stories are the
    ones that version 10 makes.
    """
    for name in ("unjoined", "telling_key", "telling", "gathered"):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    connection.execute(delete(record).where(record.c.layer == "cluster"))
    connection.execute(text(_FORMER_ITEM))
    metadata.create_all(connection, tables=[gathered, item_key, ungrouped, product, about, cast])
    metadata.create_all(connection, tables=[untold])
    metadata.create_all(connection, tables=[printed, print_page, shared_print, pair, kindred])
    metadata.create_all(connection, tables=[unvisited, uncompared, untraced])
    current = select(document.c.id).where(document.c.superseded_by.is_(None))
    for kind in get_args(ItemKind):
        waiting = current.add_columns(literal(kind), literal(""))
        connection.execute(insert(gathered).from_select(["document", "kind", "made_by"], waiting))
    unprinted = current.add_columns(literal(""), true())
    connection.execute(insert(printed).from_select(["document", "made_by", "current"], unprinted))


def _correct(connection: Connection) -> None:
    """Version 5: what persons say of the findings, and the indexes by which layers are paged."""
    metadata.create_all(connection, tables=[correction, overruled, apart, united])
    upkeep.create(connection)


def _weigh(connection: Connection) -> None:
    """Version 6: triggers that look at a row in less time; tables of stories that version 10 has replaced."""
    upkeep.renew(connection)


def _keep_keys(connection: Connection) -> None:
    """Version 7: an item has its keys beside it, and no index leads from it to them."""
    together = {"sqlite": "json_group_array", "postgresql": "json_agg"}[connection.dialect.name]
    keys = (
        f"SELECT {together}(item_key.key) FROM item_key"
        " WHERE item_key.kind = item.kind AND item_key.finding = item.finding"
    )
    connection.execute(text("ALTER TABLE item ADD COLUMN keyed_by TEXT"))
    connection.execute(text(f"UPDATE item SET keyed_by = coalesce(({keys}), '[]')"))
    connection.execute(text("DROP INDEX IF EXISTS item_key_finding"))


def _keep_alone(connection: Connection) -> None:
    """Version 8: an item tells whether it makes records by itself, and its JSON is shorter: all are gathered again.

    The table of items is the one that version 9 has replaced.
    """
    connection.execute(update(gathered).values(made_by=""))


def _compare_again(connection: Connection) -> None:
    """Version 9: keys of items begin with the days, and who is by itself stands in no index of groups.

    What was compared, and what was made of it, is made anew of what stands in the articles.
    """
    connection.execute(delete(record).where(record.c.layer.in_(("cluster", "claim", "account", "utterance"))))
    for table in (ungrouped, item_key, product):
        connection.execute(delete(table))
    connection.execute(text("DROP TABLE item"))
    metadata.create_all(connection, tables=[item, decided])
    connection.execute(update(gathered).values(made_by=""))


def _lay_out_bags(connection: Connection) -> None:
    """Version 10: beside what an article is about, its terms as numbers; beside who has a term, when it came out.

    What each article is about is found out anew, and then the stories that stand there are told anew.
    """
    for name in ("bag_term", "likeness", "bag"):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    metadata.create_all(connection, tables=[bag, bag_term, likeness])
    current = select(document.c.id, literal("")).where(document.c.superseded_by.is_(None))
    connection.execute(insert(bag).from_select(["document", "made_by"], current))


Migration = Callable[[Connection], None]

# Each brings a store from one version to the next, the first of them from version 1, in the transaction that also
# writes the new number. One that has been released is never edited: when a table of schema.py changes, freeze here what
# older versions made, as statements.
MIGRATIONS: tuple[Migration, ...] = (
    _link, _join, _compare, _correct, _weigh, _keep_keys, _keep_alone, _compare_again, _lay_out_bags,
)  # fmt: skip
VERSION = 1 + len(MIGRATIONS)


def _create(connection: Connection) -> None:
    """Make a new store: every table as it is now."""
    database = database_at(connection)
    database.prepare(connection)
    for statement in _new_tables(f"{connection.dialect.name}+{connection.dialect.driver}://"):
        connection.exec_driver_sql(statement)
    database.create_search(connection)
    upkeep.set_up(connection)


@cache
def _new_tables(dialect: str) -> tuple[str, ...]:
    """Return the statements that make all tables: put into words once, as one process may make many stores."""
    said: list[str] = []

    def say(made: ExecutableDDLElement, *_: object, **__: object) -> None:
        said.append(str(made.compile(dialect=engine.dialect)))

    engine: MockConnection = create_mock_engine(dialect, say)
    for tables in (metadata, upkeep.metadata):
        tables.create_all(engine, checkfirst=False)
    return tuple(said)


def version_of(connection: Connection) -> int:
    """Return the version of an open store, 0 for an empty file; raises StoreError if it is something else."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    if store_version.name not in tables:
        raise StoreError(f"it is a database of another program (its tables: {', '.join(tables[:5])})")
    return int(connection.execute(select(store_version.c.version)).scalar_one())


def refuse_newer(version: int, newest: int = VERSION) -> None:
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
    if version < VERSION:
        raise StoreError(f"it is of version {version}; `rashomon read` brings it to version {VERSION}")


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a store up to date inside the caller's transaction; raises StoreError where that cannot be done."""
    version, newest = version_of(connection), 1 + len(migrations)
    refuse_newer(version, newest)
    if version == 0:
        _create(connection)
        connection.execute(insert(store_version).values(version=VERSION))
    elif version < newest:
        for step in migrations[version - 1 :]:
            step(connection)
        connection.execute(update(store_version).values(version=newest))
