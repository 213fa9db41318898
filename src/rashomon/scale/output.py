"""Rows that stages make -> a folder of Parquet tables, those of a store, that is whole or not there.

What a step has written is marked under `_work` when all of it is there. A run that goes on where another one ended, be
it killed, takes the steps that are marked as they are; what stands of a step that is not is deleted, and the step done
again. Steps have the numbers in which they come, so a run goes on only from one of the same job.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import version
from typing import Any

import msgspec
import pyarrow.dataset as ds
from pyarrow import fs
from pyspark.sql import DataFrame, SparkSession

from rashomon.errors import PipelineError
from rashomon.scale.places import locate, spark_path
from rashomon.scale.tables import MANIFEST, Manifest
from rashomon.store.loading import SCHEMA_VERSION, columns_of, tables_of_articles

__all__ = ["Output", "TablesSoFar", "schema_of"]

_WORK = "_work"
_JOB = f"{_WORK}/job.json"


def schema_of(table: str) -> str:
    """Return the columns of a table of a store, in Spark's words."""
    return ", ".join(f"`{name}` {kind}" for name, kind in columns_of(table).items())


class Output:
    """A folder that is being filled: the stages add rows to its tables, and read what those before them have added.

    With `resume`, a folder that an unfinished run has left is gone on with; nobody else may be at work on it.
    """

    def __init__(self, spark: SparkSession, folder: str, *, resume: bool = False) -> None:
        self.spark, self.folder = spark, folder
        self._resume = resume
        self._system, self._path = locate(folder)
        self._steps = 0
        # of each table, the files that it has
        self._files: dict[str, list[str]] = {}

    @property
    def added(self) -> Collection[str]:
        """Return the tables that have rows, or a file that says that there are none."""
        return self._files.keys()

    def begin(self, job: Mapping[str, Any]) -> None:
        """Make the folder, or go on with one of the same job; raises PipelineError if another thing is there."""
        told = msgspec.json.encode({"rashomon": version("rashomon"), "schema": SCHEMA_VERSION, **job}, order="sorted")
        if not self._is_there("") or (self._resume and self._is_hardly_begun()):
            self._write(_JOB, told)
            return
        if self._is_there(MANIFEST) or not self._is_there(_JOB):
            raise PipelineError(f"{self.folder}: it is there already; give the name of a folder that is to be made")
        if not self._resume:
            raise PipelineError(
                f"{self.folder}: a run began it and did not end it; if none is at work on it now, go on with --resume"
            )
        if self._read(_JOB) != told:
            raise PipelineError(
                f"{self.folder}: begun with other inputs, stages or limits, or by another version: "
                "give the name of a folder that is to be made"
            )

    def add(self, table: str, rows: DataFrame) -> None:
        """Append rows to a table of the store; columns that it does not give are null."""
        given = set(rows.columns)
        columns = columns_of(table)
        if others := given - columns.keys():
            raise PipelineError(f"table {table} has no column {', '.join(sorted(others))}")
        done = self._next_step()
        if not self._is_there(done):
            chosen = [
                f"cast({f'`{name}`' if name in given else 'null'} as {kind}) as `{name}`"
                for name, kind in columns.items()
            ]
            for name in set(self._list(table)) - set(self._files.get(table, ())):
                self._system.delete_file(f"{self._path}/{table}/{name}")
            rows.selectExpr(*chosen).write.mode("append").parquet(self._at(table))
            self._write(done, msgspec.json.encode(self._list(table)))
        self._files[table] = msgspec.json.decode(self._read(done))

    def read(self, table: str) -> DataFrame:
        """Return what was added to a table so far."""
        if table in self.added:
            return self.spark.read.parquet(self._at(table))
        return self.spark.createDataFrame([], schema_of(table))

    def keep(self, rows: DataFrame) -> DataFrame:
        """Return rows that are worked out now and once, whoever dies later."""
        done = self._next_step()
        path = self._at(done.removesuffix(".json"))
        if not self._is_there(done):
            rows.write.mode("overwrite").parquet(path)
            self._write(done, b"[]")
        return self.spark.read.parquet(path)

    def finish(self, stages: tuple[str, ...]) -> Manifest:
        """Say that all is there: without this, nobody takes the folder for a result."""
        counts = {table: self._count(table) for table in tables_of_articles()}
        manifest = Manifest(rashomon=version("rashomon"), schema=SCHEMA_VERSION, stages=stages, tables=counts)
        self._write(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
        self._system.delete_dir(f"{self._path}/{_WORK}")
        return manifest

    def _count(self, table: str) -> int:
        """Return how many rows a table has: what its files say, so nobody has to read them."""
        if table not in self.added:
            return 0
        return int(ds.dataset(f"{self._path}/{table}", format="parquet", filesystem=self._system).count_rows())

    def _next_step(self) -> str:
        """Return the name of the file that says that the step which now comes is done."""
        self._steps += 1
        return f"{_WORK}/{self._steps:03}.json"

    def _at(self, name: str) -> str:
        return f"{spark_path(self.folder)}/{name}"

    def _is_there(self, name: str) -> bool:
        return bool(self._system.get_file_info(f"{self._path}/{name}").type != fs.FileType.NotFound)

    def _is_hardly_begun(self) -> bool:
        """Tell whether a run left the folder before it had said what it was about to do."""
        there = self._system.get_file_info(fs.FileSelector(self._path, recursive=True))
        names = {one.base_name for one in there}
        return _WORK in names and names <= {_WORK, "job.json.part"}

    def _list(self, table: str) -> list[str]:
        """Return the names of the files in the folder of a table."""
        chosen = fs.FileSelector(f"{self._path}/{table}", allow_not_found=True)
        return sorted(one.base_name for one in self._system.get_file_info(chosen) if one.type == fs.FileType.File)

    def _read(self, name: str) -> bytes:
        with self._system.open_input_stream(f"{self._path}/{name}") as stream:
            return bytes(stream.read())

    def _write(self, name: str, data: bytes) -> None:
        """Write a file that is there whole or not at all."""
        path = f"{self._path}/{name}"
        self._system.create_dir(path.rpartition("/")[0])
        with self._system.open_output_stream(f"{path}.part") as stream:
            stream.write(data)
        self._system.move(f"{path}.part", path)


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
