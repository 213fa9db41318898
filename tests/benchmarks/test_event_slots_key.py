"""The key of places, times, modes and contexts follows its own conventions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from benchmarks.event_slots import KEY
from rashomon.data import resource
from training.events.sentences import MarkedEvent, parse_line, read_modes, read_sentences

KNOWN = read_modes()


def items() -> Iterator[tuple[dict[str, Any], str, tuple[MarkedEvent, ...]]]:
    for line in KEY.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        yield item, *parse_line(item["marked"], KNOWN)


def test_every_text_keeps_to_the_mark_up_and_every_event_has_its_contexts() -> None:
    contexts = set(json.loads(resource("plover/ontology.json").read_text(encoding="utf-8"))["contexts"])
    for item, _, events in items():
        assert {str(n) for n in range(1, len(events) + 1)} == set(item["contexts"])
        assert {context for held in item["contexts"].values() for context in held} <= contexts


def test_no_text_of_the_key_trains_a_weight() -> None:
    assert not {text for _, text, _ in items()} & {text.text for text in read_sentences()}


def test_all_types_and_all_that_is_measured_are_in_it() -> None:
    events = [event for _, _, found in items() for event in found]
    assert {event.type for event in events} == set(KNOWN)
    assert sum(bool(event.places) for event in events) >= 40
    assert sum(bool(event.times) for event in events) >= 50
