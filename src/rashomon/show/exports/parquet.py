"""Records of a layer -> Parquet: a column a field, spans as structs, several as lists; and Parquet back to records.

What may be a number or a pair of numbers is a list of one or two; what may be a span or words (the evidence of an
article) is JSON. Rows are written in groups, so that a layer of any size streams.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from types import UnionType
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from rashomon.show.exports.written import Written, needed
from rashomon.store.places import layer_named

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["read_parquet", "write_parquet"]

GROUP = 5_000
_PLAIN = {str: "string", int: "int64", float: "float64", bool: "bool_"}


def write_parquet(view: View, layer: str, records: Iterable[Any], out: BinaryIO) -> Written:
    """Write a table, a row group for each GROUP records."""
    arrow, parquet = needed("pyarrow"), needed("pyarrow.parquet")
    kind, rows, count = layer_named(layer), iter(records), 0
    hints = {name: hint for name, hint in get_type_hints(kind).items() if name in kind.__struct_fields__}
    schema = arrow.schema([_field(name, hints[name]) for name in kind.__struct_fields__])
    with parquet.ParquetWriter(out, schema.with_metadata({"rashomon.layer": layer})) as table:
        while some := list(islice(rows, GROUP)):
            plain = [{name: _to_plain(getattr(r, name), hints[name]) for name in hints} for r in some]
            table.write_batch(arrow.RecordBatch.from_pylist(plain, schema=table.schema))
            count += len(some)
    return Written(count)


def read_parquet(file: BinaryIO, layer: str) -> Iterator[Any]:
    """Yield the records of an exported table; raises msgspec.ValidationError where they are not of this layer."""
    kind = layer_named(layer)
    hints = get_type_hints(kind)
    for batch in needed("pyarrow.parquet").ParquetFile(file).iter_batches():
        for row in batch.to_pylist(maps_as_pydicts="strict"):
            yield msgspec.convert({name: _from_plain(value, hints[name]) for name, value in row.items()}, kind)


# ---- types


def _parts(hint: Any) -> list[Any]:
    """Return the kinds of values that a field may hold, None aside."""
    several = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return [part for part in several if part is not type(None)]


def _is_one_or_two(parts: list[Any]) -> bool:
    return len(parts) == 2 and get_origin(parts[1]) is tuple and parts[0] in get_args(parts[1])


def _field(name: str, hint: Any) -> Any:
    may_be_unknown = type(None) in get_args(hint)
    return needed("pyarrow").field(name, _type_of(hint), nullable=may_be_unknown)


def _type_of(hint: Any) -> Any:
    """Return the type of Arrow for the type of a field."""
    arrow, parts = needed("pyarrow"), _parts(hint)
    if _is_one_or_two(parts):
        return arrow.list_(_type_of(parts[0]))
    if len(parts) > 1:
        return arrow.string()  # JSON
    origin, args = get_origin(parts[0]), get_args(parts[0])
    if origin is Literal:
        return arrow.string()
    if origin is tuple:
        return arrow.list_(_type_of(args[0]))
    if origin is dict:
        return arrow.map_(arrow.string(), _type_of(args[1]))
    if parts[0] in _PLAIN:
        return getattr(arrow, _PLAIN[parts[0]])()
    return arrow.struct([_field(name, of) for name, of in get_type_hints(parts[0]).items() if name[0] != "_"])


# ---- values


def _to_plain(value: Any, hint: Any) -> Any:
    parts = _parts(hint)
    if _is_one_or_two(parts):
        return value if value is None or isinstance(value, tuple) else (value,)
    if len(parts) > 1:
        return None if value is None else msgspec.json.encode(value).decode()
    if isinstance(value, dict):
        return [(key, _to_plain(held, get_args(parts[0])[1])) for key, held in value.items()]
    return msgspec.to_builtins(value)


def _from_plain(value: Any, hint: Any) -> Any:
    parts = _parts(hint)
    if value is None:
        return None
    if _is_one_or_two(parts):
        return value[0] if len(value) == 1 else value
    if len(parts) > 1:
        return msgspec.json.decode(value)
    if isinstance(value, dict) and get_origin(parts[0]) is dict:
        return {key: _from_plain(held, get_args(parts[0])[1]) for key, held in value.items()}
    return value
