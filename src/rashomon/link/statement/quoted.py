"""A text -> its stretches in quotation marks; the content of an attribution -> which of its words are quoted.

Marks may be curly, straight, doubled apostrophes or guillemets; straight single ones count where a text uses no double
ones. The parse of an article is not stored, so the marks are read once more here, by simpler rules than in `parse`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from rashomon.model import Span

__all__ = ["outside", "quoted_spans"]

_MARK = re.compile(r"[“”„«»\"]|''|``")
_OPENS, _CLOSES = "“„«``", "”»"
# an opening mark stands at the start, or after a space, a bracket or a dash, and before a word
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[{—–\-/:>])$")
# a quotation that runs on into the next paragraph opens its own, or follows one of these
_RUNS_ON = re.compile(r"(?:^|[,:.?!…])\s*$")
_SINGLE_OPENS = re.compile(r"(?:^|(?<=[\s(\[—–]))[‘'](?=[\w\[])", re.MULTILINE)
_SINGLE_CLOSES = re.compile(r"(?<=[^\s(\[—–])[’'](?!\w)")
# `the pilots’ mess`: more of a phrase follows a possessive
_POSSESSIVE = re.compile(r"s[’'] [a-z]")


def quoted_spans(text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """Return the stretches of a content that stand in quotation marks, without the marks, in text order.

    `content` are the spans of an attribution of this text; none is given back for indirect speech.
    """
    found = (common for span in sorted(content) for common in _within(_stretches(text), span))
    return tuple(trimmed for span in found if (trimmed := _trim(text, span)))


def outside(content: Sequence[Span], inner: Sequence[Span]) -> Iterator[Span]:
    """Yield what is left of the spans of a content without the inner ones."""
    for span in sorted(content):
        start = span.start
        for hole in sorted(i for i in inner if i.overlaps(span)):
            if start < hole.start:
                yield Span(start, hole.start)
            start = max(start, hole.end)
        if start < span.end:
            yield Span(start, span.end)


def _within(stretches: Sequence[Span], span: Span) -> Iterator[Span]:
    """Yield what of a span lies in stretches, which come in order and do not overlap."""
    for stretch in islice(stretches, bisect_right(stretches, span.start, key=_end_of), None):
        if stretch.start >= span.end:
            return
        yield Span(max(stretch.start, span.start), min(stretch.end, span.end))


def _end_of(span: Span) -> int:
    return span.end


def _trim(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start, end = span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


@lru_cache(8)  # every attribution of an article asks for the same
def _stretches(text: str) -> tuple[Span, ...]:
    lines = [Span(*m.span()) for m in re.finditer(r"[^\n]+", text)]
    double = list(_in_double_marks(text, lines))
    single = [s for line in lines for s in _in_single_marks(text, line, curly_alone=bool(double))]
    return tuple(sorted((*double, *(s for s in single if not any(s.overlaps(d) for d in double)))))


def _in_double_marks(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Yield the stretches between double marks; one left open at the end of a paragraph reaches to that end."""
    carried = False
    for line in lines:
        start: int | None = None
        for mark in _MARK.finditer(text, line.start, line.end):
            if _is_opening(text, line, mark):
                start, carried = mark.end(), False
            elif start is not None or carried:
                begin = line.start if start is None else start
                if begin < mark.start():
                    yield Span(begin, mark.start())
                start, carried = None, False
        # only the paragraph that follows at once can carry it on
        carried = start is not None and _runs_on(text, line, start)
        if carried and start is not None and start < line.end:
            yield Span(start, line.end)


def _is_opening(text: str, line: Span, mark: re.Match[str]) -> bool:
    if mark[0] in _OPENS or mark[0] in _CLOSES:
        return mark[0] in _OPENS
    before = text[max(line.start, mark.start() - 1) : mark.start()]
    after = text[mark.end() : min(mark.end() + 1, line.end)]
    return bool(_BEFORE_OPENING.search(before)) and bool(after.strip())


def _runs_on(text: str, line: Span, start: int) -> bool:
    return bool(_RUNS_ON.search(text[line.start : start].rstrip("“„«\"'`")))


def _in_single_marks(text: str, line: Span, *, curly_alone: bool) -> Iterator[Span]:
    """Yield the stretches between single marks; straight ones open nothing where a text uses double ones: `'90s`."""
    words = line.of(text)
    if "‘" not in words and (curly_alone or "'" not in words):
        return
    at = line.start
    while opening := _SINGLE_OPENS.search(text, at, line.end):
        closing = _closing(text, opening.end(), line.end)
        if closing is None:
            return
        if opening[0] == "‘" or not curly_alone:
            yield Span(opening.end(), closing)
        at = closing + 1


def _closing(text: str, start: int, end: int) -> int | None:
    """Return where a single quotation ends: a possessive does not close it if something else does before the next."""
    following = _SINGLE_OPENS.search(text, start, end)
    marks = [m.start() for m in _SINGLE_CLOSES.finditer(text, start, following.start() if following else end)]
    sure = [at for at in marks if not _POSSESSIVE.match(text, at - 1)]
    return next(iter(sure or marks), None)
