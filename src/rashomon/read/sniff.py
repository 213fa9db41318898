"""The first bytes of an input -> its kind."""

from __future__ import annotations

import re

from rashomon.read.items import Kind

SNIFFED_BYTES = 4096
# how pages open; a plain text may well start with "<" too
PAGE_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--", b"<article", b"<meta")
MAGIC: tuple[tuple[bytes, Kind], ...] = ((b"%pdf-", "pdf"), (b"warc/", "warc"), (b"pk\3\4", "docx"), (b"{", "jsonl"))
ROOTS: dict[bytes, Kind] = {b"rss": "feed", b"feed": "feed", b"rdf": "feed", b"opml": "opml", b"html": "html"}
# the first element, after the declaration, comments, instructions and the document type
_ROOT = re.compile(
    rb"\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL,
)


def sniff(opening: bytes) -> Kind:
    """Tell the kind of an input that has no name: plain text, if nothing else."""
    start = opening.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    found = next((kind for magic, kind in MAGIC if start.startswith(magic)), None) or sniff_xml(opening)
    if found:
        return found
    return "html" if start.startswith(PAGE_OPENINGS) else "text"


def sniff_xml(opening: bytes) -> Kind | None:
    """Tell the kind of an XML file by its first element; None if that is of no known kind."""
    # in UTF-16 every other byte of a tag is NUL
    start = opening.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\0", b"")
    root = _ROOT.match(start.lower())
    return ROOTS.get(root[1]) if root else None
