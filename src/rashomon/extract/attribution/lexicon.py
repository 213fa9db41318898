"""The cue lexicon: which words say that words are somebody's, in which frames, and how often they do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import get_args

import msgspec

from rashomon.data import table
from rashomon.model import Act, Parse

__all__ = ["Cue", "best_rate", "cue_of", "introduces_quotations", "lemma_of", "rate"]

_FILE = "attribution/cues.tsv"
# a rate starts at PRIOR, as if seen WEIGHT times; few frames are seen often enough to speak for themselves
_PRIOR, _WEIGHT = 0.15, 4.0
_MIN_QUOTE_RATE = 0.3
# what the lemmatizer makes of "hoped" and "hated"
_MISREAD = {"hop": "hope", "hat": "hate"}


class Cue(msgspec.Struct, frozen=True):
    """A cue word: what kind of saying it is by itself, its tone, and its frames as (hits, seen)."""

    act: Act
    infinitive: Act
    tone: str
    frames: Mapping[str, tuple[int, int]]


_ACTS: dict[str, Act] = {act: act for act in get_args(Act)}


@cache
def _lexicon() -> Mapping[tuple[str, str], Cue]:
    found = {}
    for lemma, pos, act, infinitive, tone, frames in table(_FILE):
        counts = {}
        for item in frames.split():
            name, _, numbers = item.rpartition("=")
            hits, _, seen = numbers.partition("/")
            counts[name] = (int(hits), int(seen))
        found[lemma, pos] = Cue(_ACTS[act], _ACTS[act if infinitive == "-" else infinitive], tone, counts)
    return found


def lemma_of(parse: Parse, token: int) -> str:
    """Return the lemma by which a token stands in the lexicon."""
    lemma = parse.lemma[token]
    return _MISREAD.get(lemma, lemma)


def cue_of(lemma: str, pos: str) -> Cue | None:
    """Return what the lexicon knows of a word; `pos` is VERB, NOUN or ADJ."""
    return _lexicon().get((lemma, "VERB" if pos == "AUX" else "NOUN" if pos == "PROPN" else pos))


def rate(lemma: str, pos: str, frame: str) -> float:
    """Return how often this word in this frame carries an attribution, 0..1, smoothed."""
    cue = cue_of(lemma, pos)
    if cue is None:
        return 0.0
    if frame == "paren" and "ccomp" in cue.frames:
        frame = "ccomp"  # "…, they believe, …" is rarer than "they believe that …", and no less clear
    hits, seen = cue.frames.get(frame, (0, 0))
    if not hits:
        return 0.0
    return (hits + _PRIOR * _WEIGHT) / (seen + _WEIGHT)


@lru_cache(maxsize=1 << 14)
def best_rate(lemma: str, pos: str) -> float:
    """Return the rate of a word in the frame that carries attributions most often; 0 for what is no cue."""
    cue = cue_of(lemma, pos)
    return max((rate(lemma, pos, frame) for frame in cue.frames), default=0.0) if cue else 0.0


def introduces_quotations(lemma: str) -> bool:
    """Tell whether the verb, beside a quotation, is its cue often enough."""
    return rate(lemma, "VERB", "quote") >= _MIN_QUOTE_RATE
