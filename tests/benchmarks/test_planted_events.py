"""The planted corpus of events across articles holds together."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import benchmarks
from rashomon.model import Realis
from training.events.sentences import read_modes

FOLDER = Path(benchmarks.__file__).parent / "data" / "planted-events"
TRUTH: dict[str, Any] = json.loads((FOLDER / "truth.json").read_text("utf-8"))
ARTICLES: dict[str, dict[str, str]] = {
    article["id"]: article for article in map(json.loads, (FOLDER / "articles.jsonl").read_text("utf-8").splitlines())
}
MENTIONS = [mention for cluster in TRUTH["clusters"].values() for mention in cluster["mentions"]]


def test_every_mention_is_the_words_that_stand_at_its_place() -> None:
    for mention in MENTIONS:
        start, end = mention["trigger"]

        assert ARTICLES[mention["article"]]["text"][start:end] == mention["words"]


def test_no_two_mentions_share_a_character() -> None:
    places = sorted((m["article"], *m["trigger"]) for m in MENTIONS)

    assert [b for a, b in pairwise(places) if a[0] == b[0] and a[2] > b[1]] == []


def test_types_and_realis_are_those_of_the_records() -> None:
    assert {cluster["type"] for cluster in TRUTH["clusters"].values()} <= set(read_modes())
    assert {mention["realis"] for mention in MENTIONS} == set(get_args(Realis)) - {"habitual"}


def test_a_copy_is_its_original_with_paragraphs_left_out_at_most() -> None:
    for copy, original in TRUTH["copies"].items():
        paragraphs = iter(ARTICLES[original]["text"].split("\n\n"))

        assert all(paragraph in paragraphs for paragraph in ARTICLES[copy]["text"].split("\n\n")), copy


def test_no_text_but_a_copy_stands_twice() -> None:
    own = Counter(article["text"] for key, article in ARTICLES.items() if key not in TRUTH["copies"])

    assert max(own.values()) == 1


def test_most_events_are_told_once_and_some_in_many_articles() -> None:
    told = [len({m["article"] for m in cluster["mentions"]}) for cluster in TRUTH["clusters"].values()]

    assert told.count(1) > len(told) / 2
    assert sum(articles >= 5 for articles in told) >= 10
