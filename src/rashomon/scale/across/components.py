"""Edges between things -> for each thing the least of all that it hangs together with.

1. each task joins what hangs together by the edges that it has, in memory: of them a star is left, around the least
2. few stars are joined by one task   3. of many, large star and small star in turn (Kiveris, Lattanzi, Mirrokni,
Rastogi and Vassilvitskii: Connected components in MapReduce and beyond, 2014): each round hangs the neighbours of a
node on the least of them, first the greater ones, then the lesser ones, till nothing moves: then every component is one
star. Edges never grow in number; there are about as many rounds as the longest chain has binary digits. Nothing but a
count and a checksum comes to the driver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.scale.across.records import Keep
from rashomon.scale.rows import Row, map_streams

__all__ = ["find_roots"]

# edges that one task joins: about half a gigabyte of memory, and some seconds
FEW = 2_000_000


def find_roots(edges: DataFrame, keep: Keep, few: int = FEW) -> DataFrame:
    """Return for each `node` of some edges (`a`, `b`) its `root`, the least node that it hangs together with."""
    stars = keep(_stars(_join(edges)))
    mark = _mark_of(stars)
    if mark[0] <= few:
        return keep(_join(stars.coalesce(1)))
    while True:
        after = keep(_small_star(_large_star(stars)))
        if (now := _mark_of(after)) == mark:
            centres = after.select(f.col("b").alias("node"), f.col("b").alias("root")).distinct()
            return after.select(f.col("a").alias("node"), f.col("b").alias("root")).union(centres)
        stars, mark = after, now


def _join(edges: DataFrame) -> DataFrame:
    """Return for each node the least that it hangs together with by the edges of one partition."""
    return map_streams(edges.select("a", "b"), _roots_of, "node string, root string")


def _roots_of(edges: Iterable[Row]) -> Iterator[Row]:
    over: dict[str, str] = {}

    def top(node: str) -> str:
        while (above := over.setdefault(node, node)) != node:
            over[node] = over[above]
            node = above
        return node

    for edge in edges:
        lesser, greater = sorted((top(edge["a"]), top(edge["b"])))
        over[greater] = lesser
    yield from ({"node": node, "root": top(node)} for node in list(over))


def _stars(roots: DataFrame) -> DataFrame:
    return roots.where("node != root").select(f.col("node").alias("a"), f.col("root").alias("b")).distinct()


def _large_star(edges: DataFrame) -> DataFrame:
    """Hang the greater neighbours of each node on the least of it and its neighbours."""
    both = edges.union(edges.select(f.col("b").alias("a"), f.col("a").alias("b")))
    least = both.groupBy("a").agg(f.least(f.min("b"), f.col("a")).alias("least"))
    return both.where("b > a").join(least, "a").select(f.col("b").alias("a"), f.col("least").alias("b")).distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """Hang the lesser neighbours of each node, and itself, on the least of them."""
    least = edges.groupBy("a").agg(f.min("b").alias("least"))
    moved = edges.join(least, "a").select(f.col("b").alias("a"), f.col("least").alias("b")).where("a != b")
    return moved.union(least.select("a", f.col("least").alias("b"))).distinct()


def _mark_of(edges: DataFrame) -> tuple[int, int]:
    """Return what is the same for equal sets of edges, and hardly ever for others."""
    row = edges.agg(f.count("*").alias("many"), f.bit_xor(f.xxhash64("a", "b")).alias("mark")).first()
    return (row["many"], row["mark"] or 0) if row else (0, 0)
