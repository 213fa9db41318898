"""A text -> which of its characters stand in quotation marks.

Coarser than what `parse` finds, and needs no grammar: it tells a quotation that many print from text that many paste.
"""

from __future__ import annotations

import re

import numpy as np

from rashomon.link.reuse.stream import Mask

__all__ = ["quoted_mask"]

# what may open a quotation; two apostrophes are a mark in some archives
_MARK = re.compile(r"[“«„\"]|''")
# a quotation ends with its mark, perhaps some lines below, or with its paragraph where the mark is left out because the
# next one goes on; a straight mark opens after a space and closes after a word
_LINE_END = r"\n(?!\s*\n)"
_QUOTED = re.compile(
    rf"“(?:[^“”\n]|{_LINE_END}){{0,1500}}+”|“[^“”\n]*"
    rf"|«(?:[^«»\n]|{_LINE_END}){{0,1500}}+»|«[^«»\n]*"
    rf"|„(?:[^„“”\n]|{_LINE_END}){{0,1500}}+[“”]|„[^„“”\n]*"
    rf"|(?:(?<=[\s(\[—–-])|(?<![\s\S]))\"(?=\S)(?:(?:[^\"“”\n]|{_LINE_END}){{0,1500}}+(?<=\S)[\"”]|[^\"“”\n]*)"
    r"|''(?=\S)(?:(?!'')[^\n])*(?:'')?"
)


def quoted_mask(text: str) -> Mask:
    """Return for each character of a text whether it stands in quotation marks; the marks themselves do."""
    mask, end = np.zeros(len(text), dtype=bool), 0
    for mark in _MARK.finditer(text):
        if mark.start() >= end and (found := _QUOTED.match(text, mark.start())):
            end = found.end()
            mask[found.start() : end] = True
    return mask
