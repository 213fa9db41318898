"""A PDF with a text layer -> its paragraphs as text, told apart by blank lines."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any, BinaryIO

from rashomon.errors import Unreadable
from rashomon.model import Declared, RawDocument
from rashomon.read.fields import as_string
from rashomon.read.items import Item, read_whole
from rashomon.read.pdf_lines import Line, join_lines

MAX_PAGES = 500
# what is drawn on all pages together: a page of print has some thousand strokes, a map some hundred thousand
MAX_STROKES = 3_000_000
# fewer letters on all pages are a stamp on a picture of the text
MIN_LETTERS = 20
# two pieces of text are on one line if their feet differ by less than this share of the letters' size
SAME_LINE = 0.5

# what pypdf has to say of damaged files is no talk of ours
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(stream: BinaryIO, ref: str, max_bytes: int) -> Iterator[Item]:
    """Yield the one article of a file; its title is the file's own where that stands in the text.

    Authors and dates of the file are those of the program that made it, and are not used. Raises Unreadable for what
    is damaged, encrypted, too long, or a picture without a text layer. Needs pypdf.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        file = PdfReader(io.BytesIO(read_whole(stream, max_bytes)))
        if file.is_encrypted and not file.decrypt(""):
            raise Unreadable("encrypted: it needs a password")
        pages = _read_pages(file)
        title = as_string(file.metadata.title) if file.metadata else None
    except DependencyError as error:
        raise Unreadable(f"encrypted: {error}") from error
    except (PyPdfError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Unreadable(f"damaged, or not a PDF: {error}") from error
    text = join_lines(pages)
    if sum(map(str.isalpha, text)) < MIN_LETTERS:
        raise Unreadable(f"no text layer on {len(pages):,} pages: pictures of a text need OCR first")
    is_there = title and " ".join(title.split()).casefold() in " ".join(text.split()).casefold()
    yield RawDocument(
        ref=ref,
        content=f"{text}\n".encode("utf-8", "replace"),
        media_type="text/plain",
        charset="utf-8",
        declared=Declared(title=title if is_there else None),
    )


def _read_pages(file: Any) -> list[list[Line]]:
    count = len(file.pages)
    if count > MAX_PAGES:
        raise Unreadable(f"{count:,} pages, more than {MAX_PAGES}: no article; cut it into articles")
    pen = _Pen()
    return [_read_page(page, pen) for page in file.pages]


class _Pen:
    """Counts what is drawn, over all pages: forms can draw forms, and a small file much."""

    def __init__(self) -> None:
        self.strokes = 0

    def draw(self, *_: object) -> None:
        """Note one stroke; raise Unreadable if there are too many."""
        self.strokes += 1
        self.check()

    def check(self) -> None:
        """Raise Unreadable if there were too many strokes."""
        if self.strokes > MAX_STROKES:
            raise Unreadable(f"more than {MAX_STROKES:,} strokes to draw it: no article")


def _read_page(page: Any, pen: _Pen) -> list[Line]:
    """Return the lines of a page in the order in which they are drawn."""
    lines: list[Line] = []

    def write(text: str, page_matrix: list[float], matrix: list[float], font: object, size: float) -> None:
        # where the text starts, on the page
        x = matrix[4] * page_matrix[0] + matrix[5] * page_matrix[2] + page_matrix[4]
        y = matrix[4] * page_matrix[1] + matrix[5] * page_matrix[3] + page_matrix[5]
        scale = abs(matrix[3] * page_matrix[3]) or abs(matrix[1] * page_matrix[2]) or 1.0
        _add(lines, text, x, y, abs(size * scale) or 1.0)

    page.extract_text(visitor_text=write, visitor_operand_before=pen.draw)
    pen.check()  # again: what is raised inside a form, pypdf passes over
    return [line for line in lines if line.text.strip()]


def _add(lines: list[Line], text: str, x: float, y: float, size: float) -> None:
    """Put a piece of text behind the last line if it is on it, else on a line of its own."""
    for number, words in enumerate(text.split("\n")):
        last = lines[-1] if lines else None
        if number:  # pypdf does not say where; as far below as lines are apart
            lines.append(Line(words, x, y - 1.2 * size * number, size))
        elif last and abs(last.y - y) < SAME_LINE * max(size, last.size) and x >= last.x:
            # the size of the line is that of most of it: a bullet or a note mark is smaller
            longer = size if len(words) > len(last.text) else last.size
            lines[-1] = last._replace(text=last.text + words, size=longer)
        else:
            lines.append(Line(words, x, y, size))
