"""A store -> everything that is wrong with it: offsets, digests, ids and references computed again."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Table, and_, distinct, func, select, true

from rashomon.model import LAYERS, PERSON, Document, Finding, digest
from rashomon.store import upkeep
from rashomon.store.database import database_at, plain_errors
from rashomon.store.directory import Ask
from rashomon.store.places import decode, place_of, references_of, spans_of
from rashomon.store.schema import (
    correction,
    gathered,
    item,
    link,
    member,
    overruled,
    printed,
    product,
    profile,
    record,
    uncompared,
    ungrouped,
    unsettled,
    untraced,
    unvisited,
)
from rashomon.store.schema import document as documents
from rashomon.store.view import View

# the layers whose records are made of groups
GROUPED = ("cluster", "claim", "account", "utterance")
# what is said of what an interrupted run has left
_UNDONE = "yet: run rashomon read again"
_SUPERSEDED = "it counts, though its article was replaced: run rashomon check --repair"
# of what kind of item, the layer that most of their records belong to, and what many of them are called
_GROUPS = {
    "event": ("cluster", "events"),
    "deed": ("claim", "deeds"),
    "quantity": ("claim", "quantities"),
    "statement": ("claim", "statements"),
}


class Fault(NamedTuple):
    """Something wrong with one record, in words; `id` is empty when it is the file."""

    layer: str
    id: str
    what: str

    @property
    def is_undone(self) -> bool:
        """Tell whether nothing is wrong, and only work is left that the next run does."""
        return self.what.endswith(_UNDONE)


def check_store(view: View) -> Iterator[Fault]:
    """Yield every fault: the file, each document's digests and id, each record's spans, references and row."""
    with plain_errors(view.store):
        for damage in (
            *database_at(view._connection).find_damage(view._connection),
            *upkeep.miscounted(view._connection),
        ):
            yield Fault("store", "", damage)
        yield from _check_refs(view)
        known = known_ids(view._rows)
        lengths: dict[str, int] = {}
        for article in view._documents(documents.c.id == documents.c.id):
            lengths[article.id] = len(article.text)
            yield from _check_document(article)
        for row in view._rows(select(record).order_by(record.c.layer, record.c.id)):
            for what in check_row(row, known, lengths):
                yield Fault(row.layer, row.id, what)
        yield from _check_identity(view)
        yield from _check_groups(view)
        yield from _check_corrections(view)
        yield from _check_waiting(view)


def _check_corrections(view: View) -> Iterator[Fault]:
    """Yield records that a person is said to have made, or to have set aside, where nobody has said anything."""
    standing = select(correction.c.document).where(correction.c.undone_at.is_(None), correction.c.document.is_not(None))
    original = select(correction.c.origin).where(correction.c.undone_at.is_(None), correction.c.origin.is_not(None))
    for table, where in ((record, (record.c.made_by == PERSON) & record.c.document.is_not(None)), (overruled, true())):
        lost = table.c.document.not_in(standing) & table.c.document.not_in(original)
        named = select(table.c.layer, table.c.id).where(where, lost).order_by(table.c.layer, table.c.id)
        for row in view._rows(named):
            yield Fault(row.layer, row.id, "a person is said to have corrected it, and no correction says so")
    for row in view._rows(select(correction.c.id, correction.c.json).order_by(correction.c.id)):
        try:
            decode("correction", row.json)
        except (msgspec.MsgspecError, ValueError) as error:
            yield Fault("correction", row.id, f"the row holds no correction: {error}")


def known_ids(ask: Ask) -> dict[str, set[str]]:
    """Return the ids of every layer, superseded documents' included; `ask` runs a statement."""
    known: dict[str, set[str]] = {layer: set() for layer in LAYERS}
    known["document"] = {row.id for row in ask(select(documents.c.id))}
    for row in ask(select(record.c.layer, record.c.id)):
        known.setdefault(row.layer, set()).add(row.id)
    known["attribution"] |= known["nested"]  # an event may stand in the one or the other
    known["finding"] = set().union(*(known[layer] for layer in ("attribution", "event", "clause", "quantity")))
    return known


def _check_refs(view: View) -> Iterator[Fault]:
    current = select(documents.c.ref, func.count()).where(documents.c.superseded_by.is_(None))
    for ref, count in view._rows(current.group_by(documents.c.ref).having(func.count() > 1)):
        yield Fault("document", "", f"{count} current documents have the ref {ref!r}")


def _check_identity(view: View) -> Iterator[Fault]:
    """Yield what is wrong with who is who: members, profiles, and what is left to be worked out."""
    own = and_(record.c.layer == "entity", record.c.id == member.c.entity, record.c.document == member.c.document)
    nobody = select(member.c.id, member.c.entity).outerjoin(record, own).where(record.c.id.is_(None))
    for row in view._rows(nobody.order_by(member.c.id)):
        yield Fault("identity", row.id, f"its member {row.entity} is no entity of its document")
    for key in _of_superseded(view, member.c.id, member.c.document):
        yield Fault("identity", key, _SUPERSEDED)
    whole = and_(record.c.layer == "entity", record.c.id == profile.c.entity, record.c.document.is_(None))
    lost = select(profile.c.id, profile.c.entity).outerjoin(record, whole).where(record.c.id.is_(None))
    for row in view._rows(lost.where(profile.c.entity.is_not(None)).order_by(profile.c.id)):
        yield Fault("identity", row.id, f"it names entity {row.entity}, which is none of the pile's")
    articles = select(func.count(distinct(member.c.document))).where(member.c.profile == profile.c.id).scalar_subquery()
    for row in view._rows(select(profile.c.id).where(profile.c.articles != articles).order_by(profile.c.id)):
        yield Fault("identity", row.id, "the number of articles of a profile is not that of its members")


