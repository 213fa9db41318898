"""The hand-made key of realis holds together."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import benchmarks
from rashomon.model import Realis

KEY = Path(benchmarks.__file__).parent / "data" / "realis.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in KEY.read_text("utf-8").splitlines()]
EVENTS: list[tuple[dict[str, Any], dict[str, Any]]] = [(row, event) for row in ROWS for event in row["events"]]
LEAST_OF_A_CLASS = 15  # in each half; fewer, and one mention moves the F1 of the class by more than .05


def test_every_span_is_whole_words_of_its_text() -> None:
    spans = [(row, span) for row, event in EVENTS for span in (event["trigger"], event["cue"]) if span]
    cut = [(row["id"], row["text"][start:end]) for row, (start, end) in spans if not whole(row["text"], start, end)]

    assert not cut


def whole(text: str, start: int, end: int) -> bool:
    """Tell whether a span lies in its text, is not empty and neither begins nor ends inside a word or at a space."""
    words = text[start:end]
    inside = text[:start][-1:].isalnum() or text[end:][:1].isalnum()
    return 0 <= start < end <= len(text) and words == words.strip() and not inside


def test_what_decided_is_not_the_trigger_itself() -> None:
    overlapping = [row["id"] for row, event in EVENTS if event["cue"] and overlap(event["trigger"], event["cue"])]

    assert not overlapping


def overlap(a: list[int], b: list[int]) -> bool:
    """Tell whether two half-open ranges share a code point."""
    return max(a[0], b[0]) < min(a[1], b[1])


def test_triggers_stand_in_text_order_and_do_not_overlap() -> None:
    for row in ROWS:
        ends = [0, *(event["trigger"][1] for event in row["events"])]

        assert all(e["trigger"][0] >= end for e, end in zip(row["events"], ends, strict=False)), row["id"]


def test_the_halves_are_drawn_by_the_id_alone() -> None:
    drawn = {row["id"]: "AB"[hashlib.sha256(row["id"].encode()).digest()[0] & 1] for row in ROWS}

    assert drawn == {row["id"]: row["half"] for row in ROWS}


def test_each_half_has_enough_of_every_class() -> None:
    counts = Counter((row["half"], event["realis"]) for row, event in EVENTS)

    assert {realis for _, realis in counts} == set(get_args(Realis))
    assert all(counts[half, realis] >= LEAST_OF_A_CLASS for half in "AB" for realis in get_args(Realis)), counts


def test_no_text_and_no_id_stands_twice() -> None:
    assert len(ROWS) == len({row["text"] for row in ROWS}) == len({row["id"] for row in ROWS})
