"""Paragraphs of masked text -> word pieces with features, and the windows of them that the tagger reads.

The tagger's training cuts its examples with these functions too: what it learns on is what it will see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from rashomon.model import Quotation, Span

__all__ = ["CONTEXT", "FEATURES", "SIZE", "Pieces", "Window", "cut_pieces", "cut_windows", "window_inputs"]

Ints = npt.NDArray[np.int64]

SIZE = 256  # pieces in a window, [CLS] and [SEP] included: what the tagger was trained with
CONTEXT = 48  # pieces of what stands before, read again for their sense and not tagged again
FEATURES = 6  # (small, Capital or CAPITALS) by (outside, inside quotation marks)
_CLS, _SEP = 101, 102
_INSIDE = 3
# a paragraph that is longer than a window is cut behind one of these pieces: . ? ! and the closing mark
_SENTENCE_ENDS = frozenset({1012, 1029, 999, 1524})
# with fewer pieces left, more context is not worth its room
_MIN_CONTEXT = 8


class Pieces(NamedTuple):
    """The word pieces of one document, column by column, and the range of pieces of each paragraph.

    `starts` are code points; `ends` are the end of the whole word, and hold only where `first` tells that a word
    starts; `features` say what an uncased vocabulary forgets: the case of the word, and whether it is quoted.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    first: npt.NDArray[np.bool_]
    features: Ints
    paragraphs: list[tuple[int, int]]


class Window(NamedTuple):
    """Stretches of pieces, one a paragraph, that are read together; those before `fresh` are context."""

    stretches: list[tuple[int, int]]
    fresh: int


def cut_pieces(
    tokenizer: Tokenizer, masked: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]
) -> Pieces:
    """Return the pieces of `paragraphs`; quotation marks are told apart into opening and closing ones."""
    text, inside = _directed(masked, quotations)
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    first: list[bool] = []
    features: list[int] = []
    borders: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        encoding = tokenizer.encode(text[paragraph.start : paragraph.end], add_special_tokens=False)
        words, offsets = encoding.word_ids, encoding.offsets
        base = paragraph.start
        places = [base + s for s, _ in offsets]
        starts += places
        opens = [k for k, word in enumerate(words) if k == 0 or word != words[k - 1]]
        for k, stop in pairwise([*opens, len(words)]):
            end = base + offsets[stop - 1][1]
            feature = _case(masked[places[k] : end])
            ends += [end] * (stop - k)
            first += [True] + [False] * (stop - k - 1)
            features += [feature + _INSIDE * inside[s] for s in places[k:stop]]
        if words:
            borders.append((len(ids), len(ids) + len(words)))
        ids += encoding.ids
    return Pieces(
        np.array(ids, np.int64), np.array(starts, np.int64), np.array(ends, np.int64),
        np.array(first, np.bool_), np.array(features, np.int64), borders,
    )  # fmt: skip


def _directed(masked: str, quotations: Sequence[Quotation]) -> tuple[str, bytearray]:
    """Return the text with opening and closing marks told apart, and for each character whether it is quoted."""
    text, inside = list(masked), bytearray(len(masked))
    for quotation in quotations:
        start, end = quotation.outer.start, quotation.outer.end
        inside[start:end] = b"\1" * (end - start)
        text[start] = "“"
        if end > quotation.inner.end and text[end - 1] in "\"'":
            text[end - 1] = "”"
    return "".join(text), inside


def _case(word: str) -> int:
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def cut_windows(
    pieces: Pieces, size: int = SIZE, context: int = CONTEXT, opening: int | None = None
) -> Iterator[Window]:
    """Yield windows that hold each piece once as fresh; borders are paragraphs' where these are short enough.

    `opening` is the size of the first window: training draws it, to see every article cut in many ways.
    """
    gathered: list[tuple[int, int]] = []
    room = (opening or size) - 1
    for start, end in pieces.paragraphs:
        if gathered and end - start + 1 > room:
            yield _with_context(pieces, gathered, context)
            gathered, room = [], size - context - 1
        while end - start + 1 > room:
            cut = _cut(pieces, start, start + room - 1)
            yield _with_context(pieces, [(start, cut)], context)
            start, room = cut, size - context - 1
        gathered.append((start, end))
        room -= end - start + 1
    if gathered:
        yield _with_context(pieces, gathered, context)


def _cut(pieces: Pieces, start: int, limit: int) -> int:
    """Return where to end a stretch from `start`, at most `limit`: behind a sentence, else at a word."""
    for k in range(limit, start + (limit - start) // 2, -1):
        if pieces.first[k] and int(pieces.ids[k - 1]) in _SENTENCE_ENDS:
            return k
    return next((k for k in range(limit, start, -1) if pieces.first[k]), limit)


def _with_context(pieces: Pieces, fresh: list[tuple[int, int]], context: int) -> Window:
    before: list[tuple[int, int]] = []
    end = fresh[0][0]
    while context > _MIN_CONTEXT and end > 0:
        # the paragraph that piece `end - 1` stands in
        floor = max(start for start, _ in pieces.paragraphs if start < end)
        start = max(floor, end - context + 1)
        while start < end and not pieces.first[start]:
            start += 1
        if start == end:
            break
        before.insert(0, (start, end))
        context -= end - start + 1
        end = floor
        if start > floor:
            break
    return Window(before + fresh, fresh[0][0])


def window_inputs(pieces: Pieces, window: Window) -> tuple[Ints, Ints, Ints]:
    """Return the ids and features that the model reads, and for each the index of its piece (-1: no piece)."""
    index = [-1]
    for start, end in window.stretches:
        index += [*range(start, end), -1]
    places = np.array(index, np.int64)
    real = places >= 0
    ids = np.where(real, pieces.ids[places], _SEP)
    ids[0] = _CLS
    return ids, np.where(real, pieces.features[places], 0), places
