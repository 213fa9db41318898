"""Masked text -> for each word how likely it is part of a source, a cue or a content, and which word it hangs on.

A small neural model (data/tagger, with its card) runs on ONNX Runtime. It reads one window at a time, unpadded: the
scales of its 8-bit arithmetic depend on everything that is computed together, so that an article which shared a
batch with another would come out differently from the same article alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from rashomon.data import resource
from rashomon.model import Quotation, Span, Tagging
from rashomon.parse.windows import Pieces, cut_pieces, cut_windows, window_inputs

__all__ = ["LABELS", "load_tokenizer", "tag_words"]

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
# weaker links than this, and more of them, decide nothing
_MIN_LINK = 0.02
_MAX_LINKS = 6


def tag_words(masked: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> Tagging:
    """Return the tagging of the words of `paragraphs`, in text order; offsets are code points of the document."""
    pieces = cut_pieces(load_tokenizer(), masked, paragraphs, quotations)
    firsts = np.flatnonzero(pieces.first)
    # the number of each piece's word; a piece of no word is not asked for
    number = np.cumsum(pieces.first) - 1
    scores = np.zeros((len(firsts), len(LABELS)))
    links: list[tuple[tuple[int, float], ...]] = [()] * len(firsts)
    for window in cut_windows(pieces):
        _read(pieces, number, window_inputs(pieces, window), window.fresh, scores, links)
    return Tagging(
        labels=LABELS,
        starts=pieces.starts[firsts].tolist(),
        ends=pieces.ends[firsts].tolist(),
        scores=scores.round(4).tolist(),
        links=links,
    )


def _read(
    pieces: Pieces,
    number: np.ndarray[Any, Any],
    inputs: tuple[np.ndarray[Any, Any], ...],
    fresh: int,
    scores: np.ndarray[Any, Any],
    links: list[tuple[tuple[int, float], ...]],
) -> None:
    """Run one window and write what it says of its fresh words into `scores` and `links`."""
    ids, features, places = inputs
    tags, pointed = _session().run(None, {"ids": ids[None], "features": features[None]})
    rows = np.flatnonzero((places >= 0) & pieces.first[places])
    words = number[places[rows]]
    new = places[rows] >= fresh
    scores[words[new]] = tags[rows[new]]
    weights = pointed[rows[new]][:, rows]
    # few links are worth keeping: these alone are sorted, by their word and, of one word, the strongest first
    of, to = np.nonzero(weights > _MIN_LINK)
    strength = weights[of, to]
    order = np.lexsort((to, -strength, of))
    found: dict[int, list[tuple[int, float]]] = {}
    columns = (words[new][of[order]], words[to[order]], strength[order].astype(float).round(4))
    for word, linked, firm in zip(*(column.tolist() for column in columns), strict=True):
        kept = found.setdefault(word, [])
        if firm > _MIN_LINK and len(kept) < _MAX_LINKS:
            kept.append((linked, firm))
    nothing = pointed[rows[new], 0].astype(float).round(4)
    for word, alone in zip(words[new].tolist(), nothing.tolist(), strict=True):
        links[word] = (*found.get(word, ()), (-1, alone))


@cache
def load_tokenizer() -> Tokenizer:
    """Return the tagger's word-piece tokenizer, without its padding and truncation."""
    tokenizer = Tokenizer.from_str(resource("tagger/tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # one thread: articles are read in parallel by processes, and sums in one order give one answer
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        resource("tagger/tagger.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
