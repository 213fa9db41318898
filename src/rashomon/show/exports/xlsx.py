"""Records of a layer -> a workbook for Excel and LibreOffice: one row a record, the columns and cells of the CSV.

A text is written as a text, whatever it begins with: there is no formula and no link in the file. An unknown is an
empty cell. Excel takes 1,048,576 rows, and 32,767 UTF-16 units a cell: more rows are refused; a longer text is cut,
says so at its end, and is listed with its length on a second sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from rashomon.errors import RashomonError
from rashomon.show.exports.written import Written, needed
from rashomon.show.words import counted
from rashomon.store.places import layer_named

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["CELL", "ROWS", "write_xlsx"]

ROWS = 1_048_576
CELL = 32_767
CUT = "cut"
# nothing in the file says when it was made
_MADE = datetime(1980, 1, 1)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

_encode = msgspec.json.Encoder().encode


def write_xlsx(view: View, layer: str, records: Iterable[Any], out: BinaryIO) -> Written:
    """Write a workbook; raises RashomonError where there are more records than Excel has rows."""
    xlsxwriter = needed("xlsxwriter")
    columns = layer_named(layer).__struct_fields__
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": _MADE})
    sheet, count, cut = book.add_worksheet(layer), 0, []
    sheet.write_row(0, 0, columns)
    sheet.freeze_panes(1, 0)
    for count, record in enumerate(records, 1):
        if count >= ROWS:
            raise RashomonError(f"Excel has {ROWS:,} rows, and there are more {layer} records: take csv or parquet")
        for at, column in enumerate(columns):
            lost = _write_cell(sheet, count, at, getattr(record, column))
            if lost:
                cut.append((count + 1, column, lost))
    _list_cut(book, cut)
    book.close()
    whole = "the whole text is in csv, jsonl and parquet"
    return Written(count, f"{counted(len(cut), 'cell')} cut at Excel's {CELL:,} characters: {whole}" if cut else None)


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> int:
    """Write a value; return the length of a text that was cut, else 0."""
    if value is None:
        return 0
    if isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
        return 0
    text = value if isinstance(value, str) else _encode(value).decode()
    held = fit(text)
    sheet.write_string(row, column, held)
    return 0 if held is text else len(text)


def fit(text: str) -> str:
    """Return a text as far as a cell of Excel holds it; one that is cut says at its end how long it was."""
    if len(text.encode("utf-16-le")) // 2 <= CELL:
        return text
    end = f" … [cut by Excel's limit: {len(text):,} characters]"
    # a surrogate that is cut in two is left out
    return text.encode("utf-16-le")[: 2 * (CELL - len(end))].decode("utf-16-le", "ignore") + end


def _list_cut(book: Any, cut: list[tuple[int, str, int]]) -> None:
    if not cut:
        return
    sheet = book.add_worksheet(CUT)
    sheet.write_row(0, 0, ("row", "column", "characters"))
    for number, row in enumerate(cut, 1):
        sheet.write_row(number, 0, row)
