"""What a person wants to say of a finding of one article -> the correction that says it.

Every function works inside the caller's transaction, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, select

from rashomon.errors import NotFound, NotPossible
from rashomon.model import PERSON, Attribution, Correction, Entity, Nested, Verdict, digest
from rashomon.store.overruling import CORRECTED, Key
from rashomon.store.places import decode, encode, lies_within, references_of
from rashomon.store.schema import document as documents
from rashomon.store.schema import member, overruled, profile, record

__all__ = ["FIXED", "Found", "Ruling", "decide", "find_finding"]

# what a person does not set: names, signatures, and what follows from the rest
FIXED = ("id", "document", "by", "score", "reason", "evidence", "chain", "within")


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What a person wants: who says it, `at` which time (ISO 8601 UTC), of which finding, and why.

    `finding` is an id, or how one begins, `target` its layer where that is not plain; of a merge and a split it is an
    entity of the pile. `changes` are the new values of fields, as in the JSON of the record; entities in it are the
    article's or the pile's, by id or by name. `others` are the entities that are merged into it; or the articles in
    which it is somebody else, or the entities of articles that are, who are called `name` from now on.
    """

    verdict: Verdict
    finding: str
    who: str
    at: str
    target: str | None = None
    why: str | None = None
    changes: Mapping[str, Any] = {}
    others: tuple[str, ...] = ()
    name: str | None = None


# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_LAYERS: BindParameter[Sequence[str]] = bindparam("layers", expanding=True)
_TEXT = select(documents.c.text).where(documents.c.id == _KEY)
_SUPERSEDED = select(documents.c.superseded_by).where(documents.c.id == _KEY)
_FOUND = select(record).where(record.c.document == _KEY, record.c.layer.in_(_LAYERS))
_MEMBERS = (
    select(member.c.entity, profile.c.entity.label("whole"), member.c.mentions)
    .select_from(member.outerjoin(profile, profile.c.id == member.c.profile))
    .where(member.c.document == _KEY)
    .order_by(member.c.mentions.desc(), member.c.entity)
)


class Found(NamedTuple):
    """A finding that can be corrected: as it stands, None where it was rejected, and what the machine said."""

    layer: str
    id: str
    stands: Any | None
    machine: Any


def find_finding(connection: Connection, key: str, layer: str | None = None) -> Found:
    """Return the finding of this id, or whose id begins so; raises NotFound, and NotPossible for another layer."""
    layers = CORRECTED if layer is None else (layer,)
    if not set(layers) <= set(CORRECTED):
        raise NotPossible(f"{layer} records are not corrected; those that are: {', '.join(CORRECTED)}")
    keys: set[Key] = set()
    for table in (record, overruled):
        # a range of the index, and not every row of the layer
        begins = (table.c.id >= key, table.c.id < key + "g", table.c.layer.in_(layers))
        rows = connection.execute(select(table.c.layer, table.c.id).where(*begins).limit(3))
        keys |= {(row.layer, row.id) for row in rows}
    if len(keys) != 1 or not key:
        several = f"more than one finding {key!r}: {', '.join(f'{a} {b}' for a, b in sorted(keys))}"
        raise NotFound(several if keys else f"no finding {key!r} among {', '.join(layers)}")
    found, one = keys.pop()
    stands, said = (_at(connection, table, found, one) for table in (record, overruled))
    return Found(found, one, stands, said or stands)


def _at(connection: Connection, table: Any, layer: str, key: str) -> Any | None:
    json = connection.execute(select(table.c.json).where(table.c.layer == layer, table.c.id == key)).scalar()
    return json and decode(layer, json)


