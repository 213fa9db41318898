"""Canonical text -> its blocks: paragraphs and stand-alone lines, with what their shape says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

LINE = re.compile(r"[^\r\n\u2028\u2029\f\v]+")
BULLET = re.compile(r"(?:[*+•·▪◦‣●■»–—-]|o(?=\s)|\d{1,2}[.)](?=\s))\s+(?=\S)")
# a sentence ends here; a colon or a comma promises more
CLOSED = re.compile(r"[.!?…。][\s\"”’»“'\])}*_]*(?:</\w+>)?(?:\\n)?$")
WORD = re.compile(r"\w+")
MARKUP = re.compile(r"</?[a-zA-Z][^<>\n]{0,80}>|\*{2,3}|\$\\[a-z]+\{|\}\$|&(?:[a-z]{2,8}|#\d{1,5});")

# a text is hard-wrapped if so many of its line breaks stand inside a sentence
WRAPPED_SHARE = 0.4
WRAPPED_WIDTH = 100


class Block(NamedTuple):
    """A stretch of text without white space at its edges; `indent` counts what stands before its first line.

    `plain` are its words without left-over markup and without a bullet, white space squeezed.
    """

    start: int
    end: int
    text: str
    plain: str
    indent: int
    words: int
    bullet: bool
    closed: bool
    apart: bool

    @property
    def is_prose(self) -> bool:
        """Tell whether this reads like running text rather than a heading, a label or a link."""
        return (self.words >= 12 and self.closed) or self.words >= 30


def split_blocks(text: str) -> list[Block]:
    """Return the blocks of `text` in order; together they hold every character that is not white space.

    A line is a block of its own, except in a hard-wrapped text, where a blank line ends a block.
    """
    lines = [m for m in LINE.finditer(text) if m[0].strip()]
    apart = [i == 0 or _blank_between(text[a.end() : b.start()]) for i, (a, b) in enumerate(_pairs(lines))]
    wrapped = _is_wrapped(lines, apart)
    groups: list[list[re.Match[str]]] = []
    starts: list[bool] = []
    for line, gap in zip(lines, apart, strict=True):
        if gap or not wrapped or BULLET.match(line[0].lstrip()):
            groups.append([])
            starts.append(gap)
        groups[-1].append(line)
    return [_block(text, group, gap) for group, gap in zip(groups, starts, strict=True)]


def _pairs(lines: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield each line with the one before it; the first with itself."""
    return zip([*lines[:1], *lines[:-1]], lines, strict=True)


def _blank_between(gap: str) -> bool:
    return len(re.findall(r"\r\n|[\r\n\u2028\u2029\f\v]", gap)) > 1


def _is_wrapped(lines: Sequence[re.Match[str]], apart: Sequence[bool]) -> bool:
    """Tell whether sentences run on over line breaks: a line ends in the middle, the next goes on in lower case."""
    if any(len(line[0].strip()) > WRAPPED_WIDTH for line in lines):
        return False
    joins = [(a[0].strip(), b[0].strip()) for (a, b), gap in zip(_pairs(lines), apart, strict=True) if not gap]
    running = sum(not CLOSED.search(a) and b[0].islower() for a, b in joins)
    return len(joins) >= 3 and running >= WRAPPED_SHARE * len(joins)


def _block(text: str, lines: Sequence[re.Match[str]], apart: bool) -> Block:
    start = lines[0].start() + len(lines[0][0]) - len(lines[0][0].lstrip())
    end = lines[-1].start() + len(lines[-1][0].rstrip())
    words = text[start:end]
    return Block(
        start=start,
        end=end,
        text=words,
        plain=" ".join(strip_markup(BULLET.sub("", words, count=1))[0].split()),
        indent=start - lines[0].start(),
        words=len(WORD.findall(words)),
        bullet=bool(BULLET.match(words)),
        closed=bool(CLOSED.search(words)),
        apart=apart,
    )


def strip_markup(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` without left-over markup, and where each character that is left stood."""
    if not any(sign in text for sign in "<*$&"):
        return text, range(len(text))
    places: list[int] = []
    last = 0
    for match in MARKUP.finditer(text):
        places.extend(range(last, match.start()))
        last = match.end()
    places.extend(range(last, len(text)))
    return "".join(text[i] for i in places), places
