"""A statement, and the rows of what it is executed for -> executed for all of them at once.

SQLAlchemy puts the parameters of each row together by their names, and that takes longer than SQLite takes to write the
row: where the driver takes them in order, they are given to it as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Update


class ForMany:
    """A statement whose parameters, or columns of an insert, are `names`, in the order in which it has them.

    They are strings, numbers, truth values or None: what a driver is given without being told of what type it is.
    """

    def __init__(self, statement: Insert | Update | Delete, *names: str) -> None:
        self.statement = statement
        self.names = names
        self._plain = ""

    def __call__(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Execute the statement for each of some rows, of which there may be none; values are in order of `names`."""
        if not rows:
            return
        if connection.dialect.positional:
            connection.exec_driver_sql(self._in_order(connection), rows)
        else:
            connection.execute(self.statement, [dict(zip(self.names, row, strict=True)) for row in rows])

    def _in_order(self, connection: Connection) -> str:
        """Return the statement as the driver gets it; it is put together once."""
        if not self._plain:
            columns = list(self.names) if isinstance(self.statement, Insert) else None
            compiled = self.statement.compile(dialect=connection.dialect, column_keys=columns)
            if tuple(compiled.positiontup or ()) != self.names:
                raise ValueError(f"not the order of parameters: {self.names}, but {compiled.positiontup}")
            self._plain = str(compiled)
        return self._plain
