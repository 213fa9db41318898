"""Items that wait -> which of them are one, and the records made of those: one transaction a document.

See store/grouping.py for what an item is, and why one waits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from rashomon.errors import PipelineError
from rashomon.model import Finding, digest, layer_of
from rashomon.profiles import Antecedent, Dependence, Grouping, Item
from rashomon.store.grouping import first_of_keys, places_of
from rashomon.store.pile import records_about
from rashomon.store.places import decode, row_of
from rashomon.store.schema import item, member, product, profile, record, ungrouped

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_KIND: BindParameter[str] = bindparam("of")
_WAITING_IN = (
    select(ungrouped.c.finding, ungrouped.c.anew)
    .select_from(item.join(ungrouped, (ungrouped.c.kind == item.c.kind) & (ungrouped.c.finding == item.c.finding)))
    .where(item.c.document == _KEY, item.c.kind == _KIND)
    .order_by(ungrouped.c.finding)
)
_FORGET_WAITING = delete(ungrouped).where(ungrouped.c.kind == _KIND, ungrouped.c.finding.in_(_KEYS))
_WAITING = select(ungrouped.c.finding).where(ungrouped.c.kind == _KIND, ungrouped.c.finding.in_(_KEYS))
_ITEMS = select(item).where(item.c.kind == _KIND, item.c.finding.in_(_KEYS)).order_by(item.c.place)
_WHO_IS_WHO = (
    select(member.c.entity, profile.c.entity.label("whole"))
    .select_from(member.join(profile, profile.c.id == member.c.profile))
    .where(member.c.document.in_(_KEYS), profile.c.entity.is_not(None))
)
_CHOOSE = (
    update(item)
    .where(item.c.kind == _KIND, item.c.finding == _KEY)
    .values(antecedent=bindparam("whom"), score=bindparam("sure"), reason=bindparam("why"))
)
_PUT = update(item).where(item.c.kind == _KIND, item.c.finding == _KEY).values(whole=bindparam("now"))
_WHOLES_OF = (
    select(item.c.whole).where(item.c.kind == _KIND, item.c.finding.in_(_KEYS), item.c.whole.is_not(None)).distinct()
)
_TREE = select(item.c.place, item.c.finding, item.c.antecedent, item.c.whole).where(item.c.kind == _KIND)
_THESE, _TOGETHER = _TREE.where(item.c.finding.in_(_KEYS)), _TREE.where(item.c.whole.in_(_KEYS))
_PRODUCTS = (
    select(product.c.whole, record)
    .select_from(product.join(record, (record.c.layer == product.c.layer) & (record.c.id == product.c.id)))
    .where(product.c.kind == _KIND, product.c.whole.in_(_KEYS))
)
_FORGET_RECORD = delete(record).where(record.c.layer == bindparam("name"), record.c.id == _KEY)
_FORGET_PRODUCT = delete(product).where(
    product.c.kind == _KIND,
    product.c.whole == bindparam("made_of"),
    product.c.layer == bindparam("name"),
    product.c.id == _KEY,
)
_ABOUT_ONE = (
    select(record.c.json)
    .where(record.c.document.in_(_KEYS), record.c.layer == bindparam("name"))
    .order_by(record.c.document, record.c.id)
)

# the whole that a record is made of, its layer, and its id
_Product = tuple[str, str, str]


def group_items(connection: Connection, document: str, grouping: Grouping) -> None:
    """Let the items of a document that wait choose, and make the records of the groups of which none waits any more.

    Raises PipelineError when `choose` gives an item that it was not offered, or `make` a record of another name.
    """
    kind = grouping.kind
    waiting = connection.execute(_WAITING_IN, {"of": kind, "key": document}).all()
    chosen = _choose(connection, grouping, [row.finding for row in waiting if row.anew])
    findings = [row.finding for row in waiting]
    connection.execute(_FORGET_WAITING, {"of": kind, "keys": findings})
    _regroup(connection, grouping, {*findings, *chosen})


def _choose(connection: Connection, grouping: Grouping, findings: Sequence[str]) -> set[str]:
    """Let items choose their antecedents among those before them that share a key, and return whom they chose."""
    if not findings:
        return set()
    kind = grouping.kind
    before: defaultdict[str, set[str]] = defaultdict(set)
    places = places_of(connection, kind, findings)
    first = first_of_keys(connection, kind, list({row.key: None for row in places}))
    for row in places:
        before[row.finding].update(finding for place, finding in first[row.key] if place < row.place)
    known = _items(connection, grouping, {*findings, *(other for others in before.values() for other in others)})
    chosen = {f: grouping.choose(known[f], [known[other] for other in sorted(before[f])]) for f in findings}
    for finding, one in chosen.items():
        if one is not None and one.finding not in before[finding]:
            raise PipelineError(
                f"{kind} {finding} is to be {kind} {one.finding}, which shares no key with it or comes later"
            )
    if changed := [
        {"of": kind, "key": f, "whom": one and one.finding, "sure": one and one.score, "why": one and one.reason}
        for f, one in chosen.items()
        if one != known[f].antecedent
    ]:
        connection.execute(_CHOOSE, changed)
    return {one.finding for one in chosen.values() if one}


def _items(connection: Connection, grouping: Grouping, findings: Collection[str]) -> dict[str, Item]:
    """Return items by their findings, in the order of the pile, with its entities in the place of the articles'."""
    if not findings:
        return {}
    rows = connection.execute(_ITEMS, {"of": grouping.kind, "keys": sorted(findings)}).all()
    documents = sorted({row.document for row in rows})
    whole = {row.entity: row.whole for row in connection.execute(_WHO_IS_WHO, {"keys": documents})}
    decoder = msgspec.json.Decoder(grouping.item)
    return {row.finding: _resolved(grouping, decoder.decode(row.json), row, whole) for row in rows}


