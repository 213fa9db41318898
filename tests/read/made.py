"""Files of every kind that is read, written by the libraries of their formats, with prose of our own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import docx
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rashomon.model import RawDocument, Rejection
from rashomon.read import read_inputs

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Harbour Post</title><link>https://harbour.example/</link>
<item><title>Ferry &amp;amp; tug collide</title><link>https://harbour.example/1</link>
<pubDate>Sun, 04 May 2031 23:30:00 -0500</pubDate><dc:creator>Ines Calder</dc:creator>
<description>Two boats met in the fog, the harbour office said.</description></item>
<item><title>Ferry back</title><link>https://harbour.example/2</link><guid>urn:2</guid>
<pubDate>Mon, 05 May 2031 08:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The ferry is <b>back</b>.</p><script>alert(1)</script>
<p>Nobody was hurt.</p>]]></content:encoded></item></channel></rss>
"""
# one letter of Helvetica is about half as wide as it is high
SIZE, LEADING = 11, 13


def read(path: Path, **options: int) -> tuple[list[RawDocument], dict[str, str]]:
    """Return the articles of a file or folder, and the reasons by what follows the path in their refs."""
    items = list(read_inputs([path], **options))
    reasons = {item.ref.removeprefix(str(path)): item.reason for item in items if isinstance(item, Rejection)}
    return [item for item in items if isinstance(item, RawDocument)], reasons


def write_pdf(pages: Sequence[Sequence[tuple[int, int, str]]], password: str = "", title: str = "") -> bytes:
    """Return a PDF that shows on each page these lines, each at x, y from the lower left corner."""
    writer = PdfWriter()
    font = DictionaryObject(
        {NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in (
            ("Type", "Font"), ("Subtype", "Type1"), ("BaseFont", "Helvetica"), ("Encoding", "WinAnsiEncoding"))}
    )  # fmt: skip
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
        )
        stream = DecodedStreamObject()
        shown = (f"BT /F {SIZE} Tf 1 0 0 1 {x} {y} Tm ({_escape(text)}) Tj ET" for x, y, text in lines)
        stream.set_data("\n".join(shown).encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title, "/Author": "somebody's computer"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def column(*paragraphs: str, x: int = 70, y: int = 700, gap: int = LEADING) -> list[tuple[int, int, str]]:
    """Return the lines of paragraphs, given line by line with `/`, as they stand one below the other on a page."""
    lines: list[tuple[int, int, str]] = []
    for paragraph in paragraphs:
        for line in paragraph.split("/"):
            lines.append((x, y, line.strip()))
            y -= LEADING
        y -= gap
    return lines


def write_warc(*records: tuple[str, str, bytes], status: str = "200 OK", gzip: bool = True, **headers: str) -> bytes:
    """Return a WARC file of these answers: address, content type, body."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip, warc_version="1.1")
    for address, kind, body in records:
        lines = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in headers.items())]
        answer = StatusAndHeaders(status, lines, protocol="HTTP/1.1")
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=answer)
        writer.write_record(record)
    return out.getvalue()


def write_docx(path: Path) -> None:
    """Write a document with a title, a heading, paragraphs, a table and properties."""
    document = docx.Document()
    document.add_heading("Ferry and tug collide", level=0)
    document.add_paragraph("Two boats met in the fog,\nthe harbour office said.")
    document.add_heading("What the crew says", level=1)
    document.add_paragraph("“Nobody was hurt,” said the mate, Tom Roe.")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip([c for row in table.rows for c in row.cells], ("Boat", "Crew", "Marla", "7"), strict=True):
        cell.text = words
    document.add_paragraph("The inquiry begins on Monday.")
    document.sections[0].header.paragraphs[0].text = "Harbour office, page 1"
    document.core_properties.title = "Collision in the fog"
    document.core_properties.author = "Ines Calder"
    document.core_properties.created = datetime(2031, 5, 4, 9, 30)
    document.save(str(path))


def write_letter(**headers: str) -> EmailMessage:
    """Return a letter with both bodies."""
    letter = EmailMessage()
    given = {
        "Subject": "Ferry and tug collide",
        "From": "Ines Calder <ines@harbour.example>",
        "Date": "Sun, 04 May 2031 23:30:00 -0500",
    }
    for name, value in {**given, **headers}.items():
        letter[name.replace("_", "-")] = value
    letter.set_content("Two boats met in the fog.\n\nNobody was hurt.\n")
    letter.add_alternative("<p>Two boats met in the fog.</p>", subtype="html")
    return letter
