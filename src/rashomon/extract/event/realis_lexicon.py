"""Words that decide whether what they govern took place (`events/realis.tsv`) -> the operator at a word of a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.extract.attribution.syntax import Syntax
from rashomon.model import Parse

__all__ = ["NEUTRAL", "Hit", "Operator", "Sentences", "find_operator", "operators_of"]

# an operator that lets its content be what it is
NEUTRAL = "asserted"


class Operator(NamedTuple):
    """What becomes of a content under a word, and under its negation; `more` are words that must hang on the first."""

    affirmed: str
    denied: str
    pos: str
    more: tuple[str, ...]

    @property
    def is_factive(self) -> bool:
        """Tell whether the content is taken for granted, whatever governs the operator."""
        return self.affirmed == self.denied == NEUTRAL


class Hit(NamedTuple):
    """An operator in a text, and its tokens in order, the governing one among them."""

    operator: Operator
    tokens: tuple[int, ...]


@cache
def _operators() -> Mapping[str, Mapping[str, tuple[Operator, ...]]]:
    """Return the operators by first word and part of speech, those of most words first."""
    found: dict[str, dict[str, list[Operator]]] = {}
    for affirmed, denied, pos, listed in table("events/realis.tsv"):
        for text in listed.split(", "):
            head, *more = text.split("+")
            found.setdefault(head, {}).setdefault(pos, []).append(Operator(affirmed, denied, pos, tuple(more)))
    return {
        head: {pos: tuple(sorted(ways, key=lambda o: -len(o.more))) for pos, ways in kinds.items()}
        for head, kinds in found.items()
    }


# a few thousand words make up most of any text, and most of them begin no operator
@lru_cache(maxsize=1 << 14)
def operators_of(word: str, lemma: str) -> Mapping[str, tuple[Operator, ...]]:
    """Return by part of speech the operators that begin with a word, in the order in which they are tried."""
    known, found = _operators(), dict[str, tuple[Operator, ...]]()
    # "hopes" and "spared" come out of the lemmatizer as "hop" and "spar"
    for head in dict.fromkeys((word, lemma, f"{lemma}e")):
        for pos, ways in known.get(head, {}).items():
            found[pos] = found.get(pos, ()) + ways
    return found


class Sentences(Syntax):
    """The trees of one document, with the operators that may begin at each word of it."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self.operators = list(map(operators_of, parse.lower, parse.lemma))
        self._near: dict[int, Mapping[str, int]] = {}
        self._told: dict[int, Set[str]] = {}

    def words_around(self, token: int) -> Set[str]:
        """Return the words and lemmas of the sentence of a token."""
        sentence = self.sentence[token]
        if sentence not in self._told:
            first, end = self.parse.sentences[sentence]
            self._told[sentence] = {*self.parse.lower[first:end], *self.parse.lemma[first:end]}
        return self._told[sentence]

    def words_near(self, token: int) -> Mapping[str, int]:
        """Return the words and lemmas near a token, each with the first token that has it."""
        if token not in self._near:
            lower, lemma, found = self.parse.lower, self.parse.lemma, dict[str, int]()
            for other in self._tokens_near(token):
                found.setdefault(lemma[other], other)
                found.setdefault(lower[other], other)
            self._near[token] = found
        return self._near[token]

    def _tokens_near(self, token: int) -> Iterable[int]:
        """Return what hangs on a token, and what hangs on that."""
        near: list[int] = []
        for child in self.children[token]:
            near.append(child)
            near += self.children[child]
        # the parser hangs the first word of "instead of" on the second as often as the second on the first
        # and "in order" has its first word above
        if self.parse.dep[token] in ("advmod", "prep", "prt", "pobj"):
            near.append(self.parse.head[token])
        return near


def find_operator(syntax: Sentences, token: int, pos: str) -> Hit | None:
    """Return the operator of a part of speech that stands at a token, the one of most words first."""
    ways = syntax.operators[token].get(pos)
    if ways is None:
        return None
    told = syntax.words_around(token)
    for operator in ways:
        if not operator.more:
            return Hit(operator, (token,))
        if operator.more[0] in told:  # most of them are not even in the sentence
            near = syntax.words_near(token)
            if all(word in near for word in operator.more):
                return Hit(operator, tuple(sorted((token, *(near[word] for word in operator.more)))))
    return None
