"""A pile -> what its story is at a glance: who is heard, what is contested, what is one text, what came last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rashomon.show.layout.arrivals import Arrivals, draw_arrivals
from rashomon.show.layout.chapters import Chapter, find_chapters
from rashomon.show.layout.claims import Row, Told, lay_out_claims
from rashomon.show.layout.copies import Copies, draw_copies
from rashomon.show.layout.gather import Pile, Quote, Reading, Speaker, articles_of
from rashomon.show.layout.happened import find_happenings
from rashomon.show.layout.voice import say_who_is_heard
from rashomon.show.when import day_of

__all__ = ["Contested", "Glance", "Heard", "Latest", "see_at_a_glance"]

# of each: a screen holds no more
MOST_CONTESTED, MOST_HEARD, MOST_NEW = 5, 6, 8
# what a reader has to look at first
_CONTESTED = ("conflict", "dispute", "revision")


class Contested(NamedTuple):
    """A claim on which accounts differ, with the ways to tell it, those of most outlets first: `14` and who says so."""

    row: Row
    ways: Sequence[tuple[str, Sequence[Told]]]


class Heard(NamedTuple):
    """Somebody who speaks: in how many of the articles, and how many of the statements are theirs."""

    speaker: Speaker
    articles: int
    statements: int


class Latest(NamedTuple):
    """What came out on a day or later: the articles, the claims first told in one of them, who is first heard there."""

    day: date
    readings: Sequence[Reading]
    claims: Sequence[Row]
    speakers: Sequence[Speaker]


class Glance(NamedTuple):
    """A story at a glance; `contested` are claims of the `claims` that several articles tell, which differ on them."""

    headline: str
    texts: int
    outlets: int
    statements: int
    unclear: int
    speakers: int
    events: int
    claims: int
    arrivals: Arrivals
    contested: Sequence[Contested]
    contested_in_all: int
    heard: Sequence[Heard]
    copies: Copies
    chapters: Sequence[Chapter]
    latest: Latest | None


def see_at_a_glance(pile: Pile, since: str | None = None) -> Glance:
    """Return what to see first; `since` is the ISO 8601 day from which on something is new, else the last day."""
    sayings, chapters, copies = pile.sayings(), find_chapters(pile), draw_copies(pile)
    rows = [row for matrix in lay_out_claims(pile, chapters) for row in matrix.rows]
    contested = [row for standing in _CONTESTED for row in rows if row.standing == standing]
    heard = [_heard(speaker, quotes) for speaker, quotes in pile.by_speaker() if speaker.known]
    return Glance(
        headline=say_who_is_heard(pile),
        texts=copies.texts,
        outlets=sum(o.number > 0 for o in pile.outlets),
        statements=len(sayings),
        unclear=sum(not q.speaker.known for q in sayings),
        speakers=len({q.speaker for q in sayings if q.speaker.known}),
        events=len(find_happenings(pile)),
        claims=len(rows),
        arrivals=draw_arrivals(pile),
        contested=[Contested(row, _ways(row)) for row in contested[:MOST_CONTESTED]],
        contested_in_all=len(contested),
        heard=[h for h in heard if h.statements][:MOST_HEARD],
        copies=copies,
        chapters=chapters,
        latest=_latest(pile, rows, since),
    )


def _ways(row: Row) -> list[tuple[str, list[Told]]]:
    """Return what fills the slot, or whose account it is, with the first account of each outlet."""
    ways: dict[tuple[str, str], dict[str, Told]] = {}
    for told in row.told:
        ways.setdefault((told.sign, told.in_short), {}).setdefault(told.reading.outlet.name, told)
    return sorted(((words, list(own.values())) for (_, words), own in ways.items()), key=lambda way: -len(way[1]))


def _heard(speaker: Speaker, quotes: Sequence[Quote]) -> Heard:
    own = [q for q in quotes if q.is_saying]
    return Heard(speaker, articles_of(own), len(own))


def _latest(pile: Pile, rows: Sequence[Row], since: str | None) -> Latest | None:
    """Return what is new; None where no article is dated to a day."""
    days = {r.number: r.days[0] for r in pile.readings if r.days and r.days[0] == r.days[1]}
    day = day_of(since) or max(days.values(), default=None)
    if day is None:
        return None
    new = {number for number, own in days.items() if own >= day}
    # what an article without a date tells may have been told before
    known = days.keys()
    claims = [row for row in rows if all(t.reading.number in new for t in row.told if t.reading.number in known)]
    speakers = [
        speaker
        for speaker, quotes in pile.by_speaker()
        if speaker.known
        and all(q.reading.number in new for q in quotes if q.is_saying)
        and any(q.is_saying for q in quotes)
    ]
    readings = [r for r in pile.readings if r.number in new]
    return Latest(day, readings, claims[:MOST_NEW], speakers[:MOST_NEW])
