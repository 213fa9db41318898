"""The bytes of a feed -> as much of it as is well-formed XML, up to the end of its last whole entry."""

from __future__ import annotations

from xml.parsers import expat

from rashomon.errors import Unreadable

MAX_DEPTH = 1000
ENTRIES = ("item", "entry")


def keep_whole_entries(content: bytes) -> tuple[bytes, str | None]:
    """Return a feed up to its first fault, and what that is: the entries before, with what is open after them closed.

    Raises Unreadable where no entry is whole. Entities that the file defines are a fault.
    """
    tail = _Tail()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = tail.open, lambda name: tail.close(name, parser)
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        fault = f"damaged or cut short: {error}"
    except Unreadable as reason:
        fault = str(reason)
    else:
        return content, None
    if not tail.end:
        raise Unreadable(fault)
    return content[: tail.end] + tail.closing.encode(), f"{fault}; the entries before are read"


def _refuse(*_: object) -> None:
    raise Unreadable("it defines entities of its own, which are not expanded")


class _Tail:
    """Where the last whole entry ends, in bytes, and the tags that close what is open there."""

    def __init__(self) -> None:
        self.end, self.closing = 0, ""
        self._open: list[str] = []

    def open(self, name: str, _: dict[str, str]) -> None:
        """Note an element that begins."""
        self._open.append(name)
        if len(self._open) > MAX_DEPTH:
            raise Unreadable(f"nested more than {MAX_DEPTH:,} deep")

    def close(self, name: str, parser: expat.XMLParserType) -> None:
        """Note an element that ends."""
        self._open.pop()
        if name.rpartition(":")[2] in ENTRIES:
            self.end = parser.CurrentByteIndex + len(f"</{name}>".encode())
            self.closing = "".join(f"</{above}>" for above in reversed(self._open))
