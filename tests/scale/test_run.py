"""What a cluster makes of a pile is what one process makes of it, whatever dies on the way."""

from __future__ import annotations

import gzip
import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from pyspark.sql import DataFrame, SparkSession

from rashomon.errors import PipelineError
from rashomon.pipeline import STAGES_BY_RULES, Stage, read_pile, with_longest
from rashomon.pipeline.stage import stages_per
from rashomon.scale.importing import import_tables
from rashomon.scale.inputs import find_parts
from rashomon.scale.output import Output
from rashomon.scale.run import job_of, read_corpus
from rashomon.scale.tables import read_manifest
from rashomon.store import open_writer
from rashomon.workers import Limits
from tests.scale.mortal_stages import MORTAL, executor_dies_of
from tests.scale.stores import records_in, tables_in

STORY = ("courier-crew-freed.txt", "courier-inquiry.html", "packet-dredger-sinks.txt", "radio-oresk.jsonl")
LATER = "The Rinsa Courier\n\nFriday 17 October 2025\n\nMarta Kelviste said the lock at Kaldra was open again.\n"
LIMITS = Limits(seconds=300)


@pytest.fixture
def pile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a story, and all that may go wrong beside it; refs are told from its folder."""
    pile = tmp_path / "pile"
    (pile / "deep").mkdir(parents=True)
    for name in STORY:
        shutil.copy(str(files("rashomon.data") / "sample" / name), pile / name)
    for word in ("CRASH", "DIE", executor_dies_of(tmp_path / "killed")):
        (pile / f"{word[:4].lower()}.txt").write_text(f"Marta Kelviste said that {word} was heard.")
    # of each id, two have the same words, the third has others
    lines = [json.dumps({"id": f"id-{n % 6}", "text": f"Oresk counted {n // 12} boats."}) for n in range(18)]
    (pile / "deep" / "lines.jsonl").write_text("\n".join([*lines, "no JSON", "", lines[0]]))
    (pile / "deep" / "more.jsonl.gz").write_bytes(gzip.compress(lines[-1].encode()))
    (pile / "picture.gif").write_bytes(b"GIF")
    (pile / "empty.txt").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    return pile


def test_a_cluster_makes_the_store_that_one_process_makes(spark: SparkSession, pile: Path, tmp_path: Path) -> None:
    alone, together = tmp_path / "alone.db", tmp_path / "together.db"
    with open_writer(alone) as writer:
        read_pile(["pile"], writer, stages=MORTAL, jobs=1, limits=LIMITS)
    with pytest.raises(_Died):
        read_corpus(["pile"], _Mortal(spark, "tables"), stages=MORTAL, limits=LIMITS)
    with pytest.raises(PipelineError, match=r"no manifest\.json there"):
        import_tables("tables", together)
    held = _parts("record")
    manifest = read_corpus(["pile"], Output(spark, "tables", resume=True), stages=MORTAL, limits=LIMITS)
    import_tables("tables", together)

    assert (tmp_path / "killed").exists()  # an executor died
    gone = held - _parts("record")
    assert 0 < len(gone) < len(held)  # what was half added was added anew, what was read was not read again
    assert tables_in(alone) == tables_in(together)
    assert records_in(alone) == records_in(together)
    refused = {row[0] for row in tables_in(together)["rejection"]}
    assert {"pile/die.txt", "pile/cras.txt", "pile/picture.gif", "pile/empty.txt", "id-5"} <= refused
    assert manifest == read_manifest("tables")

    # and it goes on from there as the other one does
    (pile / "later.txt").write_text(LATER)
    for store in (alone, together):
        with open_writer(store) as writer:
            assert 1 == read_pile(["pile/later.txt"], writer, stages=STAGES_BY_RULES, jobs=1).read
    assert tables_in(alone) == tables_in(together)


def test_a_stage_that_spark_does_not_know_is_refused_at_once(spark: SparkSession, tmp_path: Path) -> None:
    other = Stage("other", 1, frozenset({"document"}), frozenset({"other"}), print, per="corpus")

    with pytest.raises(PipelineError, match="other/1 cannot be run by Spark; known: link_pile, compare_pile"):
        read_corpus([str(tmp_path)], Output(spark, str(tmp_path / "out")), stages=(*STAGES_BY_RULES, other))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_there_is_left_alone(spark: SparkSession, tmp_path: Path) -> None:
    for resume in (False, True):
        with pytest.raises(PipelineError, match="it is there already; give the name of a folder that is to be made"):
            Output(spark, str(tmp_path), resume=resume).begin({})


def test_a_folder_that_was_begun_is_gone_on_with_when_asked_and_by_the_same_job_alone(
    spark: SparkSession, tmp_path: Path
) -> None:
    folder = str(tmp_path / "tables")
    Output(spark, folder, resume=True).begin({"inputs": "some"})

    with pytest.raises(PipelineError, match=r"a run began it and did not end it; .* go on with --resume"):
        Output(spark, folder).begin({"inputs": "some"})
    with pytest.raises(PipelineError, match="begun with other inputs, stages or limits, or by another version"):
        Output(spark, folder, resume=True).begin({"inputs": "others"})
    Output(spark, folder, resume=True).begin({"inputs": "some"})


def test_a_run_by_another_limit_to_the_length_of_articles_is_another_job(spark: SparkSession, tmp_path: Path) -> None:
    article, folder = tmp_path / "a.txt", str(tmp_path / "tables")
    article.write_text("The lock was open.")
    stages = stages_per(with_longest(STAGES_BY_RULES, 5_000), "document")
    Output(spark, folder).begin(job_of(find_parts([str(article)]), stages, LIMITS))

    with pytest.raises(PipelineError, match="begun with other inputs, stages or limits"):
        read_corpus(
            [str(article)], Output(spark, folder, resume=True), limits=LIMITS,
            stages=stages_per(with_longest(STAGES_BY_RULES, 6_000), "document"),
        )  # fmt: skip
    Output(spark, folder, resume=True).begin(job_of(find_parts([str(article)]), stages, LIMITS))


@pytest.mark.parametrize("left", ["", "job.json.part"])
def test_a_folder_that_a_run_left_before_it_said_what_it_does_is_begun_again(
    spark: SparkSession, tmp_path: Path, left: str
) -> None:
    work = tmp_path / "tables" / "_work"
    work.mkdir(parents=True)
    if left:
        (work / left).write_text('{"inp')
    with pytest.raises(PipelineError, match="it is there already"):
        Output(spark, str(tmp_path / "tables")).begin({"inputs": "some"})

    Output(spark, str(tmp_path / "tables"), resume=True).begin({"inputs": "some"})

    assert ["job.json"] == [path.name for path in work.iterdir()]


def _parts(table: str) -> set[str]:
    return {path.name for path in Path("tables", table).glob("*.parquet")}


class _Died(Exception):
    pass


class _Mortal(Output):
    """A folder whose driver dies when it has written what the second step adds to `record`, and not yet said so."""

    def add(self, table: str, rows: DataFrame) -> None:
        second = table == "record" and table in self.added
        super().add(table, rows)
        if second:
            max(Path(self.folder, "_work").glob("[0-9]*.json")).unlink()
            raise _Died
