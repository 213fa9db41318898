"""Spans of a text -> their words as they are compared: without case, marks, accents and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.link.event.words import is_telling, stem
from rashomon.model import Span

__all__ = [
    "Word", "forms", "forms_cut_out", "is_bare", "is_negation", "weight", "words_cut_out", "words_of", "worth_of",
]  # fmt: skip

# `[W]e`, `want[ed]`; `U.S.`, `1,900`, `don’t`; what a hyphen joins are words of their own, since outlets differ on it
_WORD = re.compile(
    r"(?:\[[^\W_]{1,3}\])?[^\W_]+(?:\[[^\W_]{1,3}\])(?!\w)|\[[^\W_]{1,2}\](?=[^\W\d_])[^\W_]+(?:['’][^\W_]+)*"
    r"|(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*"
)
# what stands between two blanks: no word reaches beyond it
_PIECE = re.compile(r"\S+")
# what an editor puts into somebody's words; some outlets use round brackets
_BRACKETS = re.compile(r"\[[^\]\[]*\]|\([^()]*\)")
_CONTRACTED = re.compile(r"([^\W\d_]+?)(n['’]t|['’](?:re|ve|ll|d|m))", re.IGNORECASE)
_APART = re.compile(r"[\[\].,'’]")
# what ends a sentence, or begins another within it
_ENDS = re.compile(r"[.!?…:;\"“”‘\n]")
# a form of words that anybody uses on any day, or a name, counts for so much of a word that tells
_COMMON = 0.3


class Word(NamedTuple):
    """A word: where it stands, how it is compared, whether it stands in brackets, in which of the spans, and its worth.

    `worth` is its weight; a name is worth little, since whoever speaks of the same thing has it.
    """

    start: int
    end: int
    form: str
    bracketed: bool
    part: int
    worth: float

    @property
    def span(self) -> Span:
        """Return where it stands."""
        return Span(self.start, self.end)


def words_of(text: str, spans: Sequence[Span]) -> list[Word]:
    """Return the words of the spans of a text, in their order."""
    return [word for part, span in enumerate(spans) for word in _words(text, span.start, span.end, part)]


def words_cut_out(stretches: Iterable[tuple[int, str]]) -> list[Word]:
    """Return the same for stretches cut out of a text, each with where it stood: nothing around them is looked at."""
    return [word for part, (at, text) in enumerate(stretches) for word in _words(text, 0, len(text), part, at)]


def forms_cut_out(stretches: Iterable[str]) -> list[str]:
    """Return how the words of such stretches are compared, and nothing else of them."""
    return [form for text in stretches for piece in text.split() for _, _, form in _forms_in(piece)]


def _words(text: str, first: int, stop: int, part: int, shift: int = 0) -> Iterator[Word]:
    brackets = [m.span() for m in _BRACKETS.finditer(text, first, stop)]
    last: int | None = None
    for piece in _PIECE.finditer(text, first, stop):
        at = piece.start()
        for begins, ends, form in _forms_in(piece[0]):
            start, end = at + begins, at + ends
            worth = weight(form)
            if worth and text[start].isupper() and last is not None and not _ENDS.search(text, last, start):
                worth *= _COMMON
            bracketed = bool(brackets) and any(opens <= start and end <= closes for opens, closes in brackets)
            yield Word(start + shift, end + shift, form, bracketed, part, worth)
            last = end


@lru_cache(1 << 16)
def _forms_in(piece: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(_found_in(piece))


def _found_in(piece: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a piece with their places in it; `don’t` is two, as `do not` is."""
    for found in _WORD.finditer(piece):
        word = found[0]
        if ("'" in word or "’" in word) and (short := _CONTRACTED.fullmatch(word)):
            middle = found.start() + len(short[1])
            whole = _pairs("contracted")
            one, second = short[1].casefold(), short[2].casefold().replace("’", "'")
            yield found.start(), middle, whole.get(one, _fold(one)) if second == "n't" else _fold(one)
            yield middle, found.end(), whole[second]
        else:
            yield found.start(), found.end(), _fold(word)


def _fold(word: str) -> str:
    if word.isalpha():  # as most are
        plain = word.casefold()
    else:
        plain = word.replace(",", "") if word[0].isdigit() else _APART.sub("", word).casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _pairs("spelt").get(plain, plain)


@cache
def _pairs(kind: str) -> Mapping[str, str]:
    halves = (pair.partition("=") for pair in _listed(kind))
    return {short: whole for short, _, whole in halves}


def forms(words: Iterable[Word]) -> list[str]:
    """Return how the words are compared."""
    return [word.form for word in words]


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(word for row in table("statements/words.tsv") if row[0] == kind for word in row[1].split())


@cache
def _stock() -> frozenset[str]:
    return frozenset(map(stem, _listed("stock")))


def is_negation(form: str) -> bool:
    """Tell whether a folded word turns what is said into its opposite."""
    return form in _listed("negation")


def is_bare(form: str) -> bool:
    """Tell whether a folded word stands around anything: an article, a preposition, `and`."""
    return form in _listed("bare")


@lru_cache(1 << 16)
def weight(form: str) -> float:
    """Return how much a folded word tells: 0 for small words, 1 for others, little for stock ones; numbers tell."""
    if form.isdigit():
        return 1.0
    if not is_telling(form) or form in _listed("small"):
        return 0.0
    return _COMMON if stem(form) in _stock() else 1.0


def worth_of(words: Iterable[Word]) -> float:
    """Return how much words tell together, each stem once."""
    return sum({stem(word.form): word.worth for word in words}.values())
