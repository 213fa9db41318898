"""Tables of a store, in a folder -> the same store again; what is no whole folder is refused, and leaves nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rashomon.errors import PipelineError, StoreError
from rashomon.pipeline import read_pile
from rashomon.scale.importing import import_tables
from rashomon.scale.tables import Manifest
from rashomon.store import check_store, open_view, open_writer
from rashomon.store.loading import SCHEMA_VERSION, columns_of, tables_of_articles
from tests.databases import Server
from tests.scale.stores import records_in, tables_in
from tests.tiny_stages import TINY

ARROW = {
    "string": pa.string(),
    "bigint": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "binary": pa.binary(),
}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Give a store of three articles."""
    pile = tmp_path / "pile"
    pile.mkdir()
    for number, text in enumerate(("Aud met Bo", "Audhild met Bo", "REFUSE", "Bo met Cora in Rinsa")):
        (pile / f"{number}.txt").write_text(text)
    with open_writer(tmp_path / "made.db") as writer:
        read_pile([pile], writer, stages=TINY, jobs=1)
    return tmp_path / "made.db"


@pytest.fixture
def folder(store: Path, tmp_path: Path) -> Path:
    """Give a folder of the tables of that store, as `rashomon spark read` makes them."""
    folder, counts = tmp_path / "tables", {}
    with closing(sqlite3.connect(store)) as connection:
        for table in tables_of_articles():
            columns = columns_of(table)
            names = ", ".join(f'"{name}"' for name in columns)
            rows = connection.execute(f'SELECT {names} FROM "{table}"').fetchall()
            counts[table] = len(rows)
            if rows:
                (folder / table).mkdir(parents=True)
                schema = pa.schema([(name, ARROW[kind]) for name, kind in columns.items()])
                held = [dict(zip(columns, row, strict=True)) for row in rows]
                for row in held if table == "printed" else ():
                    row["current"] = bool(row["current"])  # SQLite knows numbers only
                pq.write_table(pa.Table.from_pylist(held, schema), folder / table / "part.parquet")
    manifest = Manifest(rashomon="0", schema=SCHEMA_VERSION, stages=("tiny/1",), tables=counts)
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))
    return folder


def test_tables_of_a_store_make_the_store_again(store: Path, folder: Path, tmp_path: Path) -> None:
    counts = import_tables(str(folder), tmp_path / "again.db")

    assert (3, 1) == (counts["document"], counts["rejection"])
    assert tables_in(store) == tables_in(tmp_path / "again.db")
    with open_view(tmp_path / "again.db") as view:
        assert [] == list(check_store(view))


def test_they_make_the_same_store_on_a_server(server: Server, store: Path, folder: Path) -> None:
    address = server.address(server.new_database())

    import_tables(str(folder), address)

    assert records_in(store) == records_in(address)
    with open_view(store) as alone, open_view(address) as served:
        assert list(alone.search("Rinsa")) == list(served.search("Rinsa"))
        assert 1 == len(list(served.search("Rinsa")))
        assert [] == list(check_store(served))


def test_a_store_that_holds_articles_is_left_alone(store: Path, folder: Path) -> None:
    before = tables_in(store)

    with pytest.raises(StoreError, match=r"made.db: it holds articles already; give the name of a new store"):
        import_tables(str(folder), store)
    assert before == tables_in(store)


def test_a_folder_that_was_not_finished_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "manifest.json").unlink()

    with pytest.raises(PipelineError, match="it is no result of `rashomon spark read`, or one"):
        import_tables(str(folder), tmp_path / "again.db")
    assert not (tmp_path / "again.db").exists()


def test_a_table_that_lost_rows_is_refused_and_nothing_is_made_of_the_others(folder: Path, tmp_path: Path) -> None:
    (folder / "member" / "part.parquet").unlink()

    with pytest.raises(PipelineError, match="table member holds 0 rows, and should 7"):
        import_tables(str(folder), tmp_path / "again.db")
    with closing(sqlite3.connect(tmp_path / "again.db")) as connection:
        assert [] == connection.execute("SELECT * FROM sqlite_master").fetchall()


def test_tables_of_another_version_are_refused(folder: Path, tmp_path: Path) -> None:
    manifest = msgspec.json.decode((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_bytes(msgspec.json.encode({**manifest, "schema": 99, "rashomon": "7.0"}))

    with pytest.raises(PipelineError, match=r"for stores of version 99 by Rashomon 7.0; this one makes version"):
        import_tables(str(folder), tmp_path / "again.db")


def test_an_address_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="nowhere://tables"):
        import_tables("nowhere://tables", tmp_path / "again.db")
