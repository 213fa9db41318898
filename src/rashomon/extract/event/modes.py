"""A trigger in its sentence -> PLOVER's mode: by what means, or to what end; none where the words do not tell.

The pattern that found the trigger suggests a mode ("shelled" is heavy-weapons); the words beside it tell the rest: who
did it with what ("two jets struck"), and for demands, threats and refusals what is wanted, which is often an event of
its own ("called on the rebels to free them"). Linear weights over classes of words (`events/modes.tsv`) decide.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from rashomon.data import resource, table
from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.linear import classify
from rashomon.extract.event.setting import Trigger

__all__ = ["NO_MODE", "evidence_of_mode", "mode_of", "modes_of"]

NO_MODE = "none"
_INNER = frozenset({"compound", "amod", "nmod", "prt", "advmod", "npadvmod"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "agent", "prep", "dative", "conj", "attr", "poss"})


def mode_of(syntax: Syntax, trigger: Trigger, suggested: str, inside: Iterable[str]) -> str | None:
    """Return the mode of an event.

    `suggested` is the mode of the pattern that found the trigger; `inside` are the events that the trigger governs, by
    type and suggested mode ("RETREAT:release").
    """
    modes = modes_of(trigger.type)
    if not modes:
        return None
    mode, _ = classify("mode_weights", evidence_of_mode(syntax, trigger, suggested, inside), (*modes, NO_MODE))
    return None if mode == NO_MODE else mode


@cache
def modes_of(kind: str) -> tuple[str, ...]:
    """Return the modes of a type, as PLOVER's ontology lists them."""
    return tuple(sorted(mode for of, mode in _ontology() if of == kind))


def evidence_of_mode(syntax: Syntax, trigger: Trigger, suggested: str, inside: Iterable[str]) -> Iterator[str]:
    """Yield what the pattern, the trigger, the events in it and the words around it say of its mode."""
    kind = trigger.type
    yield f"bias={kind}"
    yield f"suggested={kind}:{suggested}"
    yield f"lemma={kind}:{syntax.parse.lemma[trigger.token]}"
    for inner in sorted(set(inside)):
        yield f"inside={kind}:{inner.partition(':')[0]}"
        yield f"inside={kind}:{inner}"
    seen: set[str] = set()
    for zone, tokens in _zones(syntax, trigger):
        for mode in sorted(_told(syntax, tokens, kind) - seen):
            seen.add(mode)
            yield f"{zone}={kind}:{mode}"
            yield f"any={kind}:{mode}"


def _zones(syntax: Syntax, trigger: Trigger) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield the words nearer and further off: the trigger itself, who and what beside it, its clause, its sentence."""
    parse = syntax.parse
    own = {*trigger.words, *(c for w in trigger.words for c in syntax.children[w] if parse.dep[c] in _INNER)}
    yield "own", sorted(own)
    beside: set[int] = set()
    layer = [trigger.token] if parse.dep[trigger.token] not in ("dobj", "nsubj", "pobj") else [
        trigger.token, parse.head[trigger.token]
    ]  # fmt: skip
    for _ in range(3):
        layer = [c for t in layer for c in syntax.children[t] if parse.dep[c] in _ARGUMENTS | _INNER]
        beside.update(layer)
    yield "beside", sorted(beside - own)
    yield "below", sorted(set(syntax.subtree(trigger.token)) - beside - own)
    first, end = parse.sentences[syntax.sentence[trigger.token]]
    yield "sentence", range(first, end)


def _told(syntax: Syntax, tokens: Iterable[int], kind: str) -> set[str]:
    """Return the modes of a type that these words tell of."""
    lemmas, known = syntax.parse.lemma, _words_of(kind)
    found: set[str] = set()
    for token in tokens:
        for follower, modes in known.get(lemmas[token], ()):
            if not follower or (token + 1 < len(lemmas) and lemmas[token + 1] == follower):
                found |= modes
    return found


@cache
def _words_of(kind: str) -> Mapping[str, Sequence[tuple[str, frozenset[str]]]]:
    """Return lemmas, the lemma that follows if one must, and the modes of a type that they tell of."""
    modes: dict[str, set[str]] = {}
    for of, mode, lemmas in table("events/modes.tsv"):
        for lemma in lemmas.lower().split() if of == kind else ():
            modes.setdefault(lemma, set()).add(mode)
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for lemma, told in modes.items():
        first, _, follower = lemma.partition("+")
        found.setdefault(first, []).append((follower, frozenset(told)))
    return found


@cache
def _ontology() -> tuple[tuple[str, str], ...]:
    """Return pairs of type and mode."""
    keys = json.loads(resource("plover/ontology.json").read_text(encoding="utf-8"))["mode_scores"]
    return tuple((kind, mode) for kind, _, mode in (key.partition(":") for key in keys))
