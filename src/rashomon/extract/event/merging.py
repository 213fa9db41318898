"""Events of one sentence -> the same without those that are part of another: one event a deed, not one a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.lexicon import Candidate, words

__all__ = ["Typed", "merge_deeds"]


class Typed(NamedTuple):
    """A trigger, its type and how sure that is; `parts` are triggers told of the same deed."""

    candidate: Candidate
    type: str
    score: float
    parts: tuple[Candidate, ...] = ()


def merge_deeds(syntax: Syntax, found: Sequence[Typed]) -> list[Typed]:
    """Drop triggers inside the pattern of another, and join a word of harm to the attack whose outcome it tells."""
    inside = {word for typed in found for word in typed.candidate.words if word != typed.candidate.token}
    kept = {typed.candidate.token: typed for typed in found if typed.candidate.token not in inside}
    into: dict[int, int] = {}
    for token, typed in kept.items():
        attack = next((t for t in _attacks(syntax, typed) if t in kept and kept[t].type == "ASSAULT"), None)
        if attack is not None and attack not in into:
            into[token] = attack
    return [
        typed._replace(parts=tuple(kept[t].candidate for t, whole in into.items() if whole == token))
        for token, typed in kept.items()
        if token not in into
    ]


def _attacks(syntax: Syntax, typed: Typed) -> Iterator[int]:
    """Yield the words that may name the attack of which a word of harm tells the outcome."""
    parse, token = syntax.parse, typed.candidate.token
    if typed.type != "ASSAULT" or parse.lemma[token].lower() not in words("harm"):
        return
    for child in syntax.children[token]:
        if parse.dep[child] in ("nsubj", "advcl"):
            yield child
        elif parse.dep[child] in ("prep", "agent"):
            yield from syntax.children[child]
    if parse.dep[token] in ("advcl", "conj", "relcl", "acl"):
        yield parse.head[token]
