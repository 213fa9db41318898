"""An RSS or Atom file -> one small HTML page an entry: its content, or the summary where the feed gives no more."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from html import escape, unescape
from typing import Any, BinaryIO

from rashomon.errors import Unreadable
from rashomon.model import Declared, RawDocument
from rashomon.read.feed_xml import keep_whole_entries
from rashomon.read.fields import as_string
from rashomon.read.items import Item, read_whole, reject

MAX_ENTRIES = 10_000
# feedparser reads XML that is none, as many feeds are, in a time that grows with the square of its length
MAX_LOOSE_BYTES = 500_000
ONLY_SUMMARY = "the summary in its feed"
_TAG = re.compile(r"<[^<>]*>")
_BLOCK = re.compile(r"<(?:p|div|ul|ol|table|blockquote|section|article|h[1-6])\b", re.IGNORECASE)
_BREAKS = re.compile(r"(?:<br\s*/?>\s*){2,}|\n\s*\n", re.IGNORECASE)
_END_OF_ENTRY = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><article>{content}</article></body></html>"
)


def read_feed(stream: BinaryIO, ref: str, max_bytes: int) -> Iterator[Item]:
    """Yield each entry of a feed as an article; its ref is its link, else `ref#id`, else `ref#number`.

    An entry of which the feed gives a summary alone is read, says so in `only`, and has `#summary` after its link: it
    is not the article that stands there. Raises Unreadable for what is no feed. Needs feedparser.
    """
    import feedparser

    content = read_whole(stream, max_bytes)
    fault = None
    if len(content) > MAX_LOOSE_BYTES:
        content, fault = keep_whole_entries(content)
    # never the bytes themselves: feedparser would fetch what looks like an address. What is markup in it is left to
    # those who read pages
    found = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    entries = found.entries
    if not entries:
        raise Unreadable(fault or ("no entries in it" if found.version else "neither an RSS nor an Atom feed"))
    # an entry without an end: the file was cut short in it. In UTF-16 every other byte of a tag is NUL
    whole = min(len(entries), len(_END_OF_ENTRY.findall(content.replace(b"\0", b""))))
    for number, entry in enumerate(entries[: min(whole, MAX_ENTRIES)], 1):
        yield _read_entry(entry, _plain(found.feed.get("title")), f"{ref}#", number)
    if whole > MAX_ENTRIES:
        raise Unreadable(f"more than {MAX_ENTRIES:,} entries; those before are read")
    if fault or whole < len(entries):
        raise Unreadable(fault or f"cut short in entry {len(entries)}")


def _read_entry(entry: Any, outlet: str | None, base: str, number: int) -> Item:
    link = as_string(entry.get("link")) or ""
    on_web = link.lower().startswith(("http://", "https://"))
    ref = link if on_web else base + (as_string(entry.get("id")) or str(number))
    words, is_whole = _words(entry)
    if not words:
        return reject(ref, "neither a text nor a summary in its feed")
    title = _plain(entry.get("title")) or ""
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    page = _PAGE.format(title=escape(title), content=heading + words)
    return RawDocument(
        ref=ref if is_whole else f"{ref}#summary",
        content=page.encode("utf-8", "replace"),
        media_type="text/html",
        charset="utf-8",
        declared=Declared(
            title=title or None,
            outlet=_plain((entry.get("source") or {}).get("title")) or outlet,
            date=_date(entry),
            url=link if on_web else None,
            author=_author(entry),
        ),
        only=None if is_whole else ONLY_SUMMARY,
    )


def _words(entry: Any) -> tuple[str, bool]:
    """Return the markup of the longest content, or of the summary, and whether it is the content."""
    contents = [_markup(one.get("value"), one.get("type")) for one in entry.get("content") or ()]
    longest = max(contents, key=len, default="")
    if _plain(longest):
        return longest, True
    detail = entry.get("summary_detail") or {}
    summary = _markup(entry.get("summary"), detail.get("type"))
    return (summary, False) if _plain(summary) else ("", False)


def _markup(value: str | None, kind: str | None) -> str:
    """Return words as markup with paragraphs; those of a plain text, or told apart by line breaks, are made such."""
    words = value or ""
    if kind == "text/plain":
        parts = re.split(r"\n\s*\n", escape(words))
    elif _BLOCK.search(words):
        return words
    else:
        parts = _BREAKS.split(words)
    return "".join(f"<p>{part}</p>" for part in parts if part.strip())


def _plain(value: str | None) -> str | None:
    return as_string(" ".join(unescape(_TAG.sub(" ", value or "")).split()))


def _date(entry: Any) -> str | None:
    """Return the date as the feed writes it, by the outlet's own clock; by Greenwich's where only that is told."""
    for name in ("published", "updated"):
        # not by the mapping of feedparser, which gives one date for the other, with a warning
        written, parsed = as_string(dict.get(entry, name)), dict.get(entry, f"{name}_parsed")
        if written and re.search(r"\b\d{4}\b", written):
            return written
        if parsed:
            return time.strftime("%Y-%m-%d", parsed)
    return None


def _author(entry: Any) -> str | None:
    names = [_plain(author.get("name")) for author in entry.get("authors") or () if author]
    return "; ".join(filter(None, names)) or _plain(entry.get("author"))
