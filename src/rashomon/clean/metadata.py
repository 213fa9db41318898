"""Parts of a text, what the input declares and what its page says -> what the article is, with evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rashomon.clean.blocks import MARKUP, split_blocks
from rashomon.clean.credit import Credit, agency_of, find_credits, tidy_name
from rashomon.clean.dates import parse_date
from rashomon.clean.opening import read_byline, read_stamp, split_names
from rashomon.clean.zones import Part
from rashomon.model import Declared, Span


class Clue(NamedTuple):
    """One value for one field, and the span or the markup that it was read from."""

    field: str
    value: str | tuple[str, ...]
    evidence: Span | str


def clues_declared(declared: Declared) -> Iterator[Clue]:
    """Yield what the input says of the article beside its text."""
    if declared.title:
        yield Clue("title", plain(declared.title), "declared: title")
    if declared.outlet:
        yield Clue("outlet", plain(declared.outlet), "declared: outlet")
    if declared.author and (names := split_names(_without_by(declared.author))):
        yield Clue("byline", tuple(names), "declared: author")
    if declared.date and (published := parse_date(declared.date)):
        yield Clue("published", published, "declared: date")
    if declared.url:
        yield Clue("url", declared.url, "declared: url")


def clues_in_text(text: str, parts: Sequence[Part]) -> Iterator[Clue]:
    """Yield what the parts of the text say of the article, the surest first."""
    for part in parts:
        words = text[part.start : part.end]
        span = Span(part.start, part.end)
        if part.kind == "title":
            yield Clue("title", plain(words).removesuffix("."), span)
        elif part.kind == "byline" and (names := read_byline(plain(words)) or split_names(plain(words))):
            yield Clue("byline", tuple(names), span)
        elif part.kind == "dateline":
            yield from _clues_in_dateline(words, span)
    yield from _clues_in_credits(text, parts)
    yield from _clues_in_furniture(text, parts)


def _clues_in_dateline(words: str, span: Span) -> Iterator[Clue]:
    for block in split_blocks(words):
        stamp = read_stamp(block)
        if stamp and (published := parse_date(words)):
            yield Clue("published", published, span)
        if stamp and stamp.lead:
            yield Clue("outlet", tidy_name(plain(stamp.lead)), span)
    for name in re.findall(r"[(\[/]([^()\[\]/]{2,40})[)\]/]", words):
        if agency := agency_of(name):
            yield Clue("wire", agency, span)


def _clues_in_credits(text: str, parts: Sequence[Part]) -> Iterator[Clue]:
    notices = [
        notice
        for part in parts
        if part.kind == "credit"
        for block in split_blocks(text[part.start : part.end])
        for found in find_credits(block)
        for notice in [found._replace(start=found.start + part.start, end=found.end + part.start)]
    ]
    for notice in notices:
        yield from clues_of_notices([notice], Span(notice.start, notice.end))


def clues_of_notices(notices: Iterable[Credit], evidence: Span | str) -> Iterator[Clue]:
    """Yield whose text this is, or which agency's, as the notices say it."""
    for notice in notices:
        if notice.role in ("republication", "source") and not notice.agency:
            yield Clue("republished_from", notice.name, evidence)
        elif notice.agency and notice.role != "picture":
            yield Clue("wire", notice.agency, evidence)


def _clues_in_furniture(text: str, parts: Sequence[Part]) -> Iterator[Clue]:
    return iter(())


def gather(clues: Iterable[Clue]) -> tuple[dict[str, str | tuple[str, ...]], dict[str, Span | str]]:
    """Return the first value of each field and where it was found."""
    values: dict[str, str | tuple[str, ...]] = {}
    evidence: dict[str, Span | str] = {}
    for clue in clues:
        if clue.value and clue.field not in values:
            values[clue.field] = clue.value
            evidence[clue.field] = clue.evidence
    return values, evidence


def plain(words: str) -> str:
    """Return words without left-over markup, white space squeezed."""
    return " ".join(MARKUP.sub("", words).split()).strip("*_ ")


def same_words(one: str, other: str) -> bool:
    """Tell whether two lines differ in nothing but case, white space and punctuation."""
    return _letters(one) == _letters(other)


def _letters(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())


def _without_by(author: str) -> str:
    return re.sub(r"^by:? ", "", plain(author), flags=re.IGNORECASE)
