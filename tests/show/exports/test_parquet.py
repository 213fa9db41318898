"""Parquet, read by pyarrow as a table and by ourselves as records."""

from __future__ import annotations

import io
from typing import Any, cast

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import RECORDS, Quantity, Record, Sentence, Span, layer_of
from rashomon.show.exports import parquet
from rashomon.show.exports.parquet import read_parquet
from rashomon.store import View
from tests.show.exports.written import bytes_of, export_of
from tests.strategies import documents, records

NO_VIEW = cast(View, None)  # a table is made of the records alone


@st.composite
def several(draw: st.DrawFn) -> tuple[str, list[Record]]:
    document = draw(documents())
    kind = draw(st.sampled_from(RECORDS))
    return layer_of(kind), draw(st.lists(records(kind, document), max_size=3))


@settings(deadline=None, max_examples=60)
@given(several())
def test_any_records_come_back(pair: tuple[str, list[Record]]) -> None:
    layer, found = pair
    data, written = export_of(NO_VIEW, "parquet", layer, found)

    assert len(found) == written.records
    assert found == list(read_parquet(io.BytesIO(data), layer))


def test_spans_are_structs_and_several_of_them_lists(quarrel: View) -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(bytes_of(quarrel, "parquet", "attribution")))
    span = pyarrow.struct([pyarrow.field(name, pyarrow.int64(), nullable=False) for name in ("start", "end")])

    assert list(next(quarrel.records("attribution")).__struct_fields__) == table.column_names
    assert span == table.schema.field("content").type.value_type
    assert b"attribution" == table.schema.metadata[b"rashomon.layer"]
    assert ["indirect", "direct"] == table["kind"].to_pylist()


@pytest.mark.parametrize(("value", "held"), [(14, [14.0]), ((3, 5), [3.0, 5.0]), (None, None)])
def test_an_amount_is_a_list_of_one_number_or_two(value: Any, held: Any) -> None:
    amount = Quantity(id="q", by="hand/1", document="d", span=Span(0, 2), value=value)
    data, _ = export_of(NO_VIEW, "parquet", "quantity", [amount])
    table = pyarrow.parquet.read_table(io.BytesIO(data))

    assert [held] == table["value"].to_pylist()
    assert pyarrow.list_(pyarrow.float64()) == table.schema.field("value").type


def test_rows_are_written_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 2)
    found = [Sentence(id=str(n), by="hand/1", document="d", span=Span(n, n + 1)) for n in range(5)]
    data, _ = export_of(NO_VIEW, "parquet", "sentence", found)

    assert 3 == pyarrow.parquet.ParquetFile(io.BytesIO(data)).num_row_groups
    assert found == list(read_parquet(io.BytesIO(data), "sentence"))
