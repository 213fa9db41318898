"""A pile -> its stories: sections that keep together the articles on one thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.show.layout.gather import Pile, Reading
from rashomon.show.when import say_stretch

__all__ = ["Chapter", "find_chapters"]


class Chapter(NamedTuple):
    """A story of the pile: its number on the page, from 1, its id in the record, and its articles in their order."""

    number: int
    key: str
    readings: Sequence[Reading]

    @property
    def title(self) -> str:
        """Return what to call it: the title of its first article, since the record has no names for stories."""
        return self.readings[0].title

    @property
    def several(self) -> bool:
        """Tell whether several articles tell it."""
        return len(self.readings) > 1

    @property
    def documents(self) -> set[str]:
        """Return the ids of its articles."""
        return {r.document.id for r in self.readings}

    @property
    def days(self) -> str:
        """Return between which days its articles came out, "" where none says."""
        days = [r.days for r in self.readings if r.days]
        return say_stretch(min(d[0] for d in days).isoformat(), max(d[1] for d in days).isoformat()) if days else ""


def find_chapters(pile: Pile) -> list[Chapter]:
    """Return the stories with most articles first; a pile whose stories are not told apart is one."""
    readings = {r.document.id: r for r in pile.readings}
    told = [(s.id, [readings[d] for d in s.documents if d in readings]) for s in pile.across.stories]
    kept = [(key, sorted(own, key=lambda r: r.number)) for key, own in told if own]
    if not kept and pile.readings:
        kept = [("pile", list(pile.readings))]
    kept.sort(key=lambda s: (-len(s[1]), s[1][0].number))
    return [Chapter(number, key, own) for number, (key, own) in enumerate(kept, start=1)]
