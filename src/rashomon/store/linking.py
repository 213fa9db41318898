"""What articles know of their entities -> who is who in the pile, kept up to date a few rows at a time.

Every function works inside the caller's transaction. An article that comes or goes touches its own members, their
profiles and the blocks of these, never more, so that its cost does not grow with the pile. Articles and blocks come
many at a time: what is asked of the database for one costs more than what is then done with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from rashomon.errors import PipelineError
from rashomon.model import SAYINGS, Attribution, Document, Entity, Mention, digest, finding_id
from rashomon.profiles import Profile, Resolved
from rashomon.store import merging, upkeep
from rashomon.store.many import ForMany
from rashomon.store.places import decode, row_of
from rashomon.store.queries import batches
from rashomon.store.record_rows import put_records
from rashomon.store.schema import document as documents
from rashomon.store.schema import link, member, profile, record, unsettled

# what stands in the store of one document, by layer
Layers = dict[str, Any]
FindProfiles = Callable[..., Sequence[tuple[str, Profile]]]
ResolveBlock = Callable[[Sequence[tuple[Profile, int]]], Sequence[Resolved]]

# layers of which an article has one record, or none
SINGLE = frozenset({"document", "article"})

# records that are fetched at once: one by one takes twice as long
_AT_ONCE = 500

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Profile).decode


# Statements are put together once: for SQLAlchemy to do it takes four times as long as to run one. Parameters are not
# called as columns are: an UPDATE would take these for values to set.
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_LINK = select(link.c.document).where(link.c.document == _KEY)
_FORGET_LINK = delete(link).where(link.c.document == _KEY)
_AWAIT = insert(link)
_LINKED = update(link).where(link.c.document.in_(_KEYS)).values(made_by=bindparam("by"))
_PROFILES_OF = (
    select(member.c.profile, func.count(member.c.document.distinct()))
    .where(member.c.document.in_(_KEYS), member.c.profile.is_not(None))
    .group_by(member.c.profile)
)
_FORGET_MEMBERS = delete(member).where(member.c.document.in_(_KEYS))
_DOCUMENTS = select(*(documents.c[field] for field in Document.__struct_fields__)).where(documents.c.id.in_(_KEYS))
_FOUND = (
    select(record.c.document, record.c.layer, record.c.json)
    .where(record.c.document.in_(_KEYS), record.c.layer.in_(bindparam("layers", expanding=True)))
    .order_by(record.c.document, record.c.layer, record.c.start, record.c.stop, record.c.id)
)
_KNOWN = select(profile.c.id).where(profile.c.id.in_(_KEYS))
_NEW_MEMBERS = ForMany(insert(member), "id", "document", "entity", "profile", "mentions", "statements")
_in_order = itemgetter(*_NEW_MEMBERS.names)
_NEW_PROFILES = ForMany(insert(profile), "id", "block", "json", "articles")
_NEW_UNSETTLED = ForMany(insert(unsettled), "block")
_COUNT = ForMany(
    update(profile).where(profile.c.id == _KEY).values(articles=profile.c.articles + bindparam("by")), "by", "key"
)
_BLOCKS = select(profile.c.block).where(profile.c.id.in_(_KEYS)).distinct()
_WAITING = select(unsettled.c.block).where(unsettled.c.block.in_(_KEYS))
_SETTLED = ForMany(delete(unsettled).where(unsettled.c.block == _KEY), "key")
_IN_BLOCKS = select(profile).where(profile.c.block.in_(_KEYS)).order_by(profile.c.block, profile.c.id)
_FORGET_PROFILES = delete(profile).where(profile.c.block == _KEY, profile.c.articles == 0)
_ANSWER = ForMany(
    update(profile)
    .where(profile.c.id == _KEY)
    .values(entity=bindparam("whole"), score=bindparam("sure"), reason=bindparam("why")),
    *("whole", "sure", "why", "key"),
)
_ENTITIES = select(record).where(record.c.layer == "entity", record.c.id.in_(_KEYS))
_STANDING = select(profile.c.entity).where(profile.c.entity.in_(_KEYS)).distinct()
_FORGET_ENTITY = delete(record).where(record.c.layer == "entity", record.c.id == _KEY)


def forget(connection: Connection, document: str) -> None:
    """Take back who the entities of a document are: it is not a current one any more."""
    _take_back(connection, [document])
    connection.execute(_FORGET_LINK, {"key": document})


def await_linking(connection: Connection, document: str) -> None:
    """Note that a document which the store does not know as linked, or has forgotten to be, is to be linked."""
    connection.execute(_AWAIT, {"document": document, "made_by": ""})


def _take_back(connection: Connection, some: Sequence[str]) -> None:
    before = connection.execute(_PROFILES_OF, {"keys": some}).all()
    if before:
        _count(connection, {key: -articles for key, articles in before})
    connection.execute(_FORGET_MEMBERS, {"keys": some})


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


def link_documents(
    connection: Connection, some: Sequence[str], find: FindProfiles, needs: Collection[str], by: str
) -> None:
    """Let the members of some documents be their entities, with the profiles that `find` gives of them.

    `find` gets the layers in `needs` of one document as keywords, a list of records or the only one of its document.
    """
    _take_back(connection, some)
    articles = layers_of_each(connection, some, {*needs, "entity", "mention", "attribution"})
    apart = merging.find_apart(connection, some)
    known: dict[str, Profile] = {}
    counts: Counter[str] = Counter()
    members: list[dict[str, Any]] = []
    for document, layers in articles.items():
        machine = dict(find(**{name: layers[name] for name in needs}))
        found = merging.set_apart(apart.get(document, ()), layers["entity"], machine)
        keys = {entity: digest(_encode(profile).decode()) for entity, profile in found.items()}
        known |= {keys[entity]: found[entity] for entity in found}
        counts.update(set(keys.values()))
        members += members_of(document, layers, keys)
    _keep_profiles(connection, known)
    _NEW_MEMBERS(connection, list(map(_in_order, members)))
    _count(connection, counts)
    connection.execute(_LINKED, {"keys": some, "by": by})


def layers_of(connection: Connection, document: str, names: Collection[str]) -> Layers:
    """Return what stands in the store of one document; its findings name its own entities."""
    return layers_of_each(connection, [document], names)[document]


def layers_of_each(connection: Connection, some: Collection[str], names: Collection[str]) -> dict[str, Layers]:
    """Return what stands in the store of some documents, by their ids, in order of these."""
    found: dict[str, Layers] = {
        document: {name: None if name in SINGLE else [] for name in names} for document in sorted(some)
    }
    keys = {"keys": list(found)}
    if "document" in names:
        for row in connection.execute(_DOCUMENTS, keys):
            found[row.id]["document"] = Document(**row._mapping)
    rows = connection.execute(_FOUND, {**keys, "layers": sorted(names)})
    for document, name, json in chain.from_iterable(rows.partitions(_AT_ONCE)):
        one = decode(name, json)
        if name in SINGLE:
            found[document][name] = one
        else:
            found[document][name].append(one)
    return found


def members_of(document: str, layers: Layers, profiles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows of `member` for a document, given its layers and the digests of the profiles of its entities."""
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
    new = sorted(known.keys() - set(_select(connection, _KNOWN, known)))
    if not new:
        return
    whole = merging.whole_of(connection, {known[key].block for key in new})
    rows = [(key, whole[known[key].block], _encode(known[key]).decode(), 0) for key in new]
    _NEW_PROFILES(connection, rows)


