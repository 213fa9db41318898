"""Where a time stands in the grammar of its sentence -> whether it lies behind or ahead, and the verb that tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.model import Parse

__all__ = ["Direction", "direction_of"]

_PAST, _PRESENT = frozenset({"VBD", "VBN"}), frozenset({"VBZ", "VBP"})
_FUTURE_WORDS = frozenset({"will", "'ll", "shall", "wo", "would", "may", "might", "can", "could", "should", "must"})
# "'d" may be "had"; what stands above this many words is no longer the verb of the time
_MAX_CLIMB = 12


class Direction(NamedTuple):
    """-1 behind, 1 ahead, 0 where no tense tells; `verb` is the index of the word that told, -1 if none."""

    sign: int
    verb: int = -1


@cache
def _verbs() -> Mapping[str, str]:
    return {lemma: row[0] for row in table("timex/verbs.tsv") for lemma in row[1].split()}


def direction_of(parse: Parse, first: int, last: int) -> Direction:
    """Return the direction that the verb governing the tokens `first` to `last` gives them."""
    for token in _verbs_above(parse, _head(parse, first, last)):
        sign = _sign(parse, token)
        if sign:
            return Direction(sign, token)
    return Direction(0)


def _head(parse: Parse, first: int, last: int) -> int:
    """Return the token of the phrase that hangs on something outside it."""
    return next((t for t in range(first, last + 1) if not first <= parse.head[t] <= last), first)


def _verbs_above(parse: Parse, token: int) -> list[int]:
    """Return the verbs over a token, the nearest first; a preposition "since" says that what follows is past."""
    found = []
    for _ in range(_MAX_CLIMB):
        head = parse.head[token]
        if parse.lemma[token] == "since" or parse.pos[token] in ("VERB", "AUX"):
            found.append(token)
        if head == token:
            break
        token = head
    return found


def _sign(parse: Parse, token: int) -> int:
    """Return the direction of one verb by its lemma, its form and its auxiliaries."""
    if parse.lemma[token] == "since":
        return -1
    kind = _verbs().get(parse.lemma[token])
    helpers = _helpers(parse, token)
    if _FUTURE_WORDS.intersection(helpers):
        return 0 if "have" in helpers or "'ve" in helpers else 1
    if kind == "ahead" and parse.tag[token] in _PAST:
        return 1
    if "to" in helpers:
        return _infinitive(parse, token)
    if parse.tag[token] in _PAST or {"had", "was", "were", "did", "has", "have", "been", "'ve"} & set(helpers):
        return -1
    if parse.tag[token] in _PRESENT or {"is", "are", "am", "'s", "'re", "'m", "do", "does"} & set(helpers):
        return 1
    return 0


def _helpers(parse: Parse, token: int) -> Sequence[str]:
    """Return the auxiliaries of a verb and its "to", in lower case; they stand close before it."""
    near = range(max(0, token - 6), min(len(parse.words), token + 3))
    return [
        parse.words[t].lower() for t in near if t != token and parse.head[t] == token and parse.dep[t] in _AUXILIARY
    ]


_AUXILIARY = frozenset({"aux", "auxpass"})


def _infinitive(parse: Parse, token: int) -> int:
    """An infinitive lies ahead of what governs it, unless that is a verb like "began" or "failed"."""
    head = parse.head[token]
    if _verbs().get(parse.lemma[head]) == "done":
        return 0
    return 1
