"""Events of one sentence -> the same without those that are part of another: one event a deed, not one a verb."""

from __future__ import annotations

from collections.abc import Sequence
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
    """Drop triggers inside the pattern of another, and join a word of harm to the attack that it tells the outcome of."""
    inside = {word for typed in found for word in typed.candidate.words if word != typed.candidate.token}
    kept = [typed for typed in found if typed.candidate.token not in inside]
    by_token = {typed.candidate.token: typed for typed in kept}
    gone: dict[int, int] = {}
    for typed in kept:
        other = _deed_of(syntax, typed, by_token)
        if other is not None and other not in gone:
            gone[typed.candidate.token] = other
    return [
        typed._replace(parts=tuple(by_token[t].candidate for t, into in gone.items() if into == typed.candidate.token))
        for typed in kept
        if typed.candidate.token not in gone
    ]


def _deed_of(syntax: Syntax, typed: Typed, by_token: dict[int, Typed]) -> int | None:
    """Return the trigger whose outcome or other half a trigger is, if it is one."""
    parse, token = syntax.parse, typed.candidate.token
    if typed.type != "ASSAULT":
        return _repeated(syntax, typed, by_token)
    harm = parse.lemma[token].lower() in words("harm") and len(typed.candidate.pattern.more) == 0
    if harm:
        for child in syntax.children[token]:
            if child in by_token and _is_assault(by_token[child]) and parse.dep[child] in ("nsubj", "advcl"):
                return child
            if parse.dep[child] in ("prep", "agent"):
                for lower in syntax.children[child]:
                    if lower in by_token and _is_assault(by_token[lower]):
                        return lower
        above = parse.head[token]
        if parse.dep[token] in ("advcl", "conj", "relcl", "acl") and above in by_token and _is_assault(by_token[above]):
            return above
    return _repeated(syntax, typed, by_token)


def _is_assault(typed: Typed) -> bool:
    return typed.type == "ASSAULT"


def _repeated(syntax: Syntax, typed: Typed, by_token: dict[int, Typed]) -> int | None:
    """Return the noun trigger of the same type that a verb has as object or by a preposition: "agreed on a deal"."""
    parse, token = syntax.parse, typed.candidate.token
    if typed.candidate.pattern.pos != "v" or typed.type == "ASSAULT":
        return None
    for child in syntax.children[token]:
        reached = [child] if parse.dep[child] == "dobj" else syntax.children[child] if parse.dep[child] == "prep" else []
        for lower in reached:
            if lower in by_token and by_token[lower].type == typed.type and by_token[lower].candidate.pattern.pos == "n":
                return None if parse.dep[lower] not in ("dobj", "pobj") else _keep_verb(lower)
    return None


def _keep_verb(_: int) -> None:
    return None
