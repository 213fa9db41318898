"""The words of an article -> where the full names of holders of offices stand, however the parser saw them.

A parser that takes `Ursula von der` for a person and `Leyen` for a town knows less than a table does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from rashomon.data import table
from rashomon.data.offices import fold, tenures
from rashomon.extract.name_borders import Range
from rashomon.model import Parse

__all__ = ["cut_out_known"]


def cut_out_known(parse: Parse, ranges: Iterable[Range]) -> tuple[list[Range], frozenset[tuple[int, int]]]:
    """Return the ranges with every known full name a range of its own, and where names of known people stand."""
    known = list(_find(parse))
    kept = [part for r in ranges for part in _without(r, known)]
    alone = {(r.first, r.last) for r in kept if _is_known_alone(parse, r)}
    return sorted([*kept, *(Range(a, b, "PERSON") for a, b in known)]), frozenset({*known, *alone})


def _is_known_alone(parse: Parse, r: Range) -> bool:
    """Tell whether a range is one word that names a holder, with no other name before it: not `Hunter` `Biden`."""
    if r.first != r.last or fold(parse.words[r.first]) not in _single_names():
        return False
    return r.first == 0 or not parse.words[r.first - 1][0].isupper()


@cache
def _single_names() -> frozenset[str]:
    """Return the names that news uses alone for one holder: `Biden`, which a parser may take for a firm."""
    others = (other for row in table("offices/known_as.tsv") for other in row[1].split("; "))
    return frozenset(fold(other) for other in others if " " not in other)


def _without(r: Range, known: Sequence[tuple[int, int]]) -> Iterator[Range]:
    """Yield what is left of a range on both sides of the names in it, which are in text order."""
    start = r.first
    for a, b in known[bisect_left(known, r.first, key=lambda name: name[1]) :]:
        if a > r.last:
            break
        if start < a:
            yield Range(start, a - 1, r.label)
        start = b + 1
    if start <= r.last:
        yield Range(start, r.last, r.label)


def _find(parse: Parse) -> Iterator[tuple[int, int]]:
    """Yield first and last token of every full name in text order; hyphens inside are tokens of their own."""
    known, free = _names(), 0
    for i, word in enumerate(parse.words):
        if i < free or not word[0].isupper() or (names := known.get(fold(word))) is None:
            continue
        last = _match(parse, i, names)
        if last is not None:
            yield i, last
            free = last + 1


def _match(parse: Parse, first: int, names: Iterable[Sequence[str]]) -> int | None:
    """Return the last token of the longest of the names that starts at `first`."""
    best = None
    for name in names:
        i = first
        for k, part in enumerate(name):
            i += k and parse.words[i : i + 1] == ["-"]
            if i >= len(parse.words) or fold(parse.words[i]) != part:
                break
            i += 1
        else:
            hyphened = parse.words[i - 2] == "-"  # the last syllable of `Choi Sang-mok`
            if (parse.words[i - 1][0].isupper() or hyphened) and (best is None or i - 1 > best):
                best = i - 1
    return best


@cache
def _names() -> Mapping[str, list[tuple[str, ...]]]:
    """Return the names of two words and more by their first word."""
    spelt = [t.person for t in tenures()]
    spelt += [other for row in table("offices/known_as.tsv") for other in row[1].split("; ")]
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted({fold(name) for name in spelt}):
        words = tuple(name.split())
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return found
