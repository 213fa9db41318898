"""Items that wait -> which of them are one, and the records made of those, many articles a transaction.

1. `choose_items`: each names the one before it that is the same   2. `join_items`: each gets the name of its group, by
way of those that were chosen   3. `group_items`: the records of each group are made, once all of it have chosen.
See store/grouping.py for what an item is, and why one waits: to choose `anew`, or for its group alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, exists, insert, select, true, update
from sqlalchemy.exc import IntegrityError

from rashomon.errors import PipelineError
from rashomon.model import Article, Dating, Family, Finding, Reuse, digest, layer_of
from rashomon.profiles import Dependence, Grouping
from rashomon.store.grouping import forget_products
from rashomon.store.items import read_items
from rashomon.store.listed import elements, one_of
from rashomon.store.many import ForMany
from rashomon.store.pile import records_about
from rashomon.store.places import decode, row_of
from rashomon.store.record_rows import put_records
from rashomon.store.schema import decided, item, item_key, product, record, ungrouped
from rashomon.store.waiting import FORGET_WAITING, SAME_ITEM, first_of_keys, wait

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KIND: BindParameter[str] = bindparam("of")
_WAITS = select(ungrouped.c.anew).where(SAME_ITEM).scalar_subquery()
# no join: SQLite would begin with all that waits. Nor is the row of an item read, with its JSON: an index tells it all,
# and nothing is put into order there, since SQLite would walk along all items for that
_WAITING = select(item.c.finding, item.c.whole, item.c.joined, item.c.alone, _WAITS.label("anew")).where(
    one_of(item.c.document, "keys"), item.c.kind == _KIND, _WAITS.is_not(None)
)
_WAITING_ANEW = select(ungrouped.c.finding).where(
    ungrouped.c.kind == _KIND, one_of(ungrouped.c.finding, "keys"), ungrouped.c.anew
)
_CHOSEN = (
    update(ungrouped)
    .where(ungrouped.c.kind == _KIND, one_of(ungrouped.c.finding, "keys"), ungrouped.c.anew)
    .values(anew=False)
)
_THERE = item_key.alias("there")
_ITS_KEY = elements(item.c.keyed_by, "its_key")
# most keys of an item are its own alone, and to read them all costs more than to look
_SHARED = (
    select(_ITS_KEY.c.value.label("key"), item.c.place, item.c.finding)
    .select_from(item.join(_ITS_KEY, true()))
    .where(
        item.c.kind == _KIND,
        one_of(item.c.finding, "keys"),
        exists().where(_THERE.c.kind == _KIND, _THERE.c.key == _ITS_KEY.c.value, _THERE.c.place < item.c.place),
    )
)
_THIS = update(item).where(item.c.kind == _KIND, item.c.finding == _KEY)
_CHOOSE = ForMany(
    _THIS.values(
        antecedent=bindparam("whom"), score=bindparam("sure"), reason=bindparam("why"), joined=bindparam("is_joined")
    ),
    *("whom", "sure", "why", "is_joined", "of", "key"),
)
_PUT = ForMany(_THIS.values(whole=bindparam("now"), joined=bindparam("is_joined")), "now", "is_joined", "of", "key")
_TREE = select(item.c.place, item.c.finding, item.c.antecedent, item.c.whole, item.c.joined, item.c.alone).where(
    item.c.kind == _KIND
)
_THESE = _TREE.where(one_of(item.c.finding, "keys"))
_TOGETHER = _TREE.where(one_of(item.c.whole, "keys"), item.c.joined)
_DECIDED = select(decided.c.kind).where(decided.c.kind == _KIND)
_PRODUCTS = (
    select(product.c.whole, record)
    .select_from(product.join(record, (record.c.layer == product.c.layer) & (record.c.id == product.c.id)))
    .where(product.c.kind == _KIND, one_of(product.c.whole, "keys"))
)
_NEW_PRODUCTS = ForMany(insert(product), "kind", "whole", "layer", "id")
_FORGET_RECORD = delete(record).where(record.c.layer == bindparam("name"), record.c.id == _KEY)
_FORGET_PRODUCT = delete(product).where(
    product.c.kind == _KIND,
    product.c.whole == bindparam("made_of"),
    product.c.layer == bindparam("name"),
    product.c.id == _KEY,
)
_ABOUT_ONE = (
    select(record.c.json)
    .where(one_of(record.c.document, "keys"), record.c.layer == bindparam("name"))
    .order_by(record.c.document, record.c.id)
)

# the whole that a record is made of, its layer, and its id
_Product = tuple[str, str, str]


# ---- which one is the same ------------------------------------------------------------------------------------------


def choose_items(connection: Connection, documents: Sequence[str], grouping: Grouping) -> None:
    """Let the items of some documents that wait to choose do so among those before them that share a key.

    Raises PipelineError when `choose` gives an item that it was not offered.
    """
    kind = grouping.kind
    waiting = {one.finding: one for one in _waiting(connection, kind, documents) if one.anew}
    if not waiting:
        return
    chosen = _choose(connection, grouping, list(waiting))
    changed = [finding for finding, one in waiting.items() if finding in chosen or one.joined]
    _CHOOSE(connection, [(*chosen.get(finding, (None, None, None)), True, kind, finding) for finding in changed])
    # who is by itself stays so, and if nothing is made of it there is nothing left to do
    idle = waiting.keys() - set(changed) - {finding for finding, one in waiting.items() if one.alone}
    connection.execute(FORGET_WAITING, {"of": kind, "keys": sorted(idle)})
    connection.execute(_CHOSEN, {"of": kind, "keys": sorted(waiting.keys() - idle)})
    if connection.execute(_DECIDED, {"of": kind}).first() is None:
        connection.execute(insert(decided), {"kind": kind})


def _waiting(connection: Connection, kind: str, documents: Sequence[str]) -> list[Any]:
    """Return the items of some documents that wait, in order: `finding`, `whole`, `joined`, `alone`, `anew`."""
    return sorted(connection.execute(_WAITING, {"of": kind, "keys": documents}).all(), key=itemgetter(0))


def _choose(connection: Connection, grouping: Grouping, findings: Sequence[str]) -> dict[str, tuple[str, float, str]]:
    """Return for each item that has an antecedent which that is, how sure it is, and why."""
    kind = grouping.kind
    # who has nobody before it is the first to tell it, as most are: it need not even be read
    before = _before(connection, kind, findings)
    known = read_items(connection, grouping, set(before).union(*before.values()))
    chosen = {}
    for finding, others in before.items():
        one = grouping.choose(known[finding], [known[other] for other in sorted(others)])
        if one is None:
            continue
        if one.finding not in others:
            raise PipelineError(
                f"{kind} {finding} is to be {kind} {one.finding}, which shares no key with it or comes later"
            )
        chosen[finding] = one.finding, one.score, one.reason
    return chosen


def _before(connection: Connection, kind: str, findings: Sequence[str]) -> dict[str, set[str]]:
    """Return for each item that has any those that it is compared with: of the first of its keys, who stands before."""
    places = connection.execute(_SHARED, {"of": kind, "keys": findings}).all()
    first = first_of_keys(connection, kind, {key for key, _, _ in places})
    before: defaultdict[str, set[str]] = defaultdict(set)
    for key, place, finding in places:
        before[finding].update(other for at, other in first[key] if at < place)
    return before


# ---- what hangs together --------------------------------------------------------------------------------------------


def join_items(connection: Connection, documents: Sequence[str], grouping: Grouping) -> None:
    """Put the items of some documents that wait, and all that stood in a group with them, into their groups.

    A group is called after its first item. What was made of one that loses an item is gone, and the rest of it waits.
    """
    kind = grouping.kind
    rows = _together(connection, kind, _joined(_waiting(connection, kind, documents)))
    known = _with_antecedents(connection, kind, rows)
    now = _wholes_of(connection, grouping, known)
    within = {row.finding for row in rows}
    # of who is not in these groups, only who was by itself till now: it is the first of one of them
    moved = [
        row
        for row in known.values()
        if (row.finding in within or not row.joined) and (row.whole, row.joined) != now[row.finding]
    ]
    if not moved:
        return
    _PUT(connection, [(*now[row.finding], kind, row.finding) for row in moved])
    left = {row.whole for row in moved if row.joined}
    forget_products(connection, kind, sorted(left))
    wait(connection, kind, {row.finding for row in rows if row.whole in left}, anew=False)


def _joined(waiting: Sequence[Any]) -> list[str]:
    """Return the groups of these items, without those of a single one."""
    return sorted({one.whole for one in waiting if one.joined})


def _together(connection: Connection, kind: str, wholes: Sequence[str]) -> list[Any]:
    """Return the items of some groups, which are not by themselves, in the order of the pile."""
    found = connection.execute(_TOGETHER, {"of": kind, "keys": wholes}).all() if wholes else ()
    return sorted(found, key=itemgetter(0))


def _with_antecedents(connection: Connection, kind: str, rows: Sequence[Any]) -> dict[str, Any]:
    """Return items by their findings, with their antecedents, and those of these, as far as they are there still."""
    known: dict[str, Any] = {}
    while rows:
        known |= {row.finding: row for row in rows}
        missing = {row.antecedent for row in rows} - known.keys() - {None}
        rows = connection.execute(_THESE, {"of": kind, "keys": sorted(missing)}).all() if missing else ()
    return known


def _wholes_of(connection: Connection, grouping: Grouping, known: Mapping[str, Any]) -> dict[str, tuple[str, bool]]:
    """Return for each item the name of its group by what was chosen, and whether this is of more than one."""
    names = {finding: digest(grouping.whole, _first(known, finding)) for finding in known}
    sizes = Counter(names.values())
    # whom all of these have left, others may follow
    deserted = sorted(name for name, size in sizes.items() if size == 1)
    followers = _together(connection, grouping.kind, deserted)
    sizes.update(row.whole for row in followers if row.finding not in known)
    return {finding: (name, sizes[name] > 1) for finding, name in names.items()}


def _first(known: Mapping[str, Any], finding: str) -> str:
    """Return the one that an item comes down to, if it is followed from one chosen to the next."""
    while (antecedent := known[finding].antecedent) in known:
        finding = antecedent
    return finding


# ---- what is made of a group ----------------------------------------------------------------------------------------


def group_items(connection: Connection, documents: Sequence[str], grouping: Grouping) -> None:
    """Make the records of the groups in which items of some documents wait, of each that has none to choose yet.

    Raises PipelineError when `make` gives a record of another name.
    """
    kind = grouping.kind
    waiting = _waiting(connection, kind, documents)
    if not waiting:
        return
    complete = _complete(connection, grouping, _together(connection, kind, _joined(waiting)))
    by_itself = {one.whole: [one.finding] for one in waiting if not (one.joined or one.anew)}
    silent = {one.whole for one in waiting if not (one.joined or one.alone)}
    telling = complete | {name: group for name, group in by_itself.items() if name not in silent}
    made = _make(connection, grouping, telling)
    _replace_products(connection, kind, {one.whole for one in waiting}, made)
    done = sorted(finding for group in (*complete.values(), *by_itself.values()) for finding in group)
    connection.execute(FORGET_WAITING, {"of": kind, "keys": done})


def _complete(connection: Connection, grouping: Grouping, rows: Sequence[Any]) -> dict[str, list[str]]:
    """Return those groups of several items, by name and in order, of which none is to choose yet."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        groups[row.whole].append(row.finding)
    findings = sorted(row.finding for row in rows)
    undecided = set(connection.execute(_WAITING_ANEW, {"of": grouping.kind, "keys": findings}).scalars().all())
    return {
        name: group
        for name, group in groups.items()
        # the first, after whom a group is called, is gone where it was not joined anew
        if undecided.isdisjoint(group) and name == digest(grouping.whole, group[0])
    }


