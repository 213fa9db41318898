"""Words that are sought -> the articles that hold them, best first, and by what they could be narrowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from rashomon.errors import RashomonError
from rashomon.show.web.room import Room
from rashomon.store import Selection
from rashomon.store.matching import Matcher
from rashomon.store.narrowing import Shelved, read_shelf, speakers_in
from rashomon.store.selection import check_selection

__all__ = ["BEST", "Finds", "Found", "find_articles"]

# who speaks is counted in so many of the best articles: in all of them it would take longer than the search
BEST = 300
# values of a facet that are offered
OFFERED = 12

Counts = Sequence[tuple[str | None, int]]


class Finds(NamedTuple):
    """What is sought: words, and what narrows the articles that hold them; fields as those of a Selection."""

    words: str
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    speaker: str | None = None


class Found(NamedTuple):
    """The articles that were found, best first, each with its row for `View.find_in`; facets count all of them.

    `speakers` are ids of entities, counted in the BEST; `outlets` counts also those that the chosen outlet leaves out.
    """

    rows: Mapping[str, int]
    outlets: Counts
    years: Counts
    speakers: Sequence[tuple[str, int]]

    def page(self, after: str | None, limit: int) -> tuple[list[tuple[str, int]], str | None]:
        """Return the articles behind one of them, and the last if others follow; raises RashomonError if it is none."""
        if after is not None and after not in self.rows:
            raise RashomonError(f"{after!r} is no article that was found: take `after` from the page before")
        rows = list(self.rows.items())
        start = 0 if after is None else [key for key, _ in rows].index(after) + 1
        some = rows[start : start + limit]
        return some, some[-1][0] if start + limit < len(rows) else None


def find_articles(room: Room, sought: Finds) -> Found:
    """Find articles, once for each state of the store; raises NotFound for a date that is none."""
    return room.keep("sought", tuple(sought), lambda: _find(room, sought))


def _find(room: Room, sought: Finds) -> Found:
    view = room.view
    shelf = room.keep("shelf", (), lambda: {one.document: one for one in read_shelf(view)})
    narrowing = Selection(since=sought.since, until=sought.until, speaker=sought.speaker)
    check_selection("article", Selection(since=sought.since, until=sought.until))
    only = Matcher(view, "article", narrowing).documents
    found = {key: row for key, row in view.find(sought.words).items() if only is None or key in only}
    outlets = _count(shelf[key].outlet for key in found)
    if sought.outlet:
        part = sought.outlet.casefold()
        found = {key: row for key, row in found.items() if part in (shelf[key].outlet or "").casefold()}
    years = Counter(_year(shelf[key]) for key in found)
    return Found(
        rows=found,
        outlets=outlets[:OFFERED],
        years=sorted(years.items(), key=lambda told: told[0] or "9999"),
        speakers=speakers_in(view, list(islice(found, BEST)), OFFERED),
    )


def _count(values: Iterable[str | None]) -> list[tuple[str | None, int]]:
    return sorted(Counter(values).items(), key=lambda told: (-told[1], told[0] or ""))


def _year(one: Shelved) -> str | None:
    """Return the year in which an article came out, None where it could be two."""
    first, last = (one.earliest or "")[:4], (one.latest or "")[:4]
    return first if first and first == last else None
