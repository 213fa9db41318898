"""Items of a pile with their keys -> which one before it each is.

What the store holds when nothing waits there (see store/grouping.py, groups.py), said at once: of each kind, an item
is offered the first FIRST items, in order of their places, of each of its keys, as far as they stand before it, and
chooses one of these or none. So a name that ten thousand items share costs each of them FIRST comparisons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import msgspec
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as f

from rashomon.errors import PipelineError
from rashomon.profiles import Grouping
from rashomon.scale.across.records import Keep, naming
from rashomon.scale.rows import Row, map_groups
from rashomon.store.waiting import FIRST

__all__ = ["choose_antecedents"]


def choose_antecedents(items: DataFrame, groupings: Sequence[Grouping], keep: Keep) -> DataFrame:
    """Return of each item that chose another: `kind`, `finding`, `antecedent`, `score`, `reason`."""
    offers = keep(_offers(items))
    asked = offers.groupBy("kind", "finding").agg(f.collect_list("before").alias("before"))
    choosing = items.select("kind", "finding", "document", "resolved").join(asked, ["kind", "finding"])
    # whoever is offered to several items of one article is brought there once
    offered = offers.select("kind", f.col("before").alias("finding"), "document").distinct()
    offered = offered.join(items.select("kind", "finding", "resolved"), ["kind", "finding"])
    rows = choosing.unionByName(offered, allowMissingColumns=True)
    columns = "kind string, finding string, antecedent string, score double, reason string"
    return map_groups(rows, ["document"], partial(_chosen_in, groupings=groupings), columns)


def _offers(items: DataFrame) -> DataFrame:
    """Return each item, the document that it is of, and one `before` it that it may be."""
    keys = items.select("kind", "finding", "document", "place", f.explode("keys").alias("key"))
    in_order = Window.partitionBy("kind", "key").orderBy("place", "finding")
    first = keys.withColumn("at", f.row_number().over(in_order)).where(f"at <= {FIRST}")
    first = first.select("kind", "key", f.col("place").alias("earlier"), f.col("finding").alias("before"))
    met = keys.join(first, ["kind", "key"]).where("earlier < place")
    return met.select("kind", "finding", "document", "before").distinct()


def _chosen_in(rows: list[Row], groupings: Sequence[Grouping]) -> Iterator[Row]:
    """Yield what the items of one article choose; rows without a `before` are only offered to them."""
    by_kind = {grouping.kind: grouping for grouping in groupings}
    known: dict[tuple[str, str], Any] = {}
    for row in rows:
        if (key := (row["kind"], row["finding"])) not in known:
            known[key] = msgspec.json.decode(row["resolved"], type=by_kind[row["kind"]].item)
    for row in rows:
        if row["before"] is not None:
            yield from _chosen_by(row, by_kind[row["kind"]], known)


def _chosen_by(row: Row, grouping: Grouping, known: dict[tuple[str, str], Any]) -> Iterator[Row]:
    kind, finding, before = row["kind"], row["finding"], sorted(row["before"])
    with naming(f"{kind} {finding}"):
        one = grouping.choose(known[kind, finding], [known[kind, other] for other in before])
    if one is None:
        return
    if one.finding not in before:
        raise PipelineError(
            f"{kind} {finding} is to be {kind} {one.finding}, which shares no key with it or comes later"
        )
    yield {"kind": kind, "finding": finding, "antecedent": one.finding, "score": one.score, "reason": one.reason}