def _make(
    connection: Connection, grouping: Grouping, groups: Mapping[str, Sequence[str]]
) -> dict[_Product, dict[str, Any]]:
    """Return the rows of the records made of groups, each given by its name and its items in order."""
    known = read_items(connection, grouping, [finding for group in groups.values() for finding in group])
    debts = _Debts(connection, grouping, {one.document for one in known.values()})
    made = {}
    for name, group in groups.items():
        items = [known[finding] for finding in group]
        for one in grouping.make(items, debts.among(frozenset(one.document for one in items))):
            _check_name(grouping, one, name, group[0])
            made[name, layer_of(one), one.id] = row_of(one)
    return made


def _check_name(grouping: Grouping, one: Finding, name: str, first: str) -> None:
    if layer_of(one) == grouping.whole and one.id != name:
        raise PipelineError(f"the {grouping.whole} of {grouping.kind} {first} is called {one.id} instead of {name}")


class _Debts:
    """What documents owe to each other: read for many at once, told for those of one group alone."""

    def __init__(self, connection: Connection, grouping: Grouping, documents: Collection[str]) -> None:
        self.newsrooms = grouping.newsrooms
        self.articles: dict[str, Article] = _about_one(connection, "article", documents)
        self.datings: dict[str, Dating] = _about_one(connection, "dating", documents)
        self.families: dict[str, Family] = {}
        for family in records_about(connection, "family", documents):
            self.families.update(dict.fromkeys(family.documents, family))
        self.passages: defaultdict[str, list[Reuse]] = defaultdict(list)
        for passage in records_about(connection, "reuse", documents):
            self.passages[passage.a.document].append(passage)
        self.known: dict[frozenset[str], Dependence] = {}

    def among(self, documents: frozenset[str]) -> Dependence:
        """Return what these documents owe to each other."""
        if documents not in self.known:
            self.known[documents] = self._among(sorted(documents))
        return self.known[documents]

    def _among(self, documents: Sequence[str]) -> Dependence:
        articles = [self.articles[d] for d in documents if d in self.articles]
        datings = [self.datings[d] for d in documents if d in self.datings]
        families = {family.id: family for d in documents if (family := self.families.get(d)) is not None}
        stood_on = self.newsrooms(articles, datings, [families[key] for key in sorted(families)])
        shared = [p for d in documents for p in self.passages.get(d, ()) if p.b.document in documents]
        return Dependence(
            newsroom={key: stood_on.get(key, key) for key in documents},
            passages=sorted(shared, key=lambda passage: passage.id),
        )


