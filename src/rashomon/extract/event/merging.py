"""Events of one sentence -> the same without those that are part of another: one event a deed, not one a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.lexicon import Candidate, words

__all__ = ["Typed", "find_attacks", "merge_deeds"]

# prepositions behind which a second word of the same type tells the same deed: "agreed on a pact",
# "attacked by shelling", "sanctions including bans"; not "after", "for", "over": those lead to another
_SAME_DEED = frozenset({"of", "in", "on", "upon", "with", "by", "through", "including"})
# what one says is one deed, though said in two words: "lodged a protest, accusing Halvia of ..."
_SAYING = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})


class Typed(NamedTuple):
    """A trigger, its type and how sure that is; `parts` are triggers told of the same deed."""

    candidate: Candidate
    type: str
    score: float
    parts: tuple[Candidate, ...] = ()


def merge_deeds(syntax: Syntax, found: Sequence[Typed]) -> list[Typed]:
    """Join the words that tell one deed; the one that governs the others, or names the attack, stays the trigger."""
    inside = {word for typed in found for word in typed.candidate.words if word != typed.candidate.token}
    kept = {typed.candidate.token: typed for typed in found if typed.candidate.token not in inside}
    into: dict[int, int] = {}
    for token, typed in kept.items():
        attacks = find_attacks(syntax, token) if typed.type == "ASSAULT" else ()
        wholes = [t for t in (*attacks, *_above(syntax, typed)) if t in kept and _top(into, t) != token]
        whole = next((t for t in wholes if _is_one_deed(kept[t].type, typed.type)), None)
        if whole is not None:
            into[token] = whole
    return [
        typed._replace(parts=tuple(kept[t].candidate for t in into if _top(into, t) == token))
        for token, typed in kept.items()
        if token not in into
    ]


def _is_one_deed(above: str, below: str) -> bool:
    """Tell whether two words, the one governing the other, can tell one deed; who marches for something demands it."""
    return above == below or (above, below) == ("PROTEST", "REQUEST")


def _top(into: dict[int, int], token: int) -> int:
    while token in into:
        token = into[token]
    return token


def find_attacks(syntax: Syntax, token: int) -> Iterator[int]:
    """Yield the words that may name the attack of which a word of harm tells the outcome."""
    parse = syntax.parse
    if parse.lemma[token] not in words("harm"):
        return
    for child in syntax.children[token]:
        if parse.dep[child] in ("nsubj", "advcl"):
            yield child
        elif parse.dep[child] in ("prep", "agent"):
            yield from syntax.children[child]
    if parse.dep[token] in ("advcl", "conj", "relcl", "acl"):
        yield parse.head[token]


def _above(syntax: Syntax, typed: Typed) -> Iterator[int]:
    """Yield the word that may tell the same deed first: a verb of its object, a noun of what is said of it."""
    parse, token = syntax.parse, typed.candidate.token
    above, dep = parse.head[token], parse.dep[token]
    if dep in ("pobj", "pcomp"):
        if parse.lower[above] in _SAME_DEED:
            yield parse.head[above]
    elif dep in ("dobj", "compound", "nmod", "appos") or _is_listed(syntax, token) or _is_said_on(syntax, typed):
        yield above


def _is_said_on(syntax: Syntax, typed: Typed) -> bool:
    """Tell whether a participle goes on saying what the word above it began to say."""
    token = typed.candidate.token
    goes_on = syntax.parse.dep[token] in ("acl", "advcl") and syntax.parse.tag[token] == "VBG"
    return goes_on and typed.type in _SAYING


def _is_listed(syntax: Syntax, token: int) -> bool:
    """Tell whether a noun is a further member of a list, with nothing of its own beside it: "bans and freezes"."""
    parse = syntax.parse
    is_noun = parse.dep[token] == "conj" and parse.pos[token] == "NOUN"
    return is_noun and not syntax.has(token, "prep", "poss", "relcl", "acl")
