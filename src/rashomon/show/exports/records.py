"""The records of a layer -> JSON lines, JSON or CSV, one record at a time; and CSV back to records.

JSON is msgspec's encoding of the record: all its fields, `layer` first, spans as {"start", "end"}.

CSV has one column a field (RFC 4180, UTF-8). A cell holds
- nothing for null,
- a text as it is,
- everything else (numbers, lists, spans) as JSON.
A text that a spreadsheet would take for a formula, since it begins with = + - @ tab or carriage return, gets an
apostrophe before it; so does a text that begins with an apostrophe, and the empty text. Taking away one leading
apostrophe gives back what was there, as `read_csv` does. A number below zero stays one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Any, BinaryIO, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from rashomon.model import AnyRecord, Record
from rashomon.store.places import layer_named

__all__ = ["read_csv", "to_cell", "write_csv", "write_json", "write_records", "write_rows"]

# the wide forms are formulas too for a spreadsheet that is set to Japanese (OWASP, CSV injection)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

_encode = msgspec.json.Encoder().encode


def write_records(records: Iterable[AnyRecord], layer: str, form: str, out: BinaryIO) -> int:
    """Write the records of one layer as jsonl, json or csv; return how many there were."""
    if form == "csv":
        rows = (msgspec.structs.asdict(r) for r in records)
        return write_csv(rows, layer_named(layer).__struct_fields__, out)
    return write_json((_encode(r) for r in records), form, out)


def write_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], form: str, out: BinaryIO) -> int:
    """Write rows with these columns as jsonl, json or csv; return how many there were."""
    if form == "csv":
        return write_csv(rows, columns, out)
    return write_json((_encode(row) for row in rows), form, out)


def write_json(encoded: Iterable[bytes], form: str, out: BinaryIO) -> int:
    """Write JSON objects, one a line ("jsonl"), or as one list ("json"); return how many there were."""
    count = 0
    for line in encoded:
        if form == "json":
            out.write(b",\n" if count else b"[\n")
        out.write(line)
        if form == "jsonl":
            out.write(b"\n")
        count += 1
    if form == "json":
        out.write(b"\n]\n" if count else b"[]\n")
    return count


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], out: BinaryIO) -> int:
    """Write rows as CSV with a header, each value as the top of this file says; return how many there were."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(columns)
        count = 0
        for row in rows:
            writer.writerow([to_cell(row[column]) for column in columns])
            count += 1
        return count
    finally:
        text.detach()  # `out` is the caller's to close


def to_cell(value: Any) -> str:
    """Return a value as one cell of CSV."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return _encode(value).decode()
    return f"'{value}" if not value or value.startswith((*DANGEROUS, "'")) else value


def read_csv(lines: Iterable[str], layer: str) -> Iterator[Any]:
    """Yield the records of an exported CSV file, opened with `newline=""`; raises msgspec.ValidationError."""
    kind = layer_named(layer)
    for row in csv.DictReader(lines):
        fields = {name: _from_cell(cell, name in _text_fields(kind)) for name, cell in row.items()}
        yield msgspec.convert({k: v for k, v in fields.items() if v is not None}, kind)


def _from_cell(cell: str, is_text: bool) -> Any:
    if cell == "":
        return None
    value = cell.removeprefix("'")
    return value if is_text else msgspec.json.decode(value)


@cache
def _text_fields(kind: type[Record]) -> frozenset[str]:
    """Return the fields that hold a text or a word of a list, perhaps null."""
    return frozenset(name for name, hint in get_type_hints(kind).items() if _is_text(hint))


def _is_text(hint: Any) -> bool:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return all(_is_text(part) for part in get_args(hint) if part is not type(None))
    return hint is str or origin is Literal
