"""The source of an attribution and the mentions of its article -> who is speaking."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from rashomon.model import Mention, Parse, Span

__all__ = ["longest_mentions", "speaker_of"]


def longest_mentions(parse: Parse, mentions: Sequence[Mention]) -> Mapping[int, Mention]:
    """Return for each token that a mention holds the longest that does, worked out once for all sources."""
    by_token: dict[int, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.span.start - m.span.end):
        first, end = bisect_left(parse.starts, mention.span.start), bisect_right(parse.ends, mention.span.end)
        for token in range(first, end):
            by_token.setdefault(token, mention)
    return by_token


def speaker_of(source: Sequence[Span], parse: Parse, mentions: Mapping[int, Mention]) -> str | None:
    """Return the entity that the source of an attribution names, None where that is not one clear entity.

    What counts is the mention that holds the grammatical head of the source: `a spokesman for the ministry` is the
    spokesman, `the president's office` the office. Two speakers joined by `and` are not one, and give None; so does
    a source whose head is no mention, such as `the letter`.
    """
    for span in source:
        first, last = bisect_left(parse.ends, span.start + 1), bisect_left(parse.starts, span.end) - 1
        if first > last:
            continue
        head = _head(parse, first, last)
        found = mentions.get(head)
        if found is None:
            continue
        found = _named_after_comma(parse, last, found, mentions)
        others = [mentions.get(i) for i in _joined(parse, head, first, last)]
        same = all(other is None or other.entity == found.entity for other in others)
        return found.entity if same else None
    return None


def _head(parse: Parse, first: int, last: int) -> int:
    """Return the first token of the range, marks and prepositions aside, that hangs on something outside of it."""
    for i in range(first, last + 1):
        outside = not first <= parse.head[i] <= last or parse.head[i] == i
        if outside and parse.pos[i] not in ("PUNCT", "ADP", "SCONJ", "DET", "ADV", "CCONJ", "VERB", "AUX"):
            return i
    # `according to the minister`: the preposition hangs outside, the noun on the preposition
    for i in range(first, last + 1):
        if parse.dep[i] in ("pobj", "nsubj", "nsubjpass", "dobj", "poss"):
            return i
    return first


def _named_after_comma(parse: Parse, last: int, found: Mention, mentions: Mapping[int, Mention]) -> Mention:
    """Return the name that ends a source after a description of a person: `a lawyer for the union, Ann Roe`."""
    named = mentions.get(last - 1 if parse.words[last] == "," else last)
    if named is None or named.form != "name" or named.kind != "person":
        return found
    comma = bisect_left(parse.starts, named.span.start) - 1
    if comma < 1 or parse.words[comma] != ",":
        return found
    before = mentions.get(comma - 1)
    described = any(m is not None and m.form == "nominal" and m.kind == "person" for m in (found, before))
    return named if described else found


def _joined(parse: Parse, head: int, first: int, last: int) -> list[int]:
    """Return the tokens that `and` or `or` joins to the head inside the range."""
    found: list[int] = []
    for i in range(first, last + 1):
        if parse.dep[i] == "conj" and (parse.head[i] == head or parse.head[i] in found):
            found.append(i)
    return found
