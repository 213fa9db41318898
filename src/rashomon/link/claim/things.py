"""What an article calls somebody or something -> what kind of thing it is: a cutter, a gunboat, the Strazh.

Each article has its own word for a thing, and nothing in the word tells that it is the thing of another article. But a
`patrol vessel` can be a `cutter`, and a `dredger` cannot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rashomon.data import table
from rashomon.link.event.words import stem

__all__ = ["ANY", "kind_of", "thing_called", "thing_named"]

# a ship may be any sort of vessel, and so may what has a wheelhouse
ANY = "any"
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# what follows a noun phrase and tells more of it: "of the navy", "in the estuary", "that sank"
_MORE = re.compile(r"[,;(]| (?:of|in|on|at|off|from|with|near|for|that|which|who) ")


def thing_called(phrase: str) -> str | None:
    """Return what a noun phrase names by its head, "vessel:armed" of `the border guard cutter Strazh`; None if nothing.

    A name behind the head is left out; who is no thing of the table, or a crew of one, is none.
    """
    words = _WORD.findall(_MORE.split(phrase, maxsplit=1)[0])
    while len(words) > 1 and words[-1][0].isupper():
        words.pop()
    stems = [stem(word) for word in words]
    return next((_things()[key] for n in (2, 1) if (key := " ".join(stems[-n:])) in _things()), None)


def thing_named(name: str, text: str) -> str | None:
    """Return what an article says that a name is: `the cutter Strazh`, or `the Strazh, a 46-metre cutter`."""
    # from the beginning of a word on: else a long run of letters is tried from each of them
    before = re.findall(rf"\b((?:[^\W_]+ )?[a-z]+) {re.escape(name)}\b", text)
    behind = re.findall(rf"\b{re.escape(name)}, (?:an?|the) ([^,.;]+)", text)
    return next(filter(None, map(thing_called, (*before, *behind))), None)


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
