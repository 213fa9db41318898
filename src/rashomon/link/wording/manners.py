"""The words that introduce what somebody says -> how they colour it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import get_args

from rashomon.data import table
from rashomon.link.event.words import stem
from rashomon.model import Manner

__all__ = ["manner_of"]

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CLASSES: Mapping[str, Manner] = {one: one for one in get_args(Manner)}


def manner_of(cue: str) -> Manner:
    """Return the class of the words of a cue (`wording/manners.tsv`): the first that is not neutral, else neutral.

    `other` where none of the words is listed, or there are none: what is quoted without a cue is not coloured by one.
    """
    found = [_listed()[stem(word)] for word in _WORD.findall(cue) if stem(word) in _listed()]
    return next((one for one in found if one != "neutral"), "neutral" if found else "other")


@cache
def _listed() -> Mapping[str, Manner]:
    return {stem(word): _CLASSES[row[0]] for row in reversed(table("wording/manners.tsv")) for word in row[1].split()}
