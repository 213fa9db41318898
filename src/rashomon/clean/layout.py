"""Blocks -> which of them stand around the article, when a whole page was scraped.

The running text of a page is where blocks that read like sentences lie close together. Each block is scored, and the
stretches of the page whose scores add up highest are its text: maximum subsequence segmentation (Pasternack and Roth,
WWW 2009), with all maximal stretches found in one pass (Ruzzo and Tompa, ISMB 1999) instead of the best alone, because
articles are interrupted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from rashomon.clean.blocks import Block

# A scraped page and not just an article with many short lines: 106 of the 111 pages of zones-dev are one by this, and
# 7 of 3,332 articles without a page around them (polnear, stories-dev, basil-stories, newswcl50-dev, ukraine-pile).
MIN_SHORT_BLOCKS = 15
MIN_SHORT_SHARE = 0.45
MIN_CUES = 2

# All weights were chosen at random on one half of zones-dev and checked on the other: see benchmarks/zones.py
SENTENCE_WORDS = 5
PROSE_WORDS = 8
LONG_WORDS = 20
MAX_WEIGHT = 80
SENTENCE_WEIGHT = 4.0
SHORT_WEIGHT = -8.0
SHORT_IN_COLUMN_WEIGHT = -1.0
CUE_WEIGHT = -12.0
# the article stands in one column: what is indented otherwise counts for less
OTHER_COLUMN = 0.7
# stretches with less than this share of the best one's score are teasers and notices, seldom the article's
MIN_SHARE_BEFORE = 0.05
MIN_SHARE_AFTER = 0.2
# how far above its text a headline is looked for, over date, author and share buttons
MAX_BLOCKS_TO_TITLE = 8
MIN_TITLE_WORDS = 4


def find_outside(blocks: Sequence[Block], cues: Collection[int]) -> set[int]:
    """Return the indices of the blocks that stand around the article; none if the text is no scraped page.

    `cues` are the blocks that are furniture by their own words.
    """
    if not _is_page(blocks, cues):
        return set()
    stretches = _maximal_stretches(_weigh(blocks, cues))
    if not stretches:
        return set()
    best = max(stretches, key=lambda stretch: stretch[2])
    kept = [
        (first, last)
        for first, last, weight in stretches
        if weight >= (MIN_SHARE_BEFORE if first < best[0] else MIN_SHARE_AFTER) * best[2]
    ]
    inside = {i for first, last in kept for i in range(first, last)}
    inside |= set(range(_title_above(blocks, kept[0][0], cues), kept[0][0]))
    return set(range(len(blocks))) - inside


def _is_page(blocks: Sequence[Block], cues: Collection[int]) -> bool:
    short = sum(not _is_sentence(block) for block in blocks)
    return short >= MIN_SHORT_BLOCKS and short >= MIN_SHORT_SHARE * len(blocks) and len(cues) >= MIN_CUES


def _is_sentence(block: Block) -> bool:
    return (block.closed and block.words >= SENTENCE_WORDS) or block.words >= LONG_WORDS


def _is_prose(block: Block) -> bool:
    return (block.closed and block.words >= PROSE_WORDS) or block.words >= LONG_WORDS


def _weigh(blocks: Sequence[Block], cues: Collection[int]) -> list[float]:
    columns: Counter[int] = Counter()
    for block in blocks:
        if _is_prose(block) and not block.bullet:
            columns[block.indent] += block.words
    column = max(columns, key=lambda indent: (columns[indent], -indent), default=0)
    return [CUE_WEIGHT if i in cues else _weight(block, block.indent == column) for i, block in enumerate(blocks)]


def _weight(block: Block, in_column: bool) -> float:
    if _is_prose(block):
        return min(block.words, MAX_WEIGHT) * (1.0 if in_column else OTHER_COLUMN)
    if _is_sentence(block):
        return SENTENCE_WEIGHT if in_column else SENTENCE_WEIGHT + SHORT_IN_COLUMN_WEIGHT
    return SHORT_IN_COLUMN_WEIGHT if in_column and not block.bullet else SHORT_WEIGHT


def _maximal_stretches(weights: Sequence[float]) -> list[tuple[int, int, float]]:
    """Return all maximal scoring stretches as (first, end, weight), in order (Ruzzo and Tompa)."""
    stretches: list[tuple[int, int, float, float]] = []  # with the sums of all weights before and up to the end
    total = 0.0
    for i, weight in enumerate(weights):
        before, total = total, total + weight
        if weight <= 0:
            continue
        new = (i, i + 1, before, total)
        while True:
            at = next((k for k in range(len(stretches) - 1, -1, -1) if stretches[k][2] < new[2]), -1)
            if at < 0 or stretches[at][3] >= new[3]:
                stretches.append(new)
                break
            new = (stretches[at][0], new[1], stretches[at][2], new[3])
            del stretches[at:]
    return [(first, end, upto - before) for first, end, before, upto in stretches]


def _title_above(blocks: Sequence[Block], first: int, cues: Collection[int]) -> int:
    """Return the index of the headline above the text, `first` if none stands near it."""
    near = [
        i
        for i in range(max(0, first - MAX_BLOCKS_TO_TITLE), first)
        if i not in cues and not blocks[i].bullet and blocks[i].words >= MIN_TITLE_WORDS
    ]
    return max(near, key=lambda i: (blocks[i].words, i), default=first)
