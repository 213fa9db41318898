"""The planted stories of events across articles hold together."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest

import benchmarks
from rashomon.model import Realis
from training.events.sentences import read_modes

DATA = Path(benchmarks.__file__).parent / "data"


class Story(NamedTuple):
    """A planted story: its articles by id, the events of its truth, and which article was made from which."""

    articles: dict[str, dict[str, str]]
    clusters: dict[str, dict[str, Any]]
    copies: dict[str, str]

    @property
    def mentions(self) -> list[dict[str, Any]]:
        """Return the mentions of all events."""
        return [mention for cluster in self.clusters.values() for mention in cluster["mentions"]]


@pytest.fixture(params=["planted-events", "planted-events-b"])
def story(request: pytest.FixtureRequest) -> Story:
    folder = DATA / request.param
    lines = (folder / "articles.jsonl").read_text("utf-8").splitlines()
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    return Story({article["id"]: article for article in map(json.loads, lines)}, truth["clusters"], truth["copies"])


def test_every_mention_is_the_words_that_stand_at_its_place(story: Story) -> None:
    for mention in story.mentions:
        start, end = mention["trigger"]

        assert story.articles[mention["article"]]["text"][start:end] == mention["words"]


def test_no_two_mentions_share_a_character(story: Story) -> None:
    places = sorted((m["article"], *m["trigger"]) for m in story.mentions)

    assert [b for a, b in pairwise(places) if a[0] == b[0] and a[2] > b[1]] == []


def test_types_and_realis_are_those_of_the_records(story: Story) -> None:
    assert {cluster["type"] for cluster in story.clusters.values()} <= set(read_modes())
    assert {mention["realis"] for mention in story.mentions} <= set(get_args(Realis))


def test_a_copy_is_its_original_with_paragraphs_left_out_at_most(story: Story) -> None:
    for copy, original in story.copies.items():
        paragraphs = iter(story.articles[original]["text"].split("\n\n"))

        assert all(paragraph in paragraphs for paragraph in story.articles[copy]["text"].split("\n\n")), copy


def test_no_text_but_a_copy_stands_twice(story: Story) -> None:
    own = Counter(article["text"] for key, article in story.articles.items() if key not in story.copies)

    assert max(own.values()) == 1


def test_most_events_are_told_once_and_some_in_many_articles(story: Story) -> None:
    told = [len({m["article"] for m in cluster["mentions"]}) for cluster in story.clusters.values()]

    assert told.count(1) > len(told) / 2
    assert sum(articles >= 5 for articles in told) >= 9
