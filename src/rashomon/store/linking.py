"""What articles know of their entities -> who is who in the pile, kept up to date a few rows at a time.

Every function works inside the caller's transaction. An article that comes or goes touches its own members, their
profiles and the blocks of these, never more, so that its cost does not grow with the pile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from rashomon.errors import PipelineError
from rashomon.model import SAYINGS, Attribution, Document, Entity, Mention, digest, finding_id
from rashomon.profiles import Profile, Resolved
from rashomon.store import merging, upkeep
from rashomon.store.places import decode, row_of
from rashomon.store.schema import document as documents
from rashomon.store.schema import link, member, profile, record, unsettled

# what stands in the store of one document, by layer
Layers = dict[str, Any]
FindProfiles = Callable[..., Sequence[tuple[str, Profile]]]
ResolveBlock = Callable[[Sequence[tuple[Profile, int]]], Sequence[Resolved]]

# layers of which an article has one record, or none
_SINGLE = frozenset({"document", "article"})

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Profile).decode


# Statements are put together once: for SQLAlchemy to do it takes four times as long as to run one. Parameters are not
# called as columns are: an UPDATE would take these for values to set.
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_LINK = select(link.c.document).where(link.c.document == _KEY)
_FORGET_LINK = delete(link).where(link.c.document == _KEY)
_AWAIT = insert(link)
_LINKED = update(link).where(link.c.document == _KEY)
_PROFILES_OF = select(member.c.profile).where(member.c.document == _KEY, member.c.profile.is_not(None)).distinct()
_FORGET_MEMBERS = delete(member).where(member.c.document == _KEY)
_DOCUMENT = select(*(documents.c[field] for field in Document.__struct_fields__)).where(documents.c.id == _KEY)
_FOUND = (
    select(record.c.layer, record.c.json)
    .where(record.c.document == _KEY, record.c.layer.in_(_KEYS))
    .order_by(record.c.layer, record.c.start, record.c.stop, record.c.id)
)
_KNOWN = select(profile.c.id).where(profile.c.id.in_(_KEYS))
_COUNT = update(profile).where(profile.c.id.in_(_KEYS)).values(articles=profile.c.articles + bindparam("by"))
_BLOCKS = select(profile.c.block).where(profile.c.id.in_(_KEYS)).distinct()
_WAITING = select(unsettled.c.block).where(unsettled.c.block.in_(_KEYS))
_SETTLED = delete(unsettled).where(unsettled.c.block == _KEY)
_BLOCK = select(profile).where(profile.c.block == _KEY).order_by(profile.c.id)
_FORGET_PROFILES = delete(profile).where(profile.c.block == _KEY, profile.c.articles == 0)
_ANSWER = (
    update(profile)
    .where(profile.c.id == _KEY)
    .values(entity=bindparam("whole"), score=bindparam("sure"), reason=bindparam("why"))
)
_ENTITIES = select(record).where(record.c.layer == "entity", record.c.id.in_(_KEYS))
_STANDING = select(profile.c.entity).where(profile.c.entity.in_(_KEYS)).distinct()
_FORGET_ENTITY = delete(record).where(record.c.layer == "entity", record.c.id == _KEY)


def forget(connection: Connection, document: str) -> None:
    """Take back who the entities of a document are: it is not a current one any more."""
    _take_back(connection, document)
    connection.execute(_FORGET_LINK, {"key": document})


def await_linking(connection: Connection, document: str) -> None:
    """Note that a document which the store does not know as linked, or has forgotten to be, is to be linked."""
    connection.execute(_AWAIT, {"document": document, "made_by": ""})


def _take_back(connection: Connection, document: str) -> None:
    _count(connection, connection.execute(_PROFILES_OF, {"key": document}).scalars().all(), -1)
    connection.execute(_FORGET_MEMBERS, {"key": document})


def knows(connection: Connection, document: str) -> bool:
    """Tell whether a document is linked, or awaits it."""
    return connection.execute(_LINK, {"key": document}).first() is not None


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
    layers = layers_of(connection, document, {*needs, "entity", "mention", "attribution"})
    machine = dict(find(**{name: layers[name] for name in needs}))
    found = merging.set_apart(connection, document, layers["entity"], machine)
    keys = {entity: digest(_encode(known).decode()) for entity, known in found.items()}
    known = {keys[entity]: found[entity] for entity in found}
    _keep_profiles(connection, known)
    if rows := _members(document, layers, keys):
        connection.execute(insert(member), rows)
    _count(connection, sorted(known), 1)
    connection.execute(_LINKED, {"key": document, "made_by": by})


def layers_of(connection: Connection, document: str, names: Collection[str]) -> Layers:
    """Return what stands in the store of one document; its findings name its own entities."""
    layers: Layers = {name: None if name in _SINGLE else [] for name in names}
    if "document" in names:
        layers["document"] = Document(**connection.execute(_DOCUMENT, {"key": document}).one()._mapping)
    for name, json in connection.execute(_FOUND, {"key": document, "keys": sorted(names)}):
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
    stored = set(connection.execute(_KNOWN, {"keys": sorted(known)}).scalars())
    whole = merging.whole_of(connection, {one.block for one in known.values()})
    if new := [
        {"id": key, "block": whole[one.block], "json": _encode(one).decode(), "articles": 0}
        for key, one in sorted(known.items())
        if key not in stored
    ]:
        connection.execute(insert(profile), new)


def _count(connection: Connection, profiles: Sequence[str], by: int) -> None:
    """Note that the profiles stand in one article more or less, so that their blocks are to be resolved again."""
    if not profiles:
        return
    connection.execute(_COUNT, {"keys": profiles, "by": by})
    blocks = set(connection.execute(_BLOCKS, {"keys": profiles}).scalars())
    blocks -= set(connection.execute(_WAITING, {"keys": sorted(blocks)}).scalars())
    if blocks:
        connection.execute(insert(unsettled), [{"block": block} for block in sorted(blocks)])


def settle_block(connection: Connection, block: str, resolve: ResolveBlock) -> list[str]:
    """Write who is who among the profiles of a block, and return the profiles that are somebody else now.

    What stands there and is still so is not touched.
    Raises PipelineError when `resolve` does not answer for each profile, or gives an entity of another block.
    """
    known = connection.execute(_BLOCK, {"key": block}).mappings().all()
    rows = [row for row in known if row["articles"]]
    if len(rows) < len(known):
        connection.execute(_FORGET_PROFILES, {"key": block})
    profiles = [_decode(row["json"]) for row in rows]
    counted = [(one, row["articles"]) for one, row in zip(profiles, rows, strict=True)]
    resolved = merging.resolve(connection, block, [row["id"] for row in rows], counted, resolve)
    if [one.profile for one in resolved] != profiles:
        raise PipelineError(f"the block {block!r} has {len(profiles)} profiles; not each has an answer in its place")
    if changed := [
        {"key": row["id"], "whole": now.entity.id, "sure": now.score, "why": now.reason}
        for row, now in zip(rows, resolved, strict=True)
        if (row["entity"], row["score"], row["reason"]) != (now.entity.id, now.score, now.reason)
    ]:
        connection.execute(_ANSWER, changed)
    _replace_entities(
        connection, {row["entity"] for row in known} - {None}, {one.entity.id: one.entity for one in resolved}
    )
    connection.execute(_SETTLED, {"key": block})
    return [row["id"] for row, now in zip(rows, resolved, strict=True) if row["entity"] != now.entity.id]


def _replace_entities(connection: Connection, before: Collection[str], now: Mapping[str, Entity]) -> None:
    """Let the pile's entities of one block be these; `before` are the ids of those that stand there."""
    there = connection.execute(_ENTITIES, {"keys": sorted(before)}).mappings() if before else ()
    old = {row["id"]: dict(row) for row in there}
    new = {key: row_of(entity) for key, entity in now.items()}
    # what a person joined, and joins no longer, stands in several blocks until each of them is settled
    lost = sorted(old.keys() - new.keys())
    elsewhere = set(connection.execute(_STANDING, {"keys": lost}).scalars()) if lost else set()
    if gone := [{"key": key} for key, row in sorted(old.items()) if new.get(key) != row and key not in elsewhere]:
        connection.execute(_FORGET_ENTITY, gone)
    upkeep.weigh(connection, sorted(elsewhere))
    if fresh := [row for key, row in sorted(new.items()) if old.get(key) != row]:
        try:
            connection.execute(insert(record), fresh)
        except IntegrityError as error:
            raise PipelineError(f"an entity of another block, or of an article: {error.orig}") from error
