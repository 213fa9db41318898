"""An event, or all that the pile tells of one -> the cells of its row in a table."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Cluster, Event, Participant
from rashomon.show.event_reader import is_mutual
from rashomon.show.rows import UNKNOWN, Reader, position_of
from rashomon.show.when import say_interval
from rashomon.store import NARRATOR

__all__ = ["cluster_cells", "event_cells"]

EACH_OTHER = "each other"


def event_cells(record: Event, reader: Reader) -> Sequence[str]:
    """Return where it stands, whether it happened, who did what to whom, when, where, and by whose account."""
    return (
        reader.article_name(record.document),
        position_of(record.document, [record.trigger]),
        record.realis,
        _participants(record, record.actors, reader),
        f"{record.type}/{record.mode}" if record.mode else record.type,
        EACH_OTHER if is_mutual(record) else _participants(record, record.recipients, reader),
        _say_day(record, reader),
        reader.words(record.document, [record.place]) if record.place else "",
        _say_account(record, reader),
    )


def _participants(record: Event, participants: Sequence[Participant], reader: Reader) -> str:
    return ", ".join(reader.who(record.document, p.entity, [p.span]) for p in participants)


def cluster_cells(record: Cluster, reader: Reader) -> Sequence[str]:
    """Return its id, how often it is told, when it was, who did what to whom, and what the accounts make of it."""
    told = [event for key in record.events if (event := reader.event(key))]
    days = say_interval(record.earliest, record.latest)
    is_told = days == UNKNOWN or any(reader.days_of(event).told for event in told)
    mutual = any(map(is_mutual, told)) and set(record.actors) == set(record.recipients)
    return (
        record.id[:8],
        f"{record.reports:7,}",
        f"{record.sources:7,}",
        # in brackets: inferred from the days of the articles alone
        days if is_told else f"({days})",
        _names(record.actors, [(e, e.actors) for e in told], reader),
        record.type,
        reader.trigger(record.events[0]) or "",
        EACH_OTHER if mutual else _names(record.recipients, [(e, e.recipients) for e in told], reader),
        ", ".join(f"{realis} {count}" for realis, count in record.realis.items()),
    )


def _names(entities: Sequence[str], told: Sequence[tuple[Event, Sequence[Participant]]], reader: Reader) -> str:
    """Return the names of those who are known, else the words of the first event that has any for them."""
    if entities:
        return ", ".join(dict.fromkeys(reader.name(one) or UNKNOWN for one in entities))
    return next((_participants(event, who, reader) for event, who in told if who), "")


def _say_day(record: Event, reader: Reader) -> str:
    # in brackets: the article's own day, where the text gives none
    earliest, latest, told = reader.days_of(record)
    days = say_interval(earliest, latest)
    return days if told or days == UNKNOWN else f"({days})"


def _say_account(record: Event, reader: Reader) -> str:
    """Return by whose account an event is told, the outermost first: `Kyiv › Moscow`; or that it is the narrator's."""
    chain = reader.chain_of(record)
    return " › ".join(reader.who(a.document, a.speaker, a.source) for a in chain) or NARRATOR
