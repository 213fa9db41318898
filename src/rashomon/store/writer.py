"""The records of one article after another -> a store: one transaction an article, no write where nothing changed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from types import TracebackType
from typing import Any

from sqlalchemy import BindParameter, Connection, Engine, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from rashomon.errors import PipelineError, StoreError
from rashomon.model import AnyRecord, Document, Rejection
from rashomon.store import joining, linking, sqlite
from rashomon.store.joining import ChooseAntecedent, FindTellings, MakeCluster
from rashomon.store.linking import FindProfiles, ResolveBlock
from rashomon.store.places import row_of
from rashomon.store.schema import document as documents
from rashomon.store.schema import migrate, record, rejection

Row = dict[str, Any]

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_REF: BindParameter[str] = bindparam("name")
_CURRENT = documents.c.superseded_by.is_(None)
_UNCHANGED = select(documents.c.id).where(
    documents.c.ref == _REF,
    documents.c.raw_sha256 == bindparam("bytes"),
    documents.c.made_by == bindparam("by"),
    _CURRENT,
)
_DOCUMENT = select(documents).where(documents.c.id == _KEY)
_OTHERS = select(documents.c.id).where(documents.c.ref == _REF, documents.c.id != _KEY, _CURRENT)
_NEW_DOCUMENT, _NEW_RECORDS = insert(documents), insert(record)
_FOUND_BY = select(record).where(record.c.document == _KEY, record.c.made_by.in_(bindparam("stages", expanding=True)))
_FORGET_RECORD = delete(record).where(record.c.layer == bindparam("name"), record.c.id == _KEY)


def open_writer(store: str | os.PathLike[str]) -> Writer:
    """Open the store, made or brought up to date if need be; raises StoreError if it cannot be trusted."""
    with sqlite.plain_errors(store):
        engine = sqlite.open_engine(store, write=True)
        with engine.begin() as connection:
            migrate(connection)
        sqlite.keep_write_ahead_log(engine)
    return Writer(engine, store)


class Writer:
    """Writes articles and rejections; the rejections of the inputs seen are settled when it is closed."""

    def __init__(self, engine: Engine, store: str | os.PathLike[str]) -> None:
        self.store = os.fspath(store)
        self._engine = engine
        self._connection = engine.connect()
        self._seen: set[str] = set()
        self._rejections: set[Rejection] = set()

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            # after a failure of the store itself, writing more would only hide it
            if not isinstance(error, StoreError):
                self._settle_rejections()
        finally:
            self._connection.close()
            self._engine.dispose()

    def is_kept_in(self, path: str) -> bool:
        """Tell whether a path is a file of the store itself, which may lie in a folder that is read."""
        return sqlite.is_file_of(self.store, path)

    def has(self, ref: str, raw_sha256: str, made_by: str) -> bool:
        """Tell whether these bytes were read under this name by the stages of the signature `made_by`."""
        self._seen.add(ref)
        given = {"name": ref, "bytes": raw_sha256, "by": made_by}
        with sqlite.plain_errors(self.store), self._connection.begin():
            return self._connection.execute(_UNCHANGED, given).first() is not None

    def add(self, records: Iterable[AnyRecord], made_by: str) -> None:
        """Write one article, wholly or not at all: its document and what the stages in `made_by` found in it.

        Of the same document, the rows that the last run's stages made and this run did not are deleted, equal rows
        are left alone. Another document of the same ref is marked as superseded. Raises PipelineError, and writes
        nothing, when the records hold not exactly one document, a finding by none of these stages, an id twice in a
        layer, or an id of another document's.
        """
        found = list(records)
        articles = [r for r in found if isinstance(r, Document)]
        if len(articles) != 1:
            raise PipelineError(f"one document an article is needed, there are {len(articles)}")
        article = articles[0]
        rows = [row_of(r) for r in found if not isinstance(r, (Document, Rejection))]
        _check_rows(rows, made_by)
        self._seen.add(article.ref)
        with sqlite.plain_errors(self.store), self._connection.begin():
            before = _put_document(self._connection, article, made_by)
            try:
                changed = _replace_rows(self._connection, article.id, before, rows)
            except IntegrityError as error:  # the records' fault, not the store's: it costs this article alone
                raise PipelineError(f"an id of another document's, or no such document: {error.orig}") from error
            known = linking.knows(self._connection, article.id)
            if known and changed:
                _forget(self._connection, article.id)
            if changed or not known:
                linking.await_linking(self._connection, article.id)
                joining.await_gathering(self._connection, article.id)

    def unlinked(self, by: str) -> list[str]:
        """Return the ids of the current documents that the stage of this signature, "identity/1", has not linked."""
        with sqlite.plain_errors(self.store), self._connection.begin():
            return linking.find_unlinked(self._connection, by)

    def link(self, document: str, find: FindProfiles, needs: Collection[str], by: str) -> None:
        """Note what a document knows of its entities: one transaction.

        `find` gets the layers in `needs` as keywords, each a list of records, or the only one of its document, and
        returns ids of entities with their profiles.
        """
        with sqlite.plain_errors(self.store), self._connection.begin():
            linking.link_document(self._connection, document, find, needs, by)
            joining.await_gathering_again(self._connection, document)

    def unsettled(self) -> list[str]:
        """Return the blocks in which it is to be worked out anew who is who."""
        with sqlite.plain_errors(self.store), self._connection.begin():
            return linking.find_unsettled(self._connection)

    def settle(self, block: str, resolve: ResolveBlock) -> None:
        """Work out who is who in one block, and write it: one transaction.

        `resolve` gets the block's profiles, each with the number of articles that know just that, and returns who
        each is, in their order. Raises PipelineError, and writes nothing, when it does not.
        """
        with sqlite.plain_errors(self.store), self._connection.begin():
            joining.rename(self._connection, linking.settle_block(self._connection, block, resolve))

    def ungathered(self, by: str) -> list[str]:
        """Return the ids of the current documents whose tellings the stage of this signature has not gathered."""
        with sqlite.plain_errors(self.store), self._connection.begin():
            return joining.find_ungathered(self._connection, by)

    def gather(self, document: str, find: FindTellings, needs: Collection[str], by: str) -> None:
        """Note what a document tells: one transaction.

        `find` gets the layers in `needs` as keywords, as in `link`, and `blocks`, in which its entities stand; it gives
        tellings, each with its place in the order of all, and the keys that it shares with those that it can be one
        with.
        """
        with sqlite.plain_errors(self.store), self._connection.begin():
            joining.gather_tellings(self._connection, document, find, needs, by)

    def unjoined(self) -> list[str]:
        """Return the ids of the documents with an event of which it is to be worked out anew which one it is."""
        with sqlite.plain_errors(self.store), self._connection.begin():
            return joining.find_unjoined(self._connection)

    def join(self, document: str, choose: ChooseAntecedent, make: MakeCluster) -> None:
        """Work out which events those of a document are that wait for it, and write the clusters: one transaction.

        `choose` gets what is told of an event, and of those before it that share a key, with the pile's entities, and
        returns which of these it is; `make` gets what is told of one event, in order. Raises PipelineError, and writes
        nothing, when they answer with something else.
        """
        with sqlite.plain_errors(self.store), self._connection.begin():
            joining.join_document(self._connection, document, choose, make)

    def reject(self, refused: Rejection) -> None:
        """Note an input that was not read."""
        self._seen.add(refused.ref)
        self._rejections.add(refused)

    def _settle_rejections(self) -> None:
        """Let the rejections of all inputs seen by this writer be those of this run; write only what differs."""
        key = (rejection.c.ref, rejection.c.stage, rejection.c.reason)
        now = {(r.ref, r.stage, r.reason) for r in self._rejections}
        with sqlite.plain_errors(self.store), self._connection.begin():
            stored = {tuple(row) for row in self._connection.execute(select(*key))}
            for ref, stage, reason in sorted(row for row in stored - now if row[0] in self._seen):
                gone = delete(rejection).where(key[0] == ref, key[1] == stage, key[2] == reason)
                self._connection.execute(gone)
            if new := sorted(now - stored):
                names = ("ref", "stage", "reason")
                self._connection.execute(insert(rejection), [dict(zip(names, row, strict=True)) for row in new])


def _check_rows(rows: Sequence[Row], made_by: str) -> None:
    """Raise PipelineError for rows that could not be told from one another, or not be replaced later."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        layer, key = row["layer"], row["id"]
        if (layer, key) in seen:
            raise PipelineError(f"two records of the layer {layer} have the id {key}")
        if row["made_by"] not in made_by.split():
            raise PipelineError(f"{layer} {key} is by {row['made_by']}, which is none of the stages: {made_by}")
        seen.add((layer, key))


