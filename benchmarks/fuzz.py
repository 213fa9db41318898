"""Damaged files of every kind -> what `read` and `clean` make of them: `python -m benchmarks.fuzz --seconds N`.

Sound files are damaged with their own kind in mind: pieces are cut out, said twice, or give way to what means something
in the format. Whatever is read must become articles or rejections that say why; every zone must lie in its text; time
and memory must stay small. What does not hold is written to a file, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import gzip
import io
import logging
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rashomon.model import Document, RawDocument, Rejection, Zone, digest
from rashomon.pipeline import STAGES, read_article
from rashomon.read import read_inputs
from tests.read.made import FEED, column, write_docx, write_letter, write_pdf, write_warc

CLEAN = STAGES[:1]
MEGABYTES = 2_000
# processor time that a file of some kilobytes may take; what it takes is a few hundredths of a second
SECONDS = 10.0
PROSE = (
    "The Oresk Post\n\nBy Mette Lund\n\nFriday 17 October 2025\n\nThe ferry to Tarn Bay was late, the harbour office"
    " said on Friday.\n\n“Nobody told us,” Ivo Lind told the Kaldra Packet.\n\nRead more: the ferries of Oresk\n"
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry late | The Oresk Post</title>'
    '<meta property="og:site_name" content="The Oresk Post"><script type="application/ld+json">{"@type":"NewsArticle",'
    '"headline":"Ferry late","datePublished":"2025-10-17T08:00:00Z","author":[{"name":"Mette Lund"}]}</script></head>'
    "<body><nav><a href='/'>Home</a></nav><article><h1>Ferry late</h1><p>The ferry to Tarn Bay was late, the harbour"
    " office said on Friday &amp; Saturday.</p><blockquote>&ldquo;Nobody told us,&rdquo; said Ivo Lind.</blockquote>"
    "<ul><li>one</li></ul><table><tr><td>1</td></tr></table></article><footer>&copy; 2025</footer></body></html>"
)
LINES = (
    '{"id": "a1", "text": "The ferry was late, Ivo Lind said on Friday.", "outlet": "The Post", "date": "2025-10-17"}\n'
    '{"id": "a2", "text": "Nobody was \\u201ctold\\u201d, the office said.", "author": ["Mette Lund"]}\n'
)
ROWS = 'id,text,outlet,date\r\na1,"The ferry was late, ""very"" late, Ivo Lind said.",The Oresk Post,2025-10-17\r\n'
OPML = '<?xml version="1.0"?><opml version="2.0"><body><outline text="a" xmlUrl="feed.xml"/></body></opml>'
NEWS_PLEASE = (
    '{"maintext": "The ferry was late, Ivo Lind said.", "title": "Ferry late", "date_publish": "2025-10-17 08:00:00"}'
)
# what means something in one format or another
TOKENS: Sequence[bytes] = (
    b"", b"\0", b"\n", b"\r\n\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", "‮".encode(), "﷽".encode(),
    b"<p>", b"</p>", b"<div>" * 40, b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"&#x0;", b"&#xD800;", b"&amp;",
    b"<table><tr><td>", b"<svg><math>", b"<plaintext>", b"<template>", b'<meta charset="utf-7">', b"<!DOCTYPE a [",
    b"{", b"}", b"[" * 60, b"]", b'"', b"\\u", b"\\ud800", b"null", b"1e999", b"-0", b'{"id": 1}', b",", b'""', b"'",
    b"Content-Type: multipart/mixed; boundary=a\r\n", b"--a\r\n", b"=?utf-8?q?=ff?=",
    b"Content-Transfer-Encoding: base64\r\n",
    b"WARC/1.0\r\n", b"Content-Length: 999999999\r\n", b"Content-Encoding: gzip\r\n", b"HTTP/1.1 200 OK\r\n",
    b"stream\n", b"endobj", b"/Length 99999999", b"1 0 R", b"<<", b">>", b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-1.7",
    b"2025-13-45", b"0000-00-00", b"9" * 40, b"(" * 50, b"\xe2\x80\x9c" * 30, b" " * 300, b"Mr. " * 40,
    b"http://a" * 20,
)  # fmt: skip


class Edit(NamedTuple):
    """One damage: what is done, where (a share of the file), to how many bytes, and with which token."""

    what: str
    where: float
    length: int
    token: int


WHATS = ("cut", "twice", "put", "swap", "flip", "end")


class Kind(NamedTuple):
    """What a sound file of a kind holds, and how a file is made of what it holds: what is packed is damaged inside."""

    content: bytes
    pack: Callable[[bytes], bytes] = bytes


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds of files by the ends of their names."""
    answers = ("https://a.example/1", "text/html", PAGE.encode()), ("https://a.example/2", "text/plain", PROSE.encode())
    archive = write_warc(*answers, gzip=False)
    boats = write_pdf([column("The ferry was late, the harbour/office said on Friday.", "Nobody was told.")])
    parts = _parts_of_docx()
    return {
        ".txt": Kind(PROSE.encode()),
        ".html": Kind(PAGE.encode()),
        ".jsonl": Kind(LINES.encode()),
        ".csv": Kind(ROWS.encode()),
        ".json": Kind(NEWS_PLEASE.encode()),
        ".xml": Kind(FEED.encode()),
        ".opml": Kind(OPML.encode()),
        ".eml": Kind(write_letter().as_bytes()),
        ".warc": Kind(archive),
        ".warc.gz": Kind(archive, gzip.compress),
        ".pdf": Kind(boats),
        ".docx": Kind(parts["word/document.xml"], lambda document: _zip(parts | {"word/document.xml": document})),
    }


