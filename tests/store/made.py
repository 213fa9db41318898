"""Records made by hand: an article of a given text, with attributions where given words stand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial

from rashomon.model import (
    Article,
    Attribution,
    Dating,
    Document,
    Entity,
    Mention,
    Profile,
    Rejection,
    Resolved,
    Span,
    Timex,
    digest,
    finding_id,
)
from rashomon.store import Writer

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


def make_article(document: Document, outlet: str | None = None, published: str | None = None) -> Article:
    key = finding_id("article", document.id, [])
    return Article(id=key, document=document.id, by="clean/1", outlet=outlet, published=published)


def make_dating(document: Document, earliest: str | None, latest: str | None) -> Dating:
    key = finding_id("dating", document.id, [])
    return Dating(id=key, document=document.id, by="clean/1", earliest=earliest, latest=latest)


def make_timex(document: Document, words: str, earliest: str, latest: str) -> Timex:
    span = _find(document.text, words)
    key = finding_id("timex", document.id, [span])
    return Timex(id=key, document=document.id, by="clean/1", span=span, type="DATE", earliest=earliest, latest=latest)


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


def make_mention(document: Document, words: str, entity: Entity) -> Mention:
    """Return a mention of the entity where these words begin, as long as its name."""
    start = _find(document.text, words).start
    span = Span(start, start + len(entity.name))
    return Mention(
        id=finding_id("mention", document.id, [span]),
        document=document.id,
        by="attribution/1",
        span=span,
        kind=entity.kind,
        form="name",
        entity=entity.id,
    )


def make_rejection(ref: str, reason: str = "empty") -> Rejection:
    return Rejection(ref=ref, reason=reason, stage="clean/1")


def link_all(writer: Writer, by: str = "identity/1") -> None:
    """Link what waits: entities of one name are one, and a name's first letter is its block."""
    for document in writer.unlinked(by):
        writer.link(document, find_names, {"entity"}, by)
    for block in writer.unsettled():
        writer.settle(block, partial(join_names, by=by))


def find_names(entity: Sequence[Entity]) -> list[tuple[str, Profile]]:
    """Say what an article knows of its entities: nothing of those without a capital, who stay its own."""
    return [(e.id, Profile(block=e.name[0], kind=e.kind, name=e.name)) for e in entity if e.name[0].isupper()]


def join_names(profiles: Sequence[tuple[Profile, int]], by: str) -> list[Resolved]:
    return [
        Resolved(profile=p, entity=Entity(id=digest("pile", p.name), by=by, name=p.name, kind=p.kind))
        for p, _ in profiles
    ]


def _find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))
