"""A folder of Parquet tables, those of a store -> what it says of itself, and its rows, if it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pyarrow.dataset as ds

from rashomon.errors import PipelineError
from rashomon.scale.places import locate
from rashomon.store.loading import SCHEMA_VERSION

__all__ = ["MANIFEST", "Manifest", "read_manifest", "read_rows"]

MANIFEST = "manifest.json"
BATCH_ROWS = 4_096


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder of tables says of itself: by whom it was made, of which version a store its tables are of."""

    rashomon: str
    schema: int
    stages: tuple[str, ...]
    tables: dict[str, int]


def read_manifest(folder: str) -> Manifest:
    """Return what a folder of tables says of itself; raises PipelineError if it is none, not whole, or another's."""
    system, path = locate(folder)
    try:
        with system.open_input_stream(f"{path}/{MANIFEST}") as stream:
            manifest = msgspec.json.decode(stream.read(), type=Manifest)
    except FileNotFoundError as error:
        raise PipelineError(
            f"{folder}: no {MANIFEST} there: it is no result of `rashomon spark read`, or one that was not finished"
        ) from error
    except msgspec.MsgspecError as error:
        raise PipelineError(f"{folder}: its {MANIFEST} is damaged: {error}") from error
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
