"""What a reader wants to see of the events of a story -> those alone, and what there is to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rashomon.show.deeds import say_realis, say_type
from rashomon.show.layout.happened import Happening, Party, Telling
from rashomon.show.when import published_between

__all__ = ["EventsWanted", "choices_of", "sift_events"]

# names to choose from, those of most events first: any other may be written into the address
MOST_NAMES = 60

Choices = Sequence[tuple[str, str]]


class EventsWanted(NamedTuple):
    """What is asked of events; None is anything. All but the days has to hold of one and the same report.

    `actor` and `recipient` are a name, the id of an entity or the code of a country; `by` is who is quoted for it, or
    the outlet that tells it in its own voice; `since` and `until` are days, months or years.
    """

    type: str | None = None
    realis: str | None = None
    actor: str | None = None
    recipient: str | None = None
    by: str | None = None
    since: str | None = None
    until: str | None = None

    def takes(self, happening: Happening) -> bool:
        """Tell whether an event is wanted; one that no article dates lies between no days."""
        return any(map(self._takes_telling, happening.tellings)) and self._holds_days(happening)

    def _takes_telling(self, telling: Telling) -> bool:
        event = telling.event
        return (
            self.type in (None, event.type)
            and self.realis in (None, event.realis)
            and (self.actor is None or _names(telling.actors, self.actor))
            and (self.recipient is None or _names(telling.recipients, self.recipient))
            and self.by in (None, *tellers_of(telling))
        )

    def _holds_days(self, happening: Happening) -> bool:
        first, last = (published_between(side) if side else None for side in (self.since, self.until))
        if happening.days is None:
            return first is None and last is None
        return (first is None or first[0] <= happening.days[1]) and (last is None or happening.days[0] <= last[1])


def sift_events(happenings: Sequence[Happening], wanted: EventsWanted) -> list[Happening]:
    """Return the events that are wanted, in their order."""
    return [h for h in happenings if wanted.takes(h)]


def tellers_of(telling: Telling) -> list[str]:
    """Return by whose account it is: everybody who is quoted for it, else the outlet."""
    return [who for who, _ in telling.accounts] or [telling.reading.outlet.name]


def choices_of(happenings: Sequence[Happening]) -> dict[str, Choices]:
    """Return what each filter can be set to, with how many events answer to it."""
    tellings = [(h, t) for h in happenings for t in h.tellings]
    return {
        "type": _ranked((h.key, t.event.type, say_type(t.event.type)) for h, t in tellings),
        "realis": _ranked((h.key, t.event.realis, say_realis(t.event.realis)) for h, t in tellings),
        "actor": _ranked((h.key, *_choice(p)) for h, t in tellings for p in t.actors if p.key),
        "recipient": _ranked((h.key, *_choice(p)) for h, t in tellings for p in t.recipients if p.key),
        "by": _ranked((h.key, who, who) for h, t in tellings for who in tellers_of(t)),
    }


def _choice(party: Party) -> tuple[str, str]:
    """Return whom to choose for somebody: the country that they act for, else themselves."""
    name = party.side.name if party.side else party.name
    return name, name


def _ranked(found: Iterable[tuple[str, str, str]]) -> Choices:
    """Return each value once, in words with the number of its events, those of most events first."""
    seen = set(found)
    events = Counter((value, words) for _, value, words in seen)
    ranked = sorted(events, key=lambda one: (-events[one], one))
    return [(value, f"{words} ({events[value, words]})") for value, words in ranked[:MOST_NAMES]]


def _names(parties: Iterable[Party], wanted: str) -> bool:
    """Tell whether somebody has this name, id or country, or is counted for one that has."""
    wanted = wanted.casefold()
    known = (one for p in parties for one in (p.key, p.name, *(p.side or ())))
    return any(one is not None and one.casefold() == wanted for one in known)
