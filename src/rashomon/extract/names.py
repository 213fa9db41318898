"""The parser's guesses at names -> names with mended borders and kinds.

The parser sees one sentence at a time and has never heard of most towns. Two things it lacks are used here: tables of
places, peoples and given names, and the rest of the article, where the same name often stands with its first name, its
title or a comma and a country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rashomon.extract.noted import Noted, head_of
from rashomon.extract.tables import cues, given_names, nationalities, places
from rashomon.model import EntityKind, Parse

__all__ = ["find_names"]

_KINDS: Mapping[str, EntityKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "nationality",
}  # fmt: skip
_NOT_A_NAME = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})
_PLACE_PREPOSITIONS = frozenset(
    ["in", "at", "near", "from", "to", "across", "outside", "inside", "around", "into", "throughout", "of"]
)
_TRIMMED_TAGS = frozenset({"DT", "POS", "IN", "CC", "PRP$", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "TO"})
_ACRONYM = 6
Range = tuple[int, int]


def find_names(parse: Parse) -> list[Noted]:
    """Return the names of people, organisations, places and peoples in text order, places inside names included."""
    # 1. borders   2. kinds by the words alone   3. kinds by the rest of the article   4. titles   5. places inside
    ranges = list(_guessed(parse))
    taken = {i for a, b, _ in ranges for i in range(a, b + 1)}
    ranges += _overlooked(parse, taken)
    ranges.sort()
    evidence = _Evidence(parse, ranges)
    names = []
    for first, last, label in ranges:
        kind = evidence.kind_of(first, last, label)
        if kind is not None:
            names.append(_noted(parse, first, last, kind))
    names += [inner for name in names for inner in _places_inside(parse, name)]
    return sorted(names, key=lambda n: (n.first, -n.last))


def _guessed(parse: Parse) -> Iterator[tuple[int, int, str]]:
    """Yield the parser's names with trimmed borders, cut where two names were taken for one."""
    i, n = 0, len(parse.words)
    while i < n:
        label = parse.entity[i]
        end = i + 1
        while end < n and parse.entity[end] == label and not parse.entity_start[end]:
            end += 1
        if label and label not in _NOT_A_NAME:
            for first, last in _cut(parse, i, end - 1):
                trimmed = _trim(parse, first, last)
                if trimmed:
                    yield *trimmed, label
        i = end


def _trim(parse: Parse, first: int, last: int) -> Range | None:
    """Leave out determiners, possessive marks and punctuation at the edges; None if no capital or digit remains."""
    while first <= last and parse.tag[first] in _TRIMMED_TAGS:
        first += 1
    while last >= first and parse.tag[last] in _TRIMMED_TAGS and not parse.words[last].endswith("."):
        last -= 1
    if first > last or not any(c.isupper() for word in parse.words[first : last + 1] for c in word):
        return None
    return first, last


def _cut(parse: Parse, first: int, last: int) -> Iterator[Range]:
    """Cut `Ukraine's Defence Ministry` at the possessive and `Springfield, Ohio` at the comma."""
    start = first
    for i in range(first + 1, last):
        comma = parse.words[i] == "," and _is_place(" ".join(parse.words[i + 1 : last + 1]))
        owner = parse.tag[i] == "POS" and _is_place(" ".join(parse.words[start:i]))
        if comma or owner:
            yield start, i - 1
            start = i + 1
    yield start, last


def _is_place(words: str) -> bool:
    return words in places() or words in nationalities()


def _overlooked(parse: Parse, taken: set[int]) -> Iterator[tuple[int, int, str]]:
    """Yield runs of proper nouns outside the parser's names, and adjectives of nationality."""
    i, n = 0, len(parse.words)
    while i < n:
        if i in taken or parse.entity[i] in _NOT_A_NAME or not _is_proper(parse, i):
            i += 1
            continue
        end = i + 1
        while end < n and end not in taken and parse.pos[end] == "PROPN" and _is_proper(parse, end):
            end += 1
        yield i, end - 1, ""
        i = end


def _is_proper(parse: Parse, i: int) -> bool:
    word = parse.words[i]
    if not word[0].isupper() or len(word) < 2:
        return False
    return parse.pos[i] == "PROPN" or (parse.pos[i] in ("ADJ", "NOUN") and word in nationalities())


