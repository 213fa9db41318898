"""What the reader of one kind of file gives: articles, reasons, and what lies inside to be opened in turn."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal, NamedTuple

from rashomon.errors import Unreadable
from rashomon.model import RawDocument, Rejection

BY = "read/1"
# "xml" is told by its first element to be one of the others
Kind = Literal["text", "html", "jsonl", "json", "csv", "feed", "opml", "xml", "warc", "pdf", "docx", "eml"]
# longer than any address a browser takes; what is longer is cut, and told apart by its digest
MAX_CHARACTERS = 1000


class Enclosed(NamedTuple):
    """A file inside a file, such as the attachment of a letter."""

    ref: str
    name: str
    content: bytes


class Named(NamedTuple):
    """A feed that a list of feeds names, by its address or by a path from the list on."""

    address: str


Item = RawDocument | Rejection | Enclosed | Named
# the stream, its ref, and how many bytes an article may have -> what is in it; may raise anything a library raises
Reader = Callable[[BinaryIO, str, int], Iterator[Item]]


def reject(ref: str, reason: str) -> Rejection:
    """Return the reason why something is not read; it may quote what the input says, so it is made printable."""
    return Rejection(ref=ref, reason=printable(reason), stage=BY)


def read_whole(stream: BinaryIO, max_bytes: int) -> bytes:
    """Return all bytes of a stream; raise Unreadable if there are none, or more than `max_bytes`."""
    # never more than the limit in memory: a small .gz can hold terabytes
    content = stream.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise Unreadable(f"larger than {max_bytes:,} bytes")
    if not content:
        raise Unreadable("empty")
    return content


def printable(text: str) -> str:
    """Return what every output can print and SQL can hold: no controls, no half characters, of bounded length."""
    clean = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    if len(clean) <= MAX_CHARACTERS:
        return clean
    return f"{clean[:MAX_CHARACTERS]}…{hashlib.sha256(clean.encode()).hexdigest()[:16]}"
