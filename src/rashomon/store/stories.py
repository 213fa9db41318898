"""What articles are about -> which of them tell one story, kept up to date article by article.

Every function works inside the caller's transaction. A bag is what an article is about. How alike two bags are depends
on them alone, so it is worked out once, when the later of the two comes. Articles that hang together by pairs alike
enough (`linked`) hold whole stories: what an article that comes, goes or changes can touch is what hangs together with
it, and that is grouped anew, once however many have come. So what stands there at the end depends on the articles
alone, and not on how they came: one at a time, or many, which costs less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, or_, select, union_all, update

from rashomon.errors import PipelineError
from rashomon.model import Story
from rashomon.profiles import Bag, Sorting
from rashomon.store import references
from rashomon.store.linking import layers_of_each
from rashomon.store.pile import records_about, replace_records
from rashomon.store.queries import batches
from rashomon.store.schema import bag, bag_term, likeness, untold

# Two articles are compared if they share telling terms: of each, so many that weigh most are looked at, and the
# products of the weights of those that they share must reach so much (in millionths, as likeness itself). In a pile of
# 2,000 reports of shootings each article is compared with 118 others; 99.5 % of the pairs that can join stories are.
LEADING = 24
SHARED = 50_000

# pairs of documents and how alike they are, in millionths
Pairs = Mapping[tuple[str, str], int]

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Bag).decode

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_AWAIT = insert(bag)
_FORGET_BAG = delete(bag).where(bag.c.document == _KEY)
_FORGET_TERMS = delete(bag_term).where(bag_term.c.document.in_(_KEYS))
_FORGET_LIKENESS = delete(likeness).where(or_(likeness.c.a.in_(_KEYS), likeness.c.b.in_(_KEYS)))
_FORGET_UNTOLD = delete(untold).where(untold.c.document.in_(_KEYS))
_PUT = update(bag).where(bag.c.document == _KEY).values(made_by=bindparam("by"), json=bindparam("text"))
_BAGS = select(bag.c.json).where(bag.c.document.in_(_KEYS), bag.c.json.is_not(None)).order_by(bag.c.document)
_UNTOLD = select(untold.c.document).where(untold.c.document.in_(_KEYS))
_mine, _other = bag_term.alias(), bag_term.alias()
_SHARING = (
    select(_other.c.document, _mine.c.document)
    .select_from(_mine.join(_other, _other.c.term == _mine.c.term))
    .where(_mine.c.document.in_(_KEYS), _other.c.document != _mine.c.document)
    .group_by(_other.c.document, _mine.c.document)
    .having(func.sum(_mine.c.weight * _other.c.weight) >= SHARED)
)
_LINKED = likeness.c.millionths >= bindparam("linked")
_BESIDE = union_all(
    select(likeness.c.a).where(likeness.c.b.in_(_KEYS), _LINKED),
    select(likeness.c.b).where(likeness.c.a.in_(_KEYS), _LINKED),
)
_NEAR = select(likeness).where(likeness.c.a.in_(_KEYS))


def await_bag(connection: Connection, document: str) -> None:
    """Note that it is to be found out what a document is about, of which nothing is known here."""
    connection.execute(_AWAIT, {"document": document, "made_by": ""})


def forget(connection: Connection, document: str) -> None:
    """Take back what a document is about: it is not a current one any more, or its records have changed."""
    _take_back(connection, [document])
    connection.execute(_FORGET_BAG, {"key": document})


def _take_back(connection: Connection, some: Sequence[str]) -> None:
    """Take some documents out of their stories, whose other documents wait to be told anew."""
    stories: list[Story] = records_about(connection, "story", some)
    _await_telling(connection, {other for story in stories for other in story.documents} - {*some})
    if stories:
        _replace(connection, [story.id for story in stories], {})
    for statement in (_FORGET_UNTOLD, _FORGET_TERMS, _FORGET_LIKENESS):
        connection.execute(statement, {"keys": some})


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
        yield from connection.execute(statement, {"keys": some, **given}).scalars()


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
    if leading := [
        {"term": term, "document": key, "weight": weight}
        for key, one in found.items()
        for term, weight in islice(one.terms.items(), LEADING)
    ]:
        connection.execute(insert(bag_term), leading)
    for rows in _alike(connection, found, sorting):
        connection.execute(insert(likeness), rows)
    _await_telling(connection, some)


def _alike(connection: Connection, found: Mapping[str, Bag], sorting: Sorting) -> Iterator[list[dict[str, Any]]]:
    """Yield the pairs of these documents with any that are alike, each once, as rows."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for other, mine in connection.execute(_SHARING, {"keys": sorted(found)}):
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
    """Write the stories of all that hangs together with those of some documents that still wait.

    What is so is not touched. Raises PipelineError when the groups are not of just the documents that hang together.
    """
    asked = list(_select(connection, _UNTOLD, some))  # the others were told with one before them
    if not asked:
        return
    together = _hang_together(connection, asked, sorting.linked)
    waiting = set(_select(connection, _UNTOLD, together))
    near = _near(connection, together)
    groups = [group for part in _parts(together, near, sorting.linked) for group in _group(part, near, sorting)]
    stories: list[Story] = records_about(connection, "story", together)
    there = {story.documents: story for story in stories}
    kept = {group for group in groups if group in there and waiting.isdisjoint(group)}
    made = [sorting.make(_bags(connection, group)) for group in groups if group not in kept]
    before = [story.id for documents, story in there.items() if documents not in kept]
    _replace(connection, before, {story.id: story for story in made})
    for few in batches(waiting):
        connection.execute(_FORGET_UNTOLD, {"keys": few})


def _group(part: Collection[str], near: Pairs, sorting: Sorting) -> list[tuple[str, ...]]:
    """Return the stories of documents that hang together."""
    groups = sorting.group(sorted(part), {(a, b): alike for (a, b), alike in near.items() if a in part and b in part})
    if sorted(one for group in groups for one in group) != sorted(part):
        raise PipelineError(
            f"the stories around document {min(part)} are not of the documents that hang together there"
        )
    return list(groups)


def _parts(documents: Collection[str], near: Pairs, linked: int) -> list[set[str]]:
    """Return the documents by what hangs together."""
    parts = {document: {document} for document in documents}
    for (a, b), alike in near.items():
        if alike >= linked and parts[a] is not parts[b]:
            few, many = sorted((parts[a], parts[b]), key=len)
            many |= few
            parts |= dict.fromkeys(few, many)
    return list({id(part): part for part in parts.values()}.values())


def _hang_together(connection: Connection, some: Collection[str], linked: int) -> set[str]:
    """Return the documents that are reached from some by pairs that are alike by `linked` or more, these among them."""
    found, border = {*some}, {*some}
    while border:
        border = set(_select(connection, _BESIDE, border, linked=linked)) - found
        found |= border
    return found


def _near(connection: Connection, documents: Collection[str]) -> Pairs:
    """Return the pairs of these documents that are alike at all, and how much."""
    rows = (row for some in batches(documents) for row in connection.execute(_NEAR, {"keys": some}))
    known = set(documents)
    return {(row.a, row.b): row.millionths for row in rows if row.b in known}
