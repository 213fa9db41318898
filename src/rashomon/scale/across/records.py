"""What a stage over the corpus is given and gives, and records of the whole pile -> rows of `record` and `about`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.scale.rows import Row
from rashomon.store.places import documents_of, row_of

__all__ = ["RECORD", "Keep", "Tables", "record_row", "split_records"]

# the tables of a store by name, with what stands there so far, and `articles` (see scale/articles.py)
Tables = Mapping[str, DataFrame]
# gives rows that are worked out once, however often they are used and whoever dies
Keep = Callable[[DataFrame], DataFrame]

# a row of `record`, and the documents that the record is about
RECORD = (
    "layer string, id string, document string, start bigint, stop bigint, made_by string, json string, "
    "about array<string>"
)


def record_row(record: Any) -> Row:
    """Return a record about several documents as a row of `RECORD`."""
    return {**row_of(record), "about": documents_of(record)}


def split_records(made: DataFrame) -> dict[str, DataFrame]:
    """Return the rows of `record` and of `about` for rows of `RECORD`."""
    about = made.select("layer", f.explode("about").alias("document"), "id")
    return {"record": made.drop("about"), "about": about}
