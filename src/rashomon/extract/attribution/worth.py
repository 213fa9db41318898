"""A group of stretches -> how likely a human annotator marks the same attribution.

A logistic regression on a handful of traits; its weights stand in data/tagger/config.json and were fitted by
training/attribution/calibrate.py on articles that the tagger was not trained on.
"""

from __future__ import annotations

import math
from functools import cache

import msgspec

from rashomon.data import resource
from rashomon.extract.attribution.linking import Group, hold
from rashomon.model import Tagging

__all__ = ["TRAITS", "is_kept", "traits", "worth"]

TRAITS = ("content", "cue", "source_link", "no_source", "no_cue")
# beyond these the tagger's certainty says nothing more
_LOW, _HIGH = 0.02, 0.995
_FIRM = 2.0


class _Weights(msgspec.Struct, frozen=True):
    """What each trait adds to the log-odds, and the least probability with which a draft is kept."""

    weights: dict[str, float]
    intercept: float
    keep: float


class _Config(msgspec.Struct, frozen=True):
    worth: _Weights


def traits(tagging: Tagging, group: Group) -> tuple[float, ...]:
    """Return the traits of a group, in the order of `TRAITS`."""
    words = sum(c.last + 1 - c.first for c in group.contents)
    content = sum(c.score * (c.last + 1 - c.first) for c in group.contents) / words
    linked = hold(tagging, group.cue, group.source) if group.cue and group.source else 0.0
    return (
        _log_odds(content),
        _log_odds(group.cue.score) if group.cue else 0.0,
        min(linked, _FIRM),
        float(group.source is None),
        float(group.cue is None),
    )


def worth(found: tuple[float, ...]) -> float:
    """Return the probability that a group with these traits is right."""
    model = _weights()
    odds = model.intercept + sum(model.weights[n] * v for n, v in zip(TRAITS, found, strict=True))
    return 1 / (1 + math.exp(-odds))


def is_kept(probability: float) -> bool:
    """Tell whether a draft is good enough to be shown."""
    return probability >= _weights().keep


def _log_odds(probability: float) -> float:
    p = min(max(probability, _LOW), _HIGH)
    return math.log(p / (1 - p))


@cache
def _weights() -> _Weights:
    return msgspec.json.decode(resource("tagger/config.json").read_bytes(), type=_Config).worth
