"""What articles know of their entities -> who is who in the pile, kept up to date a few rows at a time.

Every function works inside the caller's transaction. An article that comes or goes touches its own members, their
profiles and the blocks of these, never more, so that its cost does not grow with the pile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from rashomon.errors import PipelineError
from rashomon.model import Attribution, Document, Entity, Mention, Profile, Resolved, digest, finding_id
from rashomon.store.places import decode, row_of
from rashomon.store.schema import document as documents
from rashomon.store.schema import link, member, profile, record, unsettled

# what stands in the store of one document, by layer
Layers = dict[str, Any]
FindProfiles = Callable[..., Sequence[tuple[str, Profile]]]
ResolveBlock = Callable[[Sequence[tuple[Profile, int]]], Sequence[Resolved]]

# what is said or asked; beliefs, intentions and attitudes are no statements
SAYINGS = frozenset({"statement", "denial", "question"})
# layers of which an article has one record, or none
_SINGLE = frozenset({"document", "article"})

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Profile).decode


def forget(connection: Connection, document: str) -> None:
    """Take back who the entities of a document are: it is not a current one any more."""
    _take_back(connection, document)
    connection.execute(delete(link).where(link.c.document == document))


def await_linking(connection: Connection, document: str) -> None:
    """Take back who the entities of a document are, until it is linked again: something was found in it anew."""
    forget(connection, document)
    connection.execute(insert(link).values(document=document, made_by=""))


def _take_back(connection: Connection, document: str) -> None:
    mine = select(member.c.profile).where(member.c.document == document, member.c.profile.is_not(None)).distinct()
    _count(connection, connection.execute(mine).scalars().all(), -1)
    connection.execute(delete(member).where(member.c.document == document))


def knows(connection: Connection, document: str) -> bool:
    """Tell whether a document is linked, or awaits it."""
    return connection.execute(select(link.c.document).where(link.c.document == document)).first() is not None


def find_unlinked(connection: Connection, by: str) -> list[str]:
    """Return the documents that were not linked by the stage of this signature."""
    # two ranges of the index; for `!=` SQLite would look at every document
    others = or_(link.c.made_by < by, link.c.made_by > by)
    return sorted(connection.execute(select(link.c.document).where(others)).scalars())


def find_unsettled(connection: Connection) -> list[str]:
    """Return the blocks that are unsettled."""
    return sorted(connection.execute(select(unsettled.c.block)).scalars())


def link_document(connection: Connection, document: str, find: FindProfiles, needs: Collection[str], by: str) -> None:
    """Let the members of a document be its entities, with the profiles that `find` gives of them.

    `find` gets the layers in `needs` as keywords, a list of records or the only one of its document.
    """
    _take_back(connection, document)
    layers = _layers_of(connection, document, {*needs, "entity", "mention", "attribution"})
    found = dict(find(**{name: layers[name] for name in needs}))
    keys = {entity: digest(_encode(known).decode()) for entity, known in found.items()}
    known = {keys[entity]: found[entity] for entity in found}
    _keep_profiles(connection, known)
    if rows := _members(document, layers, keys):
        connection.execute(insert(member), rows)
    _count(connection, sorted(known), 1)
    connection.execute(update(link).where(link.c.document == document).values(made_by=by))


def _layers_of(connection: Connection, document: str, names: Collection[str]) -> Layers:
    """Return what stands in the store of one document; its mentions and attributions name its own entities."""
    layers: Layers = {name: None if name in _SINGLE else [] for name in names}
    if "document" in names:
        columns = [documents.c[field] for field in Document.__struct_fields__]
        row = connection.execute(select(*columns).where(documents.c.id == document)).one()
        layers["document"] = Document(**row._mapping)
    place = (record.c.layer, record.c.start, record.c.stop, record.c.id)
    wanted = select(record.c.layer, record.c.json).where(record.c.document == document, record.c.layer.in_(names))
    for name, json in connection.execute(wanted.order_by(*place)):
        found = decode(name, json)
        if name in _SINGLE:
            layers[name] = found
        else:
            layers[name].append(found)
    return layers


def _members(document: str, layers: Layers, profiles: Mapping[str, str]) -> list[dict[str, Any]]:
    mentions: list[Mention] = layers["mention"]
    attributions: list[Attribution] = layers["attribution"]
    entities: list[Entity] = layers["entity"]
    mentioned = Counter(m.entity for m in mentions)
    said = Counter(a.speaker for a in attributions if a.act in SAYINGS)
    return [
        {
            "id": finding_id("identity", document, [], entity.id),
            "document": document,
            "entity": entity.id,
            "profile": profiles.get(entity.id),
            "mentions": mentioned[entity.id],
            "statements": said[entity.id],
        }
        for entity in entities
    ]


def _keep_profiles(connection: Connection, known: Mapping[str, Profile]) -> None:
    stored = set(connection.execute(select(profile.c.id).where(profile.c.id.in_(known))).scalars())
    if new := [
        {"id": key, "block": one.block, "json": _encode(one).decode(), "articles": 0}
        for key, one in sorted(known.items())
        if key not in stored
    ]:
        connection.execute(insert(profile), new)


def _count(connection: Connection, profiles: Sequence[str], by: int) -> None:
    """Note that the profiles stand in one article more or less, so that their blocks are to be resolved again."""
    if not profiles:
        return
    mine = profile.c.id.in_(profiles)
    connection.execute(update(profile).where(mine).values(articles=profile.c.articles + by))
    blocks = set(connection.execute(select(profile.c.block).where(mine)).scalars())
    blocks -= set(connection.execute(select(unsettled.c.block).where(unsettled.c.block.in_(blocks))).scalars())
    if blocks:
        connection.execute(insert(unsettled), [{"block": block} for block in sorted(blocks)])


def settle_block(connection: Connection, block: str, resolve: ResolveBlock) -> None:
    """Write who is who among the profiles of a block; what stands there and is still so is not touched.

    Raises PipelineError when `resolve` does not answer for each profile, or gives an entity of another block.
    """
    known = connection.execute(select(profile).where(profile.c.block == block).order_by(profile.c.id)).mappings().all()
    rows = [row for row in known if row["articles"]]
    if len(rows) < len(known):
        connection.execute(delete(profile).where(profile.c.block == block, profile.c.articles == 0))
    profiles = [_decode(row["json"]) for row in rows]
    resolved = resolve([(one, row["articles"]) for one, row in zip(profiles, rows, strict=True)])
    if [one.profile for one in resolved] != profiles:
        raise PipelineError(f"the block {block!r} has {len(profiles)} profiles; not each has an answer in its place")
    for row, now in zip(rows, resolved, strict=True):
        fields = {"entity": now.entity.id, "score": now.score, "reason": now.reason}
        if any(row[name] != value for name, value in fields.items()):
            connection.execute(update(profile).where(profile.c.id == row["id"]).values(**fields))
    _replace_entities(
        connection, {row["entity"] for row in known} - {None}, {one.entity.id: one.entity for one in resolved}
    )
    connection.execute(delete(unsettled).where(unsettled.c.block == block))


def _replace_entities(connection: Connection, before: Collection[str], now: Mapping[str, Entity]) -> None:
    """Let the pile's entities of one block be these; `before` are the ids of those that stand there."""
    mine = select(record).where(record.c.layer == "entity", record.c.id.in_(before))
    old = {row["id"]: dict(row) for row in connection.execute(mine).mappings()}
    new = {key: row_of(entity) for key, entity in now.items()}
    for key in sorted(key for key, row in old.items() if new.get(key) != row):
        connection.execute(delete(record).where(record.c.layer == "entity", record.c.id == key))
    if fresh := [row for key, row in sorted(new.items()) if old.get(key) != row]:
        try:
            connection.execute(insert(record), fresh)
        except IntegrityError as error:
            raise PipelineError(f"an entity of another block, or of an article: {error.orig}") from error
