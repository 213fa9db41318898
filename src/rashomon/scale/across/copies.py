"""What two articles share -> families of copies, who has it from whom: records of `family` and `reuse`, and `kindred`.

What the store holds when nothing waits there (see store/reuse.py), said at once: a family is what hangs together by
pairs that are republications; a pair of one family has its direction from the tree of copies, any other from what the
two articles say of themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace

import msgspec
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.model import Family
from rashomon.pipeline import Stage
from rashomon.profiles import Provenance, Reusing
from rashomon.scale.across.components import find_roots
from rashomon.scale.across.records import RECORD, Keep, Tables, articles_with, record_row, to_json
from rashomon.scale.articles import layers_of
from rashomon.scale.rows import Row, map_groups, map_rows
from rashomon.store.reuse import reuse_of

__all__ = ["trace_copies"]


def trace_copies(tables: Tables, stage: Stage, pairs: DataFrame, reusing: Reusing, keep: Keep) -> DataFrame:
    """Return the records of families and of what is shared, as rows of `RECORD`; `pairs` are the rows of `pair`."""
    sharing = pairs.where("kind is not null")
    roots = find_roots(sharing.where("kind = 'republication'"), keep)
    told = sharing
    provenances = keep(
        map_rows(_sharers(tables, sharing), partial(_provenance_of, reusing=reusing), "id string, told string")
    )
    for one in "ab":
        told = told.join(provenances.select(f.col("id").alias(one), f.col("told").alias("told_" + one)), one)
        told = told.join(roots.select(f.col("node").alias(one), f.col("root").alias("root_" + one)), one, "left")
    told = keep(told)
    within = map_groups(
        told.where("root_a = root_b"), ["root_a"], partial(_of_family, reusing=reusing, by=stage.by), RECORD
    )
    between = told.where("root_a is null or root_b is null or root_a != root_b")
    return within.union(map_rows(between, partial(_of_pair, reusing=reusing, by=stage.by), RECORD))


def _sharers(tables: Tables, sharing: DataFrame) -> DataFrame:
    """Return the articles that share anything with another."""
    some = sharing.select(f.explode(f.array("a", "b")).alias("id")).distinct()
    return articles_with(tables, ["article", "dating"]).join(some, "id")


def _provenance_of(row: Row, reusing: Reusing) -> Iterator[Row]:
    layers = layers_of(row, ["article", "dating"])
    article, dating = layers["article"], next(iter(layers["dating"]), None)
    told = reusing.provenance_of(article, dating) if article else Provenance(document=row["id"])
    yield {"id": row["id"], "told": to_json(told)}


def _of_family(pairs: list[Row], reusing: Reusing, by: str) -> Iterator[Row]:
    told = {pair[one]: pair["told_" + one] for pair in pairs for one in "ab"}
    ties = {(pair["a"], pair["b"]): pair["containment"] for pair in pairs if pair["kind"] == "republication"}
    family = reusing.trace_family([_decode(told[document]) for document in sorted(told)], ties)
    yield record_row(family)
    for pair in pairs:
        yield from _of_pair(pair, reusing, by, family)


def _of_pair(pair: Row, reusing: Reusing, by: str, family: Family | None = None) -> Iterator[Row]:
    direction = reusing.direction_of(_decode(pair["told_a"]), _decode(pair["told_b"]), family)
    yield from map(record_row, reuse_of(SimpleNamespace(**pair), direction, by))


def _decode(told: str) -> Provenance:
    return msgspec.json.decode(told, type=Provenance)
