"""Letters of tokens -> all phrases of time that the grammar knows, the leftmost and longest first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.extract.timex.marking import CLASSES, CONTINUED, OTHER, Marked

__all__ = ["Phrase", "find_phrases"]

# {class}, {name=class|class}, {!class} (not captured), @fragment
_PLACE = re.compile(r"\{(?P<silent>!)?(?:(?P<name>\w+)=)?(?P<classes>\w+(?:\|\w+)*)\}")

# words side by side that all speak of time, or may: a phrase has no others
_STRETCH = re.compile(f"[^{re.escape(OTHER)}]+")
_MOST_KEPT = 30


class Phrase(NamedTuple):
    """A phrase of time: tokens `first` to `last`, the rule that found it, and the first token of each of its parts."""

    rule: str
    first: int
    last: int
    parts: Mapping[str, int]


class _Match(NamedTuple):
    """What a rule finds in a stretch of letters, and where its parts begin."""

    rule: str
    start: int
    stop: int
    parts: Sequence[tuple[str, int]]


@cache
def _rules() -> list[tuple[str, re.Pattern[str]]]:
    """Return the rules in the order of the file: of two phrases of one length the earlier rule's comes first."""
    fragments: dict[str, str] = {}
    rules = []
    for name, pattern in table("timex/grammar.tsv"):
        for fragment in sorted(fragments, key=len, reverse=True):
            pattern = pattern.replace(fragment, fragments[fragment])
        if name.startswith("@"):
            fragments[name] = f"(?:{pattern})"
        else:
            rules.append((name, re.compile(_PLACE.sub(_letters, pattern.replace(" ", "")))))
    return rules


def _letters(place: re.Match[str]) -> str:
    kinds = place["classes"].split("|")
    body = f"[{''.join(CLASSES[kind] for kind in kinds)}]{CONTINUED}*"
    # a name may stand in several branches of a rule, a group may not: its place in the rule tells them apart
    return f"(?:{body})" if place["silent"] else f"(?P<{place['name'] or kinds[0]}__{place.start()}>{body})"


def _parts(match: re.Match[str]) -> list[tuple[str, int]]:
    """Return where the parts that are there begin, by their names in the grammar."""
    return [(k.partition("__")[0], match.start(k)) for k, v in match.groupdict().items() if v is not None]


def find_phrases(marked: Marked, sentences: Sequence[tuple[int, int]]) -> list[Phrase]:
    """Return all that could be a phrase, leftmost first, of these the longest, of these the first in the grammar.

    A phrase lies inside one of the `sentences`, which are ranges of tokens.
    """
    return [
        Phrase(name, first + start, first + stop - 1, {part: first + at for part, at in parts})
        for begin, end in sentences
        for stretch in _STRETCH.finditer(marked.letters, begin, end)
        for first in [stretch.start()]
        for name, start, stop, parts in _matches(stretch[0])
    ]


def _matches(stretch: str) -> Sequence[_Match]:
    return _known_matches(stretch) if len(stretch) <= _MOST_KEPT else _find_matches(stretch)


def _find_matches(stretch: str) -> Sequence[_Match]:
    """Return what the rules find in a stretch, in the order of `find_phrases`, by places in the stretch."""
    found = [_Match(name, *m.span(), _parts(m)) for name, pattern in _rules() for m in pattern.finditer(stretch)]
    return sorted(found, key=lambda m: (m.start, -m.stop))


# most stretches are short, and stand in every second article: the hundred rules are asked once
_known_matches = lru_cache(maxsize=1 << 12)(_find_matches)
