"""The hand-made key of quantities holds together."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import benchmarks

KEY = Path(benchmarks.__file__).parent / "data" / "quantities.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in KEY.read_text("utf-8").splitlines()]


def test_every_span_is_whole_words_of_its_text() -> None:
    cut = [
        (row["id"], row["text"][start:end])
        for row in ROWS
        for item in row["quantities"]
        for start, end in [(item["start"], item["end"]), *([item["of"]] if item["of"] else [])]
        if not whole(row["text"], start, end)
    ]

    assert not cut


def whole(text: str, start: int, end: int) -> bool:
    """Tell whether a span is not empty and neither begins nor ends inside a word or at a space."""
    words = text[start:end]
    inside = text[:start][-1:].isalnum() or text[end:][:1].isalnum()
    return words == words.strip() != "" and not inside


def test_amounts_stand_in_text_order_and_do_not_overlap() -> None:
    for row in ROWS:
        ends = [0, *(item["end"] for item in row["quantities"])]

        assert all(item["start"] >= end for item, end in zip(row["quantities"], ends, strict=False)), row["id"]


def drawn_half(key: str) -> str:
    """Return the half of a text: A or B of the first 237, C of the next 60, C or D of the rest."""
    bit, number = hashlib.sha256(key.encode()).digest()[0] & 1, int(key[1:])
    return "AB"[bit] if number <= 237 else "C" if number <= 297 else "CD"[bit]


def test_the_halves_are_drawn_by_the_id_alone() -> None:
    assert {row["id"]: drawn_half(row["id"]) for row in ROWS} == {row["id"]: row["half"] for row in ROWS}


def test_a_vague_amount_has_no_value_and_is_about() -> None:
    vague = [item for row in ROWS for item in row["quantities"] if item["value"] is None]

    assert vague
    assert {item["bound"] for item in vague} == {"about"}
