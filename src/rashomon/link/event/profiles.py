"""The events of one article -> what it says of each, free of offsets, for other articles to be compared with."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Article, Dating, Document, Event, EventProfile, Sentence, Timex, digest

__all__ = ["find_event_profiles"]


def find_event_profiles(
    document: Document,
    article: Article,
    dating: Sequence[Dating],
    sentence: Sequence[Sentence],
    timex: Sequence[Timex],
    event: Sequence[Event],
) -> list[EventProfile]:
    """Return one profile for each event, in the order of the events; participants are the article's own entities."""
    return [
        EventProfile(
            event=e.id,
            document=document.id,
            type=e.type,
            stem=e.trigger.of(document.text).lower(),
            actors=tuple(sorted({p.entity for p in e.actors if p.entity})),
            recipients=tuple(sorted({p.entity for p in e.recipients if p.entity})),
            place=e.place.of(document.text).lower() if e.place else None,
            earliest=article.published,
            latest=article.published,
            text=digest(" ".join(s.span.of(document.text) for s in sentence if s.span.holds(e.trigger))),
        )
        for e in event
    ]
