"""One raw document -> its Document, its Article and its Zones."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from msgspec import structs

from rashomon.clean.cut import Part
from rashomon.clean.encoding import decode
from rashomon.clean.language import identify
from rashomon.clean.metadata import clues_declared, clues_in_text, gather, settle_credits
from rashomon.clean.page import Page, read_page
from rashomon.clean.zones import find_parts
from rashomon.errors import Unreadable
from rashomon.model import Article, Document, RawDocument, Span, Zone, digest, finding_id

BY = "clean/4"
# every line becomes a zone or so: bounds memory, far above any article
MAX_LINES = 200_000
# as many characters as a long book: parsing takes a minute, and time and memory grow with each more
MAX_CHARACTERS = 1_000_000


def clean_document(raw: RawDocument, longest: int = MAX_CHARACTERS) -> dict[str, Any]:
    """Return the `document`, `article` and `zone` layers of one raw document.

    Raises Unreadable, whose message is the reason shown to the reader, for what is empty, binary, not English, or of
    more characters than the `longest` article may have.
    """
    text = decode(raw.content, raw.charset, markup=raw.media_type == "text/html")
    if raw.media_type != "text/html":
        _refuse_longer(text, longest)
    if text.count("\n") > MAX_LINES:
        raise Unreadable(f"more than {MAX_LINES:,} lines: a table or a log, no article")
    page = read_page(text) if raw.media_type == "text/html" else Page(text, {}, [])
    text = page.text
    _refuse_longer(text, longest)
    parts = find_parts(text, raw.declared.title, page.given)
    language = _judge_language(text, parts)
    document = Document(
        id=digest(raw.ref, text),
        text=text,
        ref=raw.ref,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        raw_sha256=raw.sha256,
        media_type=raw.media_type,
    )
    values, evidence = gather([*clues_declared(raw.declared), *page.clues, *clues_in_text(text, parts)])
    settle_credits(values, evidence)
    if language:
        values["language"], evidence["language"] = language, "identified from the words"
    if raw.only:
        evidence["text"] = f"only {raw.only}"
    article = Article(id=finding_id("article", document.id, []), by=BY, document=document.id, evidence=evidence)
    article = structs.replace(article, **values)
    return {"document": document, "article": article, "zone": [_zone(document.id, part) for part in parts]}


def _refuse_longer(text: str, longest: int) -> None:
    if len(text) > longest:
        raise Unreadable(f"{len(text):,} characters, more than {longest:,}: no article; cut it into articles")


def _judge_language(text: str, parts: Sequence[Part]) -> str | None:
    """Return the language of the article's own words; raise Unreadable if it is not English."""
    own = "\n".join(text[p.start : p.end] for p in parts if p.kind != "furniture")
    language = identify(own or text)
    if language not in (None, "en"):
        raise Unreadable(f"not English: the words look like {language!r} (ISO 639-1)")
    return language


def _zone(document: str, part: Part) -> Zone:
    span = Span(part.start, part.end)
    return Zone(
        id=finding_id("zone", document, [span]),
        by=BY,
        document=document,
        span=span,
        kind=part.kind,
        reason=part.reason,
    )
