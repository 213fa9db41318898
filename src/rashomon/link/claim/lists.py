"""The word lists of claims (`claims/words.tsv`) -> the words of one kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rashomon.data import table

__all__ = ["fates", "words_of"]


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the words of a kind, such as "pronoun"."""
    return frozenset(w for row in table("claims/words.tsv") if row[0] == kind for w in row[1].split())


@cache
def fates() -> Mapping[str, str]:
    """Return for each word that says what became of somebody what that is: "drowned" -> "killed"."""
    return {word: row[1] for row in table("claims/words.tsv") if row[0] == "fate" for word in row[2].split()}
