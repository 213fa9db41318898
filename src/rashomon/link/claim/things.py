"""What an article calls somebody or something -> what kind of thing it is: a cutter, a gunboat, the Strazh.

Each article has its own word for a thing, and nothing in the word tells that it is the thing of another article. But a
`patrol vessel` can be a `cutter`, and a `dredger` cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from rashomon.data import table
from rashomon.link.event.words import stem

__all__ = ["ANY", "kind_of", "thing_called", "thing_named"]

# a ship may be any sort of vessel, and so may what has a wheelhouse
ANY = "any"
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# what follows a noun phrase and tells more of it: "of the navy", "in the estuary", "that sank"
_MORE = re.compile(r"[,;(]| (?:of|in|on|at|off|from|with|near|for|that|which|who) ")
# what stands before a name, `the cutter Strazh`, and behind it, `the Strazh, a 46-metre cutter`
_BEFORE = re.compile(r"\b(?:[^\W_]+ )?[a-z]+\Z")
_BEHIND = re.compile(r", (?:an?|the) ([^,.;]+)")


@lru_cache(1 << 14)
def thing_called(phrase: str) -> str | None:
    """Return what a noun phrase names by its head, "vessel:armed" of `the border guard cutter Strazh`; None if nothing.

    A name behind the head is left out; who is no thing of the table, or a crew of one, is none.
    """
    words = _WORD.findall(_MORE.split(phrase, maxsplit=1)[0])
    while len(words) > 1 and words[-1][0].isupper():
        words.pop()
    stems = [stem(word) for word in words[-2:]]
    return _things().get(" ".join(stems)) or _things().get(" ".join(stems[-1:]))


def thing_named(name: str, text: str) -> str | None:
    """Return what an article says that a name is: `the cutter Strazh`, or `the Strazh, a 46-metre cutter`.

    `name` begins with a letter and ends in one. What stands before it goes before what stands behind it, wherever.
    """
    return next((thing for said in (_before, _behind) for p in said(name, text) if (thing := thing_called(p))), None)


# A search for the name, and a look at what is beside it: a pattern with the name in it is tried at every word.


def _before(name: str, text: str) -> Iterator[str]:
    """Yield the last word or two before a name, the latter in lower case; no word twice."""
    free = 0
    at = text.find(f" {name}")
    while at >= 0:
        end = at + 1 + len(name)
        whole = end == len(text) or not _is_of_word(text[end])
        last = text.rfind(" ", free, at)
        first = text.rfind(" ", free, last) if last >= 0 else -1
        found = _BEFORE.search(text, max(first + 1, free), at) if whole else None
        if found:
            yield found[0]
            free = end
        at = text.find(f" {name}", end if found else at + 1)


def _behind(name: str, text: str) -> Iterator[str]:
    """Yield what a name is said to be between commas."""
    at = text.find(f"{name}, ")
    while at >= 0:
        alone = at == 0 or not _is_of_word(text[at - 1])
        found = _BEHIND.match(text, at + len(name)) if alone else None
        if found:
            yield found[1]
        at = text.find(f"{name}, ", found.end() if found else at + 1)


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def kind_of(thing: str) -> tuple[str, str]:
    """Return the kind of a thing, and which sort of it."""
    kind, _, sort = thing.partition(":")
    return kind, sort


@cache
def _things() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind, sort, nouns in table("claims/things.tsv"):
        for noun in nouns.split(", "):
            found[" ".join(stem(word) for word in noun.split())] = f"{kind}:{ANY if sort == 'part' else sort}"
    return found
