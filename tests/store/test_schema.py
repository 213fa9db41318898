from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from rashomon.errors import StoreError
from rashomon.store import open_view, open_writer, sqlite
from rashomon.store.schema import MIGRATIONS, migrate, version_of
from tests.store.made import MADE_BY, make_document

FERRY = make_document("a.txt", "The ferry was late, Ms Aud said.")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    store = tmp_path / "story.db"
    with open_writer(store) as writer:
        writer.add([FERRY], MADE_BY)
    return store


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
        assert len(MIGRATIONS) == version_of(connection)


def test_a_later_migration_keeps_what_is_there(store: Path) -> None:
    with sqlite.open_engine(store, write=True).begin() as connection:
        migrate(connection, (*MIGRATIONS, add_notes))

        assert len(MIGRATIONS) + 1 == version_of(connection)
        assert [FERRY.id] == list(connection.execute(text("SELECT id FROM document")).scalars())
        assert [] == connection.execute(text("SELECT words FROM note")).all()


def test_a_migration_that_fails_leaves_the_store_as_it_was(store: Path) -> None:
    with (
        pytest.raises(StoreError, match="half already exists"),
        sqlite.plain_errors(store),
        sqlite.open_engine(store, write=True).begin() as connection,
    ):
        migrate(connection, (*MIGRATIONS, add_notes, fail))

    with sqlite.open_engine(store, write=False).begin() as connection:
        assert len(MIGRATIONS) == version_of(connection)
        tables = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
        assert not {"note", "half"} & set(tables)


def test_a_store_of_a_newer_version_is_refused(store: Path) -> None:
    set_version(store, 7)

    for opened in (open_writer, open_view):
        with pytest.raises(StoreError, match=r"story.db: it is of version 7, .* up to version 2: install the newer"):
            opened(store)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear editor, " * 100)

    for opened in (open_writer, open_view):
        with pytest.raises(StoreError, match=r"letter.db: file is not a database"):
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