def _put_document(connection: Connection, article: Document, made_by: str) -> str:
    """Write the document, make it the current one of its ref; return the signature of what it had before."""
    fields = {name: getattr(article, name) for name in article.__struct_fields__}
    now = {**fields, "made_by": made_by, "superseded_by": None}
    stored = connection.execute(_DOCUMENT, {"key": article.id}).mappings().first()
    if stored is None:
        connection.execute(_NEW_DOCUMENT, now)
        sqlite.index_text(connection, article.id, article.text)
    elif dict(stored) != now:
        connection.execute(update(documents).where(documents.c.id == article.id).values(**now))
    for other in connection.execute(_OTHERS, {"name": article.ref, "key": article.id}).scalars().all():
        connection.execute(update(documents).where(documents.c.id == other).values(superseded_by=article.id))
        _forget(connection, other)
    return str(stored["made_by"]) if stored else ""


def _forget(connection: Connection, document: str) -> None:
    linking.forget(connection, document)
    joining.forget(connection, document)


def _replace_rows(connection: Connection, document: str, made_by: str, rows: Sequence[Row]) -> bool:
    """Let the document's rows by the stages in `made_by` be these, and tell whether any of them was not there."""
    new = {(row["layer"], row["id"]): row for row in rows}
    # nothing was found by nobody: a new document is not worth a question
    mine = connection.execute(_FOUND_BY, {"key": document, "stages": made_by.split()}).mappings() if made_by else ()
    old = {(row["layer"], row["id"]): dict(row) for row in mine}
    if gone := [
        {"name": layer, "key": key} for (layer, key), row in sorted(old.items()) if new.get((layer, key)) != row
    ]:
        connection.execute(_FORGET_RECORD, gone)
    if fresh := [row for k, row in new.items() if old.get(k) != row]:
        connection.execute(_NEW_RECORDS, fresh)
    return bool(gone or fresh)
