"""The name of an organisation or a place -> what tells it from others, whatever its legal form and word order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rashomon.link.identity.letters import CACHED, fold, sound
from rashomon.link.identity.words import country_of, kind_of_word, respelt

__all__ = [
    "core",
    "initials",
    "is_acronym",
    "is_of_every_country",
    "legal_form",
    "main_initials",
    "place_core",
    "says_whose",
    "short_place",
]


_BRITISH = re.compile(r"isation(s?)$")


@lru_cache(CACHED)
def core(name: str) -> tuple[str, ...]:
    """Return the telling words of an organisation's name, sorted, as they sound.

    Legal forms and link words are left out; of ministries, armies and the like the country is written as its code, so
    that the `Ministry of Defence of Ukraine` is the `Ukrainian Defense Ministry`.
    """
    return tuple(sorted({word if word.isupper() else sound(word) for word in _telling(name)}))


def main_initials(name: str) -> str:
    """Return the acronym that an organisation would go by: the initials of its telling words; its own, if it is one."""
    return name.replace(".", "") if is_acronym(name) else "".join(word[0].upper() for word in _telling(name))


@lru_cache(CACHED)
def _telling(name: str) -> Sequence[str]:
    """Return the telling words in their order, folded, codes of countries in capitals."""
    if is_acronym(name):
        return [name.replace(".", "")]
    folded = f" {fold(name)} "
    for long, short in _shortened():
        folded = folded.replace(long, short)
    words = folded.split()
    if set(words) & kind_of_word("body"):
        words = _with_countries(words)
    plain = [respelt("respelt").get(_spelling(w), _spelling(w)) for w in words]
    dropped = kind_of_word("legal") | kind_of_word("link")
    return [w for w in plain if w and w not in dropped] or [w for w in plain if w] or words


@cache
def _shortened() -> tuple[tuple[str, str], ...]:
    """Return the phrases that count as one word, and that word, both with the blanks around them."""
    return tuple((f" {long.replace('+', ' ')} ", f" {short} ") for short, long in respelt("short for").items())


def _spelling(word: str) -> str:
    return _BRITISH.sub(r"ization\1", word) if "isation" in word else word


def _with_countries(words: list[str]) -> list[str]:
    """Write the longest runs of words that name a country or its people as the country's code."""
    found, i = [], 0
    while i < len(words):
        for size in range(min(6, len(words) - i), 0, -1):
            country = country_of(" ".join(words[i : i + size]))
            if country:
                found.append(country)
                i += size
                break
        else:
            found.append(words[i])
            i += 1
    return found


@lru_cache(CACHED)
def place_core(name: str) -> tuple[str, ...]:
    """Return the telling words of a place's name, sorted, as they sound: `Kherson Oblast` is `Kherson region`."""
    kinds = respelt("kind of place")
    words = [kinds.get(w, w) for w in fold(name).split() if w not in kind_of_word("link")]
    return tuple(sorted({sound(w) for w in words if w})) or (fold(name),)


def legal_form(name: str) -> frozenset[str]:
    """Return the legal forms at the end of a firm's name, each as the shortest of its spellings: `corp`, `ltd`."""
    return frozenset(respelt("legal form").get(w, w) for w in fold(name).split()[1:] if w in kind_of_word("legal"))


def short_place(name: str) -> str:
    """Return a state's name without what it calls itself, `Halvia` for `the Republic of Halvia`; others as they are."""
    kind, of, rest = fold(name).removeprefix("the ").partition(" of ")
    return rest.removeprefix("the ") if of and kind in kind_of_word("state") else name


def is_acronym(name: str) -> bool:
    """Tell whether a name is two to six capitals, dots aside."""
    if not name.isupper():  # as most are not
        return False
    bare = name.replace(".", "")
    return 2 <= len(bare) <= 6 and bare.isalpha()


@lru_cache(CACHED)
def initials(name: str) -> frozenset[str]:
    """Return the acronyms that a long name can have: of its capitals, and of all its words but small ones."""
    words = [w for w in re.split(r"[\s\-–/]+", name) if w and w[0].isalpha()]
    if len(words) < 2:
        return frozenset()
    telling = [w for w in words if fold(w) not in kind_of_word("link")]
    capitals = [w for w in words if w[0].isupper()]
    return frozenset("".join(w[0] for w in chosen).upper() for chosen in (telling, capitals, words) if len(chosen) > 1)


def is_of_every_country(name: str) -> bool:
    """Tell whether a name says only what every state has, and at most whose: `Foreign Ministry`, `Irish parliament`."""
    words = {word for word in _telling(name) if not word.isupper()}
    return bool(words & kind_of_word("body")) and words <= kind_of_word("body") | kind_of_word("of every country")


def says_whose(name: str) -> bool:
    """Tell whether the name of a body of a state says of which."""
    return any(w.isupper() for w in _with_countries(fold(name).split()))
