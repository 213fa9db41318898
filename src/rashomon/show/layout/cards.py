"""Events as articles tell them -> a card beside the words for each: what the machine says, how sure, whose account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from rashomon.show.deeds import label_of, say_realis, say_type
from rashomon.show.layout.addresses import Addresses
from rashomon.show.layout.escape import plain
from rashomon.show.layout.happened import Happening, Telling
from rashomon.show.when import say_stretch

__all__ = ["Card", "facts_of", "write_cards"]


class Card(NamedTuple):
    """The label over the words for an event, and what opens beside them."""

    label: str
    body: Markup


def write_cards(
    happenings: Iterable[Happening], listed: Iterable[Happening], addresses: Addresses | None = None
) -> dict[str, Card]:
    """Return the card of every event by its id; those in `listed` lead to all that tell the event."""
    links = {h.key: (addresses or Addresses()).event(h.key) for h in listed}
    return {t.event.id: _card(t, h, links.get(h.key)) for h in happenings for t in h.tellings}


def _card(telling: Telling, happening: Happening, link: str | None) -> Card:
    lines = Markup("").join(
        Markup("<span>{}</span> ").format(plain(": ".join(filter(None, fact)))) for fact in facts_of(telling)
    )
    told = Markup("told by {}").format(happening.told_by)
    if link:
        told = Markup('<a href="{}">{}</a>').format(link, told)
    body = Markup('<span class="card" data-note> <strong>{}</strong> {}<span>{}</span></span>')
    return Card(plain(label_of(telling.event)), body.format(plain(telling.phrase), lines, told))


def facts_of(telling: Telling) -> Iterator[tuple[str, str]]:
    """Yield what is known of an event, as far as it is, in the order in which people ask, each with what is asked.

    What says of itself what it is has "" for that.
    """
    event = telling.event
    yield "", telling.account
    cue = telling.words_of(event.realis_cue)
    yield "", say_realis(event.realis) + (f": “{cue}”" if cue else "")
    if event.when:
        days = f" ({say_stretch(*(d.isoformat() for d in telling.days))})" if telling.days else ""
        yield "when", f"“{telling.words_of(event.when)}”{days}"
    if event.place:
        yield "where", f"“{telling.words_of(event.place)}”"
    if event.contexts:
        yield "about", ", ".join(c.replace("_", " ") for c in event.contexts)
    mode = f", {event.mode}" if event.mode else ""
    yield "", f"{say_type(event.type, event.mode)} (PLOVER {event.type}{mode}), sure to {event.score:.2f}"
    if not event.actors and event.reason:
        yield "", event.reason
