"""CSV tables, news-please JSON and WARC archives -> one article a row, object or page, and what is damaged left out."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

import pytest

from rashomon.model import Declared, RawDocument
from rashomon.read.body import join_chunks
from tests.read.made import read, write_warc

FERRY = "Two boats met in the fog."


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.csv.gz"])
def test_columns_are_known_by_their_names_whatever_stands_between_them(
    tmp_path: Path, delimiter: str, name: str
) -> None:
    header = ["Views", " Headline", "Body", "Publisher", "Published", "Link", "Byline", "ID"]
    row = [
        "12",
        "Ferry",
        f'"{FERRY} ""Nobody; was, hurt|"""',
        "Harbour Post",
        "2031-05-04",
        "https://h.example/1",
        "Ines Calder",
        "7",
    ]
    table = (delimiter.join(header) + "\r\n" + delimiter.join(row) + "\r\n").encode()
    (tmp_path / name).write_bytes(gzip.compress(table) if name.endswith("gz") else table)

    articles, reasons = read(tmp_path / name)

    assert {} == reasons
    assert [
        RawDocument(
            ref="7",
            content=f'{FERRY} "Nobody; was, hurt|"'.encode(),
            media_type="text/plain",
            charset="utf-8",
            declared=Declared(
                title="Ferry",
                outlet="Harbour Post",
                date="2031-05-04",
                url="https://h.example/1",
                author="Ines Calder",
            ),
        )
    ] == articles


def test_a_row_is_known_by_its_line_and_one_without_text_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('title,text\nA,"One\ntwo."\nB,\n\nC,Three.\nD\n')

    articles, reasons = read(tmp_path / "a.csv")

    assert [f"{tmp_path}/a.csv:2", f"{tmp_path}/a.csv:6"] == [article.ref for article in articles]
    assert b"One\ntwo." == articles[0].content
    assert {":4": 'no "text"', ":7": 'no "text"'} == reasons


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"]
)  # fmt: skip
def test_a_table_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes("text,outlet\nDie Fähre – “weg”,Hafen Zürich\n".encode(encoding))

    (article,), _ = read(tmp_path)

    assert ("Die Fähre – “weg”", "Hafen Zürich") == (article.content.decode(), article.declared.outlet)


def test_a_table_without_a_column_of_texts_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,size\nferry,7\n")
    (tmp_path / "b.csv").write_text("\n")

    assert {
        "/a.csv": "no column is named text, maintext, body, content; its columns: name, size",
        "/b.csv": "empty",
    } == read(tmp_path)[1]


def test_the_rows_before_the_damage_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('text\nOne.\nTwo.\n"Three.\nFour.\nFive.\n')
    (tmp_path / "b.csv").write_text("text\nOne.\n" + "a" * 2000 + "\n")
    (tmp_path / "c.csv").write_text("text\nOne.\n" + "a," * 40_000 + "\nTwo.\n")

    articles, reasons = read(tmp_path, max_bytes=1000)

    assert [b"One.", b"Two.", b"One.", b"One."] == [article.content for article in articles]
    assert {
        "/a.csv": "damaged or cut short in line 4: unexpected end of data",
        "/b.csv": "damaged or cut short in line 3: field larger than field limit (1000)",
        "/c.csv": "a line of more than 66,536 characters; those before are read",
    } == reasons


NEWS_PLEASE = {
    "authors": ["Ines Calder", "Tom Roe"], "date_publish": "2031-05-04 09:30:00", "language": "en", "title": "Ferry",
    "maintext": FERRY, "source_domain": "harbour.example", "url": "https://harbour.example/1", "image_url": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "ref"),
    [
        ("a.json", json.dumps(NEWS_PLEASE), ""),
        ("a.json", json.dumps([NEWS_PLEASE]), "#1"),
        ("a.json", "\ufeff \n[" + json.dumps(NEWS_PLEASE) + " \n]", "#1"),
        ("a.jsonl", json.dumps(NEWS_PLEASE), ":1"),
    ],
)
def test_news_please_json_is_read_as_one_object_a_list_or_lines(
    tmp_path: Path, name: str, content: str, ref: str
) -> None:
    (tmp_path / name).write_text(content)

    (article,), reasons = read(tmp_path)

    assert {} == reasons
    assert (f"{tmp_path}/{name}{ref}", FERRY.encode()) == (article.ref, article.content)
    assert (
        Declared(
            title="Ferry",
            outlet="harbour.example",
            date="2031-05-04 09:30:00",
            url="https://harbour.example/1",
            author="Ines Calder; Tom Roe",
        )
        == article.declared
    )


