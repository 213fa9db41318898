"""A WARC file -> its pages: the successful answers in HTML or plain text, one article each."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from typing import Any, BinaryIO

from rashomon.errors import Unreadable
from rashomon.model import Declared, MediaType, RawDocument
from rashomon.read.body import join_chunks, unpack_body
from rashomon.read.fields import as_string, known_charset
from rashomon.read.items import Item, reject

KINDS: dict[str, MediaType] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}
# records that hold what stood at an address: fetched, put there by hand, made of it (the WET files of Common Crawl)
HOLDING = ("response", "resource", "conversion")
WEB = ("http://", "https://")
MAX_LINE_BYTES = 2**16
MAX_HEADER_LINES = 1000
# of a record that is passed over, such as a film
CHUNK = 2**16


def read_warc(stream: BinaryIO, ref: str, max_bytes: int) -> Iterator[Item]:
    """Yield each page of an archive; its ref and url are the address that it was fetched from.

    Images, redirects, errors and requests are passed over in silence. The date of capture is not that of publication,
    and is not used. Raises Unreadable where the archive is damaged, and if it holds no page. Needs warcio.
    """
    count = pages = 0
    for record in _records(_Lines(stream)):
        count += 1
        if kind := _kind(record):
            pages += 1
            yield _read_record(record, kind, max_bytes)
    if not pages:
        raise Unreadable(f"no page in it, among {count:,} records" if count else "not a WARC file")


class _Lines:
    """A stream whose lines are of bounded length and number: warcio takes headers as long as they are."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._count = stream, 0
        # where it stands is told by warcio of a record that it cannot read
        self.read, self.tell = stream.read, stream.tell

    def readline(self, limit: int | None = None) -> bytes:
        """Return the next line; raise Unreadable if it is longer than any header line."""
        line = self._stream.readline(min(limit or MAX_LINE_BYTES, MAX_LINE_BYTES))
        self._count += 1
        if len(line) == MAX_LINE_BYTES:
            raise Unreadable(f"damaged: a header line of {MAX_LINE_BYTES:,} bytes or more")
        if self._count > MAX_HEADER_LINES:
            raise Unreadable(f"damaged: a header of more than {MAX_HEADER_LINES:,} lines")
        return line

    def start_record(self) -> None:
        """Count lines anew."""
        self._count = 0


def _records(lines: _Lines) -> Iterator[Any]:
    """Yield each record; what is left of it is passed over. Raises Unreadable where the archive is damaged."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader

    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    number = 0
    while line := lines.readline():
        if not line.strip():
            continue
        number += 1
        lines.start_record()
        try:
            record = loader.parse_record_stream(lines, line, "warc")
        except (ArchiveLoadFailed, EOFError) as error:
            raise Unreadable(f"damaged or cut short in record {number}" if number > 1 else "not a WARC file") from error
        if record.length is None:
            raise Unreadable(f"damaged: record {number} does not say how long it is")
        yield record
        while record.raw_stream.limit and record.raw_stream.read(CHUNK):
            pass
        if record.raw_stream.limit:
            raise Unreadable(f"cut short in record {number}")
        lines.start_record()


def _kind(record: Any) -> MediaType | None:
    """Return what the page of a record is in; None if it holds no page."""
    headers = record.http_headers
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    # other schemes are notes of the program that made the archive
    if record.rec_type not in HOLDING or not address.lower().startswith(WEB) or address.endswith("/robots.txt"):
        return None
    if headers and headers.get_statuscode() != "200":
        return None
    return KINDS.get(_content_type(record).get_content_type())


def _content_type(record: Any) -> Message:
    message = Message()
    message["Content-Type"] = (record.http_headers or record.rec_headers).get_header("Content-Type") or ""
    return message


def _read_record(record: Any, kind: MediaType, max_bytes: int) -> Item:
    address = record.rec_headers.get_header("WARC-Target-URI")
    body = record.raw_stream.read(max_bytes + 1)
    if len(body) > max_bytes:
        return reject(address, f"larger than {max_bytes:,} bytes")
    if record.raw_stream.limit:
        return reject(address, "cut short")
    try:
        content = _unpack(body, record.http_headers, max_bytes)
    except Unreadable as reason:
        return reject(address, str(reason))
    charset = known_charset(as_string(_content_type(record).get_content_charset()), content)
    return RawDocument(ref=address, content=content, media_type=kind, charset=charset, declared=Declared(url=address))


def _unpack(body: bytes, headers: Any, max_bytes: int) -> bytes:
    if headers and (headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        body = join_chunks(body)
    content = unpack_body(body, headers.get_header("Content-Encoding") if headers else None, max_bytes)
    if not content:
        raise Unreadable("empty")
    return content
