from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from rashomon.errors import StoreError
from rashomon.store import check_store, open_view, open_writer
from rashomon.store.backup import back_up, restore
from tests.store.made import MADE_BY, link_all, make_article, make_document, make_entity


def write(store: Path, *refs: str) -> None:
    with open_writer(store) as writer:
        for ref in refs:
            document = make_document(ref, f"The ferry was late, Ms {ref} said.")
            writer.add([document, make_article(document), make_entity(document, f"Ms {ref}")], MADE_BY)
        link_all(writer)


def refs_in(store: Path) -> list[str]:
    with open_view(store) as view:
        assert [] == list(check_store(view))
        return [document.ref for document in view.records("document")]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    write(tmp_path / "s.db", "Aud", "Bo")
    return tmp_path / "s.db"


def test_a_copy_holds_all_that_the_store_held_and_restores_it(store: Path) -> None:
    copy, again = store.with_name("copy.db"), store.with_name("again.db")
    back_up(store, copy)
    write(store, "Cille")
    restore(copy, again)

    assert ["Aud", "Bo"] == refs_in(copy) == refs_in(again)
    assert ["Aud", "Bo", "Cille"] == refs_in(store)
    assert {"s.db", "copy.db", "again.db"} == {path.name for path in store.parent.iterdir()}


def test_a_copy_is_made_while_another_writes_and_holds_what_is_committed(store: Path) -> None:
    with sqlite3.connect(store, isolation_level=None) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("UPDATE document SET ref = 'changed'")
        back_up(store, store.with_name("copy.db"))
        writing.execute("ROLLBACK")
    writing.close()

    assert ["Aud", "Bo"] == refs_in(store.with_name("copy.db"))


def test_restoring_over_a_store_must_be_asked_for_and_readers_keep_what_they_read(store: Path) -> None:
    copy = store.with_name("copy.db")
    back_up(store, copy)
    write(store, "Cille")
    with pytest.raises(StoreError, match=r"s\.db: there is such a file already; --force"):
        restore(copy, store)
    with open_view(store) as view:
        assert 3 == view.counts()["document"]
        restore(copy, store, replace=True)
        assert 3 == view.counts()["document"]

    assert ["Aud", "Bo"] == refs_in(store)


def test_a_copy_takes_the_place_of_a_file_only_where_that_is_asked_for(store: Path) -> None:
    copy = store.with_name("copy.db")
    copy.write_text("of somebody else")
    with pytest.raises(StoreError, match=r"copy\.db: there is such a file already; --force"):
        back_up(store, copy)
    assert "of somebody else" == copy.read_text()
    back_up(store, copy, replace=True)

    assert ["Aud", "Bo"] == refs_in(copy)


def test_a_damaged_copy_is_not_restored(store: Path) -> None:
    copy = store.with_name("copy.db")
    back_up(store, copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE document SET text = replace(text, 'late', 'lade') WHERE ref = 'Aud'")
    connection.close()
    with pytest.raises(StoreError, match=r"copy\.db: 2 things are wrong with this copy; the first: document"):
        restore(copy, store, replace=True)

    assert ["Aud", "Bo"] == refs_in(store)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, None])
def test_what_is_no_store_is_not_restored(store: Path, content: bytes | None) -> None:
    copy = store.with_name("copy.db")
    if content is not None:
        copy.write_bytes(content)

    with pytest.raises(StoreError, match=r"copy\.db: "):
        restore(copy, store, replace=True)
    assert ["Aud", "Bo"] == refs_in(store)


def test_half_a_copy_is_not_restored(store: Path) -> None:
    copy = store.with_name("copy.db")
    back_up(store, copy)
    os.truncate(copy, copy.stat().st_size // 2)

    with pytest.raises(StoreError, match=r"copy\.db: "):
        restore(copy, store, replace=True)
    assert ["Aud", "Bo"] == refs_in(store)


def test_a_store_is_not_copied_onto_itself(store: Path) -> None:
    with pytest.raises(StoreError, match="that is the store itself"):
        back_up(store, store, replace=True)
    with pytest.raises(StoreError, match="that is the copy itself"):
        restore(store, store, replace=True)

    assert ["Aud", "Bo"] == refs_in(store)


def test_a_server_has_programs_of_its_own() -> None:
    with pytest.raises(StoreError, match="pg_dump"):
        back_up("postgresql://somebody@localhost/story", "copy.db")


def test_restoring_waits_for_who_writes_and_then_says_who_is_in_the_way(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rashomon.store.backup.BUSY_SECONDS", 0.1)
    copy = store.with_name("copy.db")
    back_up(store, copy)
    with sqlite3.connect(store, isolation_level=None) as writing:
        writing.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"s\.db: another process is writing"):
            restore(copy, store, replace=True)
    writing.close()


def test_many_writers_lose_nothing(store: Path) -> None:
    names = [f"Writer{n}" for n in range(4)]
    threads = [threading.Thread(target=write, args=(store, name)) for name in names]
    for thread in threads:
        thread.start()
    back_up(store, store.with_name("copy.db"))
    for thread in threads:
        thread.join()

    assert sorted(["Aud", "Bo", *names]) == refs_in(store)