def test_the_objects_before_the_damage_of_a_list_are_read(tmp_path: Path) -> None:
    whole = json.dumps([{"text": "One."}, {"text": "Two."}, 3, {"title": "x"}, {"text": "Three."}])
    (tmp_path / "a.json").write_text(whole[:-8])
    (tmp_path / "b.json").write_text('[{"text": "One."} {"text": "Two."}]')
    (tmp_path / "c.json").write_text("[]")
    (tmp_path / "d.json").write_text("[" * 100_000)
    (tmp_path / "e.json").write_bytes(b'{"text": "\xff"}')
    (tmp_path / "f.json").write_text('"text"')

    articles, reasons = read(tmp_path)

    assert [b"One.", b"Two."] == [article.content for article in articles]
    assert {
        "/a.json#3": "not a JSON object",
        "/a.json#4": 'no "text"',
        "/b.json": "damaged or cut short in object 1: no comma after it",
        "/c.json": "an empty list",
        "/d.json": "damaged or cut short in object 1: JSON nested too deeply",
        "/e.json": "not UTF-8",
    }.items() <= reasons.items()
    assert "not a JSON object" == reasons["/f.json"]
    assert reasons["/a.json"].startswith("damaged or cut short in object 5: not JSON: Unterminated string")


PAGE = b"<p>Two boats met in the fog.</p>"


@pytest.mark.parametrize("gzipped", [True, False])
def test_the_pages_of_an_archive_are_articles_by_their_addresses(tmp_path: Path, gzipped: bool) -> None:
    content = write_warc(
        ("https://harbour.example/1", "text/html; charset=ISO-8859-1", b"<p>F\xe4hre</p>"),
        ("https://harbour.example/map.png", "image/png", b"\x89PNG"),
        ("https://harbour.example/robots.txt", "text/plain", b"User-agent: *"),
        ("metadata://gnu.org/software/wget/warc/MANIFEST.txt", "text/plain", b"a record"),
        ("https://harbour.example/2", "text/plain", FERRY.encode()),
        gzip=gzipped,
    )
    (tmp_path / ("a.warc.gz" if gzipped else "a.warc")).write_bytes(content)

    (page, text), reasons = read(tmp_path)

    assert {} == reasons
    assert (
        RawDocument(
            ref="https://harbour.example/1",
            content=b"<p>F\xe4hre</p>",
            media_type="text/html",
            charset="cp1252",
            declared=Declared(url="https://harbour.example/1"),  # and no date: that of capture is another thing
        )
        == page
    )
    assert ("https://harbour.example/2", "text/plain", FERRY.encode()) == (text.ref, text.media_type, text.content)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("", PAGE),
    ],
)
def test_pages_are_unpacked_as_their_servers_sent_them(tmp_path: Path, coding: str, body: bytes) -> None:
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    page = ("https://harbour.example/1", "text/html", chunks)
    (tmp_path / "a.warc").write_bytes(
        write_warc(page, gzip=False, Transfer_Encoding="chunked", Content_Encoding=coding)
    )

    (article,), _ = read(tmp_path)

    assert PAGE == article.content


def test_what_is_too_large_damaged_or_not_packed_as_known_is_rejected_by_its_address(tmp_path: Path) -> None:
    page = "https://harbour.example/1"
    for name, coding, body in (
        ("bomb", "gzip", gzip.compress(b"a" * 100_000)),
        ("cut", "gzip", gzip.compress(PAGE)[:-4]),
        ("much", "", b"a" * 1001),
        ("other", "br", b"x"),
    ):
        content = write_warc((page + name, "text/html", body), gzip=False, Content_Encoding=coding)
        (tmp_path / f"{name}.warc").write_bytes(content)

    articles, reasons = read(tmp_path, max_bytes=1000)

    assert [] == articles
    assert {
        f"{page}bomb": "larger than 1,000 bytes",
        f"{page}cut": "damaged or cut short",
        f"{page}much": "larger than 1,000 bytes",
        f"{page}other": "packed as 'br', which is not unpacked; known: gzip, deflate",
    } == reasons


def test_errors_and_redirects_of_servers_are_no_articles(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(
        write_warc(("https://harbour.example/1", "text/html", PAGE), status="404 Not Found", gzip=False)
    )
    (tmp_path / "b.warc").write_bytes(b"Two boats met in the fog.\r\n\r\n")
    (tmp_path / "c.warc").write_bytes(b"")

    assert {
        "/a.warc": "no page in it, among 1 records",
        "/b.warc": "not a WARC file",
        "/c.warc": "not a WARC file",
    } == read(tmp_path)[1]


@pytest.mark.parametrize("gzipped", [True, False])
def test_the_pages_before_the_damage_of_an_archive_are_read(tmp_path: Path, gzipped: bool) -> None:
    pages = [(f"https://harbour.example/{n}", "text/html", PAGE * 50) for n in range(3)]
    name = "a.warc.gz" if gzipped else "a.warc"
    (tmp_path / name).write_bytes(write_warc(*pages, gzip=gzipped)[:-60])

    articles, reasons = read(tmp_path / name)

    assert ["https://harbour.example/0", "https://harbour.example/1"] == [article.ref for article in articles]
    assert 1 <= len(reasons) <= 2
    assert all("cut short" in reason for reason in reasons.values())


def test_a_header_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(b"WARC/1.0\r\n" + b"a" * 10_000_000))
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(b"WARC/1.0\r\n" + b"a: b\r\n" * 10_000))

    assert {
        "/a.warc.gz": "damaged: a header line of 65,536 bytes or more",
        "/b.warc.gz": "damaged: a header of more than 1,000 lines",
    } == read(tmp_path)[1]


def test_a_body_that_is_not_in_chunks_stands_as_it_is() -> None:
    assert b"<p>no chunks</p>" == join_chunks(b"<p>no chunks</p>")
