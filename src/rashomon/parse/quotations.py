"""Masked text and its paragraphs -> the stretches in quotation marks.

A quotation left open at the end of a paragraph runs to that end; when the next paragraph opens with a mark, that
one continues it (the convention for long quotations). Single marks count where an article uses double ones
for nothing but what is quoted inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rashomon.model import Quotation, Span

__all__ = ["find_quotations"]

# an opening mark stands before a word, at the start or after a space or a bracket
_OPENS = re.compile(r"(?:^|(?<=[\s(\[{—–\-/:'>]))\"(?=\S)")
_SINGLE = re.compile(r"(?:^|(?<=[\s(\[—–]))'(?=\w)(?P<inner>[^\n]*?[^\s])'(?=[\s.,;:!?)\]—–]|$)")
# 'tis and '90s open nothing: a single-marked quotation holds at least this many words or ends in punctuation
_MIN_SINGLE_WORDS = 3
# a quotation may run over so many lines without a mark before the line that closes it; more, and the mark is a slip
_MAX_LINES_BETWEEN = 3


def find_quotations(text: str, masked: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Return the quotations of `paragraphs` in text order; `text` tells curly marks apart, `masked` has plain ones."""
    found: list[Quotation] = []
    open_before = False
    between: list[Span] = []
    for paragraph in paragraphs:
        rest = paragraph
        if open_before and (closing := _lone_closing(text, masked, paragraph)) is not None:
            # one sentence a line: opened above, closed here, no mark on the lines between
            found += [_carried_on(masked, s) for s in (*between, Span(paragraph.start, closing + 1))]
            rest = Span(closing, paragraph.end)
        here, left_open = _in_paragraph(text, masked, rest, begun=rest != paragraph)
        if here and open_before and not between and masked[paragraph.start : here[0].outer.start].strip() == "":
            here[0] = Quotation(here[0].outer, here[0].inner, continues=True)
        found += here
        markless = '"' not in masked[paragraph.start : paragraph.end]
        between = [*between, paragraph] if open_before and markless else []
        open_before = left_open or 0 < len(between) <= _MAX_LINES_BETWEEN
    single = [q for p in paragraphs for q in _single_marks(masked, p)]
    return single if all(any(_holds(s, q) for s in single) for q in found) else found


def _holds(whole: Quotation, part: Quotation) -> bool:
    return whole.outer.start < part.outer.start and part.outer.end < whole.outer.end


def _lone_closing(text: str, masked: str, paragraph: Span) -> int | None:
    """Return where the first mark of the paragraph stands if it closes what was opened above."""
    line = masked[paragraph.start : paragraph.end]
    first = line.find('"')
    if first < 1 or _OPENS.match(line, first):
        return None
    place = paragraph.start + first
    closes = text[place] in "”»" or (not line[first - 1].isspace() and not line[first + 1 : first + 2].isalnum())
    return place if closes else None


def _carried_on(masked: str, span: Span) -> Quotation:
    """Return the quotation of a stretch that has no opening mark of its own, closing mark or not."""
    inner = masked[span.start : span.end].rstrip().removesuffix('"').rstrip()
    return Quotation(span, Span(span.start, span.start + len(inner)), continues=True)


def _in_paragraph(text: str, masked: str, paragraph: Span, *, begun: bool) -> tuple[list[Quotation], bool]:
    """Return the quotations of one paragraph and whether the last is still open at its end.

    `begun`: the paragraph is what is left of one, from the mark that closed what was opened above.
    """
    found: list[Quotation] = []
    start: int | None = None
    line = masked[paragraph.start : paragraph.end]
    opening = {m.start() for m in _OPENS.finditer(line)}
    for k, mark in enumerate(line):
        if mark != '"' or (begun and k == 0):
            continue
        original = text[paragraph.start + k]
        if start is None:
            # a closing curly mark without its partner opens nothing
            if original not in "”»" or k in opening:
                start = k
        elif original in "“„«" and k in opening:
            # reopened before it was closed: the first one lacked its partner, unless a new paragraph starts
            start = k
        else:
            found += _quotation(masked, paragraph.start + start, paragraph.start + k + 1, closed=True)
            start = None
    if start is not None and start in opening and _runs_on(line, start):
        found += _quotation(masked, paragraph.start + start, paragraph.end, closed=False)
        return found, True
    return found, False


def _runs_on(line: str, start: int) -> bool:
    """Tell a long quotation from a stray mark: it opens the paragraph, or follows a comma, a colon or a full stop."""
    before = line[:start].rstrip()
    return not before or before[-1] in ",:.?!"


def _quotation(masked: str, start: int, end: int, *, closed: bool) -> Iterable[Quotation]:
    inner_end = end - 1 if closed else end
    inner = masked[start + 1 : inner_end]
    lead = len(inner) - len(inner.lstrip())
    trail = len(inner) - len(inner.rstrip())
    if inner.strip():
        yield Quotation(Span(start, end), Span(start + 1 + lead, inner_end - trail))


def _single_marks(masked: str, paragraph: Span) -> Iterable[Quotation]:
    for m in _SINGLE.finditer(masked[paragraph.start : paragraph.end]):
        inner = m["inner"]
        if len(inner.split()) >= _MIN_SINGLE_WORDS or inner[-1] in ",.!?":
            start, end = paragraph.start + m.start(), paragraph.start + m.end()
            yield from _quotation(masked, start, end, closed=True)
