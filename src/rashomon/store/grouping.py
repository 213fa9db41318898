"""What articles tell, say and count -> items, and which of them wait to be compared, a few rows at a time.

Every function works inside the caller's transaction. An item is what one article makes of one event, says or counts; a
`Grouping` (profiles.py) tells how those of a kind are found and compared. The items of a kind stand in an order of
their own (`place`, a pure function of the item), each names the one before it that is the same, or none, and what hangs
together so is a group (store/groups.py). An item is compared with the first of each of its keys (`FIRST`), so that its
cost does not grow with the reports of one event: when one of these comes, goes or changes, those behind it in the key
wait to choose anew, and nobody else does. Records are made of a group when none of its items waits. So what stands
there at the end depends on the articles alone, and not on how they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple, get_args

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select, union_all, update

from rashomon.model import Reference
from rashomon.profiles import Grouping, ItemKind
from rashomon.store.linking import layers_of
from rashomon.store.queries import batches
from rashomon.store.schema import gathered, item, item_key, member, product, profile, record, ungrouped

# the items of a key that those behind them are compared with; who says most stands first
FIRST = 24
KINDS: tuple[ItemKind, ...] = get_args(ItemKind)

_encode = msgspec.json.Encoder().encode

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_KIND: BindParameter[str] = bindparam("of")
_AWAIT = insert(gathered)
_AGAIN = update(gathered).where(gathered.c.document == _KEY).values(made_by="")
_GATHERED = update(gathered).where(gathered.c.kind == _KIND, gathered.c.document == _KEY)
_GATHERED_BY = _GATHERED.values(made_by=bindparam("by"))
_FORGET_GATHERED = delete(gathered).where(gathered.c.document == _KEY)
_FINDINGS_OF = select(item.c.kind, item.c.finding).where(item.c.document.in_(_KEYS))
_ITEMS_OF = select(item).where(item.c.document == _KEY, item.c.kind == _KIND)
_KEYS_OF = (
    select(item_key.c.finding, item_key.c.key)
    .select_from(item.join(item_key, (item_key.c.kind == item.c.kind) & (item_key.c.finding == item.c.finding)))
    .where(item.c.document == _KEY, item.c.kind == _KIND)
)
_BLOCKS_OF = (
    select(member.c.entity, profile.c.block)
    .select_from(member.join(profile, profile.c.id == member.c.profile))
    .where(member.c.document == _KEY)
)
_BLOCKS_OF_WHOLE = select(profile.c.entity, profile.c.block).where(profile.c.entity.in_(_KEYS)).distinct()
_WHOLES_OF = (
    select(item.c.whole).where(item.c.kind == _KIND, item.c.finding.in_(_KEYS), item.c.whole.is_not(None)).distinct()
)
_IN_WHOLES = select(item.c.finding).where(item.c.kind == _KIND, item.c.whole.in_(_KEYS))
_PRODUCTS = select(product).where(product.c.kind == _KIND, product.c.whole.in_(_KEYS))
_FORGET_RECORD = delete(record).where(record.c.layer == bindparam("name"), record.c.id == _KEY)
_FORGET_PRODUCTS = delete(product).where(product.c.kind == _KIND, product.c.whole.in_(_KEYS))
_FORGET_WAITING = delete(ungrouped).where(ungrouped.c.kind == _KIND, ungrouped.c.finding.in_(_KEYS))
_FORGET_KEYS = delete(item_key).where(item_key.c.kind == _KIND, item_key.c.finding.in_(_KEYS))
_FORGET_ITEMS = delete(item).where(item.c.kind == _KIND, item.c.finding.in_(_KEYS))
_PLACES = (
    select(item_key)
    .where(item_key.c.kind == _KIND, item_key.c.finding.in_(_KEYS))
    .order_by(item_key.c.key, item_key.c.place)
)
_OF_KEY = select(item_key.c.place, item_key.c.finding).where(item_key.c.kind == _KIND, item_key.c.key == _KEY)
# to ask for each key alone would take longer than all else; a key that is not wanted is "", and nobody's
_BATCH = 50
_ASKED = tuple(f"key_{number}" for number in range(_BATCH))
_FIRST_OF_KEY = (
    select(item_key.c.key, item_key.c.place, item_key.c.finding)
    .where(item_key.c.kind == _KIND)
    .order_by(item_key.c.place)
    .limit(FIRST)
)
_FIRST_OF_KEYS = union_all(
    *(select(_FIRST_OF_KEY.where(item_key.c.key == bindparam(asked)).subquery()) for asked in _ASKED)
)
_BEHIND = _OF_KEY.where(item_key.c.place > bindparam("at"))
_WAITING = select(ungrouped).where(ungrouped.c.kind == _KIND, ungrouped.c.finding.in_(_KEYS))
_WAIT_ANEW = update(ungrouped).where(ungrouped.c.kind == _KIND, ungrouped.c.finding == _KEY).values(anew=True)
_RENAMED = (
    select(item.c.kind, item.c.finding)
    .select_from(member.join(item, item.c.document == member.c.document))
    .where(member.c.profile.in_(_KEYS), item.c.json.contains(member.c.entity))
    .distinct()
)


class _Gathered(NamedTuple):
    """An item as it stands in the store; another stage's is another one, since it may choose in another way."""

    made_by: str
    place: str
    json: str
    keys: frozenset[str]


