"""The articles of a pile -> what each tells, says or counts: items, of every kind that a stage groups.

What the store holds of them when nothing waits (see store/grouping.py), said at once: a row of `item` for what `find`
gives of an article, from its layers and the blocks of identity in which its entities stand, and one of `item_key` for
each of its keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.pipeline import Stage
from rashomon.profiles import Grouping
from rashomon.scale.across.records import Tables, articles_with, naming, to_json
from rashomon.scale.articles import layers_of
from rashomon.scale.rows import Row, map_rows
from rashomon.store.places import decode

__all__ = ["gather", "items_of"]

# what is not of one article, and is known when items are gathered; it is the pile's, and in the table `record`
_OF_PILE = "reference"
_ITEM = (
    "kind string, finding string, document string, made_by string, place string, json string, "
    "keyed_by string, alone boolean, keys array<string>, resolved string"
)


def gather(tables: Tables, stage: Stage, groupings: Sequence[Grouping]) -> DataFrame:
    """Return the items of all articles with their `keys`; in `resolved`, the pile's entities are in their place."""
    needs = stage.needs - {"identity", _OF_PILE}
    articles = articles_with(tables, needs).join(_people(tables), "id", "left")
    if _OF_PILE in stage.needs:
        articles = articles.join(_references(tables), "id", "left")
    work = partial(items_of, needs=needs, groupings=groupings, by=stage.by)
    return map_rows(articles, work, _ITEM)


def _people(tables: Tables) -> DataFrame:
    """Return the entities of each article that are known in the pile, the block of each, and who it is there."""
    profiles = tables["profile"].select(f.col("id").alias("profile"), "block", f.col("entity").alias("whole"))
    known = tables["member"].select(f.col("document").alias("id"), "entity", "profile").join(profiles, "profile")
    return known.groupBy("id").agg(f.collect_list(f.struct("entity", "block", "whole")).alias("people"))


def _references(tables: Tables) -> DataFrame:
    """Return the references of each article, in order, and the block of the pile's entity that each means."""
    found = tables["record"].where(f.col("layer") == _OF_PILE)
    found = found.select("document", f.struct("start", "stop", "id", "json").alias("one"))
    meant = f.get_json_object("one.json", "$.entity").alias("entity")
    blocks = tables["profile"].select("entity", "block").distinct()
    told = found.withColumn("entity", meant).join(blocks, "entity", "left")
    return told.groupBy(f.col("document").alias("id")).agg(
        f.sort_array(f.collect_set("one")).alias("references"),
        f.collect_set(f.struct("entity", "block")).alias("meant"),
    )


def items_of(article: Row, needs: Collection[str], groupings: Sequence[Grouping], by: str) -> Iterator[Row]:
    """Yield the items of one article; raises PipelineError with its id where a stage has a bug."""
    layers: dict[str, Any] = layers_of(article, needs)
    people = article["people"] or []
    blocks = {one["entity"]: one["block"] for one in people}
    if "references" in article:
        layers[_OF_PILE] = [decode(_OF_PILE, one["json"]) for one in article["references"] or ()]
        blocks |= {one["entity"]: one["block"] for one in article["meant"] or () if one["block"] is not None}
    whole = {one["entity"]: one["whole"] for one in people if one["whole"] is not None}
    with naming(f"{by}: article {article['id']}"):
        found = {find: find(blocks=blocks, **layers) for find in dict.fromkeys(one.find for one in groupings)}
    for grouping in groupings:
        for item, place, its_keys in [one for one in found[grouping.find] if isinstance(one.item, grouping.item)]:
            keys = sorted(set(its_keys))
            yield {
                "kind": grouping.kind, "finding": item.finding, "document": article["id"], "made_by": by,
                "place": place, "json": to_json(item), "keyed_by": to_json(keys), "alone": grouping.alone(item),
                "keys": keys,
                "resolved": to_json(grouping.resolve(item, whole)),
            }  # fmt: skip
