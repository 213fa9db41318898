"""Who holds a print -> how widely it is spread, which text of an article is stock, what a shared print tells.

Stock text (a masthead, a plea for subscribers, a note on the author) is what many texts hold that are no copies of each
other. How widely a print is spread is a function of the texts that hold it and of nothing else, whatever came first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import numpy as np

from rashomon.link.reuse.prints import Prints
from rashomon.link.reuse.stream import Places
from rashomon.model import Span
from rashomon.profiles import Holder

__all__ = ["CANDIDATE", "COMMON", "SAMPLE", "STOCK", "find_stock", "spread_of", "weigh"]

# of those who hold a print, only so many decide, the first by id: ids are digests, so that it is a fair draw
SAMPLE = 16
# from so many families of copies on, what is not in quotation marks is stock, and anything is too common to tell
STOCK = 4
COMMON = 12
# the weight of a print that one family holds, in whole numbers so that no order of adding matters: every share of it
# up to an eleventh is whole; a pair of texts is compared when the weights of their common prints add up to half of it
_WHOLE = 27720
CANDIDATE = _WHOLE // 2
# of a paragraph, the share that must lie under prints of stock for all of it to be stock, and that may be quoted
_COVERED = 0.6
_QUOTED = 0.3

_WEEK = timedelta(days=7)
_PARAGRAPH = re.compile(r"[^\n]+")


def spread_of(holders: Sequence[Holder], kin: Callable[[str, str], bool], *, quoted: bool = True) -> int:
    """Return among how many families of copies a print is spread; what newsrooms print in one week is no stock.

    `holders` are the first SAMPLE of those who hold it by document id, here the longest text first: of a family its
    fullest text comes first, and a note that is hardly more than the stock lines below it, and so kin to all who have
    them, joins one of these. `kin` tells of two documents whether they are; each is asked after with the first of each
    family. No more families are counted than tell something: COMMON, or STOCK where none of the holders has the print
    in quotation marks.
    """
    most = STOCK - 1 if _is_news(holders) else COMMON if quoted else STOCK
    families: list[str] = []
    for document, *_ in holders:
        if len(families) < most and not any(kin(first, document) for first in families):
            families.append(document)
    return len(families)


def _is_news(holders: Sequence[Holder]) -> bool:
    """Tell whether several newsrooms printed something within a week: an agency's text, or words that all quote."""
    outlets = {h.outlet for h in holders}
    if None in outlets or len(outlets) < STOCK:
        return False
    days = [_day(h.published) for h in holders]
    known = [day for day in days if day]
    return len(known) == len(days) and max(known) - min(known) <= _WEEK


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def weigh(spread: int, *, quoted: bool) -> int:
    """Return what a print tells of two texts that share it, see CANDIDATE; `quoted` where it is so in both."""
    return _WHOLE // spread if spread < (COMMON if quoted else STOCK) else 0


def find_stock(text: str, prints: Prints, spread: Places) -> tuple[Span, ...]:
    """Return the paragraphs of a text that are stock, in text order; `spread` goes with the hashes of the prints."""
    if not (spread >= STOCK).any():
        return ()
    under = np.zeros(len(text) + 1, dtype=np.int64)
    stock = (spread >= STOCK)[prints.which]
    np.add.at(under, prints.starts[stock], 1)
    np.add.at(under, prints.ends[stock], -1)
    covered = np.concatenate([[0], np.cumsum(np.cumsum(under)[:-1] > 0)])
    quoted = np.concatenate([[0], np.cumsum(prints.marked)])
    spans = (Span(*p.span()) for p in _PARAGRAPH.finditer(text))
    return tuple(s for s in spans if _share(covered, s) > _COVERED and _share(quoted, s) < _QUOTED)


def _share(before: Places, span: Span) -> float:
    """Return which share of a span counts, given how many characters do before each of the text."""
    return int(before[span.end] - before[span.start]) / (span.end - span.start)
