"""The articles of a pile -> what they share and who has it from whom: all tables and records of reuse.

1. prints of each article, how widely each is spread, and what text is stock (prints.py)   2. which two share enough to
be compared, and what they share (pairs.py)   3. families of copies, and directions (copies.py)   4. the index in which
a store finds the prints again (pages.py). Each says what it holds when nothing waits.
"""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.pipeline import REUSING, Stage
from rashomon.profiles import Reusing
from rashomon.scale.across.copies import trace_copies
from rashomon.scale.across.pages import lay_out_pages
from rashomon.scale.across.pairs import compare_pairs, weigh_pairs
from rashomon.scale.across.prints import find_stock, postings_of, print_articles, spread_prints
from rashomon.scale.across.records import Keep, Tables, split_records

__all__ = ["compare_corpus"]


def compare_corpus(tables: Tables, stage: Stage, keep: Keep, reusing: Reusing = REUSING) -> dict[str, DataFrame]:
    """Return what is known of the prints of articles, which articles share text, and whose it is."""
    indexed = keep(print_articles(tables, stage, reusing))
    spreads = keep(spread_prints(indexed, reusing, keep))
    shared = keep(postings_of(indexed).join(spreads, "print"))
    stock = keep(find_stock(tables, shared, reusing))
    pairs = keep(compare_pairs(tables, stock, weigh_pairs(shared, reusing), reusing, keep))
    made = keep(trace_copies(tables, stage, pairs, reusing, keep))
    records = split_records(made)
    kindred = records["about"].where("layer = 'family'").select("document", f.col("id").alias("family"))
    printed = indexed.drop("number", "keys", "marks").join(stock, "document", "left").na.fill("[]", ["stock"])
    many = indexed.agg(f.sum(f.size("keys"))).collect()[0][0] or 0
    return {
        "printed": printed,
        "print_page": lay_out_pages(postings_of(indexed), many),
        "shared_print": spreads.select("print", "spread", "last"),
        "pair": pairs,
        "kindred": kindred,
        **records,
    }
