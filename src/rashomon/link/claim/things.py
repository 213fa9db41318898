"""What an article calls somebody or something -> what kind of thing it is: a cutter, a gunboat, the Strazh.

Each article has its own word for a thing, and nothing in the word tells that it is the thing of another article. But a
`patrol vessel` can be a `cutter`, and a `dredger` cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain

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
    if stems and stems[-1] not in _heads():
        return None  # as most are
    return _things().get(" ".join(stems)) or _things().get(" ".join(stems[-1:]))


def thing_named(name: str, text: str) -> str | None:
    """Return what an article says that a name is: `the cutter Strazh`, or `the Strazh, a 46-metre cutter`.

    `name` begins with a letter and ends in one. What stands before it goes before what stands behind it, wherever.
    """
    places = list(_places_of(name, text))
    said = chain(_before(name, text, places), _behind(name, text, places))
    return next(filter(None, map(thing_called, said)), None)


# A search for the name, and a look at what is beside it: a pattern with the name in it is tried at every word.


def _places_of(name: str, text: str) -> Iterator[int]:
    place = text.find(name)
    while place >= 0:
        yield place
        place = text.find(name, place + 1)


def _before(name: str, text: str, places: Iterable[int]) -> Iterator[str]:
    """Yield the last word or two before a name if they may be a thing, the latter in lower case; no word twice."""
    free = 0
    for place in places:
        at, end = place - 1, place + len(name)
        if at < free or text[at] != " " or _is_of_word(text[end : end + 1]):
            continue
        last = text.rfind(" ", free, at)
        first = text.rfind(" ", free, last) if last >= 0 else -1
        found = _BEFORE.search(text, max(first + 1, free), at)
        if found:
            if _may_be_thing(found[0].rpartition(" ")[2]):
                yield found[0]
            free = end


def _behind(name: str, text: str, places: Iterable[int]) -> Iterator[str]:
    """Yield what a name is said to be between commas."""
    free = 0
    for place in places:
        end = place + len(name)
        if place < free or _is_of_word(text[max(0, place - 1) : place]):
            continue
        found = _BEHIND.match(text, end)
        if found:
            yield found[1]
            free = found.end()


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def kind_of(thing: str) -> tuple[str, str]:
    """Return the kind of a thing, and which sort of it."""
    kind, _, sort = thing.partition(":")
    return kind, sort


@lru_cache(1 << 14)  # `said`, `and`, `with` stand before every other name
def _may_be_thing(word: str) -> bool:
    return stem(word) in _heads()


@cache
def _heads() -> frozenset[str]:
    return frozenset(noun.rpartition(" ")[2] for noun in _things())


@cache
def _things() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind, sort, nouns in table("claims/things.tsv"):
        for noun in nouns.split(", "):
            found[" ".join(stem(word) for word in noun.split())] = f"{kind}:{ANY if sort == 'part' else sort}"
    return found
