"""The events of one article -> what it says of each, and who says so, free of offsets, to be compared with others."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rashomon.link.event.words import stems_in_order, stems_of
from rashomon.link.identity.letters import fold
from rashomon.link.identity.organisation import place_core
from rashomon.link.identity.words import country_of
from rashomon.model import (
    Article,
    Attribution,
    Dating,
    Document,
    Event,
    EventProfile,
    Mention,
    Participant,
    Party,
    Quantity,
    Sentence,
    Span,
    Telling,
    Timex,
    digest,
)

__all__ = ["find_tellings"]

# days: news tells of what happened today or lately, unless it says when
_TOLD_LATE = 3
# days: what is planned, demanded or may happen lies ahead
_AHEAD = 14
_UNREAL = frozenset({"planned", "hypothetical", "demanded", "asked"})
# what has no day: told of a former time, or of no time at all
_TIMELESS = frozenset({"habitual", "historical"})


class _Days(NamedTuple):
    first: date
    last: date


def find_tellings(
    document: Document,
    article: Article,
    dating: Sequence[Dating],
    sentence: Sequence[Sentence],
    mention: Sequence[Mention],
    timex: Sequence[Timex],
    quantity: Sequence[Quantity],
    attribution: Sequence[Attribution],
    event: Sequence[Event],
) -> list[Telling]:
    """Return one telling for each event, in the order of the events; who takes part and speaks are the article's own.

    No antecedent is set.
    """
    teller = _Teller(document.text, mention)
    published = _published(article, dating)
    when = {t.span: t for t in timex}
    speakers = {a.id: a.speaker for a in attribution}
    return [
        Telling(
            profile=teller.profile(e, _days(e, when, published), sentence, quantity),
            realis=e.realis,
            source=_source(e, article, speakers),
        )
        for e in event
    ]


def _source(event: Event, article: Article, speakers: Mapping[str, str | None]) -> str:
    """Return who asserts an event: the outlet in its own voice, or the speaker of the account that it stands in.

    Those whom the article does not make known are counted once an article: two officials who go unnamed in it may be
    one, and nothing tells that they are those of another.
    """
    if event.attribution is None:
        return article.outlet or event.document
    return speakers.get(event.attribution) or digest("somebody", event.document)


class _Teller:
    """One article: what it says of its events."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.names = [m.span for m in mentions if m.form == "name"]
        self.by_entity: dict[str, list[Mention]] = defaultdict(list)
        for m in mentions:
            if m.entity is not None:
                self.by_entity[m.entity].append(m)

    def profile(
        self, event: Event, days: tuple[_Days | None, bool], sentences: Sequence[Sentence], amounts: Sequence[Quantity]
    ) -> EventProfile:
        """Return what the article says of one event."""
        around = next((s.span for s in sentences if s.span.holds(event.trigger)), event.trigger)
        words = around.of(self.text)
        between, dated = days
        return EventProfile(
            event=event.id,
            document=event.document,
            type=event.type,
            mode=event.mode,
            stem=" ".join(stems_in_order(event.trigger.of(self.text))),
            actors=tuple(self.party(p) for p in event.actors),
            recipients=tuple(self.party(p) for p in event.recipients),
            place=place_core(event.place.of(self.text)) if event.place else (),
            earliest=between.first.isoformat() if between else None,
            latest=between.last.isoformat() if between else None,
            dated=dated,
            words=stems_of(words),
            names=stems_of(" ".join(span.of(self.text) for span in self.names if around.holds(span))),
            amounts=tuple(_counted(around, amounts)),
            text=digest(" ".join(words.split())),
        )

    def party(self, participant: Participant) -> Party:
        """Return who takes part: by the names that the article has for them, else by the words that stand here."""
        known = self.by_entity.get(participant.entity or "", ())
        told = [m for m in known if m.form == "name"] or [m for m in known if m.form == "nominal"]
        phrases = [m.span.of(self.text) for m in told] or [participant.span.of(self.text)]
        return Party(
            entity=participant.entity,
            kind=told[0].kind if told else None,
            country=next(filter(None, (_country(self.text, m) for m in told)), None),
            words=stems_of(" ".join(phrases)),
        )


def _country(text: str, mention: Mention) -> str | None:
    """Return the country that a mention acts for by its office, or is by its name."""
    if mention.office is not None and mention.office.country:
        return mention.office.country
    name = fold(mention.span.of(text)).removeprefix("the ")
    return country_of(name) or country_of(name.removesuffix("s")) or None


def _counted(around: Span, amounts: Sequence[Quantity]) -> Iterator[tuple[str, float]]:
    for q in amounts:
        if around.holds(q.span) and q.unit is not None and isinstance(q.value, float | int):
            yield q.unit, float(q.value)


# ---- when


def _published(article: Article, dating: Sequence[Dating]) -> _Days | None:
    """Return the first and the last day on which the article may have appeared, None if a side is open."""
    if article.published:
        return _days_of(article.published)
    return next((_Days(_day(d.earliest), _day(d.latest)) for d in dating if d.earliest and d.latest), None)


def _days_of(partial: str) -> _Days:
    """Return the days of `2023`, `2023-07` or `2023-07-05`."""
    year, month, day = [*(int(part) for part in partial[:10].split("-")), 0, 0][:3]
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return _Days(date(year, month or 1, day or 1), date(year, last_month, last_day))


def _day(iso: str) -> date:
    return date.fromisoformat(iso[:10])


def _days(event: Event, when: Mapping[Span, Timex], published: _Days | None) -> tuple[_Days | None, bool]:
    """Return the days between which an event lies, None where nothing tells, and whether the article says when."""
    told = when.get(event.when) if event.when is not None else None
    if told is not None and told.earliest and told.latest:
        return _Days(_day(told.earliest), _day(told.latest)), True
    if published is None or event.realis in _TIMELESS:
        return None, False
    ahead = _AHEAD if event.realis in _UNREAL else 0
    return _Days(published.first - timedelta(_TOLD_LATE), published.last + timedelta(ahead)), False
