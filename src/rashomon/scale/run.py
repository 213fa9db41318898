"""Inputs and a folder to fill -> the tables that a store has when it has read these inputs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.errors import PipelineError
from rashomon.pipeline import (
    STAGES,
    Stage,
    check,
    compare_pile,
    group_pile,
    link_pile,
    resolve_references,
    signature,
    sort_pile,
)
from rashomon.pipeline.stage import stages_per
from rashomon.read import MAX_BYTES
from rashomon.scale.across.identity import link_corpus
from rashomon.scale.across.items import group_corpus
from rashomon.scale.across.references import resolve_corpus
from rashomon.scale.across.reuse import compare_corpus
from rashomon.scale.across.stories import sort_corpus
from rashomon.scale.inputs import find_parts, read_raws
from rashomon.scale.output import Output, TablesSoFar, schema_of
from rashomon.scale.reading import documents_of, read_articles, records_of, rejections_of
from rashomon.scale.rows import Row
from rashomon.scale.tables import Manifest
from rashomon.store.grouping import KINDS
from rashomon.workers import NO_LIMITS, Limits

__all__ = ["job_of", "read_corpus"]

# a task of reading: some minutes, so that a worker that dies costs no more
ARTICLE_BYTES = 2**20
MAX_TASKS = 100_000
# what is being done
Tell = Callable[[str], None]
# a stage over the corpus: tables so far, the stage, and how to keep what is worked out -> the rows that it adds
Across = Callable[..., Mapping[str, DataFrame]]

# what does on Spark what a stage does to a store
ACROSS: dict[Callable[..., Any], Across] = {
    link_pile: link_corpus,
    compare_pile: compare_corpus,
    sort_pile: sort_corpus,
    resolve_references: resolve_corpus,
    group_pile: group_corpus,
}


def read_corpus(
    paths: Sequence[str],
    output: Output,
    *,
    stages: Sequence[Stage] = STAGES,
    limits: Limits = NO_LIMITS,
    tell: Tell = lambda doing: None,
) -> Manifest:
    """Read files, folders and addresses such as s3://bucket/folder into a new folder of tables; return what is there.

    The tables are those of a store that has read the same inputs, row for row; `importing.import_tables` makes one of
    them. Raises PipelineError where a stage is none that Spark can run, the folder is there already and is none to go
    on with, or a task has failed again and again.
    """
    check(stages)
    across = [(stage, _find_across(stage)) for stage in stages_per(stages, "corpus")]
    parts = find_parts(paths)
    output.begin(job_of(parts, stages, limits))
    try:
        tell("reading articles")
        articles = _read(parts, output, stages, limits)
        for stage, run in across:
            tell(stage.name)
            for table, rows in run(TablesSoFar(output, articles), stage, output.keep).items():
                output.add(table, rows)
        _await(output, articles)
    except PySparkException as error:
        raise PipelineError(f"Spark gave up, and {output.folder} is not whole: {_why(error)}") from error
    tell("counting")
    return output.finish(tuple(stage.by for stage in stages))


def _why(error: PySparkException) -> str:
    """Return what a task raised last of all, out of the many lines that Spark says."""
    lines = [line.strip() for line in str(error).splitlines()]
    raised = [line for line in lines if re.match(r"[\w.]+(Error|Exception|Unreadable): ", line)]
    return (raised or [line for line in lines if line] or [type(error).__name__])[-1]


def job_of(parts: Sequence[Row], stages: Sequence[Stage], limits: Limits) -> dict[str, Any]:
    """Return what differs when there is another input, or one has grown, or it is read otherwise."""
    of_articles = [stage for stage in stages_per(stages, "document") if isinstance(stage.run, partial)]
    return {
        "inputs": hashlib.sha256(msgspec.json.encode(parts)).hexdigest(),
        "stages": [stage.by for stage in stages],
        "settings": {stage.name: stage.run.keywords for stage in of_articles},  # type: ignore[attr-defined]
        "limits": limits,
    }


def _read(parts: list[Row], output: Output, stages: Sequence[Stage], limits: Limits) -> DataFrame:
    """Read the articles, write what one alone gives, and return them with a column a layer."""
    spark = output.spark
    cores = spark.sparkContext.defaultParallelism
    tasks = min(MAX_TASKS, max(2 * cores, sum(part["size"] for part in parts) // ARTICLE_BYTES))
    read = output.keep(read_articles(read_raws(spark, parts, MAX_BYTES), stages, limits, tasks))
    articles = read.where("id is not null").drop("refused")
    output.add("rejection", rejections_of(read))
    output.add("document", documents_of(articles, signature(stages), schema_of("document")))
    output.add("record", records_of(articles, schema_of("record")))
    return articles


def _await(output: Output, articles: DataFrame) -> None:
    """Let articles wait, as those of a store do, for the stages that were left out: no row says that they were done."""
    document = articles.select(f.col("id").alias("document"), f.lit("").alias("made_by"))
    for table in {"link", "bag", "printed"}.difference(output.added):
        output.add(table, document.withColumn("current", f.lit(True)) if table == "printed" else document)
    kinds = document.select("document", f.explode(f.array(*map(f.lit, KINDS))).alias("kind"), "made_by")
    output.add("gathered", kinds.join(output.read("gathered"), ["kind", "document"], "left_anti"))


def _find_across(stage: Stage) -> Across:
    """Return what does on Spark what the stage does to a store, with what the stage was given for it."""
    given = stage.run
    run, keywords = (given.func, given.keywords) if isinstance(given, partial) else (given, {})
    if run not in ACROSS:
        raise PipelineError(
            f"{stage.by} cannot be run by Spark; known: {', '.join(known.__name__ for known in ACROSS)}"
        )
    # a store finds the items of later stages ahead, to decode an article once; here each stage has its own columns
    return partial(ACROSS[run], **{name: value for name, value in keywords.items() if name != "ahead"})
