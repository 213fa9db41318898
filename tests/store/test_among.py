"""Records about some documents, asked for at once, are those that each of the documents gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.model import LAYERS
from rashomon.pipeline import read_pile
from rashomon.store import open_view, open_writer

ONE = "The Oresk Post\n\nMayor Ilse Tarn said the ferry sank on Monday. Police said three people were hurt.\n"
TWO = "The Rinsa Courier\n\nMayor Ilse Tarn denied that the ferry sank. Police said three people were hurt.\n"
THREE = "Radio Kaldra\n\nThe harbour was closed on Tuesday, the port authority announced.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pile")
    for name, text in (("one", ONE), ("two", TWO), ("three", THREE)):
        (folder / f"{name}.txt").write_text(text)
    store = folder / "pile.db"
    with open_writer(store) as writer:
        read_pile([folder], writer)
    return store


@pytest.mark.parametrize("layer", [name for name in LAYERS if name not in ("rejection", "correction")])
def test_records_among_two_documents_are_those_of_each_once(store: Path, layer: str) -> None:
    with open_view(store) as view:
        chosen = [d.id for d in view.records("document")][:2]
        each = [record for key in chosen for record in view.records(layer, key)]
        among = list(view.among(layer, chosen))

    assert {r.id for r in each} == {r.id for r in among}
    assert len({r.id for r in among}) == len(among)


def test_records_among_documents_come_in_the_order_of_their_refs(store: Path) -> None:
    with open_view(store) as view:
        every = [d.id for d in view.records("document")]
        among = [s.document for s in view.among("sentence", list(reversed(every)))]

    assert sorted(among, key=every.index) == among
