"""One article -> HTML with its evidence marked; what a reader sees of the text is exactly the text."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, repeat
from typing import NamedTuple

from markupsafe import Markup

from rashomon.model import Document, Mention, Span
from rashomon.show.evidence import Block, Mark, Piece, marks_of, ordered, segment
from rashomon.show.layout.addresses import Addresses
from rashomon.show.layout.cards import Card
from rashomon.show.layout.escape import plain, visible
from rashomon.show.layout.gather import Quote, Reading
from rashomon.show.layout.happened import Telling
from rashomon.show.notes import Note, notes_of

__all__ = ["Margin", "link_people", "set_article", "set_excerpt", "set_passage", "set_telling"]

_ELEMENTS = {
    "shared": "span", "spot": "span", "content": "mark", "source": "b", "cue": "u", "deed": "span", "party": "span",
    "when": "span", "amount": "span", "who": "a", "hit": "mark",
}  # fmt: skip
# deeper bars would leave the margin; contents nested four deep were not met in 20,000 attributions of PolNeAR
_LANES = 3


class Margin(NamedTuple):
    """What others have to do with an article: marks of what they share and link to, notes on shared text by its id.

    `partners` are those with which it shares words: the label, and the link to look at both.
    """

    marks: Sequence[Mark] = ()
    notes: Mapping[str, Markup] = {}
    partners: Sequence[tuple[str, str]] = ()


NOTHING = Margin()


def set_article(
    reading: Reading,
    quotes: Mapping[str, Quote],
    links: Sequence[Mention] = (),
    cards: Mapping[str, Card] | None = None,
    margin: Margin = NOTHING,
    addresses: Addresses | None = None,
) -> Markup:
    """Return the text of an article, zone by zone; `quotes` maps ids of attributions to who speaks.

    `links` (of `link_people`) lead to somebody's page, `cards` map ids of events to what is said of each, `margin` is
    what other articles have to do with it; `addresses` say where links lead, in the report if nothing else. Characters
    that do not stand in the text (names in the margin, notes, cards, the words on a fold) are in elements that carry
    `data-note`; everything else, read in order, is `Document.text`.
    """
    own = marks_of(reading.attributions, [*reading.timexes, *reading.quantities, *links], reading.events)
    marks = ordered([*own, *margin.marks])
    notes = notes_of(reading.document.text, [*reading.timexes, *reading.quantities])
    people = {m.id: m.entity or "" for m in links}
    aside = _Aside(quotes, people, notes, cards or {}, margin.notes)
    setter = _Setter(reading.document, marks, aside, addresses)
    parts, titled, begun = [], False, False
    for folded, group in groupby(reading.blocks, key=lambda b: b.kind == "furniture"):
        blocks = list(group)
        if folded:
            parts.append(_fold(setter, blocks))
            continue
        for kind, same in groupby(blocks, key=lambda b: b.kind):
            inner = list(same)
            parts.append(setter.group(kind, inner, titled, begun))
            titled = titled or kind == "title"
            begun = begun or kind == "body"
    return Markup("").join(parts)


def set_excerpt(quote: Quote, about: str | None = None) -> Markup:
    """Return the sentences of one attribution with its own evidence marked, gaps as an ellipsis.

    Inside what is said, the words that stand for the entity `about` are marked too.
    """
    contents = quote.attribution.content
    them = (m for m in quote.reading.mentions if about and m.entity == about)
    inside = _disjoint(m for m in them if any(c.holds(m.span) for c in contents))
    setter = _Setter(quote.reading.document, marks_of([quote.attribution], inside))
    parts = [Markup("".join(setter.runs(start, end))).strip() for start, end in quote.contexts]
    return Markup(' <span class="gap">[…]</span> ').join(parts)


def set_passage(reading: Reading, *spans: Span) -> Markup:
    """Return the sentences that hold these spans of an article, with the words marked, gaps as an ellipsis."""
    setter = _Setter(reading.document, ordered([Mark(s, "hit", "") for s in spans]))
    around = [s.span for s in reading.sentences if any(s.span.overlaps(span) for span in spans)] or list(spans)
    parts = [Markup("".join(setter.runs(s.start, s.end))).strip() for s in around]
    return Markup(" ").join(parts)


def set_telling(telling: Telling) -> Markup:
    """Return the sentence of an event with the words that tell of it, and of who takes part, marked."""
    reading = telling.reading
    setter = _Setter(reading.document, marks_of((), (), [telling.event]))
    found = (s.span for s in reading.sentences if s.span.holds(telling.event.trigger))
    # without sentences, the paragraph
    blocks = (Span(b.start, b.end) for b in reading.blocks if b.start <= telling.event.trigger.start < b.end)
    around = next(chain(found, blocks))
    return Markup("".join(setter.runs(around.start, around.end))).strip()


def link_people(reading: Reading, paged: Collection[str]) -> list[Mention]:
    """Return, in text order, the mentions of those in `paged` (ids of entities) that are to lead to their page.

    Pronouns are left out: a link on every "he" would cover the text. So are names around the words for an event, or
    for a date, since their cards and notes may not stand in a link.
    """
    # where the label of an event begins, where the note on a value ends
    taken = {e.trigger.start for e in reading.events}
    taken |= {t.span.end - 1 for t in reading.timexes} | {q.span.end - 1 for q in reading.quantities}
    links = (m for m in reading.mentions if m.entity in paged and m.form != "pronoun")
    return _disjoint(m for m in links if taken.isdisjoint(range(m.span.start, m.span.end)))


def _disjoint(mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions of which no two overlap, since no link can stand in another: names go first."""
    taken: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.form != "name", m.span, m.id)):
        at = bisect(taken, mention.span, key=lambda m: m.span)
        if not any(mention.span.overlaps(t.span) for t in taken[max(0, at - 1) : at + 1]):
            taken.insert(at, mention)
    return taken


