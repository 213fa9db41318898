"""The prints of a pile -> the pages in which a store finds them again (see store/reuse_pages.py).

Which page holds a posting depends, in a store, on what came before it; here on the prints alone. Pages so high up that
they would surely be full are left empty, each of those below them is laid out by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.scale.rows import Row, map_rows
from rashomon.store.reuse_pages import BITS, DEEPEST, PAGE, ROOT, Postings, lay_out, sort_postings

__all__ = ["lay_out_pages"]

_COLUMNS = "id bigint, prints binary, documents binary"


def lay_out_pages(postings: DataFrame, many: int) -> DataFrame:
    """Return the rows of `print_page` for postings, `many` of them."""
    depth = 0
    while depth < DEEPEST and many >> BITS * depth > 8 * PAGE:
        depth += 1
    # a shift by all 64 bits is one by none
    number = f.shiftrightunsigned("print", 64 - BITS * depth) + (ROOT << BITS * depth) if depth else f.lit(ROOT)
    paired = f.collect_list(f.struct("print", f.col("number").alias("document"))).alias("some")
    pages = postings.groupBy(number.alias("id")).agg(paired)
    pages = pages.select("id", f.col("some.print").alias("prints"), f.col("some.document").alias("documents"))
    return map_rows(pages, _pages_of, _COLUMNS).union(_above(postings, depth))


def _pages_of(page: Row) -> Iterator[Row]:
    prints, documents = (np.array(page[name], dtype=np.int64).view(np.uint64) for name in ("prints", "documents"))
    for key, held in lay_out(page["id"], sort_postings(Postings(prints, documents))):
        yield {"id": key, "prints": held.prints.tobytes(), "documents": held.documents.tobytes()}


def _above(postings: DataFrame, depth: int) -> DataFrame:
    """Return the empty pages above those of a depth."""
    keys = postings.sparkSession.range(0, 0)
    for level in range(depth):
        first = ROOT << BITS * level
        keys = keys.union(postings.sparkSession.range(first, 2 * first))
    return map_rows(keys, _empty, _COLUMNS)


def _empty(page: Row) -> Iterator[Row]:
    yield {"id": page["id"], "prints": b"", "documents": b""}