def await_gathering(connection: Connection, document: str) -> None:
    """Note that the items of a document are to be found, of which nothing is known here."""
    connection.execute(_AWAIT, [{"kind": kind, "document": document, "made_by": ""} for kind in KINDS])


def await_gathering_again(connection: Connection, documents: Sequence[str]) -> None:
    """Note that the items of some documents are to be found anew; till then what is known holds."""
    if documents:
        connection.execute(_AGAIN, [{"key": document} for document in documents])


def make_again(connection: Connection, documents: Collection[str]) -> None:
    """Note that these documents owe something else to others than before: what was made of their items is made anew."""
    rows = connection.execute(_FINDINGS_OF, {"keys": sorted(documents)}) if documents else ()
    for kind, findings in _by_kind((row.kind, row.finding) for row in rows):
        _wait(connection, kind, findings, anew=False)


def forget(connection: Connection, document: str) -> None:
    """Take back the items of a document: it is not a current one any more, or its records have changed."""
    rows = connection.execute(_FINDINGS_OF, {"keys": [document]})
    for kind, findings in _by_kind((row.kind, row.finding) for row in rows):
        _take_back(connection, kind, findings)
    connection.execute(_FORGET_GATHERED, {"key": document})


def rename(connection: Connection, profiles: Collection[str]) -> None:
    """Note that these profiles of identity are somebody else now: items that name them choose anew."""
    rows = connection.execute(_RENAMED, {"keys": sorted(profiles)}) if profiles else ()
    for kind, findings in _by_kind((row.kind, row.finding) for row in rows):
        _await_choosing(connection, kind, findings)


