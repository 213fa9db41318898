"""An OPML file -> the feeds that it names, by their addresses or by paths from the file on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from rashomon.errors import Unreadable
from rashomon.read.items import Item, Named, read_whole

MAX_FEEDS = 500
MAX_DEPTH = 100


def read_feed_list(stream: BinaryIO, ref: str, max_bytes: int) -> Iterator[Item]:
    """Yield each feed of the list once, in its order; raise Unreadable where the list is damaged, or names none."""
    found: dict[str, None] = {}
    fault = _parse(read_whole(stream, max_bytes), found)
    for address in found:
        yield Named(address)
    if fault or not found:
        raise Unreadable(fault or "no feed in the list")


def _parse(content: bytes, found: dict[str, None]) -> str | None:
    """Put the addresses of the outlines into `found`; return what is wrong with the file, if anything is."""
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Unreadable(f"nested more than {MAX_DEPTH} deep")
        address = (attributes.get("xmlUrl") or attributes.get("xmlurl") or "").strip()
        if tag.lower() == "outline" and address:
            found[address] = None
            if len(found) > MAX_FEEDS:
                raise Unreadable(f"more than {MAX_FEEDS:,} feeds")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: Any) -> None:
        raise Unreadable("it defines entities of its own, which are not expanded")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        return f"damaged or cut short: {error}"
    except Unreadable as reason:
        return str(reason)
    return None
