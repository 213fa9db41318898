"""A finding of an article -> who else tells it: claims, events, the same words of somebody, the same text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from rashomon.model import Event, Span
from rashomon.show.layout.addresses import Paths
from rashomon.show.layout.findings import Described
from rashomon.show.layout.gather import Pile, Reading
from rashomon.show.shared import partner_of
from rashomon.show.web.heads import read_heads
from rashomon.show.web.room import Room
from rashomon.show.words import counted

__all__ = ["Elsewhere", "find_elsewhere"]

# articles that are named before the others are counted
_NAMED = 6
_PATHS = Paths()


class Elsewhere(NamedTuple):
    """A way in which others tell it: in words, the page about it, and the articles with the links to their words."""

    words: str
    link: str | None = None
    articles: Sequence[tuple[Reading, str]] = ()
    more: int = 0


def find_elsewhere(room: Room, pile: Pile, reading: Reading, card: Described) -> list[Elsewhere]:
    """Return who else tells a finding of an article that is laid out by itself."""
    found = [*_claims(pile, card.finding.id), *_events(pile, card.finding)]
    for one in pile.across.utterances:
        if any(use.attribution == card.finding.id for use in one.uses):
            places = [(u.document, u.span) for u in one.uses if u.document != reading.document.id]
            found += _named(room, "The same words of the same speaker", places)
    shared = [pair for r in pile.across.reuses if (pair := partner_of(r, reading.document.id))]
    places = [(other.document, other.span) for own, other in shared if own.span.holds(card.span)]
    found += _named(room, "Inside text that stands there too", places)
    return found


def _claims(pile: Pile, finding: str) -> Iterator[Elsewhere]:
    for claim in pile.across.claims:
        if any(a.finding == finding for a in pile.across.accounts.get(claim.id, ())):
            support = f"{counted(claim.origins, 'origin')} in {counted(claim.carriers, 'carrier')}"
            yield Elsewhere(f"The claim: {claim.slot} ({support})", _PATHS.claim(claim.id))


def _events(pile: Pile, finding: Any) -> Iterator[Elsewhere]:
    if isinstance(finding, Event):
        for cluster in pile.clusters:
            if finding.id in cluster.events and cluster.reports > 1:
                texts, sources = counted(cluster.texts, "text"), counted(cluster.sources, "source")
                told = f"The event: told by {counted(cluster.reports, 'article')}, {texts}, {sources}"
                yield Elsewhere(told, _PATHS.event(cluster.id))


def _named(room: Room, words: str, places: Iterable[tuple[str, Span]]) -> Iterator[Elsewhere]:
    """Yield the articles where something stands, each once; nothing where there is none."""
    first: dict[str, Span] = {}
    for document, span in places:
        first.setdefault(document, span)
    if first:
        heads = read_heads(room, list(first))
        links = [(h, _PATHS.passage(h.document, first[h.document.id], "")) for h in heads]
        yield Elsewhere(words, None, links[:_NAMED], max(0, len(links) - _NAMED))
