"""A folder of tables that Spark has made -> a new store."""

from __future__ import annotations

import os
from collections.abc import Callable

from rashomon.scale.tables import read_manifest, read_rows
from rashomon.store.loading import load_store

__all__ = ["import_tables"]


def import_tables(
    folder: str, store: str | os.PathLike[str], tell: Callable[[str, int], None] = lambda table, rows: None
) -> dict[str, int]:
    """Make a new store of a folder of tables, all or nothing; return how many rows each table has.

    Needs no Spark. Raises PipelineError for a folder that is not whole, StoreError for a store that holds articles.
    """
    manifest = read_manifest(folder)
    return load_store(store, lambda table: read_rows(folder, table, manifest), tell)