class _Evidence:
    """What the whole article tells of each name."""

    def __init__(self, parse: Parse, ranges: Sequence[tuple[int, int, str]]) -> None:
        self.parse = parse
        self.people: set[str] = set()
        self.votes: dict[str, Counter[str]] = defaultdict(Counter)
        for first, last, label in ranges:
            words = parse.words[first : last + 1]
            kind = self._by_words(first, last) or _KINDS.get(label)
            if kind is None:
                continue
            self.votes[" ".join(words)][kind] += 1
            if kind == "person" and _is_full_name(words, label):
                self.people.update((words[0], words[-1]))

    def kind_of(self, first: int, last: int, label: str) -> EntityKind | None:
        """Return what the name names, None if it names nothing of ours."""
        words = self.parse.words[first : last + 1]
        certain = self._by_words(first, last)
        if certain is not None:
            return None if certain == "other" else certain
        name = " ".join(words)
        if len(words) == 1 and name in self.people:
            return "person"
        votes = self.votes.get(name)
        if votes:
            # ties go to the parser's own guess here
            own = _KINDS.get(label)
            kind, count = votes.most_common(1)[0]
            return own if own is not None and votes[own] == count else kind
        return _KINDS.get(label)

    def _by_words(self, first: int, last: int) -> EntityKind | None:
        """Return the kind that the words and their neighbours decide, `other` for a thing, None if they do not."""
        parse = self.parse
        words = parse.words[first : last + 1]
        name = " ".join(words)
        if name in nationalities():
            return "nationality"
        place = places().get(name)
        if name in cues("organisation") or name in cues("institution"):
            return "organisation"
        if first and parse.words[first - 1] in cues("title") and parse.words[first - 1].istitle() and place is None:
            return "person"
        if place and not place.doubtful:
            return "place"
        if (
            place
            and first
            and parse.words[first - 1].lower() in _PLACE_PREPOSITIONS
            and parse.entity[first] in ("GPE", "LOC")
        ):
            return "place"
        by_cue = _by_cue(words)
        if by_cue:
            return by_cue
        if len(words) > 1 and words[0] in given_names() and words[-1][0].isupper() and "of" not in words:
            return "person"
        if len(words) == 1 and name.isupper() and name.isalpha() and 2 < len(name) <= _ACRONYM and parse.entity[first]:
            return "organisation"
        return None


def _by_cue(words: Sequence[str]) -> EntityKind | None:
    """Return the kind that a telling first or last word gives a name of several words."""
    if len(words) < 2:
        return None
    for kind in ("other", "organisation", "place"):
        if words[-1] in cues(f"{kind} last") or words[0] in cues(f"{kind} first"):
            return kind
    return None


def _is_full_name(words: Sequence[str], label: str) -> bool:
    return 2 <= len(words) <= 4 and (words[0] in given_names() or label == "PERSON")


def _noted(parse: Parse, first: int, last: int, kind: EntityKind) -> Noted:
    start = _title_start(parse, first, last) if kind == "person" else first
    name = Noted(start, last, head_of(parse, first, last), kind, "name", core=first)
    name.plural = kind == "nationality" and parse.tag[last] in ("NNPS", "NNS")
    return name


def _title_start(parse: Parse, first: int, last: int) -> int:
    """Return where the titles before a name start: `Prime Minister`, `Dr`; capitals only."""
    start = first
    while start and parse.words[start - 1] in cues("title") and parse.words[start - 1][0].isupper():
        if parse.ends[start - 1] + 2 < parse.starts[start]:
            break
        start -= 1
    return start


def _places_inside(parse: Parse, name: Noted) -> Iterator[Noted]:
    """Yield the place that ends a longer name: `University of Leeds`, `Bank of England`."""
    if name.kind not in ("organisation", "place"):
        return
    for i in range(name.first + 1, name.last):
        if parse.words[i] in ("of", "in", ",", "for") and " ".join(parse.words[i + 1 : name.last + 1]) in places():
            yield Noted(i + 1, name.last, head_of(parse, i + 1, name.last), "place", "name", core=i + 1)
            return