def _about_one(connection: Connection, layer: str, documents: Collection[str]) -> dict[str, Any]:
    """Return the record of a layer of each document that has one."""
    rows = connection.execute(_ABOUT_ONE, {"name": layer, "keys": sorted(documents)}).scalars().all()
    return {one.document: one for one in (decode(layer, json) for json in rows)}


def _replace_products(
    connection: Connection, kind: str, wholes: Collection[str], new: Mapping[_Product, dict[str, Any]]
) -> None:
    """Let the records made of these groups be those in `new`, and no others."""
    stored = connection.execute(_PRODUCTS, {"of": kind, "keys": sorted(wholes)}).mappings()
    old = {
        (row["whole"], row["layer"], row["id"]): {column.name: row[column.name] for column in record.c}
        for row in stored
    }
    if gone := [key for key, row in sorted(old.items()) if new.get(key) != row]:
        connection.execute(_FORGET_RECORD, [{"name": layer, "key": key} for _, layer, key in gone])
        of_whom = [{"of": kind, "made_of": whole, "name": layer, "key": key} for whole, layer, key in gone]
        connection.execute(_FORGET_PRODUCT, of_whom)
    if fresh := [key for key, row in sorted(new.items()) if old.get(key) != row]:
        try:
            put_records(connection, [new[key] for key in fresh])
        except IntegrityError as error:
            raise PipelineError(f"{kind}: an id that stands elsewhere, or no such document: {error.orig}") from error
        _NEW_PRODUCTS(connection, [(kind, *key) for key in fresh])
