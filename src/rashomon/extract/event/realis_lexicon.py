"""Words that decide whether what they govern took place (`events/realis.tsv`) -> the operator at a word of a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.extract.attribution.syntax import Syntax

__all__ = ["NEUTRAL", "Hit", "Operator", "find_operator", "may_operate"]

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
    """Return the operators by part of speech and first word, those of most words first."""
    found: dict[str, dict[str, list[Operator]]] = {}
    for affirmed, denied, pos, listed in table("events/realis.tsv"):
        for text in listed.split(", "):
            head, *more = text.split("+")
            found.setdefault(pos, {}).setdefault(head, []).append(Operator(affirmed, denied, pos, tuple(more)))
    return {
        pos: {head: tuple(sorted(ways, key=lambda o: -len(o.more))) for head, ways in heads.items()}
        for pos, heads in found.items()
    }


def find_operator(syntax: Syntax, token: int, pos: str) -> Hit | None:
    """Return the operator of a part of speech that stands at a token, the one of most words first."""
    ways = _ways(syntax.parse.words[token], syntax.parse.lemma[token], pos)
    if not ways:
        return None
    near: Mapping[str, int] | None = None
    for operator in ways:
        if not operator.more:
            return Hit(operator, (token,))
        near = _words_near(syntax, token) if near is None else near
        if all(word in near for word in operator.more):
            return Hit(operator, tuple(sorted((token, *(near[word] for word in operator.more)))))
    return None


# a few thousand words make up most of any text: they are asked about again and again
@lru_cache(maxsize=1 << 14)
def may_operate(word: str, lemma: str, kinds: str) -> bool:
    """Tell whether operators of these parts of speech begin with this word: most words do not, and are done with."""
    return any(_ways(word, lemma, pos) for pos in kinds)


@lru_cache(maxsize=1 << 14)
def _ways(word: str, lemma: str, pos: str) -> tuple[Operator, ...]:
    """Return the operators of a part of speech that begin with a word, in the order in which they are tried."""
    known = _operators()[pos]
    return tuple(operator for head in _heads(word, lemma) for operator in known.get(head, ()))


def _heads(word: str, lemma: str) -> tuple[str, ...]:
    """Return what a word may stand under in the lexicon."""
    # "hopes" and "spared" come out of the lemmatizer as "hop" and "spar"
    return word.lower(), lemma.lower(), f"{lemma.lower()}e"


def _words_near(syntax: Syntax, token: int) -> Mapping[str, int]:
    """Return the words and lemmas near a token, each with the first token that has it."""
    parse, found = syntax.parse, dict[str, int]()
    for other in _near(syntax, token):
        found.setdefault(parse.lemma[other].lower(), other)
        found.setdefault(parse.words[other].lower(), other)
    return found


def _near(syntax: Syntax, token: int) -> Iterator[int]:
    """Yield what hangs on a token, and what hangs on that."""
    for child in syntax.children[token]:
        yield child
        yield from syntax.children[child]
    # the parser hangs the first word of "instead of" on the second as often as the second on the first
    # and "in order" has its first word above
    if syntax.parse.dep[token] in ("advmod", "prep", "prt", "pobj"):
        yield syntax.parse.head[token]
