"""What articles are about -> which of them tell one story, kept up to date article by article.

Every function works inside the caller's transaction. A bag is what an article is about. How alike two bags are depends
on them alone, so it is worked out once, when the later of the two comes. A story follows from who is alike to its own
articles, and to others that were looked at to tell it: these are noted (`regarded`). An article that comes touches the
stories for which somebody was looked at who is alike to it by `linked` or more; one that goes, those for which it was
looked at itself. They wait in `untold`, and are told once however many have come. So what stands there at the end
depends on the articles alone, and not on how they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select, union_all, update

from rashomon.errors import PipelineError
from rashomon.model import Story
from rashomon.profiles import Bag, Grouped, Sorting
from rashomon.store import bag_terms, references
from rashomon.store.linking import layers_of_each
from rashomon.store.pile import records_about, replace_records
from rashomon.store.queries import batches
from rashomon.store.schema import bag, likeness, regarded, untold

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Bag).decode

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_AWAIT = insert(bag)
_FORGET_BAG = delete(bag).where(bag.c.document == _KEY)
_FORGET_LIKENESS = delete(likeness).where(or_(likeness.c.a.in_(_KEYS), likeness.c.b.in_(_KEYS)))
_FORGET_UNTOLD = delete(untold).where(untold.c.document.in_(_KEYS))
_PUT = update(bag).where(bag.c.document == _KEY).values(made_by=bindparam("by"), json=bindparam("text"))
_BAGS = select(bag.c.json).where(bag.c.document.in_(_KEYS), bag.c.json.is_not(None)).order_by(bag.c.document)
_UNTOLD = select(untold.c.document).where(untold.c.document.in_(_KEYS))
_REGARDING = select(regarded.c.first).where(regarded.c.document.in_(_KEYS))
_REGARDED = select(regarded.c.first, regarded.c.document).where(regarded.c.first.in_(_KEYS))
_REGARDED_BY = select(regarded.c.document).where(regarded.c.first.in_(_KEYS))
_FORGET_REGARDED = delete(regarded).where(
    regarded.c.first == bindparam("whose"), regarded.c.document == bindparam("who")
)
_FORGET_REGARDED_BY = delete(regarded).where(regarded.c.first.in_(_KEYS))
_FORGET_REGARDING = delete(regarded).where(regarded.c.document.in_(_KEYS))
_ALIKE = union_all(
    select(likeness.c.a, likeness.c.b, likeness.c.millionths).where(likeness.c.a.in_(_KEYS)),
    select(likeness.c.b, likeness.c.a, likeness.c.millionths).where(likeness.c.b.in_(_KEYS)),
)


def await_bag(connection: Connection, document: str) -> None:
    """Note that it is to be found out what a document is about, of which nothing is known here."""
    connection.execute(_AWAIT, {"document": document, "made_by": ""})


def forget(connection: Connection, document: str) -> None:
    """Take back what a document is about: it is not a current one any more, or its records have changed."""
    _take_back(connection, [document])
    connection.execute(_FORGET_BAG, {"key": document})


def _take_back(connection: Connection, some: Sequence[str]) -> None:
    """Take some documents out of their stories; what these, and others that looked at them, are of is to be told."""
    _await_telling(connection, _touched(connection, some) - {*some})
    if stories := _stories_of(connection, some):
        connection.execute(_FORGET_REGARDED_BY, {"keys": [story.documents[0] for story in stories]})
        _replace(connection, [story.id for story in stories], {})
    if known := _bags(connection, some):
        bag_terms.remove_terms(connection, known)
    for statement in (_FORGET_UNTOLD, _FORGET_LIKENESS, _FORGET_REGARDING):
        connection.execute(statement, {"keys": some})


def _touched(connection: Connection, some: Collection[str]) -> set[str]:
    """Return the documents of the stories that some are of, or were looked at for."""
    stories = _stories_of(connection, {*some, *_select(connection, _REGARDING, some)})
    return {document for story in stories for document in story.documents}


def _stories_of(connection: Connection, some: Collection[str]) -> list[Story]:
    return records_about(connection, "story", some)


def _await_telling(connection: Connection, documents: Collection[str]) -> None:
    known = set(_select(connection, _UNTOLD, documents))
    if new := sorted(set(documents) - known):
        connection.execute(insert(untold), [{"document": document} for document in new])


def _replace(connection: Connection, before: Collection[str], now: Mapping[str, Story]) -> None:
    if replace_records(connection, "story", before, now):
        references.await_resolving(connection, {*before, *now})


def _select(connection: Connection, statement: Any, keys: Collection[str], **given: Any) -> Iterator[Any]:
    """Yield the first column of what a statement selects for the keys, of which there may be any number."""
    for some in batches(keys):
        yield from connection.execute(statement, {"keys": some, **given}).scalars().all()


# ---- what an article is about, and which others are alike -----------------------------------------------------------


def find_unbagged(connection: Connection, by: str) -> list[str]:
    """Return the documents of which the stage of this signature has not found out what they are about."""
    # two ranges of the index, see linking.find_unlinked
    others = or_(bag.c.made_by < by, bag.c.made_by > by)
    return sorted(connection.execute(select(bag.c.document).where(others)).scalars())


def fill_bags(connection: Connection, some: Sequence[str], sorting: Sorting, needs: Collection[str], by: str) -> None:
    """Note what some documents are about, and how alike they are to others and to each other.

    `sorting.find` gets the layers in `needs` of one document.
    """
    _take_back(connection, some)
    found: dict[str, Bag] = {}
    for document, layers in layers_of_each(connection, some, needs).items():
        found[document] = sorting.find(**layers)
        if found[document].document != document:
            raise PipelineError(f"what document {document} is about is said of document {found[document].document}")
    connection.execute(_PUT, [{"key": key, "by": by, "text": _encode(one).decode()} for key, one in found.items()])
    bag_terms.add_terms(connection, found.values())
    linked = {*some}
    for rows in _alike(connection, found, sorting):
        connection.execute(insert(likeness), rows)
        linked.update(row[one] for row in rows if row["millionths"] >= sorting.linked for one in "ab")
    _await_telling(connection, {*some, *_touched(connection, linked)})


def _alike(connection: Connection, found: Mapping[str, Bag], sorting: Sorting) -> Iterator[list[dict[str, Any]]]:
    """Yield the pairs of these documents with any that are alike, each once, as rows."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for mine, others in bag_terms.find_sharing(connection, found.values()):
        for other in others:
            if other not in found or mine < other:
                sharing[other].append(mine)
    for others in batches(sharing):
        rows = [
            {"a": min(mine, other.document), "b": max(mine, other.document), "millionths": millionths}
            for other in _bags(connection, others)
            for mine in sharing[other.document]
            if (millionths := sorting.liken(found[mine], other))
        ]
        if rows:
            yield rows


