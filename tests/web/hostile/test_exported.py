"""What was read of hostile files goes out in every format without harm: no formula, no broken document, no lost row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from xml.etree import ElementTree

import openpyxl
import pyarrow.parquet
import pytest

from rashomon.model import LAYERS
from rashomon.show.exports import export
from rashomon.show.formats import FORMATS
from rashomon.store import open_view
from tests.web.hostile.conftest import Reading

pytestmark = pytest.mark.slow

# how a spreadsheet tells a formula: by its first character, after the white space that it drops
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
EVERYTHING = [(form, layer) for form, held in FORMATS.items() for layer in held.layers or LAYERS]


@pytest.fixture(scope="module")
def written(hostile: Reading) -> dict[tuple[str, str], bytes]:
    """Give what every format holds of every layer that it takes."""
    found: dict[tuple[str, str], bytes] = {}
    with open_view(hostile.store) as view:
        for form, layer in EVERYTHING:
            out = io.BytesIO()
            gone = export(view, form, layer, view.records(layer), out)
            assert gone.records == sum(1 for _ in view.records(layer)), (form, layer)
            found[form, layer] = out.getvalue()
    return found


def of(written: dict[tuple[str, str], bytes], form: str) -> list[bytes]:
    found = [content for (name, _), content in written.items() if name == form and content]
    assert found, f"nothing was written as {form}"
    return found


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.fixture
def long_cells() -> Iterator[None]:
    """Let Python read cells as long as a text may be."""
    before = csv.field_size_limit(2**30)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("long_cells")
def test_no_cell_of_a_table_is_a_formula(written: dict[tuple[str, str], bytes]) -> None:
    for content in of(written, "csv"):
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))

        assert {len(row) for row in rows} == {len(rows[0])}
        assert [c for row in rows for c in row if c.lstrip(" ").startswith(FORMULA) and not is_number(c)] == []


def test_no_cell_of_a_spreadsheet_is_a_formula_or_a_link(written: dict[tuple[str, str], bytes]) -> None:
    for content in of(written, "xlsx"):
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            cells = [cell for row in sheet.iter_rows() for cell in row]

            assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


def test_tables_of_events_have_as_many_columns_in_every_row(written: dict[tuple[str, str], bytes]) -> None:
    for form in ("gdelt", "icews", "polecat"):
        for content in of(written, form):
            assert len({line.count("\t") for line in content.decode().removesuffix("\n").split("\n")}) == 1


@pytest.mark.parametrize("form", [name for name, held in FORMATS.items() if "ndjson" in held.media_type])
def test_lines_of_json_are_one_object_each(written: dict[tuple[str, str], bytes], form: str) -> None:
    for content in of(written, form):
        assert all(isinstance(json.loads(line), dict) for line in content.split(b"\n")[:-1])


@pytest.mark.parametrize("form", ["json", "web-annotation", "jsonld", "timelinejs"])
def test_json_is_whole(written: dict[tuple[str, str], bytes], form: str) -> None:
    for content in of(written, form):
        json.loads(content)


def test_graphs_are_well_formed_xml(written: dict[tuple[str, str], bytes]) -> None:
    for content in of(written, "gexf"):
        ElementTree.fromstring(content)


def test_columns_are_read_back(written: dict[tuple[str, str], bytes]) -> None:
    for content in of(written, "parquet"):
        pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist()


def test_slides_of_a_timeline_hold_no_markup(written: dict[tuple[str, str], bytes]) -> None:
    # TimelineJS puts headlines and texts into the page as HTML
    for content in of(written, "timelinejs"):
        assert b"<script" not in content
        assert b"<img" not in content
        assert b"<svg" not in content
