"""Words of a text -> stems that are the same for all forms of a word, and which stems tell of the same kind of deed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

import snowballstemmer

from rashomon.data import table

__all__ = ["are_synonyms", "is_telling", "stem", "stems_in_order", "stems_of"]

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# stems that a process keeps in mind
_CACHED = 1 << 16


@cache
def _listed(kind: str) -> Mapping[str, str]:
    """Return the words of one kind (`clusters/words.tsv`), each with what it stands for, or itself."""
    rows = (word for row in table("clusters/words.tsv") if row[0] == kind for word in row[1].split())
    return {word.split("=")[0]: word.split("=")[-1] for word in rows}


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(_CACHED)
def stem(word: str) -> str:
    """Return the stem of an English word: `struck` and `striking` are `strike`; a possessive `'s` falls off."""
    plain = word.lower().removesuffix("'s").removesuffix("’s")
    stemmed: str = _stemmer().stemWord(_listed("form").get(plain, plain))
    return stemmed


def is_telling(word: str) -> bool:
    """Tell whether a word carries meaning: is not a small word, and is more than a letter or a number."""
    return len(word) > 2 and not word.isdigit() and word.lower() not in _listed("small")


def stems_in_order(phrase: str) -> tuple[str, ...]:
    """Return the stems of the words of a short phrase as they stand, without small words unless there are no others."""
    words = _WORD.findall(phrase)
    return tuple(stem(word) for word in words if is_telling(word)) or tuple(map(stem, words)) or (phrase,)


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of the telling words of a text, each once, sorted."""
    return tuple(sorted({stem(word) for word in _WORD.findall(text) if is_telling(word)}))


@cache
def _groups() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(table("clusters/synonyms.tsv")):
        for phrase in row[1].split(", "):
            found[" ".join(stems_in_order(phrase))].add(number)
    return {phrase: frozenset(numbers) for phrase, numbers in found.items()}


def are_synonyms(a: str, b: str) -> bool:
    """Tell whether two triggers, as stems, may name one deed: `shell` and `bombard` (`clusters/synonyms.tsv`)."""
    return bool(_groups().get(a, frozenset()) & _groups().get(b, frozenset()))
