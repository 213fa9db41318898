"""A passage that two articles share, and a family of copies -> the cells of their rows in a table."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Copy, Family, Passage, Reuse
from rashomon.show.rows import UNKNOWN, Reader, position_of

__all__ = ["family_cells", "reuse_cells"]

# how a row says who has the words from whom
_ARROWS = {"a_to_b": "->", "b_to_a": "<-", "unknown": "?"}


def reuse_cells(record: Reuse, reader: Reader) -> Sequence[str]:
    """Return the two articles with where the passage stands in each, which way it went, its kind, and the words."""
    return (
        *_place(record.a, reader),
        _ARROWS[record.direction],
        *_place(record.b, reader),
        record.kind,
        reader.words(record.a.document, [record.a.span]),
    )


def _place(passage: Passage, reader: Reader) -> tuple[str, str]:
    return reader.article_name(passage.document), position_of(passage.document, [passage.span])


def family_cells(record: Family, reader: Reader) -> Sequence[str]:
    """Return how many articles are one text, whose it is, the article it comes from, and where the copies have it from.

    A copy whose source is not known stands there with nothing behind it.
    """
    return (
        f"{len(record.documents):8,}",
        record.outlet or UNKNOWN,
        reader.article_name(record.origin) if record.origin else UNKNOWN,
        "; ".join(_say(copy, reader) for copy in record.copies if copy.document != record.origin),
    )


def _say(copy: Copy, reader: Reader) -> str:
    source = reader.article_name(copy.source) if copy.source else copy.outlet
    told = [f"from {source}" if source else "", f"({copy.reason})" if copy.reason else ""]
    return " ".join([reader.article_name(copy.document), *filter(None, told)])