def _of_superseded(view: View, key: ColumnElement[str], document: ColumnElement[str]) -> Iterator[str]:
    """Yield the keys of rows of documents that are current no more: what is told of the pile would count them."""
    gone = select(key).join(documents, documents.c.id == document).where(documents.c.superseded_by.is_not(None))
    return (found for (found,) in view._rows(gone.distinct().order_by(key)))


def _check_groups(view: View) -> Iterator[Fault]:
    """Yield what is wrong with which items are one: those of articles and of groups are the same ones."""
    there = and_(record.c.id == item.c.finding, record.c.document == item.c.document)
    nothing = select(item.c.kind, item.c.finding).outerjoin(record, there).where(record.c.id.is_(None))
    for row in view._rows(nothing.order_by(item.c.kind, item.c.finding)):
        yield Fault(row.kind, row.finding, "it is to be compared with others, and is no finding of its document")
    for key in _of_superseded(view, item.c.finding, item.c.document):
        yield Fault("finding", key, _SUPERSEDED)
    held: dict[str | None, set[str]] = defaultdict(set)
    for row in view._rows(select(item.c.whole, item.c.finding).where(item.c.kind == "event")):
        held[row.whole].add(row.finding)
    for cluster in view.records("cluster"):
        if held.pop(cluster.id, None) != set(cluster.events):
            yield Fault("cluster", cluster.id, "its events are not those that hang together")
    waiting = select(item.c.whole).select_from(item.join(ungrouped, _same_item())).where(item.c.kind == "event")
    for lost in sorted(filter(None, held.keys() - {whole for (whole,) in view._rows(waiting)})):
        yield Fault("cluster", lost, "it has events, and is not in the store")
    yield from _check_products(view)


def _same_item() -> ColumnElement[bool]:
    return and_(ungrouped.c.kind == item.c.kind, ungrouped.c.finding == item.c.finding)


def _check_products(view: View) -> Iterator[Fault]:
    """Yield records that were made of a group and are not there, and those that are of no group."""
    same = and_(record.c.layer == product.c.layer, record.c.id == product.c.id)
    gone = select(product.c.layer, product.c.id).outerjoin(record, same).where(record.c.id.is_(None))
    for row in view._rows(gone.order_by(product.c.layer, product.c.id)):
        yield Fault(row.layer, row.id, "it was made of a group, and is not in the store")
    made = select(record.c.layer, record.c.id).outerjoin(product, same).where(product.c.id.is_(None))
    for row in view._rows(made.where(record.c.layer.in_(GROUPED)).order_by(record.c.layer, record.c.id)):
        yield Fault(row.layer, row.id, "it is made of no group")


def _check_waiting(view: View) -> Iterator[Fault]:
    for layer, table, what in (
        ("identity", link, "articles are not linked"),
        ("identity", unsettled, "blocks of names are not joined"),
        ("reuse", printed, "articles are not in the index of shared text"),
        ("reuse", unvisited, "articles are not looked at for copies"),
        ("reuse", uncompared, "pairs of articles are not compared"),
        ("family", untraced, "articles are not told whose copies they are"),
    ):
        yield from _count_waiting(view, layer, table, what)
    for kind, (layer, many) in _GROUPS.items():
        for table, what in (
            (gathered, f"articles are not searched for {many} that others have too"),
            (ungrouped, f"{many} are not joined"),
        ):
            yield from _count_waiting(view, layer, table, what, table.c.kind == kind)


def _count_waiting(view: View, layer: str, table: Table, what: str, *where: ColumnElement[bool]) -> Iterator[Fault]:
    wanted = select(func.count()).select_from(table).where(*where)
    if "made_by" in table.c:
        wanted = wanted.where(table.c.made_by == "")
    if count := next(view._rows(wanted))[0]:
        yield Fault(layer, "", f"{count} {what} {_UNDONE}")


def sha256_of(words: str) -> str:
    """Return the digest of a text, as its document has it."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _check_document(article: Document) -> Iterator[Fault]:
    if article.text_sha256 != sha256_of(article.text):
        yield Fault("document", article.id, "text_sha256 is not the digest of the text")
    if article.id != digest(article.ref, article.text):
        yield Fault("document", article.id, "the id is not the digest of ref and text")


def check_row(row: Any, known: dict[str, set[str]], lengths: dict[str, int]) -> Iterator[str]:
    """Yield what is wrong with a row of `record`; `known` are the ids of each layer, `lengths` those of the texts."""
    if row.layer not in LAYERS:
        yield f"there is no layer {row.layer!r}"
        return
    try:
        found = decode(row.layer, row.json)
    except (msgspec.MsgspecError, ValueError) as error:
        yield f"the row holds no {row.layer}: {error}"
        return
    if (row.id, row.made_by, row.document, row.start, row.stop) != (found.id, found.by, *place_of(found)):
        yield "the columns of the row differ from the record in it"
    for document, span in spans_of(found):
        if document not in lengths:
            yield f"[{span.start}, {span.end}) points into no known document"
        elif span.end > lengths[document]:
            yield f"[{span.start}, {span.end}) leaves the text, which has {lengths[document]} characters"
    for layer, key in references_of(found):
        if key not in known[layer]:
            yield f"it names {layer} {key}, which is not in the store"
    if isinstance(found, Finding) and not 0 <= found.score <= 1:
        yield f"its score {found.score} is not between 0 and 1"
