"""Dates and amounts of an article -> what a note beside the words adds to them; nothing where they say it all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from rashomon.model import Quantity, Timex
from rashomon.show.when import say_timex
from rashomon.show.words import one_line, say_amount, say_quantity

__all__ = ["Note", "note_on", "notes_of"]

_SPELLED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SYMBOL = re.compile(r"[^\w\s.,'’/%-]")


class Note(NamedTuple):
    """What words stand for, and how that was worked out, "" if it need not be said."""

    value: str
    reason: str


def notes_of(text: str, found: Iterable[Timex | Quantity]) -> dict[str, Note]:
    """Return the notes on an article's dates and amounts by the ids of these."""
    notes = ((f.id, note_on(f, one_line(f.span.of(text)))) for f in found)
    return {key: note for key, note in notes if note}


def note_on(finding: Timex | Quantity, words: str) -> Note | None:
    """Return the value that the words stand for; None if the words are the value."""
    if isinstance(finding, Timex):
        said = plain = say_timex(finding)
    elif finding.value is None:  # "dozens" says all that is known
        return None
    else:
        said = say_quantity(finding)
        # the unit is plain where it is a word: "62 metres" needs no note, "$62" does
        plain = said if _SYMBOL.search(words) else say_amount(finding)
    return None if _parts(plain) <= _parts(words) else Note(said, finding.reason or "")


def _parts(words: str) -> set[str]:
    """Return the words and numbers, small numbers as digits."""
    found = re.findall(r"\d+(?:\.\d+)?|[^\W\d]+", words.casefold().replace(",", ""))
    return {str(_SPELLED.index(part)) if part in _SPELLED else part for part in found}
