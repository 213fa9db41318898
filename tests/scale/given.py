"""A local store -> what a stage over the corpus is given on Spark; and rows of either, to be compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from rashomon.model import Document
from rashomon.scale.articles import encode_layers
from rashomon.scale.output import schema_of
from rashomon.store.loading import columns_of
from rashomon.store.places import decode

_numbers = count()


class Kept:
    """Keeps rows in a folder, as `rashomon spark read` does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, rows: DataFrame) -> DataFrame:
        path = str(self.folder / f"kept-{next(_numbers)}")
        rows.write.parquet(path)
        return rows.sparkSession.read.parquet(path)


def tables_given(spark: SparkSession, store: Path, layers: Sequence[str], names: Sequence[str]) -> dict[str, DataFrame]:
    """Return these tables of a store, and its articles with these layers."""
    found = {name: spark.createDataFrame(rows_in(store, name), schema_of(name)) for name in names}
    return {**found, "articles": _articles(spark, store, layers)}


def _articles(spark: SparkSession, store: Path, layers: Sequence[str]) -> DataFrame:
    fields = Document.__struct_fields__
    with closing(sqlite3.connect(store)) as connection:
        texts = connection.execute(f"SELECT {', '.join(fields)} FROM document")
        documents = [Document(**dict(zip(fields, row, strict=True))) for row in texts]
        found = connection.execute("SELECT document, layer, json FROM record WHERE document IS NOT NULL").fetchall()
    rows = []
    for one in documents:
        records = [decode(layer, json) for document, layer, json in found if document == one.id and layer in layers]
        encoded = encode_layers([one, *records])
        rows.append((one.id, *(encoded.get(layer) for layer in layers)))
    return spark.createDataFrame(rows, ", ".join(["id string", *(f"{layer} binary" for layer in layers)]))


def rows_in(store: Path, table: str, where: str = "1") -> list[tuple[Any, ...]]:
    """Return the rows of a table of a store in an order of their own."""
    columns = columns_of(table)
    chosen = ", ".join(f'"{name}"' for name in columns)
    with closing(sqlite3.connect(store)) as connection:
        rows = connection.execute(f"SELECT {chosen} FROM {table} WHERE {where}").fetchall()
    flags = [kind == "boolean" for kind in columns.values()]
    typed = [tuple(bool(v) if flag else v for v, flag in zip(row, flags, strict=True)) for row in rows]
    return sorted(typed, key=repr)


def rows_of(made: dict[str, DataFrame], table: str, among: Collection[str] | None = None) -> list[tuple[Any, ...]]:
    """Return the rows that a stage gives for a table in the same order; `among` are the values of the first column."""
    rows = made[table].select(*columns_of(table)).collect()
    plain = [tuple(bytes(v) if isinstance(v, bytearray) else v for v in row) for row in rows]
    return sorted((row for row in plain if among is None or row[0] in among), key=repr)
