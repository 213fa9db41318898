"""What the parser and the tagger say of one document: handed from stage to stage, and no records."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec

from rashomon.model.base import Span


class Parse(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The grammar of one document, column by column: one entry a token, in text order, white space left out.

    `starts`/`ends` are code-point offsets; `head` is the index of the governing token (its own for a root); `lemma` is
    in lower case; `pos` are Universal POS tags, `tag` Penn tags, `dep` spaCy's English (CLEAR-style) labels; `entity`
    is the type of the name that the token is part of ("" if none), `entity_start` tells whether such a name starts
    here; `sentences` are ranges of token indices; `quotations` are the stretches inside double quotation marks, marks
    included, one a paragraph. Furniture is not parsed. `words` are the characters that the parser saw: markup masked,
    quotation marks plain.
    """

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    lemma: Sequence[str]
    pos: Sequence[str]
    tag: Sequence[str]
    dep: Sequence[str]
    head: Sequence[int]
    entity: Sequence[str]
    entity_start: Sequence[bool]
    sentences: Sequence[tuple[int, int]]
    quotations: Sequence[Quotation] = ()

    def span(self, first: int, last: int) -> Span:
        """Return the characters from token `first` to token `last`, both included."""
        return Span(self.starts[first], self.ends[last])

    # what every stage asks of the columns, worked out once for all of them

    @cached_property
    def lower(self) -> Sequence[str]:
        """Return the words in lower case, as the lemmas are."""
        return [word.lower() for word in self.words]

    @cached_property
    def children(self) -> Sequence[Sequence[int]]:
        """Return for each token what hangs on it, in text order."""
        children: list[list[int]] = [[] for _ in self.words]
        for token, head in enumerate(self.head):
            if head != token:
                children[head].append(token)
        return children

    @cached_property
    def sentence_of(self) -> Sequence[int]:
        """Return for each token the number of its sentence."""
        numbers = [0] * len(self.words)
        for number, (first, end) in enumerate(self.sentences):
            numbers[first:end] = [number] * (end - first)
        return numbers


class Quotation(msgspec.Struct, frozen=True):
    """A stretch of text in double quotation marks: `outer` with its marks, `inner` without them.

    `continues` tells that it carries on the quotation before it, left open at the end of the paragraph above.
    """

    outer: Span
    inner: Span
    continues: bool = False


class Tagging(msgspec.Struct, frozen=True, kw_only=True):
    """What the attribution tagger says of each word, column by column: one entry a word, in text order.

    `starts`/`ends` are code-point offsets; `scores` has a row of probabilities a word, one for each of `labels`;
    `links` has the likeliest words that it hangs on, as (index, probability): sources and contents hang on the first
    word of their cue, a cue on the first word of its source; index -1 stands for "on nothing".
    """

    labels: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    scores: Sequence[Sequence[float]]
    links: Sequence[Sequence[tuple[int, float]]]
