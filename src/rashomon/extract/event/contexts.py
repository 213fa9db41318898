"""An event in its sentence -> PLOVER's contexts: the matters it is about, several or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache

from rashomon.data import table
from rashomon.extract.attribution.syntax import Syntax

__all__ = ["contexts_of"]

# what states say to one another is diplomacy, whatever it is about
_VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "RETREAT"})
# how far from the trigger a word may stand, in tokens: a long sentence tells of several things
_REACH = 25


def contexts_of(syntax: Syntax, token: int, kind: str, mode: str | None, *, between_states: bool) -> tuple[str, ...]:
    """Return the contexts of the event whose trigger is `token`, in alphabetical order.

    One strong word of a context in the sentence is enough, or two weak ones, or what kind of event it is; what is done
    `between_states` by words is diplomatic.
    """
    words = _words(syntax, token)
    found = set(_contexts_told("strong", words))
    found |= {context for context, times in Counter(_contexts_told("weak", words)).items() if times > 1}
    found |= set(_contexts_told("event", {kind, f"{kind}:{mode}"}))
    if between_states and kind in _VERBAL:
        found.add("diplomatic")
    return tuple(sorted(found))


def _words(syntax: Syntax, token: int) -> Set[str]:
    """Return what may tell of a context around a token in its sentence: lemmas, single ones, two and three in a row."""
    parse = syntax.parse
    first, end = parse.sentences[syntax.sentence[token]]
    window = range(max(first, token - _REACH), min(end, token + _REACH + 1))
    lemmas = parse.lemma[window.start : window.stop]
    single, begun = _known()
    found = single.intersection(lemmas)
    if begun.isdisjoint(lemmas):
        return found
    # "of" and "the" between two are left out: "freedom of the press"
    kept = [parse.lemma[t] for t in window if parse.lemma[t] not in _LEFT_OUT and not syntax.is_mark(t)]
    return found.union(_in_a_row(kept, begun))


_LEFT_OUT = frozenset({"of", "the", "a", "for", "'s", "’s"})


def _in_a_row(lemmas: Sequence[str], begun: Set[str]) -> Iterator[str]:
    """Yield two and three lemmas side by side where one of the table begins like them."""
    for place, lemma in enumerate(lemmas):
        if lemma in begun:
            yield "+".join(lemmas[place : place + 2])
            yield "+".join(lemmas[place : place + 3])


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that tell of a context by themselves, and those with which several begin that do."""
    words = {*_contexts("strong"), *_contexts("weak")}
    rows = {word for word in words if "+" in word}
    return frozenset(words - rows), frozenset(row.partition("+")[0] for row in rows)


def _contexts_told(how: str, words: Iterable[str]) -> Iterator[str]:
    """Yield the contexts that each of these words tells of, by what the table says of it: strong, weak or event."""
    known = _contexts(how)
    return (context for word in words for context in known.get(word, ()))


@cache
def _contexts(how: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for context, said, words in table("events/contexts.tsv"):
        for word in words.split() if said == how else ():
            found.setdefault(word, set()).add(context)
    return {word: frozenset(contexts) for word, contexts in found.items()}
