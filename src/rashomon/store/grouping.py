"""What articles tell, say and count -> items, and which of them wait to be compared, many articles at a time.

Every function works inside the caller's transaction. An item is what one article makes of one event, says or counts; a
`Grouping` (profiles.py) tells how those of a kind are found and compared. The items of a kind stand in an order of
their own (`place`, a pure function of the item), each names the one before it that is the same, or none, and what hangs
together so is a group (store/groups.py). When one comes, goes or changes, some of those behind it wait to choose anew
(store/waiting.py). Records are made of a group when none of its items waits to choose. So what stands there at the end
depends on the articles alone, and not on how they came.

Most items are nobody's antecedent and have none: each is a group by itself, and is not `joined` with any other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, get_args

import msgspec
from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    Select,
    bindparam,
    delete,
    insert,
    select,
    union,
    update,
)

from rashomon.model import digest
from rashomon.profiles import Grouping, ItemKind, Placed
from rashomon.store.linking import Layers, layers_of_each
from rashomon.store.listed import one_of
from rashomon.store.many import ForMany
from rashomon.store.schema import decided, gathered, item, item_key, member, product, profile, record, ungrouped
from rashomon.store.upkeep import shelf
from rashomon.store.waiting import FORGET_WAITING, NEW_WAITING, SAME_ITEM, await_choosing, await_newcomers, wait

# articles of which all that stands in them is in memory at once
READ = 64
KINDS: tuple[ItemKind, ...] = get_args(ItemKind)

Find = Callable[..., Sequence[Placed]]

_encode = msgspec.json.Encoder().encode
_decode_keys = msgspec.json.Decoder(list[str]).decode

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KIND: BindParameter[str] = bindparam("of")
_AWAIT = insert(gathered)
_AGAIN = update(gathered).where(gathered.c.document == _KEY).values(made_by="")
_GATHERED = (
    update(gathered)
    .where(gathered.c.kind == _KIND, one_of(gathered.c.document, "keys"))
    .values(made_by=bindparam("by"))
)
_NEW_ITEMS = ForMany(
    insert(item), "kind", "finding", "document", "made_by", "place", "json", "keyed_by", "alone", "whole", "joined"
)
_NEW_KEYS = ForMany(insert(item_key), "kind", "key", "place", "finding")
_FORGET_GATHERED = delete(gathered).where(gathered.c.document == _KEY)
_FINDINGS_OF = select(item.c.kind, item.c.finding).where(one_of(item.c.document, "keys"))
_ITEMS_OF = select(item).where(one_of(item.c.document, "keys"), item.c.kind == _KIND)
_BLOCKS_OF = (
    select(member.c.document, member.c.entity, profile.c.block)
    .select_from(member.join(profile, profile.c.id == member.c.profile))
    .where(one_of(member.c.document, "keys"))
)
_BLOCKS_OF_WHOLE = select(profile.c.entity, profile.c.block).where(one_of(profile.c.entity, "keys")).distinct()
# not each once: SQLite would walk along all wholes
_WHOLES_OF = select(item.c.whole).where(item.c.kind == _KIND, one_of(item.c.finding, "keys"))
_IN_WHOLES = select(item.c.finding).where(item.c.kind == _KIND, one_of(item.c.whole, "keys"), item.c.joined)
_DECIDED = select(decided.c.kind).where(decided.c.kind == _KIND)
_PRODUCTS = select(product).where(product.c.kind == _KIND, one_of(product.c.whole, "keys"))
_FORGET_RECORD = delete(record).where(record.c.layer == bindparam("name"), record.c.id == _KEY)
_FORGET_PRODUCTS = delete(product).where(product.c.kind == _KIND, one_of(product.c.whole, "keys"))
_FORGET_KEY = ForMany(
    delete(item_key).where(
        item_key.c.kind == _KIND,
        item_key.c.key == _KEY,
        item_key.c.place == bindparam("at"),
        item_key.c.finding == bindparam("whose"),
    ),
    *("of", "key", "at", "whose"),
)
_FORGET_ITEMS = delete(item).where(item.c.kind == _KIND, one_of(item.c.finding, "keys"))
_PLACES = select(item.c.keyed_by, item.c.place, item.c.finding).where(
    item.c.kind == _KIND, one_of(item.c.finding, "keys")
)
_RENAMED = (
    select(item.c.kind, item.c.finding)
    .select_from(member.join(item, item.c.document == member.c.document))
    .where(one_of(member.c.profile, "keys"), item.c.json.contains(member.c.entity))
    .distinct()
)


class _Gathered(NamedTuple):
    """An item as it stands in the store; another stage's is another one, since it may choose in another way."""

    document: str
    made_by: str
    place: str
    json: str
    keyed_by: str
    alone: bool