def _by_kind(rows: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    return [(kind, [finding for _, finding in some]) for kind, some in groupby(sorted(rows), key=lambda row: row[0])]


def find_ungathered(connection: Connection, kind: ItemKind, by: str) -> list[str]:
    """Return the documents whose items of a kind were not found by the stage of this signature."""
    # two ranges of the index, see linking.find_unlinked
    others = or_(gathered.c.made_by < by, gathered.c.made_by > by)
    return sorted(connection.execute(select(gathered.c.document).where(gathered.c.kind == kind, others)).scalars())


def find_ungrouped(connection: Connection, kind: ItemKind) -> list[str]:
    """Return the documents with an item of a kind that waits."""
    # an outer join keeps SQLite from walking along all items, see queries.py
    joined = ungrouped.outerjoin(item, (item.c.kind == ungrouped.c.kind) & (item.c.finding == ungrouped.c.finding))
    waiting = select(item.c.document).select_from(joined).where(ungrouped.c.kind == kind).distinct()
    return sorted(connection.execute(waiting).scalars())


# ---- the items of an article ----------------------------------------------------------------------------------------


def gather_items(connection: Connection, document: str, grouping: Grouping, needs: Collection[str], by: str) -> None:
    """Let the items of a document be those that are found; what stands there and is still so is not touched."""
    kind = grouping.kind
    layers = layers_of(connection, document, needs)
    found = grouping.find(blocks=_blocks_of(connection, document, layers.get("reference", ())), **layers)
    new = {one.finding: _Gathered(by, place, _encode(one).decode(), frozenset(keys)) for one, place, keys in found}
    old = _gathered(connection, kind, document)
    _take_back(connection, kind, [finding for finding in sorted(old) if old[finding] != new.get(finding)])
    fresh = [finding for finding in sorted(new) if new[finding] != old.get(finding)]
    rows, keys = [], []
    for finding in fresh:
        made_by, place, json, shared = new[finding]
        named = {"kind": kind, "finding": finding, "place": place}
        rows.append({**named, "document": document, "made_by": made_by, "json": json})
        keys += [{**named, "key": key} for key in sorted(shared)]
    for table, several in ((item, rows), (item_key, keys)):
        if several:
            connection.execute(insert(table), several)
    _await_choosing(connection, kind, fresh)
    connection.execute(_GATHERED_BY, {"of": kind, "key": document, "by": by})


def _blocks_of(connection: Connection, document: str, references: Sequence[Reference]) -> dict[str, str]:
    """Return the blocks of a document's entities, and of those of the pile whom its descriptions mean."""
    meant = sorted({reference.entity for reference in references})
    known = connection.execute(_BLOCKS_OF_WHOLE, {"keys": meant}).all() if meant else []
    return {row.entity: row.block for row in (*connection.execute(_BLOCKS_OF, {"key": document}), *known)}


def _gathered(connection: Connection, kind: str, document: str) -> dict[str, _Gathered]:
    """Return the items of a document by their findings."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for row in connection.execute(_KEYS_OF, {"of": kind, "key": document}):
        keys[row.finding].add(row.key)
    rows = connection.execute(_ITEMS_OF, {"of": kind, "key": document})
    return {row.finding: _Gathered(row.made_by, row.place, row.json, frozenset(keys[row.finding])) for row in rows}


def _take_back(connection: Connection, kind: str, findings: Sequence[str]) -> None:
    """Forget items: what was made of a group that loses one is gone, and its other items wait, with all behind them."""
    if not findings:
        return
    if wholes := connection.execute(_WHOLES_OF, {"of": kind, "keys": findings}).scalars().all():
        _forget_products(connection, kind, wholes)
        left = connection.execute(_IN_WHOLES, {"of": kind, "keys": wholes}).scalars().all()
        _wait(connection, kind, left, anew=False)
    _await_choosing(connection, kind, findings)
    for statement in (_FORGET_WAITING, _FORGET_KEYS, _FORGET_ITEMS):
        connection.execute(statement, {"of": kind, "keys": findings})


def _forget_products(connection: Connection, kind: str, wholes: Sequence[str]) -> None:
    made = connection.execute(_PRODUCTS, {"of": kind, "keys": wholes}).all()
    if made:
        connection.execute(_FORGET_RECORD, [{"name": row.layer, "key": row.id} for row in made])
        connection.execute(_FORGET_PRODUCTS, {"of": kind, "keys": wholes})


def _await_choosing(connection: Connection, kind: str, findings: Sequence[str]) -> None:
    """Let items wait, and those compared with them: all behind them in a key of which they are among the first."""
    if not findings:
        return
    waiting = set(findings)
    # who is behind one of them in a key is behind the earliest of them
    earliest = {row.key: row.place for row in reversed(places_of(connection, kind, findings))}
    for key, first in first_of_keys(connection, kind, list(earliest)).items():
        place = earliest[key]
        if len(first) < FIRST:
            waiting.update(finding for other, finding in first if other > place)
        elif place <= first[-1][0]:
            behind = connection.execute(_BEHIND, {"of": kind, "key": key, "at": place})
            waiting.update(row.finding for row in behind)
    _wait(connection, kind, waiting, anew=True)


def places_of(connection: Connection, kind: str, findings: Sequence[str]) -> Sequence[Any]:
    """Return the rows of `item_key` of some items, by key and place."""
    return connection.execute(_PLACES, {"of": kind, "keys": findings}).all()


def first_of_keys(connection: Connection, kind: str, keys: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the first items of each of some keys, as place and finding, in order."""
    found: dict[str, list[tuple[str, str]]] = {key: [] for key in keys}
    for at in range(0, len(keys), _BATCH):
        asked = dict.fromkeys(_ASKED, "") | dict(zip(_ASKED, keys[at : at + _BATCH], strict=False))
        for row in connection.execute(_FIRST_OF_KEYS, {"of": kind, **asked}):
            found[row.key].append((row.place, row.finding))
    return {key: sorted(first) for key, first in found.items()}


def _wait(connection: Connection, kind: str, findings: Collection[str], *, anew: bool) -> None:
    """Note that items wait: `anew` to choose, and not only for what is made of them to be made again."""
    if not findings:
        return
    # of those behind an item in a key there may be any number
    asked = (connection.execute(_WAITING, {"of": kind, "keys": some}) for some in batches(findings))
    known = {row.finding: row.anew for rows in asked for row in rows}
    if anew and (idle := sorted(finding for finding, waits_anew in known.items() if not waits_anew)):
        connection.execute(_WAIT_ANEW, [{"of": kind, "key": finding} for finding in idle])
    if new := sorted(set(findings) - known.keys()):
        connection.execute(insert(ungrouped), [{"kind": kind, "finding": finding, "anew": anew} for finding in new])