class _Aside(NamedTuple):
    """What stands beside the words for the findings in a text, by their ids.

    `people` maps mentions to the entities whose page they lead to, `shares` shared stretches to who else has the words.
    """

    quotes: Mapping[str, Quote] = {}
    people: Mapping[str, str] = {}
    notes: Mapping[str, Note] = {}
    cards: Mapping[str, Card] = {}
    shares: Mapping[str, Markup] = {}


_BARE = _Aside()


class _Setter:
    """Writes stretches of one text; remembers which findings have had their name and their anchor."""

    def __init__(
        self, document: Document, marks: Sequence[Mark], aside: _Aside = _BARE, addresses: Addresses | None = None
    ) -> None:
        self.document, self.text = document.id, document.text
        self.marks = marks
        self.aside = aside
        self.addresses = addresses or Addresses()
        self.named: set[str] = set()

    def group(self, kind: str, blocks: Sequence[Block], titled: bool, begun: bool) -> Markup:
        """Return neighbouring blocks of one kind in the elements that say what they are."""
        if kind == "title" and not titled:
            # a title that scraping broke into lines is one heading
            inner = Markup("").join(self.block(b, "span", "line") for b in blocks)
            return Markup('<{0} class="z-title">{1}</{0}>').format(self.addresses.headings[0], inner)
        tag = self.addresses.headings[1] if kind == "subhead" and begun else "p"
        name = "standfirst" if kind == "subhead" and not begun else kind
        inner = Markup("").join(self.block(b, tag, f"z-{name}") for b in blocks)
        return Markup("<blockquote>{}</blockquote>").format(inner) if kind == "block_quote" else inner

    def block(self, block: Block, tag: str, name: str) -> Markup:
        """Return one paragraph; a stretch of another zone inside it is set as what it is."""
        parts = []
        for piece in block.pieces:
            inner = Markup("".join(self.runs(piece.start, piece.end)))
            parts.append(inner if piece.kind == block.kind else _inline(piece, inner))
        # a fold is no part of a paragraph for HTML, so that a paragraph with a fold in it is a plain division
        if any(p.kind == "furniture" != block.kind for p in block.pieces):
            tag = "div"
        return Markup('<{0} class="{1}">{2}</{0}>').format(tag, name, Markup("").join(parts))

    def runs(self, start: int, end: int) -> Iterator[Markup]:
        """Yield the stretch with its marks as nested elements: what goes on from run to run stays open."""
        open_marks: tuple[Mark, ...] = ()
        for run in segment(start, end, self.marks):
            common = 0
            while common < min(len(open_marks), len(run.marks)) and open_marks[common] == run.marks[common]:
                common += 1
            yield from map(self._closed, reversed(open_marks[common:]), repeat(run.start))
            for depth, mark in enumerate(run.marks[common:], start=common):
                yield self._opened(mark, run.marks[:depth])
            yield visible(self.text[run.start : run.end])
            open_marks = run.marks
        yield from map(self._closed, reversed(open_marks), repeat(end))

    def _opened(self, mark: Mark, outer: Sequence[Mark]) -> Markup:
        if mark.role == "content":
            return self._content(mark, outer)
        if mark.role in ("source", "cue"):
            return Markup(f"<{_ELEMENTS[mark.role]}>")
        if mark.role == "party":
            return Markup('<span class="party">')
        begins = mark.id not in self.named
        self.named.add(mark.id)
        if mark.role == "hit":
            return Markup(
                '<mark class="hit" id="{}" tabindex="-1">' if begins and mark.id else '<mark class="hit">'
            ).format(mark.id)
        if mark.role == "shared":
            note = self.aside.shares.get(mark.id, Markup("")) if begins else Markup("")
            return Markup('{}<span class="shared {}">').format(note, mark.kind)
        if mark.role == "spot":
            return Markup('<span class="spot" id="{}">').format(mark.id) if begins else Markup('<span class="spot">')
        if mark.role == "who":
            return self._person(mark, begins)
        return self._deed(mark, begins) if mark.role == "deed" else self._value(mark, begins)

    def _closed(self, mark: Mark, at: int) -> Markup:
        beside = Markup("")
        if at == mark.span.end and mark.role == "deed" and mark.id in self.aside.cards and self.addresses.cards_inside:
            beside = self.aside.cards[mark.id].body
        elif at == mark.span.end and mark.id in self.aside.notes:
            beside = self._noted(mark.id)
        return Markup(f"{{}}</{_ELEMENTS[mark.role]}>").format(beside)

    def _deed(self, mark: Mark, begins: bool) -> Markup:
        """Return what marks the words for an event: a label over them, and what opens its card."""
        card = self.aside.cards.get(mark.id)
        if card is None or not begins:
            return Markup('<span class="deed {}">').format(mark.kind)
        place = self.addresses.anchor("event", mark.id)
        if self.addresses.cards_inside:
            tag = Markup('<span class="deed {}" id="{}" tabindex="0"><span class="label" data-note>{} </span>')
            return tag.format(mark.kind, place, card.label)
        link = self.addresses.finding(self.document, "event", mark.id)
        tag = Markup('<span class="deed {}" id="{}"><a class="label" href="{}" data-note>{} </a>')
        return tag.format(mark.kind, place, link, card.label)

    def _value(self, mark: Mark, begins: bool) -> Markup:
        """Return what marks a date or an amount; one that has a note takes the focus that shows it."""
        place = Markup(' id="{}"').format(self.addresses.anchor("value", mark.id)) if begins else ""
        held = begins and mark.id in self.aside.notes and self.addresses.cards_inside
        return Markup('<span class="{}"{}{}>').format(mark.role, place, Markup(' tabindex="0"') if held else "")

    def _noted(self, key: str) -> Markup:
        """Return the note on a date or an amount: read out after it, seen when it has the focus, and in print."""
        note = self.aside.notes[key]
        reason = Markup("<small>; {}</small>").format(plain(note.reason)) if note.reason else ""
        if self.addresses.cards_inside:
            return Markup('<span class="value" data-note> [{}{}]</span>').format(plain(note.value), reason)
        link = self.addresses.finding(self.document, "value", key)
        return Markup('<a class="value" href="{}" data-note> [{}{}]</a>').format(link, plain(note.value), reason)

    def _person(self, mark: Mark, begins: bool) -> Markup:
        """Return what leads to somebody's page; the keyboard stops at the first in an article."""
        entity = self.aside.people.get(mark.id)
        if entity is None:
            return Markup('<a class="them">')
        first = entity not in self.named
        self.named.add(entity)
        looks = Markup('class="met"') if first else Markup('class="again" tabindex="-1"')
        place = Markup(' id="{}"').format(self.addresses.anchor("mention", mark.id)) if first else ""
        return Markup('<a {} href="{}"{}>').format(looks, self.addresses.person(entity), place)

    def _content(self, mark: Mark, outer: Sequence[Mark]) -> Markup:
        lane = min(sum(m.role == "content" for m in outer), _LANES - 1)
        quote = self.aside.quotes.get(mark.id)
        kind = f"{mark.kind} lane{lane}" + (" leaning" if quote and not quote.is_saying else "")
        if quote is None or not mark.first or mark.id in self.named:
            return Markup('<mark class="{}">').format(kind)
        self.named.add(mark.id)
        place = self.addresses.anchor("attribution", mark.id)
        return Markup('{}<mark id="{}" class="{}">').format(self._name(quote), place, kind)

    def _name(self, quote: Quote) -> Markup:
        """Return what stands in the margin: who speaks, and how."""
        how: str = quote.attribution.kind
        if quote.attribution.act != "statement":
            how += f", {quote.attribution.act}"
        leads = self.addresses.saying(self.document, quote.attribution.id, quote.speaker.key)
        link = Markup('<a class="who{}" href="{}" data-note>{} <small>{}</small> </a>')
        return link.format("" if quote.is_saying else " leaning", leads, plain(quote.who), how)


def _inline(piece: Piece, inner: Markup) -> Markup:
    if piece.kind != "furniture":
        return Markup('<span class="z-{}">{}</span>').format(piece.kind, inner)
    fold = Markup('<details class="furniture inline"><summary data-note>furniture</summary>{}</details>')
    return fold.format(inner)


def _fold(setter: _Setter, blocks: Sequence[Block]) -> Markup:
    lines = "1 line" if len(blocks) == 1 else f"{len(blocks)} lines"
    inner = Markup("").join(setter.block(b, "p", "z-furniture") for b in blocks)
    fold = Markup('<details class="furniture"><summary data-note>{} of furniture</summary>{}</details>')
    return fold.format(lines, inner)
