"""What articles are about -> which of them tell one story, kept up to date article by article.

Every function works inside the caller's transaction. A bag is what an article is about. How alike two bags are depends
on them alone, so it is worked out once, when the later of the two comes. The stories that stand there are always those
of the documents that are of one. Documents that wait are told with the stories that border on one of them; with those
that border on a story which is another one then; and so on, till nobody borders on one that is. Whoever is less near to
each group on the way to a story than what this was joined with next is not joined with any of them, so nothing can be
otherwise there (see `find_groups` in link/story). So what stands there at the end depends on the articles alone, and
not on how they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec
import numpy as np
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select, union_all, update

from rashomon.errors import PipelineError
from rashomon.model import Story
from rashomon.profiles import Bag, Sorting
from rashomon.store import bag_terms, references
from rashomon.store.bag_terms import Sharing, Weighed
from rashomon.store.linking import layers_of_each
from rashomon.store.many import ForMany
from rashomon.store.pile import records_about, replace_records
from rashomon.store.queries import batches
from rashomon.store.schema import bag, likeness, untold

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Bag).decode

# articles that are compared with others at a time: what all of these weigh is held in memory, two thousand bytes each
COMPARED = 100

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_AWAIT = insert(bag)
_FORGET_BAG = delete(bag).where(bag.c.document == _KEY)
_FORGET_LIKENESS = delete(likeness).where(or_(likeness.c.a.in_(_KEYS), likeness.c.b.in_(_KEYS)))
_FORGET_UNTOLD = delete(untold).where(untold.c.document.in_(_KEYS))
_PUT = (
    update(bag)
    .where(bag.c.document == bindparam("its_document"))
    .values({column: bindparam(f"its_{column.name}") for column in bag.c if column is not bag.c.document})
)
_BAGS = select(bag.c.json).where(bag.c.document.in_(_KEYS), bag.c.json.is_not(None)).order_by(bag.c.document)
_WEIGHED = select(bag.c.document, bag.c.digests, bag.c.weights).where(bag.c.document.in_(_KEYS))
_ALIKE_NOW = ForMany(insert(likeness), "a", "b", "millionths")
_UNTOLD = select(untold.c.document).where(untold.c.document.in_(_KEYS))
# those of a time are mostly of the same stories: told together, they are told once
_ALL_UNTOLD = (
    select(untold.c.document)
    .join(bag, bag.c.document == untold.c.document, isouter=True)
    .order_by(bag.c.earliest, untold.c.document)
)
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
    """Take some documents out of their stories, whose other documents wait to be told anew."""
    if stories := _stories_of(connection, some):
        _await_telling(connection, {other for story in stories for other in story.documents} - {*some})
        _replace(connection, [story.id for story in stories], {})
    if known := _bags(connection, some):
        bag_terms.remove_terms(connection, known)
    for statement in (_FORGET_UNTOLD, _FORGET_LIKENESS):
        connection.execute(statement, {"keys": some})


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
    weighed = {document: bag_terms.weigh(one) for document, one in found.items()}
    rows = [row_of_bag(one, weighed[document], by) for document, one in found.items()]
    connection.execute(_PUT, [{f"its_{name}": value for name, value in row.items()} for row in rows])
    holders = bag_terms.add_terms(connection, found.values())
    sharing = bag_terms.find_sharing(holders, found.values(), sorting.fade)
    while compared := list(islice(sharing, COMPARED)):
        _ALIKE_NOW(connection, list(_alike(connection, compared, weighed, sorting)))
    _await_telling(connection, some)


def row_of_bag(found: Bag, weighed: Weighed, by: str) -> dict[str, Any]:
    """Return the row of a document of which the stage of this signature has found out what it is about."""
    digests, weights = (column.tobytes() for column in weighed)
    values = (found.document, by, found.earliest, digests, weights, _encode(found).decode())
    return {column.name: value for column, value in zip(bag.c, values, strict=True)}


def _alike(
    connection: Connection, compared: Sequence[Sharing], weighed: Mapping[str, Weighed], sorting: Sorting
) -> Iterator[tuple[str, str, int]]:
    """Yield the pairs of these documents with any that are alike, each once, and how much; `weighed` came with them."""
    new = {other for one in compared for other in one.others} - weighed.keys()
    known = {**weighed, **dict(_weighed(connection, new))}
    for document, others, fade in compared:
        if not others:
            continue
        alike = sorting.liken(bag_terms.share(known[document], [known[other] for other in others]), fade)
        for place in np.flatnonzero(alike).tolist():
            other = others[place]
            # two who came together are found by both
            if other not in weighed or document < other:
                yield min(document, other), max(document, other), int(alike[place])


def _weighed(connection: Connection, documents: Collection[str]) -> Iterator[tuple[str, Weighed]]:
    for some in batches(documents):
        for document, *columns in connection.execute(_WEIGHED, {"keys": some}).all():
            yield document, bag_terms.read_weighed(*columns)


def _bags(connection: Connection, documents: Collection[str]) -> list[Bag]:
    return [_decode(json) for json in _select(connection, _BAGS, documents)]


# ---- which articles tell one story ----------------------------------------------------------------------------------


def find_untold(connection: Connection) -> list[str]:
    """Return the documents whose story is to be told anew."""
    return list(connection.execute(_ALL_UNTOLD).scalars())


def tell_stories(connection: Connection, some: Sequence[str], sorting: Sorting) -> None:
    """Write the stories of some documents that still wait, and of those that they change.

    What is so is not touched. Raises PipelineError when the stories are not of just the documents that are told.
    """
    waiting = set(_select(connection, _UNTOLD, some))
    near: dict[str, dict[str, int]] = {}
    more = waiting
    before: dict[tuple[str, ...], Story] = {}
    groups: Mapping[tuple[str, ...], Collection[str]] = {}
    while more:
        near |= _look_up(connection, more)
        groups = _group(near, sorting)
        border = {other for group, others in groups.items() if group not in before for other in others}
        # who waits for another batch is of no story yet
        bordering = _stories_of(connection, border - near.keys())
        before |= {story.documents: story for story in bordering}
        more = {one for story in bordering for one in story.documents}
    gone = [story.id for documents, story in before.items() if documents not in groups]
    made = [sorting.make(_bags(connection, group)) for group in groups if group not in before]
    _replace(connection, gone, {story.id: story for story in made})
    for few in batches(waiting):
        connection.execute(_FORGET_UNTOLD, {"keys": few})


def _group(near: Mapping[str, Mapping[str, int]], sorting: Sorting) -> Mapping[tuple[str, ...], Collection[str]]:
    """Return the stories of some documents among themselves, with the others that border on each."""
    groups = sorting.group(near.keys(), near)
    if sorted(one for group in groups for one in group) != sorted(near):
        raise PipelineError(f"the stories around document {min(near)} are not of the documents that are told")
    return groups


def _look_up(connection: Connection, documents: Collection[str]) -> dict[str, dict[str, int]]:
    """Return for each document those that are alike to it, and how much."""
    near: dict[str, dict[str, int]] = {document: {} for document in documents}
    for some in batches(documents):
        for one, other, alike in connection.execute(_ALIKE, {"keys": some}).all():
            near[one][other] = alike
    return near
