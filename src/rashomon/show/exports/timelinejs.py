"""Events, or clusters of them, -> the JSON of TimelineJS 3: one slide each, dated as precisely as it is known.

TimelineJS takes texts for HTML: every word of an article is escaped here. What nobody dates cannot stand on a line: it
is left out, and the slide in front says how many.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
from markupsafe import Markup, escape

from rashomon.model import Cluster, Event
from rashomon.show.deeds import say_chain, say_realis, say_type
from rashomon.show.event_reader import EventReader
from rashomon.show.exports.said import say_deed
from rashomon.show.exports.written import Written
from rashomon.show.layout.escape import plain
from rashomon.show.rows import UNKNOWN
from rashomon.show.when import days_of
from rashomon.show.words import counted, one_line

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["write_timeline"]

# reports of one event on its slide; who wants all of them has the cluster's page
REPORTS = 8

_encode = msgspec.json.Encoder().encode


def write_timeline(view: View, layer: str, records: Iterable[Any], out: BinaryIO) -> Written:
    """Write the slides, and then the one in front, which says what they are and what is missing."""
    reader, count, placed = EventReader(view), 0, 0
    out.write(b'{"events":[\n')
    for record in records:
        count += 1
        slide = _slide_of(record, reader)
        if slide:
            out.write((b",\n" if placed else b"") + _encode(slide))
            placed += 1
    undated = f"{count - placed:,} of {counted(count, layer)} have no date: not on the line" if placed < count else None
    title = {"text": {"headline": f"{counted(placed, layer)}", "text": undated or "by the accounts of the articles"}}
    out.write(b'\n],\n"title":' + _encode(title) + b',"scale":"human"}\n')
    return Written(count, undated)


def _slide_of(record: Event | Cluster, reader: EventReader) -> dict[str, Any] | None:
    if isinstance(record, Cluster):
        days = days_of(record.earliest, record.latest)
        told = [event for key in record.events if (event := reader.event(key))]
    else:
        when = reader.when_in_pile(record)
        days = (when.earliest, when.latest) if when.earliest and when.latest else None
        told = [record]
    if days is None or not told:
        return None
    more = Markup("<p>and {} more</p>").format(len(told) - REPORTS) if len(told) > REPORTS else Markup("")
    return {
        **_dates(*days),
        "text": {
            "headline": str(escape(plain(say_deed(told[0], reader)))),
            "text": str(Markup("").join(_report(event, reader) for event in told[:REPORTS]) + more),
        },
        "group": say_type(told[0].type, told[0].mode),
        "unique_id": record.id,
        "autolink": False,  # nothing in an article's words becomes a link
    }


def _report(event: Event, reader: EventReader) -> Markup:
    """Return the sentence that tells an event, and by whose account, where, and as what it is told."""
    sentence = reader.sentence(event)
    words = reader.words(event.document, [sentence[1] if sentence else event.trigger])
    accounts = [(teller.name or UNKNOWN, teller.attribution.act) for teller in reader.tellers(event)]
    told = (reader.article_name(event.document), say_chain(accounts, event.realis), say_realis(event.realis))
    start, end = event.trigger.start, event.trigger.end
    said = "; ".join(part for part in told if part)
    line = Markup("<p>“{}” ({}; {} {}-{})</p>")
    return line.format(*(plain(one_line(part)) for part in (words, said, event.document)), start, end)


def _dates(first: date, last: date) -> dict[str, Any]:
    """Return a day, a month or a year as one date, any other stretch as two."""
    after = last + timedelta(days=1)
    if first == last:
        return {"start_date": _day(first)}
    if first.day == after.day == 1:
        months = (after.year - first.year) * 12 + after.month - first.month
        if months == 1:
            return {"start_date": {"year": first.year, "month": first.month}}
        if months == 12 and first.month == 1:
            return {"start_date": {"year": first.year}}
    return {"start_date": _day(first), "end_date": _day(last)}


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
