"""Words that decide whether what they govern took place (`events/realis.tsv`) -> the operator at a word of a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.extract.attribution.syntax import Syntax
from rashomon.model import Parse

__all__ = ["NEUTRAL", "Hit", "Operator", "find_operator", "first_words", "heads_at"]

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


@cache
def first_words(kinds: str) -> frozenset[str]:
    """Return the words that operators of these parts of speech begin with."""
    return frozenset(head for pos in kinds for head in _operators()[pos])


def find_operator(syntax: Syntax, token: int, pos: str) -> Hit | None:
    """Return the operator of a part of speech that stands at a token, the one of most words first."""
    parse = syntax.parse
    known = _operators()[pos]
    near: Mapping[str, int] | None = None
    for head in heads_at(parse, token):
        for operator in known.get(head, ()):
            if not operator.more:
                return Hit(operator, (token,))
            near = _words_near(syntax, token) if near is None else near
            if all(word in near for word in operator.more):
                return Hit(operator, tuple(sorted((token, *(near[word] for word in operator.more)))))
    return None


def heads_at(parse: Parse, token: int) -> tuple[str, ...]:
    """Return the words by which a token may stand in the lexicon."""
    lemma = parse.lemma[token].lower()
    # "hopes" and "spared" come out of the lemmatizer as "hop" and "spar"
    return parse.words[token].lower(), lemma, f"{lemma}e"


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
