"""A sentence -> lexemes: numbers in digits, forms of the tables (of several words, too), other words, marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.model import Parse

__all__ = ["Lexeme", "context_words", "cut_sentence", "may_count"]

# a letter, as against the signs ½ and ² that are "word" characters too
_LETTER = r"[^\W\d_¼-¾⅐-⅞²³]"
# "10 000" with a plain, a narrow or a no-break space; "1,500.5", "1.500,5", "10'000"
_DIGITS = r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![.,]?\d)|\d+(?:[.,'’]\d+)*"


class Lexeme(NamedTuple):
    """A stretch of a sentence; `senses` is what the tables know of it, by the name of the sense.

    `start`/`end` are offsets into the document; `glued` tells that no white space stands before it; `low` is the text
    in lower case.
    """

    text: str
    start: int
    end: int
    senses: Mapping[str, str]
    glued: bool
    low: str

    def has(self, *senses: str) -> bool:
        """Tell whether the tables know it in one of these senses."""
        return any(sense in self.senses for sense in senses)


@cache
def context_words(kind: str) -> frozenset[str]:
    """Return the words of one kind of context (`quantity/contexts.tsv`)."""
    rows = [row[1] for row in table("quantity/contexts.tsv") if row[0] == kind]
    return frozenset(word.replace("+", " ") for row in rows for word in row.split())


_NONE: Mapping[str, str] = {}


def may_count(parse: Parse, first: int, end: int) -> bool:
    """Tell whether a number can stand among the tokens from `first` up to `end`: half of all sentences have none."""
    return any(map(_may_be_number, parse.words[first:end]))


@lru_cache(maxsize=1 << 14)
def _may_be_number(word: str) -> bool:
    return any(c.isnumeric() for c in word) or not _number_words().isdisjoint(re.findall(f"{_LETTER}+", word.lower()))


@cache
def _number_words() -> frozenset[str]:
    return frozenset(form for _, _, forms in table("quantity/numbers.tsv") for form in forms.split())


def cut_sentence(parse: Parse, first: int, end: int) -> list[Lexeme]:
    """Return the lexemes of the tokens from `first` up to `end`, in text order.

    Offsets are those of the document, since a masked character keeps its place.
    """
    base = parse.starts[first]
    chars = [" "] * (parse.ends[end - 1] - base)
    for token in range(first, end):
        chars[parse.starts[token] - base : parse.ends[token] - base] = parse.words[token]
    text = "".join(chars)
    found = []
    before, known = -1, _senses()
    for match in _lexer().finditer(text):
        word, (start, end) = match[0], match.span()
        low = word.lower()
        senses = {"digits": word} if match["digits"] else known.get(" ".join(low.split()), _NONE)
        found.append(Lexeme(word, base + start, base + end, senses, start == before, low))
        before = end
    return found


@cache
def _senses() -> Mapping[str, Mapping[str, str]]:
    """Return the forms of the tables in lower case with their senses: name of the sense -> value."""
    found: dict[str, dict[str, str]] = {}
    for name in ("units", "numbers", "bounds"):
        for kind, value, forms in table(f"quantity/{name}.tsv"):
            for form in forms.split():
                found.setdefault(form.replace("+", " ") if len(form) > 1 else form, {})[kind] = value
    return found


@cache
def _lexer() -> re.Pattern[str]:
    forms = sorted(_senses(), key=len, reverse=True)
    special = [form for form in forms if not re.fullmatch(f"{_LETTER}+", form)]
    # a form stands for itself, not for a part of a longer word
    words = _alternatives([form for form in special if form[0].isalpha()])
    known = f"(?<!{_LETTER})(?:{words})|{_alternatives([form for form in special if not form[0].isalpha()])}"
    return re.compile(rf"(?P<digits>{_DIGITS})|{known}|{_LETTER}+(?:['’]{_LETTER}+)*|\S", re.IGNORECASE)


def _alternatives(forms: Sequence[str]) -> str:
    """Return a pattern of the forms, one branch a first character: tried one by one they took ten times as long."""
    rests: dict[str, list[str]] = {}
    for form in forms:
        after = f"(?!{_LETTER})" if form[-1].isalpha() else ""
        rests.setdefault(form[0], []).append(re.escape(form[1:]).replace(r"\ ", r"\s+") + after)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())