def await_gathering(connection: Connection, document: str) -> None:
    """Note that the items of a document are to be found, of which nothing is known here."""
    connection.execute(_AWAIT, [{"kind": kind, "document": document, "made_by": ""} for kind in KINDS])


def await_gathering_again(connection: Connection, documents: Sequence[str]) -> None:
    """Note that the items of some documents are to be found anew; till then what is known holds."""
    if documents:
        connection.execute(_AGAIN, [{"key": document} for document in documents])


def make_again(connection: Connection, documents: Collection[str]) -> None:
    """Note that these documents owe something else to others than before: what was made of their items is made anew."""
    rows = _select(connection, _FINDINGS_OF, documents)
    for kind, findings in _by_kind(rows):
        wait(connection, kind, findings, anew=False)


def forget(connection: Connection, document: str) -> None:
    """Take back the items of a document: it is not a current one any more, or its records have changed."""
    rows = _select(connection, _FINDINGS_OF, [document])
    for kind, findings in _by_kind(rows):
        _take_back(connection, kind, findings)
    connection.execute(_FORGET_GATHERED, {"key": document})


def rename(connection: Connection, profiles: Collection[str]) -> None:
    """Note that these profiles of identity are somebody else now: items that name them choose anew."""
    rows = _select(connection, _RENAMED, profiles)
    for kind, findings in _by_kind(rows):
        await_choosing(connection, kind, findings, _places_of(connection, kind, findings))


def _by_kind(rows: Iterable[Sequence[str]]) -> list[tuple[str, list[str]]]:
    ordered = sorted(map(tuple, rows))
    return [(kind, [finding for _, finding in some]) for kind, some in groupby(ordered, key=lambda row: row[0])]


def find_ungathered(connection: Connection, kinds: Mapping[str, Collection[ItemKind]]) -> list[str]:
    """Return the documents whose items were not all found for the stages that group them; `kinds` are by signature."""
    return _by_day(connection, union(*_others(kinds)))


def _by_day(connection: Connection, documents: Select[Any] | CompoundSelect[Any]) -> list[str]:
    """Return documents in the order of their days, as most keys are: what is asked for together lies together then."""
    some = documents.subquery()
    joined = some.outerjoin(shelf, shelf.c.document == some.c.document)
    rows = connection.execute(select(some.c.document, shelf.c.earliest).select_from(joined)).all()
    return [document for document, _ in sorted(rows, key=lambda row: (row.earliest or "", row.document))]


def _others(kinds: Mapping[str, Collection[ItemKind]]) -> Iterator[Select[Any]]:
    # two ranges of the index, see linking.find_unlinked; SQLite finds them apart only, with the kind before them
    for by, some in kinds.items():
        of_kinds = select(gathered.c.document).where(gathered.c.kind.in_(sorted(some)))
        yield of_kinds.where(gathered.c.made_by < by)
        yield of_kinds.where(gathered.c.made_by > by)


def find_ungrouped(connection: Connection, kind: ItemKind, *, anew: bool = False) -> list[str]:
    """Return the documents with an item of a kind that waits; `anew` those with one that waits to choose."""
    # an outer join keeps SQLite from walking along all items, see queries.py
    waiting = select(item.c.document).select_from(ungrouped.outerjoin(item, SAME_ITEM)).distinct()
    asked = (
        waiting.where(ungrouped.c.kind == kind, ungrouped.c.anew) if anew else waiting.where(ungrouped.c.kind == kind)
    )
    return _by_day(connection, asked)


# ---- the items of articles ------------------------------------------------------------------------------------------


def gather_items(
    connection: Connection,
    documents: Sequence[str],
    groupings: Mapping[str, Sequence[Grouping]],
    needs: Collection[str],
) -> None:
    """Let the items of some documents be those that are found; what stands there and is still so is not touched.

    The groupings are by the signatures of the stages that group the items.
    """
    every = [(grouping, by) for by, some in groupings.items() for grouping in some]
    finds = dict.fromkeys(grouping.find for grouping, _ in every)
    found: dict[ItemKind, dict[str, _Gathered]] = {grouping.kind: {} for grouping, _ in every}
    for start in range(0, len(documents), READ):
        for placed in _find(connection, documents[start : start + READ], finds, needs):
            its_type = type(placed.item)
            for grouping, by in every:
                if its_type is grouping.item:
                    found[grouping.kind][placed.item.finding] = _gathered(placed, grouping, by)
    for grouping, by in every:
        _let_be(connection, grouping, by, documents, found[grouping.kind])
        connection.execute(_GATHERED, {"of": grouping.kind, "keys": documents, "by": by})


