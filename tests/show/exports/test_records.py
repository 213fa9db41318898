from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import NotFound, RashomonError
from rashomon.model import (
    LAYERS,
    RECORDS,
    Attribution,
    Document,
    Entity,
    Quantity,
    Record,
    Rejection,
    Span,
    Zone,
    layer_of,
)
from rashomon.show.exports import atomic_file, read_csv, to_cell, write_records
from tests.strategies import any_record, documents, records

NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")
ZONE = Zone(id="0123456789abcdef", document="fedcba9876543210", by="clean/1", span=Span(3, 8), kind="title")


def export(found: list[Any], layer: str, form: str) -> str:
    out = io.BytesIO()

    assert len(found) == write_records(found, layer, form, out)
    return out.getvalue().decode()


@st.composite
def several(draw: st.DrawFn) -> tuple[str, list[Record]]:
    document = draw(documents())
    kind = draw(st.sampled_from(RECORDS))
    return layer_of(kind), draw(st.lists(records(kind, document), max_size=3))


@settings(deadline=None)
@given(several())
def test_any_records_come_back_from_every_format(pair: tuple[str, list[Record]]) -> None:
    layer, found = pair
    kind = LAYERS[layer]
    lines = export(found, layer, "jsonl").split("\n")

    assert found == [msgspec.json.decode(line, type=kind) for line in lines[:-1]]
    assert found == msgspec.json.decode(export(found, layer, "json"), type=list[kind])  # type: ignore[valid-type]
    assert found == list(read_csv(io.StringIO(export(found, layer, "csv"), newline=""), layer))


@settings(deadline=None)
@given(documents().flatmap(any_record))
def test_no_cell_is_a_formula(record: Record) -> None:
    cells = export([record], layer_of(record), "csv")

    for row in csv.reader(io.StringIO(cells, newline="")):
        assert not [cell for cell in row if cell[:1] in set("=+-@\t\r") and not NUMBER.fullmatch(cell)]


def test_a_line_of_json_is_the_fields_of_the_record() -> None:
    expected = (
        '{"layer":"zone","id":"0123456789abcdef","by":"clean/1","score":1.0,"reason":null,'
        '"document":"fedcba9876543210","span":{"start":3,"end":8},"kind":"title"}\n'
    )

    assert expected == export([ZONE], "zone", "jsonl")


def test_csv_has_a_column_for_each_field_and_spans_as_json() -> None:
    expected = (
        "id,by,score,reason,document,span,kind\r\n"
        '0123456789abcdef,clean/1,1.0,,fedcba9876543210,"{""start"":3,""end"":8}",title\r\n'
    )

    assert expected == export([ZONE], "zone", "csv")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", "'"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@here", "'@here"),
        ("\tx", "'\tx"),
        ("'tis", "''tis"),
        ("it's", "it's"),
        ("-2.5", "'-2.5"),
        (-2.5, "-2.5"),
        ((1.0, 2.0), "[1.0,2.0]"),
        (Span(1, 2), '{"start":1,"end":2}'),
        ((), "[]"),
    ],
)
def test_a_value_as_a_cell(value: object, cell: str) -> None:
    assert cell == to_cell(value)


@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
def test_an_empty_layer_is_an_empty_but_valid_file(form: str) -> None:
    expected = {"jsonl": "", "json": "[]\n", "csv": "ref,reason,stage\r\n"}

    assert expected[form] == export([], "rejection", form)


def test_every_kind_of_record_has_a_layer_of_its_own() -> None:
    assert len(RECORDS) == len(LAYERS)
    assert [Document, Rejection, Entity, Attribution, Quantity] == [
        LAYERS[name] for name in ("document", "rejection", "entity", "attribution", "quantity")
    ]


def test_an_unknown_layer_lists_the_known_ones() -> None:
    with pytest.raises(NotFound, match="no layer 'attributions'; there are: document, rejection, article"):
        export([ZONE], "attributions", "csv")


def test_a_file_in_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RashomonError, match=r"out.csv: there is no folder"), atomic_file(tmp_path / "no" / "out.csv"):
        pass


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("the old one")
    with pytest.raises(TypeError), atomic_file(target) as out:
        out.writelines([b"half", None])  # type: ignore[list-item]

    assert "the old one" == target.read_text()
    with atomic_file(target) as out:
        out.write(b"whole")
    assert "whole" == target.read_text()
    assert [target] == list(tmp_path.iterdir())
