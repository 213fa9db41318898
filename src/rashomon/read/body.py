"""The body of an HTTP answer as it was sent -> its bytes: without chunks, unpacked, never more than asked for."""

from __future__ import annotations

import zlib

from rashomon.errors import Unreadable

# wbits of zlib; bodies called "deflate" come with and without the header that the standard wants
GZIP, ZLIB, BARE = 31, 15, -15


def unpack_body(body: bytes, coding: str | None, max_bytes: int) -> bytes:
    """Return a body without its content coding (gzip or deflate, one over the other if both are named).

    Raises Unreadable for a coding that is not known, damaged data, and what unpacks to more than `max_bytes`.
    """
    for name in reversed([name.strip().lower() for name in (coding or "").split(",")]):
        if name in ("gzip", "x-gzip"):
            body = _inflate(body, GZIP, max_bytes)
        elif name == "deflate":
            body = _inflate(body, ZLIB if body[:1] == b"\x78" else BARE, max_bytes)
        elif name not in ("", "identity"):
            raise Unreadable(f"packed as {name!r}, which is not unpacked; known: gzip, deflate")
    return body


def _inflate(body: bytes, wbits: int, max_bytes: int) -> bytes:
    unpacked = b""
    while body:  # a body may be several gzip files, one after the other
        inflater = zlib.decompressobj(wbits)
        try:
            unpacked += inflater.decompress(body, max_bytes + 1 - len(unpacked))
        except zlib.error as error:
            raise Unreadable(f"damaged or cut short: {error}") from error
        if len(unpacked) > max_bytes:
            raise Unreadable(f"larger than {max_bytes:,} bytes")
        if not inflater.eof:
            raise Unreadable("damaged or cut short")
        body = inflater.unused_data.lstrip(b"\0")
    return unpacked


def join_chunks(body: bytes) -> bytes:
    """Return a body that was sent in chunks; as it stands if it is not in chunks, though its header says so."""
    chunks: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 100)
        try:
            size = int(body[at:end].split(b";")[0], 16) if end > 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return b"".join(chunks) if chunks else body
        if size == 0:
            break
        chunks.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(chunks)
