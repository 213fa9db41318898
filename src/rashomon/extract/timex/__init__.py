"""The parse of one article -> its time expressions, and when it must have been published where it does not say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rashomon.extract.timex.calendar import Interval, days_of, interval_of, narrowed
from rashomon.extract.timex.dating import Estimate, estimate_publication
from rashomon.extract.timex.grammar import find_phrases
from rashomon.extract.timex.marking import mark
from rashomon.extract.timex.resolve import read_phrases
from rashomon.extract.timex.scene import Reading
from rashomon.model import Article, Dating, Document, Parse, Timex, finding_id

__all__ = ["find_timexes"]

BY = "timex/1"


def find_timexes(document: Document, parse: Parse, article: Article) -> Mapping[str, Any]:
    """Give the `timex` records in text order, and a `dating` if the article has no date of its own."""
    # 1. classes of words   2. phrases   3. readings
    marked = mark(parse)
    phrases = find_phrases(marked, parse.sentences)
    published = _published(article)
    readings = read_phrases(parse, marked, phrases, published)
    if published is not None:
        return {"timex": [_timex(document, parse, r, published) for r in readings], "dating": []}
    # 4. no date of its own: between which days it was published, and what that makes of the readings
    estimate = estimate_publication(parse, marked, phrases, readings)
    if estimate and estimate.earliest and estimate.latest:
        published = estimate.earliest, estimate.latest
        readings = read_phrases(parse, marked, phrases, published)
    timexes = [_timex(document, parse, r, published) for r in readings]
    return {"timex": timexes, "dating": [_dating(document, parse, estimate)] if estimate else []}


def _published(article: Article) -> Interval | None:
    """Return first and last day of what the article says of its date; a year that no newspaper saw is none."""
    days = days_of(article.published[:10]) if article.published else None
    return days if days and 1500 <= days[0].year < 2900 else None


def _dating(document: Document, parse: Parse, estimate: Estimate) -> Dating:
    spans = tuple(parse.span(first, last) for first, last in estimate.evidence)
    return Dating(
        id=finding_id("dating", document.id, spans),
        by=BY,
        document=document.id,
        earliest=str(estimate.earliest) if estimate.earliest else None,
        latest=str(estimate.latest) if estimate.latest else None,
        evidence=spans,
        reason=estimate.reason,
    )


def _timex(document: Document, parse: Parse, reading: Reading, published: Interval | None) -> Timex:
    span = parse.span(reading.first, reading.last)
    earliest, latest = _bounds(reading, published)
    return Timex(
        id=finding_id("timex", document.id, [span], reading.type, reading.value or ""),
        by=BY,
        document=document.id,
        span=span,
        type=reading.type,
        value=reading.value,
        earliest=earliest,
        latest=latest,
        reason=reading.reason,
    )


def _bounds(reading: Reading, published: Interval | None) -> tuple[str | None, str | None]:
    """Return the first and last day, or instant, that a reading can mean."""
    if reading.days:
        earliest, latest = reading.days
        return str(earliest) if earliest else None, str(latest) if latest else None
    now = published[0 if reading.mod == "AFTER" else 1] if published else None
    if reading.value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        return _around(reading.value, published)
    found = interval_of(reading.value) if reading.value else None
    if found is None:
        return None, None
    if reading.type == "DATE" and reading.mod:
        days = narrowed((date.fromisoformat(found[0]), date.fromisoformat(found[1])), reading.mod, now)
        return str(days[0]), str(days[1])
    return (f"{found[0]}{reading.zone}", f"{found[1]}{reading.zone}") if reading.type == "TIME" else found


def _around(value: str, published: Interval | None) -> tuple[str | None, str | None]:
    if published is None:
        return None, None
    return (
        str(published[0]) if value != "PAST_REF" else None,
        str(published[1]) if value != "FUTURE_REF" else None,
    )
