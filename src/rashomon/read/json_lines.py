"""A stream of JSON lines -> one RawDocument a line, or a Rejection that names the line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from rashomon.model import Declared, RawDocument, Rejection
from rashomon.read.names import BY

# beside the article itself: ids, titles and whatever else a line carries
LINE_SLACK_BYTES = 2**16


def read_json_lines(stream: BinaryIO, ref: str, max_bytes: int) -> Iterator[RawDocument | Rejection]:
    """Yield the article of each line; a line that holds none is rejected as `ref:line` and the rest goes on.

    Lines are UTF-8, with or without a byte order mark. `max_bytes` bounds the text of an article.
    """
    limit = max_bytes + LINE_SLACK_BYTES
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        here = f"{ref}:{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream, limit)
            yield Rejection(ref=here, reason=f"a line of more than {limit:,} bytes", stage=BY)
        elif line := (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip():
            try:
                yield _read_line(line, here, max_bytes)
            except (ValueError, RecursionError) as error:
                yield Rejection(ref=here, reason=_words(error), stage=BY)
    if number == 0:
        yield Rejection(ref=ref, reason="empty", stage=BY)


def _skip_line(stream: BinaryIO, limit: int) -> None:
    while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
        pass


def _read_line(line: bytes, here: str, max_bytes: int) -> RawDocument:
    """Return the article of one line; raise ValueError, whose message is the reason, if it has none."""
    fields = json.loads(line.decode("utf-8"))
    if not isinstance(fields, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - what the reader wrote is wrong, not our types
    text = fields.get("text")
    if not isinstance(text, str):
        raise ValueError('no "text"' if text is None else '"text" is not a string')  # noqa: TRY004
    content = text.encode("utf-8")
    if not content:
        raise ValueError('"text" is empty')
    if len(content) > max_bytes:
        raise ValueError(f"larger than {max_bytes:,} bytes")
    return RawDocument(
        ref=_string(fields.get("id")) or here,
        content=content,
        media_type="text/plain",
        charset="utf-8",
        declared=_declared(fields),
    )


def _declared(fields: dict[str, Any]) -> Declared:
    return Declared(
        title=_string(fields.get("title")),
        outlet=_string(fields.get("outlet")) or _string(fields.get("publisher")),
        date=_string(fields.get("date")),
        url=_string(fields.get("url")),
        author=_string(fields.get("author")),
    )


def _string(value: object) -> str | None:
    """Return a string or number as a trimmed string, a list of them joined by `; `, anything else as None."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_string, value))) or None
    if isinstance(value, float) and value != value:  # NaN: how pandas and json.dumps write "missing"
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return str(value).strip().encode("utf-8", "replace").decode("utf-8") or None


def _words(error: Exception) -> str:
    match error:
        case UnicodeDecodeError():
            return "not UTF-8"
        case UnicodeEncodeError():
            return '"text" holds half of a surrogate pair, which is no character'
        case json.JSONDecodeError():
            return f"not JSON: {error.msg} at column {error.colno}"
        case RecursionError():
            return "JSON nested too deeply"
    return str(error)
