"""An event in its sentence -> PLOVER's contexts: the matters it is about, several or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

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
    lemmas = _lemmas(syntax, token)
    found = set(_contexts_told("strong", lemmas))
    found |= {context for context, times in Counter(_contexts_told("weak", lemmas)).items() if times > 1}
    found |= set(_contexts_told("event", {kind, f"{kind}:{mode}"}))
    if between_states and kind in _VERBAL:
        found.add("diplomatic")
    return tuple(sorted(found))


def _lemmas(syntax: Syntax, token: int) -> frozenset[str]:
    """Return lemmas around a token in its sentence, single ones and two side by side, in lower case."""
    parse = syntax.parse
    first, end = parse.sentences[syntax.sentence[token]]
    window = range(max(first, token - _REACH), min(end, token + _REACH + 1))
    single = [parse.lemma[t].lower() for t in window if not syntax.is_mark(t)]
    return frozenset((*single, *_pairs(single)))


def _pairs(lemmas: list[str]) -> Iterable[str]:
    """Yield what stands side by side; "of" and "the" between two are left out: "freedom of the press"."""
    kept = [lemma for lemma in lemmas if lemma not in ("of", "the", "a", "for", "'s", "’s")]
    yield from (f"{one}+{two}" for one, two in pairwise(kept))
    yield from (f"{one}+{two}+{three}" for one, two, three in zip(kept, kept[1:], kept[2:], strict=False))


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
