"""Hostile feeds, lists of feeds, archives, documents, letters and tables, made here."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from email.message import EmailMessage

from tests.web.hostile.made import PWN, Hostile, laughs, page, tell

__all__ = ["DOORS"]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def _feed(inside: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>C</title>{inside}</channel></rss>'.encode()


def _item(title: str = "Gates", link: str = "https://courier.example/x", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link><description>{tell()}{more}</description></item>"


def _feeds() -> list[Hostile]:
    script = f"&lt;script&gt;{PWN}&lt;/script&gt;"
    outside = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    climbing = "".join(
        f'<outline type="rss" xmlUrl="{where}"/>'
        for where in ("../../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1:1/", "javascript:1", "list.opml")
    )
    return [
        Hostile("scripts.rss", _feed(_item(script, f"javascript:{PWN}", script))),
        Hostile("laughs.rss", laughs("rss") + _feed(_item(more="&l11;"))[21:], None),
        Hostile("outside.rss", _feed(_item("&x;", more="&x;"), outside), None),
        Hostile("deep.rss", _feed("<a>" * 50_000 + _item()), None),
        Hostile("cut.rss", _feed(_item())[:-60], None),
        Hostile("many.rss", _feed("".join(_item(link=f"https://courier.example/{i}") for i in range(5))), 5),
        Hostile("no-feed.xml", b"<?xml version='1.0'?><a/>", 0),
        Hostile("list.opml", f"<opml version='2.0'><body>{climbing}</body></opml>".encode(), 0),
        Hostile("outlines.opml", f"<opml><body>{'<outline>' * 20_000}</body></opml>".encode(), 0),
    ]


def _record(name: str, content: bytes, length: int | None = None) -> bytes:
    """Return a record of an archive, whose address ends in the name of the archive."""
    size = len(content) if length is None else length
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/{name}\r\n"
        f"WARC-Date: 2031-05-06T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{size:032x}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
    ).encode() + content + b"\r\n\r\n"  # fmt: skip


def _archives() -> list[Hostile]:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    packed = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    bomb = gzip.compress(bytes(100 * 2**20))
    whole = answer + page()
    return [
        Hostile("scripts.warc", _record("scripts.warc", answer + page(inside=f"<script>{PWN}</script>")), None),
        Hostile("cut.warc", _record("cut.warc", whole)[:-300], None),
        Hostile("lying.warc", _record("lying.warc", whole, 10**12), None),
        Hostile("negative.warc", _record("negative.warc", whole, -5), None),
        Hostile("bomb.warc", _record("bomb.warc", packed + bomb), 0),
        Hostile("bomb.warc.gz", gzip.compress(_record("bomb.warc.gz", answer + b"<p>" + bytes(100 * 2**20))), 0),
        Hostile("garbage.warc", b"WARC/1.0\r\n" + bytes(range(256)) * 200, 0),
    ]


def _docx(body: str, head: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """Return a document of Word with this XML as its body."""
    out = io.BytesIO()
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'  # noqa: E501 - XML of others
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>'  # noqa: E501
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", types)
        packed.writestr("_rels/.rels", rels)
        packed.writestr("word/document.xml", f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        for name, content in (parts or {}).items():
            packed.writestr(name, content)
    return out.getvalue()


def _documents() -> list[Hostile]:
    said = f"<w:p><w:r><w:t>{tell()}</w:t></w:r></w:p>"
    outside = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return [
        Hostile("bomb.docx", _docx(said, parts={"word/media/x.bin": bytes(300 * 2**20)}), None),
        Hostile("long.docx", _docx(f"<w:p><w:r><w:t>{'x' * (60 * 2**20)}</w:t></w:r></w:p>"), 0),
        Hostile("outside.docx", _docx(said + "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", outside), None),
        Hostile("laughs.docx", _docx(said + "<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", laughs("x").decode()[21:]), None),
        Hostile("climbing.docx", _docx(said, parts={"../../../tmp/pwned": b"x", "/etc/pwned": b"x"}), None),
        Hostile("deep.docx", _docx(said + "<w:tbl><w:tr><w:tc>" * 5_000), 0),
        Hostile("no-zip.docx", b"PK\x03\x04" + bytes(200), 0),
        Hostile("text.docx", tell().encode(), 0),
    ]


def _pdf(stream: bytes, more: bytes = b"", kids: bytes = b"[3 0 R]") -> bytes:
    """Return a PDF whose only page has this packed stream; nothing in it says where its parts are."""
    packed = zlib.compress(stream)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R" + more + b">>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids " + kids + b">>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length " + str(len(packed)).encode() + b">>stream\n" + packed +
        b"\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
    )  # fmt: skip


def _papers() -> list[Hostile]:
    said = f"BT /F1 12 Tf 72 700 Td ({tell()}) Tj ET".encode("latin-1", "replace")
    action = b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
    return [
        Hostile("script.pdf", _pdf(said, action), None),
        Hostile("bomb.pdf", _pdf(b" " * (300 * 2**20)), 0),
        Hostile("loop.pdf", _pdf(said, kids=b"[2 0 R 3 0 R]"), None),
        Hostile("cut.pdf", _pdf(said)[:200], 0),
        Hostile("brackets.pdf", _pdf(b"BT " + b"[" * 30_000 + b" ET"), 0),
        Hostile("no.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40, 0),
    ]


def _letter(text: str, **heads: str) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["Date"] = "Desk <desk@courier.example>", "Tue, 06 May 2031 08:00:00 +0000"
    for name, value in heads.items():
        letter[name] = value
    letter.set_content(text)
    letter.add_attachment(tell().encode(), maintype="text", subtype="plain", filename="../../../tmp/pwned.txt")
    return letter.as_bytes()


def _letters() -> list[Hostile]:
    part = "Content-Type: multipart/mixed; boundary=b{0}\n\n--b{0}\n"
    nested = "".join(part.format(i) for i in range(500)) + "Content-Type: text/plain\n\n" + tell()
    heads = "".join(f"X-{i}: {'x' * 60}\n" for i in range(20_000))
    return [
        Hostile("attached.eml", _letter(tell(), Subject=f"<script>{PWN}</script>"), None),
        Hostile("nested.eml", nested.encode(), None),
        Hostile("heads.eml", f"Subject: x\n{heads}\n{tell()}".encode(), None),
        Hostile(
            "folded.eml",
            b"Subject: a\n b\r\n Set-Cookie: x=y\nFrom: =?utf-7?Q?+ADw-a+AD4-?=\n\n" + tell().encode(),
            None,
        ),
        Hostile("base64.eml", b"Content-Transfer-Encoding: base64\n\n" + b"=" * 5_000 + b"!" * 5_000, 0),
        Hostile("charset.eml", b"Content-Type: text/plain; charset=../../etc/passwd\n\n" + tell().encode(), None),
    ]


def _tables() -> list[Hostile]:
    told = tell()
    return [
        Hostile("formulas.csv", f'title,text,outlet\n"=1+1","{told}","@x"\n'.encode()),
        Hostile("quote.csv", f'title,text\n"never closed,{told}\n'.encode() * 50, None),
        Hostile("wide.csv", ("text," * 20_000 + "\n" + "x," * 20_000).encode(), None),
        Hostile("long-field.csv", f'title,text\nx,"{"y" * (30 * 2**20)}"\n'.encode(), 0),
        Hostile("nul.csv", b"title,text\nx,a\0b\n", 0),
        Hostile("heads-only.tsv", b"text\ttitle\n", 0),
        Hostile("deep.json", b"[" * 100_000, 0),
        Hostile("many.json", b"[" + b"{}," * 300 + b"{}]", 0),
        Hostile(
            "news.json",
            f'{{"maintext": "{told}", "title": "<script>{PWN}</script>", "authors": [[["=1"]]]}}'.encode(),
        ),
    ]


DOORS: list[Hostile] = [*_feeds(), *_archives(), *_documents(), *_papers(), *_letters(), *_tables()]
