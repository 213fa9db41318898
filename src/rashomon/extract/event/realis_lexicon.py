"""Words that decide whether what they govern took place (`events/realis.tsv`) -> the operator at a word of a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.extract.attribution.syntax import Syntax

__all__ = ["NEUTRAL", "Hit", "Operator", "find_operator"]

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
def _operators() -> Mapping[tuple[str, str], tuple[Operator, ...]]:
    found: dict[tuple[str, str], list[Operator]] = {}
    for affirmed, denied, pos, listed in table("events/realis.tsv"):
        for text in listed.split(", "):
            head, *more = text.split("+")
            found.setdefault((pos, head), []).append(Operator(affirmed, denied, pos, tuple(more)))
    return {key: tuple(sorted(ways, key=lambda o: -len(o.more))) for key, ways in found.items()}


def find_operator(syntax: Syntax, token: int, pos: str) -> Hit | None:
    """Return the operator of a part of speech that stands at a token, the one of most words first."""
    parse = syntax.parse
    lemma, word = parse.lemma[token].lower(), parse.words[token].lower()
    known = _operators()
    for head in (word, lemma) if word != lemma else (word,):
        for operator in known.get((pos, head), ()):
            tokens = _fit(syntax, token, operator.more)
            if tokens is not None:
                return Hit(operator, tokens)
    return None


def _fit(syntax: Syntax, token: int, more: tuple[str, ...]) -> tuple[int, ...] | None:
    if not more:
        return (token,)
    parse, used = syntax.parse, [token]
    near = list(_near(syntax, token))
    for word in more:
        hit = next((t for t in near if word in (parse.lemma[t].lower(), parse.words[t].lower())), None)
        if hit is None:
            return None
        used.append(hit)
    return tuple(sorted(used))


def _near(syntax: Syntax, token: int) -> Iterator[int]:
    """Yield what hangs on a token, and what hangs on that."""
    for child in syntax.children[token]:
        yield child
        yield from syntax.children[child]
    # the parser hangs the first word of "instead of" on the second as often as the second on the first
    if syntax.parse.dep[token] in ("advmod", "prep", "prt"):
        yield syntax.parse.head[token]
