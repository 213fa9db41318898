"""A DOCX file -> the text of its paragraphs, told apart by blank lines, and what its properties say of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from rashomon.errors import Unreadable
from rashomon.model import Declared, RawDocument
from rashomon.read.fields import as_string
from rashomon.read.items import Item, read_whole

MAX_PARTS = 5000
# pictures and all, against the bytes of an article
MAX_UNPACKED = 10
# what programs write when nobody says who wrote it; the template of python-docx is of that minute, whoever uses it
NOBODY = ("python-docx", "unknown", "author", "user", "admin", "administrator")
TEMPLATE_MADE = "2013-12-23T23:15:00"


def read_word(stream: BinaryIO, ref: str, max_bytes: int) -> Iterator[Item]:
    """Yield the one article of a document; text of headers, footers, notes and comments is left out.

    Raises Unreadable for what is damaged, encrypted, too large when unpacked, or holds no text. Needs python-docx.
    """
    import docx
    from docx.opc.exceptions import OpcError

    content = read_whole(stream, max_bytes)
    _check_archive(content, max_bytes)
    try:
        document = docx.Document(io.BytesIO(content))
        text = "\n\n".join(filter(None, map(str.strip, _paragraphs(document))))
    except (OpcError, KeyError, ValueError, SyntaxError) as error:
        raise Unreadable(f"damaged, or not a DOCX file: {error}") from error
    if not text:
        raise Unreadable("no text in it")
    yield RawDocument(
        ref=ref,
        content=f"{text}\n".encode("utf-8", "replace"),
        media_type="text/plain",
        charset="utf-8",
        declared=_declared(document),
    )


def _check_archive(content: bytes, max_bytes: int) -> None:
    """Raise Unreadable for an archive that would fill the memory, before anything in it is unpacked."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("an old .doc, or encrypted: save it as DOCX without a password")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable(f"damaged, or not a DOCX file: {error}") from error
    if len(parts) > MAX_PARTS:
        raise Unreadable(f"more than {MAX_PARTS:,} parts")
    # whatever they are called: what a part is, another part says
    if any(part.file_size > max_bytes for part in parts):
        raise Unreadable(f"larger than {max_bytes:,} bytes when unpacked")
    if sum(part.file_size for part in parts) > MAX_UNPACKED * max_bytes:
        raise Unreadable(f"larger than {MAX_UNPACKED * max_bytes:,} bytes when unpacked")


def _paragraphs(document: Any) -> Iterator[str]:
    """Yield paragraphs and the rows of tables, in the order of the page; each of them is one line."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                # cells that are merged come once for each that they cover
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                yield " | ".join(filter(None, cells))
        else:
            yield " ".join(block.text.split())


def _day(made: datetime | None) -> str | None:
    if made is None or made.isoformat().startswith(TEMPLATE_MADE):
        return None
    return made.date().isoformat()


def _declared(document: Any) -> Declared:
    properties = document.core_properties
    titles = (p.text for p in document.paragraphs if p.style is not None and p.style.name == "Title")
    author = as_string(properties.author) or ""
    return Declared(
        title=as_string(properties.title) or as_string(next(titles, None)),
        date=_day(properties.created),
        author=None if author.casefold() in NOBODY else author or None,
    )
