"""What a stage over the corpus is given and gives, and records of the whole pile -> rows of `record` and `about`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.errors import PipelineError, RashomonError
from rashomon.scale.rows import Row
from rashomon.store.places import documents_of, row_of

__all__ = ["RECORD", "Keep", "Tables", "articles_with", "naming", "record_row", "split_records", "to_json"]

# the tables of a store by name, with what stands there so far, and `articles` (see scale/articles.py)
Tables = Mapping[str, DataFrame]
# gives rows that are worked out once, however often they are used and whoever dies
Keep = Callable[[DataFrame], DataFrame]

# a row of `record`, and the documents that the record is about
RECORD = (
    "layer string, id string, document string, start bigint, stop bigint, made_by string, json string, "
    "about array<string>"
)


def articles_with(tables: Tables, layers: Collection[str]) -> DataFrame:
    """Return the articles with these layers; of one that no stage has given, nobody has any."""
    articles = tables["articles"]
    given = {*articles.columns}
    none = f.lit(None).cast("binary")
    return articles.select("id", *(f.col(name) if name in given else none.alias(name) for name in sorted(layers)))


def to_json(value: Any) -> str:
    """Return what stages hand to each other, free of offsets, as the store writes it."""
    return msgspec.json.encode(value).decode()


@contextmanager
def naming(whose: str) -> Iterator[None]:
    """Let what goes wrong inside say at whose turn it did: of a thousand tasks, Spark names one."""
    try:
        yield
    except RashomonError:
        raise
    except Exception as error:
        raise PipelineError(f"{whose}: {type(error).__name__}: {error}") from error


def record_row(record: Any) -> Row:
    """Return a record about several documents as a row of `RECORD`."""
    return {**row_of(record), "about": documents_of(record)}


def split_records(made: DataFrame) -> dict[str, DataFrame]:
    """Return the rows of `record` and of `about` for rows of `RECORD`."""
    about = made.select("layer", f.explode("about").alias("document"), "id")
    return {"record": made.drop("about"), "about": about}
