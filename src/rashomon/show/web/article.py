"""An article with its evidence, and the card of a finding beside it; words of a text by their permanent link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple

from litestar import get
from litestar.params import Parameter
from markupsafe import Markup

from rashomon.errors import NotFound
from rashomon.model import LAYERS, Annotation, Article, Correction, Document, Span, Story
from rashomon.show.evidence import Mark
from rashomon.show.layout.addresses import DIGITS, PLACE, Paths
from rashomon.show.layout.cards import write_cards
from rashomon.show.layout.findings import QUALITY, Described, describe, openable
from rashomon.show.layout.footnotes import footnotes_of
from rashomon.show.layout.gather import Pile, Reading, gather_stored
from rashomon.show.layout.happened import find_happenings
from rashomon.show.layout.margins import Other, set_margin
from rashomon.show.layout.quality import read_quality
from rashomon.show.layout.scope import Scope
from rashomon.show.layout.typeset import Margin, link_people, set_article
from rashomon.show.web.elsewhere import Elsewhere, find_elsewhere
from rashomon.show.web.heads import read_heads
from rashomon.show.web.room import Page, Room
from rashomon.show.when import say_date
from rashomon.store.overruling import CORRECTED

__all__ = ["PAGES"]

# the marks that a reader switches on and off, and what they are called
SHOWN = {
    "said": "who says what",
    "events": "events",
    "values": "dates and amounts",
    "names": "names",
    "shared": "shared text",
    "furniture": "furniture of the page",
}
_AT_FIRST = ("said", "events", "values", "names", "shared")
# what a form sends beside the layers that are switched on, so that none can be
_NONE = "text"
_PATHS = Paths()
# corrections that are looked at for a card
_SAID = 9


class Sheet(NamedTuple):
    """The card of a finding: what it says, who else tells it, how good the machine is at it, what stands around it.

    `said` are the corrections of it, None where it is of a layer that is not corrected.
    """

    card: Described
    permanent: str
    elsewhere: Sequence[Elsewhere]
    quality: Sequence[Mapping[str, str]]
    before: str | None
    after: str | None
    said: Sequence[Correction] | None


@get("/articles/{document:str}", sync_to_thread=True)
def read_article(
    room: Room,
    document: str,
    finding: str | None = None,
    layers: Annotated[list[str] | None, Parameter(query="layers")] = None,
) -> Page:
    """Return an article; `finding` is the id of what is to be looked at, `layers` the marks to show."""
    found = room.view.document(document)
    return _page(room, found, layers, finding=finding)


@get("/articles/{document:str}/card", sync_to_thread=True)
def show_card(room: Room, document: str, finding: str) -> Page:
    """Return the card of a finding by itself, for a page that is open."""
    found = room.view.document(document)
    pile = _pile(room, found)
    return room.page("card.html", sheet=_sheet(room, pile, finding), document=found, closed=_PATHS.article(found.id))


@get("/at/{digest:str}/{place:str}", sync_to_thread=True)
def show_words(
    room: Room,
    digest: str,
    place: str,
    layers: Annotated[list[str] | None, Parameter(query="layers")] = None,
) -> Page:
    """Return the article with this text, the words at `place` marked; raises NotFound where there are none."""
    texts = room.view.of_text(digest) if len(digest) >= DIGITS else []
    if not texts:
        raise NotFound(f"no text here begins its digest with {digest!r}: it was never read into this store")
    return _page(room, texts[0], layers, span=_span(place, len(texts[0].text)), texts=texts)


def _span(place: str, length: int) -> Span:
    start, dash, end = place.partition("-")
    if not (dash and start.isascii() and end.isascii() and start.isdigit() and end.isdigit() and len(place) <= 24):
        raise NotFound(f"a place in a text is two numbers, such as 120-180, not {place!r}")
    if not int(start) < int(end) <= length:
        raise NotFound(f"there are no words at {place}: the text has {length:,} characters")
    return Span(int(start), int(end))


def _page(
    room: Room,
    document: Document,
    layers: Sequence[str] | None,
    finding: str | None = None,
    span: Span | None = None,
    texts: Sequence[Document] = (),
) -> Page:
    pile = _pile(room, document, bare=finding is None)
    reading = pile.readings[0]
    sheet = _sheet(room, pile, finding) if finding else None
    hit = span or (sheet.card.span if sheet and sheet.card.layer not in _MARKED else None)
    margin = _margin(room, pile, hit)
    story = next(iter(pile.across.stories), None)
    switched = _switched(layers)
    kept = "" if switched == list(_AT_FIRST) else ",".join(switched) or _NONE
    addresses = Paths(kept)
    text = _set(pile, margin, addresses)
    return room.page(
        "article.html",
        reading=reading,
        text=text,
        footnotes=footnotes_of(reading, pile.quotes, text, _PATHS),
        margin=margin,
        sheet=sheet,
        span=span,
        same_text=[d for d in texts if d.id != document.id],
        permanent=_PATHS.passage(document, span, "") if span else None,
        facts=_facts(reading),
        shown=SHOWN,
        usual=_AT_FIRST,
        switched=switched,
        addresses=addresses,
        closed=f"{_PATHS.article(document.id)}?layers={kept}" if kept else _PATHS.article(document.id),
        neighbours=_neighbours(room, document, story),
        successor=room.view.superseded_by(document.id),
        story=story.id if story else None,
        document=document,
    )


# what of the pile the page of an article shows where no card is open
_SHOWN_LAYERS = LAYERS.keys() - {"nested", "identity", "claim", "account", "utterance"}
# the layers whose findings are marks of the text: the others are marked when they are asked for
_MARKED = ("attribution", "event", "timex", "quantity")


def _switched(layers: Sequence[str] | None) -> list[str]:
    """Return the layers that are on; they come as one list, or one by one from a form."""
    if not layers:
        return list(_AT_FIRST)
    asked = {name for some in layers for name in some.split(",")}
    if unknown := asked - SHOWN.keys() - {_NONE}:
        raise NotFound(f"no marks {', '.join(sorted(unknown))}; there are: {', '.join(SHOWN)}")
    return [name for name in SHOWN if name in asked]


def _pile(room: Room, document: Document, bare: bool = False) -> Pile:
    """Return an article laid out by itself; `bare` leaves out what only the card of a finding asks for."""
    scope = Scope(room.view, [document.id], _SHOWN_LAYERS if bare else None)
    return room.keep("article", (document.id, bare), lambda: gather_stored(scope, room.outlets()))


def _set(pile: Pile, margin: Margin, addresses: Paths) -> Markup:
    reading = pile.readings[0]
    quotes = {q.attribution.id: q for q in pile.quotes}
    links = link_people(reading, pile.entities.keys())
    return set_article(reading, quotes, links, write_cards(find_happenings(pile), []), margin, addresses)


def _margin(room: Room, pile: Pile, hit: Span | None) -> Margin:
    """Return what other articles have to do with this one, and the words that are meant by the address."""
    own = pile.readings[0].document.id
    others = {d for r in pile.across.reuses for d in (r.a.document, r.b.document)} - {own}
    heads = read_heads(room, sorted(others)) if others else []
    named = {h.document.id: Other(h.label, h.day, _PATHS.pair(own, h.document.id)) for h in heads}
    return set_margin(own, pile.across.reuses, named, [Mark(hit, "hit", PLACE)] if hit else [])


def _sheet(room: Room, pile: Pile, key: str) -> Sheet:
    reading = pile.readings[0]
    finding = next(filter(None, (room.view.record(layer, key) for layer in _OF_ONE)), None)
    if finding is None or finding.document != reading.document.id:
        raise NotFound(f"no finding {key!r} in this text; it may have been read again since")
    card = describe(pile, reading, finding, _PATHS)
    order = openable(reading)
    at = order.index(key) if key in order else None
    quality = read_quality()
    return Sheet(
        card,
        _PATHS.passage(reading.document, card.span, ""),
        find_elsewhere(room, pile, reading, card),
        [quality[layer] for layer in QUALITY.get(card.layer, ()) if layer in quality],
        order[at - 1] if at else None,
        order[at + 1] if at is not None and at + 1 < len(order) else None,
        _said(room, card.layer, key) if card.layer in CORRECTED else None,
    )


def _said(room: Room, layer: str, finding: str) -> list[Correction]:
    """Return the latest corrections of a finding, without those that later ones took the place of."""
    latest = room.view.corrections(limit=_SAID, target=layer, finding=finding)
    return [one for one in latest if one.standing != "replaced"]


# the layers of findings about one article
_OF_ONE = tuple(name for name, kind in LAYERS.items() if issubclass(kind, Annotation) and name != "identity")


class Known(NamedTuple):
    """Something that is known of an article: what, its words, and where it was found: words, or a place on the page."""

    name: str
    words: str
    found: str
    link: str | None


_FIELDS = {"outlet": "outlet", "published": "date", "byline": "author", "language": "language"}
# what most articles have no reason to say
_CREDITS = {"wire": "credits", "republished_from": "same text as in"}


def _facts(reading: Reading) -> list[Known]:
    article = reading.article
    if article is None:
        return []
    more = {field: name for field, name in _CREDITS.items() if getattr(article, field)}
    # what the bytes were, where they were not the whole article
    more |= {"text": "text"} if "text" in article.evidence else {}
    return [_known(reading, article, field, name) for field, name in (_FIELDS | more).items()]


def _known(reading: Reading, article: Article, field: str, name: str) -> Known:
    held: Any = getattr(article, field, "in part")
    words = ", ".join(held) if isinstance(held, tuple) else held
    words = say_date(words) if field == "published" and words else words
    where = article.evidence.get(field)
    if isinstance(where, Span):
        return Known(
            name, words or "", f"“{where.of(reading.document.text)}”", _PATHS.passage(reading.document, where, "")
        )
    return Known(name, words or "", where or "", None)


def _neighbours(room: Room, document: Document, story: Story | None) -> tuple[Reading | None, Reading | None]:
    """Return the articles before and after this one in its story, by their dates."""
    heads = read_heads(room, story.documents) if story else []
    at = next((i for i, h in enumerate(heads) if h.document.id == document.id), None)
    if at is None:
        return None, None
    return (heads[at - 1] if at else None), (heads[at + 1] if at + 1 < len(heads) else None)


PAGES = (read_article, show_card, show_words)
