"""Where a time stands in the grammar of its sentence -> whether it lies behind or ahead, and the verb that tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import NamedTuple

from rashomon.data import table
from rashomon.model import Parse

__all__ = ["Direction", "direction_of", "events_of", "last_events", "told_as_fact"]

_PAST, _PRESENT = frozenset({"VBD", "VBN"}), frozenset({"VBZ", "VBP"})
_VERBS = ("VERB", "AUX")
# prepositions of times, and of events that have a time
_ON = frozenset({"on", "in", "at", "during", "since", "from"})
_AT = frozenset({"at", "during", "after", "since"})
# further up, a verb says nothing of the time any more
_MAX_CLIMB = 12


class Direction(NamedTuple):
    """-1 behind, 1 ahead, 0 where no tense tells; `verb` is the index of the word that told, -1 if none."""

    sign: int
    verb: int = -1


@cache
def _governors() -> Mapping[str, frozenset[str]]:
    return {row[0]: frozenset(row[1].split()) for row in table("timex/governors.tsv")}


def direction_of(parse: Parse, first: int, last: int) -> Direction:
    """Return the direction that the nearest verb over the tokens `first` to `last` gives them, if it gives one."""
    preposition = ""
    for token in _above(parse, _head(parse, first, last)):
        if parse.pos[token] in ("VERB", "AUX", "ADJ"):
            sign = _sign(parse, token, preposition)
            if sign:
                return Direction(sign, token)
            preposition = ""
        elif parse.pos[token] in ("ADP", "SCONJ"):
            if parse.lemma[token] == "since":
                return Direction(-1, token)
            preposition = parse.lemma[token]
        elif parse.lemma[token] in _governors()["happened"] and not preposition:
            return Direction(-1, token)
    return Direction(0)


def told_as_fact(parse: Parse, first: int, last: int) -> int:
    """Return -1 for a time at, or since, which something happened, 1 for one at which it will; 0 for all less certain.

    The time must hang on the verb, or on an event under it: "spoke of the 2030 target" tells nothing. Nor does "would",
    which may speak of what lay ahead of an earlier day.
    """
    head = _head(parse, first, last)
    if _is_since(parse, head):
        return -1
    token = _verb_over(parse, head)
    if token is None:
        return 0
    sign = direction_of(parse, first, last)
    words = {parse.words[t].lower() for t in _helpers(parse, token)}
    if sign.verb != token or words & {"have", "'ve", "has", "had", "'d", "to"}:
        return 0
    if sign.sign < 0:
        return -1
    due = parse.lemma[token] in _governors()["due"] | _governors()["always"] and words & {"is", "are"}
    return 1 if due or words & {"will", "'ll", "shall"} else 0


def _is_since(parse: Parse, token: int) -> bool:
    """Tell whether something lasts since the time, or since what happened then: since the start of war in May 2012."""
    for above in islice(_above(parse, token), 6):
        if parse.lemma[above] == "since":
            return True
        if not (parse.pos[above] in ("NOUN", "PROPN") or parse.lemma[above] in _ON or parse.lemma[above] == "of"):
            return False
    return False


def _verb_over(parse: Parse, token: int) -> int | None:
    """Return the verb that a time hangs on: itself, or by an event ("at the summit in June they pledged")."""
    path = ""
    for above in islice(_above(parse, token), 5):
        if parse.pos[above] in _VERBS:
            # p: a preposition of times, n: a noun, a: a preposition of events
            return above if path in ("", "p", "pna", "na") else None
        preposition = "p" if path == "" else "a"
        if parse.pos[above] == "ADP" and parse.lemma[above] in (_ON if preposition == "p" else _AT):
            path += preposition
        elif parse.pos[above] in ("NOUN", "PROPN"):
            path += "n"
        else:
            return None
    return None


def events_of(parse: Parse, first: int, last: int) -> frozenset[str]:
    """Return the lemmas of what takes place at a time: "summit" for "hold a summit on Friday"."""
    found = []
    for token in islice(_above(parse, _head(parse, first, last)), 5):
        found.append(token)
        if parse.pos[token] in _VERBS:
            near = range(max(0, token - 8), min(len(parse.words), token + 9))
            found += [t for t in near if parse.head[t] == token]
            if parse.dep[token] != "relcl":
                break
    return _governors()["event"] & {parse.lemma[t] for t in found}


def last_events(parse: Parse, first: int, last: int) -> frozenset[str]:
    """Return the lemmas of events at a time that are called the last of their kind: "the last summit in June 2022"."""
    events = [t for t in islice(_above(parse, _head(parse, first, last)), 3) if parse.lemma[t] in _governors()["event"]]
    return frozenset(parse.lemma[e] for e in events for t in range(max(0, e - 4), e) if _is_last(parse, t, e))


def _is_last(parse: Parse, token: int, noun: int) -> bool:
    return parse.head[token] == noun and parse.lemma[token] in ("last", "previous")


def _head(parse: Parse, first: int, last: int) -> int:
    """Return the token of the phrase that hangs on something outside it."""
    return next((t for t in range(first, last + 1) if not first <= parse.head[t] <= last), first)


def _above(parse: Parse, token: int) -> Iterator[int]:
    """Yield what governs a token, and what governs that, up to the root; the token itself if it is a verb."""
    if parse.pos[token] in ("VERB", "AUX"):
        yield token
    for _ in range(_MAX_CLIMB):
        if parse.head[token] == token:
            return
        token = parse.head[token]
        yield token


def _sign(parse: Parse, token: int, preposition: str) -> int:
    """Return the direction of one verb, or adjective like "due", under which a time stands behind a preposition."""
    verbs, lemma, tag = _governors(), parse.lemma[token], parse.tag[token]
    if parse.pos[token] == "ADJ" and lemma not in verbs["due"]:
        return 0
    words = {parse.words[t].lower() for t in _helpers(parse, token)}
    if words & verbs["helper ahead"]:
        return 0 if words & {"have", "'ve"} else 1
    if _had(parse, token):
        return -1
    if _is_plan(parse, token, preposition, words):
        return 1
    if "to" in words:
        return _infinitive(parse, token)
    if tag == "VBN" and words & verbs["helper now"] and not words & verbs["helper behind"]:
        return -1 if lemma in verbs["caption"] else 1
    if tag in _PAST or words & verbs["helper behind"]:
        return -1
    if words & verbs["helper now"] and tag == "VBG":
        return 1
    return 1 if tag in _PRESENT and lemma in verbs["present"] else 0


def _is_plan(parse: Parse, token: int, preposition: str, words: set[str]) -> bool:
    """Tell whether what is said of the time is a plan: scheduled Friday, set for Friday, extended until Friday."""
    verbs, lemma = _governors(), parse.lemma[token]
    if lemma in verbs["always"] or parse.pos[token] == "ADJ":
        return True
    passive = parse.tag[token] == "VBN" and not words & {"had", "has", "have", "'ve", "'d"}
    if lemma in verbs["due"] and passive:
        return True
    if preposition == "for":
        return lemma in verbs["due"] or lemma in verbs["for"]
    if preposition in ("until", "till"):
        return lemma in verbs["until"]
    return passive and lemma in verbs["for"] and _has_for(parse, token)


def _has_for(parse: Parse, token: int) -> bool:
    """Tell whether a "for" hangs on the verb: set for the capital in April."""
    near = range(token + 1, min(len(parse.words), token + 4))
    return any(parse.head[t] == token and parse.lemma[t] == "for" for t in near)


def _helpers(parse: Parse, token: int) -> list[int]:
    """Return the auxiliaries of a verb and its "to"; they stand close to it."""
    near = range(max(0, token - 6), min(len(parse.words), token + 3))
    return [t for t in near if t != token and parse.head[t] == token and parse.dep[t] in ("aux", "auxpass")]


def _had(parse: Parse, token: int) -> bool:
    """Tell whether a verb, or what its infinitive or adjective hangs on, is in the past perfect: plans of the past."""
    chain = [token]
    while parse.dep[chain[-1]] in ("xcomp", "acomp") and len(chain) < _MAX_CLIMB:
        chain.append(parse.head[chain[-1]])
    return any(parse.words[t].lower() in ("had", "'d") for verb in chain for t in _helpers(parse, verb))


def _infinitive(parse: Parse, token: int) -> int:
    """An infinitive lies ahead of what governs it if that is a plan or a wish; 0 where what stands above decides."""
    above = parse.head[token]
    if parse.dep[token] in ("acl", "relcl", "advcl"):
        return 1 if parse.lemma[above] in _governors()["noun"] else 0
    return 0 if parse.lemma[above] in _governors()["done"] else 1
