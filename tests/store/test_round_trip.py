from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import RECORDS, Correction, Document, Identity, Record, Rejection, layer_of
from rashomon.store import open_view, open_writer
from tests.strategies import documents, records

# who is who is not written but worked out, and what persons say is no finding: see test_linking.py, test_corrections.py
FINDINGS = tuple(kind for kind in RECORDS if kind not in (Document, Rejection, Identity, Correction))


@st.composite
def findings(draw: st.DrawFn) -> tuple[Document, Record]:
    document = draw(documents())
    return document, draw(st.sampled_from(FINDINGS).flatmap(lambda kind: records(kind, document)))


@settings(max_examples=60, deadline=None)
@given(findings())
def test_any_record_comes_out_of_the_store_as_it_went_in(pair: tuple[Document, Any]) -> None:
    document, finding = pair
    with TemporaryDirectory() as folder:
        store = Path(folder, "any.db")
        with open_writer(store) as writer:
            writer.add([document, finding], f"{layer_of(finding)}/1")
        with open_view(store) as view:
            assert [document] == list(view.records("document"))
            assert [finding] == list(view.records(layer_of(finding)))
            assert finding == view.record(layer_of(finding), finding.id)
