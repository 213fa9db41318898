"""Every kind of file that is read: its reader, and whether it holds many articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from rashomon.model import MediaType, RawDocument
from rashomon.read.feed import read_feed
from rashomon.read.feed_list import read_feed_list
from rashomon.read.items import Item, Kind, Reader, read_whole
from rashomon.read.json_articles import read_json_articles
from rashomon.read.json_lines import read_json_lines
from rashomon.read.mail import read_letter
from rashomon.read.pdf import read_pdf
from rashomon.read.rows import read_rows
from rashomon.read.warc import read_warc
from rashomon.read.word import read_word


class Door(NamedTuple):
    """How files of one kind are read; `many` where one file may hold any number of articles."""

    read: Reader
    many: bool = False


def _read_as(media_type: MediaType) -> Reader:
    def read(stream: BinaryIO, ref: str, max_bytes: int) -> Iterator[Item]:
        yield RawDocument(ref=ref, content=read_whole(stream, max_bytes), media_type=media_type)

    return read


DOORS: dict[Kind, Door] = {
    "text": Door(_read_as("text/plain")),
    "html": Door(_read_as("text/html")),
    "jsonl": Door(read_json_lines, many=True),
    "json": Door(read_json_articles, many=True),
    "csv": Door(read_rows, many=True),
    "feed": Door(read_feed, many=True),
    "opml": Door(read_feed_list, many=True),
    "warc": Door(read_warc, many=True),
    "pdf": Door(read_pdf),
    "docx": Door(read_word),
    "eml": Door(read_letter, many=True),
}
