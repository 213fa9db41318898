"""Words -> the articles that hold them, each with the passages where they stand, and by what to narrow them down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from litestar import get

from rashomon.errors import NotFound
from rashomon.model import Document, Span
from rashomon.show.layout.addresses import Paths
from rashomon.show.layout.gather import Reading
from rashomon.show.web.heads import read_heads
from rashomon.show.web.room import Page, Room
from rashomon.show.web.seeking import BEST, Finds, find_articles
from rashomon.store import View
from rashomon.store.places import spans_of

__all__ = ["PAGES", "Hit", "Passage", "cut_passages"]

_A_PAGE = 15
# articles that are looked at for a page of those whose words stand in one layer
_PATIENCE = 60
# code points around found words, passages of an article that are shown, and the longest of them
_AROUND, _SHOWN, _LONGEST = 90, 3, 420
# layers in which the words can stand, as they are called here
LAYERS = {"attribution": "what somebody says or thinks", "event": "what is told to happen", "quantity": "numbers"}
# the edge of a passage is moved to a space so near
_NEAR = 20
_PATHS = Paths()


class Passage(NamedTuple):
    """Words of an article around what was found: pieces of text, each with whether it was; where they can be read."""

    pieces: Sequence[tuple[str, bool]]
    link: str
    cut_before: bool
    cut_after: bool


class Hit(NamedTuple):
    """An article that holds the words: how often, and the first passages."""

    reading: Reading
    words: int
    passages: Sequence[Passage]


@get("/search", sync_to_thread=True)
def search_articles(
    room: Room, q: str | None = None, outlet: str | None = None, since: str | None = None, until: str | None = None,
    speaker: str | None = None, layer: str | None = None, after: str | None = None,
) -> Page:  # fmt: skip
    """Return the articles that hold every word of `q`, best first; `layer` is a key of LAYERS in which one stands."""
    if layer and layer not in LAYERS:
        raise NotFound(f"words cannot be sought in {layer!r}, but in: {', '.join(LAYERS)}")
    sought = Finds(q or "", outlet or None, since or None, until or None, speaker or None)
    found = find_articles(room, sought)
    looked, following = found.page(after or None, _PATIENCE if layer else _A_PAGE)
    spans: dict[str, Sequence[Span]] = {key: room.view.find_in(sought.words, row) for key, row in looked}
    standing = _find_standing(room.view, spans)
    if layer:
        spans = {document: held for document, told in standing.items() if (held := told[layer])}
        if len(spans) > _A_PAGE:
            spans = dict(list(spans.items())[:_A_PAGE])
            following = list(spans)[-1]
    heads = {reading.document.id: reading for reading in read_heads(room, list(spans))}
    hits = [_hit(heads[document], held) for document, held in spans.items() if document in heads]
    names = {one.id: one.name for one in room.view.named("entity", [key for key, _ in found.speakers])}
    return room.page(
        "search.html", story=None, sought=sought, layer=layer, after=after, found=found, hits=hits, next=following,
        layers=[(key, called, _count_in(standing, key)) for key, called in LAYERS.items()],
        speakers=[(names[key], count) for key, count in found.speakers if key in names],
        alone=[] if found.rows else _count_alone(room, sought), outlets=room.outlets(), best=BEST,
    )  # fmt: skip


Standing = Mapping[str, Mapping[str, Sequence[Span]]]


def _find_standing(view: View, spans: Mapping[str, Sequence[Span]]) -> Standing:
    """Return which of the words stand in a record of each layer, by document."""
    standing = {document: {layer: list[Span]() for layer in LAYERS} for document in spans}
    for layer in LAYERS:
        places: dict[str, list[Span]] = {}
        for record in view.among(layer, list(spans)) if spans else ():
            places.setdefault(record.document, []).extend(span for _, span in spans_of(record))
        for document, held in places.items():
            standing[document][layer] = [one for one in spans[document] if any(one.overlaps(p) for p in held)]
    return standing


def _count_in(standing: Standing, layer: str) -> int:
    return sum(bool(told[layer]) for told in standing.values())


def _count_alone(room: Room, sought: Finds) -> list[tuple[str, int]]:
    """Return how many articles hold each word alone, where none holds all of them."""
    terms = [phrase or word for phrase, word in re.findall(r'("[^"]*")|([^\s"]+)', sought.words)]
    return [(term, len(room.view.find(term))) for term in dict.fromkeys(terms[:8])] if len(terms) > 1 else []


def _hit(reading: Reading, spans: Sequence[Span]) -> Hit:
    return Hit(reading, len(spans), list(cut_passages(reading.document, spans))[:_SHOWN])


def cut_passages(document: Document, spans: Sequence[Span]) -> Iterator[Passage]:
    """Yield the words around spans in the order of the text, those that stand near each other in one passage."""
    text, together = document.text, list[Span]()
    for span in spans:
        far = together and span.start - together[-1].end > 2 * _AROUND
        if together and (far or span.end - together[0].start > _LONGEST):
            yield _cut(document, text, together)
            together = []
        together.append(span)
    if together:
        yield _cut(document, text, together)


def _cut(document: Document, text: str, spans: Sequence[Span]) -> Passage:
    start = _edge(text, max(0, spans[0].start - _AROUND), forward=True)
    end = _edge(text, min(len(text), spans[-1].end + _AROUND), forward=False)
    pieces, at = [], start
    for span in spans:
        pieces += [(text[at : span.start], False), (span.of(text), True)]
        at = span.end
    pieces.append((text[at:end], False))
    link = _PATHS.passage(document, Span(spans[0].start, spans[-1].end), "")
    return Passage([piece for piece in pieces if piece[0]], link, start > 0, end < len(text))


def _edge(text: str, at: int, *, forward: bool) -> int:
    """Move an edge to the next space inwards, if one is near, so that no word is cut in two."""
    if at in (0, len(text)):
        return at
    for step in range(_NEAR):
        place = at + step if forward else at - step
        if 0 < place < len(text) and text[place - 1 if forward else place].isspace():
            return place
    return at


PAGES = (search_articles,)
