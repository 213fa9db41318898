"""What the articles of a pile tell, say and count -> which of it is one, and the records made of that.

1. the items of each article (gathering.py)   2. each chooses one before it, or none (antecedents.py)   3. what hangs
together so is a group, of which records are made (groups.py). All kinds that a stage groups go the way together.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.pipeline import Stage
from rashomon.profiles import Grouping
from rashomon.scale.across.antecedents import choose_antecedents
from rashomon.scale.across.gathering import gather
from rashomon.scale.across.groups import group_items, make_records
from rashomon.scale.across.records import Keep, Tables

__all__ = ["group_corpus"]


def group_corpus(tables: Tables, stage: Stage, keep: Keep, groupings: Sequence[Grouping]) -> dict[str, DataFrame]:
    """Return the items of all articles, what they share with others, and the records made of those that are one."""
    items = keep(gather(tables, stage, groupings))
    chosen = keep(choose_antecedents(items, groupings, keep))
    grouped = keep(group_items(items, chosen, keep))
    made = keep(make_records(tables, grouped, groupings, keep))
    wholes = made.where("finding is not null").select("kind", "finding", "whole", "joined")
    records = made.where("finding is null").drop("finding")
    kinds = f.explode(f.array(*(f.lit(grouping.kind) for grouping in groupings))).alias("kind")
    return {
        "gathered": tables["articles"].select(kinds, f.col("id").alias("document"), f.lit(stage.by).alias("made_by")),
        "item": grouped.drop("resolved", "together").join(wholes, ["kind", "finding"]),
        "item_key": items.select("kind", f.explode("keys").alias("key"), "place", "finding"),
        "decided": items.select("kind").distinct(),
        "product": records.select("kind", "whole", "layer", "id"),
        "record": records.drop("kind", "whole", "joined"),
    }
