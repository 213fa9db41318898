"""An article with one author in its byline -> the `I`, `me` and `my` of the author, outside of quotations.

An interview in which questions and answers carry labels has two who say `I`, and is left alone; so is `we`, which may
be the author and the reader, the paper, or the country.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from rashomon.extract.draft import Draft
from rashomon.extract.noted import Noted
from rashomon.model import Article, Document, Parse, Span, Zone

__all__ = ["find_narrator"]

_WORDS = frozenset({"i", "me", "my", "mine", "myself"})
# `Q: `, `Ada Sorel: ` at the start of a line, and how many of them make an interview
_LABEL = re.compile(r"^[A-Z][\w. ]{0,30}: ", re.MULTILINE)
_LABELS_OF_INTERVIEW = 3


def find_narrator(
    document: Document, parse: Parse, zone: Sequence[Zone], article: Article, drafts: Sequence[Draft]
) -> list[Noted]:
    """Return the author's pronouns in text order, each with the entity of that name; none if it is not in the text."""
    author = _author(article, drafts)
    if author is None or len(_LABEL.findall(document.text)) >= _LABELS_OF_INTERVIEW:
        return []
    body = [z.span for z in zone if z.kind == "body"]
    closed = [q.outer for q in parse.quotations]
    found = []
    for i, word in enumerate(parse.words):
        first_person = word.lower() in _WORDS and parse.tag[i] in ("PRP", "PRP$")
        if first_person and _inside(body, parse.starts[i]) and not _inside(closed, parse.starts[i]):
            found.append(Noted(i, i, i, "person", "pronoun"))
            drafts[author].add(found[-1], author, "the author of the byline")
    return found


def _author(article: Article, drafts: Sequence[Draft]) -> int | None:
    """Return the person of the byline, if there is one byline and one such person."""
    if len(article.byline) != 1:
        return None
    name = article.byline[0].casefold()
    found = [k for k, d in enumerate(drafts) if d.kind == "person" and d.named and d.name.casefold() == name]
    return found[0] if len(found) == 1 else None


def _inside(spans: Sequence[Span], place: int) -> bool:
    """Tell whether the character stands in one of the spans, which are in text order and do not overlap."""
    at = bisect_right(spans, place, key=lambda span: span.start) - 1
    return at >= 0 and place < spans[at].end
