"""Prints that articles share -> which two of them are compared, and what they share: the table `pair`.

What the store holds when nothing waits there (see store/reuse_visits.py), said at once: a print speaks for comparing
two of its holders where one of them is among the first `sample`; two documents are a row of `pair` where what their
prints tell adds up to `candidate`. So a text that stands in ten thousand papers makes no hundred million pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import msgspec
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.model import Span
from rashomon.profiles import Reusing
from rashomon.scale.across.prints import aside_of
from rashomon.scale.across.records import Keep, Tables, articles_with, naming
from rashomon.scale.articles import layers_of
from rashomon.scale.rows import Row, map_streams
from rashomon.store.reuse import written

__all__ = ["compare_pairs", "weigh_pairs"]

# texts that a task keeps ready, about 200 kB each; one that many share is compared with all its neighbours in a row
READY = 256


def weigh_pairs(shared: DataFrame, reusing: Reusing) -> DataFrame:
    """Return the pairs to be compared and what they weigh, from `shared`: postings with what each print tells."""
    telling = shared.where("most > 0")
    first = telling.where("last is null or document <= last")
    one = first.select("print", "plain", "most", f.col("document").alias("a"), f.col("quoted").alias("quoted_a"))
    other = telling.select("print", f.col("document").alias("b"), f.col("quoted").alias("quoted_b"))
    weight = f.when(f.col("quoted_a") & f.col("quoted_b"), f.col("most")).otherwise(f.col("plain"))
    weighed = one.join(other, "print").where("a < b").groupBy("a", "b").agg(f.sum(weight).alias("weight"))
    return weighed.where(f.col("weight") >= reusing.candidate)


def compare_pairs(tables: Tables, stock: DataFrame, weighed: DataFrame, reusing: Reusing, keep: Keep) -> DataFrame:
    """Return the rows of `pair`; `stock` is that of the documents that have any."""
    texts = articles_with(tables, ["document", "zone"])
    texts = texts.join(stock.withColumnRenamed("document", "id"), "id", "left")
    both = keep(weighed)
    for one in "ab":
        both = both.join(
            texts.select(f.col("id").alias(one), f.struct("document", "zone", "stock").alias("of_" + one)), one
        )
    columns = "a string, b string, weight bigint, kind string, containment double, passages string"
    # by ranges: the pairs of one document may be more than one task should do
    in_order = both.repartitionByRange("a", "b").sortWithinPartitions("a", "b")
    return map_streams(in_order, partial(_compared, reusing=reusing), columns)


def _compared(pairs: Iterable[Row], reusing: Reusing) -> Iterator[Row]:
    ready: dict[str, Any] = {}
    for row in pairs:
        if len(ready) >= READY:
            ready.clear()
        for one in "ab":
            if row[one] not in ready:
                ready[row[one]] = _prepare(row["of_" + one], reusing)
        with naming(f"articles {row['a']} and {row['b']}"):
            found = reusing.compare(ready[row["a"]], ready[row["b"]])
        told = {"kind": found and found.kind, "containment": found and found.containment, "passages": written(found)}
        yield {"a": row["a"], "b": row["b"], "weight": row["weight"], **told}


def _prepare(text: Row, reusing: Reusing) -> Any:
    stock = msgspec.json.decode(text["stock"] or "[]", type=list[Span])
    return reusing.prepare(layers_of(text, ["document"])["document"].text, (*stock, *aside_of(text)))