def _count(connection: Connection, more: Mapping[str, int]) -> None:
    """Note that profiles stand in so many articles more, or less: their blocks are to be resolved again."""
    if not more:
        return
    _COUNT(connection, [(articles, key) for key, articles in sorted(more.items())])
    blocks = set(_select(connection, _BLOCKS, more))
    _NEW_UNSETTLED(connection, [(block,) for block in sorted(blocks - set(_select(connection, _WAITING, blocks)))])


def _select(connection: Connection, statement: Any, keys: Collection[str]) -> Iterator[Any]:
    """Yield the first column of what a statement selects for the keys, of which there may be any number."""
    for some in batches(keys):
        yield from connection.execute(statement, {"keys": some}).scalars()


def settle_blocks(connection: Connection, blocks: Sequence[str], resolve: ResolveBlock) -> list[str]:
    """Write who is who among the profiles of some blocks, and return the profiles that are somebody else now.

    What stands there and is still so is not touched. `resolve` gets the profiles of one block at a time.
    Raises PipelineError when `resolve` does not answer for each profile, or gives an entity of another block.
    """
    ruled = merging.find_ruled(connection, blocks)
    before: set[str] = set()
    now: dict[str, Entity] = {}
    changed: list[tuple[Any, Resolved]] = []
    for block, rows in _profiles_by_block(connection, blocks).items():
        by = partial(merging.resolve, connection, by=resolve) if block in ruled else partial(_resolve, by=resolve)
        answers = _answers(block, rows, by)
        mine = {one.entity.id: one.entity for _, one in answers}
        if taken := sorted(mine.keys() & now.keys()):
            raise PipelineError(f"an entity of two blocks, {block!r} is one of them: {taken[0]}")
        now |= mine
        before |= {row.entity for row in rows if row.entity}
        if not all(row.articles for row in rows):
            connection.execute(_FORGET_PROFILES, {"key": block})
        changed += [(row, one) for row, one in answers if _differs(row, one)]
    _ANSWER(connection, [(one.entity.id, one.score, one.reason, row.id) for row, one in changed])
    _replace_entities(connection, before, now)
    _SETTLED(connection, [(block,) for block in blocks])
    return [row.id for row, one in changed if row.entity != one.entity.id]


