"""Workbooks, read back by openpyxl."""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from rashomon.errors import RashomonError
from rashomon.model import Document, Entity, Sentence, Span
from rashomon.show.exports import xlsx
from rashomon.show.exports.xlsx import CELL, fit
from rashomon.store import View
from tests.show.exports.hostile import NAME
from tests.show.exports.written import bytes_of, export_of


def sheets_of(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(data), read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_a_row_has_the_cells_of_the_csv(quarrel: View) -> None:
    event = next(quarrel.records("event"))
    names, row, *_ = sheets_of(bytes_of(quarrel, "xlsx", "event"))["event"]
    cells = dict(zip(names, row, strict=True))

    assert event.__struct_fields__ == names
    assert (event.id, "ASSAULT", 1, None) == (cells["id"], cells["type"], cells["score"], cells["attribution"])
    assert event.trigger == msgspec.json.decode(cells["trigger"], type=Span)


def test_no_cell_is_a_formula_or_a_link(hostile: View) -> None:
    for layer in ("entity", "article", "document"):
        book = load_workbook(io.BytesIO(bytes_of(hostile, "xlsx", layer)))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

        assert {"s", "n"} >= {cell.data_type for cell in cells}
        assert [] == [cell.coordinate for cell in cells if cell.hyperlink]


def test_control_characters_come_back_in_excels_own_way_of_writing_them(hostile: View) -> None:
    names, *rows = sheets_of(bytes_of(hostile, "xlsx", "entity"))["entity"]
    held = {row[names.index("name")] for row in rows}

    # Excel reads _x0000_ as the character; openpyxl leaves it as it is written
    assert NAME in {name.replace("_x0000_", "\0").replace("_x0001_", "\1") for name in held}


def test_a_text_that_excel_cannot_hold_is_cut_and_says_so_in_the_cell_on_a_sheet_and_to_whoever_exports(
    hostile: View,
) -> None:
    document: Document = next(hostile.records("document"))
    data, written = export_of(hostile, "xlsx", "document")
    sheets = sheets_of(data)
    text = sheets["document"][1][1]

    assert text.endswith(f" … [cut by Excel's limit: {len(document.text):,} characters]")
    assert [("row", "column", "characters"), (2, "text", len(document.text))] == sheets["cut"]
    assert written.note == "1 cell cut at Excel's 32,767 characters: the whole text is in csv, jsonl and parquet"


@pytest.mark.parametrize("text", ["a" * CELL, "\U0001f6a2" * (CELL // 2), ""])
def test_a_text_that_fits_is_whole(text: str) -> None:
    assert text == fit(text)


def test_a_ship_is_two_units_and_is_not_cut_in_two() -> None:
    held = fit("\U0001f6a2" * CELL)

    assert len(held.encode("utf-16-le")) // 2 <= CELL
    assert held.startswith("\U0001f6a2" * 16_000)
    assert "\ufffd" not in held


def test_more_records_than_excel_has_rows_are_refused(quarrel: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 4)
    one = Sentence(id="s", by="hand/1", document="d", span=Span(0, 1))

    assert 3 == export_of(quarrel, "xlsx", "sentence", [one] * 3)[1].records
    with pytest.raises(RashomonError, match="there are more sentence records: take csv or parquet"):
        export_of(quarrel, "xlsx", "sentence", [one] * 4)


def test_an_unknown_is_an_empty_cell(quarrel: View) -> None:
    somebody = Entity(id="e", by="hand/1", name="'tis", kind="person")
    names, row = sheets_of(export_of(quarrel, "xlsx", "entity", [somebody])[0])["entity"]

    assert {"reason": None, "name": "'tis", "aliases": "[]"}.items() <= dict(zip(names, row, strict=True)).items()
