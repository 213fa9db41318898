"""A trigger in its sentence -> the phrase right before it that says it was not done, whatever the parser hangs it on.

"All but overran", "seconds away from shelling", "sooner than fire": grammars take such words apart in many ways, but
they stand before the event in one order, with no more than its own articles, adjectives and auxiliaries between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from rashomon.data import table
from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.realis_effects import Effect
from rashomon.extract.event.realis_path import VERBS

__all__ = ["find_phrases"]

_BETWEEN_NOUN = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PUNCT")
_BETWEEN_VERB = ("ADV",)
# articles, adjectives and nouns before a noun that it may take to reach its phrase
_MOST_BETWEEN = 4


@cache
def _phrases() -> Mapping[str, Mapping[str, Sequence[tuple[str, list[str]]]]]:
    """Return the phrases of `events/realis.tsv` by their last word and the one before it, the longest first."""
    found: dict[str, dict[str, list[tuple[str, list[str]]]]] = {}
    for affirmed, _, pos, listed in table("events/realis.tsv"):
        for phrase in listed.split(", ") if pos == "b" else ():
            words = phrase.split()
            ways = found.setdefault(words[-1], {}).setdefault(words[-2] if len(words) > 1 else "", [])
            ways.append((affirmed, words))
    return {
        last: {before: sorted(ways, key=lambda way: -len(way[1])) for before, ways in known.items()}
        for last, known in found.items()
    }


def find_phrases(syntax: Syntax, trigger: int) -> Iterator[Effect]:
    """Yield the phrase that ends right before a trigger."""
    parse, known = syntax.parse, _phrases()
    lower = parse.lower
    first, _ = parse.sentences[syntax.sentence[trigger]]
    between = _BETWEEN_VERB if parse.pos[trigger] in VERBS else _BETWEEN_NOUN
    for last in range(trigger - 1, max(first, trigger - 1 - _MOST_BETWEEN) - 1, -1):
        ways = known.get(lower[last])
        for what, words in (*ways.get(lower[last - 1], ()), *ways.get("", ())) if ways else ():
            start = last + 1 - len(words)
            if start >= first and lower[start : last + 1] == words:
                yield Effect(what, "b", 1, start, last)
                return
        if parse.pos[last] not in between:
            return
