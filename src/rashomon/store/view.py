"""A store -> its records in canonical order, one document by its id or name, search: a snapshot, never a write.

Canonical order: by ref of the document, id of the document, borders of the record's first span, id; what is about no
one document comes first. Records of a superseded document are given only when that document is asked for by its id.

Who is who in the pile is read through: mentions, attributions and events name the pile's entities (see
store/linking.py).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from types import TracebackType
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Engine, Executable, Select, and_, func, select

from rashomon.errors import NotFound, StoreError
from rashomon.model import (
    LAYERS,
    Account,
    Article,
    Attribution,
    Cluster,
    Correction,
    Document,
    Entity,
    Event,
    Identity,
    Participant,
    Rejection,
    Span,
)
from rashomon.store import queries
from rashomon.store.corrections import correction_of
from rashomon.store.database import Store, database_at, database_of, plain_errors
from rashomon.store.deciding import Found, find_finding
from rashomon.store.directory import Directory
from rashomon.store.matching import Matcher
from rashomon.store.migrating import refuse_other_version
from rashomon.store.paging import Order, PageOf, read_page
from rashomon.store.places import OF_SEVERAL, decode, layer_named
from rashomon.store.queries import CURRENT
from rashomon.store.schema import correction as corrections
from rashomon.store.schema import document as documents
from rashomon.store.schema import member, profile, record, rejection
from rashomon.store.selection import Selection, check_selection
from rashomon.store.upkeep import shelf, tally
from rashomon.store.upkeep import standing as standings
from rashomon.store.walking import walk

# the fields of a layer that name entities of the pile
NAMING = {
    "mention": ("entity",),
    "attribution": ("speaker",),
    "nested": ("speaker",),
    "event": ("actors", "recipients"),
}
# rows fetched at a time, so that a layer of any size streams
ROWS = 500
# the parameters of a statement that has none
NOTHING: Mapping[str, str] = {}


class Hit(NamedTuple):
    """A document that a search found, best first, and where the words stand in its text."""

    document: str
    spans: tuple[Span, ...]


class Standing(NamedTuple):
    """How much of the pile an entity takes up; `document` is the only article that knows it, if it is only one."""

    articles: int
    mentions: int
    statements: int
    document: str | None


class Days(NamedTuple):
    """Days in ISO 8601 between which something lies, None where nothing bounds that side.

    `told` is false where the text gives no day, and these are the article's own.
    """

    earliest: str | None
    latest: str | None
    told: bool = True


def open_view(store: Store) -> View:
    """Open the store for reading; raises StoreError if there is none, or it is older or newer than this Rashomon."""
    with plain_errors(store):
        database = database_of(store)
        engine = database.open_engine(store, write=False)
        with engine.connect() as connection:
            refuse_other_version(connection)
            # before the snapshot of the view is taken: what is kept under it is never older
            state = database.state_of(connection, store)
    return View(engine, store, state)


class View:
    """One unchanging look at a store, whatever a writer does meanwhile; close it, or use it in a `with`.

    What is worked out from it holds as long as other views have the same `state`.
    """

    def __init__(self, engine: Engine, store: Store, state: str = "") -> None:
        self.store, self.state = os.fspath(store), state
        self._engine = engine
        self._connection = engine.connect()
        self.people = Directory(self._rows)
        # records come document by document
        self._last_entity: tuple[Entity | None, Standing | None] = None, None
        self._who_is_who = lru_cache(64)(self._find_who_is_who)
        self._attributions = lru_cache(4)(self._find_attributions)
        self._timexes = lru_cache(4)(lambda document: list(self.records("timex", document)))
        self._published = lru_cache(4)(self._find_published)

    def __enter__(self) -> View:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._engine.dispose()

    def records(self, layer: str, document: str | None = None) -> Iterator[Any]:
        """Yield the records of a layer in canonical order, of one document (its id) or of all current ones.

        Of the layers in OF_SEVERAL those of one document are all that are about it among others.
        Mentions, attributions and events name the pile's entity where there is one, else the article's own. Entities
        of all documents are the pile's, and the article's own that are nobody in the pile; those of one document are
        its own, all of them, each with the reason that holds inside the article: `identity` says who they are in the
        pile.
        """
        layer_named(layer)
        if layer == "rejection":
            yield from self.rejections()
        elif layer == "document":
            yield from self._documents(CURRENT if document is None else documents.c.id == document)
        elif layer == "correction":
            yield from self._corrections(queries.corrections(document))
        elif layer == "identity":
            yield from self._identities(queries.identities(CURRENT if document is None else documents.c.id == document))
        elif document is not None:
            wanted = queries.OF_PILE if layer in OF_SEVERAL else queries.OF_ONE
            yield from self._stream(layer, wanted, {"layer": layer, "key": document})
        else:
            # what is about no one document comes first; in one query, databases differ on where null stands
            yield from self._stream(layer, queries.of_none(layer))
            yield from self._stream(
                layer, queries.entities_of_current() if layer == "entity" else queries.of_current(layer)
            )

    def among(self, layer: str, keys: Collection[str]) -> Iterator[Any]:
        """Yield what `records` gives for each of these documents, in canonical order, each once; asked for at once.

        Takes a third of the time for a dozen articles.
        """
        if layer == "document":
            yield from self._documents(documents.c.id.in_(keys))
        elif layer == "identity":
            yield from self._identities(queries.identities(documents.c.id.in_(keys)))
        else:
            wanted = queries.of_pile_about if layer in OF_SEVERAL else queries.of_some
            yield from self._stream(layer, wanted(layer, keys))

    def record(self, layer: str, key: str) -> Any | None:
        """Return the record with this id, None if there is none; an entity may be the pile's or an article's."""
        if layer == "document":
            return next(self.records(layer, key), None)
        if layer == "correction":
            return next(self._corrections(queries.corrections().where(corrections.c.id == key)), None)
        if layer == "identity":
            return next(self._identities(queries.identities(member.c.id == key)), None)
        return next(self._stream(layer, queries.BY_ID, {"layer": layer, "key": key}), None)

    def document(self, key: str) -> Document:
        """Return the document of this id, prefix of an id, ref, or file name at the end of a ref.

        Superseded documents are found by their whole id. Raises NotFound with what there is otherwise.
        """
        for condition in (
            documents.c.id == key,
            and_(documents.c.ref == key, CURRENT),
            and_(queries.begins(documents.c.id, key), CURRENT),
            and_(documents.c.ref.endswith(f"/{key}", autoescape=True), CURRENT),
        ):
            found = list(self._documents(condition, limit=6)) if key else []
            if len(found) == 1:
                return found[0]
            if found:
                raise NotFound(f"more than one article is called {key!r}: {_names(found)}")
        raise NotFound(f"no article {key!r}; {self._what_there_is()}")

    def of_text(self, digest: str) -> list[Document]:
        """Return the documents whose text has a sha256 that begins so, current ones first."""
        found = list(self._documents(queries.begins(documents.c.text_sha256, digest)))
        return sorted(found, key=lambda d: self.superseded_by(d.id) is not None)

    def articles(self) -> Iterator[Article]:
        """Yield what each current article is, in canonical order."""
        yield from self.records("article")

    def outlets(self) -> list[str]:
        """Return the names of the outlets of current articles, in alphabetical order."""
        named = select(shelf.c.outlet).where(shelf.c.outlet.is_not(None)).distinct()
        return sorted(outlet for (outlet,) in self._rows(named))

    def rejections(self) -> Iterator[Rejection]:
        """Yield the inputs that were not read when they were last seen, by ref."""
        key = (rejection.c.ref, rejection.c.stage, rejection.c.reason)
        for ref, stage, reason in self._rows(select(*key).order_by(*key)):
            yield Rejection(ref=ref, reason=reason, stage=stage)

    def superseded_by(self, document: str) -> str | None:
        """Return the id of the document that took this one's place, None for a current one."""
        row = next(self._rows(select(documents.c.superseded_by).where(documents.c.id == document)), None)
        return row[0] if row else None

    def entities_of(self, document: str) -> Collection[str]:
        """Return the ids of the pile's entities that a document knows."""
        return self._who_is_who(document).values()

    def documents_of(self, entities: Collection[str]) -> set[str]:
        """Return the ids of the current documents that know one of these entities, the pile's or their own."""
        found: set[str] = set()
        keys = sorted(entities)
        for at in range(0, len(keys), ROWS):  # databases take only so many values in one query
            some = keys[at : at + ROWS]
            theirs = select(member.c.document).join(profile).where(profile.c.entity.in_(some))
            found |= {document for (document,) in self._rows(theirs)}
            own = select(record.c.document).where(record.c.layer == "entity", record.c.id.in_(some))
            found |= {document for (document,) in self._rows(own.where(record.c.document.is_not(None)))}
        return found

    def standing(self, entity: Entity) -> Standing:
        """Return in how many current articles an entity is known, how often it is named, and what it says."""
        last, standing = self._last_entity
        if standing and last is entity:
            return standing
        wanted = select(*queries.STANDING)
        if entity.document is None:
            weighed = select(standings).where(standings.c.entity == entity.id)
            for _, *known in self._rows(weighed):
                return _standing(*known)
            wanted = wanted.select_from(profile.join(member)).where(profile.c.entity == entity.id)
        else:
            wanted = wanted.where(member.c.document == entity.document, member.c.entity == entity.id)
        return _standing(*next(self._rows(wanted)))

    def corrections(
        self, before: tuple[str, str] | None = None, limit: int = 50, **wanted: str | None
    ) -> list[Correction]:
        """Return what persons said, the latest first, after one of this time and id; `wanted` are fields of theirs."""
        return list(self._corrections(queries.latest_corrections(before, **wanted).limit(limit)))

    def finding(self, key: str, layer: str | None = None) -> Found:
        """Return a finding that a person can correct, by its id or how that begins; it names the article's entities.

        Raises NotFound where there is none, or the id does not tell, NotPossible for a layer that is not corrected.
        """
        with plain_errors(self.store):
            return find_finding(self._connection, key, layer)

    def chain_of(self, event: Event) -> list[Attribution]:
        """Return by whose account an event is told, the outermost first; empty where the narrator tells it."""
        stored = self._attributions(event.document)
        return [stored[key] for key in event.chain if key in stored]

    def days_of(self, event: Event) -> Days:
        """Return when an event is said to happen, else when its article was published, or must have been."""
        for timex in self._timexes(event.document) if event.when else ():
            if timex.span.overlaps(event.when) and (timex.earliest or timex.latest):
                return Days(timex.earliest, timex.latest)
        return self._published(event.document)

    def whole(self, layer: str, key: str) -> Any:
        """Return the record of a layer with this id, or prefix of an id; raises NotFound otherwise."""
        named = (record.c.layer == layer, queries.begins(record.c.id, key))
        found = list(self._stream(layer, select(record.c.json).where(*named).limit(2)))
        if len(found) != 1:
            raise NotFound(f"{'more than one' if found else 'no'} {layer} {key!r}; see: rashomon list {layer}")
        return found[0]

    def cluster(self, key: str) -> Cluster:
        """Return the cluster of this id, or prefix of an id; raises NotFound otherwise."""
        whole: Cluster = self.whole("cluster", key)
        return whole

    def accounts_of(self, claim: str) -> list[Account]:
        """Return how the documents tell the claim of this id, in the order of the documents, then of the text."""
        return list(self._stream("account", queries.ACCOUNTS_OF, {"key": claim}))

    def clusters_of(self, document: str) -> dict[str, str]:
        """Return the events of a document, each with the id of the cluster that it is in."""
        return {row.finding: row.whole for row in self._rows(queries.WHOLES_OF, {"key": document, "kind": "event"})}

    def select(self, layer: str, wanted: Selection) -> Iterator[Any]:
        """Yield the records of a layer that answer to the selection, in canonical order.

        Entities, clusters, stories and claims come by weight: those first that most articles tell, or that have most
        origins; the pile's entities before those that are known from one article alone. Raises NotFound where no
        record ever could answer: no such layer, article, field, act or kind.
        """
        layer_named(layer)
        check_selection(layer, wanted)
        matches = Matcher(self, layer, wanted)
        yield from islice((one for _, one in walk(self, layer, matches, None) if matches(one)), wanted.limit)

    def page(
        self, layer: str, wanted: Selection, after: str | None = None, limit: int = 50, order: Order = "canonical"
    ) -> PageOf:
        """Return a page of what `select` gives, from the beginning or from `next` of the page before."""
        return read_page(self, layer, wanted, after, limit, order)

    def named(self, layer: str, keys: Sequence[str]) -> Iterator[Any]:
        """Yield the records of a layer with these ids, in their order; ids that no record has are passed over."""
        for at in range(0, len(keys), ROWS):
            some = {one.id: one for one in self._stream(layer, queries.named(layer, keys[at : at + ROWS]))}
            yield from (some[key] for key in keys[at : at + ROWS] if key in some)

    def search(self, query: str, limit: int | None = None) -> list[Hit]:
        """Return the current articles that hold every word or "phrase" of the query, best first.

        A word that ends in `*` stands for all words that begin so; case and diacritics do not count.
        """
        return [Hit(document, self.find_in(query, row)) for document, row in self.find(query, limit).items()]

    def find(self, query: str, limit: int | None = None) -> dict[str, int]:
        """Return what `search` finds without looking where the words stand: documents, and their rows for `find_in`."""
        with plain_errors(self.store):
            return database_at(self._connection).find_documents(self._connection, query, limit)

    def find_in(self, query: str, row: int) -> tuple[Span, ...]:
        """Return where the words of a query stand in a document that `find` has found in this row."""
        with plain_errors(self.store):
            return tuple(database_at(self._connection).find_words(self._connection, query, row))

    def counts(self) -> dict[str, int]:
        """Return how many records each layer holds, of current documents; layers without any are left out."""
        counted = dict(self._rows(select(tally.c.layer, tally.c.records)))
        # those who are somebody in the pile are counted there
        counted["entity"] = counted.get("entity", 0) - counted.get("identity", 0)
        counted["correction"] = next(self._rows(select(func.count()).select_from(corrections)))[0]
        counted["rejection"] = next(self._rows(select(func.count()).select_from(rejection)))[0]
        return {layer: counted[layer] for layer in LAYERS if counted.get(layer)}

    def _stream(self, layer: str, statement: Select[Any], given: Mapping[str, str] = NOTHING) -> Iterator[Any]:
        """Yield the records of a layer that a query gives, with the pile's entities in the place of the article's."""
        for json, *_ in self._rows(statement, given):
            if json is not None:
                yield self.read(layer, json)

    def told(self, json: str, *known: Any) -> Entity:
        """Return an entity of the store with its standing, which who lists entities asks for next."""
        found: Entity = self._decode("entity", json)
        self._last_entity = found, _standing(*known)
        return found

    def read(self, layer: str, json: str) -> Any:
        """Return a record as it stands in the store, with the pile's entities in the place of the article's."""
        fields, found = NAMING.get(layer, ()), self._decode(layer, json)
        return self._resolve(found, fields) if fields else found

    def _resolve(self, found: Any, fields: tuple[str, ...]) -> Any:
        whole = self._who_is_who(found.document)
        return msgspec.structs.replace(found, **{field: _named(getattr(found, field), whole) for field in fields})

    def _find_who_is_who(self, document: str) -> dict[str, str]:
        """Return who the entities of a document are in the pile."""
        return {row.entity: row.whole for row in self._rows(queries.WHO_IS_WHO, {"key": document})}

    def _find_attributions(self, document: str) -> dict[str, Attribution]:
        return {a.id: a for layer in ("attribution", "nested") for a in self.records(layer, document)}

    def _find_published(self, document: str) -> Days:
        article = next(self.records("article", document), None)
        if article and article.published:
            return Days(article.published, article.published, told=False)
        dating = next(self.records("dating", document), None)
        return Days(dating.earliest, dating.latest, told=False) if dating else Days(None, None, told=False)

    def _identities(self, statement: Select[Any]) -> Iterator[Identity]:
        for row in self._rows(statement):
            if row.whole is not None:
                yield Identity(
                    id=row.id, document=row.document, by=row.made_by, member=row.entity, entity=row.whole,
                    score=row.score, reason=row.reason,
                )  # fmt: skip

    def _corrections(self, statement: Select[Any]) -> Iterator[Correction]:
        for row in self._rows(statement):
            yield correction_of(row._mapping)

    def _decode(self, layer: str, json: str) -> Any:
        try:
            return decode(layer, json)
        except (msgspec.MsgspecError, ValueError) as error:
            raise StoreError(f"{self.store}: a row of {layer} is damaged ({error}); see: rashomon check") from error

    def _rows(self, statement: Executable, given: Mapping[str, Any] = NOTHING) -> Iterator[Any]:
        with plain_errors(self.store):
            yield from self._connection.execution_options(yield_per=ROWS).execute(statement, given)

    def _documents(self, condition: ColumnElement[bool], limit: int | None = None) -> Iterator[Document]:
        columns = [documents.c[name] for name in Document.__struct_fields__]
        wanted = select(*columns).where(condition).order_by(documents.c.ref, documents.c.id).limit(limit)
        for row in self._rows(wanted):
            yield Document(**row._mapping)

    def _what_there_is(self) -> str:
        some = list(self._documents(CURRENT, limit=6))
        return f"there are {_names(some)}" if some else "the store is empty"


def _named(held: Any, whole: Mapping[str, str]) -> Any:
    """Return what a field holds (an id, participants, None), with the pile's entities in the place of the article's."""
    if isinstance(held, tuple):
        return tuple(_named(one, whole) for one in held)
    if isinstance(held, Participant):
        return msgspec.structs.replace(held, entity=_named(held.entity, whole))
    return whole.get(held, held)


def _standing(articles: int, mentions: int | None, statements: int | None, document: str | None) -> Standing:
    return Standing(articles, mentions or 0, statements or 0, document if articles == 1 else None)


def _names(some: list[Document]) -> str:
    shown = ", ".join(f"{d.ref} ({d.id})" for d in some[:5])
    return shown + (", …" if len(some) > 5 else "")
