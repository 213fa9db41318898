"""Hostile files, made here: what each is called, what is in it, and what is to become of it."""

from __future__ import annotations

import gzip
import json

from tests.web.hostile.doors import DOORS
from tests.web.hostile.made import PWN, Hostile, laughs, line, page, tell
from tests.web.hostile.words import WORDS, article_of

__all__ = ["FILES"]


def _words() -> list[Hostile]:
    return [Hostile(f"words-{name}.jsonl", article_of(words)) for name, words in WORDS.items()]


def _texts() -> list[Hostile]:
    def told() -> bytes:
        return tell().encode()

    return [
        Hostile("nul.txt", told() + b"\0" + told(), 0, "binary"),
        Hostile("binary.txt", bytes(range(256)) * 50, 0, "binary"),
        Hostile("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(400), 0, "binary"),
        Hostile("escapes.txt", b"\x1b[2J\x1b]0;x\x07" + told()),
        Hostile("half-utf16.txt", b"\xff\xfe" + tell().encode("utf-16-le")[:-1]),
        Hostile("utf32.txt", tell().encode("utf-32")),
        Hostile("marks-in-the-middle.txt", "\ufeff".join([tell()] * 2).encode()),
        Hostile(
            "mixed.txt", "“Élan,” said Tomas Brell. ".encode() + "“Élan,” said Tomas Brell. ".encode("cp1252") + told()
        ),
        Hostile("overlong.txt", b"\xc0\xbcscript\xc0\xbe" + told()),
        Hostile("surrogates.txt", b"\xed\xa0\x80\xed\xb0\x80" + told(), None),
        Hostile("utf7.txt", b"+ADw-script+AD4-" + PWN.encode() + b"+ADw-/script+AD4- " + told()),
        Hostile("page.txt", page(inside=f"<script>{PWN}</script><img src=x onerror={PWN}>")),
        Hostile("white.txt", b" \t\n\xc2\xa0\xe3\x80\x80" * 300, 0, "empty"),
        Hostile("nothing.txt", b"", 0, "empty"),
        Hostile("one-word.txt", b"x" * 300_000),
        Hostile("no-full-stop.txt", b"said that they said " * 200),
        Hostile("quotations.txt", "“".encode() * 400 + told()),
        Hostile("nested-quotations.txt", ("“He said ‘she said " * 40 + "no" + "’” " * 40).encode() + told()),
        Hostile("lines.txt", b"a\n" * 2_000),
        Hostile(
            "dates.txt", (tell() + "It was on 31 February 99999, on 0 May, at 25:99, in 10000 BC, 5/5/0000. ").encode()
        ),
        Hostile(
            "amounts.txt", (tell() + f"Some {'9' * 3_000} men, 1e999 dollars, 0/0, -{'1,' * 300}1 dead. ").encode()
        ),
        Hostile("returns.txt", tell().replace(". ", ".\r").encode() + b"\r\r\n\n\r" + told()),
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
        Hostile(
            "scripts.html", page(f"<script>{PWN}</script>", f"<script src=//evil.example></script><p {handlers}>x</p>")
        ),
        Hostile(
            "svg.html",
            page(inside=f"<svg onload={PWN}><script>{PWN}</script><a xlink:href='javascript:{PWN}'>x</a></svg>"),
        ),
        Hostile(
            "embeds.html",
            page(inside="<iframe src=//evil.example></iframe><object data=//evil.example></object><embed src=x>"),
        ),
        Hostile(
            "forms.html", page(inside="<form action=//evil.example><input autofocus name=p><button>Go</button></form>")
        ),
        Hostile(
            "refresh.html", page("<meta http-equiv=refresh content='0;url=//evil.example'><base href=//evil.example/>")
        ),
        Hostile("json-ld.html", page(f"<script type=application/ld+json>{ld}</script>")),
        Hostile("json-ld-deep.html", page(f"<script type=application/ld+json>{deep_ld}</script>")),
        Hostile("addresses.html", page(links, title=f"javascript:{PWN}")),
        Hostile(
            "entities.html", page(inside=f"&lt;script&gt;{PWN}&lt;/script&gt;&#0;&#xD800;&#x202E;&#1114112;&#x1b;[2J")
        ),
        Hostile("deep.html", page(inside="<div>" * 20_000 + "x" + "</div>" * 20_000), 0, "nested"),
        Hostile("deep-inline.html", page(inside="<b><i>" * 5_000 + "x"), 0, "nested"),
        Hostile("attributes.html", page(inside="<p " + " ".join(f"a{i}=1" for i in range(5_000)) + ">x</p>")),
        Hostile("comment.html", page(inside="<!-- never closed ")),
        Hostile("charset.html", page("<meta charset=utf-16>")),
        Hostile("charset-utf7.html", page("<meta charset=utf-7>", "+ADw-script+AD4-window.__pwned=1+ADw-/script+AD4-")),
        Hostile("charset-unknown.html", page("<meta charset='../../etc/passwd'>")),
        Hostile("laughs.html", laughs("l") + b"<l>&l11;</l>" + page()),
        Hostile(
            "outside.html",
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(inside="&x;"),
        ),
        Hostile("tables.html", page(inside="<table><tr><td>" * 2_000), 0, "nested"),
    ]


def _lines() -> list[Hostile]:
    return [
        Hostile("surrogate.jsonl", b'{"text": "\\ud800 ' + tell().encode() + b'"}\n', 0, "surrogate"),
        Hostile(
            "surrogate-title.jsonl", b'{"text": "' + tell().encode() + b'", "title": "x\\udfff", "id": "s\\ud800"}\n'
        ),
        Hostile("nul.jsonl", line(id="nul", text=tell() + "\0"), 0, "binary"),
        Hostile("deep.jsonl", b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", 0, "nested|string"),
        Hostile(
            "huge-number.jsonl",
            b'{"text": "' + tell().encode() + b'", "id": ' + b"9" * 5_000 + b', "date": 1e999}\n',
            0,
            "digits",
        ),
        Hostile("not-a-number.jsonl", line(id=float("nan"), title=float("inf"), date=-1)),
        Hostile(
            "twice.jsonl", b'{"text": "x", "text": "' + tell().encode() + b'", "id": "twice", "id": "twice again"}\n'
        ),
        Hostile("prototype.jsonl", line(__proto__={"text": "x"}, constructor=1, id="constructor")),
        Hostile(
            "dates.jsonl",
            b"".join(line(id=f"date {d}", date=d) for d in ("99999-99-99", "0000-00-00", "-1", "9" * 400)),
            4,
        ),
        Hostile("same-id.jsonl", line(id="same-id", title="One") + line(id="same-id", title="Two"), 1, "taken"),
        Hostile("types.jsonl", line(id=["a", {"b": 1}], title={"x": []}, outlet=True, author=[[["x"]]], url=0)),
        Hostile("empty-names.jsonl", line(id="\u200b", title=" ", outlet="\u200b\u2060", author="\u00ad")),
        Hostile("lines.jsonl", b"\n" * 10_000 + b"x\n" * 3 + line(id="after the lines"), 1, "JSON"),
    ]


def _packed() -> list[Hostile]:
    told = tell().encode()
    return [
        Hostile("bomb.txt.gz", gzip.compress(bytes(200 * 2**20), 9), 0, "larger"),
        Hostile("bomb-in-bomb.txt.gz", gzip.compress(gzip.compress(bytes(2**20))), 0, "binary"),
        Hostile("cut.txt.gz", gzip.compress(told)[:-20], 0, "damaged"),
        Hostile("trailing.txt.gz", gzip.compress(told) + b"garbage" * 9, 0, "damaged"),
        Hostile("no-gzip.txt.gz", told, 0, "damaged"),
        Hostile("many-members.txt.gz", gzip.compress(b"Vell said no. ") * 200),
        Hostile(
            "line.jsonl.gz",
            gzip.compress(b'{"text": "' + b"x" * (50 * 2**20) + b'"}\n' + line(id="after it")),
            1,
            "a line of",
        ),
        Hostile("large.html.gz", gzip.compress(b"<p>" + b"x" * (50 * 2**20)), 0, "larger"),
    ]


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
        "up\\..\\..\\up.txt",
        "-o --format.txt",
        "x" * 240 + ".txt",
        "bytes-\udcff\udcfe.txt",
    ]
    return [Hostile(name, (tell() + f"It was article {i}.").encode()) for i, name in enumerate(names)] + [
        Hostile("no kind", b"x", 0, "kind"),
        Hostile("program.exe", b"MZ", 0, "kind"),
    ]


FILES: list[Hostile] = [*_words(), *_texts(), *_pages(), *_lines(), *_packed(), *_names(), *DOORS]
