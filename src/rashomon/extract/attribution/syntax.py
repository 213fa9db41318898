"""A Parse -> the questions that the rules ask of a sentence: whose child, which words hang together, what spans."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from rashomon.model import Parse, Span

__all__ = ["Syntax"]

Item = TypeVar("Item")

# punctuation that belongs to neither content nor source when it stands at their edge
_EDGE = frozenset({",", ".", ";", ":", "-", "--", "---", "–", "—", "…", "...", "?", "!"})
# a full stop is the edge of a sentence, not part of what was said; a question mark is
_LEAD = _EDGE - {"…", "..."}
_TRAIL = _EDGE - {"?", "!", "…", "..."}


class Syntax:
    """The trees of one document, looked at from above; tokens are indices into the columns of `parse`."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.children, self.sentence = parse, parse.children, parse.sentence_of
        self._dep = parse.dep

    def child(self, token: int, *labels: str) -> int | None:
        """Return the first child whose dependency is one of `labels`."""
        for child in self.children[token]:
            if self._dep[child] in labels:
                return child
        return None

    def has(self, token: int, *labels: str) -> bool:
        """Tell whether a child has one of these dependencies."""
        return self.child(token, *labels) is not None

    def subtree(self, token: int, without: Collection[int] = ()) -> list[int]:
        """Return `token` and all below it in text order, leaving out the subtrees of `without`."""
        found = [token]
        for here in found:  # which grows as it is read
            below = self.children[here]
            found += [c for c in below if c not in without] if without else below
        return sorted(found)

    def is_below(self, token: int, top: int) -> bool:
        """Tell whether `top` governs `token`, however far up."""
        head = self.parse.head
        while (above := head[token]) != token:
            if above == top:
                return True
            token = above
        return False

    def below(self, items: Sequence[Item], token_of: Callable[[Item], int]) -> Mapping[int, Sequence[Item]]:
        """Return for each token above one of these items which of them it governs, in their order."""
        found: dict[int, list[Item]] = {}
        for item in items:
            token, head = token_of(item), self.parse.head
            while (above := head[token]) != token:
                found.setdefault(above, []).append(item)
                token = above
        return found

    def runs(self, tokens: Iterable[int]) -> list[tuple[int, int]]:
        """Return stretches of tokens (first, last), joined over punctuation and stripped of it at the edges."""
        runs: list[list[int]] = []
        ordered = sorted(set(tokens))
        if ordered and ordered[-1] - ordered[0] == len(ordered) - 1:  # most are one stretch
            whole = self._strip(ordered[0], ordered[-1])
            return [whole] if whole is not None else []
        for token in ordered:
            last = runs[-1][1] if runs else -1
            if runs and (last + 1 == token or all(self.is_mark(t) for t in range(last + 1, token))):
                runs[-1][1] = token
            else:
                runs.append([token, token])
        stripped = (self._strip(first, last) for first, last in runs)
        return [run for run in stripped if run is not None]

    def spans(self, tokens: Iterable[int]) -> tuple[Span, ...]:
        """Return the characters of `tokens` as spans, one for each stretch of them."""
        return tuple(self.parse.span(first, last) for first, last in self.runs(tokens))

    def is_mark(self, token: int) -> bool:
        """Tell whether the token holds no letter or digit."""
        word = self.parse.words[token]
        return not (word.isalnum() or any(c.isalnum() for c in word))

    def _strip(self, first: int, last: int) -> tuple[int, int] | None:
        words = self.parse.words
        while first <= last and words[first] in _LEAD:
            first += 1
        # an "and" at the end joins what the parser hung elsewhere
        while last >= first and (words[last] in _TRAIL or self.parse.pos[last] == "CCONJ"):
            last -= 1
        kept = range(first, last + 1)
        return (first, last) if not all(map(self.is_mark, kept)) else None
