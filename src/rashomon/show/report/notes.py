"""Dates and amounts of an article -> what a note beside the words adds to them; nothing where they say it all."""

from __future__ import annotations

import re

from rashomon.model import Quantity, Timex
from rashomon.show.report.gather import Reading, one_line
from rashomon.show.report.when import say_timex
from rashomon.show.report.words import say_quantity

__all__ = ["note_of", "notes_of"]


def notes_of(reading: Reading) -> dict[str, str]:
    """Return the notes on an article's dates and amounts by the ids of these."""
    text = reading.document.text
    found: list[Timex | Quantity] = [*reading.timexes, *reading.quantities]
    notes = {f.id: note_of(f, one_line(f.span.of(text))) for f in found}
    return {key: note for key, note in notes.items() if note}


def note_of(finding: Timex | Quantity, words: str) -> str:
    """Return the value that the words stand for, and why where that was worked out; "" if the words are the value."""
    said = say_timex(finding) if isinstance(finding, Timex) else say_quantity(finding)
    if _letters(said) <= _letters(words):
        return ""
    return f"{said}; {finding.reason}" if finding.reason else said


def _letters(words: str) -> set[str]:
    return set(re.findall(r"\w+", words.casefold().replace(",", "")))
