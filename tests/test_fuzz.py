"""Whatever a file holds, it becomes articles or rejections; `python -m benchmarks.fuzz` looks for longer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import TOKENS, WHATS, Edit, articles_in, damage, faults_of, kinds, make

edits = st.lists(
    st.builds(
        Edit,
        what=st.sampled_from(WHATS),
        where=st.floats(0, 1),
        length=st.sampled_from((0, 1, 2, 4, 16, 64, 256)),
        token=st.integers(0, len(TOKENS) - 1),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("kind", list(kinds()))
def test_a_sound_file_of_each_kind_is_read(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"sound{kind}"
    file.write_bytes(make(kind, []))

    assert [] == list(faults_of(file))
    assert {".opml": 0, ".jsonl": 2, ".xml": 2, ".warc": 2, ".warc.gz": 2}.get(kind, 1) == articles_in(file)


@pytest.mark.parametrize("kind", list(kinds()))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=edits)
def test_a_damaged_file_becomes_articles_or_rejections(tmp_path: Path, kind: str, edits: list[Edit]) -> None:
    file = tmp_path / f"damaged{kind}"
    file.write_bytes(make(kind, edits))

    assert [] == list(faults_of(file))


def test_damages_follow_each_other() -> None:
    cut, put = Edit("cut", 0.5, 1, 0), Edit("put", 0.0, 0, TOKENS.index(b"<p>"))

    assert b"<p>abce" == damage(b"abcdef", [cut, put, Edit("end", 0.875, 0, 0)])
