"""The parse of one article -> its time expressions, and when it must have been published where it does not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rashomon.model import Article, Document, Parse

__all__ = ["find_timexes"]

BY = "timex/1"


def find_timexes(document: Document, parse: Parse, article: Article) -> Mapping[str, Any]:
    """Give the `timex` records in text order, and a `dating` if the article has no date of its own."""
    return {"timex": [], "dating": []}
