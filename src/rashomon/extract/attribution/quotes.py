"""The quotations of an article -> whose words they are: the cue outside the marks, and who goes with it.

A quotation is speech when it is long enough to be a sentence or is set off by a comma or a colon; the rest are
scare quotes, titles and fragments that belong to the clause around them, and are left to the clauses.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.frames import cue_tokens, source_of
from rashomon.extract.attribution.lexicon import is_speech_verb, lemma_of
from rashomon.extract.attribution.syntax import Syntax
from rashomon.model import Parse, Span

__all__ = ["Quote", "find_quotes", "quoted_drafts"]

# a stretch in quotation marks of this many words is speech even without a comma or a colon beside it
_SPEECH_WORDS = 6
# how far from its quotation a cue may stand, in tokens: long sources such as "X, a spokesman for Y," fit in
_REACH = 40
_VERBAL = frozenset({"VERB", "AUX"})


class Quote(NamedTuple):
    """A quotation in tokens: the first and last with their marks, its number, and its paragraph."""

    first: int
    last: int
    number: int
    paragraph: int
    continues: bool


class _Cue(NamedTuple):
    verb: int | None
    source: list[int]
    cue: list[int]
    reason: str


def find_quotes(text: str, parse: Parse) -> list[Quote]:
    """Return the quotations that hold tokens, in text order; a paragraph ends at a line break between tokens."""
    paragraphs = _paragraph_of(text, parse)
    found = []
    for number, quotation in enumerate(parse.quotations):
        first = bisect_right(parse.ends, quotation.outer.start)
        last = bisect_left(parse.starts, quotation.outer.end) - 1
        if first <= last:
            found.append(Quote(first, last, number, paragraphs[first], quotation.continues))
    return found


def _paragraph_of(text: str, parse: Parse) -> list[int]:
    number, result = 0, []
    for k in range(len(parse.words)):
        if k and "\n" in text[parse.ends[k - 1] : parse.starts[k]]:
            number += 1
        result.append(number)
    return result


class _Finder:
    """Looks for cues around quotations; `inside` is the number of the quotation that a token stands in, or -1."""

    def __init__(self, syntax: Syntax, quotes: list[Quote], paragraphs: list[int]) -> None:
        self.syntax, self.parse, self.quotes, self.paragraphs = syntax, syntax.parse, quotes, paragraphs
        self.inside = [-1] * len(self.parse.words)
        for k, quote in enumerate(quotes):
            self.inside[quote.first : quote.last + 1] = [k] * (quote.last + 1 - quote.first)

    def is_speech(self, quote: Quote) -> bool:
        """Tell speech from scare quotes and fragments."""
        words = [t for t in range(quote.first, quote.last + 1) if not self.syntax.is_mark(t)]
        before = self.parse.words[quote.first - 1] if quote.first else ""
        inner = [w for w in self.parse.words[quote.first : quote.last + 1] if w != '"']
        set_off = before in (",", ":") or (bool(inner) and inner[-1] in (",", "?", "!"))
        return len(words) >= _SPEECH_WORDS or (set_off and self._starts_sentence(quote)) or before == ":"

    def _starts_sentence(self, quote: Quote) -> bool:
        return next((w[0].isupper() for w in self.parse.words[quote.first : quote.last + 1] if w[0].isalnum()), False)

    def after(self, quote: Quote) -> _Cue | None:
        """Find `"…," said X` and `"…," X said`."""
        stop = self._stop_after(quote)
        return self._best(range(quote.last + 1, stop), "after its quotation")

    def before(self, quote: Quote) -> _Cue | None:
        """Find `X said, "…"` and `X: "…"`."""
        start = self._start_before(quote)
        cue = self._best(range(quote.first - 1, start - 1, -1), "before its quotation")
        if cue is None and quote.first > start and self.parse.words[quote.first - 1] == ":":
            source = [t for t in range(start, quote.first - 1) if not self.syntax.is_mark(t)]
            if 0 < len(source) <= 8 and not any(self.parse.pos[t] in _VERBAL for t in source):
                return _Cue(None, source, [quote.first - 1], "a name and a colon")
        return cue

    def _stop_after(self, quote: Quote) -> int:
        """Return where the words beside a quotation end: at the next one, or where the sentence does."""
        parse, limit = self.parse, min(len(self.parse.words), quote.last + 1 + _REACH)
        for token in range(quote.last + 1, limit):
            if self.inside[token] >= 0 or self.paragraph(token) != quote.paragraph:
                return token
            if parse.words[token] in (".", "!", "?") and token > quote.last + 1:
                return token
        return limit

    def _start_before(self, quote: Quote) -> int:
        sentence_first = self.parse.sentences[self.syntax.sentence[quote.first]][0]
        if sentence_first == quote.first and quote.first and self.parse.words[quote.first - 1] in (":", ","):
            sentence_first = self.parse.sentences[self.syntax.sentence[quote.first - 1]][0]
        start = quote.first
        while start > max(sentence_first, quote.first - _REACH) and self.inside[start - 1] < 0:
            start -= 1
        return start

    def paragraph(self, token: int) -> int:
        quote = self.inside[token]
        return self.paragraphs[token] if quote < 0 else self.quotes[quote].paragraph

    def _best(self, tokens: range, reason: str) -> _Cue | None:
        for token in tokens:
            if self.parse.pos[token] in _VERBAL and is_speech_verb(lemma_of(self.parse, token)):
                source = self._source(token, tokens)
                if source:
                    return _Cue(token, source, cue_tokens(self.syntax, token), f"speech verb {reason}")
            if self.parse.lemma[token] == "accord" or self.parse.words[token].lower() == "according":
                source = self._according(token)
                if source:
                    return _Cue(token, source, [token, token + 1], f"according to, {reason}")
        return None

    def _according(self, token: int) -> list[int]:
        to = self.syntax.child(token, "prep")
        inner = None if to is None else self.syntax.child(to, "pobj")
        return [] if inner is None else [t for t in self.syntax.subtree(inner) if self.inside[t] < 0]

    def _source(self, verb: int, window: range) -> list[int]:
        """Return the subject by grammar; where the marks misled the parser, the noun phrase beside the verb."""
        source = [t for t in source_of(self.syntax, verb) if self.inside[t] < 0]
        if source:
            return source
        low, high = min(window), max(window)
        return self._phrase(range(verb + 1, high + 1)) or self._phrase(range(low, verb))

    def _phrase(self, tokens: range) -> list[int]:
        """Return the noun phrase that `tokens` start with, with its apposition."""
        for token in tokens:
            if self.parse.pos[token] in ("NOUN", "PROPN", "PRON"):
                top = token
                while (
                    self.parse.head[top] != top
                    and self.parse.head[top] in tokens
                    and self.parse.pos[self.parse.head[top]] in ("NOUN", "PROPN")
                ):
                    top = self.parse.head[top]
                return [t for t in self.syntax.subtree(top) if t in tokens and self.inside[t] < 0]
            if self.parse.pos[token] not in ("DET", "ADJ", "NUM", "ADV"):
                return []
        return []


class _Open(NamedTuple):
    """An attribution that later quotations of the paragraph may carry on."""

    pieces: list[Span]
    cue: _Cue
    paragraph: int


def quoted_drafts(text: str, syntax: Syntax, quotes: list[Quote]) -> list[Draft]:
    """Return the attributions of all speech in quotation marks, each quotation in one of them, in text order."""
    finder = _Finder(syntax, quotes, _paragraph_of(text, syntax.parse))
    found: list[_Open] = []
    waiting: list[Span] = []
    for quote in quotes:
        if not quote.continues and not finder.is_speech(quote):
            continue
        outer = syntax.parse.quotations[quote.number].outer
        before, after = finder.before(quote), finder.after(quote)
        cue = _nearer(quote, before, after)
        last = found[-1] if found else None
        if last is not None and cue is not None and cue.verb is not None and cue.verb == last.cue.verb:
            last.pieces.append(outer)
        elif cue is not None:
            found.append(_Open([outer], cue, quote.paragraph))
        elif last is not None and (quote.continues or quote.paragraph - last.paragraph <= 1):
            last.pieces.append(outer)
            found[-1] = last._replace(paragraph=quote.paragraph)
        else:
            waiting.append(outer)
    return [_draft(syntax, o) for o in found]


def _nearer(quote: Quote, before: _Cue | None, after: _Cue | None) -> _Cue | None:
    """Prefer the cue that the punctuation points at, then the one after."""
    return before if after is None else after if before is None else _by_distance(quote, before, after)


def _by_distance(quote: Quote, before: _Cue, after: _Cue) -> _Cue:
    left = quote.first - max(before.cue)
    right = min(after.cue) - quote.last
    return before if left <= right else after


def _draft(syntax: Syntax, found: _Open) -> Draft:
    return Draft(
        content=tuple(found.pieces),
        source=syntax.spans(found.cue.source),
        cue=syntax.spans(found.cue.cue)
        if found.cue.verb is not None
        else (syntax.parse.span(found.cue.cue[0], found.cue.cue[0]),),
        reason=found.cue.reason,
    )
