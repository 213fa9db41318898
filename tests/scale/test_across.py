"""Stages over the corpus on Spark -> the same tables as a local store has when nothing waits in it."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from sqlalchemy import create_engine, insert

from rashomon.errors import PipelineError
from rashomon.model import Article, Document, Span, Zone, digest, finding_id
from rashomon.pipeline import STAGES, group_pile, read_pile
from rashomon.profiles import Antecedent, Placed, Telling
from rashomon.scale.across.gathering import items_of
from rashomon.scale.across.items import group_corpus
from rashomon.scale.across.pages import lay_out_pages
from rashomon.scale.across.reuse import compare_corpus
from rashomon.scale.across.stories import sort_corpus
from rashomon.store import open_writer
from rashomon.store.loading import columns_of
from rashomon.store.reuse_pages import find_postings
from rashomon.store.schema import print_page
from tests.scale.given import Kept, rows_in, rows_of, tables_given
from tests.tiny_events import DEEDS, NEAREST

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

REUSE, STORY = (next(stage for stage in STAGES if stage.name == name) for name in ("reuse", "story"))
JOIN = next(stage for stage in DEEDS if stage.name == "cluster")
LAYERS = ("document", "article", "zone", "dating")

# what the planted pile holds: more copies than decide how widely a print is spread, whose texts differ in length
COPIES, WITH_STOCK, QUOTING = 18, 6, 4


def planted() -> Iterator[tuple[str | None, str | None, list[str]]]:
    """Yield outlet, day and paragraphs of articles in words that are nobody's."""
    dice = random.Random(8)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words = ["".join(dice.choices(syllables, k=dice.randint(2, 4))) for _ in range(900)]

    def paragraph(sentences: int = 4) -> str:
        told = (" ".join(dice.choices(words, k=dice.randint(8, 14))).capitalize() for _ in range(sentences))
        return ". ".join(told) + "."

    story, plea, quotation = [paragraph() for _ in range(5)], paragraph(3), f"“{paragraph(3)}”, she said."
    for number in range(COPIES):
        own = [paragraph()] if number % 6 == 0 else []
        yield (
            (f"Copy House {number}" if number % 3 else None),
            f"2025-10-{number % 9 + 1:02}",
            story[: 3 + number % 3] + own,
        )
    for number in range(WITH_STOCK):
        yield "The Plain Daily", f"2025-{number + 1:02}-03", [paragraph(), paragraph(), plea]
    for number in range(QUOTING):
        yield f"Quoter {number}", None, [paragraph(), quotation, paragraph()]


