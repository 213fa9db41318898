"""A noun of a parse -> its deeds: the verbs that it is the doer or the sufferer of, as far as grammar tells.

For those who join the figures of a story (`rashomon.link.cast`), by no stage yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from rashomon.model import Parse

__all__ = ["find_deeds"]

Deed = tuple[str, Literal["does", "suffers"]]

# the parser takes the second of `was struck and killed` for a past tense now and then
_PARTICIPLES = frozenset({"VBN", "VBD"})
_VERBS = frozenset({"VERB", "AUX"})
# verbs that say nothing of who somebody is
_EMPTY = frozenset({"be", "have", "do", "say", "tell", "become", "remain"})
# one noun in place of another: what is done by the one is done by the other
_SAME = frozenset({"appos", "conj"})


def find_deeds(parse: Parse, noun: int) -> frozenset[Deed]:
    """Return what the noun, an index of a token, does and suffers: (lemma of the verb, side).

    Passives are turned round, relative and participle clauses count (`a man accused of`), `tried to flee` is to flee.
    """
    return frozenset(deed for deed in (*_governed(parse, noun), *_clauses(parse, noun)) if deed[0] not in _EMPTY)


def _governed(parse: Parse, noun: int) -> Iterator[Deed]:
    """Yield the deeds of the clause that the noun stands in."""
    while parse.dep[noun] in _SAME and parse.head[noun] != noun:
        noun = parse.head[noun]
    verb, dep = parse.head[noun], parse.dep[noun]
    if dep in ("nsubj", "nsubjpass"):
        yield from _as_subject(parse, verb)
    elif dep in ("dobj", "dative") and parse.pos[verb] in _VERBS:
        yield _lemma(parse, verb), "suffers"
    elif dep == "pobj" and parse.dep[verb] == "agent":
        yield _lemma(parse, parse.head[verb]), "does"


def _as_subject(parse: Parse, verb: int, inherited: bool = False) -> Iterator[Deed]:
    """Yield what the subject of a verb does or suffers, with the verbs that share it: `was hit and died`."""
    if parse.pos[verb] not in _VERBS:
        return
    own = _has(parse, verb, "aux", "auxpass", "nsubjpass")
    passive = _has(parse, verb, "auxpass", "nsubjpass") or (inherited and not own and parse.tag[verb] in _PARTICIPLES)
    yield _lemma(parse, verb), "suffers" if passive else "does"
    for i in _children(parse, verb):
        shares = parse.dep[i] == "xcomp" or (parse.dep[i] == "conj" and not _has(parse, i, "nsubj", "nsubjpass"))
        if shares and parse.pos[i] in _VERBS:
            yield from _as_subject(parse, i, passive and parse.dep[i] == "conj" and not _has(parse, i, "dobj"))


def _clauses(parse: Parse, noun: int) -> Iterator[Deed]:
    """Yield the deeds of the clauses that describe the noun."""
    for verb in _children(parse, noun):
        if parse.dep[verb] == "acl" and parse.pos[verb] in _VERBS:
            participle = parse.tag[verb] == "VBN"
            yield _lemma(parse, verb), "suffers" if participle else "does"
            yield from _of_which(parse, verb)
        elif parse.dep[verb] == "relcl":
            subject = [i for i in _children(parse, verb) if parse.dep[i] in ("nsubj", "nsubjpass")]
            if any(parse.tag[i] in ("WP", "WDT") for i in subject):
                yield from _as_subject(parse, verb)
            elif subject:
                yield _lemma(parse, verb), "suffers"


def _of_which(parse: Parse, verb: int) -> Iterator[Deed]:
    """Yield `flee` for `accused of fleeing`, `suspected of`, `charged with`."""
    for preposition in _children(parse, verb):
        for i in _children(parse, preposition) if parse.dep[preposition] == "prep" else ():
            if parse.dep[i] == "pcomp":
                yield from _as_subject(parse, i)


def _children(parse: Parse, token: int) -> Sequence[int]:
    """Return what hangs on a token; a sentence is short enough to look at each of its words."""
    first, end = next(s for s in parse.sentences if s[0] <= token < s[1])
    return [i for i in range(first, end) if parse.head[i] == token and i != token]


def _has(parse: Parse, token: int, *labels: str) -> bool:
    return any(parse.dep[i] in labels for i in _children(parse, token))


def _lemma(parse: Parse, verb: int) -> str:
    return parse.lemma[verb].lower()
