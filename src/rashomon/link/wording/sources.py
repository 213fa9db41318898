"""An attribution of an article -> of what kind its source is, and who it is if anybody knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.link.cast.phrases import describe
from rashomon.link.wording.page import Page
from rashomon.model import Attribution, Mention, SourceKind

__all__ = ["Source", "source_of"]

_DEFINITE = frozenset({"the", "this", "that", "its", "his", "her", "their", "our", "my"})


class Source(NamedTuple):
    """Who says something: `speaker` is an entity of the pile, None for who is not known there."""

    kind: SourceKind
    speaker: str | None = None


def source_of(attribution: Attribution, page: Page) -> Source:
    """Tell who says it: by the names of the speaker, else by the words of the source."""
    speaker = page.who(attribution.speaker)
    inside = [m for m in page.mentions if any(span.holds(m.span) for span in attribution.source)]
    known = page.names_of.get(attribution.speaker or "") or page.described_as(speaker)
    return Source(_of_name(known[0]) if known else _by_words(attribution, page, inside), speaker)


def _of_name(mention: Mention) -> SourceKind:
    return "person" if mention.kind == "person" else "organisation"


def _by_words(attribution: Attribution, page: Page, inside: list[Mention]) -> SourceKind:
    if not attribution.source:
        return "unknown"
    first = attribution.source[0]
    if any(m.form == "pronoun" and m.span == first for m in inside):
        return "unknown"
    words = first.of(page.text)
    found = describe(words)
    if found is None:
        return "unknown"
    kind = _kinds().get(found.head, "unnamed")
    held = any(m.office is not None and m.office.title for m in inside if m.form == "nominal")
    first_word = words.split()[0].lower()
    definite = first_word in _DEFINITE or first_word.endswith(("'s", "’s"))
    if kind == "office" or held:
        return "office" if not found.plural and (definite or held) else "unnamed"
    return kind


@cache
def _kinds() -> Mapping[str, SourceKind]:
    names: Mapping[str, SourceKind] = {
        "document": "document", "body": "organisation", "office": "office", "unnamed": "unnamed",
    }  # fmt: skip
    return {word: names[row[0]] for row in reversed(table("wording/sources.tsv")) for word in row[1].split()}
