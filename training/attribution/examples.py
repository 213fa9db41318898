"""PolNeAR articles -> windows of word pieces with the label and the link of each word."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from rashomon.model import Span, Zone
from rashomon.parse.mask import mask_text
from rashomon.parse.paragraphs import find_paragraphs
from rashomon.parse.quotations import find_quotations
from rashomon.parse.tagger import LABELS, load_tokenizer
from rashomon.parse.windows import SIZE, Pieces, cut_pieces, cut_windows, window_inputs

__all__ = ["IGNORED", "Article", "Example", "Labelled", "Split", "cut_examples", "label_article", "split", "whole_zone"]

Article = dict[str, Any]
Ints = npt.NDArray[np.int64]

IGNORED = -100  # what torch's cross entropy skips
_NO_LINK, _ON_NOTHING = -2, -1
_HELD_OUT = 40  # articles of train that are never trained on
_MIN_OPENING = 96  # the smallest first window that is drawn, in pieces


class Labelled(NamedTuple):
    """One annotator's reading of one article: for each piece its label, and the character that it hangs on."""

    pieces: Pieces
    labels: Ints
    anchors: Ints


class Example(NamedTuple):
    """One window: what the model reads, and what it should say."""

    ids: Ints
    features: Ints
    labels: Ints
    links: Ints


class Split(NamedTuple):
    """Articles to train on, each with all its readings, and articles held out of train to choose by."""

    train: list[list[Article]]
    held_out: list[Article]
    dev: list[Article]


def _read_lines(path: Path) -> list[Article]:
    """Return the objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def split(data: Path) -> Split:
    """Read PolNeAR from `data`; no reading of an article of dev, by whichever annotator, is trained on."""
    train, dev, multi = (_read_lines(data / f"polnear-{part}.jsonl.gz") for part in ("train", "dev", "multi"))
    barred = {article["id"] for article in dev}
    others: dict[str, list[Article]] = {}
    for article in multi:
        if article["id"] not in barred:
            others.setdefault(article["id"], []).append(article)
    once = sorted(article["id"] for article in train if article["id"] not in others)
    random.Random(7).shuffle(once)
    held = set(once[:_HELD_OUT])
    return Split(
        [[article, *others.get(article["id"], [])] for article in train if article["id"] not in held],
        [article for article in train if article["id"] in held],
        dev,
    )


def label_article(article: Article) -> Labelled:
    """Return the pieces of an article with their labels; what the corpus discards is ignored."""
    text = article["text"]
    masked = mask_text(text)
    paragraphs = find_paragraphs(masked, [whole_zone(text)])
    pieces = cut_pieces(load_tokenizer(), masked, paragraphs, find_quotations(text, masked, paragraphs))
    role, stretch, anchor = _mark_characters(article)
    labels = np.full(len(pieces.ids), IGNORED)
    anchors = np.full(len(pieces.ids), _NO_LINK)
    openings = {start for start, _ in pieces.paragraphs}
    before = -1
    for k in np.flatnonzero(pieces.first):
        start = pieces.starts[k]
        if role[start] == IGNORED:
            before = -1
            continue
        # a stretch starts anew in each paragraph, since a window may start there too
        if int(k) in openings:
            before = -1
        inside = role[start] > 0 and stretch[start] == before
        labels[k] = role[start] + inside
        anchors[k] = anchor[start]
        before = stretch[start]
    return Labelled(pieces, labels, anchors)


def whole_zone(text: str) -> Zone:
    """Return a zone that says all of `text` is to be read: the corpus has no furniture."""
    return Zone(id="", by="", document="", span=Span(0, len(text)), kind="body")


def _mark_characters(article: Article) -> tuple[Ints, Ints, Ints]:
    """Return for each character the label of its role, the number of its stretch, and what it hangs on."""
    size = len(article["text"]) + 1
    role, stretch, anchor = np.zeros(size, np.int64), np.full(size, -1), np.full(size, _NO_LINK)
    count = 0
    for attribution in article["attributions"]:
        cue, source = _first(attribution["cue"]), _first(attribution["source"])
        # a cue hangs on its source; what has no cue hangs on the source
        target = {"source": source if cue == _ON_NOTHING else cue, "cue": source}
        for name in ("source", "cue", "content"):
            for start, end in attribution[name]:
                role[start:end] = LABELS.index(f"B-{name}")
                stretch[start:end] = count
                anchor[start:end] = target.get(name, target["source"])
                count += 1
    for start, end in article.get("discard", ()):
        role[start:end] = IGNORED
    return role, stretch, anchor


def _first(spans: list[list[int]]) -> int:
    return min((start for start, _ in spans), default=_ON_NOTHING)


def cut_examples(labelled: Labelled, rng: random.Random | None = None) -> Iterator[Example]:
    """Yield the windows of an article without context; with `rng`, cut differently each time."""
    opening = rng.randint(_MIN_OPENING, SIZE) if rng else None
    for window in cut_windows(labelled.pieces, SIZE, 0, opening):
        ids, features, places = window_inputs(labelled.pieces, window)
        real = places >= 0
        labels = np.where(real, labelled.labels[places], IGNORED)
        anchors = np.where(real, labelled.anchors[places], _NO_LINK)
        first = real & labelled.pieces.first[places]
        row = {int(labelled.pieces.starts[places[k]]): int(k) for k in np.flatnonzero(first)}
        row |= {_ON_NOTHING: 0, _NO_LINK: IGNORED}
        # a link that leaves the window is not learned from
        links = np.array([row.get(int(a), IGNORED) for a in anchors], np.int64)
        yield Example(ids, features, labels, links)
