"""One article -> HTML with its evidence marked; what a reader sees of the text is exactly the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from rashomon.show.evidence import Block, Mark, Piece, marks_of, segment
from rashomon.show.report.escape import plain, visible
from rashomon.show.report.gather import Quote, Reading

__all__ = ["set_article", "set_excerpt"]

_ELEMENTS = {"content": "mark", "source": "b", "cue": "u"}
# deeper bars would leave the margin; contents nested four deep were not met in 20,000 attributions of PolNeAR
_LANES = 3


def set_article(reading: Reading, quotes: Mapping[str, Quote]) -> Markup:
    """Return the text of an article, zone by zone; `quotes` maps ids of attributions to who speaks.

    Characters that do not stand in the text (names in the margin, the words on a fold) are in elements that carry
    `data-note`; everything else, read in order, is `Document.text`.
    """
    marks = marks_of(reading.attributions)
    setter = _Setter(reading.document.text, marks, quotes)
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


def set_excerpt(quote: Quote) -> Markup:
    """Return the sentences of one attribution with its own evidence marked, gaps as an ellipsis."""
    setter = _Setter(quote.reading.document.text, marks_of([quote.attribution]), {})
    parts = [Markup("".join(setter.runs(start, end))).strip() for start, end in quote.contexts]
    return Markup(' <span class="gap">[…]</span> ').join(parts)


class _Setter:
    """Writes stretches of one text; remembers which attributions have had their name and their anchor."""

    def __init__(self, text: str, marks: Sequence[Mark], quotes: Mapping[str, Quote]) -> None:
        self.text = text
        self.marks = marks
        self.quotes = quotes
        self.named: set[str] = set()

    def group(self, kind: str, blocks: Sequence[Block], titled: bool, begun: bool) -> Markup:
        """Return neighbouring blocks of one kind in the elements that say what they are."""
        if kind == "title" and not titled:
            # a title that scraping broke into lines is one heading
            inner = Markup("").join(self.block(b, "span", "line") for b in blocks)
            return Markup('<h3 class="z-title">{}</h3>').format(inner)
        tag = "h4" if kind == "subhead" and begun else "p"
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
            yield from (Markup(f"</{_ELEMENTS[m.role]}>") for m in reversed(open_marks[common:]))
            for depth, mark in enumerate(run.marks[common:], start=common):
                yield self._opened(mark, run.marks[:depth])
            yield visible(self.text[run.start : run.end])
            open_marks = run.marks
        yield from (Markup(f"</{_ELEMENTS[m.role]}>") for m in reversed(open_marks))

    def _opened(self, mark: Mark, outer: Sequence[Mark]) -> Markup:
        if mark.role != "content":
            return Markup(f"<{_ELEMENTS[mark.role]}>")
        lane = min(sum(m.role == "content" for m in outer), _LANES - 1)
        quote = self.quotes.get(mark.attribution.id)
        kind = f"{mark.attribution.kind} lane{lane}" + (" leaning" if quote and not quote.is_saying else "")
        if quote is None or not mark.first or mark.attribution.id in self.named:
            return Markup('<mark class="{}">').format(kind)
        self.named.add(mark.attribution.id)
        return Markup('{}<mark id="a-{}" class="{}">').format(_name(quote), mark.attribution.id, kind)


def _name(quote: Quote) -> Markup:
    """Return what stands in the margin: who speaks, and how."""
    how: str = quote.attribution.kind
    if quote.attribution.act != "statement":
        how += f", {quote.attribution.act}"
    link = Markup('<a class="who{}" href="#s-{}" data-note>{} <small>{}</small> </a>')
    return link.format("" if quote.is_saying else " leaning", quote.speaker.number, plain(quote.who), how)


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
