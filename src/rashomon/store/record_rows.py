"""Rows of findings -> the table `record`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, insert

from rashomon.store.many import ForMany
from rashomon.store.schema import record

__all__ = ["put_records"]

_COLUMNS = tuple(record.c.keys())
_values = itemgetter(*_COLUMNS)
_put = ForMany(insert(record), *_COLUMNS)


def put_records(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write findings that are not there yet, each a row as `places.row_of` makes it."""
    _put(connection, [_values(row) for row in rows])
