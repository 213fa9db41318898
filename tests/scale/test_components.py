"""What hangs together on Spark is what hangs together in memory, joined by one task or in rounds."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rashomon.scale.across.components import FEW, find_roots
from tests.scale.given import Kept

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Edges = list[tuple[str, str]]


def many_graphs() -> Edges:
    """Return the edges of 20 graphs of any density, a long chain, a star, edges that come twice, and one to itself."""
    dice = random.Random(8)
    edges: Edges = []
    for graph in range(20):
        nodes = [f"{graph:02}-{node:02}" for node in range(dice.randint(2, 12))]
        edges += [(dice.choice(nodes), dice.choice(nodes)) for _ in range(dice.randint(1, 14))]
    # the numbers of a chain in no order, or each round would look at its ends only
    chain = dice.sample(range(16), 16)
    edges += [(f"chain-{a:02}", f"chain-{b:02}") for a, b in pairwise(chain)]
    edges += [("star-9", f"star-{ray}") for ray in range(9)]
    return [*edges, edges[0], edges[0][::-1], ("alone", "alone")]


def roots_of(edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each node the least one that is reached from it, by walking there."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in edges:
        beside[a].add(b)
        beside[b].add(a)
    found = {}
    for node in beside:
        reached, border = {node}, {node}
        while border:
            border = {other for one in border for other in beside[one]} - reached
            reached |= border
        found[node] = min(reached)
    return found


@pytest.mark.parametrize("few", [FEW, 0], ids=["by one task", "in rounds"])
def test_each_node_finds_the_least_that_it_hangs_together_with(spark: SparkSession, tmp_path: Path, few: int) -> None:
    edges = many_graphs()
    frame = spark.createDataFrame(edges, "a string, b string").repartition(3)

    found = [(row.node, row.root) for row in find_roots(frame, Kept(tmp_path), few).collect()]

    # who hangs together with itself alone need not be named
    expected = roots_of(edges)
    alone = {(node, root) for node, root in expected.items() if list(expected.values()).count(root) == 1}
    assert expected.items() - alone == set(found) - alone
    assert len(found) == len(set(found))
    assert {"chain-00"} == {root for node, root in found if node.startswith("chain")}
