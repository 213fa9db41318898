from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection, text

from rashomon.errors import StoreError
from rashomon.model import Cluster, Entity, Story, digest
from rashomon.profiles import Profile
from rashomon.store import check_store, open_view, open_writer, sqlite
from rashomon.store.database import plain_errors
from rashomon.store.migrating import MIGRATIONS, VERSION, migrate, version_of
from rashomon.store.places import row_of
from tests.store.made import MADE_BY, link_all, make_attribution, make_document, make_entity
from tests.test_sort_pile import SORTING

FERRY = make_document("a.txt", "The ferry was late, Ms Aud said.")
STRAIT = make_document("b.txt", "No ship crossed the strait.")
AUD = make_entity(FERRY, "Ms Aud")
LATE = make_attribution(FERRY, "The ferry was late", "Ms Aud", AUD)

LATE_FERRY = Cluster(
    id="late", by="cluster/2", events=("first",), type="ASSERT", reports=1, texts=1, sources=1, realis={"asserted": 1}
)

BOTH = Story(id="both", by="story/1", documents=(FERRY.id, STRAIT.id))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    store = tmp_path / "story.db"
    with open_writer(store) as writer:
        writer.add([FERRY], MADE_BY)
    return store


@pytest.fixture(params=[1, 2, 3, 4, 5, 6, 7, 8, 9])
def old_store(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a store of an old version with an article that names Ms Aud, and one that took the place of another.

    Where who is who was known already, the first of them is linked, and she is somebody in the pile.
    """
    old = tmp_path / f"old-{request.param}.db"
    with sqlite3.connect(old) as connection:
        connection.executescript(Path(__file__).with_name(f"version_{request.param}.sql").read_text())
        superseded = (make_document("b.txt", "No ferry."), STRAIT.id)
        for document, successor in ((FERRY, None), (STRAIT, None), superseded):
            row = (*(getattr(document, name) for name in document.__struct_fields__), MADE_BY, successor)
            fields = ", ".join((*document.__struct_fields__, "made_by", "superseded_by"))
            connection.execute(f"INSERT INTO document ({fields}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            connection.execute("INSERT INTO search VALUES (?, ?)", (document.id, document.text))
        for finding in (AUD, LATE):
            put(connection, "record", row_of(finding))
        if request.param > 1:
            link_by_hand(connection)
        if request.param > 3:
            wait_by_hand(connection)
    connection.close()
    return old


def link_by_hand(connection: sqlite3.Connection) -> None:
    """Write what a store of version 2 to 9 holds once Ms Aud is linked, and the other article is not."""
    known = Profile(block="M", kind="person", name="Ms Aud")
    whole = Entity(id=digest("pile", "Ms Aud"), by="identity/1", name="Ms Aud", kind="person")
    put(connection, "record", row_of(whole))
    put(connection, "link", {"document": FERRY.id, "made_by": "identity/1"})
    put(connection, "link", {"document": STRAIT.id, "made_by": ""})
    found = {"id": "p", "block": "M", "json": msgspec.json.encode(known).decode(), "articles": 1}
    put(connection, "profile", {**found, "entity": whole.id, "score": 1.0})
    there = {"id": "m", "document": FERRY.id, "entity": AUD.id, "profile": "p", "mentions": 1, "statements": 1}
    put(connection, "member", there)


def wait_by_hand(connection: sqlite3.Connection) -> None:
    """Write what a store of version 4 to 9 holds as long as nothing is known across articles but who is who."""
    for document in (FERRY.id, STRAIT.id):
        for kind in ("event", "statement", "quantity"):
            put(connection, "gathered", {"kind": kind, "document": document, "made_by": ""})
        put(connection, "bag", {"document": document, "made_by": ""})
        put(connection, "printed", {"document": document, "made_by": "", "current": 1})


def put(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    places = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", tuple(row.values()))


def set_version(store: Path, version: int) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE store_version SET version = ?", [version])
    connection.close()


def add_notes(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE note (words TEXT)"))


def fail(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE half (done TEXT)"))
    connection.execute(text("CREATE TABLE half (done TEXT)"))


def test_a_new_store_is_of_the_newest_version(store: Path) -> None:
    with sqlite.open_engine(store, write=False).begin() as connection:
        assert VERSION == version_of(connection)


def test_a_store_of_an_old_version_is_read_only_after_it_is_brought_up_to_date(old_store: Path) -> None:
    with pytest.raises(StoreError, match=r"it is of version \d; `rashomon read` brings it to version 10"):
        open_view(old_store)


def test_the_articles_of_an_old_store_are_linked_and_joined_without_being_read_again(old_store: Path) -> None:
    with open_writer(old_store) as writer:
        assert writer.has("a.txt", FERRY.raw_sha256, MADE_BY)
        assert STRAIT.id in writer.unlinked("identity/1")
        assert sorted([FERRY.id, STRAIT.id]) == writer.ungathered({"cluster/1": ["event"]})
        link_all(writer)

    with open_view(old_store) as view:
        assert [] == list(check_store(view))
        assert [FERRY, STRAIT] == list(view.records("document"))
        assert ["Ms Aud"] == [e.name for e in view.records("entity") if e.document is None]
        assert [e.id for e in view.records("entity")] == [a.speaker for a in view.records("attribution")]


def test_a_store_of_an_old_version_becomes_the_same_as_a_new_one(old_store: Path, tmp_path: Path) -> None:
    with open_writer(old_store), open_writer(tmp_path / "new.db"):
        pass

    assert shape_of(tmp_path / "new.db") == shape_of(old_store)


def shape_of(store: Path) -> set[tuple[str, ...]]:
    with sqlite3.connect(store) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL").fetchall()
    connection.close()
    return {(kind, name, " ".join(sql.split())) for kind, name, sql in rows}


@pytest.mark.parametrize("old_store", [4, 5, 6, 7, 8], indirect=True)
def test_what_was_compared_in_an_old_store_is_made_anew_of_its_articles(old_store: Path) -> None:
    """Its articles tell of no event: what an older stage had found, in words of its own, is gone."""
    with sqlite3.connect(old_store) as connection:
        version = connection.execute("SELECT version FROM store_version").fetchone()[0]
        beside: dict[str, object] = {"keyed_by": '["ferry"]'} if version > 6 else {}
        beside |= {"alone": True} if version > 7 else {}
        whole = {"kind": "event", "whole": "late"}
        made = {"finding": "first", "document": FERRY.id, "made_by": "cluster/2", "place": "1", "json": "{}"}
        put(connection, "item", {**whole, **made, **beside})
        put(connection, "item_key", {"kind": "event", "key": "ferry", "place": "1", "finding": "first"})
        put(connection, "ungrouped", {"kind": "event", "finding": "first", "anew": True})
        put(connection, "product", {**whole, "layer": "cluster", "id": "late"})
        put(connection, "record", row_of(LATE_FERRY))
        connection.execute("UPDATE gathered SET made_by = 'cluster/2'")
    connection.close()

    with open_writer(old_store) as writer:
        assert sorted([FERRY.id, STRAIT.id]) == writer.ungathered({"cluster/2": ["event"]})
        link_all(writer)

    with open_view(old_store) as view:
        assert [] == list(check_store(view))
        assert [] == list(view.records("cluster"))
    with sqlite3.connect(old_store) as connection:
        left = "SELECT finding FROM item UNION SELECT finding FROM item_key UNION SELECT finding FROM ungrouped"
        assert [] == connection.execute(f"{left} UNION SELECT id FROM product").fetchall()
    connection.close()


@pytest.mark.parametrize("old_store", [4, 5, 6, 7, 8, 9], indirect=True)
def test_the_stories_of_an_old_store_are_told_anew(old_store: Path) -> None:
    """Its articles share no word: an older stage had made one story of both."""
    alike = {"a": min(FERRY.id, STRAIT.id), "b": max(FERRY.id, STRAIT.id), "millionths": 300_000}
    with sqlite3.connect(old_store) as connection:
        connection.execute("UPDATE bag SET made_by = 'story/1', json = '{}'")
        put(connection, "likeness", alike)
        put(connection, "record", row_of(BOTH))
        for document in BOTH.documents:
            put(connection, "about", {"layer": "story", "document": document, "id": BOTH.id})
    connection.close()

    with open_writer(old_store) as writer:
        assert sorted([FERRY.id, STRAIT.id]) == writer.unbagged("story/1")
        writer.fill_bags(writer.unbagged("story/1"), SORTING, {"document"}, "story/1")
        writer.tell_stories(writer.untold(), SORTING)
        link_all(writer)

    with open_view(old_store) as view:
        assert [] == list(check_store(view))
        assert {(FERRY.id,), (STRAIT.id,)} == {story.documents for story in view.records("story")}
    with sqlite3.connect(old_store) as connection:
        assert [] == connection.execute("SELECT a FROM likeness").fetchall()
    connection.close()


def test_a_later_migration_keeps_what_is_there(store: Path) -> None:
    with sqlite.open_engine(store, write=True).begin() as connection:
        migrate(connection, (*MIGRATIONS, add_notes))

        assert VERSION + 1 == version_of(connection)
        assert [FERRY.id] == list(connection.execute(text("SELECT id FROM document")).scalars())
        assert [] == connection.execute(text("SELECT words FROM note")).all()


def test_a_migration_that_fails_leaves_the_store_as_it_was(store: Path) -> None:
    with (
        pytest.raises(StoreError, match="half already exists"),
        plain_errors(store),
        sqlite.open_engine(store, write=True).begin() as connection,
    ):
        migrate(connection, (*MIGRATIONS, add_notes, fail))

    with sqlite.open_engine(store, write=False).begin() as connection:
        assert VERSION == version_of(connection)
        tables = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
        assert not {"note", "half"} & set(tables)


def test_a_store_of_a_newer_version_is_refused(store: Path) -> None:
    set_version(store, 11)

    for opened in (open_writer, open_view):
        with pytest.raises(StoreError, match=r"story.db: it is of version 11, .* up to version 10: install the newer"):
            opened(store)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear editor, " * 100)

    for opened in (open_writer, open_view):
        with pytest.raises(
            StoreError, match=r"letter.db: it is no store, or it is damaged: .* \(file is not a database\)"
        ):
            opened(letter)
    assert "Dear editor, " * 100 == letter.read_text()


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    connection.close()
    before = other.read_bytes()

    for opened in (open_writer, open_view):
        with pytest.raises(StoreError, match=r"another program \(its tables: song\)"):
            opened(other)
    assert before == other.read_bytes()


def test_an_empty_file_becomes_a_store_but_cannot_be_read(tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()

    with pytest.raises(StoreError, match="it is empty; fill it with"):
        open_view(empty)
    with open_writer(empty) as writer:
        writer.add([FERRY], MADE_BY)
    with open_view(empty) as view:
        assert FERRY == view.document("a.txt")
