"""Words of events (`events/*.tsv`) and the grammar of a text -> which words may tell of which type of event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import compress, count
from typing import NamedTuple

from rashomon.data import table
from rashomon.extract.attribution.syntax import Syntax

__all__ = ["Candidate", "Pattern", "find_candidates", "words"]

_HEAD_FIRST = frozenset({"of", "in", "to", "for"})
# how the words of a pattern may hang on its head; a passive or a relative clause puts the object before the verb
_BELOW = frozenset(
    {"dobj", "prt", "prep", "pobj", "xcomp", "nsubjpass", "compound", "amod", "oprd", "acomp", "attr", "advmod",
     "dative", "npadvmod", "conj", "advcl", "ccomp", "neg", "pcomp", "nmod", "appos", "poss", "acl"}
)  # fmt: skip
# of a clause below the head, its verb and what that verb is or has lost counts, but not its objects
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})
_OF_CLAUSE = frozenset({"acomp", "attr", "oprd", "prt", "prep", "neg", "advmod", "xcomp"})
_REACH = 3


class Pattern(NamedTuple):
    """One way to tell of an event; `more` are the sets of lemmas that must hang on the head."""

    type: str
    mode: str
    pos: str
    frame: str
    more: tuple[frozenset[str], ...]
    weak: bool


class Candidate(NamedTuple):
    """A word that may be the trigger of an event; `words` are the tokens of the pattern, the head among them."""

    token: int
    pattern: Pattern
    words: tuple[int, ...]
    rivals: tuple[tuple[Pattern, tuple[int, ...]], ...] = ()

    @property
    def ways(self) -> tuple[Pattern, ...]:
        """Return the pattern and its rivals."""
        return (self.pattern, *(way for way, _ in self.rivals))

    def as_type(self, kind: str) -> Candidate:
        """Return the candidate by its longest pattern of a type."""
        if self.pattern.type == kind:
            return self
        pattern, words = next(rival for rival in self.rivals if rival[0].type == kind)
        return self._replace(pattern=pattern, words=words)


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one kind (`events/light.tsv`)."""
    return frozenset(word for row in table("events/light.tsv") if row[0] == kind for word in row[1].split())


class _Head(NamedTuple):
    """The patterns with one head, those of most words first; `alone` are those of one word, `first` begin the others.

    A sentence without any of these words fits none of the others.
    """

    ways: Sequence[Pattern]
    alone: Sequence[Pattern]
    first: frozenset[str]


@cache
def _patterns() -> Mapping[str, Mapping[str, _Head]]:
    """Return the patterns by the lemma and the part of speech of their head."""
    found: dict[str, dict[str, list[Pattern]]] = {}
    for kind, mode, pos, frame, listed in table("events/triggers.tsv"):
        for text in listed.split(", "):
            parts = text.rstrip("?").split()
            head = 0 if pos == "v" or _HEAD_FIRST & set(parts) else len(parts) - 1
            more = tuple(frozenset(part.split("|")) for i, part in enumerate(parts) if i != head)
            way = Pattern(kind, mode, pos, frame, more, text.endswith("?"))
            found.setdefault(parts[head], {}).setdefault(pos, []).append(way)
    return {head: {pos: _head(ways) for pos, ways in heads.items()} for head, heads in found.items()}


def _head(ways: Sequence[Pattern]) -> _Head:
    first = frozenset(word for way in ways for word in (way.more[0] if way.more else ()))
    return _Head(sorted(ways, key=lambda p: -len(p.more)), [way for way in ways if not way.more], first)


_POS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n"}


def find_candidates(syntax: Syntax) -> Iterator[Candidate]:
    """Yield every word that a pattern fits, in text order, by the longest that does; the others are its rivals."""
    parse, known = syntax.parse, _patterns()
    told: dict[int, set[str]] = {}
    for token in compress(count(), map(known.__contains__, parse.lemma)):
        head = known[parse.lemma[token]].get(_POS.get(parse.pos[token], ""))
        if head is None:
            continue
        ways = head.ways
        if head.first:  # most of these words are not even in the sentence
            sentence = syntax.sentence[token]
            if sentence not in told:
                start, end = parse.sentences[sentence]
                told[sentence] = {*parse.lemma[start:end], *parse.lower[start:end]}
            around = told[sentence]
            found = not around.isdisjoint(head.first)
            ways = [way for way in ways if not any(map(around.isdisjoint, way.more))] if found else head.alone
        fits = list(_fitting(syntax, token, ways))
        if fits:
            yield Candidate(token, *fits[0], tuple(fits[1:]))


def _fitting(syntax: Syntax, token: int, ways: Sequence[Pattern]) -> Iterator[tuple[Pattern, tuple[int, ...]]]:
    """Yield the patterns that fit a head, and their tokens."""
    below = _words_below(syntax, token) if ways and ways[0].more else []
    for way in ways:
        used = _fit(token, way, below)
        if used is not None:
            yield way, used


def _words_below(syntax: Syntax, token: int) -> list[tuple[int, str, str]]:
    """Return what may belong to the pattern of a head, in text order: tokens, their lemmas and words."""
    parse = syntax.parse
    below = sorted(_below(syntax, token))
    # "held a vote in March" is no march
    months = {t for t in below if parse.pos[t] == "PROPN" and parse.entity[t] == "DATE"}
    return [(t, parse.lemma[t], parse.lower[t]) for t in below if t not in months]


def _fit(token: int, way: Pattern, below: Sequence[tuple[int, str, str]]) -> tuple[int, ...] | None:
    """Return the tokens of a pattern whose further words stand in `below`, None where one is missing."""
    if not way.more:
        return (token,)
    used = [token]
    for wanted in way.more:
        fitting = (t for t, lemma, word in below if (lemma in wanted or word in wanted) and t not in used)
        if (hit := next(fitting, None)) is None:
            return None
        used.append(hit)
    return tuple(sorted(used))


def _allowed(syntax: Syntax, token: int, head: int) -> frozenset[str]:
    """Return the relations that lead on below a word: "announced it would halt aid" is no "announce aid"."""
    return _BELOW if token == head or syntax.parse.dep[token] not in _CLAUSES else _OF_CLAUSE


def _below(syntax: Syntax, token: int) -> set[int]:
    """Return what hangs on a token closely enough to belong to its pattern."""
    parse, found, layer = syntax.parse, set[int](), [token]
    for _ in range(_REACH):
        lower: list[int] = []
        for above in layer:
            if syntax.children[above]:
                allowed = _allowed(syntax, above, token)
                lower += [c for c in syntax.children[above] if parse.dep[c] in allowed]
        found.update(lower)
        layer = lower
    if parse.dep[token] in ("relcl", "acl"):
        found.add(parse.head[token])
    return found
