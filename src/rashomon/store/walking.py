"""A layer, from a place on -> its records in order, each with its place: the one order of `View.select` and of pages.

A place is what the order is by, so that a record which comes or goes moves nobody else. A walk asks by index for what
comes next, and reads a little more than it gives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, tuple_

from rashomon.model import LAYERS, Event, Rejection
from rashomon.store.places import OF_SEVERAL, place_of
from rashomon.store.schema import document as documents
from rashomon.store.schema import member, profile, record, rejection
from rashomon.store.selection import Selection, kind_field
from rashomon.store.upkeep import rank, shelf, standing

if TYPE_CHECKING:
    from rashomon.store.matching import Matcher
    from rashomon.store.view import View

Number = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]


class AtWeight(msgspec.Struct, frozen=True, array_like=True, tag="w"):
    """Where a record of the pile stands that is ordered by weight; weights are below zero."""

    first: Number
    second: Number
    id: str


class AtSpan(msgspec.Struct, frozen=True, array_like=True, tag="s"):
    """Where a record stands in its document, or among those of no one document, whose `document` is ""."""

    document: str
    start: Number
    stop: Number
    id: str


class AtDay(msgspec.Struct, frozen=True, array_like=True, tag="d"):
    """Where an article stands when articles come by what `by` is, a day or an outlet, "" where it is not known."""

    by: str
    document: str


class AtInput(msgspec.Struct, frozen=True, array_like=True, tag="j"):
    """Where the rejection of an input stands."""

    ref: str
    stage: str
    reason: str


class AtId(msgspec.Struct, frozen=True, array_like=True, tag="i"):
    """Where a record of a layer stands that is small enough to be walked along from its beginning."""

    id: str


Place = AtWeight | AtSpan | AtDay | AtInput | AtId
Walk = Iterator[tuple[Place, Any]]

RANKED = ("entity", "cluster", "story", "claim")
# documents of which records are asked for at once: few at first, since a page is soon full
FIRST_DOCUMENTS, MOST_DOCUMENTS = 8, 512


def walk(view: View, layer: str, matches: Matcher, after: Place | None) -> Walk:
    """Yield the records of a layer behind a place, in order: all that are wanted, and perhaps others."""
    wanted, only = matches.wanted, matches.documents
    if layer == "rejection":
        yield from _rejections(view, after)
    elif layer == "correction":
        yield from _after(((AtId(one.id), one) for one in view.records(layer)), after)
    elif layer in RANKED and not isinstance(after, AtSpan):
        yield from _by_weight(view, layer, matches, after if isinstance(after, AtWeight) else None)
        if layer == "entity":
            yield from _in_documents(view, layer, wanted, only, None)
    else:
        start = after if isinstance(after, AtSpan) else None
        if (start is None or not start.document) and layer not in ("document", "identity", "entity"):
            yield from _of_none(view, layer, matches, start)
            start = None
        if layer not in OF_SEVERAL:
            yield from _in_documents(view, layer, wanted, only, start)


def _after(places: Walk, after: Place | None) -> Walk:
    """Leave out all up to a place."""
    if after is not None:
        for place, _ in places:
            if place == after:
                break
    yield from places


def _rejections(view: View, after: Place | None) -> Walk:
    key = (rejection.c.ref, rejection.c.stage, rejection.c.reason)
    wanted = select(*key).order_by(*key)
    if isinstance(after, AtInput):
        wanted = wanted.where(tuple_(*key) > (after.ref, after.stage, after.reason))
    for ref, stage, reason in view._rows(wanted):
        yield AtInput(ref, stage, reason), Rejection(ref=ref, stage=stage, reason=reason)


# ---- by weight -------------------------------------------------------------------------------------------------------


def _by_weight(view: View, layer: str, matches: Matcher, after: AtWeight | None) -> Walk:
    key = (rank.c.first, rank.c.second, rank.c.id)
    found = and_(record.c.layer == layer, record.c.id == rank.c.id, *_conditions(layer, matches.wanted))
    joined, columns = rank.outerjoin(record, found), [*key, record.c.json]
    if layer == "entity":
        joined = joined.outerjoin(standing, standing.c.entity == rank.c.id)
        columns += [standing.c.articles, standing.c.mentions, standing.c.statements, standing.c.document]
    asked = select(*columns).select_from(joined).where(rank.c.layer == layer).order_by(*key)
    if matches.candidates is not None:
        asked = asked.where(rank.c.id.in_(matches.candidates))
    if after:
        asked = asked.where(tuple_(*key) > (after.first, after.second, after.id))
    for first, second, key_, *told in view._rows(asked):
        if told[0] is not None:
            one = view.told(*told) if layer == "entity" else view.read(layer, told[0])
            yield AtWeight(first, second, key_), one


# ---- by document -----------------------------------------------------------------------------------------------------

_SPAN = (record.c.start, record.c.stop, record.c.id)


def _of_none(view: View, layer: str, matches: Matcher, after: AtSpan | None) -> Walk:
    asked = select(*_SPAN, record.c.json).where(record.c.layer == layer, record.c.document.is_(None)).order_by(*_SPAN)
    if matches.candidates is not None:
        asked = asked.where(record.c.id.in_(matches.candidates))
    if after:
        asked = asked.where(tuple_(*_SPAN) > (after.start, after.stop, after.id))
    for start, stop, key, json in view._rows(asked):
        yield AtSpan("", start, stop, key), view.read(layer, json)


def _in_documents(
    view: View, layer: str, wanted: Selection, only: Collection[str] | None, after: AtSpan | None
) -> Walk:
    """Yield the records of one document after another, by ref."""
    ordered = _documents(view, only, after.document if after else None)
    size = FIRST_DOCUMENTS
    while some := list(islice(ordered, size)):
        for place, one in _of_some(view, layer, wanted, some):
            if after is None or place.document != after.document or _span_of(place) > _span_of(after):
                yield place, one
        size = min(2 * size, MOST_DOCUMENTS)


def _span_of(place: AtSpan) -> tuple[int, int, str]:
    return place.start, place.stop, place.id


def _documents(view: View, only: Collection[str] | None, first: str | None) -> Iterator[str]:
    """Yield the current documents by ref, from one on (also if it is not current any more), only these."""
    asked = select(shelf.c.document).order_by(shelf.c.ref, shelf.c.document)
    if first is not None:
        ref = select(documents.c.ref).where(documents.c.id == first).scalar_subquery()
        asked = asked.where(tuple_(shelf.c.ref, shelf.c.document) >= tuple_(ref, first))
    for (document,) in view._rows(asked):
        if only is None or document in only:
            yield document


def _of_some(view: View, layer: str, wanted: Selection, keys: Sequence[str]) -> Iterator[tuple[AtSpan, Any]]:
    if layer == "document":
        yield from ((AtSpan(one.id, 0, 0, one.id), one) for one in view.among(layer, keys))
    elif layer == "identity":
        yield from ((AtSpan(one.document, 0, 0, one.id), one) for one in view.among(layer, keys))
    else:
        for json, *told in view._rows(_asked(layer, wanted, keys)):
            one = view.told(json, *told) if layer == "entity" else view.read(layer, json)
            document, start, stop = place_of(one)
            yield AtSpan(document or "", start, stop, one.id), one


def _asked(layer: str, wanted: Selection, keys: Sequence[str]) -> Select[Any]:
    # the documents first, then what is theirs by index: SQLite would look at all of a layer
    held = and_(record.c.document == shelf.c.document, record.c.layer == layer, *_conditions(layer, wanted))
    columns: list[ColumnElement[Any]] = [record.c.json]
    joined = shelf.outerjoin(record, held)
    alone: ColumnElement[bool] = record.c.json.is_not(None)
    if layer == "entity":  # those who are somebody in the pile stand there
        same = and_(member.c.document == shelf.c.document, member.c.entity == record.c.id)
        joined = joined.outerjoin(member, same).outerjoin(profile, profile.c.id == member.c.profile)
        columns += [
            case((member.c.id.is_(None), 0), else_=1), member.c.mentions, member.c.statements, member.c.document,
        ]  # fmt: skip
        alone = and_(alone, profile.c.entity.is_(None))
    asked = select(*columns).select_from(joined).where(shelf.c.document.in_(keys), alone)
    return asked.order_by(shelf.c.ref, shelf.c.document, *_SPAN)


def _conditions(layer: str, wanted: Selection) -> list[ColumnElement[bool]]:
    """Return what the database can tell of a record by its JSON, so that it need not be read."""
    kind = LAYERS[layer]
    asked = {
        "act": wanted.act,
        "relation": wanted.relation,
        "stance": wanted.stance,
        kind_field(kind): wanted.kind,
        "realis": wanted.realis if kind is Event else None,
    }
    told = [_lower(name) == value.lower() for name, value in asked.items() if value is not None and value.isascii()]
    if wanted.types and all(map(str.isascii, wanted.types)):
        told.append(or_(*(_lower("type") == one.lower() for one in wanted.types)))
    return told


def _lower(field: str) -> ColumnElement[Any]:
    return func.lower(func.json_extract(record.c.json, f"$.{field}"))


# ---- articles by something else --------------------------------------------------------------------------------------


def articles_by(view: View, order: str, only: Collection[str] | None, after: Place | None) -> Walk:
    """Yield the articles behind a place by day, the newest first, or by outlet; those without come last."""
    by = shelf.c.outlet if order == "outlet" else func.coalesce(shelf.c.latest, shelf.c.earliest)
    rows = [(said or "", key) for said, key in view._rows(select(by, shelf.c.document)) if only is None or key in only]
    rows.sort(key=lambda row: row[1])
    rows.sort(key=lambda row: row[0], reverse=order == "date")
    places = [AtDay(*row) for row in rows if row[0]] + [AtDay(*row) for row in rows if not row[0]]
    if isinstance(after, AtDay):
        places = [place for place in places if _comes_after(place, after, newest=order == "date")]
    size, at = FIRST_DOCUMENTS, 0
    while some := places[at : at + size]:
        known = {article.document: article for article in view.among("article", [place.document for place in some])}
        yield from ((place, known[place.document]) for place in some if place.document in known)
        size, at = min(2 * size, MOST_DOCUMENTS), at + size


def _comes_after(place: AtDay, after: AtDay, *, newest: bool) -> bool:
    if place.by == after.by:
        return place.document > after.document
    if not (place.by and after.by):
        return bool(after.by)
    return place.by < after.by if newest else place.by > after.by
