"""A store -> everything that is wrong with it: offsets, digests, ids and references computed again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import func, select

from rashomon.model import LAYERS, Document, Finding, digest
from rashomon.store import sqlite
from rashomon.store.places import decode, place_of, references_of, spans_of
from rashomon.store.schema import document as documents
from rashomon.store.schema import record
from rashomon.store.view import View


class Fault(NamedTuple):
    """Something wrong with one record, in words; `id` is empty when it is the file."""

    layer: str
    id: str
    what: str


def check_store(view: View) -> Iterator[Fault]:
    """Yield every fault: the file, each document's digests and id, each record's spans, references and row."""
    with sqlite.plain_errors(view.store):
        for damage in sqlite.find_damage(view._connection):
            yield Fault("store", "", damage)
        yield from _check_refs(view)
        known = _ids(view)
        lengths: dict[str, int] = {}
        for article in view._documents(documents.c.id == documents.c.id):
            lengths[article.id] = len(article.text)
            yield from _check_document(article)
        for row in view._rows(select(record).order_by(record.c.layer, record.c.id)):
            for what in _check_row(row, known, lengths):
                yield Fault(row.layer, row.id, what)


def _ids(view: View) -> dict[str, set[str]]:
    """Return the ids of every layer, superseded documents' included."""
    known: dict[str, set[str]] = {layer: set() for layer in LAYERS}
    known["document"] = {row.id for row in view._rows(select(documents.c.id))}
    for row in view._rows(select(record.c.layer, record.c.id)):
        known.setdefault(row.layer, set()).add(row.id)
    return known


def _check_refs(view: View) -> Iterator[Fault]:
    current = select(documents.c.ref, func.count()).where(documents.c.superseded_by.is_(None))
    for ref, count in view._rows(current.group_by(documents.c.ref).having(func.count() > 1)):
        yield Fault("document", "", f"{count} current documents have the ref {ref!r}")


def _check_document(article: Document) -> Iterator[Fault]:
    if article.text_sha256 != hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest():
        yield Fault("document", article.id, "text_sha256 is not the digest of the text")
    if article.id != digest(article.ref, article.text):
        yield Fault("document", article.id, "the id is not the digest of ref and text")


def _check_row(row: Any, known: dict[str, set[str]], lengths: dict[str, int]) -> Iterator[str]:
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
