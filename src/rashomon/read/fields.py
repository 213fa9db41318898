"""A row or an object with named fields -> the article in it, by the names that tools give to text, title and date."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any

from rashomon.model import Declared, RawDocument

# our fields, and the names that are read as them, in the order in which they are believed; ours first, then those of
# news-please (maintext, authors, date_publish, source_domain) and of spreadsheets
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "body", "content"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "source", "source_domain"),
    "date": ("date", "published", "date_publish"),
    "url": ("url", "link"),
    "author": ("author", "byline", "authors"),
    "id": ("id",),
}


def make_article(fields: Mapping[str, Any], here: str, max_bytes: int) -> RawDocument:
    """Return the article of one object; `here` is its ref if it brings no id.

    Raises ValueError, whose message is the reason, if it holds no text or too much of it.
    """
    name = next((name for name in NAMES["text"] if fields.get(name) is not None), None)
    if name is None:
        raise ValueError('no "text"')
    text = fields[name]
    if not isinstance(text, str):
        raise ValueError(f'"{name}" is not a string')  # noqa: TRY004 - what the input says is wrong, not our types
    content = text.encode("utf-8")
    if not content.strip():
        raise ValueError(f'"{name}" is empty')
    if len(content) > max_bytes:
        raise ValueError(f"larger than {max_bytes:,} bytes")
    return RawDocument(
        ref=_value(fields, "id") or here,
        content=content,
        media_type="text/plain",
        charset="utf-8",
        declared=Declared(**{name: _value(fields, name) for name in Declared.__struct_fields__}),
    )


def _value(fields: Mapping[str, Any], name: str) -> str | None:
    return next(filter(None, (as_string(fields.get(other)) for other in NAMES[name])), None)


def as_string(value: object) -> str | None:
    """Return a string or number as a trimmed string, a list of them joined by `; `, anything else as None."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(as_string, value))) or None
    if isinstance(value, float) and value != value:  # NaN: how pandas and json.dumps write "missing"
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return str(value).strip().encode("utf-8", "replace").decode("utf-8") or None


def known_charset(label: str | None, content: bytes) -> str | None:
    """Return the encoding that a header names, if there is one of that name and the bytes are in it; else None.

    Servers say iso-8859-1 and mean cp1252, as the WHATWG Encoding Standard has it.
    """
    try:
        codec = codecs.lookup((label or "").strip(" \"'"))
        name = "cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name
        content.decode(name)
    except (LookupError, ValueError):  # no such encoding, one that gives no text, or not that of these bytes
        return None
    return name
