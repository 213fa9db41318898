"""The parse of one article -> the amounts that it gives, and what they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rashomon.model import Document, Mention, Parse, Timex

__all__ = ["find_quantities"]

BY = "quantity/1"


def find_quantities(
    document: Document, parse: Parse, timex: Sequence[Timex], mention: Sequence[Mention]
) -> Mapping[str, Any]:
    """Give the `quantity` records in text order."""
    return {"quantity": []}
