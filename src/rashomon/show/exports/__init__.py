"""The records of a layer -> a file for another program, in one of the formats of `show/formats.py`.

What writes a format is imported when that format is written, and so are packages that not everybody has: a table on
the terminal waits for none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from rashomon.show.exports.files import atomic_file
from rashomon.show.exports.records import read_csv, to_cell, write_csv, write_json, write_records, write_rows
from rashomon.show.exports.written import OneWay, Writer, Written
from rashomon.show.formats import FORMATS, layer_for
from rashomon.show.wording import records_of, select_from
from rashomon.store import Selection

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = [
    "FORMATS",
    "Written",
    "atomic_file",
    "export",
    "export_selection",
    "read_csv",
    "to_cell",
    "write_csv",
    "write_json",
    "write_records",
    "write_rows",
    "writer_of",
]

# the formats that a module of this room writes: module, function
_WRITERS = {
    "xlsx": ("xlsx", "write_xlsx"),
    "parquet": ("parquet", "write_parquet"),
    "web-annotation": ("web_annotation", "write_annotations"),
    "jsonld": ("schema_org", "write_schema_org"),
    "ninjs": ("ninjs", "write_ninjs"),
    "ftm": ("ftm", "write_ftm"),
    "gexf": ("gexf", "write_gexf"),
    "timelinejs": ("timelinejs", "write_timeline"),
    "docbin": ("docbin", "write_docbin"),
    "plover": ("event_tables", "write_plover"),
}
_PLAIN = ("jsonl", "json", "csv")
_TABLES = ("gdelt", "icews", "polecat")


def writer_of(form: str) -> Writer:
    """Return what writes one of FORMATS."""
    if form in _PLAIN:
        return partial(_write_plain, form)
    if form in _TABLES:
        return partial(import_module("rashomon.show.exports.event_tables").write_table, form)
    module, name = _WRITERS[form]
    return cast("Writer", getattr(import_module(f"rashomon.show.exports.{module}"), name))


def _write_plain(form: str, view: View, layer: str, records: Iterable[Any], out: BinaryIO) -> Written:
    return Written(write_records(records, layer, form, out))


def export_selection(view: View, form: str, layer: str, wanted: Selection, out: BinaryIO) -> Written:
    """Write what a selection wants of a layer; where it wants all, in the order of the texts, not by weight.

    Raises what `export` does, and NotFound as `View.select` does.
    """
    records = records_of(view, layer) if wanted == Selection() else select_from(view, layer, wanted)
    return export(view, form, layer, records, out)


def export(view: View, form: str, layer: str, records: Iterable[Any], out: BinaryIO) -> Written:
    """Write records of a layer in one of FORMATS; return how many were taken, and what the format could not hold.

    `out` is only written to: it need not seek, and stays open. Raises RashomonError where the format cannot hold the
    layer, or so many records, or a package is missing.
    """
    return writer_of(form)(view, layer_for(form, layer), records, cast(BinaryIO, OneWay(out)))
