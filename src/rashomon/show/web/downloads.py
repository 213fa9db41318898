"""What a page shows -> files that a reader saves from it: a table as CSV, a picture as SVG, each at an address.

The address of a file is that of its page, with a name and a suffix behind it and the same query: what is saved is what
is shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from litestar import Response

from rashomon.show.layout.tables import Row, write_table

__all__ = ["File", "send_picture", "send_table"]

File = Response[bytes]


def send_table(name: str, rows: Iterable[Row]) -> File:
    """Return rows as a CSV file that is saved under this name; the name is ours, and plain ASCII."""
    return _send(f"{name}.csv", "text/csv", write_table(rows))


def send_picture(name: str, svg: str) -> File:
    """Return a picture as a file that is saved under this name."""
    return _send(f"{name}.svg", "image/svg+xml", svg)


def _send(name: str, media_type: str, content: str) -> File:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    # a lone surrogate, which a hostile name may hold, is nothing that UTF-8 can carry
    return Response(content.encode("utf-8", "replace"), media_type=media_type, headers=headers)
