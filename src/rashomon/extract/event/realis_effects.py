"""What words make of an event, the nearest first -> what they come to, and the one that decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.extract.event.realis_lexicon import NEUTRAL
from rashomon.model import Realis

__all__ = ["Effect", "Reading", "compose"]

# what a question reaches through; what a word in between has settled, it does not
_GRAMMAR = frozenset(
    {"neg", "modal", "modal-have", "adverb", "mark", "headline", "imperative", "wh", "v-not", "be-to", "i"}
)


class Effect(NamedTuple):
    """What one word makes of an event: a class, "island" (nothing above decides) or "settled" (taken for granted).

    `why` is the kind of word, `distance` the steps from the trigger, `first` and `last` its tokens, -1 if none.
    """

    what: str
    why: str
    distance: int
    first: int = -1
    last: int = -1


class Reading(NamedTuple):
    """What the sentence says of a trigger: the verdict of the rules, the word that decided, all that speaks."""

    rule: Realis
    decided: Effect | None
    effects: tuple[Effect, ...]
    evidence: tuple[str, ...]


def compose(effects: Sequence[Effect]) -> tuple[str, Effect | None]:
    """Return what the effects come to, and the one that decided."""
    state: str = NEUTRAL
    decided: Effect | None = None
    for effect in effects:
        if effect.what in ("island", "settled"):
            break
        if effect.why.startswith("told") and state == "planned" and effect.what == "hypothetical":
            continue
        grammar = decided is None or decided.why in _GRAMMAR or state not in ("negated", NEUTRAL)
        after = "asked" if effect.what == "asked" and grammar else _after(state, effect)
        if after != state or (decided is None and after == effect.what != NEUTRAL):
            state, decided = after, effect
    return state, decided


def _after(state: str, effect: Effect) -> str:
    """Return what becomes of a content that is already planned, negated ... under one more word."""
    what = effect.what
    if effect.why == "k" and what == NEUTRAL:
        return what
    if state in (NEUTRAL, "habitual", "historical"):
        return state if what == NEUTRAL else what
    if state == "asked":
        return state
    if what == "negated":
        return NEUTRAL if state == "negated" and effect.why != "neg" else "negated"
    if what == "demanded" and state == "negated":
        return what
    if what == "hypothetical" and (
        state == "planned" or effect.why == "mark" or (effect.why == "modal" and state == "demanded")
    ):
        return what
    return state
