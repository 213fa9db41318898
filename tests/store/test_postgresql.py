"""What differs where a store is on a server: who may write when, what it refuses, and texts that it cannot hold."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import StoreError
from rashomon.pipeline import read_pile
from rashomon.show.doctor import examine
from rashomon.store import check_store, open_view, open_writer
from rashomon.store.columns import MOST, shorten
from rashomon.store.database import Store, describe, shown
from rashomon.store.postgresql import escape, unescape
from tests.databases import Databases, Server
from tests.store.made import (
    MADE_BY,
    link_all,
    make_article,
    make_attribution,
    make_document,
    make_entity,
    make_mention,
    make_rejection,
)
from tests.test_read_pile import export_all, make_pile, run
from tests.tiny_stages import TINY

FERRY = make_document("a.txt", "The ferry was late, Ms Aud said.")
TEXTS = {"a": "Ms Aud of OLA", "b": "Audhild met Aud", "c": "Audhilda, Msida", "d": "nobody", "e": "Bo of Oresk met Ms"}


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    databases = Databases(server)
    yield databases / "story"
    databases.give_back()


# ---- several at once -------------------------------------------------------------------------------------------------


def test_what_four_write_while_two_read_is_what_one_writes(store: Store, tmp_path: Path) -> None:
    texts = {f"{name}{number}": f"{text} {name}" for name, text in TEXTS.items() for number in range(4)}
    pile = make_pile(tmp_path / "pile", **texts)
    shares = [sorted(pile.iterdir())[at::4] for at in range(4)]
    run(pile, tmp_path / "one.db")

    with ThreadPoolExecutor(6) as together:
        writers = [together.submit(read_some, share, store) for share in shares]
        readers = [together.submit(look_on, store, writers) for _ in range(2)]
        seen = [reader.result() for reader in readers]
        assert [5, 5, 5, 5] == [writer.result() for writer in writers]

    assert all(counts == sorted(counts) for counts in seen)
    read_some([], store)  # what one of them left to the others
    assert export_all(tmp_path / "one.db") == export_all(store)
    with open_view(store) as view:
        assert [] == list(check_store(view))


def test_what_two_read_at_once_is_there_once(store: Store, tmp_path: Path) -> None:
    pile = make_pile(tmp_path / "pile", **TEXTS)
    run(pile, tmp_path / "one.db")
    with ThreadPoolExecutor(2) as together:
        list(together.map(lambda _: read_some([pile], store), range(2)))

    read_some([pile], store)
    assert export_all(tmp_path / "one.db") == export_all(store)


def read_some(inputs: list[Path], store: Store) -> int:
    with open_writer(store) as writer:
        return read_pile(inputs, writer, stages=TINY, jobs=1).read


def look_on(store: Store, writers: list[Future[int]]) -> list[int]:
    """Count the articles again and again till all are written: whoever looks never sees half of one."""
    counts = []
    while not all(writer.done() for writer in writers):
        with open_view(store) as view:
            articles = [d.id for d in view.records("document")]
            assert len(articles) == view.counts().get("document", 0)
            counts.append(len(articles))
    return counts


def test_a_writer_that_is_killed_leaves_nothing_behind_and_nobody_waiting(store: Store) -> None:
    code = (
        "import os, signal\n"
        "from rashomon.store import open_writer\n"
        "from rashomon.store.linking import await_linking\n"
        "from tests.store.test_postgresql import FERRY, MADE_BY\n"
        f"writer = open_writer({store!r})\n"
        "from rashomon.store.writer import _put_document\n"
        "with writer._connection.begin():\n"
        "    _put_document(writer._connection, FERRY, MADE_BY)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2])

    with open_view(store) as view:
        assert {} == view.counts()
    with open_writer(store) as writer:
        writer.add([FERRY], MADE_BY)


def test_a_connection_that_is_lost_is_told_and_costs_nothing(store: Store, server: Server) -> None:
    other = make_document("b.txt", "No ship crossed.")
    writer = open_writer(store)
    writer.add([FERRY], MADE_BY)
    server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rashomon'")
    with pytest.raises(StoreError, match=r"the connection to the server is lost .* run the same again"):
        writer.add([other], MADE_BY)

    with open_writer(store) as writer, open_view(store) as view:
        assert ["a.txt"] == [d.ref for d in view.records("document")]


def test_a_view_does_not_change_while_others_write_and_the_next_has_another_state(store: Store) -> None:
    with open_view(store) as before, open_view(store) as same:
        assert before.state == same.state
        assert [] == list(before.records("document"))
        with open_writer(store) as writer:
            writer.add([FERRY], MADE_BY)
        assert [] == list(before.records("document"))
        with open_view(store) as after:
            assert before.state != after.state
        with open_writer(store) as writer:
            assert not writer.has("a.txt", "another", MADE_BY)
        with open_view(store) as later:
            assert after.state == later.state


# ---- what a server refuses -------------------------------------------------------------------------------------------


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(StoreError, match="cannot be reached") as refused:
        open_view("postgresql://aud:halyard@127.0.0.1:9/story")

    assert str(refused.value).startswith("postgresql://aud:***@127.0.0.1:9/story: ")
    assert "halyard" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://aud@host/db", "postgresql://aud@host/db"),
        ("postgresql://aud:hal%40yard@host:5433/db?schema=s", "postgresql://aud:***@host:5433/db?schema=s"),
        ("postgresql:///db?user=aud&password=halyard", "postgresql:///db?user=aud&password=***"),
        ("aud:halyard.db", "aud:halyard.db"),
    ],
)
def test_a_store_is_shown_without_a_password(address: str, told: str) -> None:
    assert told == shown(address)


def test_a_database_of_another_program_is_refused(server: Server) -> None:
    name = server.new_database()
    server.run("CREATE SCHEMA rashomon", "CREATE TABLE rashomon.halyards (id int)", database=name)
    for opened in (open_writer, open_view):
        with pytest.raises(StoreError, match=r"database of another program \(its tables: halyards\)"):
            opened(server.address(name))


def test_a_store_begins_in_a_schema_of_its_own_beside_what_others_keep(server: Server) -> None:
    name = server.new_database()
    server.run("CREATE TABLE halyards (id int)", database=name)
    for schema in ("", "&schema=second"):
        with open_writer(server.address(name) + schema) as writer:
            writer.add([FERRY], MADE_BY)

        with open_view(server.address(name) + schema) as view:
            assert [FERRY] == list(view.records("document"))


def test_a_store_that_nobody_made_is_empty_and_none_is_made_by_reading(server: Server) -> None:
    address = server.address(server.new_database())
    for _ in range(2):
        with pytest.raises(StoreError, match="it is empty; fill it with: rashomon read FOLDER"):
            open_view(address)


def test_no_schema_has_a_name_that_would_have_to_be_quoted(server: Server) -> None:
    with pytest.raises(StoreError, match="no schema can be called"):
        open_view(server.address() + "&schema=a%22b")


def test_a_store_of_a_newer_version_is_refused(server: Server) -> None:
    address = server.address(name := server.new_database())
    with open_writer(address):
        pass
    server.run("UPDATE rashomon.store_version SET version = 99", database=name)
    for opened in (open_writer, open_view):
        with pytest.raises(StoreError, match="of version 99, written by a newer Rashomon"):
            opened(address)


def test_who_may_only_read_reads_and_is_told_that_they_cannot_write(server: Server) -> None:
    address = server.address(name := server.new_database())
    with open_writer(address) as writer:
        writer.add([FERRY], MADE_BY)
    server.run(
        "CREATE ROLE reader LOGIN",
        "GRANT USAGE ON SCHEMA rashomon TO reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA rashomon TO reader",
        database=name,
    )
    reader = server.address(name, "reader")
    with open_view(reader) as view:
        assert [FERRY] == list(view.records("document"))
        assert [FERRY.id] == [hit.document for hit in view.search("ferry")]
    with pytest.raises(StoreError, match="the user reader may read this store, and not write to it"):
        open_writer(reader)


def test_without_its_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import rashomon.store

    monkeypatch.delattr(rashomon.store, "postgresql")
    monkeypatch.delitem(sys.modules, "rashomon.store.postgresql")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'rashomon\[postgres\]'"):
        open_view("postgresql://aud@host/db")


def test_a_server_is_described(store: Store) -> None:
    told = describe(store)

    assert {"server", "driver", "utf8"} == set(told)
    assert told["utf8"] is True


# ---- texts that a server cannot hold ---------------------------------------------------------------------------------


@given(st.lists(st.text("\0\1\2a\\u01", max_size=14), min_size=2, max_size=2))
def test_text_with_nul_comes_back_as_it_was_and_in_the_same_order(two: list[str]) -> None:
    a, b = two

    assert [a, b] == [unescape(escape(a)), unescape(escape(b))]
    assert not {"\0"} & set(escape(a) + escape(b))
    if "\\" not in a + b:
        assert (a < b) == (escape(a) < escape(b))


def test_nul_is_kept_in_texts_and_names_and_they_are_found(store: Store) -> None:
    document = make_document("a\0b.txt", "The\0ferry \1 of A\0ud \\u0000 sailed.")
    name = make_entity(document, "A\0ud")
    with open_writer(store) as writer:
        writer.add([document, name, make_mention(document, "A\0ud", name)], MADE_BY)
        link_all(writer)

    with open_view(store) as view:
        assert document == view.document("a\0b.txt")
        assert ["A\0ud"] == [e.name for e in view.records("entity")]
        assert view.people.named("a\0UD") == [e.id for e in view.records("entity")]
        assert [(4, 9)] == [(span.start, span.end) for hit in view.search("ferry") for span in hit.spans]
        assert [] == list(check_store(view))


def test_whatever_is_very_long_is_stored_and_found(store: Store) -> None:
    dice = random.Random(7)
    long = ["".join(dice.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=12_000)) for _ in range(4)]
    document = make_document(f"{long[0]}.txt", f"A halyard, said {long[1]}.")
    name = make_entity(document, f"A{long[1]}")
    with open_writer(store) as writer:
        writer.add([document, name, make_article(document, long[2]), make_attribution(document, "A halyard")], MADE_BY)
        writer.reject(make_rejection(long[3], long[0]))
        link_all(writer)

    with open_view(store) as view:
        assert document == view.document(document.ref)
        assert [long[2]] == view.outlets()
        assert [long[3]] == [r.ref for r in view.rejections()]
        assert [(2, 9)] == [(span.start, span.end) for hit in view.search("halyard") for span in hit.spans]
        assert [len(long[1])] == [span.end - span.start for hit in view.search(f"{long[1][:9]}*") for span in hit.spans]
        assert [] == view.search(f'"halyard {long[1]}"')
        assert [] == list(check_store(view))


def test_a_text_of_more_words_than_an_index_takes_is_found_by_each(store: Store) -> None:
    document = make_document("a.txt", " ".join(f"halyard{number:07}" for number in range(90_000)))
    with open_writer(store) as writer:
        writer.add([document, make_article(document)], MADE_BY)

    with open_view(store) as view:
        assert [(0, 14)] == [(span.start, span.end) for hit in view.search("halyard0000000") for span in hit.spans]
        assert 1 == len(view.search('"halyard0071000 halyard0071001"'))
        assert [] == view.search('"halyard0071001 halyard0071000"')


def test_a_short_key_is_itself_and_long_ones_stay_apart() -> None:
    a, b = "a" * 10_000, "a" * 9_999 + "b"

    assert "Aud" == shorten("Aud")
    assert shorten(a) != shorten(b)
    assert MOST == len(shorten(a))
    assert shorten(shorten(a)) == shorten(a)


def test_doctor_says_which_server_it_is(store: Store) -> None:
    with open_writer(store):
        pass

    found = next(finding for finding in examine(str(store)) if finding.what == "server")

    assert found.state == "ok"
    assert found.detail.startswith("PostgreSQL ")


def test_doctor_says_that_no_server_is_there() -> None:
    found = next(one for one in examine("postgresql://aud@127.0.0.1:9/news") if one.what == "server")

    assert found.state == "broken"
