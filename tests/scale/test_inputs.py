"""Paths and addresses -> parts that machines share; together they hold what one process would read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from rashomon.errors import PipelineError
from rashomon.model import RawDocument, Rejection
from rashomon.read import MAX_BYTES, read_inputs
from rashomon.scale.inputs import find_parts, items_of


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """Give a folder of articles of several kinds, and of what is none."""
    folder = tmp_path / "pile"
    (folder / "deep" / ".hidden").mkdir(parents=True)
    (folder / "a.txt").write_text("Aud met Bo.")
    (folder / "_b.txt").write_text("Bo met Aud.")
    (folder / "deep" / "c.jsonl").write_text("\n".join(json.dumps({"text": f"Day {n}."}) for n in range(9)))
    (folder / "deep" / "d.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Packed."}'))
    (folder / "deep" / ".hidden" / "e.txt").write_text("Unseen.")
    (folder / "f.gif").write_bytes(b"GIF")
    return folder


def read_all(paths: list[str]) -> list[RawDocument | Rejection]:
    return [item for row in find_parts(paths) for item in items_of(row, MAX_BYTES)]


def test_the_parts_of_a_folder_hold_what_is_in_it(pile: Path) -> None:
    assert list(read_inputs([pile])) == read_all([str(pile)])


def test_what_is_at_an_address_is_what_is_in_the_folder(pile: Path) -> None:
    here = [item.ref.replace(str(pile), pile.as_uri()) for item in read_inputs([pile])]

    assert here == [item.ref for item in read_all([f"{pile.as_uri()}/"])]


def test_a_large_file_of_json_lines_is_cut_and_others_are_not(pile: Path) -> None:
    parts = find_parts([str(pile)], task_bytes=50)

    # nine lines of 18 bytes, with breaks between them
    assert [0, 50, 100, 150] == [row["start"] for row in parts if row["ref"].endswith("c.jsonl")]
    assert [50, 50, 50, 20] == [row["size"] for row in parts if row["ref"].endswith("c.jsonl")]
    assert 1 == len([row for row in parts if row["ref"].endswith("d.jsonl.gz")])


def test_parts_come_in_the_order_of_their_refs(pile: Path) -> None:
    refs = [row["ref"] for row in find_parts([str(pile / "deep"), str(pile / "a.txt"), str(pile)])]

    assert sorted(refs) == refs
    assert len(set(refs)) == len(refs)


def test_what_is_not_there_is_refused_with_the_reason(pile: Path) -> None:
    gone, far = str(pile / "gone"), f"{pile.as_uri()}/gone"

    assert {gone: "no such file or folder", far: "no such file or folder"} == {
        item.ref: item.reason for item in read_all([gone, far]) if isinstance(item, Rejection)
    }


def test_web_pages_are_refused_as_by_one_process_and_standard_input_is_not_read() -> None:
    address = "https://courier.example/kaldra"

    assert list(read_inputs([address])) == read_all([address])
    with pytest.raises(PipelineError, match="standard input is read by one process: write it to a file"):
        find_parts(["-"])
