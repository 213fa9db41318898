"""A file, or some lines of a large one, wherever it lies -> its articles: how many machines share what is read."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from functools import partial
from typing import BinaryIO, NamedTuple, cast

from msgspec import structs

from rashomon.read.inputs import Found, Inputs, read_opened, safely
from rashomon.read.items import printable
from rashomon.read.json_lines import read_json_lines
from rashomon.read.names import File

__all__ = ["Part", "count_lines", "read_part"]

CHUNK_BYTES = 2**20
Open = Callable[[], BinaryIO]


class Part(NamedTuple):
    """The lines of a file of JSON lines that begin in [start, stop), in bytes; `before` are the lines before them."""

    start: int
    stop: int
    before: int = 0


def read_part(file: File, inputs: Inputs, open_: Open | None = None, part: Part | None = None) -> Found:
    """Yield the articles of a file, or of a part of it, as `read_inputs` would: whatever is wrong is a Rejection.

    `open_` opens a file that is not here, for reading bytes.
    """

    def read() -> Found:
        with open_() if open_ else file.path.open("rb") as stream:
            if part is None:
                packed = cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if file.gzipped else stream
                yield from read_opened(packed, file, inputs, is_here=open_ is None)
            else:
                lines = cast(BinaryIO, _Lines(stream, part))
                for item in read_json_lines(lines, file.ref, inputs.max_bytes, part.before):
                    yield structs.replace(item, ref=printable(item.ref))

    return safely(file.ref, read)


def count_lines(file: File, part: Part, open_: Open | None = None) -> int:
    """Return how many lines begin in a part of a file; 0 if it cannot be read: who reads it will say why."""
    lines, is_inside = 0, False
    try:
        with open_() if open_ else file.path.open("rb") as stream:
            for piece in iter(partial(_Lines(stream, part).readline, CHUNK_BYTES), b""):
                lines += not is_inside
                is_inside = not piece.endswith(b"\n")
    except OSError:
        return 0
    return lines


class _Lines:
    """The lines that begin in a part of a file, as a stream that ends with the last of them."""

    def __init__(self, stream: BinaryIO, part: Part) -> None:
        # what comes from afar is read in large pieces
        self._stream = io.BufferedReader(cast(io.RawIOBase, stream), CHUNK_BYTES)
        self._left = part.stop - part.start
        self._is_inside = False
        if part.start:  # the line that goes over the border belongs to the part before
            self._stream.seek(part.start - 1)
            self._left += 1
            while (rest := self._take(CHUNK_BYTES)) and not rest.endswith(b"\n"):
                pass

    def readline(self, limit: int) -> bytes:
        """Return the next line, or `limit` bytes of it, b"" after the last."""
        if self._left <= 0 and not self._is_inside:
            return b""
        line = self._take(limit)
        self._is_inside = bool(line) and not line.endswith(b"\n")
        return line

    def _take(self, limit: int) -> bytes:
        line = self._stream.readline(limit)
        self._left -= len(line)
        return line
