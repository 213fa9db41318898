"""Lines of printed pages, with their places -> paragraphs of running text; running heads and page numbers left out.

A paragraph ends where the next line stands farther below than lines do, is indented, is set in another size, or where
a line is short and ends a sentence; over the end of a page or column it runs on if no sentence has ended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple


class Line(NamedTuple):
    """A line of print: where it starts, in points from the lower left corner, and the size of its letters."""

    text: str
    x: float
    y: float
    size: float


# lines at the upper and the lower edge of a page that may be a running head or foot
EDGE_LINES = 2
# on so many pages a line at the edge is a running head; of a paper of two or three pages, on two
MIN_PAGES = 3
# and one that stands as close to the text as its lines do, on this share of the pages
NEARLY_ALL = 0.8
# as shares of the usual distance of two lines, and of the size of letters
PARAGRAPH_GAP, HEAD_GAP, INDENT, OTHER_SIZE = 1.25, 1.4, 0.8, 0.1
# a line that fills less of the width than this is the last of its paragraph, if a sentence ends there
SHORT = 0.8
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?(?:\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|[ivxl]{1,7})\W*", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:…][\"'”’»)\]\d]*$")
_BULLET = re.compile(r"(?:[•‣▪◦·–—*-]|\(?\d{1,2}[.)])\s")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-‐]$")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xa0": " "})
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def join_lines(pages: Sequence[Sequence[Line]]) -> str:
    """Return the text of the pages, paragraphs told apart by blank lines."""
    kept = [[line._replace(text=_tidy(line.text)) for line in page] for page in _drop_heads(pages)]
    lines = [line for page in kept for line in page if line.text]
    if not lines:
        return ""
    words = Counter(word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text))
    rule = _Rule(lines)
    paragraphs = [lines[0].text]
    for above, line in pairwise(lines):
        if rule.starts_paragraph(above, line):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = _join(paragraphs[-1], line.text, words)
    return "\n\n".join(paragraph.replace("\xad", "") for paragraph in paragraphs)


def _tidy(text: str) -> str:
    return " ".join(_CONTROLS.sub("", text).translate(_LIGATURES).split())


class _Rule:
    """How far apart the lines of these pages are, and how long they are: what tells a new paragraph from a new line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        gaps = [gap / line.size for above, line in pairwise(lines) if (gap := _gap(above, line)) > 0]
        self._usual = median(gaps) if gaps else 1.2
        self._width = sorted(len(line.text) for line in lines)[len(lines) * 4 // 5]

    def starts_paragraph(self, above: Line, line: Line) -> bool:
        """Tell whether a line begins a paragraph, given the line before it."""
        if abs(line.size - above.size) > OTHER_SIZE * above.size:
            return True
        ended = _ENDED.search(above.text) is not None
        gap = _gap(above, line)
        if gap <= 0:  # the next column, or page
            return ended and not line.text[0].islower()
        if gap > PARAGRAPH_GAP * self._usual * line.size or _BULLET.match(line.text):
            return True
        if line.x - above.x > INDENT * line.size and not _BULLET.match(above.text):
            return True
        return ended and len(above.text) < SHORT * self._width


def _gap(above: Line, line: Line) -> float:
    return above.y - line.y if line.size else 0


def _join(paragraph: str, line: str, words: Counter[str]) -> str:
    """Put a line behind a paragraph; a word that is broken at its end is made whole."""
    if paragraph.endswith("\xad"):
        return paragraph + line
    broken = _BROKEN_WORD.search(paragraph)
    if broken is None or not line[0].islower():
        # a dash or hyphen before a capital or a figure belongs to the word: Franco-German, mid-2030
        return paragraph + ("" if broken else " ") + line
    rest = re.match(r"[^\W\d_]+", line)
    halves = broken[1].casefold(), rest[0].casefold() if rest else ""
    # of "well-/known" and "inter-/national" the text itself tells which is one word, where it has it elsewhere
    if words["-".join(halves)] > words["".join(halves)]:
        return paragraph + line
    return paragraph[:-1] + line


def _drop_heads(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Yield the pages without what stands at their edges again and again, and without their numbers."""
    edges = [_edges(page) for page in pages]
    counts = Counter(key for page in edges for key in {_key(line) for line, _ in page})
    least = min(MIN_PAGES, max(2, len(pages) - 1))
    nearly_all = max(MIN_PAGES, NEARLY_ALL * len(pages))
    for page, edge in zip(pages, edges, strict=True):
        heads = {
            id(line)
            for line, is_apart in edge
            if counts[_key(line)] >= (least if is_apart else nearly_all) or (is_apart and _is_number(line))
        }
        yield [line for line in page if id(line) not in heads]


def _is_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", " ".join(line.text.split()))


def _edges(page: Sequence[Line]) -> list[tuple[Line, bool]]:
    """Return the lines at the upper and lower edge of a page, and whether they stand apart from its text."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda line: -line.y):
        if rows and rows[-1][0].y - line.y < line.size / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    gaps = [above[0].y - below[0].y for above, below in pairwise(rows)]
    if not gaps:
        return []
    far = HEAD_GAP * median(gaps)
    near_edge = range(min(EDGE_LINES, len(gaps)))
    top = max((i + 1 for i in near_edge if gaps[i] > far), default=0)
    foot = max((i + 1 for i in near_edge if gaps[-1 - i] > far), default=0)
    apart = [*rows[:top], *(rows[-foot:] if foot else [])]
    touching = [*([] if top else rows[:1]), *([] if foot else rows[-1:])]
    return [(line, True) for row in apart for line in row] + [(line, False) for row in touching for line in row]
