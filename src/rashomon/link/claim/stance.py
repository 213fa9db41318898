"""What an account makes of a claim: whether it says it happened, and in whose voice -> its stance."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

from rashomon.data import table
from rashomon.model import Realis, Stance

__all__ = ["stance_of"]


def stance_of(realis: Realis, words: str, *, attributed: bool) -> Stance:
    """Return the stance of an account by its words.

    A denial is one whoever denies; what somebody is quoted for, hedged or not, is attributed.
    """
    if realis == "negated":
        return "denies"
    if attributed:
        return "attributes"
    return "hedges" if realis == "hypothetical" or _is_hedged(words) else "asserts"


def _is_hedged(words: str) -> bool:
    """Tell whether words hold one that takes something back from what they say: "may have", "feared dead"."""
    return _hedges().search(words) is not None


@cache
def _hedges() -> re.Pattern[str]:
    phrases = [phrase for row in table("claims/hedges.tsv") for phrase in row[0].split(", ")]
    phrases += [phrase.capitalize() for phrase in phrases if phrase != "may"]  # which is a month
    # by their first letters: at most words, a look at one letter is enough
    by_letter = groupby(sorted(phrases), key=lambda phrase: phrase[0])
    groups = (f"{letter}(?:{'|'.join(re.escape(p[1:]) for p in some)})" for letter, some in by_letter)
    return re.compile(rf"\b(?:{'|'.join(groups)})\b")
