"""The articles of a story -> whom its descriptions mean, kept up to date story by story.

Every function works inside the caller's transaction. Whom a description means depends on the articles of its story
and on who is who in the pile, and on nothing else: when one of these comes, goes or changes, its story waits
(table `cast`), and no other does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select

from rashomon.errors import PipelineError
from rashomon.model import Reference, Story
from rashomon.store import grouping
from rashomon.store.linking import layers_of_each
from rashomon.store.listed import one_of
from rashomon.store.many import ForMany
from rashomon.store.pile import ids_about
from rashomon.store.places import decode, row_of
from rashomon.store.queries import batches
from rashomon.store.record_rows import put_records
from rashomon.store.schema import cast, member, profile, record

# the articles of a story, each with its layers, and as `pile` who its entities are there -> references
FindReferences = Callable[[Sequence[Mapping[str, Any]]], Sequence[Reference]]

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_THERE = select(record.c.id).where(record.c.layer == "story", record.c.id.in_(_KEYS))
_STORIES = select(record.c.json).where(record.c.layer == "story", record.c.id.in_(_KEYS)).order_by(record.c.id)
_WHO_IS_WHO = (
    select(member.c.document, member.c.entity, profile.c.entity.label("whole"))
    .select_from(member.join(profile, profile.c.id == member.c.profile))
    .where(one_of(member.c.document, "keys"), profile.c.entity.is_not(None))
)
_RESOLVED = ForMany(insert(cast), "story", "made_by")
_FORGET_CAST = delete(cast).where(cast.c.story.in_(_KEYS))
_NAMING = select(member.c.document).where(member.c.profile.in_(_KEYS)).distinct()
_REFERENCES = select(record).where(record.c.layer == "reference", one_of(record.c.document, "keys"))
_FORGET = delete(record).where(record.c.layer == "reference", record.c.id == _KEY)


def await_resolving(connection: Connection, stories: Collection[str]) -> None:
    """Note that these stories came, went, or have changed: whom their descriptions mean is to be found out anew."""
    if not stories:
        return
    keys = {"keys": sorted(stories)}
    connection.execute(_FORGET_CAST, keys)
    if there := sorted(connection.execute(_THERE, keys).scalars()):
        connection.execute(insert(cast), [{"story": story, "made_by": ""} for story in there])


def await_resolving_of(connection: Connection, documents: Collection[str]) -> None:
    """Note that the stories of some documents are to be looked at anew, since what stands there of these changed."""
    await_resolving(connection, ids_about(connection, "story", documents))


def rename(connection: Connection, profiles: Collection[str]) -> None:
    """Note that these profiles of identity are somebody else now: the stories of who has them are looked at anew."""
    # not in one question: SQLite would begin with the stories, all of them
    naming = {key for some in batches(profiles) for key in connection.execute(_NAMING, {"keys": some}).scalars()}
    if naming:
        await_resolving_of(connection, naming)


def forget(connection: Connection, document: str) -> None:
    """Take back whom the descriptions of a document mean: it is not a current one any more, or has changed.

    Its story is taken back as well, and waits when it is told anew (see store/stories.py).
    """
    _replace(connection, [document], [])


def find_unresolved(connection: Connection, by: str) -> list[str]:
    """Return the stories whose descriptions were not looked at by the stage of this signature."""
    # two ranges of the index, see linking.find_unlinked
    others = or_(cast.c.made_by < by, cast.c.made_by > by)
    return sorted(connection.execute(select(cast.c.story).where(others)).scalars())


def resolve_stories(
    connection: Connection, stories: Sequence[str], find: FindReferences, needs: Collection[str], by: str
) -> None:
    """Let the references of the documents of some stories be those that `find` gives; what is still so is not touched.

    `find` gets the articles of one story at a time. Raises PipelineError for a reference of a document that is not of
    the story.
    """
    told: list[Story] = [decode("story", json) for json in connection.execute(_STORIES, {"keys": stories}).scalars()]
    documents = [document for story in told for document in story.documents]
    articles = _articles(connection, documents, needs)
    found: list[Reference] = []
    for story in told:
        if story.documents:
            found += _found_in(story, find([articles[document] for document in story.documents]))
    _replace(connection, documents, found)
    connection.execute(_FORGET_CAST, {"keys": stories})
    _RESOLVED(connection, [(story.id, by) for story in told])


def _found_in(story: Story, found: Sequence[Reference]) -> Sequence[Reference]:
    if others := {one.document for one in found} - set(story.documents):
        raise PipelineError(f"story {story.id} has no document {', '.join(sorted(others))}")
    return found


def _articles(connection: Connection, documents: Sequence[str], needs: Collection[str]) -> dict[str, Mapping[str, Any]]:
    """Return by document its layers, and as `pile` who its entities are there."""
    pile: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for document, entity, whole in connection.execute(_WHO_IS_WHO, {"keys": documents}).all():
        pile[document][entity] = whole
    layers = layers_of_each(connection, documents, needs)
    return {document: {**layers[document], "pile": pile.get(document, {})} for document in documents}


def _replace(connection: Connection, documents: Collection[str], found: Sequence[Reference]) -> None:
    """Let the references of these documents be those; who is compared by them is compared anew where they differ."""
    rows = connection.execute(_REFERENCES, {"keys": sorted(documents)}).mappings()
    old = {row["id"]: dict(row) for row in rows}
    new = {one.id: row_of(one) for one in found}
    gone = [key for key, row in sorted(old.items()) if new.get(key) != row]
    fresh = [key for key, row in sorted(new.items()) if old.get(key) != row]
    if gone:
        connection.execute(_FORGET, [{"key": key} for key in gone])
    if fresh:
        put_records(connection, [new[key] for key in fresh])
    changed = {old[key]["document"] for key in gone} | {new[key]["document"] for key in fresh}
    grouping.await_gathering_again(connection, sorted(changed))
