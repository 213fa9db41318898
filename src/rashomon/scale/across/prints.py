"""The articles of a pile -> their prints, how widely each is spread, and which text is stock.

What the store holds when nothing waits there (see store/reuse_prints.py, reuse_visits.py), said at once: a row of
`shared_print` for each print that several documents hold; `spread` is a function of the first `sample` of them by id,
and `last` the last of these where there are so many. The stock of an article follows from the spreads of its prints.
Of a print that thousands hold only the sample is ever brought together.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

import msgspec
import numpy as np
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as f

from rashomon.model import Span
from rashomon.pipeline import Stage
from rashomon.profiles import Holder, Reusing
from rashomon.scale.across.records import Keep, Tables, articles_with, naming
from rashomon.scale.articles import layers_of
from rashomon.scale.rows import Row, map_groups, map_rows
from rashomon.store.reuse_prints import key_of, keys_of

__all__ = ["aside_of", "find_stock", "postings_of", "print_articles", "spread_prints"]


def print_articles(tables: Tables, stage: Stage, reusing: Reusing) -> DataFrame:
    """Return the rows of `printed` without their stock, with `number` (of the document), `keys` and `marks` beside.

    `keys` are the prints as databases have whole numbers, `marks` tell of each whether it is in quotation marks only.
    """
    columns = (
        "document string, made_by string, current boolean, outlet string, published string, prints binary, "
        "quoted binary, number bigint, keys array<bigint>, marks array<boolean>"
    )
    articles = articles_with(tables, ["document", "article", "zone"])
    return map_rows(articles, partial(_printed, reusing=reusing, by=stage.by), columns)


def _printed(row: Row, reusing: Reusing, by: str) -> Iterator[Row]:
    article = layers_of(row, ["article"])["article"]
    with naming(f"{by}: article {row['id']}"):
        prints = reusing.take_prints(*_text_of(row))
    number = np.array([key_of(row["id"])], dtype=np.uint64).view(np.int64)
    yield {
        "document": row["id"], "made_by": by, "current": True,
        "outlet": article and article.outlet, "published": article and article.published,
        "prints": prints.hashes.tobytes(), "quoted": np.packbits(prints.quoted).tobytes(),
        "number": int(number[0]), "keys": prints.hashes.view(np.int64).tolist(), "marks": prints.quoted.tolist(),
    }  # fmt: skip


def _text_of(row: Row) -> tuple[str, list[Span]]:
    return layers_of(row, ["document"])["document"].text, aside_of(row)


def aside_of(row: Row) -> list[Span]:
    """Return the spans that are no text of an article."""
    return [zone.span for zone in layers_of(row, ["zone"])["zone"] if zone.kind == "furniture"]


def postings_of(indexed: DataFrame) -> DataFrame:
    """Return each print with a document that holds it, and whether it stands there in quotation marks only."""
    held = f.explode(f.arrays_zip("keys", "marks")).alias("held")
    chosen = indexed.select("document", "number", held)
    return chosen.select("document", "number", f.col("held.keys").alias("print"), f.col("held.marks").alias("quoted"))


def spread_prints(indexed: DataFrame, reusing: Reusing, keep: Keep) -> DataFrame:
    """Return the rows of `shared_print`, with what each print tells: `plain`, and `most` where it is quoted in both."""
    in_order = Window.partitionBy("print").orderBy("document")
    first = postings_of(indexed).withColumn("place", f.row_number().over(in_order)).where(f"place <= {reusing.sample}")
    held = first.groupBy("print").agg(
        f.array_sort(f.collect_list("document")).alias("sample"), f.bool_or("quoted").alias("in_marks")
    )
    samples = keep(held.where("size(sample) > 1"))
    # many prints have one sample: copies share them by the hundred
    holders = samples.select("sample").distinct().select("sample", f.explode("sample").alias("document"))
    known = holders.join(indexed.select("document", "outlet", "published", "prints"), "document")
    columns = "sample array<string>, in_marks boolean, spread bigint, plain bigint, most bigint"
    spreads = map_groups(known, ["sample"], partial(_spreads_of, reusing=reusing), columns, order=["document"])
    last = f.when(f.size("sample") == reusing.sample, f.element_at("sample", -1)).alias("last")
    return samples.join(spreads, ["sample", "in_marks"]).select("print", "spread", last, "plain", "most")


def _spreads_of(holders: list[Row], reusing: Reusing) -> Iterator[Row]:
    prints = {row["document"]: keys_of(row["prints"]) for row in holders}
    known = [Holder(row["document"], row["outlet"], row["published"]) for row in holders]
    longest_first = sorted(known, key=lambda one: (-len(prints[one.document]), one.document))

    @cache
    def kin(a: str, b: str) -> bool:
        return reusing.is_kin(prints[a], prints[b])

    for in_marks in (False, True):
        spread = reusing.spread_of(longest_first, kin, quoted=in_marks)
        tells = {"plain": reusing.weigh(spread, quoted=False), "most": reusing.weigh(spread, quoted=True)}
        yield {"sample": [one.document for one in known], "in_marks": in_marks, "spread": spread, **tells}


def find_stock(tables: Tables, shared: DataFrame, reusing: Reusing) -> DataFrame:
    """Return the stock of the documents that may have some, from `shared`: their prints that are shared."""
    spread = shared.where("spread > 1").groupBy("document")
    widely = spread.agg(f.collect_list(f.struct("print", "spread")).alias("spreads")).withColumnRenamed(
        "document", "id"
    )
    articles = articles_with(tables, ["document", "zone"]).join(widely, "id")
    return map_rows(articles, partial(_stock_of, reusing=reusing), "document string, stock string")


def _stock_of(row: Row, reusing: Reusing) -> Iterator[Row]:
    text, aside = _text_of(row)
    prints = reusing.take_prints(text, aside)
    spreads = {one["print"]: one["spread"] for one in row["spreads"]}
    families = np.array([spreads.get(key, 1) for key in prints.hashes.view(np.int64).tolist()], dtype=np.int64)
    stock = msgspec.json.encode(list(reusing.find_stock(text, prints, families))).decode()
    yield {"document": row["id"], "stock": stock}
