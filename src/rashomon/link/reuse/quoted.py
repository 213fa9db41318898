"""A text -> which of its characters stand in quotation marks.

Coarser than what `parse` finds, and needs no grammar: it tells a quotation that many print from text that many paste.
"""

from __future__ import annotations

import re

import numpy as np

from rashomon.link.reuse.stream import Mask

__all__ = ["quoted_mask"]

# a quotation ends with its mark, or with its paragraph where the mark is left out because the next one goes on;
# two apostrophes are a mark in some archives
_QUOTED = re.compile(
    r"“[^“”\n]*(?:”|$)|«[^«»\n]*(?:»|$)|„[^„“”\n]*(?:[“”]|$)"
    r"|(?:(?<=[\s(\[—–-])|^)\"(?=\S)[^\"“”\n]*(?:[\"”]|$)|''(?=\S)(?:(?!'')[^\n])*(?:''|$)",
    re.MULTILINE,
)


def quoted_mask(text: str) -> Mask:
    """Return for each character of a text whether it stands in quotation marks; the marks themselves do."""
    mask = np.zeros(len(text), dtype=bool)
    for found in _QUOTED.finditer(text):
        mask[found.start() : found.end()] = True
    return mask
