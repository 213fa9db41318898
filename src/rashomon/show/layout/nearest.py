"""A passage and another article -> the sentence of that article that comes nearest to it, by the words they share.

It is what a reader looks at to see for themselves that something was "not found in this text"; nothing follows from it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import NamedTuple

from rashomon.link.event.words import is_telling, stem
from rashomon.model import Passage, Sentence
from rashomon.show.layout.gather import Reading

__all__ = ["Near", "Nearest"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
# below this share of the telling words a sentence is not near, only the least far
_LEAST = 0.2


class Near(NamedTuple):
    """A sentence of an article that is near to something said elsewhere."""

    reading: Reading
    sentence: Sentence


class Nearest:
    """Finds near sentences; a word counts by how few of all the sentences have it."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._texts = {r.document.id: r.document.text for r in readings}
        self._words = {
            r.document.id: [(s, _telling(s.span.of(r.document.text))) for s in r.sentences] for r in readings
        }
        every = [words for own in self._words.values() for _, words in own]
        seen = Counter(word for words in every for word in words)
        self._weight: Mapping[str, float] = {word: log(1 + len(every) / n) for word, n in seen.items()}

    def to(self, passage: Passage, reading: Reading) -> Near | None:
        """Return the sentence of `reading` with most of the passage's telling words; None where none has a fifth."""
        wanted = _telling(passage.span.of(self._texts[passage.document]))
        whole = self._sum(wanted)
        best = max(
            self._words[reading.document.id],
            key=lambda own: (self._sum(wanted & own[1]), -len(own[1]), -own[0].span.start),
            default=None,
        )
        if best is None or not whole or self._sum(wanted & best[1]) < _LEAST * whole:
            return None
        return Near(reading, best[0])

    def _sum(self, words: Iterable[str]) -> float:
        # in one order: sums of floats depend on it
        return sum(self._weight.get(word, 0.0) for word in sorted(words))


def _telling(words: str) -> frozenset[str]:
    """Return the stems and numbers that tell what a sentence is about."""
    found = [match[0] for match in _WORD.finditer(words)]
    return frozenset(stem(word) for word in found if word.isdigit() or is_telling(word))
