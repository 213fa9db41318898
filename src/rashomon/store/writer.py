"""The records of one article after another -> a store: one transaction an article, no write where nothing changed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any

from sqlalchemy import BindParameter, Connection, Engine, bindparam, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from rashomon.errors import PipelineError, StoreError
from rashomon.model import AnyRecord, Correction, Document, Rejection
from rashomon.profiles import Grouping, ItemKind, Reusing, Sorting
from rashomon.store import (
    corrections,
    grouping,
    groups,
    linking,
    references,
    reuse,
    reuse_pairs,
    reuse_prints,
    reuse_visits,
    stories,
)
from rashomon.store.database import Store, database_at, database_of, plain_errors
from rashomon.store.deciding import Ruling
from rashomon.store.linking import FindProfiles, ResolveBlock
from rashomon.store.listed import one_of
from rashomon.store.migrating import migrate
from rashomon.store.places import row_of
from rashomon.store.record_rows import put_records
from rashomon.store.references import FindReferences
from rashomon.store.schema import document as documents
from rashomon.store.schema import record, rejection

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
_STILL_CURRENT = select(documents.c.id).where(one_of(documents.c.id, "keys"), _CURRENT)
_NEW_DOCUMENT = insert(documents)
_FOUND_BY = select(record).where(record.c.document == _KEY, record.c.made_by.in_(bindparam("stages", expanding=True)))
_FORGET_SEARCH = text("DELETE FROM search WHERE document = :key")
_FORGET_RECORD = delete(record).where(record.c.layer == bindparam("name"), record.c.id == _KEY)


def open_writer(store: Store) -> Writer:
    """Open the store, made or brought up to date if need be; raises StoreError if it cannot be trusted."""
    with plain_errors(store):
        database = database_of(store)
        engine = database.open_engine(store, write=True)
        with engine.begin() as connection:
            migrate(connection)
        database.make_ready(engine)
    return Writer(engine, store)


class Writer:
    """Writes articles and rejections; the rejections of the inputs seen are settled when it is closed."""

    def __init__(self, engine: Engine, store: Store) -> None:
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
        return database_of(self.store).is_file_of(self.store, path)

    def has(self, ref: str, raw_sha256: str, made_by: str) -> bool:
        """Tell whether these bytes were read under this name by the stages of the signature `made_by`."""
        self._seen.add(ref)
        given = {"name": ref, "bytes": raw_sha256, "by": made_by}
        with plain_errors(self.store), self._connection.begin():
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
        check_rows(rows, made_by)
        self._seen.add(article.ref)
        with plain_errors(self.store), self._connection.begin():
            before = _put_document(self._connection, article, made_by)
            try:
                changed = _replace_machines(self._connection, article, before, rows)
            except IntegrityError as error:  # the records' fault, not the store's: it costs this article alone
                raise PipelineError(f"an id of another document's, or no such document: {error.orig}") from error
            known = linking.knows(self._connection, article.id)
            if known and changed:
                _forget(self._connection, article.id)
            if changed or not known:
                await_stages(self._connection, article.id)

    def correct(self, ruling: Ruling) -> Correction:
        """Write what a person says of a finding, or of who is who, and let it hold: one transaction.

        What follows from it across the articles waits for the stages over the corpus (`pipeline.relink`). Raises
        NotFound where there is no such finding, NotPossible where it cannot be so.
        """
        with plain_errors(self.store), self._connection.begin():
            made, changed = corrections.correct(self._connection, ruling)
            self._await_again(made, changed)
        return made

    def bring(self, correction: Correction, texts: Mapping[str, str]) -> Correction:
        """Let a correction of another store hold in this one, and return it as it stands here: one transaction.

        `texts` are the digests (sha256) of the texts of the documents that it names, by their ids. Raises NotFound
        where none of these is here, NotPossible where it is here already.
        """
        with plain_errors(self.store), self._connection.begin():
            made, changed = corrections.bring(self._connection, correction, texts)
            self._await_again(made, changed)
        return made

    def undo(self, correction: str, who: str, at: str) -> Correction:
        """Take back a correction (its id, or how that begins) as `who`, at a time in ISO 8601: one transaction.

        Raises NotFound where there is none, NotPossible for one that is undone already.
        """
        with plain_errors(self.store), self._connection.begin():
            undone, changed = corrections.undo(self._connection, correction, who, at)
            self._await_again(undone, changed)
        return undone

    def _await_again(self, made: Correction, changed: Collection[str]) -> None:
        """Note that what follows from an article is to be worked out anew, as far as it depends on what changed."""
        document = made.document
        if document is None or not changed or not linking.knows(self._connection, document):
            return
        if "article" in changed:
            _forget(self._connection, document)
            await_stages(self._connection, document)
        else:  # neither what a text shares with others nor its story follows from what is found in it
            linking.forget(self._connection, document)
            grouping.forget(self._connection, document)
            linking.await_linking(self._connection, document)
            grouping.await_gathering(self._connection, document)

    def _still_current(self, some: Sequence[str]) -> list[str]:
        """Return those of some documents, in their order, that nobody has superseded since they were listed."""
        current = set(self._connection.execute(_STILL_CURRENT, {"keys": some}).scalars())
        return [document for document in some if document in current]

    def unlinked(self, by: str) -> list[str]:
        """Return the ids of the current documents that the stage of this signature, "identity/1", has not linked."""
        with plain_errors(self.store), self._connection.begin():
            return linking.find_unlinked(self._connection, by)

    def link(self, some: Sequence[str], find: FindProfiles, needs: Collection[str], by: str) -> None:
        """Note what some documents know of their entities: one transaction.

        `find` gets the layers in `needs` of one document as keywords, each a list of records, or the only one of its
        document, and returns ids of entities with their profiles.
        """
        with plain_errors(self.store), self._connection.begin():
            if current := self._still_current(some):
                linking.link_documents(self._connection, current, find, needs, by)
                grouping.await_gathering_again(self._connection, current)
                references.await_resolving_of(self._connection, current)

    def unsettled(self) -> list[str]:
        """Return the blocks in which it is to be worked out anew who is who."""
        with plain_errors(self.store), self._connection.begin():
            return linking.find_unsettled(self._connection)

    def settle(self, blocks: Sequence[str], resolve: ResolveBlock) -> None:
        """Work out who is who in some blocks, and write it: one transaction.

        `resolve` gets the profiles of a block, each with the number of articles that know just that, and returns who
        each is, in their order. Raises PipelineError, and writes nothing, when it does not.
        """
        with plain_errors(self.store), self._connection.begin():
            renamed = linking.settle_blocks(self._connection, blocks, resolve)
            grouping.rename(self._connection, renamed)
            references.rename(self._connection, renamed)

    def unprinted(self, by: str) -> list[str]:
        """Return the ids of the documents that the stage of this signature has to put into the index of reuse."""
        with plain_errors(self.store), self._connection.begin():
            return reuse_prints.find_unprinted(self._connection, by)

    def print(self, some: Sequence[str], reusing: Reusing, by: str) -> None:
        """Put the texts of some documents into the index of reuse, or take them out of it: one transaction."""
        with plain_errors(self.store), self._connection.begin():
            reuse_prints.print_documents(self._connection, some, reusing, by)

    def unvisited(self) -> list[str]:
        """Return the ids of the documents of whose text others hold more or less than before."""
        with plain_errors(self.store), self._connection.begin():
            return reuse_pairs.find_unvisited(self._connection)

    def visit(self, some: Sequence[str], reusing: Reusing) -> None:
        """Find out what of some documents is stock, and with whom they are to be compared: one transaction."""
        with plain_errors(self.store), self._connection.begin():
            if current := self._still_current(some):
                reuse_visits.visit_documents(self._connection, current, reusing)

    def uncompared(self) -> list[str]:
        """Return the ids of the documents that are to be compared with others after them."""
        with plain_errors(self.store), self._connection.begin():
            return reuse.find_uncompared(self._connection)

    def compare(self, some: Sequence[str], reusing: Reusing) -> None:
        """Compare some documents with those after them that wait for it: one transaction."""
        with plain_errors(self.store), self._connection.begin():
            reuse.compare_documents(self._connection, some, reusing)

    def untraced(self) -> list[str]:
        """Return the ids of the documents of which it is to be found out who has what from whom."""
        with plain_errors(self.store), self._connection.begin():
            return reuse.find_untraced(self._connection)

    def trace(self, some: Sequence[str], reusing: Reusing, by: str) -> None:
        """Write the families of some documents, and what those of a family share with anybody: one transaction."""
        with plain_errors(self.store), self._connection.begin():
            reuse.trace_documents(self._connection, some, reusing, by)

    def unbagged(self, by: str) -> list[str]:
        """Return the current documents of which the stage of this signature does not know what they are about."""
        with plain_errors(self.store), self._connection.begin():
            return stories.find_unbagged(self._connection, by)

    def fill_bags(self, some: Sequence[str], sorting: Sorting, needs: Collection[str], by: str) -> None:
        """Note what some documents are about, and how alike others are: one transaction; see `profiles.Sorting`."""
        with plain_errors(self.store), self._connection.begin():
            if current := self._still_current(some):
                stories.fill_bags(self._connection, current, sorting, needs, by)

    def untold(self) -> list[str]:
        """Return the documents whose story is to be told anew."""
        with plain_errors(self.store), self._connection.begin():
            return stories.find_untold(self._connection)

    def tell_stories(self, some: Sequence[str], sorting: Sorting) -> None:
        """Write the stories of what hangs together with some documents that wait for it: one transaction."""
        with plain_errors(self.store), self._connection.begin():
            stories.tell_stories(self._connection, some, sorting)

    def unresolved(self, by: str) -> list[str]:
        """Return the ids of the stories whose descriptions the stage of this signature has not looked at."""
        with plain_errors(self.store), self._connection.begin():
            return references.find_unresolved(self._connection, by)

    def resolve(self, some: Sequence[str], find: FindReferences, needs: Collection[str], by: str) -> None:
        """Find out whom the descriptions in some stories mean, and write it: one transaction.

        `find` gets for each document of a story the layers in `needs`, and as `pile` who its entities are there. Raises
        PipelineError, and writes nothing, when it answers for another document.
        """
        with plain_errors(self.store), self._connection.begin():
            references.resolve_stories(self._connection, some, find, needs, by)

    def ungathered(self, kinds: Mapping[str, Collection[ItemKind]]) -> list[str]:
        """Return the current documents whose items were not gathered, given the kinds by the stages that group them."""
        with plain_errors(self.store), self._connection.begin():
            return grouping.find_ungathered(self._connection, kinds)

    def gather(self, some: Sequence[str], of: Mapping[str, Sequence[Grouping]], needs: Collection[str]) -> None:
        """Note what some documents tell, say and count, by the stages that group it: one transaction.

        Each `find` gets the layers in `needs` as keywords, as in `link`, and the `blocks` in which the entities of the
        document stand; one that several groupings have in common is called once a document.
        """
        with plain_errors(self.store), self._connection.begin():
            if current := self._still_current(some):
                grouping.gather_items(self._connection, current, of, needs)

    def ungrouped(self, kind: ItemKind, *, anew: bool = False) -> list[str]:
        """Return the ids of the documents with an item that waits: for its group, or to choose `anew` what it is."""
        with plain_errors(self.store), self._connection.begin():
            return grouping.find_ungrouped(self._connection, kind, anew=anew)

    def choose(self, some: Sequence[str], of: Grouping) -> None:
        """Work out what the items of some documents are one with that wait for it: one transaction.

        Raises PipelineError, and writes nothing, when `choose` gives what it was not offered.
        """
        with plain_errors(self.store), self._connection.begin():
            groups.choose_items(self._connection, some, of)

    def join(self, some: Sequence[str], of: Grouping) -> None:
        """Put the items of some documents that wait into their groups, when all have chosen: one transaction."""
        with plain_errors(self.store), self._connection.begin():
            groups.join_items(self._connection, some, of)

    def group(self, some: Sequence[str], of: Grouping) -> None:
        """Write what is made of the groups in which items of some documents wait: one transaction, when all are joined.

        Raises PipelineError, and writes nothing, when `make` gives what it was not asked for.
        """
        with plain_errors(self.store), self._connection.begin():
            groups.group_items(self._connection, some, of)

    def reject(self, refused: Rejection) -> None:
        """Note an input that was not read."""
        self._seen.add(refused.ref)
        self._rejections.add(refused)

    def _settle_rejections(self) -> None:
        """Let the rejections of all inputs seen by this writer be those of this run; write only what differs."""
        key = (rejection.c.ref, rejection.c.stage, rejection.c.reason)
        now = {(r.ref, r.stage, r.reason) for r in self._rejections}
        with plain_errors(self.store), self._connection.begin():
            stored = {tuple(row) for row in self._connection.execute(select(*key))}
            for ref, stage, reason in sorted(row for row in stored - now if row[0] in self._seen):
                gone = delete(rejection).where(key[0] == ref, key[1] == stage, key[2] == reason)
                self._connection.execute(gone)
            if new := sorted(now - stored):
                names = ("ref", "stage", "reason")
                self._connection.execute(insert(rejection), [dict(zip(names, row, strict=True)) for row in new])


def check_rows(rows: Sequence[Row], made_by: str) -> None:
    """Raise PipelineError for rows that could not be told from one another, or not be replaced later."""
    seen: set[tuple[str, str]] = set()
    stages = frozenset(made_by.split())
    for row in rows:
        layer, key = row["layer"], row["id"]
        if (layer, key) in seen:
            raise PipelineError(f"two records of the layer {layer} have the id {key}")
        if row["made_by"] not in stages:
            raise PipelineError(f"{layer} {key} is by {row['made_by']}, which is none of the stages: {made_by}")
        seen.add((layer, key))


def _put_document(connection: Connection, article: Document, made_by: str) -> str:
    """Write the document, make it the current one of its ref; return the signature of what it had before."""
    fields = {name: getattr(article, name) for name in article.__struct_fields__}
    now = {**fields, "made_by": made_by, "superseded_by": None}
    stored = connection.execute(_DOCUMENT, {"key": article.id}).mappings().first()
    if stored is None:
        connection.execute(_NEW_DOCUMENT, now)
        database_at(connection).index_text(connection, article.id, article.text)
    elif dict(stored) != now:
        if stored["text"] != article.text:  # it was damaged, since the id is the digest of it
            connection.execute(_FORGET_SEARCH, {"key": article.id})
            database_at(connection).index_text(connection, article.id, article.text)
            _forget(connection, article.id)
        connection.execute(update(documents).where(documents.c.id == article.id).values(**now))
    for other in connection.execute(_OTHERS, {"name": article.ref, "key": article.id}).scalars().all():
        connection.execute(update(documents).where(documents.c.id == other).values(superseded_by=article.id))
        _forget(connection, other)
    return str(stored["made_by"]) if stored else ""


def await_stages(connection: Connection, document: str) -> None:
    """Note that the stages over the corpus have not looked at a document yet."""
    linking.await_linking(connection, document)
    reuse_prints.await_prints(connection, document)
    grouping.await_gathering(connection, document)
    stories.await_bag(connection, document)


def _forget(connection: Connection, document: str) -> None:
    references.forget(connection, document)
    stories.forget(connection, document)
    linking.forget(connection, document)
    reuse.forget(connection, document)
    grouping.forget(connection, document)


def _replace_machines(connection: Connection, article: Document, made_by: str, rows: Sequence[Row]) -> bool:
    """Replace what the machine found, let what persons say of it hold, and tell whether that differs from before."""
    if not corrections.speak_of(connection, article.ref):
        return _replace_rows(connection, article.id, made_by, rows)
    corrections.move(connection, article.ref, article.id)
    before = corrections.rows_of(connection, article.id)
    corrections.restore(connection, article.id)
    changed = _replace_rows(connection, article.id, made_by, rows)
    return bool(corrections.reapply(connection, article.id, before)) or changed


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
        put_records(connection, fresh)
    return bool(gone or fresh)
