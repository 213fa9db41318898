"""What a person says of a finding -> a row that holds whatever is read later, and the records that hold because of it.

Every function works inside the caller's transaction. A corrected record is a row of `record` like any other, by PERSON,
so that whatever is worked out from findings is worked out from it; the machine's row that it takes the place of stands
in `overruled`. Which rows these are is worked out anew for a whole article (store/overruling.py) whenever a correction
comes or is undone, or the article is read again: so what stands there depends on the article and the corrections that
are not undone, and not on what came first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BindParameter, Connection, RowMapping, bindparam, delete, insert, or_, select, update

from rashomon.errors import NotFound, NotPossible
from rashomon.model import PERSON, Attribution, Correction, Entity, Nested, Verdict, digest
from rashomon.store import merging
from rashomon.store.anchors import carry
from rashomon.store.bringing import translate
from rashomon.store.overruling import CORRECTED, Key, overrule
from rashomon.store.places import decode, encode, references_of, row_of, spans_of
from rashomon.store.schema import correction, member, overruled, profile, record
from rashomon.store.schema import document as documents

__all__ = [
    "FIXED",
    "Found",
    "Ruling",
    "bring",
    "correct",
    "correction_of",
    "find_finding",
    "move",
    "reapply",
    "restore",
    "rows_of",
    "speak_of",
    "undo",
]

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
_HERE = or_(correction.c.document == _KEY, correction.c.origin == _KEY)
_OF_DOCUMENT = (
    select(correction).where(_HERE, correction.c.undone_at.is_(None)).order_by(correction.c.at, correction.c.id)
)
_OF_REF = (
    select(correction)
    .select_from(documents.join(correction, correction.c.document == documents.c.id))
    .where(documents.c.ref == _KEY, correction.c.undone_at.is_(None))
    .order_by(correction.c.at, correction.c.id)
)
_ONE = select(correction).where(correction.c.id == _KEY)
_TEXT = select(documents.c.text).where(documents.c.id == _KEY)
_SUPERSEDED = select(documents.c.superseded_by).where(documents.c.id == _KEY)
_FOUND = select(record).where(record.c.document == _KEY, record.c.layer.in_(_LAYERS))
_OVERRULED = select(overruled).where(overruled.c.document == _KEY)
_FORGET_PERSONS = delete(record).where(record.c.document == _KEY, record.c.made_by == PERSON)
_FORGET_OVERRULED = delete(overruled).where(overruled.c.document == _KEY)
_FORGET_RECORD = delete(record).where(record.c.layer == bindparam("name"), record.c.id == _KEY)
_PUT = update(correction).where(correction.c.id == _KEY)
_MEMBERS = (
    select(member.c.entity, profile.c.entity.label("whole"), member.c.mentions)
    .select_from(member.outerjoin(profile, profile.c.id == member.c.profile))
    .where(member.c.document == _KEY)
    .order_by(member.c.mentions.desc(), member.c.entity)
)


def correction_of(row: RowMapping) -> Correction:
    """Return a correction as it stands now."""
    made: Correction = decode("correction", row["json"])
    now = {name: row[name] for name in ("document", "undone_at", "undone_by", "standing")}
    return msgspec.structs.replace(made, **now)


def correct(connection: Connection, ruling: Ruling) -> tuple[Correction, list[str]]:
    """Write what a person says, and let it hold; return it with the layers in which that changed the article.

    Raises NotFound where there is no such finding, NotPossible where it cannot be so.
    """
    if ruling.verdict in ("merge", "split"):
        made = merging.decide(connection, ruling)
        _keep(connection, made)
        merging.refresh(connection, made)
        return made, []
    made = _decide(connection, ruling)
    _keep(connection, made)
    return made, reapply(connection, str(made.document))


def bring(connection: Connection, made: Correction, texts: Mapping[str, str]) -> tuple[Correction, list[str]]:
    """Let a correction of another store hold in this one, see store/bringing.py. Returns what `correct` does."""
    here = translate(connection, made, texts, lambda document: machine_of(connection, document))
    _keep(connection, here)
    if here.document is None:
        merging.refresh(connection, here)
        return here, []
    return here, reapply(connection, here.document)


def machine_of(connection: Connection, document: str) -> dict[Key, Any]:
    """Return what the machine says of a document, whatever persons do."""
    rows = rows_of(connection, document)
    aside = connection.execute(_OVERRULED, {"key": document}).mappings()
    machine = {key: row for key, row in rows.items() if row["made_by"] != PERSON}
    machine |= {(row["layer"], row["id"]): dict(row) for row in aside}
    return {key: decode(key[0], row["json"]) for key, row in machine.items()}


def undo(connection: Connection, key: str, who: str, at: str) -> tuple[Correction, list[str]]:
    """Take a correction back, whose id this is or how it begins; it stays as a row. Returns what `correct` does."""
    rows = (
        connection.execute(select(correction).where(correction.c.id.startswith(key, autoescape=True)).limit(2))
        .mappings()
        .all()
    )
    if len(rows) != 1 or not key:
        raise NotFound(f"{'more than one' if rows else 'no'} correction {key!r}; see: rashomon list correction")
    made = correction_of(rows[0])
    if made.undone_at:
        raise NotPossible(f"correction {made.id} was undone at {made.undone_at} by {made.undone_by} already")
    connection.execute(_PUT.values(undone_at=at, undone_by=who, standing="undone"), {"key": made.id})
    if made.document is None:
        merging.refresh(connection, made)
        changed = []
    else:
        changed = sorted({layer for d in {rows[0]["origin"], made.document} for layer in reapply(connection, d)})
    return correction_of(connection.execute(_ONE, {"key": made.id}).mappings().one()), changed


def _keep(connection: Connection, made: Correction) -> None:
    if connection.execute(_ONE, {"key": made.id}).first():
        raise NotPossible(f"correction {made.id} says the same already")
    row = {name: getattr(made, name) for name in ("id", "at", "target", "finding", "document", "standing")}
    connection.execute(insert(correction), {**row, "origin": made.document, "json": encode(made)})


# ---- a finding of one article ----------------------------------------------------------------------------------------


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


def _decide(connection: Connection, ruling: Ruling) -> Correction:
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
    if any(span.end > length for _, span in spans_of(becomes)):
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


# ---- the records that hold -------------------------------------------------------------------------------------------

Rows = dict[Key, dict[str, Any]]


def speak_of(connection: Connection, ref: str) -> bool:
    """Tell whether a correction that is not undone is about a text of this ref."""
    return connection.execute(_OF_REF, {"key": ref}).first() is not None


def rows_of(connection: Connection, document: str) -> Rows:
    """Return the records of a document that corrections can touch."""
    rows = connection.execute(_FOUND, {"key": document, "layers": [*CORRECTED, "entity"]}).mappings()
    return {(row["layer"], row["id"]): dict(row) for row in rows}


def restore(connection: Connection, document: str) -> None:
    """Let the machine's records of a document stand as if nobody had said anything."""
    connection.execute(_FORGET_PERSONS, {"key": document})
    if rows := connection.execute(_OVERRULED, {"key": document}).mappings().all():
        connection.execute(insert(record), [dict(row) for row in rows])
        connection.execute(_FORGET_OVERRULED, {"key": document})


