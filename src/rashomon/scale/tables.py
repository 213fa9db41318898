"""Rows that stages make -> a folder of Parquet tables, those of a store, that is whole or not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any

import msgspec
import pyarrow.dataset as ds
from pyarrow import fs
from pyspark.sql import DataFrame, SparkSession

from rashomon.errors import PipelineError
from rashomon.scale.places import locate, spark_path
from rashomon.store.loading import SCHEMA_VERSION, columns_of, tables_of_articles

__all__ = ["Manifest", "Output", "TablesSoFar", "read_manifest", "read_rows", "schema_of"]

_MANIFEST = "manifest.json"
_WORK = "_work"
BATCH_ROWS = 4_096


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder of tables says of itself: by whom it was made, of which version a store its tables are of."""

    rashomon: str
    schema: int
    stages: tuple[str, ...]
    tables: dict[str, int]


def schema_of(table: str) -> str:
    """Return the columns of a table of a store, in Spark's words."""
    return ", ".join(f"`{name}` {kind}" for name, kind in columns_of(table).items())


class Output:
    """A folder that is being filled: the stages add rows to its tables, and read what those before them have added."""

    def __init__(self, spark: SparkSession, folder: str) -> None:
        self._spark, self._folder = spark, folder
        self._system, self._path = locate(folder)
        self._kept = 0
        self.added: set[str] = set()
        found = self._system.get_file_info(self._path)
        if found.type != fs.FileType.NotFound:
            raise PipelineError(f"{folder}: it is there already; give the name of a folder that is to be made")

    def add(self, table: str, rows: DataFrame) -> None:
        """Append rows to a table of the store; columns that it does not give are null."""
        given = set(rows.columns)
        columns = columns_of(table)
        if others := given - columns.keys():
            raise PipelineError(f"table {table} has no column {', '.join(sorted(others))}")
        chosen = [
            f"cast({f'`{name}`' if name in given else 'null'} as {kind}) as `{name}`" for name, kind in columns.items()
        ]
        rows.selectExpr(*chosen).write.mode("append").parquet(self._at(table))
        self.added.add(table)

    def read(self, table: str) -> DataFrame:
        """Return what was added to a table so far."""
        if table in self.added:
            return self._spark.read.parquet(self._at(table))
        return self._spark.createDataFrame([], schema_of(table))

    def keep(self, rows: DataFrame) -> DataFrame:
        """Return rows that are worked out now and once, whoever dies later."""
        self._kept += 1
        path = self._at(f"{_WORK}/{self._kept:03}")
        rows.write.parquet(path)
        return self._spark.read.parquet(path)

    def finish(self, stages: tuple[str, ...]) -> Manifest:
        """Say that all is there: without this, nobody takes the folder for a result."""
        counts = {table: self._count(table) for table in tables_of_articles()}
        manifest = Manifest(rashomon=version("rashomon"), schema=SCHEMA_VERSION, stages=stages, tables=counts)
        if self._kept:
            self._system.delete_dir(f"{self._path}/{_WORK}")
        with self._system.open_output_stream(f"{self._path}/{_MANIFEST}") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
        return manifest

    def _count(self, table: str) -> int:
        """Return how many rows a table has: what its files say, so nobody has to read them."""
        if table not in self.added:
            return 0
        return int(ds.dataset(f"{self._path}/{table}", format="parquet", filesystem=self._system).count_rows())

    def _at(self, name: str) -> str:
        return f"{spark_path(self._folder)}/{name}"


class TablesSoFar(Mapping[str, DataFrame]):
    """The tables of a folder that is being filled, by name, as they are when they are asked for; and `articles`."""

    def __init__(self, output: Output, articles: DataFrame) -> None:
        self._output, self._articles = output, articles

    def __getitem__(self, name: str) -> DataFrame:
        """Return a table, or `articles`: of each its `id`, and a column a layer (see scale/articles.py)."""
        return self._articles if name == "articles" else self._output.read(name)

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the tables."""
        yield from ("articles", *tables_of_articles())

    def __len__(self) -> int:
        """Return how many there are."""
        return 1 + len(tables_of_articles())


# ---- what is whole ---------------------------------------------------------------------------------------------------


def read_manifest(folder: str) -> Manifest:
    """Return what a folder of tables says of itself; raises PipelineError if it is none, not whole, or another's."""
    system, path = locate(folder)
    try:
        with system.open_input_stream(f"{path}/{_MANIFEST}") as stream:
            manifest = msgspec.json.decode(stream.read(), type=Manifest)
    except FileNotFoundError as error:
        raise PipelineError(
            f"{folder}: no {_MANIFEST} there: it is no result of `rashomon spark read`, or one that was not finished"
        ) from error
    except msgspec.MsgspecError as error:
        raise PipelineError(f"{folder}: its {_MANIFEST} is damaged: {error}") from error
    if manifest.schema != SCHEMA_VERSION:
        raise PipelineError(
            f"{folder}: made for stores of version {manifest.schema} by Rashomon {manifest.rashomon}; "
            f"this one makes version {SCHEMA_VERSION}"
        )
    return manifest


def read_rows(folder: str, table: str, manifest: Manifest) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table; raises PipelineError at the end if they are not as many as there should be."""
    count = 0
    if manifest.tables[table]:
        system, path = locate(f"{folder}/{table}")
        for batch in ds.dataset(path, format="parquet", filesystem=system).to_batches(batch_size=BATCH_ROWS):
            count += batch.num_rows
            yield from batch.to_pylist()
    if count != manifest.tables[table]:
        raise PipelineError(f"{folder}: table {table} holds {count:,} rows, and should {manifest.tables[table]:,}")
