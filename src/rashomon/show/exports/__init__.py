"""The records of a layer -> a file for another program, in one of the formats of `show/formats.py`.

Packages that not everybody has are imported when a format is written that needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from rashomon.show.exports.event_tables import write_plover, write_table
from rashomon.show.exports.files import atomic_file
from rashomon.show.exports.records import read_csv, to_cell, write_csv, write_json, write_records, write_rows
from rashomon.show.formats import FORMATS, layer_for

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = [
    "FORMATS",
    "WRITERS",
    "atomic_file",
    "export",
    "read_csv",
    "to_cell",
    "write_csv",
    "write_json",
    "write_records",
    "write_rows",
]

# (view, layer, its records, out) -> how many records there were
Writer = Callable[["View", str, Iterable[Any], BinaryIO], int]


def _write_plain(form: str, view: View, layer: str, records: Iterable[Any], out: BinaryIO) -> int:
    return write_records(records, layer, form, out)


WRITERS: Mapping[str, Writer] = {
    **{form: partial(_write_plain, form) for form in ("jsonl", "json", "csv")},
    "plover": write_plover,
    **{model: partial(write_table, model) for model in ("gdelt", "icews", "polecat")},
}


def export(view: View, form: str, layer: str, records: Iterable[Any], out: BinaryIO) -> int:
    """Write records of a layer in one of FORMATS; return how many records were taken.

    `out` is only written to: it need not seek. Raises RashomonError where the format cannot hold the layer or so many
    records, or a package is missing.
    """
    return WRITERS[form](view, layer_for(form, layer), records, out)
