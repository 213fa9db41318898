"""The words of a noun phrase -> its head noun and what stands beside it, without a parser.

A store keeps spans, not parses; for descriptions of people and things the order of English words is enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec

from rashomon.data import table
from rashomon.link.identity.letters import fold
from rashomon.link.identity.words import country_of

__all__ = ["Description", "describe", "names_in", "singular", "words_of"]

_WORD = re.compile(r"\d+(?:,\d+)+|[^\W_]+(?:[-.'’][^\W_]+)*")
# not the comma of `28,500 troops`
_PAUSE = re.compile(r" ?[(;:–—]|,(?!\d)")
# words
_LONGEST_COUNTRY = 3
_IRREGULAR = {"men": "man", "women": "woman", "people": "person", "children": "child", "wives": "wife"}


class Description(msgspec.Struct, frozen=True):
    """A noun in the singular and what stands beside it, in lower case: `old men of Rinsa` is man, {old}, {rinsa}.

    `words` are common words, `of` are names beside the noun, nations by the code of their country.
    """

    head: str
    words: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    plural: bool = False


@lru_cache(1 << 14)  # a story calls somebody so again and again
def describe(phrase: str) -> Description | None:
    """Read a noun phrase: the head is the last word before `of` and its like; None where there are no words."""
    words = [w.removesuffix("'s").removesuffix("’s") for w in _WORD.findall(phrase)]
    words = [w for w in words if w.lower() not in words_of("title")] or words
    while len(words) > 1 and words[0].lower() in words_of("preposition"):
        words = words[1:]
    if not words:
        return None
    noun = _head(words, phrase)
    shouted = phrase.isupper()
    one = singular(noun)
    beside = [w for w in words if w.lower() != noun and w.lower() not in _small()]
    return Description(
        one,
        words=frozenset(w.lower() for w in beside if shouted or not w[0].isupper()),
        of=frozenset() if shouted else names_in([w for w in words if w.lower() != noun]),
        plural=one != noun,
    )


def _head(words: Sequence[str], phrase: str) -> str:
    """Return the head noun in lower case; `Friday night` and `around seven on Friday` are days all the same."""
    days = [w.lower() for w in words if w[0].isupper() and w.lower() in words_of("day")]
    if days:
        return days[0]
    before_pause = _WORD.findall(_PAUSE.split(phrase[phrase.find(words[0]) :], maxsplit=1)[0]) or list(words)
    ends = [i for i, w in enumerate(before_pause) if i and w.lower() in words_of("after the head")]
    core = before_pause[: ends[0]] if ends else before_pause
    last: str = core[-1]
    return last.removesuffix("'s").removesuffix("’s").lower()


def names_in(words: Sequence[str]) -> frozenset[str]:
    """Return the names among words: countries and nations by the code of the country, others in lower case."""
    found: set[str] = set()
    i = 0
    while i < len(words):
        if not words[i][0].isupper():
            i += 1
            continue
        ends = range(min(len(words), i + _LONGEST_COUNTRY), i, -1)
        code, end = next(((c, e) for e in ends if (c := _country(" ".join(words[i:e])))), ("", i + 1))
        if code:
            found.add(code)
        elif words[i].lower() not in _small():
            found.add(words[i].lower())
        i = end
    return frozenset(found)


def _country(name: str) -> str:
    """Return the code of the country that a name, an adjective or a people tells, else nothing."""
    folded: str = fold(name)
    return country_of(folded) or country_of(folded.removesuffix("s"))


def singular(noun: str) -> str:
    """Return the singular of an English noun in lower case, by its ending."""
    for plural, one in _IRREGULAR.items():
        if noun == plural or (noun.endswith(plural) and one in ("man", "woman")):
            return noun[: -len(plural)] + one
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the words of one kind (`cast/words.tsv`)."""
    return frozenset(word for row in table("cast/words.tsv") if row[0] == kind for word in row[1].split())


@cache
def _small() -> frozenset[str]:
    return words_of("determiner") | words_of("after the head") | words_of("preposition") | {"s", "and"}
