"""A story -> the cells of its row in a table."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Story
from rashomon.show.rows import Reader
from rashomon.show.when import say_interval

__all__ = ["story_cells"]


def story_cells(record: Story, reader: Reader) -> Sequence[str]:
    """Return its id, how many articles tell it, on which days, in which outlets, and the words that they share.

    Outlets stand in the order of letters; an article of no known outlet goes by the end of its ref.
    """
    days = [day[:10] for document in record.documents for day in reader.published(document) if day]
    return (
        record.id[:8],
        f"{len(record.documents):8,}",
        say_interval(min(days, default=None), max(days, default=None)),
        ", ".join(sorted({reader.article_name(document) for document in record.documents})),
        record.reason or "",
    )
