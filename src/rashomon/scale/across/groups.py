"""Items that chose -> the groups of those that are one, and the records made of each.

What the store holds when nothing waits there (see store/groups.py), said at once: a group is what hangs together by the
choices of its items, and `whole` is the name that its first item gives it; its records are what `make` gives for its
items in the order of their places, and what the documents of this group alone owe to each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import msgspec
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.errors import PipelineError
from rashomon.model import digest, layer_of
from rashomon.profiles import Antecedent, Dependence, Grouping
from rashomon.scale.across.components import find_roots
from rashomon.scale.across.records import Keep, Tables, articles_with, naming
from rashomon.scale.articles import layers_of
from rashomon.scale.rows import Row, map_groups
from rashomon.store.places import decode, row_of

__all__ = ["group_items", "make_records"]

# a record made of a group, or an item of it, which has a `finding`
_MADE = (
    "kind string, whole string, joined boolean, finding string, layer string, id string, document string, "
    "start bigint, stop bigint, made_by string, json string"
)
_COLUMNS = [column.split()[0] for column in _MADE.split(", ")]


def group_items(items: DataFrame, chosen: DataFrame, keep: Keep) -> DataFrame:
    """Return the items with what they chose, and in `together` what those of one group have in common."""
    node = f.concat_ws(" ", "kind", "finding")
    roots = find_roots(chosen.select(node.alias("a"), f.concat_ws(" ", "kind", "antecedent").alias("b")), keep)
    told = items.drop("keys").join(chosen, ["kind", "finding"], "left").withColumn("node", node)
    return told.join(roots, "node", "left").withColumn("together", f.coalesce("root", "node")).drop("root", "node")


def make_records(tables: Tables, grouped: DataFrame, groupings: Sequence[Grouping], keep: Keep) -> DataFrame:
    """Return the records made of each group with its `whole`, and rows that name that of each `finding`."""
    stand_in = keep(grouped.select("together", "document").distinct())
    columns = ("together", "kind", "place", "finding", "document", "resolved", "antecedent", "score", "reason")
    rows = grouped.select(*columns)
    for more in (_articles(tables, stand_in), _families(tables, stand_in), _passages(tables, stand_in)):
        rows = rows.unionByName(more, allowMissingColumns=True)
    return map_groups(rows, ["together"], partial(_made_of, groupings=groupings), _MADE, order=["place", "id"])


def _articles(tables: Tables, stand_in: DataFrame) -> DataFrame:
    """Return what the documents of each group say of themselves."""
    articles = articles_with(tables, ["article", "dating"])
    return stand_in.withColumnRenamed("document", "id").join(articles, "id")


def _families(tables: Tables, stand_in: DataFrame) -> DataFrame:
    about = tables["about"].where("layer = 'family'").select("document", "id")
    families = tables["record"].where("layer = 'family'").select("id", f.col("json").alias("family"))
    return stand_in.join(about, "document").select("together", "id").distinct().join(families, "id")


def _passages(tables: Tables, stand_in: DataFrame) -> DataFrame:
    """Return what two documents of one group share."""
    about = tables["about"].where("layer = 'reuse'").select("document", "id")
    inside = stand_in.join(about, "document").groupBy("together", "id").count().where("count = 2").drop("count")
    passages = tables["record"].where("layer = 'reuse'").select("id", f.col("json").alias("passage"))
    return inside.join(passages, "id")


def _made_of(rows: list[Row], groupings: Sequence[Grouping]) -> Iterator[Row]:
    """Yield what is made of the rows of a group: those of its items in order, and what is known of its documents."""
    items = [row for row in rows if row["finding"] is not None]
    grouping = next(grouping for grouping in groupings if grouping.kind == items[0]["kind"])
    whole = digest(grouping.whole, items[0]["finding"])
    named = {"kind": grouping.kind, "whole": whole, "joined": len(items) > 1}
    yield from ({**dict.fromkeys(_COLUMNS), **named, "finding": item["finding"]} for item in items)
    with naming(f"{grouping.whole} {whole}"):
        made = grouping.make([_item(item, grouping) for item in items], _dependence(rows, grouping))
    for one in made:
        if layer_of(one) == grouping.whole and one.id != whole:
            raise PipelineError(
                f"the {grouping.whole} of {grouping.kind} {items[0]['finding']} is called {one.id} instead of {whole}"
            )
        yield {**named, "finding": None, **row_of(one)}


def _item(row: Row, grouping: Grouping) -> Any:
    chosen = row["antecedent"] and Antecedent(finding=row["antecedent"], score=row["score"], reason=row["reason"])
    return msgspec.structs.replace(msgspec.json.decode(row["resolved"], type=grouping.item), antecedent=chosen)


def _dependence(rows: list[Row], grouping: Grouping) -> Dependence:
    """Return what the documents of a group owe to each other."""
    told = [layers_of(row, ["article", "dating"]) for row in rows if row["article"] is not None]
    families = [decode("family", row["family"]) for row in rows if row["family"] is not None]
    articles = [one["article"] for one in told if one["article"]]
    stood_on = grouping.newsrooms(articles, [dating for one in told for dating in one["dating"]], families)
    documents = sorted({row["document"] for row in rows if row["finding"] is not None})
    passages = [decode("reuse", row["passage"]) for row in rows if row["passage"] is not None]
    return Dependence(newsroom={key: stood_on.get(key, key) for key in documents}, passages=passages)
