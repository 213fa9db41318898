"""The parser's guesses at names -> token ranges that hold one name each, and ranges that it overlooked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rashomon.extract.tables import cues, given_names, nationalities, places
from rashomon.model import Parse

__all__ = ["NOT_A_NAME", "Range", "cut_headlines", "find_ranges"]

NOT_A_NAME = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})
_TRIMMED_TAGS = frozenset(
    {"DT", "POS", "IN", "CC", "PRP$", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "TO", "NFP", "SYM"}
)
# what ends a person's name that the parser ran on: `Ann Roe for the Harbour Board`
_ENDS_PERSON = frozenset({"/", ":", "]", "[", "for", "from", "with", "at", "to", "on", "and", "&", ","})


class Range(NamedTuple):
    """Tokens `first` to `last`, both included, and the parser's label, empty where it saw no name."""

    first: int
    last: int
    label: str


def find_ranges(parse: Parse) -> list[Range]:
    """Return the ranges of names in text order; they do not overlap."""
    ranges = list(_guessed(parse))
    taken = {i for r in ranges for i in range(r.first, r.last + 1)}
    ranges += _overlooked(parse, taken)
    return list(_joined(parse, sorted(ranges)))


def _guessed(parse: Parse) -> Iterator[Range]:
    """Yield the parser's names with trimmed borders, cut where two names were taken for one."""
    i, n = 0, len(parse.words)
    while i < n:
        label = parse.entity[i]
        end = i + 1
        while end < n and parse.entity[end] == label and not parse.entity_start[end]:
            end += 1
        if label and label not in NOT_A_NAME:
            for first, last in _cut(parse, i, end - 1, label):
                trimmed = _trim(parse, first, last)
                if trimmed:
                    yield Range(*trimmed, label)
        i = end


def _trim(parse: Parse, first: int, last: int) -> tuple[int, int] | None:
    """Leave out determiners, possessive marks and punctuation at the edges; None if no capital remains."""
    while first <= last and parse.tag[first] in _TRIMMED_TAGS:
        first += 1
    while last >= first and parse.tag[last] in _TRIMMED_TAGS and not parse.words[last][0].isalpha():
        last -= 1
    while last >= first and parse.words[last].lower() in ("'s", "’s", "and", "of", "the"):
        last -= 1
    if first > last or not any(c.isupper() for word in parse.words[first : last + 1] for c in word):
        return None
    return first, last


def _cut(parse: Parse, first: int, last: int, label: str) -> Iterator[tuple[int, int]]:
    """Cut `Ruritania's Navy` at the possessive, `Springfield, Ohio` at the comma, a person at a preposition."""
    start = first
    for i in range(first + 1, last):
        comma = parse.words[i] == "," and _is_place(" ".join(parse.words[i + 1 : last + 1]))
        owner = parse.tag[i] == "POS" and _is_place(" ".join(parse.words[start:i]))
        person = label == "PERSON" and parse.words[i] in _ENDS_PERSON
        if comma or owner or person:
            yield start, i - 1
            start = i + 1
    yield start, last


def _is_place(words: str) -> bool:
    return words in places() or words in nationalities()


def _overlooked(parse: Parse, taken: set[int]) -> Iterator[Range]:
    """Yield runs of proper nouns outside the parser's names, and adjectives of nationality."""
    i, n = 0, len(parse.words)
    while i < n:
        if i in taken or parse.entity[i] in NOT_A_NAME or not _is_proper(parse, i):
            i += 1
            continue
        end = i + 1
        while end < n and end not in taken and parse.pos[end] == "PROPN" and _is_proper(parse, end):
            end += 1
        yield Range(i, end - 1, "")
        i = end


def _is_proper(parse: Parse, i: int) -> bool:
    word = parse.words[i]
    if not word[0].isupper() or len(word) < 2:
        return False
    return parse.pos[i] == "PROPN" or (parse.pos[i] in ("ADJ", "NOUN") and word in nationalities())


def _joined(parse: Parse, ranges: list[Range]) -> Iterator[Range]:
    """Join a given name, or an unknown proper noun, to the name right after it that it belongs to."""
    waiting: Range | None = None
    for r in ranges:
        if waiting is not None and _goes_on(parse, waiting, r):
            waiting = Range(waiting.first, r.last, "ORG")
            continue
        if waiting is not None and waiting.last + 1 == r.first and _belongs(parse, waiting, r):
            given = parse.words[waiting.first] in given_names() or waiting.label == "PERSON"
            label = "PERSON" if given or (r.label in ("PERSON", "GPE") and waiting.label) else r.label or waiting.label
            waiting = Range(waiting.first, r.last, label)
            continue
        if waiting is not None:
            yield waiting
        waiting = r
    if waiting is not None:
        yield waiting


def _goes_on(parse: Parse, left: Range, right: Range) -> bool:
    """Tell whether `of` or `of the` joins two names into one: `Ministry of Ports` `of the` `Republic of Ruritania`."""
    between = " ".join(parse.words[left.last + 1 : right.first])
    return between in ("of", "of the") and parse.words[left.first] in cues("organisation first")


def _belongs(parse: Parse, left: Range, right: Range) -> bool:
    """Tell whether the parser hangs the left proper noun on the right name as a part of it."""
    word = parse.words[left.last]
    if left.first != left.last or _is_place(word) or not word[0].isupper() or word.isupper():
        return False
    hangs = parse.dep[left.last] in ("compound", "nmod") and right.first <= parse.head[left.last] <= right.last
    return hangs and parse.pos[left.last] == "PROPN" and parse.pos[right.last] == "PROPN"


def cut_headlines(parse: Parse, ranges: list[Range]) -> list[Range]:
    """Cut names in headlines, where Every Word Has A Capital, to what is a place or a name in the body."""
    headlines = [(a, b) for a, b in parse.sentences if _is_headline(parse, a, b)]
    if not headlines:
        return ranges
    inside = {i for a, b in headlines for i in range(a, b)}
    known = {" ".join(parse.words[r.first : r.last + 1]): r.label for r in ranges if r.first not in inside}
    return [_longest_known(parse, r, known) if r.first in inside and _may_be_cut(parse, r) else r for r in ranges]


def _may_be_cut(parse: Parse, r: Range) -> bool:
    """Tell whether a name may be a run of capitals; `Ministry of Ports` and `Bank of Ruritania` are one by form."""
    one = parse.words[r.first] in cues("organisation first") and parse.words[r.first + 1 : r.first + 2] == ["of"]
    return r.last > r.first and not one


def _is_headline(parse: Parse, first: int, end: int) -> bool:
    words = [w for w in parse.words[first:end] if len(w) > 3 and w[0].isalpha()]
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.7 * len(words)


def _longest_known(parse: Parse, r: Range, known: dict[str, str]) -> Range:
    for size in range(r.last - r.first + 1, 0, -1):
        for first in range(r.first, r.last - size + 2):
            name = " ".join(parse.words[first : first + size])
            if name in known or name in places():
                return Range(first, first + size - 1, known.get(name) or r.label)
    return r
