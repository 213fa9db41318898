"""The examples in docs/events.md are what the coder makes of these sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.model import Event, RawDocument
from rashomon.pipeline import STAGES_BY_RULES, read_article

DOC = Path(__file__).parents[3] / "docs" / "events.md"
ROWS = [
    tuple(cell.strip() for cell in line.split("|")[1:-1])
    for line in DOC.read_text(encoding="utf-8").split("## The types")[1].split("##")[0].splitlines()
    if line.startswith("| ") and not line.startswith("| type")
]


def test_all_types_have_an_example() -> None:
    assert len({row[0] for row in ROWS}) == 16


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_the_example_of_a_type_is_coded_as_the_table_says(row: tuple[str, ...]) -> None:
    kind, text, trigger, actors, recipients, mode = row
    layers = read_article(
        RawDocument(ref="t", content=text.encode(), media_type="text/plain", charset="utf-8"), STAGES_BY_RULES
    )
    assert isinstance(layers, dict)
    event: Event = next(e for e in layers["event"] if e.type == kind)
    found = (
        event.trigger.of(text),
        ", ".join(p.span.of(text) for p in event.actors),
        ", ".join(p.span.of(text) for p in event.recipients),
        event.mode or "",
    )
    assert found == (trigger, actors, recipients, mode)
