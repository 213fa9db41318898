"""A list of values -> one parameter of a statement, which stays the same however many there are.

`IN` with a parameter a value is put together anew for each list; for thousands of values that takes longer than to look
all of them up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Dialect, TableValuedAlias, TypeDecorator, bindparam, select, types
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Listed(TypeDecorator[Sequence[str]]):
    """Strings, as JSON."""

    impl = types.Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str:
        return msgspec.json.encode(list(value or ())).decode()


class _Each(FunctionElement[str]):
    """The elements of JSON, as the rows of a table with the column `value`."""

    inherit_cache = True


@compiles(_Each)
def _in_sqlite(element: _Each, compiler: Any, **given: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **given)})"


@compiles(_Each, "postgresql")
def _in_postgresql(element: _Each, compiler: Any, **given: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **given)} AS JSON))"


def listed(name: str) -> TableValuedAlias:
    """Return the strings of the parameter of this name as a table with the one column `value`."""
    return _Each(bindparam(name, type_=_Listed)).table_valued("value", name=f"each_of_{name}")


def elements(column: ColumnElement[str], name: str) -> TableValuedAlias:
    """Return the strings of a column of JSON as a table with the one column `value`, to be joined to its row."""
    return _Each(column).table_valued("value", name=name)


def one_of(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return whether a column is one of the strings of the parameter of this name."""
    return column.in_(select(listed(name).c.value))
