"""Articles set by hand, as they stand in a store: words in marks become mentions and attributions.

    page("Gazette", "{Ann Roe:p1} said <p1| that the {regime:p2 nominal} had won>.")

`{words:entity form kind}` is a mention of an entity of the pile (form name, kind person unless told), `<speaker|
content>` is an attribution; `?` is a speaker whom nobody knows. The cue is the word "said" or "claimed" before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rashomon.link.wording import Page
from rashomon.model import Article, Attribution, Document, Mention, Span, Zone, digest, finding_id

_MARK = re.compile(r"\{([^:{}]+):([^{}]+)\}|<([^|<>]+)\| ?|>")


def page(outlet: str | None, marked: str, *, source: str = "", zone: Any = "body", ref: str = "") -> Page:
    """Return an article of one zone; `source` are the words of the source of every attribution in it."""
    text, mentions, contents = _read(marked)
    key = digest(ref or outlet or "", text)
    document = Document(id=key, text=text, ref=ref, text_sha256="", raw_sha256="", media_type="text/plain")
    about: dict[str, Any] = {"by": "hand/1", "document": key}
    places = [Span(m.start(), m.end()) for m in re.finditer(re.escape(source), text)] if source else []
    return Page(
        document,
        Article(id=digest("article", key), outlet=outlet, **about),
        [Zone(id=digest("zone", key), span=Span(0, len(text)), kind=zone, **about)],
        [
            Mention(
                id=finding_id("mention", key, [span]),
                span=span,
                entity=told[0],
                form=told[1],  # type: ignore[arg-type]
                kind=told[2],  # type: ignore[arg-type]
                **about,
            )
            for span, told in mentions
        ],
        [
            Attribution(
                id=finding_id("attribution", key, [span]),
                content=(span,),
                cue=tuple(
                    Span(*m.span()) for m in re.finditer(r"said|claimed|admitted", text) if m.end() <= span.start
                )[-1:],
                source=tuple(p for p in places if p.end <= span.start)[-1:],
                kind="indirect",
                speaker=None if speaker == "?" else speaker,
                **about,
            )
            for span, speaker in contents
        ],
        pile=[told[0] for _, told in mentions],
    )


def _read(marked: str) -> tuple[str, list[tuple[Span, Sequence[str]]], list[tuple[Span, str]]]:
    text, at = "", 0
    mentions: list[tuple[Span, Sequence[str]]] = []
    contents: list[tuple[Span, str]] = []
    opened: list[tuple[int, str]] = []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[1]:
            told = [*mark[2].split(), "name", "person"]
            entity, form, kind = told[0], told[1], told[-1] if len(told) < 5 else told[2]
            mentions.append((Span(len(text), len(text) + len(mark[1])), (entity, form, kind)))
            text += mark[1]
        elif mark[3]:
            opened.append((len(text), mark[3]))
        else:
            start, speaker = opened.pop()
            contents.append((Span(start, len(text)), speaker))
    return text + marked[at:], mentions, contents
