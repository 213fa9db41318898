"""Pairs of articles that share prints -> the passages that they share, families of copies, and who has it from whom.

Every function works inside the caller's transaction. See store/reuse_visits.py for how pairs are found.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select, update

from rashomon.model import Family, Passage, Reuse, Span, finding_id
from rashomon.profiles import Provenance, Reusing
from rashomon.store import grouping
from rashomon.store.linking import layers_of_each
from rashomon.store.pile import ids_about, records_about, replace_records
from rashomon.store.queries import batches
from rashomon.store.reuse_pairs import mark
from rashomon.store.reuse_prints import leave, texts_of
from rashomon.store.schema import about, kindred, pair, printed, uncompared, untraced

# pairs that are compared while their texts are held ready: of a text of which there are thousands of copies, all at
# once would take as many megabytes
PREPARED = 100

# where a passage stands in both texts: its borders in the one, and in the other
_Borders = tuple[int, int, int, int]

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_STOCK = select(printed.c.document, printed.c.stock).where(printed.c.document.in_(_KEYS))
_WAITING = (
    select(pair)
    .select_from(uncompared.outerjoin(pair, (pair.c.a == uncompared.c.a) & (pair.c.b == uncompared.c.b)))
    .where(uncompared.c.a.in_(_KEYS))
    .order_by(uncompared.c.a, uncompared.c.b)
)
_COMPARED = delete(uncompared).where(uncompared.c.a.in_(_KEYS))
_ANSWER = (
    update(pair)
    .where(pair.c.a == bindparam("one"), pair.c.b == bindparam("other"))
    .values(kind=bindparam("as"), containment=bindparam("by"), passages=bindparam("at"))
)
_PAIRS = select(pair).where(or_(pair.c.a.in_(_KEYS), pair.c.b.in_(_KEYS)), pair.c.kind.is_not(None))
_WAITING_TO_BE_TRACED = select(untraced.c.document).where(untraced.c.document.in_(_KEYS))
_TRACED = delete(untraced).where(untraced.c.document.in_(_KEYS))
_SHARING = select(about.c.document).where(about.c.layer == "reuse", about.c.document.in_(_KEYS))
_KINDRED = select(kindred).where(kindred.c.document.in_(_KEYS))
_FAMILIES = select(kindred).where(kindred.c.family.in_(_KEYS))
_FORGET_KINDRED = delete(kindred).where(kindred.c.document.in_(_KEYS))

_decode_spans = msgspec.json.Decoder(list[Span]).decode
_decode_passages = msgspec.json.Decoder(list[_Borders]).decode


def forget(connection: Connection, document: str) -> None:
    """Take back what a document shares with others: it is not a current one any more, or its records have changed."""
    leave(connection, document)
    replace_records(connection, "reuse", ids_about(connection, "reuse", [document]), {})
    families = records_about(connection, "family", [document])
    replace_records(connection, "family", [family.id for family in families], {})
    connection.execute(_FORGET_KINDRED, {"keys": [document]})
    mark(connection, untraced, [key for family in families for key in family.documents])


def find_uncompared(connection: Connection) -> list[str]:
    """Return the first documents of the pairs that are to be compared."""
    return sorted(connection.execute(select(uncompared.c.a).distinct()).scalars())


def compare_documents(connection: Connection, some: Sequence[str], reusing: Reusing) -> None:
    """Compare some documents with those after them that wait for it."""
    rows = connection.execute(_WAITING, {"keys": some}).all()
    ready: dict[str, Any] = {}
    answers = []
    for at in range(0, len(rows), PREPARED):
        pairs = rows[at : at + PREPARED]
        wanted = {key for row in pairs for key in (row.a, row.b)}
        known = {key: ready[key] for key in ready.keys() & wanted}
        ready = known | _prepare(connection, wanted - known.keys(), reusing)
        for row in pairs:
            found = reusing.compare(ready[row.a], ready[row.b])
            now = found and found.kind, found and found.containment, written(found)
            if now != (row.kind, row.containment, row.passages):
                answers.append({"one": row.a, "other": row.b, **dict(zip(("as", "by", "at"), now, strict=True))})
    if answers:
        connection.execute(_ANSWER, answers)
    connection.execute(_COMPARED, {"keys": some})
    mark(connection, untraced, {key for one in answers for key in (one["one"], one["other"])})


def _prepare(connection: Connection, some: Collection[str], reusing: Reusing) -> dict[str, Any]:
    """Return the texts of some documents made ready to be compared."""
    if not some:
        return {}
    stock = {
        row.document: _decode_spans(row.stock or "[]") for row in connection.execute(_STOCK, {"keys": sorted(some)})
    }
    return {
        document: reusing.prepare(text, (*stock[document], *aside))
        for document, (text, aside, _) in texts_of(connection, some).items()
    }


def written(found: Any) -> str | None:
    """Return the passages of a comparison as the table `pair` has them; None for no comparison."""
    return found and msgspec.json.encode([(*_borders(p.a), *_borders(p.b)) for p in found.passages]).decode()


def _borders(span: Span) -> tuple[int, int]:
    return span.start, span.end


# ---- families, and who has it from whom -----------------------------------------------------------------------------


def find_untraced(connection: Connection) -> list[str]:
    """Return the documents whose family is to be traced, and whose reuse is to be told."""
    return sorted(connection.execute(select(untraced.c.document)).scalars())


def trace_documents(connection: Connection, some: Sequence[str], reusing: Reusing, by: str) -> None:
    """Write the families of some documents, and what the documents of these share with any other."""
    waiting = set(connection.execute(_WAITING_TO_BE_TRACED, {"keys": some}).scalars())
    alone = waiting - _with_company(connection, sorted(waiting))
    for document in sorted(waiting - alone):
        if document in waiting:
            waiting -= _trace(connection, document, reusing, by)
    for few in batches(alone):
        connection.execute(_TRACED, {"keys": few})


def _with_company(connection: Connection, some: Sequence[str]) -> set[str]:
    """Return those of some documents that share anything with others, or did when they were traced before."""
    keys = {"keys": some}
    found = {key for row in connection.execute(_PAIRS, keys) for key in (row.a, row.b)}
    found |= {row.document for row in connection.execute(_KINDRED, keys)}
    return found | set(connection.execute(_SHARING, keys).scalars())


def _trace(connection: Connection, document: str, reusing: Reusing, by: str) -> set[str]:
    """Write the family of a document, and what its documents share with any other; return all who are of it."""
    members, pairs = _copies_of(connection, document)
    told = _provenances(connection, {*members, *(key for row in pairs for key in (row.a, row.b))}, reusing)
    ties = {(row.a, row.b): row.containment for row in pairs if row.kind == "republication"}
    family = reusing.trace_family([told[key] for key in members], ties) if len(members) > 1 else None
    changed = _replace_family(connection, members, family)
    own = {*members}
    records: dict[str, Reuse] = {}
    for row in pairs:
        within = family if row.a in own and row.b in own else None
        direction = reusing.direction_of(told[row.a], told[row.b], within)
        records |= {one.id: one for one in reuse_of(row, direction, by)}
    changed |= replace_records(connection, "reuse", ids_about(connection, "reuse", members), records)
    for few in batches(members):
        if changed:
            grouping.make_again(connection, few)
        connection.execute(_TRACED, {"keys": few})
    return own


def _copies_of(connection: Connection, document: str) -> tuple[list[str], list[Any]]:
    """Return the documents that hang together with this one as copies, in order, and all their pairs, with anybody."""
    members, new = {document}, {document}
    pairs: dict[tuple[str, str], Any] = {}
    while new:
        rows = [row for few in batches(new) for row in connection.execute(_PAIRS, {"keys": few})]
        pairs |= {(row.a, row.b): row for row in rows}
        new = {key for row in rows if row.kind == "republication" for key in (row.a, row.b)} - members
        members |= new
    return sorted(members), [pairs[key] for key in sorted(pairs)]


def _provenances(connection: Connection, documents: Collection[str], reusing: Reusing) -> dict[str, Any]:
    told = {}
    for few in batches(documents):
        for key, layers in layers_of_each(connection, few, {"article", "dating"}).items():
            article, dating = layers["article"], next(iter(layers["dating"]), None)
            told[key] = reusing.provenance_of(article, dating) if article else Provenance(document=key)
    return told


def _replace_family(connection: Connection, members: Sequence[str], family: Family | None) -> bool:
    """Let documents be of a family, or of none; those that were of one with them, and are not, are traced anew."""
    before = {row.family for few in batches(members) for row in connection.execute(_KINDRED, {"keys": few})}
    others = {row.document for row in connection.execute(_FAMILIES, {"keys": sorted(before)})} if before else set()
    for few in batches(members):
        connection.execute(_FORGET_KINDRED, {"keys": few})
    if family:
        connection.execute(insert(kindred), [{"document": key, "family": family.id} for key in members])
    mark(connection, untraced, others - {*members})
    return replace_records(connection, "family", before, {family.id: family} if family else {})


def reuse_of(row: Any, direction: Any, by: str) -> list[Reuse]:
    """Return the passages of a row of `pair` as records."""
    found = []
    for a_start, a_end, b_start, b_end in _decode_passages(row.passages):
        a, b = Passage(document=row.a, span=Span(a_start, a_end)), Passage(document=row.b, span=Span(b_start, b_end))
        key = finding_id("reuse", row.a, [a.span], row.b, f"{b_start}-{b_end}")
        found.append(Reuse(id=key, by=by, a=a, b=b, kind=row.kind, direction=direction))
    return found
