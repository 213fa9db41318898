"""A table of articles as CSV, by whatever delimiter -> one RawDocument a row, by the names of its columns."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from rashomon.errors import Unreadable
from rashomon.read.fields import NAMES, make_article
from rashomon.read.items import Item, reject

DELIMITERS = (",", ";", "\t", "|")
MAX_HEADER_CHARACTERS = 2**16
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_KNOWN = {name: field for field, names in NAMES.items() for name in names}


def read_rows(stream: BinaryIO, ref: str, max_bytes: int) -> Iterator[Item]:
    """Yield the article of each row as `ref:line`, or as the id it brings; a row without text is a Rejection.

    The first line names the columns. Raises Unreadable if none of them is known to hold the text, and where the table
    is damaged, after the rows before it.
    """
    lines = _lines(stream, max_bytes)
    header = next(lines, "")
    if not header.strip():
        raise Unreadable("empty")
    names, delimiter = _columns(header)
    # a limit of the module, not of the reader: set each time, since others may have set it too
    csv.field_size_limit(max_bytes)
    # strict: else a quotation mark that is never closed would swallow the rest of the table as one text
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    start = 2
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _read_row(dict(zip(names, row, strict=False)), f"{ref}:{start}", max_bytes)
            start = rows.line_num + 2
    except csv.Error as error:
        raise Unreadable(f"damaged or cut short in line {start}: {error}") from error
    if start == 2:
        raise Unreadable("the names of columns, and no row below them")


def _read_row(cells: dict[str, str], here: str, max_bytes: int) -> Item:
    try:
        return make_article({name: cell for name, cell in cells.items() if cell.strip()}, here, max_bytes)
    except ValueError as error:
        return reject(here, str(error))


def _columns(header: str) -> tuple[list[str], str]:
    """Return the names of the columns, and the delimiter that makes most of them known ones."""

    def split(delimiter: str) -> list[str]:
        return [name.strip().casefold() for name in next(csv.reader([header], delimiter=delimiter))]

    delimiter = max(DELIMITERS, key=lambda d: sum(name in _KNOWN for name in split(d)))
    names = split(delimiter)
    if not set(NAMES["text"]) & set(names):
        raise Unreadable(f"no column is named {', '.join(NAMES['text'])}; its columns: {', '.join(names)[:200]}")
    return names, delimiter


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[str]:
    """Yield the lines of a table, of bounded length: in UTF-8 or UTF-16 if it is that, else in Windows' Western one."""
    buffered = io.BufferedReader(stream, 2**16) if not isinstance(stream, io.BufferedReader) else stream  # type: ignore[type-var]
    opening = buffered.peek(2**16)[: 2**16]
    encoding = "utf-16" if opening.startswith(WIDE) else "utf-8-sig" if _is_utf8(opening) else "cp1252"
    text = io.TextIOWrapper(buffered, encoding, errors="replace", newline="")
    first = text.readline(MAX_HEADER_CHARACTERS)
    yield first
    limit = max_bytes + MAX_HEADER_CHARACTERS
    while line := text.readline(limit):
        if len(line) == limit:
            raise Unreadable(f"a line of more than {limit:,} characters; those before are read")
        yield line
    text.detach()


def _is_utf8(opening: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(opening)  # not final: it may end inside a character
    except UnicodeDecodeError:
        return False
    return True
