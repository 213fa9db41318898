"""What pages ask for by index -> tables beside the records, kept by triggers: nobody who writes has to think of them.

Everything here follows from the other tables, and `fill` makes it anew from them. A walk over the records of 10,000
articles takes seconds; a look into one of these takes less than a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import DDL, Column, Connection, Index, MetaData, Table, UniqueConstraint, column, event, func, text

from rashomon.store.columns import Integer, Key, Text
from rashomon.store.database import Trigger, database_at

metadata = MetaData()

# how many records each layer holds, of current documents or of none; `entity` counts those of articles too
tally = Table("tally", metadata, Column("layer", Text, primary_key=True), Column("records", Integer, nullable=False))

# one row a current document, by what it is looked for: days are those of its article, else of its dating. The text of
# a document stands in a row before the column that says whether it is current, so that to ask there is to read it all
shelf = Table(
    "shelf",
    metadata,
    Column("document", Key, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("outlet", Text),
    Column("earliest", Text),
    Column("latest", Text),
    Index("shelf_ref", "ref", "document", unique=True).ddl_if(dialect="sqlite"),
    Index("shelf_outlet", "outlet", "document").ddl_if(dialect="sqlite"),
)

# names of entities, each once however many bear it, and who they are: entities of the pile, and those of articles that
# are nobody there, since nothing is known of them that another article could know. A name may outlive its bearers
name = Table(
    "name",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    UniqueConstraint("name").ddl_if(dialect="sqlite"),
    Index("name_once", func.md5(column("name")), unique=True).ddl_if(dialect="postgresql"),
)
# as words, see document_ref
event.listen(
    name,
    "after_create",
    DDL("CREATE INDEX name_name ON name USING hash (name)").execute_if(dialect="postgresql"),  # type: ignore[no-untyped-call]
)
bearer = Table(
    "bearer",
    metadata,
    Column("name", Integer, primary_key=True),
    Column("entity", Key, primary_key=True),
    Index("bearer_entity", "entity", "name"),
    sqlite_with_rowid=False,
)

# how much of the pile an entity of it takes up, as it was settled last; `document` is the first that knows it
standing = Table(
    "standing",
    metadata,
    Column("entity", Key, primary_key=True),
    Column("articles", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("document", Key, nullable=False),
)

# the records of the pile in the order of their weight: `first` and `second` are weights below zero, so that the
# heaviest stand at the beginning and one comparison of rows tells what comes after a place
rank = Table(
    "rank",
    metadata,
    Column("layer", Text, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("second", Integer, primary_key=True),
    Column("id", Key, primary_key=True),
    Index("rank_id", "layer", "id"),
    sqlite_with_rowid=False,
)

# the office that a profile gives somebody: few do, so that an index of those who hold one is small
OFFICE_TITLE, OFFICE_COUNTRY = "json_extract(json, '$.office.title')", "json_extract(json, '$.office.country')"
_INDEX_OFFICE = f"CREATE INDEX profile_office ON profile ({OFFICE_COUNTRY}, entity) WHERE {OFFICE_TITLE} IS NOT NULL"
# permanent links name a text by the beginning of its digest
_INDEX_TEXT = "CREATE INDEX document_text ON document (text_sha256)"
# what records of a layer are told apart by, so that the few of a rare sort are found among all
SORTS = {"attribution": "act", "event": "type", "cluster": "type", "claim": "relation"}
_INDEX_SORTS = tuple(
    f"CREATE INDEX record_{layer}_{field} ON record (json_extract(json, '$.{field}'), document, id)"
    f" WHERE layer = '{layer}'"
    for layer, field in SORTS.items()
)

# ---- what follows from one row; {row} is NEW or OLD in a trigger -----------------------------------------------------

_COUNT = (
    "INSERT INTO tally VALUES ({layer}, {by})"
    " ON CONFLICT (layer) DO UPDATE SET records = tally.records + excluded.records"
)
_IS_CURRENT = "({row}.document IS NULL OR EXISTS (SELECT 1 FROM shelf WHERE shelf.document = {row}.document))"
_IS_SOMEBODY = "EXISTS (SELECT 1 FROM profile WHERE profile.id = {row}.profile AND profile.entity IS NOT NULL)"

# not with IN: SQLite would put three values into a table of their own, for each row that is written
_IS_RANKED = "({row}.layer = 'cluster' OR {row}.layer = 'story' OR {row}.layer = 'claim')"
_RANK = """
    SELECT {row}.layer,
        CASE {row}.layer
            WHEN 'cluster' THEN -CAST(json_extract({row}.json, '$.reports') AS INTEGER)
            WHEN 'story' THEN -json_array_length({row}.json, '$.documents')
            ELSE -CAST(json_extract({row}.json, '$.origins') AS INTEGER) END,
        CASE {row}.layer WHEN 'claim' THEN -CAST(json_extract({row}.json, '$.carriers') AS INTEGER) ELSE 0 END,
        {row}.id"""

_NAMES = """
    SELECT json_extract({row}.json, '$.name') AS name UNION
    SELECT value FROM json_each({row}.json, '$.aliases')"""

# (a SELECT before ON CONFLICT has a WHERE, or SQLite would take the ON for that of a join)
_OR_IGNORE = "ON CONFLICT DO NOTHING"
_SHELVE = f"INSERT INTO shelf (document, ref) VALUES (NEW.id, NEW.ref) {_OR_IGNORE}"
_FIELD = (
    "(SELECT NULLIF(json_extract(json, '$.{field}'), '') FROM record"
    " WHERE record.document = shelf.document AND layer = '{layer}' LIMIT 1)"
)
_OUTLET, _PUBLISHED, _EARLIEST, _LATEST = (
    _FIELD.format(layer=layer, field=field)
    for layer, field in (
        ("article", "outlet"), ("article", "published"), ("dating", "earliest"), ("dating", "latest"),
    )
)  # fmt: skip
_DESCRIBE = (
    f"UPDATE shelf SET outlet = {_OUTLET},"
    f" earliest = COALESCE({_PUBLISHED}, {_EARLIEST}), latest = COALESCE({_PUBLISHED}, {_LATEST})"
)
_COUNT_THEIRS = (
    "UPDATE tally SET records = records {sign} (SELECT count(*) FROM record"
    " WHERE record.document = NEW.id AND record.layer = tally.layer)"
)

_UNWEIGH = "DELETE FROM standing WHERE entity IN ({wanted})"
_WEIGH = """
    INSERT INTO standing
    SELECT profile.entity, count(DISTINCT member.document), sum(member.mentions), sum(member.statements),
        min(member.document)
    FROM profile JOIN member ON member.profile = profile.id
    WHERE profile.entity IN ({wanted}) GROUP BY profile.entity"""
_UNRANK = "DELETE FROM rank WHERE layer = 'entity' AND id = {row}.entity"


class _Follow(NamedTuple):
    """What is put beside rows of `record` that answer to a condition, and how it is taken away again."""

    called: str
    condition: str
    put: tuple[str, ...]
    take: tuple[str, ...]


_FOLLOW = (
    _Follow(
        "rank", _IS_RANKED, (f"INSERT INTO rank {_RANK} WHERE true {_OR_IGNORE}",),
        ("DELETE FROM rank WHERE layer = {row}.layer AND id = {row}.id",),
    ),
    _Follow(
        "name", "{row}.layer = 'entity'",
        (
            f"INSERT INTO name (name) {_NAMES} WHERE true {_OR_IGNORE}",
            f"INSERT INTO bearer SELECT name.id, {{row}}.id FROM name WHERE name.name IN ({_NAMES}) {_OR_IGNORE}",
        ),
        ("DELETE FROM bearer WHERE entity = {row}.id",),
    ),
    _Follow(
        "fact", "{row}.layer IN ('article', 'dating')", (f"{_DESCRIBE} WHERE document = {{row}}.document",),
        (f"{_DESCRIBE} WHERE document = {{row}}.document",),
    ),
)  # fmt: skip


def _trigger(called: str, event: str, statements: Sequence[str], condition: str = "true") -> Trigger:
    row = "OLD" if event.startswith("DELETE") else "NEW"
    told = [statement.replace("{row}", row) for statement in statements]
    return Trigger(f"upkeep_{called}", event, condition.replace("{row}", row), told)


def _of_record() -> Iterator[Trigger]:
    for one in _FOLLOW:
        was = tuple(statement.replace("{row}", "OLD") for statement in one.take)
        yield _trigger(f"{one.called}_in", "INSERT ON record", one.put, one.condition)
        yield _trigger(f"{one.called}_out", "DELETE ON record", one.take, one.condition)
        yield _trigger(f"{one.called}_changed", "UPDATE OF json ON record", (*was, *one.put), one.condition)
    yield _trigger("tally_in", "INSERT ON record", [_COUNT.format(layer="NEW.layer", by=1)], _IS_CURRENT)
    yield _trigger("tally_out", "DELETE ON record", [_COUNT.format(layer="OLD.layer", by=-1)], _IS_CURRENT)


def _of_document() -> Iterator[Trigger]:
    describe = f"{_DESCRIBE} WHERE document = NEW.id"
    changed = "UPDATE OF superseded_by ON document"
    came, went = (
        f"NEW.superseded_by IS {now} AND OLD.superseded_by IS {was}"
        for now, was in (("NULL", "NOT NULL"), ("NOT NULL", "NULL"))
    )
    yield _trigger("document_in", "INSERT ON document", [_SHELVE], "NEW.superseded_by IS NULL")
    yield _trigger("document_back", changed, [_SHELVE, describe, _COUNT_THEIRS.format(sign="+")], came)
    leave = "DELETE FROM shelf WHERE document = NEW.id"
    yield _trigger("document_out", changed, [_COUNT_THEIRS.format(sign="-"), leave], went)
    yield _trigger("shelf_in", "INSERT ON shelf", [_COUNT.format(layer="'document'", by=1)])
    yield _trigger("shelf_out", "DELETE ON shelf", [_COUNT.format(layer="'document'", by=-1)])


def _of_people() -> Iterator[Trigger]:
    """Yield the triggers for who is who: identities are counted, entities weighed when their block is settled."""
    identity = "'identity'"
    yield _trigger("member_in", "INSERT ON member", [_COUNT.format(layer=identity, by=1)], _IS_SOMEBODY)
    yield _trigger("member_out", "DELETE ON member", [_COUNT.format(layer=identity, by=-1)], _IS_SOMEBODY)
    names = _NAMES.replace("{row}", "record")
    again = (
        "INSERT INTO bearer SELECT name.id, record.id FROM record JOIN name"
        f" ON name.name IN ({names}) WHERE record.layer = 'entity' AND record.id = OLD.entity {_OR_IGNORE}"
    )
    is_known = "{row}.profile IS NOT NULL"
    yield _trigger("known_in", "INSERT ON member", ["DELETE FROM bearer WHERE entity = NEW.entity"], is_known)
    yield _trigger("known_out", "DELETE ON member", [again], is_known)
    known = "(SELECT count(*) FROM member WHERE member.profile = NEW.id)"
    is_somebody_now = "OLD.entity IS NULL AND NEW.entity IS NOT NULL"
    yield _trigger("named", "UPDATE OF entity ON profile", [_COUNT.format(layer=identity, by=known)], is_somebody_now)
    settled = "SELECT entity FROM profile WHERE block = OLD.block"
    weighed = [statement.format(wanted=settled) for statement in (_UNWEIGH, _WEIGH)]
    yield _trigger("settled", "DELETE ON unsettled", weighed)
    is_of_pile = "OLD.layer = 'entity' AND OLD.document IS NULL"
    yield _trigger("entity_out", "DELETE ON record", ["DELETE FROM standing WHERE entity = OLD.id"], is_of_pile)
    ranked = f"INSERT INTO rank VALUES ('entity', -NEW.articles, -NEW.mentions, NEW.entity) {_OR_IGNORE}"
    yield _trigger("standing_in", "INSERT ON standing", [ranked])
    yield _trigger("standing_out", "DELETE ON standing", [_UNRANK])


# ---- what follows from all rows --------------------------------------------------------------------------------------

# Along the documents, whose records lie together, and not along a layer, whose records lie everywhere: of the 3 million
# of 10,000 articles, SQLite would read most pages of the file once for each
_ENTITIES = """
    SELECT record.id, record.json FROM document CROSS JOIN record LEFT JOIN member
        ON member.document = record.document AND member.entity = record.id
    WHERE record.document = document.id AND record.layer = 'entity' AND member.profile IS NULL UNION ALL
    SELECT id, json FROM record WHERE document IS NULL AND layer = 'entity'"""
_ALL_NAMES = f"""
    SELECT known.id, json_extract(known.json, '$.name') AS name FROM ({_ENTITIES}) AS known UNION
    SELECT known.id, one.value FROM ({_ENTITIES}) AS known, json_each(known.json, '$.aliases') AS one"""
_COUNTED = """
    SELECT layer, count(*) FROM (
        SELECT record.layer FROM shelf CROSS JOIN record WHERE record.document = shelf.document UNION ALL
        SELECT layer FROM record WHERE document IS NULL) AS counted GROUP BY layer UNION ALL
    SELECT 'document', count(*) FROM shelf UNION ALL
    SELECT 'identity', count(*) FROM member JOIN profile ON profile.id = member.profile
    WHERE profile.entity IS NOT NULL"""
_FILL = (
    *(f"DELETE FROM {table}" for table in ("shelf", "tally", "bearer", "name", "standing", "rank")),
    "INSERT INTO shelf (document, ref) SELECT id, ref FROM document WHERE superseded_by IS NULL",
    _DESCRIBE,
    "DELETE FROM tally",  # putting documents on the shelf may have counted them
    f"INSERT INTO tally {_COUNTED}",
    f"INSERT INTO name (name) SELECT DISTINCT one.name FROM ({_ALL_NAMES}) AS one WHERE true {_OR_IGNORE}",
    f"INSERT INTO bearer SELECT name.id, one.id FROM ({_ALL_NAMES}) AS one JOIN name ON name.name = one.name"
    f" WHERE true {_OR_IGNORE}",
    _WEIGH.format(wanted="SELECT id FROM record WHERE layer = 'entity' AND document IS NULL"),
    f"INSERT INTO rank SELECT 'entity', -articles, -mentions, entity FROM standing WHERE true {_OR_IGNORE}",
    f"INSERT INTO rank {_RANK} FROM record WHERE document IS NULL AND {_IS_RANKED} {_OR_IGNORE}".replace(
        "{row}", "record"
    ),
)


def create(connection: Connection) -> None:
    """Make the tables and what stands in them, and the triggers that keep it so."""
    metadata.create_all(connection)
    set_up(connection)


def set_up(connection: Connection) -> None:
    """Make what stands in the tables, which are empty, their indexes, and the triggers that keep it so."""
    fill(connection.exec_driver_sql)
    for statement in (_INDEX_OFFICE, _INDEX_TEXT, *_INDEX_SORTS):
        connection.exec_driver_sql(statement)
    database_at(connection).create_triggers(connection, _triggers())


def _triggers() -> list[Trigger]:
    return [*_of_record(), *_of_document(), *_of_people()]


def renew(connection: Connection) -> None:
    """Put the triggers anew, which are worded otherwise in stores made by an earlier version."""
    database = database_at(connection)
    database.drop_triggers(connection, _triggers())
    database.create_triggers(connection, _triggers())


@contextmanager
def paused(connection: Connection) -> Iterator[None]:
    """Let rows be written in bulk, and make what follows from them at the end, inside the caller's transaction."""
    database = database_at(connection)
    database.drop_triggers(connection, _triggers())
    yield
    fill(connection.exec_driver_sql)
    database.create_triggers(connection, _triggers())


def weigh(connection: Connection, entities: Sequence[str]) -> None:
    """Weigh entities again that stand in other blocks than the one that was settled, as a person had joined them."""
    for entity in entities:
        for statement in (_UNWEIGH, _WEIGH):
            connection.execute(text(statement.format(wanted=":entity")), {"entity": entity})


def fill(execute: Callable[[str], Any]) -> None:
    """Make what stands in the tables anew, as after rows were copied in bulk; `execute` runs one statement."""
    for statement in _FILL:
        execute(statement)


def miscounted(connection: Connection) -> list[str]:
    """Return what of the tally is not as it would be counted anew."""
    kept, made = (
        {layer: int(n) for layer, n in connection.exec_driver_sql(asked) if n}
        for asked in ("SELECT layer, records FROM tally", _COUNTED)
    )
    differ = sorted(layer for layer in {*kept, *made} if kept.get(layer) != made.get(layer))
    return [f"{made.get(layer, 0)} {layer} records are counted as {kept.get(layer, 0)}" for layer in differ]
