"""A DataFrame and a plain function -> a DataFrame: rows reach Python as Arrow batches, and the function as dicts.

Functions are sent to the workers by name, so they can be imported there. Streams are never gathered: a partition of
any size goes through with one batch in memory, a group with its own rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import StructType

__all__ = ["Row", "map_groups", "map_rows", "map_streams"]

Row = dict[str, Any]

# a batch of rows that workers give back ends at either; an article with all its findings has about 300 kB
BATCH_ROWS = 2_000
BATCH_BYTES = 8 * 2**20


def map_streams(rows: DataFrame, work: Callable[[Iterator[Row]], Iterable[Row]], schema: StructType | str) -> DataFrame:
    """Return what `work` makes of each partition: it gets its rows one after another, and yields rows of `schema`."""
    made = _struct(schema)
    arrow = to_arrow_schema(made)

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from _pack(work(_unpack(batches)), arrow)

    return rows.mapInArrow(run, made)


def map_rows(rows: DataFrame, work: Callable[[Row], Iterable[Row]], schema: StructType | str) -> DataFrame:
    """Return what `work` makes of each row: any number of rows of `schema`."""
    return map_streams(rows, lambda some: (made for row in some for made in work(row)), schema)


def map_groups(
    rows: DataFrame,
    keys: Sequence[str],
    work: Callable[[list[Row]], Iterable[Row]],
    schema: StructType | str,
    order: Sequence[str] = (),
) -> DataFrame:
    """Return what `work` makes of each group of rows that have `keys` in common; it gets them in the order of `order`.

    One pass over sorted partitions, and not a batch a group: most groups have few rows, and there are millions.
    """
    key = itemgetter(*keys)

    def run(some: Iterator[Row]) -> Iterator[Row]:
        for _, group in groupby(some, key):
            yield from work(list(group))

    return map_streams(rows.repartition(*keys).sortWithinPartitions(*keys, *order), run, schema)


def _struct(schema: StructType | str) -> StructType:
    return schema if isinstance(schema, StructType) else cast(StructType, StructType.fromDDL(schema))


def _unpack(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    for batch in batches:
        yield from batch.to_pylist()


def _pack(rows: Iterable[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    waiting: list[Row] = []
    size = 0
    for row in rows:
        waiting.append(row)
        size += sum(len(value) for value in row.values() if isinstance(value, (bytes, str)))
        if len(waiting) == BATCH_ROWS or size > BATCH_BYTES:
            yield pa.RecordBatch.from_pylist(waiting, schema)
            waiting, size = [], 0
    if waiting:
        yield pa.RecordBatch.from_pylist(waiting, schema)
