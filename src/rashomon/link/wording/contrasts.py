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
NAMED, PASSIVE = "names the agent", "passive without agent"
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "got", "gets"})


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
    """Yield the events of which one outlet says who did it, and another, in the passive, does not say so anywhere.

    Only what is told as done counts. `events` by id, `texts` are those of their documents.
    """
    for cluster in clusters:
        told = [event for key in cluster.events if (event := events.get(key)) and event.realis == "asserted"]
        told.sort(key=lambda event: (not event.actors, event.document, event.trigger))
        first = _first_of_each(told, outlets)
        named = [event for event in first if event.actors]
        passive = [event for event in first if not event.actors and _is_passive(event, texts[event.document])]
        if named and passive:
            sides = [
                _side(e.document, _told_in(e), NAMED if e.actors else PASSIVE, e.id, outlets) for e in named + passive
            ]
            key = digest("contrast", cluster.id)
            yield Contrast(id=key, by=BY, kind="agent", about=cluster.id, sides=tuple(sides))


def _is_passive(event: Event, text: str) -> bool:
    """Tell whether those to whom it was done are the subject: `the men were freed`."""
    done_to = [r.span.end for r in event.recipients if r.span.end <= event.trigger.start]
    return bool(done_to) and not _BE.isdisjoint(text[max(done_to) : event.trigger.start].lower().split())


def _told_in(event: Event) -> Span:
    """Return the stretch from the one who does it, or to whom it is done, to the word that tells it."""
    spans = [event.trigger, *(p.span for p in (event.actors or event.recipients))]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _first_of_each(told: Sequence[Told], outlets: Mapping[str, str | None]) -> list[Told]:
    """Return the first of each outlet; articles of no known outlet are nobody's, and stand each for itself."""
    first: dict[str, Told] = {}
    for one in told:
        first.setdefault(outlets.get(one.document) or one.document, one)
    return list(first.values())


def _side(document: str, span: Span, how: str, finding: str, outlets: Mapping[str, str | None]) -> Side:
    return Side(outlet=outlets.get(document), passage=Passage(document=document, span=span), how=how, finding=finding)
