"""Tables and pictures -> links that carry them, since a page that is one file has no other place for them."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from rashomon.show.layout.tables import Row, write_table

__all__ = ["data_url", "table_url"]


def table_url(rows: Iterable[Row]) -> str:
    """Return rows as a CSV file, in a link that saves it."""
    return data_url("text/csv;charset=utf-8", write_table(rows))


def data_url(media_type: str, content: str) -> str:
    """Return a file in a link."""
    return f"data:{media_type};base64,{base64.b64encode(content.encode()).decode()}"
