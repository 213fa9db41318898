"""Findings of items -> what stands in the store of them, to be compared: with the pile's entities for the articles'."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, select

from rashomon.profiles import Antecedent, Grouping, Item
from rashomon.store.listed import one_of
from rashomon.store.schema import item, member, profile

# put together once, see store/linking.py
_KIND: BindParameter[str] = bindparam("of")
_ITEMS = (
    select(item.c.finding, item.c.document, item.c.json, item.c.antecedent, item.c.score, item.c.reason)
    .where(item.c.kind == _KIND, one_of(item.c.finding, "keys"))
    .order_by(item.c.place)
)
_WHO_IS_WHO = (
    select(member.c.entity, profile.c.entity.label("whole"))
    .select_from(member.join(profile, profile.c.id == member.c.profile))
    .where(one_of(member.c.document, "keys"), profile.c.entity.is_not(None))
)


def read_items(connection: Connection, grouping: Grouping, findings: Collection[str]) -> dict[str, Item]:
    """Return items by their findings, in the order of the pile, with its entities in the place of the articles'."""
    rows = connection.execute(_ITEMS, {"of": grouping.kind, "keys": sorted(findings)}).all()
    documents = sorted({row.document for row in rows})
    whole = dict(connection.execute(_WHO_IS_WHO, {"keys": documents}).all())
    decode_item, resolve = msgspec.json.Decoder(grouping.item).decode, grouping.resolve
    found = {}
    for finding, _, json, antecedent, score, reason in rows:
        one = resolve(decode_item(json), whole)
        if antecedent is not None:
            chosen = Antecedent(finding=antecedent, score=score, reason=reason)
            one = msgspec.structs.replace(one, antecedent=chosen)
        found[finding] = one
    return found
