"""What a cluster makes of a pile is what one process makes of it, whatever dies on the way."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rashomon.pipeline import STAGES_BY_RULES, Stage, read_pile
from rashomon.scale.importing import import_tables
from rashomon.scale.run import read_corpus
from rashomon.store import open_writer
from tests.scale.mortal_stages import MORTAL, executor_dies_of
from tests.scale.stores import records_in, tables_in

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def read_both(
    spark: SparkSession, folder: Path, stages: Sequence[Stage], monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path]:
    """Read the pile of a folder by one process and by the cluster, each into a store."""
    monkeypatch.chdir(folder)
    alone, together = folder / "alone.db", folder / "together.db"
    with open_writer(alone) as writer:
        read_pile(["pile"], writer, stages=stages, jobs=1)
    read_corpus(["pile"], "tables", spark, stages=stages)
    import_tables("tables", together)
    return alone, together


def test_a_cluster_makes_the_store_that_one_process_makes(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    for article in sorted(files("rashomon.data").joinpath("sample").iterdir(), key=lambda one: one.name)[:5]:
        shutil.copy(str(article), pile / article.name)

    alone, together = read_both(spark, tmp_path, STAGES_BY_RULES, monkeypatch)

    assert tables_in(alone) == tables_in(together)
    assert records_in(alone) == records_in(together)
    # and it goes on from there as the other one does
    (pile / "later.txt").write_text(
        "The Rinsa Courier\n\nFriday 17 October 2025\n\nMarta Kelviste said the lock was open.\n"
    )
    for store in (alone, together):
        with open_writer(store) as writer:
            summary = read_pile(["pile"], writer, stages=STAGES_BY_RULES, jobs=1)
        assert (1, 5) == (summary.read, summary.unchanged)
    assert tables_in(alone) == tables_in(together)


def test_whatever_dies_or_comes_twice_the_tables_are_those_of_one_process(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile = tmp_path / "pile"
    (pile / "deep").mkdir(parents=True)
    for number in range(12):
        (pile / f"a{number}.txt").write_text(f"Aud met Bo and Audhild in Rinsa on day {number}")
    for word in ("REFUSE", "CRASH", "DIE", "TWICE"):
        (pile / f"{word.lower()}.txt").write_text(f"Cora met {word}")
    lines = [json.dumps({"id": f"id-{n % 40}", "text": f"Dag met Aud {n // 45} times"}) for n in range(60)]
    (pile / "deep" / "lines.jsonl").write_text("\n".join([*lines, "no JSON", "", *lines[:3]]))
    (pile / "deep" / "more.jsonl.gz").write_bytes(gzip.compress(lines[0].encode() + b'\n{"text": "Eli met Dag"}'))
    (pile / "picture.gif").write_bytes(b"GIF")
    (pile / "empty.txt").write_bytes(b"")
    killed = executor_dies_of(tmp_path / "killed")
    (pile / "b.txt").write_text(f"Bo met {killed}")

    alone, together = read_both(spark, tmp_path, MORTAL, monkeypatch)

    assert (tmp_path / "killed").exists()
    assert tables_in(alone) == tables_in(together)
    refused = {row[0] for row in tables_in(together)["rejection"]}
    assert {"pile/die.txt", "pile/crash.txt", "pile/twice.txt", "pile/picture.gif", "id-5"} <= refused
