from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from rashomon.errors import PipelineError, StoreError
from rashomon.model import AnyRecord
from rashomon.store import open_view, open_writer
from rashomon.store.database import Store
from tests.databases import Place, edited
from tests.store.made import MADE_BY, make_attribution, make_document, make_rejection

FERRY = make_document("a.txt", "The ferry was late, Ms Aud said. It would sail, she added.")
MENDED = make_document("a.txt", "The ferry was on time, Ms Aud said.")
LATE = make_attribution(FERRY, "The ferry was late")
SAIL = make_attribution(FERRY, "It would sail")


@pytest.fixture
def store(place: Place) -> Store:
    return place / "story.db"


def write(store: Store, *articles: Iterable[AnyRecord], made_by: str = MADE_BY) -> None:
    with open_writer(store) as writer:
        for records in articles:
            writer.add(records, made_by)


def changes_of(store: Store, work: Callable[[], None]) -> bool:
    """Tell whether any other connection to the store wrote something while `work` ran."""
    if not isinstance(store, Path):
        with open_view(store) as before:
            work()
        with open_view(store) as after:
            return before.state != after.state
    with sqlite3.connect(store) as watcher:
        version = watcher.execute("PRAGMA data_version").fetchone()
        work()
        changed = bool(version != watcher.execute("PRAGMA data_version").fetchone())
    watcher.close()
    return changed


def test_the_same_article_again_writes_nothing(store: Store) -> None:
    write(store, [FERRY, LATE, SAIL])

    assert not changes_of(store, lambda: write(store, [FERRY, LATE, SAIL]))


def test_a_watcher_sees_a_change(store: Store) -> None:
    write(store, [FERRY, LATE])

    assert changes_of(store, lambda: write(store, [FERRY, LATE, SAIL]))


def test_an_article_is_known_by_its_ref_bytes_and_stages(store: Store) -> None:
    write(store, [FERRY])

    with open_writer(store) as writer:
        assert writer.has("a.txt", FERRY.raw_sha256, MADE_BY)
        assert not writer.has("b.txt", FERRY.raw_sha256, MADE_BY)
        assert not writer.has("a.txt", MENDED.raw_sha256, MADE_BY)
        assert not writer.has("a.txt", FERRY.raw_sha256, "clean/1 attribution/2")


def test_a_changed_article_takes_the_place_of_the_old_one_which_stays_citable(store: Store) -> None:
    write(store, [FERRY, LATE], [MENDED])

    with open_view(store) as view:
        assert [MENDED] == list(view.records("document"))
        assert [] == list(view.records("attribution"))
        assert FERRY == view.document(FERRY.id)
        assert [LATE] == list(view.records("attribution", FERRY.id))
        assert MENDED.id == view.superseded_by(FERRY.id)
        assert view.superseded_by(MENDED.id) is None


def test_an_article_that_changes_back_is_the_current_one_again(store: Store) -> None:
    write(store, [FERRY, LATE], [MENDED], [FERRY, LATE])

    with open_view(store) as view:
        assert [FERRY] == list(view.records("document"))
        assert [LATE] == list(view.records("attribution"))
        assert FERRY.id == view.superseded_by(MENDED.id)


def test_other_bytes_with_the_same_text_are_the_same_document(store: Store) -> None:
    again = make_document("a.txt", FERRY.text, raw="<p>The ferry")
    write(store, [FERRY, LATE], [again, LATE])

    with open_view(store) as view:
        assert [again] == list(view.records("document"))
        assert [LATE] == list(view.records("attribution"))


def test_a_stage_run_again_replaces_exactly_the_rows_it_made(store: Store) -> None:
    by_hand = make_attribution(FERRY, "she added")
    write(store, [FERRY, LATE, by_hand, SAIL], made_by="attribution/1")
    write(store, [FERRY, make_attribution(FERRY, "ferry", version=2)], made_by="attribution/2")

    with open_view(store) as view:
        assert [("attribution/2", 4)] == [(a.by, a.content[0].start) for a in view.records("attribution")]


def test_rows_by_no_stage_of_the_runs_are_left_alone(store: Store) -> None:
    write(store, [FERRY, LATE])
    with edited(store) as connection:  # as a human correction will stand there
        connection.execute(text("UPDATE record SET made_by = 'person/1'"))
    write(store, [FERRY, SAIL])

    with open_view(store) as view:
        assert [LATE, SAIL] == list(view.records("attribution"))


