"""The records of one article -> what it says was done and what it counts, both from one reading of its clauses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from rashomon.link.claim.deeds import DeedReading, Layers, place_deeds
from rashomon.link.claim.figures import place_figures
from rashomon.profiles import Placed

__all__ = ["find_accounts"]


def find_accounts(*, blocks: Mapping[str, str], **layers: Unpack[Layers]) -> list[Placed]:
    """Return the deeds and the figures of an article, each with its place in the pile and its keys.

    Entities are the article's own.
    """
    reading = DeedReading(layers)
    return [*place_deeds(reading), *place_figures(reading, layers, blocks)]
