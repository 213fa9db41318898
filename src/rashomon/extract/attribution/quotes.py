"""The quotations of an article -> whose words they are: the cue outside the marks, and who goes with it.

A quotation is speech when it is long enough to be a sentence or is set off by a comma or a colon; the rest are
scare quotes, titles and fragments that belong to the clause around them, and are left to the clauses.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.frames import cue_tokens, source_of
from rashomon.extract.attribution.lexicon import introduces_quotations, lemma_of
from rashomon.extract.attribution.syntax import Syntax
from rashomon.model import Parse, Span

__all__ = ["Quote", "Quotes", "verbs_beside"]

# a stretch in quotation marks of this many words is speech even without a comma or a colon beside it
_SPEECH_WORDS = 6
# how far from its quotation a cue may stand, in tokens: long sources such as "X, a spokesman for Y," fit in
_REACH = 40
# "X: …" names a speaker when X is this short
_LABEL_WORDS = 8
# what announces that somebody's words follow
_OCCASIONS = frozenset(
    {"address", "announcement", "appeal", "comment", "interview", "letter", "message", "post", "remark", "speech"}
    | {"statement", "testimony", "tweet", "video"}
)
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


class _Speech(NamedTuple):
    """An attribution that later quotations of the paragraph, or the next paragraph, may carry on."""

    pieces: list[Span]
    cue: _Cue
    paragraph: int


def _find_quotes(parse: Parse, paragraphs: Sequence[int]) -> list[Quote]:
    """Return the quotations that hold tokens, in text order."""
    found = []
    for number, quotation in enumerate(parse.quotations):
        first = bisect_right(parse.ends, quotation.outer.start)
        last = bisect_left(parse.starts, quotation.outer.end) - 1
        if first <= last:
            found.append(Quote(first, last, number, paragraphs[first], quotation.continues))
    return found


def _paragraph_of(text: str, parse: Parse) -> list[int]:
    """Number the paragraph of each token; a line break between two tokens parts them."""
    number, before, result = 0, 0, []
    for start, end in zip(parse.starts, parse.ends, strict=True):
        number += text.find("\n", before, start) >= 0
        before = end
        result.append(number)
    return result


def verbs_beside(text: str, syntax: Syntax) -> Iterator[tuple[Quote, list[int]]]:
    """Yield every quotation that is speech, with the verbs beside it that could be its cue."""
    quotes = Quotes(text, syntax)
    for quote in quotes.all:
        if quotes.is_speech(quote):
            window = [*quotes.before(quote), *quotes.after(quote)]
            yield quote, [t for t in window if syntax.parse.pos[t] in _VERBAL]


class Quotes:
    """The quotations of one article and the words beside them; `all` are in text order."""

    def __init__(self, text: str, syntax: Syntax) -> None:
        self.syntax, self.parse = syntax, syntax.parse
        self._paragraph = _paragraph_of(text, self.parse)
        self.all = _find_quotes(self.parse, self._paragraph)
        # the number of the quotation that a token stands in, or -1
        self._inside = [-1] * len(self.parse.words)
        for k, quote in enumerate(self.all):
            self._inside[quote.first : quote.last + 1] = [k] * (quote.last + 1 - quote.first)

    def drafts(self, covered: Iterable[Span] | None = None) -> list[Draft]:
        """Return the attributions of speech in quotation marks, in text order.

        First without `covered`: quotations that run on inside a clause ("said the plan was '…'") are left to the
        clauses. Then with what the clauses took: whatever speech is still nobody's goes to the nearest cue.
        """
        taken = None if covered is None else list(covered)
        found: list[_Speech] = []
        for quote in self.all:
            outer = self.parse.quotations[quote.number].outer
            if taken is not None and any(outer.overlaps(span) for span in taken):
                continue
            if quote.continues or self.is_speech(quote):
                self._place(quote, found, left_over=taken is not None)
        return [self._draft(speech) for speech in found]

    def is_speech(self, quote: Quote) -> bool:
        """Tell speech from scare quotes and fragments."""
        inner = [w for w in self.parse.words[quote.first : quote.last + 1] if w != '"']
        words = [w for w in inner if any(c.isalnum() for c in w)]
        before = self.parse.words[quote.first - 1] if quote.first else ""
        opens, closes = before in (",", ":"), bool(inner) and inner[-1] in (",", ".", "?", "!")
        capital = bool(words) and words[0][0].isupper()
        first = self.parse.sentences[self.syntax.sentence[quote.first]][0]
        whole = capital and closes and (quote.first == first or before in (".", "!", "?"))
        if len(words) >= _SPEECH_WORDS or (opens and closes) or whole:
            return True
        return bool(words) and (before == ":" or (capital and (opens or (closes and inner[-1] != "."))))

    def after(self, quote: Quote) -> range:
        """Return the tokens after a quotation, to the next one or to the end of the sentence."""
        limit = min(len(self.parse.words), quote.last + 1 + _REACH)
        for token in range(quote.last + 1, limit):
            ends = token > quote.last + 1 and self.parse.words[token] in (".", "!", "?")
            if ends or self._inside[token] >= 0 or self._paragraph[token] != quote.paragraph:
                return range(quote.last + 1, token)
        return range(quote.last + 1, limit)

    def before(self, quote: Quote) -> range:
        """Return the tokens before a quotation, nearest first, to the one before or to the start of the sentence."""
        sentence = self.syntax.sentence
        first = self.parse.sentences[sentence[quote.first]][0]
        if first == quote.first and first and self.parse.words[first - 1] in (":", ","):
            first = self.parse.sentences[sentence[first - 1]][0]
        start = quote.first
        while start > max(first, quote.first - _REACH) and self._inside[start - 1] < 0:
            start -= 1
        return range(quote.first - 1, start - 1, -1)

    # --- from a quotation to its attribution ---

    def _place(self, quote: Quote, found: list[_Speech], *, left_over: bool) -> None:
        """Add the quotation to the attribution that it belongs to: its own cue's, or the one that it carries on."""
        outer = self.parse.quotations[quote.number].outer
        cue = self._cue(quote) or self._introduced(quote)
        last = found[-1] if found else None
        if cue is not None and cue.verb is not None:
            if not left_over and self._runs_on(quote, cue.verb):
                return
            if last is not None and last.cue.verb == cue.verb:
                last.pieces.append(outer)
                return
        if cue is not None:
            found.append(_Speech([self._with_clause(quote, cue)], cue, quote.paragraph))
        elif last is not None and (quote.continues or quote.paragraph - last.paragraph <= 1):
            last.pieces.append(outer)
            found[-1] = last._replace(paragraph=quote.paragraph)

    def _cue(self, quote: Quote) -> _Cue | None:
        """Return the nearer of the cues on either side."""
        before = self._first_cue(self.before(quote), "before its quotation") or self._label(quote)
        after = self._first_cue(self.after(quote), "after its quotation")
        if before is None or after is None:
            return before or after
        return before if quote.first - max(before.cue) <= min(after.cue) - quote.last else after

    def _first_cue(self, window: range, place: str) -> _Cue | None:
        for token in window:
            if self.parse.pos[token] in _VERBAL and introduces_quotations(lemma_of(self.parse, token)):
                source = self._source(token, window)
                if source:
                    return _Cue(token, source, cue_tokens(self.syntax, token), f"speech verb {place}")
            if self.parse.words[token].lower() == "according":
                to = self.syntax.child(token, "prep")
                inner = None if to is None else self.syntax.child(to, "pobj")
                if inner is not None:
                    source = self._outside(self.syntax.subtree(inner))
                    return _Cue(token, source, [token, token + 1], f"according to, {place}")
        return None

    def _label(self, quote: Quote) -> _Cue | None:
        """Find the name in `Name: "…"`."""
        window = self.before(quote)
        words = [t for t in reversed(window) if not self.syntax.is_mark(t)]
        if not window or self.parse.words[window[0]] != ":" or not 0 < len(words) <= _LABEL_WORDS:
            return None
        if any(self.parse.pos[t] in _VERBAL for t in words):
            return None
        return _Cue(None, words, [window[0]], "a name and a colon")

    def _introduced(self, quote: Quote) -> _Cue | None:
        """Find the sentence that announces a statement: `Vell's mayor released a video address. "…"`."""
        number = self.syntax.sentence[quote.first]
        if not number or self.parse.sentences[number][0] != quote.first:
            return None
        first, end = self.parse.sentences[number - 1]
        if any(self._inside[t] >= 0 for t in range(first, end)) or quote.paragraph - self._paragraph[first] > 1:
            return None
        if not any(self.parse.lemma[t] in _OCCASIONS and self.parse.pos[t] == "NOUN" for t in range(first, end)):
            return None
        root = next((t for t in range(first, end) if self.parse.head[t] == t and self.parse.pos[t] in _VERBAL), None)
        source = [] if root is None else source_of(self.syntax, root)
        if root is None or not source:
            return None
        return _Cue(root, source, cue_tokens(self.syntax, root), "announced by the sentence before")

    def _source(self, verb: int, window: Collection[int]) -> list[int]:
        """Return the subject by grammar; where the marks misled the parser, the noun phrase beside the verb."""
        source = self._outside(source_of(self.syntax, verb))
        if source:
            return source
        low, high = min(window), max(window)
        return self._phrase(range(verb + 1, high + 1)) or self._phrase(range(low, verb))

    def _outside(self, tokens: Iterable[int]) -> list[int]:
        return [t for t in tokens if self._inside[t] < 0]

    def _phrase(self, tokens: range) -> list[int]:
        """Return the noun phrase that `tokens` start with, with its apposition."""
        pos, head = self.parse.pos, self.parse.head
        for token in tokens:
            if pos[token] in ("NOUN", "PROPN", "PRON"):
                top = token
                while head[top] != top and head[top] in tokens and pos[head[top]] in ("NOUN", "PROPN"):
                    top = head[top]
                return [t for t in self._outside(self.syntax.subtree(top)) if t in tokens]
            if pos[token] not in ("DET", "ADJ", "NUM", "ADV"):
                return []
        return []

    # --- quotations inside a clause ---

    def _runs_on(self, quote: Quote, verb: int) -> bool:
        """Tell whether words between the verb and the quotation belong to what is said: `said he was "…"`."""
        clause = self.syntax.child(verb, "ccomp")
        if verb > quote.first or clause is None:
            return False
        said = self.syntax.subtree(clause)
        between = [t for t in said if verb < t < quote.first and not self.syntax.is_mark(t)]
        return any(self.parse.words[t].lower() != "that" for t in between)

    def _with_clause(self, quote: Quote, cue: _Cue) -> Span:
        """Return the quotation, with the clause it ends or begins when its cue follows: `It was "…", he said`."""
        first, last = quote.first, quote.last
        if cue.verb is not None and cue.verb > quote.last:
            before, after = self.before(quote), self.after(quote)
            if before and not self.syntax.is_mark(before[0]):
                first = before[-1]
            stop = min([*cue.cue, *(t for t in cue.source if t > quote.last)])
            gap = [t for t in after if t < stop]
            if len(gap) > 1 and not self.syntax.is_mark(gap[0]) and self.parse.words[gap[-1]] == ",":
                last = gap[-2]
        outer = self.parse.quotations[quote.number].outer
        return Span(min(outer.start, self.parse.starts[first]), max(outer.end, self.parse.ends[last]))

    def _draft(self, speech: _Speech) -> Draft:
        cue = speech.cue
        words = [self.parse.span(t, t) for t in cue.cue] if cue.verb is None else self.syntax.spans(cue.cue)
        return Draft(tuple(speech.pieces), self.syntax.spans(cue.source), tuple(words), reason=cue.reason)
