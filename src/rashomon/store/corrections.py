"""What a person says of a finding -> a row that holds whatever is read later, and the records that hold because of it.

Every function works inside the caller's transaction. A corrected record is a row of `record` like any other, by PERSON,
so that whatever is worked out from findings is worked out from it; the machine's row that it takes the place of stands
in `overruled`. Which rows these are is worked out anew for a whole article (store/overruling.py) whenever a correction
comes or is undone, or the article is read again: so what stands there depends on the article and the corrections that
are not undone, and not on what came first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, RowMapping, bindparam, delete, insert, or_, select, update

from rashomon.errors import NotFound, NotPossible
from rashomon.model import PERSON, Correction, finding_id
from rashomon.store import merging
from rashomon.store.anchors import carry
from rashomon.store.bringing import translate
from rashomon.store.deciding import Ruling, decide
from rashomon.store.overruling import CORRECTED, Key, overrule
from rashomon.store.places import decode, encode, row_of
from rashomon.store.record_rows import put_records
from rashomon.store.schema import correction, overruled, record
from rashomon.store.schema import document as documents

__all__ = [
    "bring",
    "correct",
    "correction_of",
    "move",
    "reapply",
    "restore",
    "rows_of",
    "speak_of",
    "undo",
]

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
    made = decide(connection, ruling)
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
        put_records(connection, [dict(row) for row in rows])
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
        put_records(connection, fresh)


def _as_of(connection: Connection, row: RowMapping, document: str) -> Correction | None:
    """Return a correction in terms of a document: of another text, the words that it is about are sought in this."""
    made = correction_of(row)
    if row["origin"] == document:
        return made
    old, new = (connection.execute(_TEXT, {"key": key}).scalar_one() for key in (row["origin"], document))
    carried = [_carried(held, old, new, document) for held in (made.was, made.becomes)]
    if carried[0] is None or (made.becomes is not None and carried[1] is None):
        return None
    # where the machine finds nothing there, the person's record is one of this text: the other keeps its own
    key = finding_id(made.target, document, (), made.finding)
    return msgspec.structs.replace(made, finding=key, was=carried[0], becomes=carried[1])


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