def _find(
    connection: Connection, documents: Sequence[str], finds: Iterable[Find], needs: Collection[str]
) -> Iterator[Placed]:
    """Yield what articles have of some kinds, of which several may be found in one go."""
    articles = layers_of_each(connection, documents, needs)
    blocks = _blocks_of(connection, articles)
    for document, layers in articles.items():
        for find in finds:
            yield from find(blocks=blocks[document], **layers)


def _gathered(placed: Placed, grouping: Grouping, by: str) -> _Gathered:
    one = placed.item
    keyed_by = _encode(sorted(set(placed.keys))).decode()
    return _Gathered(one.document, by, placed.place, _encode(one).decode(), keyed_by, grouping.alone(one))


def _blocks_of(connection: Connection, articles: Mapping[str, Layers]) -> dict[str, dict[str, str]]:
    """Return by document the blocks of its entities, and of those of the pile whom its descriptions mean."""
    meant = {document: {r.entity for r in layers.get("reference", ())} for document, layers in articles.items()}
    known = dict(_select(connection, _BLOCKS_OF_WHOLE, set().union(*meant.values())))
    blocks: dict[str, dict[str, str]] = {document: {} for document in articles}
    for document, entity, block in _select(connection, _BLOCKS_OF, articles):
        blocks[document][entity] = block
    for document, entities in meant.items():
        blocks[document] |= {entity: known[entity] for entity in entities if entity in known}
    return blocks


def _select(connection: Connection, statement: Any, keys: Collection[str], **given: str) -> Sequence[Any]:
    """Return the rows of a statement about some keys; nothing is asked where there are none."""
    return connection.execute(statement, {"keys": sorted(keys), **given}).all() if keys else ()


def _let_be(
    connection: Connection, grouping: Grouping, by: str, documents: Collection[str], new: Mapping[str, _Gathered]
) -> None:
    """Let the items of one kind of some documents be those that a stage found, by their findings."""
    kind = grouping.kind
    fields = _Gathered._fields
    old = {
        row.finding: _Gathered(*(getattr(row, field) for field in fields))
        for row in _select(connection, _ITEMS_OF, documents, of=kind)
    }
    _take_back(connection, kind, [finding for finding in sorted(old) if old[finding] != new.get(finding)])
    fresh = [finding for finding in sorted(new) if new[finding] != old.get(finding)]
    if not fresh:
        return
    names = {finding: digest(grouping.whole, finding) for finding in fresh}
    _NEW_ITEMS(connection, [(kind, finding, *new[finding], names[finding], False) for finding in fresh])
    keys = [
        (kind, key, new[finding].place, finding) for finding in fresh for key in _decode_keys(new[finding].keyed_by)
    ]
    # what lies side by side is written in a row; to put those of one key in order too takes twice as long
    keys.sort(key=itemgetter(1))
    _NEW_KEYS(connection, keys)
    NEW_WAITING(connection, [(kind, finding, True) for finding in fresh])
    if connection.execute(_DECIDED, {"of": kind}).first() is not None:
        await_newcomers(connection, grouping, by, {key for _, key, _, _ in keys}, set(fresh))


def _take_back(connection: Connection, kind: str, findings: Sequence[str]) -> None:
    """Forget items: what was made of a group that loses one is gone, and its other items wait, with all behind them."""
    if not findings:
        return
    wholes = sorted(set(connection.execute(_WHOLES_OF, {"of": kind, "keys": findings}).scalars().all()))
    forget_products(connection, kind, wholes)
    left = connection.execute(_IN_WHOLES, {"of": kind, "keys": wholes}).scalars().all()
    wait(connection, kind, left, anew=False)
    places = _places_of(connection, kind, findings)
    await_choosing(connection, kind, findings, places)
    _FORGET_KEY(connection, [(kind, *one) for one in places])
    for statement in (FORGET_WAITING, _FORGET_ITEMS):
        connection.execute(statement, {"of": kind, "keys": findings})


def forget_products(connection: Connection, kind: str, wholes: Sequence[str]) -> None:
    """Forget the records made of some groups."""
    made = connection.execute(_PRODUCTS, {"of": kind, "keys": wholes}).all()
    if made:
        connection.execute(_FORGET_RECORD, [{"name": row.layer, "key": row.id} for row in made])
        connection.execute(_FORGET_PRODUCTS, {"of": kind, "keys": wholes})


def _places_of(connection: Connection, kind: str, findings: Collection[str]) -> list[tuple[str, str, str]]:
    """Return key, place and finding for each key of some items."""
    rows = _select(connection, _PLACES, findings, of=kind)
    return [(key, place, finding) for keyed_by, place, finding in rows for key in _decode_keys(keyed_by)]
