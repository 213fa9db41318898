"""A share of voice, a label or a contrast -> the cells of its row in a table."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Contrast, Label, Voice
from rashomon.show.rows import UNKNOWN, Reader, position_of

__all__ = ["contrast_cells", "label_cells", "voice_cells"]


def voice_cells(record: Voice, reader: Reader) -> Sequence[str]:
    """Return the outlet, who speaks, how much of how much, between what bounds, and how it is introduced."""
    who = f"all: {record.kind}" if record.per == "kind" else (reader.names(record.speaker) or f"({record.kind})")
    return (
        record.outlet or UNKNOWN,
        who,
        f"{record.attributions:,}/{record.of:,}",
        _bounds(record.low, record.high),
        f"{record.words:,}/{record.of_words:,}",
        ", ".join(f"{manner} {count}" for manner, count in record.manners.items()),
    )


def label_cells(record: Label, reader: Reader) -> Sequence[str]:
    """Return the outlet, whom it labels, the words, in whose voice, how often of how many, and where first."""
    first = record.passages[0]
    return (
        reader.names(record.entity) or UNKNOWN,
        record.outlet or UNKNOWN,
        record.voice,
        record.words,
        record.form,
        f"{record.count:,}/{record.of:,}",
        position_of(first.document, [first.span]),
    )


def contrast_cells(record: Contrast, reader: Reader) -> Sequence[str]:
    """Return what differs, and of each outlet how it words it, with the words."""
    sides = (
        f"{side.outlet or reader.article_name(side.passage.document)} {side.how}: "
        f"“{reader.words(side.passage.document, [side.passage.span])}”"
        for side in record.sides
    )
    return record.about[:8], record.kind, "; ".join(sides)


def _bounds(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{100 * low:.0f}–{100 * high:.0f} %"