def test_an_article_with_two_records_of_one_id_is_refused_whole(store: Store) -> None:
    with open_writer(store) as writer, pytest.raises(PipelineError, match=f"attribution have the id {LATE.id}"):
        writer.add([FERRY, LATE, LATE], MADE_BY)

    with open_view(store) as view:
        assert {} == view.counts()


def test_an_id_that_another_document_has_costs_the_second_article_alone(store: Store) -> None:
    other = make_document("b.txt", FERRY.text)
    stolen = msgspec.structs.replace(make_attribution(other, "The ferry was late"), id=LATE.id)
    with open_writer(store) as writer:
        writer.add([FERRY, LATE], MADE_BY)
        with pytest.raises(PipelineError, match="an id of another document's"):
            writer.add([other, stolen], MADE_BY)
        writer.add([make_document("c.txt", "The ferry")], MADE_BY)

    with open_view(store) as view:
        assert ["a.txt", "c.txt"] == [d.ref for d in view.records("document")]
        assert [LATE] == list(view.records("attribution"))


def test_a_finding_by_a_stage_that_was_not_run_is_refused(store: Store) -> None:
    with open_writer(store) as writer, pytest.raises(PipelineError, match="is by attribution/1, which is none of"):
        writer.add([FERRY, LATE], "clean/1 attribution/2")


def test_records_without_a_document_are_refused(store: Store) -> None:
    with open_writer(store) as writer, pytest.raises(PipelineError, match="there are 0"):
        writer.add([LATE], MADE_BY)


def test_a_rejection_is_kept_until_its_input_is_read(store: Store) -> None:
    with open_writer(store) as writer:
        writer.reject(make_rejection("a.txt"))
        writer.reject(make_rejection("b.txt"))
    with open_writer(store) as writer:
        writer.add([FERRY], MADE_BY)

    with open_view(store) as view:
        assert [make_rejection("b.txt")] == list(view.rejections())


def test_a_rejection_goes_when_the_input_is_as_it_was_before(store: Store) -> None:
    write(store, [FERRY])
    with open_writer(store) as writer:
        writer.reject(make_rejection("a.txt"))
    with open_writer(store) as writer:
        writer.has("a.txt", FERRY.raw_sha256, MADE_BY)

    with open_view(store) as view:
        assert [] == list(view.rejections())


def test_the_same_rejection_again_writes_nothing(store: Store) -> None:
    def reject() -> None:
        with open_writer(store) as writer:
            writer.reject(make_rejection("a.txt"))

    reject()

    assert not changes_of(store, reject)


def test_a_reason_that_changed_replaces_the_old_one(store: Store) -> None:
    for reason in ("empty", "not English"):
        with open_writer(store) as writer:
            writer.reject(make_rejection("a.txt", reason))

    with open_view(store) as view:
        assert ["not English"] == [r.reason for r in view.rejections()]


def test_a_view_does_not_see_what_is_written_after_it_began_to_look(store: Store) -> None:
    write(store, [FERRY])
    with open_view(store) as view:
        before = view.counts()
        write(store, [MENDED])

        assert before == view.counts()
        assert [FERRY] == list(view.records("document"))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no folder .*nowhere"):
        open_writer(tmp_path / "nowhere" / "story.db")


def test_a_database_of_another_kind_is_refused() -> None:
    with pytest.raises(StoreError, match="mysql: no such store; give the path of a file, or postgresql://"):
        open_writer("mysql://anybody:secret@localhost/story")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(["a.txt", "b.txt", "c.txt"]))
def test_the_order_of_writing_leaves_no_trace(tmp_path: Path, order: list[str]) -> None:
    store = tmp_path / f"{'-'.join(order)}.db"
    documents = [make_document(ref, f"The ferry is late, said {ref}.") for ref in order]
    for document in documents:
        write(store, [document, make_attribution(document, "The ferry is late")])

    with open_view(store) as view:
        assert ["a.txt", "b.txt", "c.txt"] == [d.ref for d in view.records("document")]
        assert sorted(documents, key=lambda d: d.ref) == list(view.records("document"))
        found = [view.document(a.document).ref for a in view.records("attribution")]
        assert ["a.txt", "b.txt", "c.txt"] == found
