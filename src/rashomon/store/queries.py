"""The queries of a view: what is wanted of a layer -> one statement that gives it in order.

SQLite is not told how large its tables are. Outer joins keep it to walking along the documents, and then along what is
theirs: the indexes give the order without sorting, and a layer of any size streams. A document without any gives a row
of nulls.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any, get_args

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, case, distinct, func, or_, select, union

from rashomon.profiles import ItemKind
from rashomon.store.schema import about, correction, document, item, link, member, product, profile, record

# values of one statement; SQLite takes 32,766
MANY = 10_000

CURRENT = document.c.superseded_by.is_(None)
# how much of the pile some members take up together
STANDING = (
    func.count(distinct(member.c.document)).label("articles"),
    func.sum(member.c.mentions).label("mentions"),
    func.sum(member.c.statements).label("statements"),
    func.min(member.c.document).label("document"),
)
_PLACE = (record.c.start, record.c.stop, record.c.id)


# What is asked of one document after another, by its `key`, is put together once: to do so takes SQLAlchemy four times
# as long as to ask.
_KEY: BindParameter[str] = bindparam("key")
_OF_ONE = and_(record.c.layer == bindparam("layer"), record.c.document == _KEY)
# the records of a `layer` about one document
OF_ONE = select(record.c.json).where(_OF_ONE).order_by(*_PLACE)
# the entities of one document that are somebody in the pile, `whole`
WHO_IS_WHO = (
    select(member.c.entity, profile.c.entity.label("whole"))
    .select_from(member.join(profile, profile.c.id == member.c.profile))
    .where(member.c.document == _KEY, profile.c.entity.is_not(None))
)
# the findings of a `kind` of one document, each with the id of what it is one with others
WHOLES_OF = (
    select(item.c.finding, item.c.whole)
    .where(item.c.document == _KEY, item.c.kind == bindparam("kind"), item.c.whole.is_not(None))
    .order_by(item.c.finding)
)
# the records of a `layer` of the whole pile that were made of what one document has to say, and those about it
_MADE_OF = (
    select(product.c.id)
    .select_from(item.join(product, and_(product.c.kind == item.c.kind, product.c.whole == item.c.whole)))
    .where(item.c.document == _KEY, product.c.layer == bindparam("layer"))
)
_ABOUT = select(about.c.id).where(about.c.layer == bindparam("layer"), about.c.document == _KEY)
OF_PILE = (
    select(record.c.json)
    # one list of ids: of two, SQLite would walk along the whole layer
    .where(record.c.layer == bindparam("layer"), record.c.id.in_(union(_MADE_OF, _ABOUT)))
    .order_by(*_PLACE)
)
# the accounts of one claim, document by document; as a plain join SQLite would walk along all accounts of the pile
_ACCOUNTS = select(product.c.id).where(
    product.c.kind.in_(get_args(ItemKind)), product.c.whole == _KEY, product.c.layer == "account"
)
ACCOUNTS_OF = (
    select(record.c.json)
    .select_from(record.outerjoin(document, document.c.id == record.c.document))
    .where(record.c.layer == "account", record.c.id.in_(_ACCOUNTS))
    .order_by(document.c.ref, document.c.id, *_PLACE)
)
# the record of a `layer` with this id
BY_ID = select(record.c.json).where(record.c.layer == bindparam("layer"), record.c.id == _KEY)


def batches(keys: Collection[str]) -> Iterator[list[str]]:
    """Yield the keys in order, so many at a time as one statement takes."""
    ordered = iter(sorted(keys))
    while some := list(islice(ordered, MANY)):
        yield some


def begins(column: ColumnElement[Any], key: str) -> ColumnElement[bool]:
    """Return whether an id begins so, as a range of its index: for LIKE, SQLite would look at all."""
    return and_(column >= key, column < key + chr(0x10FFFF))


def named(layer: str, keys: Sequence[str]) -> Select[Any]:
    """Return the records of a layer with these ids, in any order."""
    return select(record.c.json).where(record.c.layer == layer, record.c.id.in_(keys))


def of_some(layer: str, keys: Collection[str]) -> Select[Any]:
    """Return the records of a layer about the documents of these ids, document by document."""
    joined = document.join(record, _about(layer))
    wanted = select(record.c.json).select_from(joined).where(document.c.id.in_(keys))
    return wanted.order_by(document.c.ref, document.c.id, *_PLACE)


def of_pile_about(layer: str, keys: Collection[str]) -> Select[Any]:
    """Return the records of a layer of the whole pile that are about one of the documents of these ids."""
    same = and_(product.c.kind == item.c.kind, product.c.whole == item.c.whole)
    made = select(product.c.id).select_from(item.join(product, same)).where(item.c.document.in_(keys))
    told = select(about.c.id).where(about.c.layer == layer, about.c.document.in_(keys))
    named = union(made.where(product.c.layer == layer), told)
    return select(record.c.json).where(record.c.layer == layer, record.c.id.in_(named)).order_by(*_PLACE)


def of_none(layer: str) -> Select[Any]:
    """Return the records of a layer that are about no one document."""
    return select(record.c.json).where(record.c.layer == layer, record.c.document.is_(None)).order_by(*_PLACE)


def of_current(layer: str) -> Select[Any]:
    """Return the records of a layer about current documents."""
    wanted = select(record.c.json).select_from(document.outerjoin(record, _about(layer))).where(CURRENT)
    return wanted.order_by(document.c.ref, document.c.id, *_PLACE)


def _about(layer: str) -> ColumnElement[bool]:
    return and_(record.c.document == document.c.id, record.c.layer == layer)


def entities_of_current() -> Select[Any]:
    """Return the entities of current documents that are nobody in the pile, each with its standing."""
    same = and_(member.c.document == document.c.id, member.c.entity == record.c.id)
    joined = document.outerjoin(record, _about("entity")).outerjoin(member, same)
    unsettled = select(profile.c.id).where(profile.c.entity.is_(None))
    alone = or_(member.c.profile.is_(None), member.c.profile.in_(unsettled))
    known = case((member.c.id.is_(None), 0), else_=1).label("articles")
    columns = (record.c.json, known, member.c.mentions, member.c.statements, member.c.document)
    wanted = select(*columns).select_from(joined).where(CURRENT, alone)
    return wanted.order_by(document.c.ref, document.c.id, *_PLACE)


def identities(condition: ColumnElement[bool]) -> Select[Any]:
    """Return members with who they are in the pile, `whole`, null where they are nobody."""
    joined = (
        document.outerjoin(member, member.c.document == document.c.id)
        .outerjoin(profile, profile.c.id == member.c.profile)
        .outerjoin(link, link.c.document == document.c.id)
    )
    columns = (member.c.id, member.c.document, member.c.entity, profile.c.score, profile.c.reason, link.c.made_by)
    wanted = select(profile.c.entity.label("whole"), *columns).select_from(joined).where(condition)
    return wanted.order_by(document.c.ref, document.c.id, member.c.id)


def corrections(document: str | None = None) -> Select[Any]:
    """Return what persons have said, in order of time: all of it, or what is said of one document or its entities."""
    wanted = select(correction).order_by(correction.c.at, correction.c.id)
    return wanted if document is None else wanted.where(correction.c.document == document)


def latest_corrections(before: tuple[str, str] | None, **wanted: str | None) -> Select[Any]:
    """Return what persons have said, the latest first: after one of this time and id, of the columns that are given."""
    columns = correction.c
    chosen = [columns[name] == value for name, value in wanted.items() if value]
    if before is not None:
        chosen.append(or_(columns.at < before[0], and_(columns.at == before[0], columns.id < before[1])))
    return select(correction).where(*chosen).order_by(columns.at.desc(), columns.id.desc())
