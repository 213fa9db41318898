"""Where a time stands in the grammar of its sentence -> whether it lies behind or ahead, and the verb that tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.model import Parse

__all__ = ["Direction", "direction_of"]

_PAST, _PRESENT = frozenset({"VBD", "VBN"}), frozenset({"VBZ", "VBP"})
_FUTURE_HELPERS = frozenset("will 'll shall wo would may might can ca could should must".split())
_PAST_HELPERS = frozenset("had was were did has have been 've".split())
_PRESENT_HELPERS = frozenset("is are am 's 're 'm".split())
# further up, a verb says nothing of the time any more
_MAX_CLIMB = 12


class Direction(NamedTuple):
    """-1 behind, 1 ahead, 0 where no tense tells; `verb` is the index of the word that told, -1 if none."""

    sign: int
    verb: int = -1


@cache
def _verbs() -> Mapping[str, frozenset[str]]:
    return {row[0]: frozenset(row[1].split()) for row in table("timex/verbs.tsv")}


def direction_of(parse: Parse, first: int, last: int) -> Direction:
    """Return the direction that the nearest verb over the tokens `first` to `last` gives them, if it gives one."""
    head = next((t for t in range(first, last + 1) if not first <= parse.head[t] <= last), first)
    for_it = False
    for token in _above(parse, head):
        if parse.pos[token] in ("VERB", "AUX", "ADJ"):
            sign = _sign(parse, token, for_it)
            if sign:
                return Direction(sign, token)
            for_it = False
        elif parse.pos[token] in ("ADP", "SCONJ"):
            if parse.lemma[token] == "since":
                return Direction(-1, token)
            for_it = parse.lemma[token] == "for"
    return Direction(0)


def _above(parse: Parse, token: int) -> Iterator[int]:
    """Yield what governs a token, and what governs that, up to the root; the token itself if it is a verb."""
    if parse.pos[token] in ("VERB", "AUX"):
        yield token
    for _ in range(_MAX_CLIMB):
        if parse.head[token] == token:
            return
        token = parse.head[token]
        yield token


def _sign(parse: Parse, token: int, for_it: bool) -> int:
    """Return the direction of one verb by its lemma, its form and its auxiliaries."""
    lemma, tag = parse.lemma[token], parse.tag[token]
    if parse.pos[token] == "ADJ":
        return (-1 if _had(parse, token) else 1) if lemma in _verbs()["due"] else 0
    helpers = _helpers(parse, token)
    words = {parse.words[t].lower() for t in helpers}
    if _FUTURE_HELPERS & words:
        return 0 if words & {"have", "'ve"} else 1
    passive = tag == "VBN" and not words & {"had", "has", "have", "'ve", "'d"}
    if _had(parse, token):
        return -1
    if (lemma in _verbs()["due"] and passive) or (for_it and any(lemma in _verbs()[k] for k in ("due", "for"))):
        return 1
    if "to" in words:
        return _infinitive(parse, token)
    if tag in _PAST or words & _PAST_HELPERS:
        return -1
    if words & _PRESENT_HELPERS and tag == "VBG":
        return 1
    return 1 if tag in _PRESENT and lemma in _verbs()["present"] else 0


def _helpers(parse: Parse, token: int) -> list[int]:
    """Return the auxiliaries of a verb and its "to"; they stand close to it."""
    near = range(max(0, token - 6), min(len(parse.words), token + 3))
    return [t for t in near if t != token and parse.head[t] == token and parse.dep[t] in ("aux", "auxpass")]


def _had(parse: Parse, token: int) -> bool:
    """Tell whether a verb, or what its infinitive or adjective hangs on, is in the past perfect: plans of the past."""
    above = parse.head[token] if parse.dep[token] in ("xcomp", "acomp") else token
    return any(parse.words[t].lower() in ("had", "'d") for v in {token, above} for t in _helpers(parse, v))


def _infinitive(parse: Parse, token: int) -> int:
    """An infinitive lies ahead of what governs it, unless that is a verb like "began" or "failed"."""
    return 0 if parse.lemma[parse.head[token]] in _verbs()["done"] else 1
