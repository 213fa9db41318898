"""The articles of a pile -> its stories: the tables `bag`, `bag_term` and `likeness`, and the records of stories.

What the store holds when nothing waits there (see store/stories.py), said at once: a row of `bag` for each article, its
LEADING terms in `bag_term`; a row of `likeness` for any two articles whose leading terms together give SHARED, of which
the days between them leave LASTING, and that `liken` finds alike at all; the stories are the groups that `group` makes
of what hangs together by pairs alike enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

import msgspec
import numpy as np
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.pipeline import Stage
from rashomon.pipeline.across import SORTING
from rashomon.profiles import Bag, Sorting
from rashomon.scale.across.components import find_roots
from rashomon.scale.across.records import (
    RECORD,
    Keep,
    Tables,
    articles_with,
    naming,
    record_row,
    split_records,
)
from rashomon.scale.articles import layers_of
from rashomon.scale.rows import Row, map_groups, map_rows
from rashomon.store.bag_terms import (
    LASTING,
    SHARED,
    leading_terms,
    read_weighed,
    row_of_term,
    share,
    weigh,
)
from rashomon.store.stories import row_of_bag

__all__ = ["sort_corpus"]


def sort_corpus(tables: Tables, stage: Stage, keep: Keep, sorting: Sorting = SORTING) -> dict[str, DataFrame]:
    """Return what articles are about, how alike any two are, and the stories that they tell."""
    filled = keep(_fill(tables, stage, sorting))
    bags = filled.drop("leading", "days")
    terms = filled.select(f.explode("leading").alias("one"), "document", "days")
    terms = terms.select("one.term", "document", "one.weight", "days")
    likeness = keep(_liken(filled, _candidates(terms), sorting))
    stories = keep(_make_stories(bags, _group(bags, likeness, sorting, keep), sorting))
    return {"bag": bags, "bag_term": _lay_out(terms), "likeness": likeness, **split_records(stories)}


def _fill(tables: Tables, stage: Stage, sorting: Sorting) -> DataFrame:
    """Return what each article is about, its heaviest terms beside it."""
    columns = (
        "document string, made_by string, earliest string, digests binary, weights binary, json string, "
        "leading array<struct<term: string, weight: bigint>>, days array<double>"
    )
    return map_rows(articles_with(tables, stage.needs), partial(_bag_of, sorting=sorting, stage=stage), columns)


def _bag_of(article: Row, sorting: Sorting, stage: Stage) -> Iterator[Row]:
    with naming(f"{stage.by}: article {article['id']}"):
        mine = sorting.find(**layers_of(article, stage.needs))
    leading = [{"term": term, "weight": weight} for term, weight in leading_terms(mine)]
    yield {**row_of_bag(mine, weigh(mine), stage.by), "leading": leading, "days": list(mine.days)}


def _lay_out(terms: DataFrame) -> DataFrame:
    """Return a row for each term, of all who have it."""
    return map_groups(terms, ["term"], _row_of_term, "term string, holders binary")


def _row_of_term(held: list[Row]) -> Iterator[Row]:
    holdings = [(int(one["document"], 16), one["weight"], tuple(one["days"])) for one in held]
    yield row_of_term(held[0]["term"], holdings)


def _candidates(terms: DataFrame) -> DataFrame:
    """Return the pairs of documents that share enough of their heaviest terms to be compared."""
    mine, other = (terms.select("term", f.col("document").alias(one), f.col("weight").alias("w" + one)) for one in "ab")
    sharing = mine.join(other, "term").where("a < b").groupBy("a", "b")
    return sharing.agg(f.sum(f.col("wa") * f.col("wb")).alias("shared")).where(f.col("shared") >= SHARED)


def _liken(filled: DataFrame, pairs: DataFrame, sorting: Sorting) -> DataFrame:
    """Return the pairs that are alike at all, and how much."""
    told = pairs
    for one in "ab":
        weighed = (f.col(column).alias(f"{column}_{one}") for column in ("digests", "weights", "days"))
        told = told.join(filled.select(f.col("document").alias(one), *weighed), one)
    return map_rows(told, partial(_likeness_of, sorting=sorting), "a string, b string, millionths bigint")


def _likeness_of(pair: Row, sorting: Sorting) -> Iterator[Row]:
    fade = sorting.fade(tuple(pair["days_a"]), np.array([pair["days_b"]]))
    if pair["shared"] * int(fade[0]) < LASTING:
        return
    one, other = (read_weighed(pair[f"digests_{name}"], pair[f"weights_{name}"]) for name in "ab")
    if millionths := int(sorting.liken(share(one, [other]), fade)[0]):
        yield {"a": pair["a"], "b": pair["b"], "millionths": millionths}


def _decode(json: str) -> Bag:
    return msgspec.json.decode(json, type=Bag)


def _group(bags: DataFrame, likeness: DataFrame, sorting: Sorting, keep: Keep) -> DataFrame:
    """Return the documents of each story, by the first of them."""
    roots = find_roots(likeness.where(f.col("millionths") >= sorting.linked), keep)
    of_a, of_b = (roots.select(f.col("node").alias(one), f.col("root").alias("root_" + one)) for one in "ab")
    within = likeness.join(of_a, "a").join(of_b, "b").where("root_a = root_b")
    columns = "story string, document string"
    several = keep(map_groups(within, ["root_a"], partial(_groups_of, sorting=sorting), columns))
    alone = bags.join(several, "document", "left_anti").select(f.col("document").alias("story"), "document")
    return several.union(alone)


def _groups_of(near: list[Row], sorting: Sorting) -> Iterator[Row]:
    beside: dict[str, dict[str, int]] = defaultdict(dict)
    for pair in near:
        beside[pair["a"]][pair["b"]] = beside[pair["b"]][pair["a"]] = pair["millionths"]
    for documents in sorting.group(sorted(beside), beside):
        yield from ({"story": documents[0], "document": document} for document in documents)


def _make_stories(bags: DataFrame, stories: DataFrame, sorting: Sorting) -> DataFrame:
    """Return the record of each story as a row of `RECORD`."""
    told = stories.join(bags, "document").select("story", "document", "json")
    return map_groups(told, ["story"], partial(_story_of, sorting=sorting), RECORD, order=["document"])


def _story_of(told: list[Row], sorting: Sorting) -> Iterator[Row]:
    yield record_row(sorting.make([_decode(row["json"]) for row in told]))
