"""A stream of JSON lines -> one RawDocument a line, or a Rejection that names the line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from rashomon.model import RawDocument, Rejection
from rashomon.read.fields import make_article
from rashomon.read.items import reject

# beside the article itself: ids, titles and whatever else a line carries
LINE_SLACK_BYTES = 2**16


def read_json_lines(stream: BinaryIO, ref: str, max_bytes: int, before: int = 0) -> Iterator[RawDocument | Rejection]:
    """Yield the article of each line; a line that holds none is rejected as `ref:line` and the rest goes on.

    Lines are UTF-8, with or without a byte order mark. `max_bytes` bounds the text of an article; `before` is the
    number of lines of the file that stand before the stream.
    """
    limit = max_bytes + LINE_SLACK_BYTES
    number = before
    while line := stream.readline(limit + 1):
        number += 1
        here = f"{ref}:{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream, limit)
            yield reject(here, f"a line of more than {limit:,} bytes")
        elif line := (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip():
            try:
                yield _read_line(line, here, max_bytes)
            except (ValueError, RecursionError) as error:
                yield reject(here, say_fault(error))
    if number == 0:
        yield reject(ref, "empty")


def _skip_line(stream: BinaryIO, limit: int) -> None:
    while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
        pass


def _read_line(line: bytes, here: str, max_bytes: int) -> RawDocument:
    """Return the article of one line; raise ValueError, whose message is the reason, if it has none."""
    fields = json.loads(line.decode("utf-8"))
    if not isinstance(fields, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - what the reader wrote is wrong, not our types
    return make_article(fields, here, max_bytes)


def say_fault(error: Exception) -> str:
    """Return what is wrong with a piece of JSON, in words."""
    match error:
        case UnicodeDecodeError():
            return "not UTF-8"
        case UnicodeEncodeError():
            return '"text" holds half of a surrogate pair, which is no character'
        case json.JSONDecodeError():
            return f"not JSON: {error.msg} at column {error.colno}"
        case RecursionError():
            return "JSON nested too deeply"
    # Python reads no longer ones, lest it take it minutes
    return "a number of more than 4,300 digits" if "integer string conversion" in str(error) else str(error)
