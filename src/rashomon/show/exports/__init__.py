"""The records of a layer -> a file for another program, in one of the formats of `show/formats.py`.

Packages that not everybody has are imported when a format is written that needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from rashomon.show.exports.docbin import write_docbin
from rashomon.show.exports.event_tables import write_plover, write_table
from rashomon.show.exports.files import atomic_file
from rashomon.show.exports.ftm import write_ftm
from rashomon.show.exports.gexf import write_gexf
from rashomon.show.exports.ninjs import write_ninjs
from rashomon.show.exports.parquet import read_parquet, write_parquet
from rashomon.show.exports.records import read_csv, to_cell, write_csv, write_json, write_records, write_rows
from rashomon.show.exports.schema_org import write_schema_org
from rashomon.show.exports.timelinejs import write_timeline
from rashomon.show.exports.web_annotation import write_annotations
from rashomon.show.exports.written import OneWay, Writer, Written
from rashomon.show.exports.xlsx import write_xlsx
from rashomon.show.formats import FORMATS, layer_for
from rashomon.show.wording import records_of, select_from
from rashomon.store import Selection

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = [
    "FORMATS",
    "WRITERS",
    "Written",
    "atomic_file",
    "export",
    "export_selection",
    "read_csv",
    "read_parquet",
    "to_cell",
    "write_csv",
    "write_json",
    "write_records",
    "write_rows",
]


def _write_plain(form: str, view: View, layer: str, records: Iterable[Any], out: BinaryIO) -> Written:
    return Written(write_records(records, layer, form, out))


WRITERS: Mapping[str, Writer] = {
    **{form: partial(_write_plain, form) for form in ("jsonl", "json", "csv")},
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "web-annotation": write_annotations,
    "jsonld": write_schema_org,
    "ninjs": write_ninjs,
    "ftm": write_ftm,
    "gexf": write_gexf,
    "timelinejs": write_timeline,
    "docbin": write_docbin,
    "plover": write_plover,
    **{model: partial(write_table, model) for model in ("gdelt", "icews", "polecat")},
}


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
    return WRITERS[form](view, layer_for(form, layer), records, cast(BinaryIO, OneWay(out)))
