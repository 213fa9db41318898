"""Two names of outlets -> whether they are one outlet's: an address, an acronym, a name cut short."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["is_same_outlet"]

# words that a name has or lacks as one pleases; a name of nothing else keeps them
_LOOSE = frozenset(
    {"the", "www", "com", "org", "net", "co", "uk", "online", "website", "site", "newspaper", "news", "agency"}
)
# words that an acronym may skip
_SMALL = frozenset({"of", "and", "for", "a", "an"})
# letters of a word that a short form keeps at least: `wash-post`
_STEM = 3


@cache
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case: those of `www.kaldra-packet.com` are kaldra and packet."""
    plain = re.sub(r"['’]s?\b", "", name.casefold())
    found = tuple(re.findall(r"\w+", plain))
    return tuple(word for word in found if word not in _LOOSE) or found


def is_same_outlet(one: str, other: str) -> bool:
    """Tell whether two names are one outlet's."""
    a, b = words_of(one), words_of(other)
    if not a or not b:
        return False
    if _run_together(a) == _run_together(b):
        return True
    return _is_acronym(a, b) or _is_acronym(b, a) or _is_cut_short(a, b)


def _run_together(words: tuple[str, ...]) -> str:
    """Return the words as an address has them: `thekaldrapacket`, without the article."""
    return "".join(words).removeprefix("the")


def _is_acronym(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    letters = "".join(word[0] for word in full if word not in _SMALL)
    return len(short) == 1 and len(full) > 1 and short[0] in (letters, "".join(word[0] for word in full))


def _is_cut_short(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether each word of one begins the word of the other that stands in its place."""
    if len(a) != len(b) or len(a) < 2:
        return False
    pairs = list(zip(a, b, strict=True))
    return all(x == y or (min(len(x), len(y)) >= _STEM and (x.startswith(y) or y.startswith(x))) for x, y in pairs)