def articles() -> Iterator[list[Document | Article | Zone]]:
    """Yield the records of each planted article."""
    for number, (outlet, day, paragraphs) in enumerate(planted()):
        text = "\n\n".join(paragraphs)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        key = digest(f"planted-{number}", text)
        whole = Span(0, len(text))
        yield [
            Document(
                id=key, ref=f"planted-{number}", text=text, text_sha256=sha256, raw_sha256=sha256,
                media_type="text/plain",
            ),
            Article(id=digest("article", key), by="clean/3", document=key, outlet=outlet, published=day),
            Zone(id=finding_id("zone", key, [whole]), by="clean/3", document=key, span=whole, kind="body"),
        ]  # fmt: skip


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store of the planted pile, compared and sorted by one process."""
    store = tmp_path_factory.mktemp("planted") / "alone.db"
    with open_writer(store) as writer:
        for records in articles():
            writer.add(records, "clean/3")
        for stage in (REUSE, STORY):
            stage.run(writer, stage, lambda *_: None)
    return store


def test_copies_stock_and_quotations_of_a_pile_are_those_of_the_store(
    spark: SparkSession, tmp_path: Path, pile: Path
) -> None:
    made = compare_corpus(tables_given(spark, pile, LAYERS, []), REUSE, Kept(tmp_path))

    for table in ("printed", "shared_print", "pair", "kindred"):
        assert rows_in(pile, table) == rows_of(made, table), table
    records = ("reuse", "family")
    assert rows_in(pile, "record", f"layer IN {records}") == rows_of(made, "record")
    assert rows_in(pile, "about", f"layer IN {records}") == rows_of(made, "about")
    assert postings_in(rows_in(pile, "print_page")) == postings_in(rows_of(made, "print_page"))
    # the pile has what it was planted for
    assert COPIES == len(rows_in(pile, "kindred"))
    assert WITH_STOCK == len(rows_in(pile, "printed", "stock != '[]'"))
    assert QUOTING * (QUOTING - 1) // 2 == len(rows_in(pile, "pair", "kind = 'quote'"))
    assert rows_in(pile, "shared_print", "last IS NOT NULL")


def postings_in(pages: list[tuple[Any, ...]]) -> list[tuple[int, int]]:
    """Return what is on the pages of an index: a store fills them as articles come."""
    assert all(key == 1 or key >> 4 in {other for other, *_ in pages} for key, *_ in pages)
    columns = (np.concatenate([np.frombuffer(page[n], dtype=np.uint64) for page in pages]).tolist() for n in (1, 2))
    return sorted(zip(*columns, strict=True))


def test_a_store_finds_all_prints_of_a_large_index(spark: SparkSession) -> None:
    dice = np.random.default_rng(8)
    prints = np.unique(dice.integers(0, 2**64, 6_000, dtype=np.uint64))
    # one that every article of a large pile holds stays on one page, however long that gets
    documents = np.concatenate([prints >> np.uint64(8), np.arange(600, dtype=np.uint64)])
    held = np.concatenate([prints, np.full(600, prints[0])])
    rows = list(zip(held.view(np.int64).tolist(), documents.view(np.int64).tolist(), strict=True))

    pages = lay_out_pages(spark.createDataFrame(rows, "print bigint, number bigint"), len(rows)).collect()

    # below an empty root, sixteen pages that are too full, and what they pour into
    assert {b""} == {bytes(page.prints) for page in pages if page.id < 32}
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        print_page.create(connection)
        connection.execute(insert(print_page), [page.asDict() for page in pages])
        found = find_postings(connection, prints)
    assert sorted(zip(held.tolist(), documents.tolist(), strict=True)) == list(
        zip(found.prints.tolist(), found.documents.tolist(), strict=True)
    )


def test_stories_of_a_pile_are_those_of_the_store(spark: SparkSession, tmp_path: Path, pile: Path) -> None:
    made = sort_corpus(tables_given(spark, pile, LAYERS, []), STORY, Kept(tmp_path))

    for table in ("bag", "bag_term", "likeness"):
        assert rows_in(pile, table) == rows_of(made, table), table
    assert rows_in(pile, "record", "layer = 'story'") == rows_of(made, "record")
    assert rows_in(pile, "about", "layer = 'story'") == rows_of(made, "about")
    # what is planted tells several stories, of which the copies are one
    told = [story for _, _, story in rows_in(pile, "about", "layer = 'story'")]
    assert len(set(told)) > 1
    assert COPIES <= max(map(told.count, told))


def choose_one(one: Telling, before: Sequence[Telling]) -> Antecedent | None:
    """Choose of those before that the same actor did, and say how many there were."""
    same = [other.finding for other in before if other.profile.actors == one.profile.actors]
    return Antecedent(finding=max(same), score=0.75, reason=f"one of {len(same)} of {len(before)}") if same else None


CHOOSING = NEAREST._replace(choose=choose_one)


@pytest.fixture(scope="module")
def deeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store of 30 deeds that share a key, by two who take turns, and of three others, joined by one process."""
    folder = tmp_path_factory.mktemp("deeds")
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"{'Cy' if number % 2 else 'Aud'}>B{number:02}")
    (folder / "other.txt").write_text("Aud>Eli Aud>Elin Aud>Audhild")
    store = folder / "alone.db"
    with open_writer(store) as writer:
        stages = [s._replace(run=partial(group_pile, groupings=[CHOOSING])) if s == JOIN else s for s in DEEDS]
        read_pile([folder], writer, stages=stages, jobs=1)
    return store


@pytest.mark.parametrize("partitions", [1, 8])
def test_items_and_clusters_are_those_of_the_store_in_any_number_of_tasks(
    spark: SparkSession, tmp_path: Path, deeds: Path, partitions: int
) -> None:
    before = spark.conf.get("spark.sql.shuffle.partitions") or "2"
    spark.conf.set("spark.sql.shuffle.partitions", str(partitions))
    try:
        tables = tables_given(spark, deeds, ["document", "event"], ["member", "profile", "record", "about"])
        made = group_corpus(tables, JOIN, Kept(tmp_path), groupings=[CHOOSING])
        found = {name: rows_of(made, name) for name in ("decided", "gathered", "item", "item_key", "product", "record")}
    finally:
        spark.conf.set("spark.sql.shuffle.partitions", before)

    for table in ("gathered", "item", "item_key", "product"):
        assert rows_in(deeds, table, "kind = 'event'") == found[table], table
    assert rows_in(deeds, "record", "layer = 'cluster'") == found["record"]
    # those behind the first 24 of a key choose among these, and half of them are deeds of the other one
    at = list(columns_of("item")).index("reason")
    reasons = [row[at] for row in found["item"] if row[at]]
    assert 6 == reasons.count("one of 12 of 24")


def test_a_bug_says_at_which_article_it_happened() -> None:
    def fail(**_: object) -> list[Placed]:
        raise ValueError("a bug")

    article = {"id": "0123456789abcdef", "people": None}

    with pytest.raises(PipelineError, match=r"^cluster/1: article 0123456789abcdef: ValueError: a bug$"):
        list(items_of(article, needs=(), groupings=[NEAREST._replace(find=fail)], by="cluster/1"))
