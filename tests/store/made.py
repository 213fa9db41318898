"""Records made by hand: an article of a given text, with attributions where given words stand."""

from __future__ import annotations

import hashlib

from rashomon.model import Article, Attribution, Document, Entity, Rejection, Span, digest, finding_id

MADE_BY = "clean/1 attribution/1"


def make_document(ref: str, text: str, raw: str | None = None) -> Document:
    return Document(
        id=digest(ref, text),
        text=text,
        ref=ref,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        raw_sha256=hashlib.sha256((raw or text).encode()).hexdigest(),
        media_type="text/plain",
    )


def make_article(document: Document, outlet: str | None = None) -> Article:
    key = finding_id("article", document.id, [])
    return Article(id=key, document=document.id, by="clean/1", outlet=outlet)


def make_entity(document: Document, name: str) -> Entity:
    key = finding_id("entity", document.id, [], name)
    return Entity(id=key, document=document.id, by="attribution/1", name=name, kind="person")


def make_attribution(
    document: Document, words: str, source: str = "", speaker: Entity | None = None, version: int = 1
) -> Attribution:
    content = _find(document.text, words)
    return Attribution(
        id=finding_id("attribution", document.id, [content]),
        document=document.id,
        by=f"attribution/{version}",
        content=(content,),
        source=(_find(document.text, source),) if source else (),
        kind="indirect",
        speaker=speaker.id if speaker else None,
    )


def make_rejection(ref: str, reason: str = "empty") -> Rejection:
    return Rejection(ref=ref, reason=reason, stage="clean/1")


def _find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))
