"""Files, folders and standard input -> RawDocuments and Rejections, in the order of their names."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from rashomon.model import RawDocument, Rejection
from rashomon.read.json_lines import read_json_lines
from rashomon.read.names import BY, File, Kind, find_files

MAX_BYTES = 20 * 2**20
STDIN = "-"
GZIP_MAGIC = b"\x1f\x8b"
SNIFFED_BYTES = 4096
# how pages open; a plain text may well start with "<" too
PAGE_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--", b"<article", b"<meta")
BROKEN = (OSError, EOFError, zlib.error)


def read_inputs(paths: Iterable[str | Path], max_bytes: int = MAX_BYTES) -> Iterator[RawDocument | Rejection]:
    """Yield each article of the files, folders and JSON lines in `paths`, or a Rejection that says why not.

    Files come in the order of their names, whatever the order of `paths` or of the file system; `-` (standard
    input) comes last. No content raises. `max_bytes` bounds one article after decompression: a file, or one
    line of a `.jsonl`. A file reached twice is read once; a ref that is taken already is a Rejection, since
    the store tells articles apart by it.
    """
    taken: dict[str, str] = {}
    for origin, item in _read_all([str(path) for path in paths], max_bytes):
        if isinstance(item, RawDocument) and item.ref in taken:
            by = "an earlier article there" if taken[item.ref] == origin else taken[item.ref]
            yield Rejection(ref=item.ref, reason=f"in {origin}: this id is taken by {by}", stage=BY)
            continue
        if isinstance(item, RawDocument):
            taken[item.ref] = origin
        yield item


def _read_all(paths: list[str], max_bytes: int) -> Iterator[tuple[str, RawDocument | Rejection]]:
    for file in find_files(path for path in paths if path != STDIN):
        if isinstance(file, Rejection):
            yield file.ref, file
            continue
        for item in _read_file(file, max_bytes):
            yield file.ref, item
    if STDIN in paths:
        for item in _read_stdin(sys.stdin.buffer, max_bytes):
            yield "standard input", item


def _read_file(file: File, max_bytes: int) -> Iterator[RawDocument | Rejection]:
    try:
        with gzip.open(file.path) if file.gzipped else file.path.open("rb") as stream:
            yield from _read_stream(cast(BinaryIO, stream), file.ref, file.kind, max_bytes)
    except BROKEN as error:
        yield _broken(file.ref, error)


def _read_stdin(stream: BinaryIO, max_bytes: int) -> Iterator[RawDocument | Rejection]:
    try:
        buffered = io.BufferedReader(cast(io.RawIOBase, stream), SNIFFED_BYTES)
        if buffered.peek(2).startswith(GZIP_MAGIC):
            buffered = io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=buffered)), SNIFFED_BYTES)
        kind = sniff(buffered.peek(SNIFFED_BYTES))
        yield from _read_stream(buffered, STDIN, kind, max_bytes)
    except BROKEN as error:
        yield _broken(STDIN, error)


def sniff(opening: bytes) -> Kind:
    """Tell from its first bytes whether an input without a name is JSON lines, a page or plain text."""
    start = opening.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"{"):
        return "jsonl"
    return "html" if start.startswith(PAGE_OPENINGS) else "text"


def _read_stream(stream: BinaryIO, ref: str, kind: Kind, max_bytes: int) -> Iterator[RawDocument | Rejection]:
    if kind == "jsonl":
        yield from read_json_lines(stream, ref, max_bytes)
        return
    # never more than the limit in memory: a small .gz can hold terabytes
    content = stream.read(max_bytes + 1)
    if len(content) > max_bytes:
        yield Rejection(ref=ref, reason=f"larger than {max_bytes:,} bytes", stage=BY)
    elif not content:
        yield Rejection(ref=ref, reason="empty", stage=BY)
    else:
        yield RawDocument(ref=ref, content=content, media_type="text/html" if kind == "html" else "text/plain")


def _broken(ref: str, error: BaseException) -> Rejection:
    what = "damaged or cut short" if isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)) else "unreadable"
    words = error.strerror if isinstance(error, OSError) and error.strerror else error
    return Rejection(ref=ref, reason=f"{what}: {words}", stage=BY)
