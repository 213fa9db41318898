"""Claims with their accounts, events with their tellings -> where outlets word one thing differently.

What is compared is how, not what: accounts that give another value, or deny it, are no matter of wording, and are told
by the relation of their claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from rashomon.model import Account, Claim, Cluster, Contrast, Event, Passage, Side, Span, Stance, digest

__all__ = ["BY", "contrast_agents", "contrast_assertions"]

BY = "contrast/1"
Told = TypeVar("Told", Account, Event)

# what an outlet makes of a claim is the firmest thing that it says of it anywhere
_FIRMEST: tuple[Stance, ...] = ("asserts", "attributes", "hedges")
NAMED, UNNAMED, PASSIVE = "names the agent", "no agent", "passive without agent"


def contrast_assertions(
    claims: Iterable[Claim], accounts: Mapping[str, Sequence[Account]], outlets: Mapping[str, str | None]
) -> Iterator[Contrast]:
    """Yield the claims that one outlet says flatly and another attributes or hedges, each outlet by its firmest words.

    `accounts` are those of each claim, `outlets` has the outlet of each document.
    """
    for claim in claims:
        same: dict[str | None, list[Account]] = {}
        for one in accounts.get(claim.id, ()):
            if one.stance in _FIRMEST:
                same.setdefault(one.value, []).append(one)
        for value, told in sorted(same.items(), key=lambda item: item[0] or ""):
            told.sort(key=lambda one: (_FIRMEST.index(one.stance), one.document, one.span))
            firmest = _first_of_each(told, outlets)
            if len({one.stance for one in firmest}) > 1 and firmest[0].stance == "asserts":
                sides = [_side(one.document, one.span, one.stance, one.finding, outlets) for one in firmest]
                key = digest("contrast", claim.id, value or "")
                yield Contrast(id=key, by=BY, kind="assertion", about=claim.id, sides=tuple(sides))


def contrast_agents(
    clusters: Iterable[Cluster],
    events: Mapping[str, Event],
    texts: Mapping[str, str],
    outlets: Mapping[str, str | None],
) -> Iterator[Contrast]:
    """Yield the events of which one outlet says who did it, and another tells them without anybody who does.

    Only what is told as done counts. `events` by id, `texts` are those of their documents.
    """
    for cluster in clusters:
        told = [event for key in cluster.events if (event := events.get(key)) and event.realis == "asserted"]
        told.sort(key=lambda event: (not event.actors, event.document, event.trigger))
        first = _first_of_each(told, outlets)
        if len(first) > 1 and first[0].actors and not first[-1].actors:
            sides = [
                _side(e.document, e.actors[0].span if e.actors else e.trigger, _how(e, texts), e.id, outlets)
                for e in first
            ]
            key = digest("contrast", cluster.id)
            yield Contrast(id=key, by=BY, kind="agent", about=cluster.id, sides=tuple(sides))


def _first_of_each(told: Sequence[Told], outlets: Mapping[str, str | None]) -> list[Told]:
    """Return the first of each outlet; articles of no known outlet are nobody's, and stand each for itself."""
    first: dict[str, Told] = {}
    for one in told:
        first.setdefault(outlets.get(one.document) or one.document, one)
    return list(first.values())


def _side(document: str, span: Span, how: str, finding: str, outlets: Mapping[str, str | None]) -> Side:
    return Side(outlet=outlets.get(document), passage=Passage(document=document, span=span), how=how, finding=finding)


def _how(event: Event, texts: Mapping[str, str]) -> str:
    if event.actors:
        return NAMED
    done_to = [r.span for r in event.recipients if r.span.end <= event.trigger.start]
    between = texts[event.document][done_to[-1].end : event.trigger.start].lower().split() if done_to else []
    return PASSIVE if not _BE.isdisjoint(between) else UNNAMED


_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "got", "gets"})