def make(kind: str, edits: Sequence[Edit]) -> bytes:
    """Return a file of a kind with these damages."""
    content, pack = kinds()[kind]
    return pack(damage(content, edits))


def _parts_of_docx() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        write_docx(file := Path(folder, "a.docx"))
        with zipfile.ZipFile(file) as packed:
            return {name: packed.read(name) for name in packed.namelist()}


def _zip(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def damage(content: bytes, edits: Sequence[Edit]) -> bytes:
    """Return a file with these damages, one after the other."""
    for what, where, length, token in edits:
        at = int(where * len(content))
        before, piece, after = content[:at], content[at : at + length], content[at + length :]
        match what:
            case "cut":
                content = before + after
            case "twice":
                content = before + piece * 3 + after
            case "put":
                content = before + TOKENS[token % len(TOKENS)] + piece + after
            case "swap":
                content = before + TOKENS[token % len(TOKENS)] + after
            case "flip":
                content = before + bytes(byte ^ (1 << token % 8) for byte in piece) + after
            case "end":
                content = before + piece
    return content


def faults_of(file: Path) -> Iterator[str]:
    """Yield what of the promises of `read` and `clean` does not hold for a file; what they raise is raised."""
    for item in read_inputs([file]):
        if isinstance(item, RawDocument):
            yield from _faults_of_article(item)
        elif not item.reason.strip():
            yield f"{item.ref}: rejected without a reason"


def articles_in(file: Path) -> int:
    """Return how many articles of a file pass `clean`."""
    return sum(
        not isinstance(read_article(item, CLEAN), Rejection)
        for item in read_inputs([file])
        if isinstance(item, RawDocument)
    )


def _faults_of_article(raw: RawDocument) -> Iterator[str]:
    layers = read_article(raw, CLEAN)
    if isinstance(layers, Rejection):
        if not layers.reason.strip():
            yield f"{raw.ref}: rejected without a reason"
        return
    document: Document = layers["document"]
    zones: list[Zone] = layers["zone"]
    if document.id != digest(document.ref, document.text):
        yield f"{raw.ref}: the id is not the digest of ref and text"
    document.text.encode()  # the store and every export need that
    end = 0
    for zone in zones:
        if not end <= zone.span.start < zone.span.end <= len(document.text):
            yield f"{raw.ref}: the zone {zone.span} lies before {end} or outside {len(document.text)} characters"
        end = zone.span.end


def main(argv: Sequence[str] | None = None) -> int:
    """Damage files until the time is over; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="processor time")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--kind", choices=list(kinds()), help="only files of one kind")
    args = parser.parse_args(argv)
    logging.disable()  # what libraries say of damaged files
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES * 2**20, resource.RLIM_INFINITY))
    chance, tried, slowest, wrong = random.Random(args.seed), 0, 0.0, 0
    with tempfile.TemporaryDirectory() as name:
        while time.process_time() < args.seconds:
            kind = args.kind or chance.choice(list(kinds()))
            content = make(kind, [_chance_edit(chance) for _ in range(chance.randint(1, 8))])
            file = Path(name, f"damaged{kind}")
            file.write_bytes(content)
            began = time.process_time()
            faults = _told(file)
            took = time.process_time() - began
            tried, slowest = tried + 1, max(slowest, took)
            if took > SECONDS:
                faults.append(f"it took {took:.1f} seconds")
            if faults:
                wrong += 1
                kept = Path(f"fuzz-{args.seed}-{tried}{kind}")
                kept.write_bytes(content)
                print(f"{kept}: {'; '.join(faults)}", flush=True)
    print(f"seed {args.seed}: {tried} files, {wrong} faults, the slowest took {slowest:.2f} s")
    return 1 if wrong else 0


def _told(file: Path) -> list[str]:
    try:
        return list(faults_of(file))
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]


def _chance_edit(chance: random.Random) -> Edit:
    length = chance.choice((0, 1, 2, 4, 16, 64, 256))
    return Edit(chance.choice(WHATS[:-1] * 4 + WHATS), chance.random(), length, chance.randrange(len(TOKENS)))


if __name__ == "__main__":
    sys.exit(main())
