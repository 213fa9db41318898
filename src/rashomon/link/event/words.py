"""Words of a text -> stems that are the same for all forms of a word, and which stems tell of the same kind of deed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain, filterfalse

import Stemmer

from rashomon.data import table
from rashomon.link.identity.letters import fold
from rashomon.link.identity.words import country_of

__all__ = [
    "are_synonyms", "is_part_of_a_place", "is_telling", "kinds_of", "names_in", "stem", "stems_among", "stems_in_order",
    "stems_of", "without_anybody",
]  # fmt: skip

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# stems that a process keeps in mind
_CACHED = 1 << 16


@cache
def _listed(kind: str) -> Mapping[str, str]:
    """Return the words of one kind (`clusters/words.tsv`), each with what it stands for, or itself."""
    rows = (word for row in table("clusters/words.tsv") if row[0] == kind for word in row[1].split())
    return {word.split("=")[0]: word.split("=")[-1] for word in rows}


@cache
def _stemmer() -> Stemmer.Stemmer:
    # `stem` keeps what it has seen: the stemmer need not
    return Stemmer.Stemmer("english", 0)


@lru_cache(_CACHED)
def stem(word: str) -> str:
    """Return the stem of an English word: `struck` and `striking` are `strike`; a people has that of its country."""
    plain = word.lower().removesuffix("'s").removesuffix("’s")
    stemmed: str = _stemmer().stemWord(_listed("form").get(plain, plain))
    return stemmed.removesuffix("n") if stemmed.endswith("ian") else stemmed


def is_telling(word: str) -> bool:
    """Tell whether a word carries meaning: is not a small word, and is more than a letter or a number."""
    return len(word) > 2 and not word.isdigit() and word.lower() not in _listed("small")


def names_in(phrase: str) -> tuple[str, ...]:
    """Return the words of a noun phrase with a capital, but for a people before a noun: `Halvian` of `Halvian guns`."""
    if phrase.islower():
        return ()
    words = _WORD.findall(phrase)
    return tuple(
        w
        for w, after in zip(words, (*words[1:], ""), strict=False)
        if w[0].isupper() and not (after[:1].islower() and _is_of_a_people(w)) and stem(w) not in _anybody()
    )


def _is_of_a_people(word: str) -> bool:
    return word.endswith("ian") or bool(country_of(fold(word)))


def is_part_of_a_place(words: Collection[str]) -> bool:
    """Tell whether stems name something that stands in a town: a street, a station."""
    return bool(words) and not _parts().isdisjoint(words)


@cache
def _parts() -> frozenset[str]:
    return frozenset(map(stem, _listed("part")))


def without_anybody(words: Iterable[str]) -> tuple[str, ...]:
    """Return stems without those that describe people or things so widely that they tell nobody: `man`, `five`."""
    return tuple(filterfalse(_anybody().__contains__, words))


@cache
def _anybody() -> frozenset[str]:
    return frozenset(map(stem, _listed("anybody")))


@lru_cache(_CACHED)
def stems_in_order(phrase: str) -> tuple[str, ...]:
    """Return the stems of the words of a trigger as they stand, without those that say nothing of the deed.

    `opened fire on` is `fire`, `held talks` is `talk`; where nothing else is left, small words count.
    """
    words = [word for word in _WORD.findall(phrase) if word.lower() not in _listed("small")]
    stems = [stem(word) for word in words or _WORD.findall(phrase)]
    telling = [word for word in stems if word not in _light()]
    return tuple(telling or stems or [phrase.lower()])


@cache
def _light() -> frozenset[str]:
    return frozenset(map(stem, _listed("light")))


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of the telling words of a text, each once, sorted."""
    return stems_among(text.split())


def stems_among(pieces: Iterable[str]) -> tuple[str, ...]:
    """Return the same for what stands between the blanks of a text, or for some of it."""
    return tuple(sorted(set(chain.from_iterable(map(_stems_in, pieces)))))


@lru_cache(_CACHED)  # a look at the words of `allies,` costs more than to find it again
def _stems_in(piece: str) -> tuple[str, ...]:
    return tuple([stem(word) for word in _WORD.findall(piece) if is_telling(word)])


def are_synonyms(a: Collection[str], b: Collection[str]) -> bool:
    """Tell whether two triggers, as stems, may name one deed: `shell` and `bombard`."""
    return not kinds_of(a).isdisjoint(kinds_of(b))


def kinds_of(trigger: Collection[str]) -> frozenset[str]:
    """Return the kinds of deed that the stems of a trigger may name (`clusters/synonyms.tsv`), or else the stems.

    The words count together where they are listed so (`drone strike`), else each alone.
    """
    together = _kinds().get(" ".join(trigger), frozenset())
    found = together or {kind for word in trigger for kind in _kinds().get(word, ())}
    return frozenset(found or trigger)


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, phrases in table("clusters/synonyms.tsv"):
        for phrase in phrases.split(", "):
            found[" ".join(stems_in_order(phrase))].add(f"to do: {kind}")
    return {phrase: frozenset(kinds) for phrase, kinds in found.items()}
