"""Pairs of articles that share prints -> the passages that they share, families of copies, and who has it from whom.

Every function works inside the caller's transaction. See store/reuse_visits.py for how pairs are found.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select, update

from rashomon.model import Family, Passage, Reuse, Span, finding_id
from rashomon.profiles import Provenance, Reusing
from rashomon.store import grouping
from rashomon.store.linking import layers_of_each
from rashomon.store.many import ForMany
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
_SHARING = select(about.c.document, about.c.id).where(about.c.layer == "reuse", about.c.document.in_(_KEYS))
_KINDRED = select(kindred).where(kindred.c.document.in_(_KEYS))
_FAMILIES = select(kindred).where(kindred.c.family.in_(_KEYS))
_NEW_KINDRED = ForMany(insert(kindred), "document", "family")
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
    waiting = connection.execute(_WAITING_TO_BE_TRACED, {"keys": some}).scalars().all()
    members, pairs = _copies_of(connection, waiting)
    told = _provenances(connection, {key for row in pairs for key in (row.a, row.b)}, reusing)
    families = _families(pairs, told, reusing)
    of = {key: family for family in families for key in family.documents}
    found: dict[str, Reuse] = {}
    for row in pairs:
        within = of[row.a] if row.a in of and of[row.a] is of.get(row.b) else None
        direction = reusing.direction_of(told[row.a], told[row.b], within)
        found |= {one.id: one for one in reuse_of(row, direction, by)}
    changed = _replace_families(connection, members, families) | _replace_reuse(connection, members, found)
    for few in batches(changed):
        grouping.make_again(connection, few)
    for few in batches(members):
        connection.execute(_TRACED, {"keys": few})


def _copies_of(connection: Connection, documents: Collection[str]) -> tuple[set[str], list[Any]]:
    """Return the documents that hang together with these as copies, and all their pairs, with anybody, in order."""
    members, new = {*documents}, {*documents}
    pairs: dict[tuple[str, str], Any] = {}
    while new:
        rows = [row for few in batches(new) for row in connection.execute(_PAIRS, {"keys": few})]
        pairs |= {(row.a, row.b): row for row in rows}
        new = {key for row in rows if row.kind == "republication" for key in (row.a, row.b)} - members
        members |= new
    return members, [pairs[key] for key in sorted(pairs)]


def _families(pairs: Sequence[Any], told: Mapping[str, Provenance], reusing: Reusing) -> list[Family]:
    """Return the families that are in some pairs; of one that is, all pairs are among them."""
    ties = {(row.a, row.b): row.containment for row in pairs if row.kind == "republication"}
    family_of: dict[str, set[str]] = {}
    for a, b in ties:
        less, more = sorted((family_of.setdefault(a, {a}), family_of.setdefault(b, {b})), key=len)
        if less is not more:
            more |= less
            family_of |= dict.fromkeys(less, more)
    families = {id(family): family for family in family_of.values()}.values()
    return [reusing.trace_family([told[key] for key in sorted(family)], ties) for family in families]


def _provenances(connection: Connection, documents: Collection[str], reusing: Reusing) -> dict[str, Any]:
    told = {}
    for few in batches(documents):
        for key, layers in layers_of_each(connection, few, {"article", "dating"}).items():
            article, dating = layers["article"], next(iter(layers["dating"]), None)
            told[key] = reusing.provenance_of(article, dating) if article else Provenance(document=key)
    return told


def _replace_families(connection: Connection, members: Set[str], families: Sequence[Family]) -> set[str]:
    """Let documents be of these families, and no others, and return those whose family is another one, or otherwise.

    Those that were of one with them, and are not, are traced anew.
    """
    rows = [row for few in batches(members) for row in connection.execute(_KINDRED, {"keys": few})]
    before = {row.document: row.family for row in rows}
    now = {key: family.id for family in families for key in family.documents}
    old = {*before.values()}
    others = {row.document for few in batches(old) for row in connection.execute(_FAMILIES, {"keys": few})}
    for few in batches(before):
        connection.execute(_FORGET_KINDRED, {"keys": few})
    _NEW_KINDRED(connection, sorted(now.items()))
    mark(connection, untraced, others - members)
    differ = replace_records(connection, "family", old, {family.id: family for family in families})
    return {key for key in members if before.get(key) != now.get(key) or now.get(key) in differ}


def _replace_reuse(connection: Connection, members: Collection[str], found: Mapping[str, Reuse]) -> set[str]:
    """Let what documents share with anybody be what is found, and return those of whom any of it differs."""
    rows = [(d, key) for few in batches(members) for d, key in connection.execute(_SHARING, {"keys": few})]
    differ = replace_records(connection, "reuse", {key for _, key in rows}, found)
    rows += [(d, one.id) for one in found.values() for d in (one.a.document, one.b.document) if d in members]
    return {document for document, key in rows if key in differ}


def reuse_of(row: Any, direction: Any, by: str) -> list[Reuse]:
    """Return the passages of a row of `pair` as records."""
    found = []
    for a_start, a_end, b_start, b_end in _decode_passages(row.passages):
        a, b = Passage(document=row.a, span=Span(a_start, a_end)), Passage(document=row.b, span=Span(b_start, b_end))
        key = finding_id("reuse", row.a, [a.span], row.b, f"{b_start}-{b_end}")
        found.append(Reuse(id=key, by=by, a=a, b=b, kind=row.kind, direction=direction))
    return found