def _profiles_by_block(connection: Connection, blocks: Sequence[str]) -> dict[str, list[Any]]:
    """Return the profiles of some blocks in order, those that no article has any more too."""
    found: dict[str, list[Any]] = {block: [] for block in blocks}
    for row in connection.execute(_IN_BLOCKS, {"keys": blocks}):
        found[row.block].append(row)
    return found


def _answers(block: str, rows: Sequence[Any], resolve: Callable[..., Sequence[Resolved]]) -> list[tuple[Any, Resolved]]:
    """Return the profiles of a block, and who each is."""
    live = [row for row in rows if row.articles]
    profiles = [_decode(row.json) for row in live]
    counted = [(one, row.articles) for one, row in zip(profiles, live, strict=True)]
    resolved = resolve(block, [row.id for row in live], counted)
    if [one.profile for one in resolved] != profiles:
        raise PipelineError(f"the block {block!r} has {len(profiles)} profiles; not each has an answer in its place")
    return list(zip(live, resolved, strict=True))


def _resolve(block: str, keys: Sequence[str], profiles: Sequence[tuple[Profile, int]], by: ResolveBlock) -> Any:
    """Return who is who in a block of which no person has said anything, as `merging.resolve` does in others."""
    return by(profiles)


def _differs(row: Any, now: Resolved) -> bool:
    return (row.entity, row.score, row.reason) != (now.entity.id, now.score, now.reason)


def _replace_entities(connection: Connection, before: Collection[str], now: Mapping[str, Entity]) -> None:
    """Let the pile's entities of some blocks be these; `before` are the ids of those that stand there."""
    there = (row for keys in batches(before) for row in connection.execute(_ENTITIES, {"keys": keys}).mappings())
    old = {row["id"]: dict(row) for row in there}
    new = {key: row_of(entity) for key, entity in now.items()}
    # what a person joined, and joins no longer, stands in several blocks until each of them is settled
    elsewhere = set(_select(connection, _STANDING, old.keys() - new.keys()))
    if gone := [{"key": key} for key, row in sorted(old.items()) if new.get(key) != row and key not in elsewhere]:
        connection.execute(_FORGET_ENTITY, gone)
    upkeep.weigh(connection, sorted(elsewhere))
    if fresh := [row for key, row in sorted(new.items()) if old.get(key) != row]:
        try:
            put_records(connection, fresh)
        except IntegrityError as error:
            raise PipelineError(f"an entity of another block, or of an article: {error.orig}") from error
