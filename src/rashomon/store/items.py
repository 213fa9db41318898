"""Findings of items -> what stands in the store of them, to be compared: with the pile's entities for the articles'."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, func, select

from rashomon.profiles import Antecedent, Grouping, Item
from rashomon.store.listed import one_of
from rashomon.store.schema import item, member, profile

# put together once, see store/linking.py
_KIND: BindParameter[str] = bindparam("of")
_ITEMS = (
    select(item.c.finding, item.c.json, item.c.antecedent, item.c.score, item.c.reason)
    .where(item.c.kind == _KIND, one_of(item.c.finding, "keys"))
    .order_by(item.c.place)
)
# an expression, so that SQLite does not look for each of the entities in each of the documents
_NAMED = func.coalesce(member.c.entity, "")
_WHO_IS_WHO = (
    select(member.c.entity, profile.c.entity.label("whole"))
    .select_from(member.join(profile, profile.c.id == member.c.profile))
    .where(one_of(member.c.document, "keys"), one_of(_NAMED, "entities"), profile.c.entity.is_not(None))
)


def read_items(connection: Connection, grouping: Grouping, findings: Collection[str]) -> dict[str, Item]:
    """Return items by their findings, in the order of the pile, with its entities in the place of the articles'."""
    rows = connection.execute(_ITEMS, {"of": grouping.kind, "keys": sorted(findings)}).all()
    decode_item = msgspec.json.Decoder(grouping.item).decode
    found = {row.finding: decode_item(row.json) for row in rows}
    whole = _who_is_who(connection, grouping, found.values())
    for finding, _, antecedent, score, reason in rows:
        found[finding] = one = grouping.resolve(found[finding], whole)
        if antecedent is not None:
            chosen = Antecedent(finding=antecedent, score=score, reason=reason)
            found[finding] = msgspec.structs.replace(one, antecedent=chosen)
    return found


def _who_is_who(connection: Connection, grouping: Grouping, items: Iterable[Item]) -> dict[str, str]:
    """Return the pile's entity for each that some items name of their articles, as far as it is known."""
    named = [(one.document, entities) for one in items if (entities := grouping.entities(one))]
    asked = {"keys": sorted({key for key, _ in named}), "entities": sorted({e for _, some in named for e in some})}
    return dict(connection.execute(_WHO_IS_WHO, asked).all())