def decide(connection: Connection, ruling: Ruling) -> Correction:
    """Return the correction that a person wants, of a finding of one article."""
    layer, key, stands, was = find_finding(connection, ruling.finding, ruling.target)
    document = was.document
    if connection.execute(_SUPERSEDED, {"key": document}).scalar_one():
        raise NotPossible(f"{layer} {key} stands in a text that another has taken the place of")
    if ruling.verdict == "reject" and layer == "article":
        raise NotPossible("an article cannot be rejected, only what is said of it changed")
    becomes = None if ruling.verdict == "reject" else stands or was
    if ruling.verdict == "change":
        becomes = _change(connection, becomes, ruling.changes)
        if becomes == stands:
            raise NotPossible(f"{layer} {key} is so already; to say that it is right: accept")
        becomes = msgspec.structs.replace(becomes, by=PERSON, score=1.0, reason=ruling.why)
    names = _names(connection, document, was, becomes)
    written = encode(becomes) if becomes else ""
    return Correction(
        id=digest("correction", ruling.at, ruling.who, ruling.verdict, layer, key, written),
        at=ruling.at, who=ruling.who, verdict=ruling.verdict, target=layer, finding=key, document=document,
        was=was, becomes=becomes, why=ruling.why, names=names,
    )  # fmt: skip


def _change(connection: Connection, stands: Any, changes: Mapping[str, Any]) -> Any:
    """Return a record with the new values of some fields; raises NotPossible for what cannot be."""
    fields = [name for name in stands.__struct_fields__ if name not in FIXED]
    if wrong := sorted(changes.keys() - set(fields)) or ([] if changes else ["nothing"]):
        raise NotPossible(f"{', '.join(wrong)} cannot be changed; what can be: {', '.join(fields)}")
    named = _name_entities(connection, stands.document, changes)
    if "attribution" in named:
        named["chain"] = _chain_to(connection, stands.document, named["attribution"])
    if "evidence" in stands.__struct_fields__:
        named["evidence"] = {k: v for k, v in msgspec.to_builtins(stands.evidence).items() if k not in changes}
    try:
        becomes = msgspec.convert({**msgspec.to_builtins(stands), **named}, type(stands))
    except (msgspec.ValidationError, ValueError) as error:
        raise NotPossible(f"that is no {stands.__struct_config__.tag}: {error}") from error
    length = len(connection.execute(_TEXT, {"key": stands.document}).scalar_one())
    if not lies_within(becomes, length):
        raise NotPossible(f"that leaves the text, which has {length} characters")
    return becomes


def _chain_to(connection: Connection, document: str, innermost: str | None) -> list[str]:
    """Return the attributions that one stands in, the outermost first, and itself."""
    rows = connection.execute(_FOUND, {"key": document, "layers": ["attribution", "nested"]})
    said: dict[str, Attribution] = {row.id: decode(row.layer, row.json) for row in rows}
    chain: list[str] = []
    while innermost is not None:
        if innermost not in said:
            raise NotPossible(f"no attribution {innermost!r} in this article")
        chain.insert(0, innermost)
        one = said[innermost]
        innermost = one.within if isinstance(one, Nested) else None
    return chain


def _name_entities(connection: Connection, document: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes, with the article's own entities where they name the pile's, or a name."""
    named = dict(changes)
    for field in {"speaker", "entity"} & named.keys():
        named[field] = named[field] and _own_entity(connection, document, named[field])
    for field in {"actors", "recipients"} & named.keys():
        named[field] = [
            {**one, "entity": one.get("entity") and _own_entity(connection, document, one["entity"])}
            for one in named[field]
        ]
    return named


def _own_entity(connection: Connection, document: str, called: str) -> str:
    """Return the entity of the article that has this id, is this one of the pile, or goes by this name."""
    own = _entities(connection, document)
    if called in own:
        return called
    in_pile = [row.entity for row in connection.execute(_MEMBERS, {"key": document}) if row.whole == called]
    folded = called.casefold()
    by_name = [e.id for e in own.values() if folded in (n.casefold() for n in (e.name, *e.aliases))]
    if found := in_pile or by_name:
        return found[0]
    there = ", ".join(sorted({e.name for e in own.values()})[:12])
    raise NotPossible(f"nobody called {called!r} is named in this article; there are: {there or 'nobody'}")


def _entities(connection: Connection, document: str) -> dict[str, Entity]:
    rows = connection.execute(_FOUND, {"key": document, "layers": ["entity"]})
    return {row.id: decode("entity", row.json) for row in rows}


def _names(connection: Connection, document: str, *records: Any) -> dict[str, str]:
    own = _entities(connection, document)
    named = {key for one in records if one for layer, key in references_of(one) if layer == "entity"}
    return {key: own[key].name for key in sorted(named & own.keys())}