def _resolved(grouping: Grouping, found: Item, row: Any, whole: Mapping[str, str]) -> Item:
    antecedent = row.antecedent and Antecedent(finding=row.antecedent, score=row.score, reason=row.reason)
    return msgspec.structs.replace(grouping.resolve(found, whole), antecedent=antecedent)


def _regroup(connection: Connection, grouping: Grouping, findings: Collection[str]) -> None:
    """Put the items, and all that hang together with them now or did before, into their groups."""
    kind = grouping.kind
    wholes = connection.execute(_WHOLES_OF, {"of": kind, "keys": sorted(findings)}).scalars().all()
    rows = set(connection.execute(_THESE, {"of": kind, "keys": sorted(findings)}))
    if wholes:
        rows |= set(connection.execute(_TOGETHER, {"of": kind, "keys": wholes}))
    now: dict[str, str] = {}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in sorted(rows):  # who was chosen comes before who chose; an item that is gone since is nobody's antecedent
        now[row.finding] = now.get(row.antecedent) or digest(grouping.whole, row.finding)
        groups[now[row.finding]].append(row.finding)
    if moved := [
        {"of": kind, "key": row.finding, "now": now[row.finding]} for row in rows if row.whole != now[row.finding]
    ]:
        connection.execute(_PUT, moved)
    waiting = set(connection.execute(_WAITING, {"of": kind, "keys": sorted(now)}).scalars())
    complete = {name: group for name, group in groups.items() if waiting.isdisjoint(group)}
    _replace_products(connection, kind, {*wholes, *groups}, _make(connection, grouping, complete))


# ---- what is made of a group ----------------------------------------------------------------------------------------


def _make(
    connection: Connection, grouping: Grouping, groups: Mapping[str, Sequence[str]]
) -> dict[_Product, dict[str, Any]]:
    """Return the rows of the records made of groups, each given by its name and its items in order."""
    if not groups:
        return {}
    known = _items(connection, grouping, [finding for group in groups.values() for finding in group])
    dependence = _depend(connection, grouping, {one.document for one in known.values()})
    made = {}
    for name, group in groups.items():
        items = [known[finding] for finding in group]
        for one in grouping.make(items, _between({i.document for i in items}, dependence)):
            _check_name(grouping, one, name, group[0])
            made[name, layer_of(one), one.id] = row_of(one)
    return made


def _check_name(grouping: Grouping, one: Finding, name: str, first: str) -> None:
    if layer_of(one) == grouping.whole and one.id != name:
        raise PipelineError(f"the {grouping.whole} of {grouping.kind} {first} is called {one.id} instead of {name}")


def _depend(connection: Connection, grouping: Grouping, documents: Collection[str]) -> Dependence:
    """Return what some documents owe to each other."""
    families = records_about(connection, "family", documents)
    articles, datings = (_about_one(connection, layer, sorted(documents)) for layer in ("article", "dating"))
    stood_on = grouping.newsrooms(articles, datings, families)
    shared = [r for r in records_about(connection, "reuse", documents) if {r.a.document, r.b.document} <= {*documents}]
    return Dependence(newsroom={key: stood_on.get(key, key) for key in sorted(documents)}, passages=shared)


def _about_one(connection: Connection, layer: str, documents: Sequence[str]) -> list[Any]:
    rows = connection.execute(_ABOUT_ONE, {"name": layer, "keys": documents}).scalars()
    return [decode(layer, json) for json in rows]


def _between(documents: Collection[str], dependence: Dependence) -> Dependence:
    """Return what is known of these documents alone."""
    return Dependence(
        newsroom={key: dependence.newsroom[key] for key in sorted(documents)},
        passages=[r for r in dependence.passages if r.a.document in documents and r.b.document in documents],
    )


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
            connection.execute(insert(record), [new[key] for key in fresh])
        except IntegrityError as error:
            raise PipelineError(f"{kind}: an id that stands elsewhere, or no such document: {error.orig}") from error
        names = [{"kind": kind, "whole": whole, "layer": layer, "id": key} for whole, layer, key in fresh]
        connection.execute(insert(product), names)
