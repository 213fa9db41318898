"""Whom descriptions mean, story by story: who waits, and what one article that comes or goes touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from rashomon.errors import PipelineError
from rashomon.model import AnyRecord, Reference, Story, digest, finding_id
from rashomon.store import Writer, open_view, open_writer
from rashomon.store import references as kept
from rashomon.store.database import Store
from rashomon.store.pile import ids_about, replace_records
from tests.databases import ON_SQLITE, Place
from tests.store.made import MADE_BY, find_names, link_all, make_document, make_entity, make_mention

BY = "reference/1"
FERRY = make_document("a.txt", "The ferry was late, Ms Aud said.")
STRAIT = make_document("b.txt", "The pilot slept.")
LIGHT = make_document("c.txt", "The pilot woke. Ms Aud wept.")


def story_of(*documents: Any) -> Story:
    ids = tuple(sorted(one.id for one in documents))
    return Story(id=digest("story", *ids), by="story/1", documents=ids)


def tell(writer: Writer, *stories: Story) -> None:
    """Let the stories of the store be these, as the stage does that groups articles."""
    connection = writer._connection
    with connection.begin():
        before = ids_about(connection, "story", [d for s in stories for d in s.documents])
        now = {one.id: one for one in stories}
        replace_records(connection, "story", {*before, *now}, now)
        kept.await_resolving(connection, {*before, *now})


def find_pilots(articles: Sequence[Mapping[str, Any]]) -> list[Reference]:
    """Say that the pilot of each article is Ms Aud, where the story knows her."""
    aud = [m for one in articles for m in one["mention"] if m.span.of(one["document"].text) == "Ms Aud"]
    known = sorted({one["pile"][m.entity] for one in articles for m in one["mention"] if m in aud})
    return [
        Reference(
            id=finding_id("reference", m.document, [m.span]), by=BY, document=m.document, span=m.span, entity=known[0]
        )
        for one in articles
        for m in one["mention"][:1]
        if known and m.span.of(one["document"].text) == "The pilot"
    ]


def resolve(writer: Writer) -> list[str]:
    """Work off what waits, and return it."""
    waiting = writer.unresolved(BY)
    writer.resolve(waiting, find_pilots, {"document", "mention"}, BY)
    return waiting


@pytest.fixture
def store(place: Place) -> Store:
    return place / "story.db"


def records_of(document: Any) -> list[AnyRecord]:
    found: list[AnyRecord] = [document]
    for words in ("The pilot", "Ms Aud"):
        if words in document.text:
            entity = make_entity(document, words)
            found += [entity, make_mention(document, words, entity)]
    return found


@pytest.fixture
def writer(store: Store) -> Iterator[Writer]:
    with open_writer(store) as writer:
        for document in (FERRY, STRAIT, LIGHT):
            writer.add(records_of(document), MADE_BY)
        link_all(writer)
        yield writer


def documents_with_references(store: Store) -> list[str]:
    with open_view(store) as view:
        return [one.document for one in view.records("reference")]


def test_a_new_story_waits_until_it_is_resolved_and_for_another_version_again(writer: Writer, store: Store) -> None:
    both = story_of(FERRY, STRAIT)
    tell(writer, both, story_of(LIGHT))

    assert sorted([both.id, story_of(LIGHT).id]) == resolve(writer)
    assert [] == resolve(writer)
    assert 2 == len(writer.unresolved("reference/2"))
    assert [STRAIT.id, LIGHT.id] == documents_with_references(store)


def test_an_article_that_leaves_a_story_takes_what_it_told_along(writer: Writer, store: Store) -> None:
    tell(writer, story_of(FERRY, STRAIT), story_of(LIGHT))
    resolve(writer)
    tell(writer, story_of(FERRY), story_of(STRAIT))

    assert sorted([story_of(FERRY).id, story_of(STRAIT).id]) == resolve(writer)
    assert [LIGHT.id] == documents_with_references(store)


def test_an_article_that_is_superseded_has_no_references_and_the_story_is_told_anew(
    writer: Writer, store: Store
) -> None:
    tell(writer, story_of(FERRY, STRAIT))
    resolve(writer)
    writer.add([make_document("b.txt", "Nobody slept.")], MADE_BY)

    assert [] == writer.unresolved(BY)
    assert FERRY.id in writer.untold()
    assert [] == documents_with_references(store)


def test_a_story_waits_when_one_of_its_articles_is_linked_anew_and_no_other_does(writer: Writer) -> None:
    tell(writer, story_of(FERRY, STRAIT), story_of(LIGHT))
    resolve(writer)
    writer.link([STRAIT.id], find_names, {"entity"}, "identity/2")

    assert [story_of(FERRY, STRAIT).id] == writer.unresolved(BY)


@ON_SQLITE
def test_equal_references_are_not_written_again(writer: Writer, store: Store) -> None:
    both = story_of(FERRY, STRAIT)
    tell(writer, both)
    resolve(writer)
    connection = writer._connection
    with connection.begin():
        before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
        kept.resolve_stories(connection, [both.id], find_pilots, {"document", "mention"}, BY)
        after = connection.exec_driver_sql("SELECT total_changes()").scalar_one()

    assert 2 == after - before  # the row that says so is put anew: one is deleted, one inserted


def test_references_of_another_story_are_refused_and_nothing_is_written(writer: Writer, store: Store) -> None:
    tell(writer, story_of(FERRY, STRAIT), story_of(LIGHT))

    def stray(articles: Sequence[Mapping[str, Any]]) -> list[Reference]:
        (span,) = [m.span for m in articles[0]["mention"][:1]]
        return [Reference(id="r", by=BY, document=LIGHT.id, span=span, entity="e")]

    with pytest.raises(PipelineError, match=f"no document {LIGHT.id}"):
        writer.resolve([story_of(FERRY, STRAIT).id], stray, {"document", "mention"}, BY)
    assert [] == documents_with_references(store)