def _bags(connection: Connection, documents: Collection[str]) -> list[Bag]:
    return [_decode(json) for json in _select(connection, _BAGS, documents)]


# ---- which articles tell one story ----------------------------------------------------------------------------------


def find_untold(connection: Connection) -> list[str]:
    """Return the documents whose story is to be told anew."""
    return sorted(connection.execute(select(untold.c.document)).scalars())


def tell_stories(connection: Connection, some: Sequence[str], sorting: Sorting) -> None:
    """Write the stories of some documents that still wait.

    What is so is not touched. Raises PipelineError when a story lacks the document that it is told of, or has one of
    another.
    """
    left = set(_select(connection, _UNTOLD, some))  # the others were told with one before them
    near = _Near(connection)
    seen: set[str] = set()
    told: dict[str, Grouped] = {}
    before: dict[tuple[str, ...], Story] = {}
    while left:
        seen |= left
        stories = {story.documents: story for story in _stories_of(connection, left)}
        before |= stories
        # who was looked at to tell a story will be again
        near.look_up({*left, *_select(connection, _REGARDED_BY, [documents[0] for documents in stories])})
        for document in sorted(left - told.keys()):
            if document not in told:
                told |= _group(document, near, sorting, told)
        left = {*told, *(one for documents in before for one in documents)} - seen
    _write(connection, before, {grouped.documents: grouped for grouped in told.values()}, sorting)
    for few in batches(told):
        connection.execute(_FORGET_UNTOLD, {"keys": few})


def _group(document: str, near: _Near, sorting: Sorting, told: Mapping[str, Grouped]) -> dict[str, Grouped]:
    """Return the story of a document, by each of its documents."""
    grouped = sorting.group(document, near)
    if document not in grouped.documents or not told.keys().isdisjoint(grouped.documents):
        raise PipelineError(f"the story of document {document} lacks it, or has a document of another story")
    return dict.fromkeys(grouped.documents, grouped)


def _write(
    connection: Connection,
    before: Mapping[tuple[str, ...], Story],
    now: Mapping[tuple[str, ...], Grouped],
    sorting: Sorting,
) -> None:
    """Let these be the stories of their documents; one that has the same documents as before is the same."""
    made = [sorting.make(_bags(connection, documents)) for documents in now if documents not in before]
    gone = [story.id for documents, story in before.items() if documents not in now]
    _replace(connection, gone, {story.id: story for story in made})
    firsts = {documents[0] for documents in (*before, *now)}
    old = {
        (row.first, row.document) for some in batches(firsts) for row in connection.execute(_REGARDED, {"keys": some})
    }
    new = {(documents[0], other) for documents, grouped in now.items() for other in grouped.others}
    if out := [{"whose": first, "who": document} for first, document in sorted(old - new)]:
        connection.execute(_FORGET_REGARDED, out)
    if fresh := [{"first": first, "document": document} for first, document in sorted(new - old)]:
        connection.execute(insert(regarded), fresh)


class _Near:
    """Who is alike to a document, and how much; looked up for many at a time, as far as can be foreseen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, dict[str, int]] = {}

    def __call__(self, document: str) -> Mapping[str, int]:
        if document not in self._known:
            self.look_up([document])
        return self._known[document]

    def look_up(self, documents: Collection[str]) -> None:
        """Look up these documents, as far as they are not known yet."""
        new = {document: dict[str, int]() for document in documents if document not in self._known}
        for some in batches(new):
            for one, other, alike in self._connection.execute(_ALIKE, {"keys": some}).all():
                new[one][other] = alike
        self._known |= new
