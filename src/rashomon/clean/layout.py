"""Blocks -> which of them stand outside the article, by their place and shape on the page alone."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.clean.blocks import Block


def find_outside(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the index of each block that stands around the article, and why; {} for a text without a page."""
    return {}
