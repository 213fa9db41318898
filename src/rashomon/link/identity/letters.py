"""A name in any spelling -> its bare words, and how they sound however they were transliterated."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rashomon.data import table

__all__ = ["CACHED", "fold", "sound"]

# names that a process keeps in mind: most come again, article after article
CACHED = 1 << 16

_PUNCTUATION = re.compile(r"[^\w&+]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_ABBREVIATED = re.compile(r"\.\w\w")
_APOSTROPHES = re.compile(r"['’‘ʼʻ`´ʹʺ\"“”„]")


@cache
def _letters() -> dict[int, str]:
    return {ord(row[0]): row[1] if len(row) > 1 else "" for row in table("identity/letters.tsv")}


@lru_cache(CACHED)
def fold(name: str) -> str:
    """Return a name in plain small letters and single spaces: without accents, apostrophes and dots, Latin throughout.

    `U.N.` is `un`, `al-Assad` is `al assad`, `Ердоган` is `erdogan`.
    """
    if name.isascii():
        plain = name.casefold()
        if plain.replace(" ", "").isalnum():  # as most names are
            return " ".join(plain.split())
    else:
        spelt = unicodedata.normalize("NFC", name.casefold()).translate(_letters())
        plain = "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c)).casefold()
    joined = _APOSTROPHES.sub("", _POSSESSIVE.sub("", plain)).replace(".", " " if _ABBREVIATED.search(plain) else "")
    return " ".join(_PUNCTUATION.sub(" ", joined).replace("_", " ").split())


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return the rules, each with letters without which it changes nothing."""
    rows = ((row[0], row[1] if len(row) > 1 else "") for row in table("identity/sounds.tsv"))
    return tuple((_needed(pattern), re.compile(pattern), replacement) for pattern, replacement in rows)


def _needed(pattern: str) -> str:
    """Return letters that stand in all that a regular expression matches: none where it has a choice at its top."""
    bare, brackets = pattern, 1
    while brackets:
        bare, brackets = re.subn(r"\[[^]]*\]|\([^()]*\)", ".", bare)
    sure = re.sub(r".[*?{]", ".", bare)
    return "" if "|" in sure else max(re.findall("[a-zA-Z]*", sure), key=len)


@lru_cache(CACHED)
def sound(word: str) -> str:
    """Return the key that all transliterations of a word share: `Lawrow` and `Lavrov`, `Syrskyi` and `Syrsky`.

    Takes a word as `fold` gives it. The rules stand in `identity/sounds.tsv` and are applied in their order; they
    only join what different systems write for the same letters, so that `mccaul` and `mcfaul` stay apart.
    """
    for needed, pattern, replacement in _rules():
        if needed in word:  # most rules are passed over so: to look for a pattern takes thirty times as long
            word = pattern.sub(replacement, word)
    return word
