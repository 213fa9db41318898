"""Parts of a file together hold what the file holds, wherever it is cut."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import RawDocument, Rejection
from rashomon.read import Inputs, read_inputs
from rashomon.read.names import File
from rashomon.read.parts import Part, count_lines, read_part

LINES = st.lists(
    st.one_of(
        st.sampled_from([b"", b"  ", b"not JSON", b'{"text": "\xff"}', b'{"text": ""}', b"\xef\xbb\xbf{}", b"\r"]),
        st.text(max_size=30).map(lambda words: json.dumps({"text": words}).encode()),
        st.sampled_from("ab").map(lambda key: json.dumps({"id": key, "text": f"The {key}."}).encode()),
    )
)


def read_in_parts(path: Path, size: int) -> list[RawDocument | Rejection]:
    """Read a file in parts of so many bytes, as machines do that know of each other's lines only how many they are."""
    file = File(path, str(path), "jsonl", gzipped=False)
    starts = range(0, max(path.stat().st_size, 1), size)
    items: list[RawDocument | Rejection] = []
    before = 0
    for start in starts:
        items += read_part(file, Inputs(()), part=Part(start, start + size, before))
        before += count_lines(file, Part(start, start + size))
    return items


@given(LINES, st.booleans(), st.integers(1, 100))
def test_a_file_that_is_cut_anywhere_holds_the_same_articles(lines: list[bytes], ends: bool, size: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pile.jsonl"
        path.write_bytes(b"\n".join(lines) + (b"\n" if ends and lines else b""))
        whole = list(read_part(File(path, str(path), "jsonl", gzipped=False), Inputs(())))

        assert whole == read_in_parts(path, size)


def test_lines_are_numbered_through_all_parts(tmp_path: Path) -> None:
    path = tmp_path / "pile.jsonl"
    path.write_text('{"text": "One."}\n\n{"text": "Two."}\nno\n')

    assert [f"{path}:1", f"{path}:3", f"{path}:4"] == [item.ref for item in read_in_parts(path, 5)]


def test_a_file_is_read_as_by_one_process(tmp_path: Path) -> None:
    path = tmp_path / "pile.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'))

    found = list(read_part(File(path, str(path), "jsonl", gzipped=True), Inputs(())))

    assert list(read_inputs([path])) == found
    assert 2 == len(found)


def test_what_a_list_of_feeds_names_is_not_opened_where_the_list_is_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text('<opml version="2.0"><body><outline type="rss" xmlUrl="near.rss"/></body></opml>')
    (tmp_path / "near.rss").write_text("<rss version='2.0'><channel/></rss>")
    file = File(path, "s3://pile/feeds.opml", "opml", gzipped=False)

    (refused,) = read_part(file, Inputs(()), lambda: path.open("rb"))

    assert isinstance(refused, Rejection)
    assert "s3://pile/near.rss" == refused.ref.replace("s3:/pile", "s3://pile")
    assert "no file that paths could start from" in refused.reason


def test_a_file_that_is_gone_is_refused_with_the_reason(tmp_path: Path) -> None:
    gone = File(tmp_path / "gone.jsonl", "gone.jsonl", "jsonl", gzipped=False)

    (refused,) = read_part(gone, Inputs(()), part=Part(0, 10))

    assert "gone.jsonl" == refused.ref
    assert isinstance(refused, Rejection)
    assert "unreadable: No such file or directory" == refused.reason
    assert 0 == count_lines(gone, Part(0, 10))