def reapply(connection: Connection, document: str, before: Rows | None = None) -> list[str]:
    """Let the corrections of a document hold, and return the layers in which it has other records than `before`.

    That are those which stand there, if nothing else is said.
    """
    before = rows_of(connection, document) if before is None else before
    restore(connection, document)
    machine = machine_of(connection, document)
    known = connection.execute(_OF_DOCUMENT, {"key": document}).mappings().all()
    ruled = overrule(machine, [one for row in known if (one := _as_of(connection, row, document))])
    _write(connection, machine, ruled.records)
    superseded = connection.execute(_SUPERSEDED, {"key": document}).scalar_one()
    for row in known:
        now = "text has changed" if superseded else ruled.standings.get(row["id"], "text has changed")
        if row["document"] == document and row["standing"] != now:
            connection.execute(_PUT.values(standing=now), {"key": row["id"]})
    after = {key: row_of(one) for key, one in ruled.records.items()}
    return sorted({key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)})


def _write(connection: Connection, machine: Mapping[Key, Any], holds: Mapping[Key, Any]) -> None:
    aside = [row_of(one) for key, one in sorted(machine.items()) if holds.get(key) != one]
    fresh = [row_of(one) for key, one in sorted(holds.items()) if machine.get(key) != one]
    if aside:
        connection.execute(insert(overruled), aside)
        connection.execute(_FORGET_RECORD, [{"name": row["layer"], "key": row["id"]} for row in aside])
    if fresh:
        connection.execute(insert(record), fresh)


def _as_of(connection: Connection, row: RowMapping, document: str) -> Correction | None:
    """Return a correction in terms of a document: of another text, the words that it is about are sought in this."""
    made = correction_of(row)
    if row["origin"] == document:
        return made
    old, new = (connection.execute(_TEXT, {"key": key}).scalar_one() for key in (row["origin"], document))
    carried = [_carried(held, old, new, document) for held in (made.was, made.becomes)]
    if carried[0] is None or (made.becomes is not None and carried[1] is None):
        return None
    return msgspec.structs.replace(made, was=carried[0], becomes=carried[1])


def _carried(held: Any, old: str, new: str, document: str) -> Any | None:
    if held is None:
        return None
    if "evidence" in held.__struct_fields__:  # where an outlet is told is not what is said of it
        held = msgspec.structs.replace(held, evidence={})
    found = carry(held, old, new)
    return found and msgspec.structs.replace(found, document=document)


def move(connection: Connection, ref: str, document: str) -> None:
    """Let what was said of earlier texts of a ref be said of its current one, as far as its words are still there."""
    rows = connection.execute(_OF_REF, {"key": ref}).mappings().all()
    for left in {row["document"] for row in rows} - {document}:
        restore(connection, left)
    for row in rows:
        there = _as_of(connection, row, document) is not None
        connection.execute(_PUT.values(document=document if there else row["origin"]), {"key": row["id"]})
    for left in {row[name] for row in rows for name in ("document", "origin")} - {document}:
        reapply(connection, left)
