"""The articles of each story -> whom its descriptions mean: the table `cast`, and the records of references."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.errors import PipelineError
from rashomon.link import find_references
from rashomon.pipeline import Stage
from rashomon.scale.across.records import RECORD, Keep, Tables
from rashomon.scale.articles import layers_of
from rashomon.scale.rows import Row, map_groups
from rashomon.store import FindReferences
from rashomon.store.places import row_of

__all__ = ["resolve_corpus"]


def resolve_corpus(
    tables: Tables, stage: Stage, keep: Keep, find: FindReferences = find_references
) -> Mapping[str, DataFrame]:
    """Return whom the descriptions in each story mean; see `pipeline.resolve_references`.

    The articles of a story are in memory at the same time, in one task, as far as the stage needs them.
    """
    needs = sorted(stage.needs - {"identity", "story"})
    stories = tables["about"].where("layer = 'story'").select(f.col("id").alias("story"), "document")
    told = stories.join(who_is_who(tables), "document", "left").withColumnRenamed("document", "id")
    rows = told.join(tables["articles"].select("id", *needs), "id")
    found = map_groups(rows, ["story"], partial(_resolve, find=find, needs=needs), RECORD, order=["id"])
    cast = stories.select("story", f.lit(stage.by).alias("made_by")).distinct()
    return {"cast": cast, "record": found.drop("about")}


def who_is_who(tables: Tables) -> DataFrame:
    """Return for each `document` who its entities are in the pile, `pile`: a list of `entity` and `whole`."""
    who = (
        tables["profile"]
        .where("entity is not null")
        .select(f.col("id").alias("profile"), f.col("entity").alias("whole"))
    )
    members = tables["member"].select("document", "entity", "profile")
    return (
        members.join(who, "profile").groupBy("document").agg(f.collect_list(f.struct("entity", "whole")).alias("pile"))
    )


def _resolve(rows: list[Row], find: FindReferences, needs: Collection[str]) -> Iterator[Row]:
    articles = [
        {**layers_of(row, needs), "pile": {one["entity"]: one["whole"] for one in row["pile"] or ()}} for row in rows
    ]
    for one in find(articles):
        if one.document not in {row["id"] for row in rows}:
            raise PipelineError(f"story {rows[0]['story']} has no document {one.document}")
        yield {**row_of(one), "about": []}
